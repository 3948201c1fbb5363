"""Keys and sentences in windows beside the main one: they work, and are said, where the person is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from desktop.ui.buttons import push_button
from desktop.ui.chat_window import ChatWindow
from desktop.ui.features import Feature
from desktop.ui.key_map import KeyMap
from desktop.ui.saying import say
from desktop.ui.side_window import SideWindow
from desktop.ui.switcher import Switcher
from desktop.ui.theme import ThemeSwitch

pytestmark = pytest.mark.qt

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Beside(SideWindow):
    """A window with a field and a button that names its keys."""

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__(switch, "Beside", name="beside", width_px=500, height_px=300)
        self.field = QLineEdit("some words")
        self.button = push_button("Add by address", name="add", keys="add-address")
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(self.button)


@pytest.fixture
def beside(qtbot: QtBot, switch: ThemeSwitch, window: ChatWindow) -> Beside:
    window.doors.set_features(frozenset(Feature))
    made = Beside(switch)
    qtbot.addWidget(made)
    window.doors.wide.share(made)
    made.bring()
    qtbot.waitUntil(made.isActiveWindow)
    made.field.setFocus()
    return made


def test_the_switcher_opens_over_the_main_window(
    qtbot: QtBot, window: ChatWindow, beside: Beside
) -> None:
    beside.field.setCursorPosition(0)
    qtbot.keyClick(beside.field, Qt.Key.Key_K, CTRL)
    qtbot.waitUntil(lambda: bool(window.findChildren(Switcher)))
    assert beside.field.text() == "some words"  # Ctrl+K would delete to the end of the line
    qtbot.waitUntil(lambda: not beside.isActiveWindow())


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        (Qt.Key.Key_O, "presence_wanted"),
        (Qt.Key.Key_W, "network_wanted"),
        (Qt.Key.Key_F, "search_wanted"),
        (Qt.Key.Key_N, "announce_wanted"),
    ],
)
def test_the_other_windows_open(
    qtbot: QtBot, window: ChatWindow, beside: Beside, key: Qt.Key, wanted: str
) -> None:
    with qtbot.waitSignal(getattr(window.doors, wanted)):
        qtbot.keyClick(beside.field, key, CTRL | SHIFT)


def test_settings_open_and_closing_stays_with_the_window(
    qtbot: QtBot, window: ChatWindow, beside: Beside
) -> None:
    with qtbot.waitSignal(window.doors.settings_wanted):
        qtbot.keyClick(beside.field, Qt.Key.Key_Comma, CTRL)
    with qtbot.assertNotEmitted(window.closing), qtbot.waitSignal(beside.closed):
        qtbot.keyClick(beside.field, Qt.Key.Key_W, CTRL)
    assert window.isVisible()


def test_a_button_is_pressed_by_the_keys_it_names(
    qtbot: QtBot, window: ChatWindow, beside: Beside
) -> None:
    with qtbot.waitSignal(beside.button.clicked):
        qtbot.keyClick(beside.field, Qt.Key.Key_A, CTRL | SHIFT)
    window.doors.set_keys(KeyMap({"add-address": ["Ctrl+Shift+Y"]}))
    assert "Ctrl+Shift+Y" in beside.button.toolTip()
    with qtbot.waitSignal(beside.button.clicked):
        qtbot.keyClick(beside.field, Qt.Key.Key_Y, CTRL | SHIFT)


def test_what_went_wrong_is_said_in_the_window_in_front(
    qtbot: QtBot, window: ChatWindow, beside: Beside
) -> None:
    say(window, "danger", "That did not work, for a reason that takes " + "many " * 40 + "words.")
    notice = beside.notice
    assert notice is not None
    assert notice.isVisible()
    assert not window.page.banner.isVisible()
    assert notice.geometry().bottom() == beside.rect().bottom()
    assert notice.height() >= notice.words.heightForWidth(notice.words.width())
    beside.resize(900, 400)
    assert notice.geometry().bottom() == beside.rect().bottom()
    beside.close()
    say(window, "danger", "Nor this.")
    qtbot.waitUntil(window.page.banner.isVisible)
    beside.bring()
    assert not notice.isVisible()


def test_it_is_said_there_too_while_its_dialog_closes(
    qtbot: QtBot, window: ChatWindow, beside: Beside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)  # until the desktop says which
    say(window, "info", "Trying it.")
    assert beside.notice is not None
    assert beside.notice.isVisible()
    monkeypatch.undo()
    beside.close()
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    say(window, "info", "Trying it.")
    qtbot.waitUntil(window.page.banner.isVisible)
