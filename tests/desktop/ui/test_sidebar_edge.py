"""The sidebar is as wide as somebody pulls it, within what the messages need."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.chat_page import MESSAGES_PX
from desktop.ui.chat_window import ChatWindow
from desktop.ui.people_panel import WIDTH_PX as PANEL_PX
from desktop.ui.sidebar import WIDTH_PX
from desktop.ui.sidebar_edge import MOST_PX, STEP_PX, SidebarEdge

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def edge(window: ChatWindow) -> SidebarEdge:
    window.resize(1280, 800)
    return window.page.edge


def _pull(edge: SidebarEdge, dx: int) -> None:
    """Drag it; the edge moves with the hand, so places are said as of the screen."""
    at = edge.mapToGlobal(edge.rect().center())
    QTest.mousePress(edge, LEFT, pos=edge.mapFromGlobal(at))
    for part in (dx // 2, dx):
        QTest.mouseMove(edge, edge.mapFromGlobal(at + QPoint(part, 0)))
    QTest.mouseRelease(edge, LEFT, pos=edge.mapFromGlobal(at + QPoint(dx, 0)))


def _width(window: ChatWindow, qtbot: QtBot) -> int:
    sidebar = window.page.sidebar
    qtbot.waitUntil(lambda: sidebar.width() == sidebar.minimumWidth())
    return sidebar.width()


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_pulled_it_grows_and_a_double_click_puts_it_back(
    window: ChatWindow, edge: SidebarEdge, qtbot: QtBot, direction: Qt.LayoutDirection
) -> None:
    window.setLayoutDirection(direction)
    side = -1 if edge.isRightToLeft() else 1
    kept: list[int] = []
    edge.width_chosen.connect(kept.append)
    _pull(edge, 60 * side)
    assert _width(window, qtbot) == WIDTH_PX + 60

    def goes_with_the_hand() -> bool:
        sidebar = window.page.sidebar.geometry()
        border = sidebar.left() if edge.isRightToLeft() else sidebar.right()
        return edge.geometry().contains(QPoint(border, 10))

    qtbot.waitUntil(goes_with_the_hand)
    _pull(edge, -400 * side)
    assert _width(window, qtbot) == WIDTH_PX
    _pull(edge, 400 * side)
    assert _width(window, qtbot) == MOST_PX
    QTest.mouseDClick(edge, LEFT)
    assert _width(window, qtbot) == WIDTH_PX
    assert kept == [WIDTH_PX + 60, WIDTH_PX, MOST_PX, WIDTH_PX]


def test_a_click_alone_changes_nothing(edge: SidebarEdge, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(edge.width_chosen):
        QTest.mouseClick(edge, LEFT)


def test_keys_move_it(window: ChatWindow, edge: SidebarEdge, qtbot: QtBot) -> None:
    window.page.sidebar.rooms.setFocus()
    QTest.keyClick(window.page.sidebar.rooms, Qt.Key.Key_Tab)
    assert edge.hasFocus()
    QTest.keyClick(edge, Qt.Key.Key_Right)
    assert _width(window, qtbot) == WIDTH_PX + STEP_PX
    QTest.keyClick(edge, Qt.Key.Key_Left)
    QTest.keyClick(edge, Qt.Key.Key_Left)
    assert _width(window, qtbot) == WIDTH_PX
    QTest.keyClick(edge, Qt.Key.Key_End)
    assert _width(window, qtbot) == MOST_PX
    QTest.keyClick(edge, Qt.Key.Key_Home)
    assert _width(window, qtbot) == WIDTH_PX


def test_the_messages_keep_their_width_and_a_larger_window_shows_what_was_chosen(
    window: ChatWindow, edge: SidebarEdge, qtbot: QtBot
) -> None:
    edge.set_width(MOST_PX)
    window.resize(1000, 700)
    assert window.page.panel.isVisible()
    assert _width(window, qtbot) == 1000 - PANEL_PX - MESSAGES_PX
    window.resize(1280, 700)
    assert _width(window, qtbot) == MOST_PX
    window.resize(740, 700)
    assert edge.isHidden()
    assert window.page.sidebar.minimumWidth() == WIDTH_PX, "the drawer is as it was"
    window.resize(1280, 700)
    assert _width(window, qtbot) == MOST_PX


def test_a_larger_look_makes_it_wider_and_chooses_nothing(
    window: ChatWindow, edge: SidebarEdge, qtbot: QtBot
) -> None:
    window.resize(1900, 800)
    edge.set_width(400)
    window._switch.set_zoom(1.5)
    assert _width(window, qtbot) == 600
    assert edge.wanted == 400


@pytest.mark.parametrize("kept", [None, "400", True, [400], -7, 2**70])
def test_a_damaged_setting_gives_a_usable_width(edge: SidebarEdge, kept: object) -> None:
    edge.set_width(kept)
    assert WIDTH_PX <= edge.wanted <= MOST_PX


def _lies_within(one: QWidget, other: QWidget) -> bool:
    return other.geometry().contains(one.geometry())


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_nothing_of_it_lies_over_the_messages(
    window: ChatWindow, edge: SidebarEdge, qtbot: QtBot, direction: Qt.LayoutDirection
) -> None:
    """What lies over them has them painted anew as a whole whenever they are scrolled."""
    window.setLayoutDirection(direction)
    for width in (WIDTH_PX, WIDTH_PX + 60):
        edge.set_width(width)
        assert _width(window, qtbot) == width
        sidebar = window.page.sidebar
        qtbot.waitUntil(partial(_lies_within, edge, sidebar))
