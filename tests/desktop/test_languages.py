"""The windows speak the chosen language, with its plurals, its formats and its side."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt, QTime
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from desktop import languages
from desktop.model import Room, RoomKind
from desktop.ui import fonts, strings
from desktop.ui.finder import Finder
from desktop.ui.shortcuts import SHORTCUTS, title
from desktop.ui.sidebar import WIDTH_PX
from desktop.ui.theme import ThemeSwitch
from desktop.ui.timeline.labels import Calendar
from net.ids import RoomId
from resources import FOLDER


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    before = QLocale()
    yield qapp
    languages.unload(qapp)
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["0 members", "1 member", "2 members", "11 members"]),
        ("de", ["0 Mitglieder", "1 Mitglied", "2 Mitglieder", "11 Mitglieder"]),
        ("ar", ["لا أعضاء", "عضو واحد", "عضوان", "11 عضوًا"]),
    ],
)
def test_plurals_follow_the_language(app: QApplication, language: str, words: list[str]) -> None:
    languages.load(app, language)
    assert [strings.members(n) for n in (0, 1, 2, 11)] == words


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "1,234,567 members"), ("de", "1.234.567 Mitglieder"), ("ar", "1,234,567 عضوًا")],
)
def test_large_numbers_are_grouped(app: QApplication, language: str, words: str) -> None:
    languages.load(app, language)
    assert strings.members(1_234_567) == words


def test_there_is_one_kind_of_figures(app: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QLocale, "system", lambda: QLocale("ar_EG"))
    languages.load(app)
    noon = QLocale().toString(QTime(13, 45), QLocale.FormatType.ShortFormat)
    assert [each for each in noon + strings.members(45) if each.isdigit() and each > "9"] == []
    monkeypatch.setattr(QLocale, "system", lambda: QLocale("de_CH"))
    languages.load(app)
    assert QLocale().name() == "de_CH"  # its own way of writing numbers is kept


def test_without_a_catalogue_english_is_right(app: QApplication) -> None:
    languages.unload(app)
    assert [strings.members(n) for n in (0, 1, 2)] == ["0 members", "1 member", "2 members"]


def test_arabic_reads_from_the_right_and_qt_speaks_it_too(app: QApplication) -> None:
    loaded = languages.load(app, "ar")
    assert loaded.right_to_left
    assert app.layoutDirection() == Qt.LayoutDirection.RightToLeft
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text().isascii() is False
    languages.load(app, "de")
    assert app.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert QLocale().language() == QLocale.Language.German


def test_the_table_of_keys_is_translated(app: QApplication) -> None:
    english = [title(each) for each in SHORTCUTS]
    languages.load(app, "de")
    german = [title(each) for each in SHORTCUTS]
    assert len([pair for pair in zip(english, german, strict=True) if pair[0] == pair[1]]) <= 2


@pytest.mark.parametrize(
    ("wanted", "system", "chosen"),
    [
        ("", "de_AT", "de"),
        ("", "ar_EG", "ar"),
        ("", "fi_FI", "en"),
        ("", "C", "en"),
        ("de", "ar_EG", "de"),
        ("tlh", "de_DE", "de"),
    ],
)
def test_the_wanted_language_wins_else_that_of_the_system(
    wanted: str, system: str, chosen: str
) -> None:
    locale = QLocale.c() if system == "C" else QLocale(system)
    assert languages.choose(wanted, locale) == chosen


def test_times_in_messages_are_written_as_everywhere_else(app: QApplication) -> None:
    at_ms = int(datetime.datetime(2025, 11, 3, 14, 5, tzinfo=datetime.UTC).timestamp() * 1000)
    calendar = Calendar(lambda: datetime.date(2025, 11, 3), datetime.UTC)
    for name in ("en_GB", "en_US", "ar_AE", "de_DE"):
        QLocale.setDefault(QLocale(name))
        words = QLocale().toString(QTime(14, 5), QLocale.FormatType.ShortFormat)
        assert Calendar(calendar.today, datetime.UTC).clock(at_ms) == words
    QLocale.setDefault(QLocale.c())
    assert calendar.clock(at_ms) == "14:05"


def test_a_catalogue_that_is_written_anew_meanwhile_changes_nothing(
    app: QApplication, tmp_path: Path
) -> None:
    path = tmp_path / "grapevine_de.qm"
    path.write_bytes((FOLDER / "i18n" / path.name).read_bytes())
    languages._install(app, "grapevine_de", str(tmp_path))
    before = [title(each) for each in SHORTCUTS]
    assert "Beenden" in before
    with path.open("r+b") as file:
        file.truncate(100)
        file.write(b"\xff" * 60)
    assert [title(each) for each in SHORTCUTS] == before


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_the_filters_stand_in_one_row(app: QApplication, qtbot: QtBot, language: str) -> None:
    fonts.load(app)
    languages.load(app, language)
    finder = Finder(ThemeSwitch(app))
    qtbot.addWidget(finder)
    finder.setFixedWidth(WIDTH_PX - 1)  # the line at the sidebar's edge
    finder.offer(jump=True, filters=True)
    waiting = Room(RoomId(b"o" * 32), "other", RoomKind.PRIVATE, unread=1)
    finder.set_rooms((waiting,) * 12)
    finder.show()
    qtbot.waitExposed(finder)
    assert len({button.y() for button in finder.chips.values()}) == 1
