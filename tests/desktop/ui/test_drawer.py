"""In a narrow window the rooms are drawn over the messages, and go away by themselves."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.chat_window import ChatWindow
from desktop.ui.theme import ThemeSwitch
from tests import shots


def test_in_a_narrow_window_the_rooms_stand_over_the_messages(
    window: ChatWindow, qtbot: QtBot
) -> None:
    shots._open(window, shots.TALK)
    page = window.page
    window.resize(720, 480)
    qtbot.waitUntil(lambda: page.timeline.width() == page.width())

    qtbot.mouseClick(page.header.rooms, Qt.MouseButton.LeftButton)
    assert page.sidebar.isVisible()
    assert page.sidebar.rooms.hasFocus()
    QApplication.sendPostedEvents()
    assert page.timeline.width() == page.width()  # nothing is wrapped anew
    qtbot.keyClick(page.sidebar.rooms, Qt.Key.Key_Escape)
    assert not page.sidebar.isVisible()
    assert page.composer.edit.hasFocus()

    qtbot.mouseClick(page.header.rooms, Qt.MouseButton.LeftButton)
    beside = QPoint(page.drawer.width() - 10, page.drawer.height() // 2)
    qtbot.mouseClick(page.drawer, Qt.MouseButton.LeftButton, pos=beside)
    assert not page.sidebar.isVisible()
    assert not page.header.rooms.isChecked()

    qtbot.mouseClick(page.header.rooms, Qt.MouseButton.LeftButton)
    rooms = page.sidebar.rooms
    row = rooms.visualRect(rooms.model().index(0, 0)).center()
    qtbot.mouseClick(rooms.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert not page.sidebar.isVisible()  # also where the room was open already

    qtbot.mouseClick(page.header.rooms, Qt.MouseButton.LeftButton)
    window.resize(1200, 600)
    assert page.sidebar.isVisible()
    assert not page.drawer.isVisible()
    assert page.sidebar.x() == 0
    window.resize(720, 480)
    assert not page.sidebar.isVisible()


def test_in_the_smallest_window_at_twice_the_size_nothing_stands_over_another(
    window: ChatWindow, switch: ThemeSwitch, qtbot: QtBot
) -> None:
    shots._open(window, shots.TALK)
    page = window.page
    page.sidebar.finder.offer(jump=True, filters=True)
    window.show_banner("warn", "You are not in the room that this link leads to.")
    window.resize(720, 480)
    switch.set_zoom(2.0)
    qtbot.mouseClick(page.header.rooms, Qt.MouseButton.LeftButton)
    composer, finder = page.composer, page.sidebar.finder

    def apart() -> bool:
        jump, chips = finder.jump.geometry(), finder._chip_box.geometry()
        box, hint = composer._box.geometry(), composer.hint.geometry()
        return jump.bottom() < chips.top() and box.bottom() < hint.top()

    qtbot.waitUntil(apart)
    assert page.sidebar.rooms.height() > page.sidebar.rooms.sizeHintForRow(0)
