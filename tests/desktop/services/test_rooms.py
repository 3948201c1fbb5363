"""Which rooms are listed, on whole engines."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop import online
from desktop.errors import AppError
from desktop.model import MUTED_FOR_EVER_MS, RoomKind
from desktop.services.news import RoomTouched
from desktop.store.reader import Reader
from desktop.views import members, overview
from net.errors import StorageError
from net.ids import PersonId, RoomId
from tests.behaviours.company import Desk, company, open_room, until

pytestmark = [pytest.mark.asyncio, pytest.mark.blocking_ok("engines start up")]


async def listed(desk: Desk, room: RoomId) -> bool:
    return room in [each.room for each in await desk.engine.rooms.mine()]


async def test_what_the_blocked_write_lists_no_room_until_they_are_shown_again(
    tmp_path: Path,
) -> None:
    async with company(tmp_path, "Ana", "Bo") as (_, (ana, bo)):
        await bo.engine.people.set_blocked(ana.person, on=True)
        room = await ana.engine.rooms.open_direct(bo.person)
        await ana.say("hello", room)
        await until(lambda: bo.told(RoomTouched, room=room))
        assert not await listed(bo, room)
        await bo.engine.people.set_blocked(ana.person, on=False)
        assert await listed(bo, room)
        assert await bo.texts(room) == ["hello"]


async def test_who_could_not_be_blocked_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with company(tmp_path, "Ana", "Bo") as (_, (ana, bo)):

        async def full(*_: object, **__: object) -> None:
            raise StorageError("the disk is full")

        monkeypatch.setattr(bo.engine.store, "set_blocked", full)
        with pytest.raises(StorageError):
            await bo.engine.people.set_blocked(ana.person, on=True)
        assert not bo.engine.people.is_blocked(ana.person)
        with monkeypatch.context() as dead:
            dead.setattr(bo.engine.store, "read", full)
            with pytest.raises(StorageError):
                await bo.engine.people.set_blocked(ana.person, on=True)
        assert not bo.engine.people.is_blocked(ana.person), "nor where the disk says nothing at all"


@pytest.mark.parametrize("until_ms", [-1, MUTED_FOR_EVER_MS + 1])
async def test_what_cannot_be_changed_changes_nothing(tmp_path: Path, until_ms: int) -> None:
    async with company(tmp_path, "Ana") as (_, (ana,)):
        room = await open_room("boats", ana)
        with pytest.raises(AppError, match="muted_until"):
            await ana.engine.rooms.update(
                room, name="ships", notify="all", muted_until_ms=until_ms
            )
        found = await ana.engine.rooms.get(room)
        assert (found.name, found.notify, found.muted_until_ms) == ("boats", None, None)


async def test_a_topic_has_whole_characters_and_its_limit(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana") as (_, (ana,)):
        room = await open_room("boats", ana)
        for topic, kind in (("half \ud83d", "invalid"), ("ü" * 257, "too-large")):
            with pytest.raises(AppError) as caught:
                await ana.engine.rooms.update(room, topic=topic)
            assert caught.value.kind == kind
        await ana.engine.rooms.update(room, topic=" all\n that floats ")
        assert (await ana.engine.rooms.get(room)).topic == "all that floats"


async def test_a_direct_room_that_was_left_is_not_back_after_a_restart_but_by_a_message(
    tmp_path: Path,
) -> None:
    async with company(tmp_path, "Ana", "Bo") as (people, (ana, bo)):
        room = await bo.engine.rooms.open_direct(ana.person)
        await bo.say("that is all", room)
        await until(lambda: ana.told(RoomTouched, room=room))
        await bo.engine.rooms.leave(room)
        await people.stop("Bo")
        again = await people.start("Bo")
        assert not await listed(again, room)
        await people.meet()
        await ana.say("not quite", room)
        await until(lambda: again.told(RoomTouched, room=room))
        assert await listed(again, room)
        await people.stop("Bo")
        assert await listed(await people.start("Bo"), room)


async def test_a_direct_room_is_listed_if_a_message_comes_while_it_is_being_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with company(tmp_path, "Ana", "Bo") as (_, (ana, bo)):
        room = await bo.engine.rooms.open_direct(ana.person)
        await bo.say("that is all", room)
        await until(lambda: ana.told(RoomTouched, room=room))
        read, late = bo.engine.store.read, iter((True,))

        async def slowly(ask: Callable[[Reader], object]) -> object:
            found = await read(ask)
            if next(late, False):
                before = len(await bo.texts(room))
                await ana.say("wait", room)
                while len(await bo.texts(room)) == before:
                    await asyncio.sleep(0.001)
            return found

        monkeypatch.setattr(bo.engine.store, "read", slowly)
        await bo.engine.rooms.leave(room)
        assert await listed(bo, room)


async def test_who_is_invited_counts_as_a_member_only_after_coming_in(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo") as (_, (ana, bo)):
        room = await ana.engine.rooms.create("bridge", RoomKind.PRIVATE)
        await ana.engine.rooms.invite(room, (bo.person,))

        async def seen(desk: Desk) -> tuple[dict[PersonId, bool], int, int, set[PersonId]]:
            found = await overview(desk.engine, room)
            shown = next(each for each in found.rooms if each.room == room)
            dialog = {each.person for each in members(desk.engine, room) if each.invited}
            asked = {each.person: each.invited for each in found.members}
            return asked, shown.members, online.count(found.members), dialog

        await until(lambda: bo.engine.rooms.kind_of(room) is RoomKind.PRIVATE)
        people = {ana.person: False, bo.person: True}
        assert await seen(ana) == (people, 1, 1, {bo.person})
        asked, count, _, dialog = await seen(bo)
        assert (asked[bo.person], count, dialog) == (True, 1, {bo.person})
        assert (await ana.engine.rooms.get(room)).members == 2, "what programs are told stays"
        assert not any(room in each.rooms for each in (await overview(ana.engine, room)).present
                       if each.person == bo.person)  # fmt: skip
        await bo.engine.rooms.join(room)
        await until(lambda: not ana.engine.rooms.invitations.unanswered(room, ana.person))
        both = dict.fromkeys((ana.person, bo.person), False)
        for desk in (ana, bo):
            assert await seen(desk) == (both, 2, 2, set())
