"""What arrives while a device still starts is announced like anything else."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from desktop.services.news import MessageNew, NoticeKind, Notified
from desktop.services.rooms import Rooms
from tests.behaviours.company import company, until

pytestmark = pytest.mark.asyncio


async def test_what_comes_before_the_rooms_are_known_is_announced_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with company(tmp_path, "Ana", "Bo") as (people, (ana, _)):
        await people.stop("Bo")
        message = await ana.say("@Bo while you were away")
        load = Rooms.load

        async def slow_load(self: Rooms) -> None:
            async with asyncio.timeout(10):
                while await self._store.read(lambda reader: reader.message(message.id)) is None:
                    await asyncio.sleep(0.005)
            await load(self)

        monkeypatch.setattr(Rooms, "load", slow_load)
        back = await people.start("Bo")
        (told,) = await until(lambda: back.told(Notified))
        assert told.kind is NoticeKind.MENTION
        assert [each.message.id for each in back.told(MessageNew)] == [message.id]
        assert back.engine.people.own_name == "Bo"
