"""Shift+F10, where the keyboard has no Menu key: the menu of whatever one is at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QShortcut, QTextCursor
from PySide6.QtWidgets import QWidget

from desktop.ui.menu_key import offer_menu
from tests import shots
from tests.shots import TALK

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.chat_window import ChatWindow

SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_the_menu_opens_at_the_caret(window: ChatWindow, qtbot: QtBot) -> None:
    shots._open(window, TALK)
    edit = window.page.composer.edit
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    edit.setPlainText("this wrnog house")
    edit.moveCursor(QTextCursor.MoveOperation.End)
    asked: list[tuple[int, QPoint]] = []

    def take(caret: QTextCursor, place: QPoint) -> bool:
        asked.append((caret.position(), place))
        return True

    edit.take_menu = take
    qtbot.keyClick(edit, Qt.Key.Key_F10, SHIFT)
    place = edit.viewport().mapToGlobal(edit.cursorRect().center())
    assert [at for at, _ in asked] == [len("this wrnog house")]
    assert (asked[0][1] - place).manhattanLength() <= 4


def test_the_room_that_one_stands_on_has_its_menu(window: ChatWindow, qtbot: QtBot) -> None:
    shots._open(window, TALK)
    rooms = window.page.sidebar.rooms
    rooms.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(rooms.hasFocus)
    rooms.menu_wanted.disconnect()
    with qtbot.waitSignal(rooms.menu_wanted) as told:
        qtbot.keyClick(rooms, Qt.Key.Key_F10, SHIFT)
    assert told.args[0].room == rooms.currentIndex().data(Qt.ItemDataRole.UserRole).room


def test_where_the_system_does_so_itself_it_is_not_done_twice(qtbot: QtBot) -> None:
    windows = QWidget()
    qtbot.addWidget(windows)
    offer_menu(windows, "win32")
    assert windows.findChildren(QShortcut) == []
    offer_menu(windows, "linux")
    assert len(windows.findChildren(QShortcut)) == 1
