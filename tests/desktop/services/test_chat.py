"""What chat remembers of messages on their way, on a whole engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.services.news import MessageNew
from desktop.store.history import Changes
from net.ids import RoomId
from net.news import EntriesStored
from tests.behaviours.company import company
from tests.faults.authors import Author, stamp

pytestmark = [pytest.mark.asyncio, pytest.mark.blocking_ok("engines start up")]


async def test_what_was_said_of_messages_that_nobody_is_told_of_is_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with company(tmp_path, "Ana") as (_, (ana,)):
        chat, bo = ana.engine.chat, Author("bo")
        elsewhere = bo.say("of a room one left", stamp(0), room=RoomId(bytes(32)))
        hidden = bo.say("of somebody who is blocked", stamp(1), room=ana.lobby)
        monkeypatch.setattr(chat, "_is_blocked", lambda _: True)
        chat.changed(Changes(((elsewhere.id, True), (hidden.id, True))))
        chat.entries_stored(EntriesStored((elsewhere, hidden), live=True))
        assert not ana.told(MessageNew)
        assert chat._annotated == set()
