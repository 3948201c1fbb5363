"""Errors speak the language of the windows there, and English everywhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.errors import (
    AppError,
    StartError,
    UnknownMessageError,
    UnknownPersonError,
    UnknownRoomError,
)
from desktop.store.errors import DataFolderInUse, KnownStoreError, Trouble
from desktop.texts import MAX_TEXT_BYTES, clean_text
from desktop.ui.refusals import refusal
from net.errors import LocalProtocolError, Sentence


def test_an_error_is_english_for_programs_and_german_in_a_german_window(german: None) -> None:
    with pytest.raises(AppError) as caught:
        clean_text("a" * (MAX_TEXT_BYTES + 1))
    assert str(caught.value) == "The message has 16385 bytes; at most 16384 fit: send it in parts."
    assert refusal(caught.value) == (
        "Die Nachricht hat 16.385 Byte; höchstens 16.384 passen: in Teilen senden."
    )


def test_an_error_inside_another_is_translated_too(german: None) -> None:
    inner = LocalProtocolError("a note has at most {most} bytes", most=256)
    assert refusal(AppError("too-large", "{reason}.", reason=inner)) == (
        "eine Notiz hat höchstens 256 Byte."
    )
    port = Sentence("port {port} is not between {first} and 65535", port="0", first=1)
    assert refusal(AppError("invalid", "{reason}.", reason=ValueError(port))) == (
        "Port 0 liegt nicht zwischen 1 und 65535."
    )
    full = KnownStoreError(Trouble.FULL, "sqlite_full")
    assert str(full).startswith("The disk is full.")
    assert str(full).endswith(" (sqlite_full)")
    assert refusal(full).startswith("Der Datenträger ist voll.")
    assert refusal(full).endswith(" (sqlite_full)")


def test_why_nothing_starts_is_said_in_the_windows_language(german: None) -> None:
    error = StartError(DataFolderInUse(Path("/home/ana/{x}")), 2)
    assert str(error).startswith("Grapevine is already running with the folder /home/ana/{x}.")
    assert refusal(error).startswith("Grapevine läuft schon mit dem Ordner /home/ana/{x}.")


def test_words_that_nobody_translated_stay_as_they_are(german: None) -> None:
    assert refusal(OSError("disk {0} on fire")) == "disk {0} on fire"
    assert refusal("cut off") == "cut off"
    assert refusal(AppError("invalid", "made up in a test {n}", n=3)) == "made up in a test 3"


def test_without_a_catalogue_it_is_english(qtbot: QtBot) -> None:
    with pytest.raises(AppError) as caught:
        clean_text("  ")
    assert refusal(caught.value) == str(caught.value)


@pytest.mark.parametrize("missing", [UnknownRoomError(), UnknownMessageError(), UnknownPersonError()])
def test_no_window_speaks_of_what_only_bots_can_call(qtbot: QtBot, missing: AppError) -> None:
    assert re.search(r"\.list names them", str(missing))
    assert "list" not in refusal(missing)
    inside = AppError("refused", "{reason}", reason=missing)
    assert "list" not in refusal(inside), "nor where it is the reason of something else"
    assert "list" not in refusal(missing.sentence), "nor where the words alone were kept"
