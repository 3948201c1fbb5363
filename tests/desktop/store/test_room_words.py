"""A room's name and topic are cleaned when they come out of the log, whoever wrote them."""

from __future__ import annotations

import pytest

from desktop.store.room_fold import RoomState, _describe
from desktop.store.room_payloads import RoomPayload, RoomType
from net.ids import PersonId, RoomId, digest

ROOM, AUTHOR = RoomId(digest(b"room")), PersonId(digest(b"author"))


@pytest.mark.parametrize("kind", [RoomType.OPEN, RoomType.PRIVATE])
def test_a_rooms_words_are_one_line_without_anything_invisible(kind: RoomType) -> None:
    state = RoomState(ROOM, kind, members=[AUTHOR])
    words = "\u202egnp.exe\u202c\x00\nsecond\u2028 \u2066line"
    _describe(state, AUTHOR, RoomPayload(ROOM, kind.value, b"", words, words))
    assert state.name == state.topic == "gnp.exe second line"
