"""What the main window shows beside the messages: who is in the room, and notices."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.model import RoomKind
from desktop.ui import bar
from desktop.ui.chat_window import ChatWindow
from desktop.ui.saying import say
from tests import shots
from tests.shots import PEOPLE, TALK, Lines, lobby


def test_nobody_is_shown_in_a_private_room_before_its_members_are_known(
    window: ChatWindow,
) -> None:
    shots._open(window, TALK)
    members = window.page.panel.people.model()
    assert members.rowCount()
    private = msgspec.structs.replace(lobby(TALK), kind=RoomKind.PRIVATE, members=2)
    window.set_presence(())
    window.open_room(private, Lines(TALK))
    window.set_people(PEOPLE)
    assert members.rowCount() == 0
    window.open_room(lobby(TALK), Lines(TALK))
    window.set_people(PEOPLE)
    assert members.rowCount()


@pytest.mark.parametrize(("kind", "stays"), [("info", False), ("warn", False), ("danger", True)])
def test_what_was_read_goes_with_the_next_room_and_a_failure_stays(
    window: ChatWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, kind: str, stays: bool
) -> None:
    shots._open(window, TALK)
    banner = window.page.banner
    window.show_banner(kind, "You are no longer in Crew.")
    banner.let_go()
    assert banner.isVisible()  # nobody has read it yet
    monkeypatch.setattr(bar, "READ_MS", 0)
    qtbot.waitUntil(lambda: banner._told.hasExpired(0))
    banner.let_go()
    assert banner.isVisible() is stays


@pytest.mark.parametrize(("kind", "stays"), [("info", False), ("danger", True)])
def test_what_came_of_an_address_is_not_said_for_ever(
    window: ChatWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, kind: str, stays: bool
) -> None:
    monkeypatch.setattr(bar, "PASSING_MS", 1)
    shots._open(window, TALK)
    banner = window.page.banner
    say(window, kind, "At ana-pc:47800 is Ana, with whom you are linked already.")
    assert banner.isVisible()
    if stays:
        assert not banner._passing.isActive()
    else:
        qtbot.waitUntil(banner.isHidden)
    say(window, "info", "Linked.")
    window.show_banner("info", "What was said otherwise")
    assert not banner._passing.isActive(), "does not go with what it took the place of"


def test_what_was_said_while_nobody_looked_waits_for_them(
    window: ChatWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bar, "PASSING_MS", 1)
    shots._open(window, TALK)
    banner = window.page.banner
    active = False
    monkeypatch.setattr(banner, "isActiveWindow", lambda: active)
    say(window, "info", "Linked.")
    qtbot.waitUntil(lambda: banner._unseen)
    assert banner.isVisible()
    active = True
    QApplication.sendEvent(banner, QEvent(QEvent.Type.ActivationChange))
    qtbot.waitUntil(banner.isHidden)
