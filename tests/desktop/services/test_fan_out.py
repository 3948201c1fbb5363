"""Fan-out: bounded, in order, each target once, whatever fails; held back and called off."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest

from desktop.budget import Budget
from desktop.errors import AppError
from desktop.model import Message, MessageState
from desktop.services.fan_out import AT_ONCE, MAX_PENDING, MAX_TARGETS, MAX_UNDO_S, FanOut
from desktop.services.news import FanOutEnded, FanOutPending
from net.errors import StorageError
from net.ids import DeviceId, EntryId, PersonId, RoomId
from net.pubsub import FAN_OUTS_TOPIC, PubSub
from tests.desktop.services.stand_ins import Tasks

pytestmark = pytest.mark.asyncio

ROOMS = [RoomId(number.to_bytes(32, "big")) for number in range(1, 300)]
PEOPLE = [PersonId(number.to_bytes(32, "big")) for number in range(1000, 1300)]


def direct(person: PersonId) -> RoomId:
    return RoomId(bytes(reversed(person)))


@dataclass
class Outside:
    """What fan-out calls: rooms that take messages, or do not."""

    failing: dict[RoomId, Exception] = field(default_factory=dict)
    sent: list[tuple[RoomId, str, bytes, bytes]] = field(default_factory=list)
    running: int = 0
    most: int = 0
    told: list[Any] = field(default_factory=list)
    now_s: float = 0.0

    def make(self) -> FanOut:
        self.tasks = Tasks()
        bus = PubSub()
        bus.subscribe(FAN_OUTS_TOPIC, self.told.append)
        self.budget = Budget(lambda: self.now_s)
        return FanOut(
            bus=bus, send=self.send, open_direct=self.open, take=self.budget.take,
            spawn=self.tasks.spawn,
        )  # fmt: skip

    async def open(self, person: PersonId) -> RoomId:
        await asyncio.sleep(0)
        if person == PEOPLE[-1]:
            raise AppError("not-found", "Nobody with this id was ever met here.")
        return direct(person)

    async def send(
        self, room: RoomId, text: str, *, local_id: bytes, announcement: bytes
    ) -> Message:
        self.running += 1
        self.most = max(self.most, self.running)
        for _ in range(3 + room[-1] % 5):  # the later targets are not always the later to end
            await asyncio.sleep(0)
        self.running -= 1
        if room in self.failing:
            raise self.failing[room]
        self.sent.append((room, text, local_id, announcement))
        return Message(
            id=EntryId(local_id * 2), local_id=local_id, room=room, person=PersonId(bytes(32)),
            device=DeviceId(bytes(32)), name="", text=text, sent_at_ms=0,
            state=MessageState.STORED, announcement=announcement,
        )  # fmt: skip


@pytest.mark.parametrize("count", [0, 1, 50, MAX_TARGETS // 2])
async def test_one_result_a_target_in_order(count: int) -> None:
    outside = Outside()
    results = await outside.make().send(ROOMS[:count], PEOPLE[:count], " hello ")
    assert [each.target for each in results] == ROOMS[:count] + PEOPLE[:count]
    assert [each.message.room for each in results if each.message] == [
        *ROOMS[:count], *map(direct, PEOPLE[:count]),
    ]  # fmt: skip
    assert len({each[2] for each in outside.sent}) == len(outside.sent) == 2 * count
    assert len({each[3] for each in outside.sent}) <= 1, "one announcement"
    assert outside.most <= AT_ONCE
    assert count < 50 or outside.most == AT_ONCE


async def test_who_fails_does_not_stop_the_rest() -> None:
    outside = Outside(
        {ROOMS[1]: AppError("not-found", "no such room"), ROOMS[3]: StorageError("disk is full")}
    )
    results = await outside.make().send(ROOMS[:5], [PEOPLE[0], PEOPLE[-1]], "x")
    assert [each.error for each in results] == [
        None, ("not-found", "no such room"), None, ("storage", "disk is full"), None, None,
        ("not-found", "Nobody with this id was ever met here."),
    ]  # fmt: skip


async def test_a_mistake_of_ours_is_not_hidden_in_a_result() -> None:
    outside = Outside({ROOMS[0]: ZeroDivisionError()})
    with pytest.raises(ZeroDivisionError):
        await outside.make().send([ROOMS[0]], [], "x")


async def test_each_target_once_also_where_a_person_is_a_room_too() -> None:
    outside = Outside()
    room = direct(PEOPLE[0])
    results = await outside.make().send([room, room], [PEOPLE[0], PEOPLE[0]], "x")
    assert [each.target for each in results] == [room, PEOPLE[0]]
    assert len(outside.sent) == 1
    failing = Outside({room: AppError("offline", "no key")})
    results = await failing.make().send([room], [PEOPLE[0]], "x")
    assert [each.error for each in results] == [("offline", "no key")] * 2


@pytest.mark.parametrize(
    ("text", "kind"), [("", "invalid"), ("x" * 16385, "too-large"), ("\ud800", "invalid")]
)
async def test_a_text_that_cannot_be_sent_is_sent_to_nobody(text: str, kind: str) -> None:
    outside = Outside()
    with pytest.raises(AppError) as caught:
        await outside.make().send(ROOMS[:2], [], text)
    assert caught.value.kind == kind
    assert not outside.sent


async def test_limits() -> None:
    outside = Outside()
    fan_out = outside.make()
    with pytest.raises(AppError) as caught:
        await fan_out.send(ROOMS[:150], PEOPLE[: MAX_TARGETS - 149], "x")
    assert caught.value.kind == "too-large"
    for _ in range(5):
        await fan_out.send(ROOMS[:MAX_TARGETS], [], "x")
    with pytest.raises(AppError) as caught:
        await fan_out.send(ROOMS[:10], [], "x")
    assert caught.value.kind == "refused"
    assert "wait 2 s" in str(caught.value)
    outside.now_s += 2.0
    assert len(await fan_out.send(ROOMS[:10], [], "x")) == 10


async def test_held_back_then_sent() -> None:
    outside = Outside()
    fan_out = outside.make()
    pending = fan_out.prepare(ROOMS[:2], PEOPLE[:1], "x", undo_s=0.01)
    assert (pending.targets, outside.sent) == (3, [])
    while len(outside.told) < 2:
        await asyncio.sleep(0.005)
    assert outside.told[0] == pending
    ended = outside.told[1]
    assert (ended.announcement, ended.cancelled) == (pending.announcement, False)
    assert [each.target for each in ended.results] == [*ROOMS[:2], PEOPLE[0]]
    assert not fan_out.cancel(pending.announcement), "too late"


async def test_called_off_in_time() -> None:
    outside = Outside()
    fan_out = outside.make()
    pending = fan_out.prepare(ROOMS[:2], [], "x", undo_s=0.01)
    assert fan_out.cancel(pending.announcement)
    assert outside.told == [pending, FanOutEnded(pending.announcement, cancelled=True)]
    await asyncio.sleep(0.03)
    await fan_out.finish()
    assert outside.sent == []
    assert not fan_out.cancel(b"never was")


async def test_closing_sends_what_nobody_called_off() -> None:
    outside = Outside()
    fan_out = outside.make()
    for number in range(MAX_PENDING):
        fan_out.prepare(ROOMS[:2], [], f"{number}", undo_s=MAX_UNDO_S)
    with pytest.raises(AppError) as caught:
        fan_out.prepare(ROOMS[:2], [], "x")
    assert caught.value.kind == "refused"
    with pytest.raises(AppError):
        fan_out.prepare(ROOMS[:2], [], "x", undo_s=MAX_UNDO_S + 1)
    await fan_out.finish()
    assert len(outside.sent) == 2 * MAX_PENDING
    assert sum(isinstance(each, FanOutPending) for each in outside.told) == MAX_PENDING
