"""When a message counts as read, and that a room marked unread stays so."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.ui.chat_window import ChatWindow
from net.ids import RoomId
from tests import shots
from tests.shots import TALK, Lines, lobby


@pytest.fixture
def told(window: ChatWindow, qtbot: QtBot) -> list[tuple[bytes, bytes]]:
    said: list[tuple[bytes, bytes]] = []
    window.read_up_to.connect(lambda room, message: said.append((room, message)))
    shots._open(window, TALK)
    qtbot.waitUntil(lambda: bool(said))  # rows are placed with the next frame
    return said


def test_what_is_seen_to_its_end_counts_once(
    window: ChatWindow, told: list[tuple[bytes, bytes]]
) -> None:
    assert told == [(lobby(TALK).room, TALK[-1].id)]
    window.mark.look()
    assert len(told) == 1


def test_a_room_marked_unread_is_left_alone_until_somebody_turns_to_it(
    window: ChatWindow, told: list[tuple[bytes, bytes]], qtbot: QtBot
) -> None:
    released: list[bytes] = []
    window.mark.let_go.connect(released.append)
    window.mark.hold()
    told.clear()
    window.mark.look()
    window.timeline.scroll_by(-200)
    window.timeline.scroll_by(4000)
    assert told == []
    qtbot.keyClick(window.page.composer.edit, Qt.Key.Key_Escape)
    assert told == [(lobby(TALK).room, TALK[-1].id)]
    assert released == [lobby(TALK).room]
    window.mark.release()  # is told once
    assert len(released) == 1


def test_an_own_message_turns_to_the_room(
    window: ChatWindow, told: list[tuple[bytes, bytes]]
) -> None:
    window.mark.hold()
    told.clear()
    window.send_accepted(lobby(TALK).room, "words")
    assert told == [(lobby(TALK).room, TALK[-1].id)]


def test_another_room_counts_at_once(
    window: ChatWindow, told: list[tuple[bytes, bytes]], qtbot: QtBot
) -> None:
    window.mark.hold()
    told.clear()
    other = RoomId(bytes(32))
    window.open_room(msgspec.structs.replace(lobby(TALK), room=other), Lines(TALK))
    qtbot.waitUntil(lambda: told == [(other, TALK[-1].id)])
