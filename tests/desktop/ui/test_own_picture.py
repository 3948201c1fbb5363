"""One's own picture in the sidebar: it shows how one is, and leads to everything that says so."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop.model import NetworkState, Status
from desktop.ui.chat_window import ChatWindow
from desktop.ui.features import Feature
from desktop.ui.own_picture import OwnPicture
from tests.shots import ME
from tests.shots_cast import PEOPLE

pytestmark = pytest.mark.qt

LAN = NetworkState("Station LAN", 5, connected=True)
PRESENT = PEOPLE[0]


@pytest.fixture
def picture(window: ChatWindow) -> OwnPicture:
    window.set_me(ME)
    window.set_network(LAN)
    window.doors.set_features(frozenset(Feature))
    return window.page.sidebar.identity.picture


def _menu(qtbot: QtBot, picture: OwnPicture) -> QMenu:
    qtbot.mouseClick(picture, Qt.MouseButton.LeftButton)
    menu = picture.findChild(QMenu, "own-menu")
    assert isinstance(menu, QMenu)
    qtbot.waitUntil(menu.isVisible)
    return menu


def _entry(menu: QMenu, name: str) -> QAction:
    return next(action for action in menu.actions() if action.objectName() == name)


@pytest.mark.parametrize("status", Status)
def test_the_dot_says_what_others_see(
    window: ChatWindow, picture: OwnPicture, status: Status
) -> None:
    me = msgspec.structs.replace(PRESENT, status=status, note="at lunch")
    window.page.sidebar.identity.set_presence(me)
    assert picture.shown is status
    assert "at lunch" in picture.accessibleName()
    pictured = picture.grab().toImage()
    other = Status.AWAY if status is Status.ONLINE else Status.ONLINE
    window.page.sidebar.identity.set_presence(msgspec.structs.replace(me, status=other))
    assert picture.grab().toImage() != pictured


def test_without_a_network_nobody_sees_one(window: ChatWindow, picture: OwnPicture) -> None:
    window.page.sidebar.identity.set_presence(PRESENT)
    window.set_network(msgspec.structs.replace(LAN, connected=False))
    assert picture.shown is Status.OFFLINE


def test_a_click_offers_what_one_can_be(
    qtbot: QtBot, window: ChatWindow, picture: OwnPicture
) -> None:
    window.page.sidebar.identity.set_presence(
        msgspec.structs.replace(PRESENT, status=Status.BUSY)
    )
    menu = _menu(qtbot, picture)
    chosen = [action.objectName() for action in menu.actions() if action.isChecked()]
    assert chosen == ["own-busy"]
    with qtbot.waitSignal(picture.status_chosen) as told:
        _entry(menu, "own-offline").trigger()
    assert told.args == [Status.OFFLINE]


def test_the_menu_leads_to_note_and_name(
    qtbot: QtBot, window: ChatWindow, picture: OwnPicture
) -> None:
    menu = _menu(qtbot, picture)
    with qtbot.waitSignal(picture.note_wanted):
        _entry(menu, "own-note").trigger()
    _entry(menu, "own-rename").trigger()
    assert window.page.sidebar.identity.name_field.isVisible()


def test_nothing_opens_before_something_stands_behind_it(
    qtbot: QtBot, window: ChatWindow, picture: OwnPicture
) -> None:
    window.doors.set_features(frozenset())
    assert picture.focusPolicy() is Qt.FocusPolicy.NoFocus
    qtbot.mouseClick(window, Qt.MouseButton.LeftButton, pos=picture.mapTo(window, picture.rect().center()))
    assert window.childAt(picture.mapTo(window, picture.rect().center())) is not picture
    assert picture.findChild(QMenu, "own-menu") is None


def test_a_long_name_ends_in_an_ellipsis(window: ChatWindow, picture: OwnPicture) -> None:
    del picture
    identity = window.page.sidebar.identity
    name = "W" * 22
    window.set_me(msgspec.structs.replace(ME, name=name))
    window.set_network(msgspec.structs.replace(LAN, name="W" * 40))
    window.grab()  # laid out
    for button in (identity.name_button, identity.network_line):
        assert button.geometry().right() <= identity.compose.geometry().left()
    assert identity.name_button.shown().endswith("…")
    assert identity.network_line.shown().endswith(" · 5 online")
    assert "…" in identity.network_line.shown()
    window.set_me(ME)
    window.grab()
    assert identity.name_button.shown() == ME.name


def test_offline_the_menu_still_shows_what_was_chosen(
    window: ChatWindow, picture: OwnPicture, qtbot: QtBot
) -> None:
    me = msgspec.structs.replace(PRESENT, status=Status.OFFLINE, chosen=Status.BUSY)
    window.page.sidebar.identity.set_presence(me)
    assert _entry(_menu(qtbot, picture), "own-busy").isChecked()
