"""Language, port and discovery chosen in the settings are those of the next start."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from desktop import languages
from desktop.app import Face, begin, with_kept
from desktop.citizen import OFFERED
from desktop.model import Status
from desktop.options import Options
from desktop.preview import StartSettings, look, start_settings
from desktop.store.connection import connect
from desktop.store.file_version import DATABASE_NAME
from desktop.ui.controls import Choice, Switch
from desktop.ui.names import NameField
from desktop.ui.settings_window import SettingsWindow

WAIT_MS = 15_000


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Callable[..., Face]]:
    before = QLocale()
    faces: list[Face] = []

    def make(name: str | None = "Ana") -> Face:
        options = Options(
            face="window", data_dir=tmp_path, name=name, listen=("127.0.0.1", 0), discovery=False
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
    qtbot.waitUntil(lambda: start_settings(tmp_path, None).language == "ar", timeout=WAIT_MS)
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight  # not before the next start
    face.quit()

    again = start()
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert again.window.isRightToLeft()
    assert not again.window.page.header.search.toolTip().isascii()
    shown = choice(again)
    assert shown.value == "ar"
    shown.chosen.emit("")
    qtbot.waitUntil(lambda: start_settings(tmp_path, None).language == "", timeout=WAIT_MS)


def shown(settings: SettingsWindow) -> dict[str, object]:
    """Return what every control of the settings shows, by the name of its setting."""
    found: dict[str, object] = {}
    for control in settings.findChildren(QWidget):
        key = control.objectName().removeprefix("set-")
        if key == control.objectName() or key.startswith("interface-"):
            continue
        if isinstance(control, Choice):
            found[key] = control.value
        elif isinstance(control, Switch):
            found[key] = control.isChecked()
        elif isinstance(control, QSpinBox):
            found[key] = control.value()
        elif isinstance(control, QLineEdit):
            found[key] = control.text()
    return found


def changed(settings: SettingsWindow, offered: frozenset[str]) -> dict[str, object]:
    """Change every setting that is offered, as a hand would; returns what is shown then."""
    for key in sorted(offered - {"interfaces", "autostart"}):
        control = settings.findChild(QWidget, f"set-{key}")
        if isinstance(control, Choice):
            QTest.keyClick(control, Qt.Key.Key_Down)
        elif isinstance(control, Switch):
            control.toggle()
        elif isinstance(control, QSpinBox):
            control.setValue(45_678)
        elif isinstance(control, NameField):
            control.setText("Mira Sol")
            QTest.keyClick(control, Qt.Key.Key_Return)
        else:
            pytest.fail(key)
    return shown(settings)


def dictionaries(qtbot: QtBot, face: Face) -> frozenset[str]:
    """Return the key of the setting for spelling where this system has dictionaries, else none."""
    spelling = face._wiring.spelling
    qtbot.waitUntil(lambda: spelling._found is not None, timeout=WAIT_MS)
    return frozenset({"spelling"} if spelling._found else ())


def test_where_nobody_wrote_anything_the_settings_count_no_message(
    qtbot: QtBot, start: Callable[..., Face]
) -> None:
    face = start()
    face.window.doors.settings_wanted.emit()
    settings = face._wiring.citizen._settings
    assert settings is not None
    told = settings.storage.detail
    qtbot.waitUntil(lambda: bool(told.text()), timeout=WAIT_MS)
    assert told.text().startswith("0 messages")  # entries there are: a name, a room that was joined


def test_every_setting_is_shown_again_and_after_the_next_start(
    qtbot: QtBot, start: Callable[..., Face]
) -> None:
    face = start()
    face.window.doors.settings_wanted.emit()
    settings = face._wiring.citizen._settings
    assert settings is not None
    offered = OFFERED | dictionaries(qtbot, face)
    before = shown(settings)
    after = changed(settings, offered)
    assert all(after[key] != before[key] for key in offered - {"interfaces", "autostart"})
    settings.close()

    def seen() -> bool:
        people = face._wiring.citizen._seen
        return people is not None and people.me is not None and people.me.name == "Mira Sol" and all(
            each.status is Status.OFFLINE for each in people.present if each.mine
        )

    qtbot.waitUntil(seen, timeout=WAIT_MS)
    face.window.doors.settings_wanted.emit()
    assert shown(settings) == after
    face.quit()
    again = start(None)  # a name on the command line stands above the one that was chosen
    qtbot.waitUntil(lambda: again._wiring.citizen._seen is not None, timeout=WAIT_MS)
    again.window.doors.settings_wanted.emit()
    reopened = again._wiring.citizen._settings
    assert reopened is not None
    qtbot.waitUntil(lambda: shown(reopened) == after, timeout=WAIT_MS)
    assert again.window.page.composer.edit.sends_by_control
    assert again.window.doors.keys.text("send") == "Ctrl+Enter"


def test_settings_that_change_elsewhere_change_in_the_open_window(
    qtbot: QtBot, start: Callable[[], Face]
) -> None:
    face = start()
    face.window.doors.settings_wanted.emit()
    settings = face._wiring.citizen._settings
    assert settings is not None
    settings.buttons["about"].setFocus()
    face.window.name_changed.emit("Mira Sol")
    face.window.page.sidebar.identity.picture.status_chosen.emit(Status.OFFLINE)
    qtbot.waitUntil(
        lambda: (shown(settings)["name"], shown(settings)["invisible"]) == ("Mira Sol", True),
        timeout=WAIT_MS,
    )


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
    kept = start_settings(tmp_path, preview).language
    preview.reader.close()
    assert languages.choose(kept, QLocale("de_DE")) == "de"


@pytest.mark.parametrize(
    ("port", "discovery", "wanted"),
    [
        ("47474", "false", StartSettings(port=47474, discovery=False)),
        ("true", "0", StartSettings()),
        ("70000", "true", StartSettings()),
        ('"x"', "null", StartSettings()),
    ],
)
def test_port_and_discovery_count_from_the_start(
    tmp_path: Path, start: Callable[[], Face], port: str, discovery: str, wanted: StartSettings
) -> None:
    start().quit()
    connection = connect(tmp_path / DATABASE_NAME, "rw")
    for key, value in (("port", port), ("discovery", discovery)):
        connection.execute("INSERT INTO settings VALUES (?, ?)", (key, value))
    connection.close()
    assert start_settings(tmp_path, None) == wanted


@pytest.mark.expected_logs("is not free")
def test_the_command_line_wins_and_a_taken_port_is_let_be(tmp_path: Path) -> None:
    bare = Options(face="window", data_dir=tmp_path)
    with socket.socket() as held:
        held.bind(("", 0))
        held.listen()
        port = held.getsockname()[1]
        assert with_kept(bare, StartSettings(port=port)).listen is None
    told = Options(face="window", data_dir=tmp_path, listen=("127.0.0.1", 1), discovery=False)
    assert with_kept(told, StartSettings(port=4, discovery=True)) == told
    kept = with_kept(bare, StartSettings(port=port, discovery=False))
    assert (kept.listen, kept.discovery) == (("", port), False)


def test_the_settings_offer_the_network(qtbot: QtBot, start: Callable[[], Face]) -> None:
    face = start()
    face.window.doors.settings_wanted.emit()
    settings = face._wiring.citizen._settings
    assert isinstance(settings, SettingsWindow)
    assert not settings.buttons["network"].isHidden()
    rows = settings._pages.interfaces
    rows.set_chosen(("no-such-interface",))
    rows.chosen.emit(["no-such-interface"])
    qtbot.waitUntil(
        lambda: ("no-such-interface", "not there now") in rows.words(), timeout=WAIT_MS
    )
    assert face._wiring.citizen._view().interfaces == ("no-such-interface",)


def test_without_a_readable_store_the_language_is_the_systems(tmp_path: Path) -> None:
    assert start_settings(tmp_path, None).language == ""
    (tmp_path / DATABASE_NAME).write_bytes(b"no database" * 100)
    assert start_settings(tmp_path, None).language == ""


def test_what_could_not_be_read_before_the_engine_ran_is_taken_up_then(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, start: Callable[[], Face]
) -> None:
    face = start()
    face.bridge.call(lambda engine: engine.store.set_setting("theme", "dark"))
    kept: list[object] = []
    face.bridge.call(lambda engine: engine.store.set_setting("undo_send", True), kept.append)
    qtbot.waitUntil(lambda: bool(kept), timeout=WAIT_MS)
    face.quit()
    options = Options(
        face="window", data_dir=tmp_path, name="Ana", listen=("127.0.0.1", 0), discovery=False
    )
    blind = Face(qapp, options, 0.0, None)  # as with a store that another version wrote
    try:
        blind.show()
        assert not blind._switch.theme.dark
        qtbot.waitUntil(lambda: blind._switch.theme.dark, timeout=WAIT_MS)
        assert blind._wiring.citizen._view().undo_send
    finally:
        blind.quit()
        qtbot.addWidget(blind.window)


def test_the_tray_says_for_how_long_nothing_is_told(
    qtbot: QtBot, start: Callable[[], Face]
) -> None:
    face = start()
    face._wiring.citizen.tray.mute_wanted.emit(3_600_000)
    qtbot.waitUntil(lambda: face._wiring.citizen.tray._muted, timeout=WAIT_MS)
    face.quit()
    again = start()._wiring.citizen
    qtbot.waitUntil(lambda: again.tray._muted, timeout=WAIT_MS)  # also after the next start
    assert 3_500_000 < again._quiet_end.remainingTime() <= 3_700_000
    again._quiet_end.timeout.emit()  # the hour is over
    assert not again.tray._muted
    again.tray.mute_wanted.emit(3_600_000)
    qtbot.waitUntil(lambda: again.tray._muted, timeout=WAIT_MS)
    again.tray.mute_wanted.emit(None)
    qtbot.waitUntil(lambda: not again.tray._muted, timeout=WAIT_MS)
    assert not again._quiet_end.isActive()


def test_the_sidebar_is_as_wide_as_it_was_left(
    qtbot: QtBot, tmp_path: Path, start: Callable[[], Face]
) -> None:
    face = start()
    face.window.page.edge.setFocus()
    QTest.keyClick(face.window.page.edge, Qt.Key.Key_End)
    chosen = face.window.page.edge.wanted
    qtbot.waitUntil(lambda: (found := look(tmp_path)) is not None and (
        found.reader.setting("sidebar_px"), found.reader.close()
    )[0] == chosen, timeout=WAIT_MS)  # fmt: skip
    face.quit()
    assert start().window.page.edge.wanted == chosen > 304
