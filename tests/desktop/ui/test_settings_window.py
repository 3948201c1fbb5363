"""The window of settings: what is offered, what a change tells, keys, storage and licences."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Callable
from importlib import resources

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox
from pytestqt.qtbot import QtBot

from desktop.ui.chat_window import ChatWindow
from desktop.ui.controls import Choice, Switch
from desktop.ui.dialogs import KeysSheet
from desktop.ui.features import Feature
from desktop.ui.key_map import KeyMap
from desktop.ui.settings_about import parts
from desktop.ui.settings_values import LOOK_KEYS, InterfaceView, SettingsView, StorageView
from desktop.ui.settings_window import SettingsWindow
from desktop.ui.theme import ThemeChoice, ThemeSwitch
from tests import shots_windows

LEFT = Qt.MouseButton.LeftButton
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Make = Callable[..., SettingsWindow]


@pytest.fixture
def make(qtbot: QtBot, switch: ThemeSwitch) -> Make:
    def made(keys: KeyMap | None = None, **more: object) -> SettingsWindow:
        window = SettingsWindow(switch, keys or KeyMap(), version="1.2.3", **more)  # type: ignore[arg-type]
        qtbot.addWidget(window)
        window.show()
        return window

    return made


def everything(make: Make, **more: object) -> SettingsWindow:
    return make(
        offered=shots_windows.ALL_SETTINGS,
        features=frozenset(Feature),
        languages=(("de", "Deutsch"),),
        **more,
    )


def pages(window: SettingsWindow) -> list[str]:
    return [name for name, button in window.buttons.items() if not button.isHidden()]


def test_only_what_works_is_offered(make: Make) -> None:
    window = make()
    assert pages(window) == ["appearance", "keys", "about"]
    assert window.findChild(Choice, "set-language").parentWidget().isHidden()
    window.set_storage(StorageView(folder="/tmp/x", size_bytes=10))
    assert "storage" in pages(window)
    some = make(offered=LOOK_KEYS | {"typing", "name"})
    assert pages(some) == ["profile", "appearance", "privacy", "keys", "about"]


def test_the_look_counts_at_once_and_is_told(make: Make, qtbot: QtBot, switch: ThemeSwitch) -> None:
    window = make()
    told: dict[str, object] = {}
    window.changed.connect(lambda key, value: told.update({key: value}))
    for key, name in (("theme", "set-theme"), ("contrast", "set-contrast"), ("zoom", "set-zoom")):
        control = window.findChild(Choice, name)
        assert isinstance(control, Choice)
        qtbot.keyClick(control, Qt.Key.Key_Down)
        assert key in told
    density = window.findChild(Choice, "set-compact")
    assert isinstance(density, Choice)
    qtbot.keyClick(density, Qt.Key.Key_Down)
    motion = window.findChild(Switch, "set-reduced_motion")
    assert isinstance(motion, Switch)
    qtbot.keyClick(motion, Qt.Key.Key_Space)
    assert told == {
        "theme": "dark", "contrast": "normal", "zoom": 1.1, "compact": True, "reduced_motion": True,
    }  # fmt: skip
    theme = switch.theme
    assert (theme.dark, theme.zoom, theme.compact, theme.reduced_motion) == (True, 1.1, True, True)


def test_a_change_made_elsewhere_shows(make: Make, switch: ThemeSwitch) -> None:
    window = make()
    switch.set_choice(ThemeChoice.DARK)
    switch.step_zoom(1)
    theme, zoom = window.findChild(Choice, "set-theme"), window.findChild(Choice, "set-zoom")
    assert isinstance(theme, Choice)
    assert isinstance(zoom, Choice)
    assert theme.value is ThemeChoice.DARK
    assert zoom.value == 1.1


def test_values_show_and_tell_nothing(make: Make, qtbot: QtBot) -> None:
    window = everything(make)
    values = SettingsView(
        name="Mira", language="de", notify="all", typing=False, invisible=True, port=47474
    )
    with qtbot.assertNotEmitted(window.changed):
        window.set_values(msgspec.structs.replace(values, port=0))
    for key in ("typing", "read_receipts", "invisible", "discovery"):
        control = window.findChild(Switch, f"set-{key}")
        assert isinstance(control, Switch)
        assert control.isChecked() is getattr(values, key)
        with qtbot.waitSignal(window.changed) as told:
            qtbot.mouseClick(control, LEFT)
        assert told.args == [key, not getattr(values, key)]
    language = window.findChild(Choice, "set-language")
    assert isinstance(language, Choice)
    assert language.value == "de"


def test_values_of_the_port_are_not_told_back(make: Make, qtbot: QtBot) -> None:
    window = everything(make)
    port = window.findChild(QSpinBox, "set-port")
    assert isinstance(port, QSpinBox)
    assert port.text() == "any free one"
    with qtbot.assertNotEmitted(window.changed):
        window.set_values(SettingsView(port=47474))
    with qtbot.waitSignal(window.changed) as told:
        port.setValue(50_000)
    assert told.args == ["port", 50_000]


def test_the_name_is_cleaned_and_told(make: Make, qtbot: QtBot) -> None:
    window = everything(make)
    field = window._pages.name
    field.setText("  Mira\u202e  Sol ")
    with qtbot.waitSignal(window.changed) as told:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told.args == ["name", "Mira Sol"]


ETH = InterfaceView("eth0", ("10.0.0.2",))
DOCKER = InterfaceView("docker0", ("172.17.0.1",), used=False)
GONE = InterfaceView("usb0", (), used=False)


def test_interfaces_are_all_used_until_some_are_chosen(make: Make, qtbot: QtBot) -> None:
    window = everything(make)
    window.open_page("network")
    rows = window._pages.interfaces
    window.set_interfaces((ETH, DOCKER))
    assert rows.words() == [("eth0", "10.0.0.2"), ("docker0", "172.17.0.1 (not used)")]
    assert not any(each.isVisible() for each in rows.switches.values())
    with qtbot.waitSignal(window.changed) as told:
        rows.every.click()
    assert told.args == ["interfaces", ["eth0"]]  # nothing changes by itself
    qtbot.waitUntil(lambda: all(each.isVisible() for each in rows.switches.values()))
    with qtbot.waitSignal(window.changed) as told:
        rows.switches["docker0"].click()
    assert told.args == ["interfaces", ["eth0", "docker0"]]
    for name, left in (("eth0", ["docker0"]), ("docker0", [])):
        with qtbot.waitSignal(window.changed) as told:
            rows.switches[name].click()
        assert told.args == ["interfaces", left]
    assert rows.trouble.text() == (
        "None of these is switched on and there: nobody is found by itself."
    )
    with qtbot.waitSignal(window.changed) as told:
        rows.every.click()
    assert told.args == ["interfaces", None]
    assert rows.trouble.isHidden()


def test_chosen_interfaces_that_are_gone_stay_chosen(make: Make, qtbot: QtBot) -> None:
    window = everything(make)
    window.open_page("network")
    rows = window._pages.interfaces
    with qtbot.assertNotEmitted(window.changed):
        window.set_values(SettingsView(interfaces=("usb0",)))
        window.set_interfaces((ETH, GONE))
    assert not rows.every.isChecked()
    assert rows.words() == [("eth0", "10.0.0.2"), ("usb0", "not there now")]
    assert [each.isChecked() for each in rows.switches.values()] == [False, True]
    assert rows.trouble.isVisible()
    with qtbot.waitSignal(window.changed) as told:
        rows.switches["eth0"].click()
    assert told.args == ["interfaces", ["usb0", "eth0"]]
    assert rows.trouble.isHidden()
    window.set_interfaces(())
    assert rows.trouble.text() == "No network interface is up."


def test_the_storage_is_words(make: Make) -> None:
    window = everything(make)
    window.set_storage(StorageView(folder="/data/<b>x</b>", size_bytes=3 * 1024 * 1024, messages=7))
    assert window.storage.size_words.text() == "3.0 MiB"
    assert window.storage.folder.text() == "/data/<b>x</b>"


# ---- keys


def test_keys_are_pressed_and_told(make: Make, qtbot: QtBot) -> None:
    keys = KeyMap()
    window = everything(make, keys=keys)
    window.open_page("keys")
    row = window.keys.key_rows["switcher"]
    qtbot.mouseClick(row.button, LEFT)
    assert row.button.waiting
    qtbot.keyClick(row.button, Qt.Key.Key_Control, CTRL)  # on the way to more
    assert row.button.waiting
    with qtbot.waitSignal(window.keys_changed) as told:
        qtbot.keyClick(row.button, Qt.Key.Key_G, CTRL | ALT)
    assert told.args == [{"switcher": ["Ctrl+Alt+G"]}]
    assert row.button.text() == "Ctrl+Alt+G"
    assert not row.reset.isHidden()
    qtbot.mouseClick(row.reset, LEFT)
    assert keys.overrides() == {}


def test_escape_and_letters_change_nothing(make: Make, qtbot: QtBot) -> None:
    keys = KeyMap()
    window = everything(make, keys=keys)
    window.open_page("keys")
    row = window.keys.key_rows["switcher"]
    row.button.click()
    qtbot.keyClick(row.button, Qt.Key.Key_Escape)
    assert row.button.text() == "Ctrl+K"
    assert window.isVisible()
    row.button.click()
    qtbot.keyClick(row.button, Qt.Key.Key_G)
    assert row.trouble.text() == "G is for writing: add Ctrl or Alt."
    assert keys.overrides() == {}


def test_a_conflict_names_the_other_and_can_be_decided(make: Make, qtbot: QtBot) -> None:
    keys = KeyMap()
    window = everything(make, keys=keys)
    window.open_page("keys")
    row = window.keys.key_rows["new"]
    row.button.click()
    qtbot.keyClick(row.button, Qt.Key.Key_K, CTRL)
    assert row.trouble.text() == "Ctrl+K belongs to “Go to a room or a person”."
    assert keys.overrides() == {}
    qtbot.mouseClick(row.take, LEFT)
    assert keys.keys("new") == ("Ctrl+K",)
    assert window.keys.key_rows["switcher"].button.text() == "none"
    qtbot.mouseClick(window.keys.reset_all, LEFT)
    assert keys.overrides() == {}


def test_keys_of_what_is_off_are_not_listed(make: Make) -> None:
    window = make()
    window.open_page("keys")
    assert "switcher" not in window.keys.key_rows
    assert "settings" in window.keys.key_rows


def test_the_window_answers_to_other_keys_and_its_sheet_shows_them(
    window: ChatWindow, qtbot: QtBot
) -> None:
    shots_windows.furnish(window)
    keys = KeyMap({"switcher": ["Ctrl+Alt+G"], "people": ["F8"]})
    window.doors.set_keys(keys)
    edit = window.page.composer.edit
    qtbot.keyClick(edit, Qt.Key.Key_K, CTRL)
    assert window.doors._dialog is None
    qtbot.keyClick(edit, Qt.Key.Key_G, CTRL | ALT)
    assert window.doors._dialog is not None
    window.doors._dialog.reject()
    assert window.page.header.people.toolTip() == "Show who is here (F8)"
    window.dialogs.show_keys()
    sheet = window.findChild(KeysSheet)
    assert isinstance(sheet, KeysSheet)
    words = {label.objectName(): label.text() for label in sheet.findChildren(type(sheet.title))}
    assert words["keys-switcher-keys"] == "Ctrl+Alt+G"
    assert words["keys-people-keys"] == "F8"
    keys.give("people", "F9")
    assert window.page.header.people.toolTip() == "Show who is here (F9)"


def test_the_button_is_there_while_another_language_is_chosen(make: Make, qtbot: QtBot) -> None:
    window = make(offered=frozenset({"language"}))
    window.open_page("appearance")
    button = window._pages.restart
    window.set_values(SettingsView(language="ar"))
    assert not button.isVisible()
    window.set_values(SettingsView(language="ar"))
    window.offer_restart(shown=True)
    assert button.isVisible()
    with qtbot.waitSignal(window.restart_wanted):
        button.click()
    window.offer_restart(shown=False)
    assert not button.isVisible()


# ---- about


def test_licences_stand_in_the_resources_and_are_shown(make: Make) -> None:
    listed = parts()
    assert len({part.name for part in listed}) == len(listed)
    assert all(part.licence and part.what for part in listed)
    window = make()
    window.open_page("about")
    assert len(window.about.findChildren(type(window.storage.size_words), "part-name")) == len(
        listed
    )


def test_every_package_we_install_is_named() -> None:
    text = (
        resources.files("resources").joinpath("licences.json").read_text(encoding="utf-8").lower()
    )
    needed = importlib.metadata.requires("grapevine") if _installed() else None
    for name in needed or [
        "qasync",
        "zeroconf",
        "cryptography",
        "msgspec",
        "ifaddr",
        "platformdirs",
    ]:
        bare = name.split(";")[0].split(">")[0].split("=")[0].split("<")[0].strip().lower()
        assert bare.removesuffix("-essentials").replace("-", "_") in text.replace("-", "_"), name


def _installed() -> bool:
    try:
        importlib.metadata.distribution("grapevine")
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def test_dictionaries_are_called_by_their_own_languages(
    qtbot: QtBot, switch: ThemeSwitch
) -> None:
    window = SettingsWindow(switch, KeyMap(), version="1")
    qtbot.addWidget(window)
    window.set_spelling({"de": "de_DE", "en": "en_GB", "xx": "xx"}, ["en"], ["en"])
    names = [made.accessibleName() for made in window._pages.spelling.switches.values()]
    assert names == ["Deutsch", "British English", "xx"]
