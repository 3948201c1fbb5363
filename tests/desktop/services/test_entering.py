"""Coming into rooms: once each, by whatever way, and what was written before is history."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.model import RoomKind
from desktop.services.entering import Entering
from desktop.services.news import RoomsChanged
from net.ids import RoomId
from net.pubsub import ROOMS_TOPIC, PubSub
from tests.behaviours.company import Desk, company, until
from tests.desktop.services.stand_ins import MemoryStore, Tasks

pytestmark = [pytest.mark.asyncio, pytest.mark.blocking_ok("engines start up")]

LOBBY, ROOM, DIRECT, BOATS = (RoomId(bytes([n]) * 32) for n in (6, 7, 8, 9))
START_MS = 1_800_000_000_000


class Marks(MemoryStore):
    """Keeps which rooms were entered, and by what time."""

    def __init__(self) -> None:
        super().__init__()
        self.entered: list[tuple[RoomId, int]] = []

    async def enter_room(self, room: RoomId, now_ms: int) -> bool:
        await self.read(lambda _: None)  # a turn of the loop, as the disk takes
        self.entered.append((room, now_ms))
        return True


class Following:
    """The service, the rooms it follows, and what it told."""

    def __init__(self) -> None:
        self.store, self.bus, self.tasks = Marks(), PubSub(), Tasks()
        self.joined = {LOBBY, ROOM}
        self.changes: list[tuple[set[RoomId], set[RoomId], int]] = []
        self.service = Entering(
            store=self.store,  # type: ignore[arg-type]
            bus=self.bus,
            lobby=LOBBY,
            kind_of=lambda room: RoomKind.DIRECT if room == DIRECT else RoomKind.OPEN,
            joined=lambda: self.joined,
            changed=lambda came, left, at_ms: self.changes.append((came, left, at_ms)),
            now_ms=lambda: START_MS,
            spawn=self.tasks.spawn,
        )

    def now_in(self, *rooms: RoomId) -> None:
        self.joined = {LOBBY, *rooms}
        self.bus.local_broadcast(ROOMS_TOPIC, RoomsChanged())


@contextlib.asynccontextmanager
async def following() -> AsyncIterator[Following]:
    one = Following()
    one.bus.local_broadcast(ROOMS_TOPIC, RoomsChanged())  # as rooms are loaded: none of these is new
    await one.service.load(first=False)
    yield one
    await one.tasks.done()
    one.service.close()


async def test_a_room_is_come_into_once_and_again_after_it_was_left() -> None:
    async with following() as one:
        one.now_in(ROOM, BOATS)
        one.now_in(ROOM, BOATS)
        await one.service.entered(BOATS)
        assert one.store.entered == [(BOATS, START_MS)], "whoever joins waits for the one that runs"
        assert one.changes == [({BOATS}, set(), START_MS)]
        one.now_in(ROOM)
        one.now_in(ROOM, BOATS)
        await one.service.entered(BOATS)
        assert one.store.entered == [(BOATS, START_MS)] * 2
        assert one.changes[1:] == [(set(), {BOATS}, START_MS), ({BOATS}, set(), START_MS)]


async def test_direct_rooms_are_nothing_one_comes_into() -> None:
    async with following() as one:
        one.now_in(ROOM, DIRECT)
        await one.service.entered(DIRECT)
        await one.tasks.done()
        assert (one.store.entered, one.changes) == ([], [])


async def test_a_clock_that_is_ahead_is_reckoned_with_for_mark_and_notices_alike() -> None:
    async with following() as one:
        one.service.clock_judged(5000)
        one.now_in(ROOM, BOATS)
        await one.service.entered(BOATS)
        assert one.store.entered == [(BOATS, START_MS - 5000)]
        assert one.changes == [({BOATS}, set(), START_MS - 5000)]


async def unread(desk: Desk, room: RoomId) -> int:
    return (await desk.engine.rooms.get(room)).unread


@pytest.mark.parametrize("kind", [RoomKind.OPEN, RoomKind.PRIVATE])
async def test_joining_enters_once_and_is_over_when_the_mark_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: RoomKind
) -> None:
    async with company(tmp_path, "Ana", "Bo") as (_, (ana, bo)):
        room = await ana.engine.rooms.create("boats", kind)
        if kind is RoomKind.PRIVATE:
            await ana.engine.rooms.invite(room, (bo.person,))
        await until(lambda: bo.engine.rooms.kind_of(room) is kind)
        await ana.say("long ago", room)
        enter, entered = bo.engine.store.enter_room, []

        async def counted(which: RoomId, now_ms: int) -> bool:
            entered.append(which)
            return await enter(which, now_ms)

        monkeypatch.setattr(bo.engine.store, "enter_room", counted)
        await bo.engine.rooms.join(room)
        assert entered == [room]
        await until(lambda: bo.engine.rooms.has(room))
        counts = await bo.engine.store.read(lambda reader: reader.state(room))
        assert counts.read is not None
        assert await unread(bo, room) == 0
