"""The language chosen in the settings is that of the next start, on its reading side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import languages
from desktop.app import Face, begin
from desktop.options import Options
from desktop.preview import kept_language, look
from desktop.store.connection import connect
from desktop.store.file_version import DATABASE_NAME
from desktop.ui.controls import Choice
from desktop.ui.settings_window import SettingsWindow

WAIT_MS = 15_000


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Callable[[], Face]]:
    before = QLocale()
    faces: list[Face] = []

    def make() -> Face:
        options = Options(
            face="window", data_dir=tmp_path, name="Ana", listen=("127.0.0.1", 0), discovery=False
        )
        face = begin(qapp, options, 0.0)
        faces.append(face)
        face.show()
        qtbot.waitUntil(lambda: face._wiring._reader is not None, timeout=WAIT_MS)
        return face

    yield make
    for face in faces:
        face.quit()
        qtbot.addWidget(face.window)
    languages.unload(qapp)
    QLocale.setDefault(before)


def choice(face: Face) -> Choice:
    face.window.doors.settings_wanted.emit()
    settings = face._wiring.citizen._settings
    assert isinstance(settings, SettingsWindow)
    found = settings.findChild(Choice, "set-language")
    assert found is not None
    return found


def test_a_chosen_language_is_that_of_the_next_start(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, start: Callable[[], Face]
) -> None:
    face = start()
    offered = choice(face)
    assert not offered.isHidden()
    assert offered.value == ""
    assert [value for value, _ in offered._options] == ["", "en", "de", "ar"]
    offered.chosen.emit("ar")
    qtbot.waitUntil(lambda: kept_language(tmp_path, None) == "ar", timeout=WAIT_MS)
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight  # not before the next start
    face.quit()

    again = start()
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert again.window.isRightToLeft()
    assert not again.window.page.header.search.toolTip().isascii()
    shown = choice(again)
    assert shown.value == "ar"
    shown.chosen.emit("")
    qtbot.waitUntil(lambda: kept_language(tmp_path, None) == "", timeout=WAIT_MS)


@pytest.mark.parametrize("stored", ['"tlh"', "17", '["de"]', "null"])
def test_a_wrong_language_in_the_settings_counts_as_none(
    tmp_path: Path, start: Callable[[], Face], stored: str
) -> None:
    start().quit()
    connection = connect(tmp_path / DATABASE_NAME, "rw")
    connection.execute(
        "INSERT INTO settings VALUES ('language', ?) "
        "ON CONFLICT DO UPDATE SET value=excluded.value",
        (stored,),
    )
    connection.close()
    preview = look(tmp_path)
    assert preview is not None
    kept = kept_language(tmp_path, preview)
    preview.reader.close()
    assert languages.choose(kept, QLocale("de_DE")) == "de"


def test_without_a_readable_store_the_language_is_the_systems(tmp_path: Path) -> None:
    assert kept_language(tmp_path, None) == ""
    (tmp_path / DATABASE_NAME).write_bytes(b"no database" * 100)
    assert kept_language(tmp_path, None) == ""
