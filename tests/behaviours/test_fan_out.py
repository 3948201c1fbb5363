"""Behaviours 7 to 10: one text for many, kept for who is away, told once, bounded and undoable."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from desktop.errors import AppError
from desktop.model import Message
from desktop.services.fan_out import MAX_TARGETS
from desktop.services.news import FanOutEnded, MessageNew, NoticeKind, Notified
from net.ids import RoomId
from tests.behaviours.company import company, open_room, until

pytestmark = pytest.mark.asyncio


async def test_07_none_one_and_many_targets(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo", "Cy") as (_, (ana, bo, cy)):
        fan_out = ana.engine.realtime.fan_out
        assert await fan_out.send([], [], "nobody") == ()
        (one,) = await fan_out.send([], [bo.person], "one")
        assert one.target == bo.person
        assert one.message is not None
        many = await fan_out.send([ana.lobby], [bo.person, cy.person], "many")
        assert [each.target for each in many] == [ana.lobby, bo.person, cy.person]
        await until(lambda: len(bo.told(MessageNew)) == 3 and len(cy.told(MessageNew)) == 2)
        texts = sorted(each.message.text for each in bo.told(MessageNew))
        assert texts == ["many", "many", "one"]


async def test_08_who_is_away_gets_it_when_they_are_back(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo") as (people, (ana, bo)):
        person = bo.person
        await people.stop("Bo")
        results = await ana.engine.realtime.fan_out.send([ana.lobby], [person], "for later")
        ids = {each.message.announcement for each in results if each.message is not None}
        assert len(ids) == 1, "one announcement"
        stored = [await ana.engine.chat.get(each.message.id) for each in results if each.message]
        assert [each.text for each in stored if each] == ["for later"] * 2, "on disk, each"
        back = await people.start("Bo")
        await until(lambda: len(back.told(MessageNew)) == 2)
        assert {each.message.announcement for each in back.told(MessageNew)} == ids


async def test_09_who_is_in_three_of_the_rooms_is_told_once(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo") as (_, (ana, bo)):
        rooms = [ana.lobby, *[await open_room(name, ana, bo) for name in ("boats", "tides")]]
        await ana.engine.realtime.fan_out.send(rooms, [bo.person], "harbour closed")
        await until(lambda: len(bo.told(MessageNew)) == 4)
        await ana.say("@Bo did you see?")
        await until(lambda: bo.told(Notified, kind=NoticeKind.MENTION))
        assert len(bo.told(Notified, kind=NoticeKind.ANNOUNCEMENT)) == 1


async def test_10_it_is_bounded_checked_and_can_be_called_off(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo") as (_, (ana, bo)):
        fan_out = ana.engine.realtime.fan_out
        his = await open_room("Bo's own", bo)
        await until(lambda: ana.engine.rooms.kind_of(his) is not None)
        results = await fan_out.send([his, ana.lobby], [], "not my room")
        assert [each.error is None for each in results] == [False, True], "members only; others go"
        with pytest.raises(AppError) as caught:
            rooms = [RoomId(number.to_bytes(32, "big")) for number in range(MAX_TARGETS + 1)]
            await fan_out.send(rooms, [], "x")
        assert caught.value.kind == "too-large"
        pending = fan_out.prepare([ana.lobby], [bo.person], "oops", undo_s=30.0)
        assert fan_out.cancel(pending.announcement)
        assert ana.told(FanOutEnded, cancelled=True)
        fan_out.prepare([ana.lobby], [], "meant", undo_s=0.01)
        await until(lambda: ana.told(FanOutEnded, cancelled=False))
        await until(lambda: len(bo.told(MessageNew)) == 2)
        assert await bo.texts() == ["not my room", "meant"]
        with pytest.raises(AppError) as caught:
            for _ in range(10):
                await fan_out.send(rooms[:MAX_TARGETS], [], "spam")
        assert caught.value.kind == "refused"


async def test_10_a_slow_target_does_not_hold_up_the_others(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana") as (_, (ana,)):
        engine, release = ana.engine, asyncio.Event()
        rooms = [await open_room(f"room {number}", ana) for number in range(20)]
        send = engine.realtime.fan_out._send

        async def slow_in_one(room: RoomId, text: str, **more: bytes) -> Message:
            if room == rooms[0]:
                await release.wait()
            return await send(room, text, **more)

        engine.realtime.fan_out._send = slow_in_one
        sending = asyncio.ensure_future(engine.realtime.fan_out.send(rooms, [], "x"))
        await until(lambda: len(ana.told(MessageNew)) == 19)
        assert not sending.done()
        release.set()
        assert all(each.message for each in await sending)


async def test_10_closing_the_program_sends_what_was_not_called_off(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo") as (people, (ana, bo)):
        ana.engine.realtime.fan_out.prepare([ana.lobby], [], "last words", undo_s=30.0)
        await people.stop("Ana")
        await until(lambda: bo.told(MessageNew))
        assert await bo.texts() == ["last words"]
