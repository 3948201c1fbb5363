"""Private rooms where a clock is wrong: what a member has to say once is said once."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.model import RoomKind
from desktop.services import private_rooms
from desktop.store.room_payloads import Act, decode_membership
from net.entry import Kind
from net.history import HLC_COUNTER_BITS
from net.ids import RoomId
from tests.behaviours.company import Desk, company, until

pytestmark = [pytest.mark.asyncio, pytest.mark.blocking_ok("engines start up")]

AHEAD_MS = 3 * 86_400_000


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(private_rooms, "MEND_AFTER_S", (0.0, 0.001))


def wrong(desk: Desk) -> None:
    """Have a device stamp what it writes three days ahead, whatever others say."""
    core = desk.engine.node._running_core()
    stamp = core.stamp
    vars(core)["stamp"] = lambda wall_ms: stamp(wall_ms) + (AHEAD_MS << HLC_COUNTER_BITS)


def acts(desk: Desk, room: RoomId, by: Desk) -> list[Act]:
    """What a device wrote about the members of a room, as another one holds it."""
    keeper = desk.engine.rooms._keeper
    assert isinstance(keeper, private_rooms.PrivateRooms)
    known = keeper._rooms[room]
    own = [e for e in known.entries.values() if e.device == by.engine.identity.device_id]
    found = [decode_membership(each.payload) for each in own if each.kind == Kind.MEMBERSHIP]
    return [Act(each.act) for each in found if each is not None]


async def quiet(desk: Desk) -> None:
    """Let whatever mends rooms do so for many rounds: each commit takes longer than it waits."""
    for number in range(60):
        await desk.engine.store.set_setting("nothing", number)


async def test_who_was_added_in_the_future_comes_in_once(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo") as (_, (ana, bo)):
        wrong(ana)
        room = await ana.engine.rooms.create("bridge", RoomKind.PRIVATE)
        await ana.engine.rooms.invite(room, (bo.person,))
        await until(lambda: bo.engine.rooms.kind_of(room) is RoomKind.PRIVATE)
        await bo.engine.rooms.join(room)
        await until(lambda: Act.JOIN in acts(ana, room, bo))
        await bo.say("here", room)
        await quiet(bo)
        assert acts(bo, room, bo).count(Act.JOIN) == 1
        for desk in (ana, bo):
            assert not desk.engine.rooms.invitations.unanswered(room, desk.person)


async def test_who_left_in_the_future_is_followed_by_one_new_key(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo") as (_, (ana, bo)):
        room = await ana.engine.rooms.create("bridge", RoomKind.PRIVATE)
        await ana.engine.rooms.invite(room, (bo.person,))
        await until(lambda: bo.engine.rooms.kind_of(room) is RoomKind.PRIVATE)
        await bo.engine.rooms.join(room)
        await until(lambda: Act.JOIN in acts(ana, room, bo))
        wrong(bo)
        await bo.engine.rooms.leave(room)
        await until(lambda: Act.LEAVE in acts(ana, room, bo))
        await until(lambda: Act.KEYS in acts(ana, room, ana))
        await quiet(ana)
        assert acts(ana, room, ana).count(Act.KEYS) <= 2
        assert bo.person not in ana.engine.rooms.members(room)


async def test_who_left_while_nobody_was_there_is_gone_when_they_meet_again(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo") as (people, (ana, bo)):
        person = bo.person
        room = await ana.engine.rooms.create("bridge", RoomKind.PRIVATE)
        await ana.engine.rooms.invite(room, (person,))
        await until(lambda: bo.engine.rooms.kind_of(room) is RoomKind.PRIVATE)
        await bo.engine.rooms.join(room)
        await until(lambda: Act.JOIN in acts(ana, room, bo))
        await people.stop("Ana")
        await until(lambda: not bo.engine.node.links())
        await bo.engine.rooms.leave(room)
        back = await people.start("Ana")
        await until(lambda: person not in back.engine.rooms.members(room))
        await back.engine.rooms.invite(room, (person,))
        await until(lambda: bo.engine.rooms.kind_of(room) is RoomKind.PRIVATE)
        await bo.engine.rooms.join(room)
        await until(lambda: not back.engine.rooms.invitations.unanswered(room, back.person))
        await bo.say("back", room)
        await until(lambda: bo.person in back.engine.rooms.members(room))
        await quiet(back)
        assert person in back.engine.rooms.members(room), "what was said before does not count again"
