"""What the name field offers is always something a name may be."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.texts import MAX_NAME_BYTES, MAX_NAME_CHARS
from desktop.texts import clean_name as service_clean_name
from desktop.ui.avatar import initials
from desktop.ui.names import NameField, clean_name, graphemes

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Mira \t Sol\n", "Mira Sol"),
        ("Mi\x00ra\x1b[31m", "Mira[31m"),
        ("evil\u202etxt", "eviltxt"),
        ("\ud800Mira", "?Mira"),
        ("\u200b\u2060", ""),
        ("   ", ""),
        (FAMILY, FAMILY),
    ],
)
def test_cleaning(typed: str, name: str) -> None:
    assert clean_name(typed) == name


def test_a_long_name_is_cut_between_graphemes() -> None:
    assert clean_name("x" * 100) == "x" * MAX_NAME_CHARS
    cut = clean_name(FAMILY * 20)
    assert cut == FAMILY * (len(cut) // len(FAMILY))
    assert len(cut.encode()) <= MAX_NAME_BYTES
    assert clean_name("e" + "\u0301" * 1000) == ""


@given(st.text())
def test_whatever_is_offered_the_service_takes(typed: str) -> None:
    name = clean_name(typed)
    if name:
        assert service_clean_name(name) == name
        assert not any(unicodedata.category(char) in {"Cc", "Cs"} for char in name)


def test_graphemes_and_initials() -> None:
    assert graphemes("a" + FAMILY + "e\u0301") == ["a", FAMILY, "e\u0301"]
    assert initials("Mira Sol") == "MS"
    assert initials("ana maria ferreira") == "AF"
    assert initials("bo") == "B"
    assert initials("王 小明") == "王小"
    assert initials("") == "?"
    assert initials("Mira Sol (K7QF)") == "MS"
    assert initials("(somebody)") == "("


def test_the_field_tells_names_and_giving_up(qtbot: QtBot) -> None:
    field = NameField()
    qtbot.addWidget(field)
    field.setText("  ")
    with qtbot.assertNotEmitted(field.name_entered):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    field.setText(" Mira  Sol ")
    with qtbot.waitSignal(field.name_entered) as told:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told.args == ["Mira Sol"]
    with qtbot.waitSignal(field.abandoned):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
