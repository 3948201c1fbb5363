"""What leads on from a result: its menu, by mouse and by key, and the links in its surroundings."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop import deep_links
from desktop.ui.search_window import SearchWindow
from desktop.ui.theme import ThemeSwitch
from desktop.ui.timeline.pieces import Act
from tests.desktop.ui.searching import ask, rows, shown
from tests.desktop.ui.timeline.sources import message
from tests.shots_desk import HITS
from tests.shots_windows import ROOMS


@pytest.fixture
def search(qtbot: QtBot, switch: ThemeSwitch) -> SearchWindow:
    made = shown(qtbot, switch)
    ask(made)
    return made


def _asked(widget: QWidget, reason: QContextMenuEvent.Reason, at: QPoint) -> None:
    QApplication.sendEvent(widget, QContextMenuEvent(reason, at, widget.mapToGlobal(at)))


def _menu(qtbot: QtBot, search: SearchWindow) -> QMenu:
    menu = search.findChild(QMenu, "result-menu")
    assert isinstance(menu, QMenu)
    qtbot.waitUntil(menu.isVisible)
    return menu


def _click(menu: QMenu, name: str) -> None:
    next(each for each in menu.actions() if each.objectName() == name).trigger()
    menu.close()


def test_a_result_under_the_mouse_is_opened_or_copied(qtbot: QtBot, search: SearchWindow) -> None:
    number = search.model.row_of(HITS[1].message)
    at = search.view.visualRect(search.model.index(number, 0)).center()
    viewport = search.view.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.RightButton, pos=at)
    _asked(viewport, QContextMenuEvent.Reason.Mouse, at)
    menu = _menu(qtbot, search)
    row = search.view.row()
    assert row is not None
    assert row.hit == HITS[1], "the menu is of what is chosen"
    _click(menu, "result-copy")
    assert QGuiApplication.clipboard().text() == HITS[1].text
    _click(menu, "result-link")
    link = deep_links.make(HITS[1].room, HITS[1].message)
    assert QGuiApplication.clipboard().text() == link
    with qtbot.waitSignal(search.jump_requested) as heard:
        _click(menu, "result-open")
    assert heard.args == [HITS[1].room, HITS[1].message]


def test_a_heading_has_no_menu(search: SearchWindow) -> None:
    assert rows(search)[0].hit is None
    at = search.view.visualRect(search.model.index(0, 0)).center()
    _asked(search.view.viewport(), QContextMenuEvent.Reason.Mouse, at)
    assert search.findChild(QMenu, "result-menu") is None


def test_the_menu_key_means_what_is_chosen(qtbot: QtBot, search: SearchWindow) -> None:
    _asked(search.line, QContextMenuEvent.Reason.Keyboard, QPoint(4, 4))
    _click(_menu(qtbot, search), "result-copy")
    assert QGuiApplication.clipboard().text() == HITS[0].text


def test_rooms_that_are_named_in_the_preview_are_links(search: SearchWindow) -> None:
    named = next(room for room in ROOMS if room.name == "lobby")
    found = message(1, "look into #lobby")
    search.preview.show_messages((found,), found.id)
    body = search.preview.timeline.rows.row(0).body
    links = [spot for spot in body.spots if spot.act is Act.LINK]
    assert [(spot.label, spot.value) for spot in links] == [("#lobby", deep_links.make(named.room))]
