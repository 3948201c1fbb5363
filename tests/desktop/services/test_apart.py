"""What counts as written while apart: since the loss, by sync, and before what a room had already."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from desktop.model import LinkInfo, Message, MessageState
from desktop.services.apart import QUIET_MS, SLACK_MS, Apart
from desktop.services.news import ApartChanged, LinkDown, LinkUp, MessageNew, RoomTouched
from net.ids import DeviceId, EntryId, PersonId, RoomId
from net.pubsub import CHATS_TOPIC, LINKS_TOPIC, PubSub

ROOM, BOATS, EMPTY = (RoomId(bytes([n]) * 32) for n in (7, 8, 9))
ANN, CY = DeviceId(b"a" * 32), DeviceId(b"c" * 32)
START_MS = 1_800_000_000_000
MINUTE_MS = 60_000


class Store:
    """Answers the one question that is asked at the start."""

    def __init__(self, newest: dict[RoomId, Message]) -> None:
        self.newest = newest

    async def read(self, ask: Callable[[Any], Any]) -> Any:
        return ask(self)

    def latest(self, room: RoomId, limit: int) -> list[Message]:
        assert limit == 1
        return [self.newest[room]] if room in self.newest else []


class Side:
    """One side of a split, minutes counted from START_MS."""

    def __init__(self, newest: dict[RoomId, Message] | None = None) -> None:
        self.bus = PubSub()
        self.now_ms = START_MS
        self.number = 0
        self.told: list[ApartChanged] = []
        self.service = Apart(
            store=Store(newest or {}),  # type: ignore[arg-type]
            bus=self.bus,
            joined=lambda: [ROOM, BOATS, EMPTY],
            now_ms=lambda: self.now_ms,
        )
        self.bus.subscribe(CHATS_TOPIC, self._take)

    def _take(self, event: object) -> None:
        if isinstance(event, ApartChanged):
            self.told.append(event)

    def at(self, minute: float) -> None:
        self.now_ms = START_MS + int(minute * MINUTE_MS)

    def lose(self, device: DeviceId = CY) -> None:
        self.bus.local_broadcast(LINKS_TOPIC, LinkDown(link(device), "gone"))

    def meet(self, device: DeviceId = CY) -> None:
        self.bus.local_broadcast(LINKS_TOPIC, LinkUp(link(device)))

    def came(
        self, minute: float, *, live: bool, room: RoomId = ROOM, own: bool = False,
        device: DeviceId = CY,
    ) -> EntryId:  # fmt: skip
        self.number += 1
        message = said(minute, self.number, room=room, own=own, device=device)
        self.bus.local_broadcast(CHATS_TOPIC, MessageNew(message, live))
        return message.id

    def touched(self) -> None:
        self.bus.local_broadcast(CHATS_TOPIC, RoomTouched(ROOM))


def said(
    minute: float, number: int, *, room: RoomId = ROOM, own: bool = False, device: DeviceId = CY
) -> Message:
    entry = EntryId(bytes([number]) * 32)
    return Message(
        entry, b"", room, PersonId(bytes(32)), device, "Cy", "words", START_MS + int(minute * MINUTE_MS),
        MessageState.STORED, own=own,
    )  # fmt: skip


def link(device: DeviceId) -> LinkInfo:
    return LinkInfo(device, PersonId(bytes(32)), "Cy", "192.0.2.1:1", None, 0)


def split(side: Side) -> None:
    """Talk until minute 10, be apart until minute 30, and talk on here meanwhile."""
    side.came(10, live=True)
    side.at(10)
    side.lose()
    side.came(20, live=True, device=ANN)
    side.came(25, live=True, device=ANN, room=BOATS)
    side.at(30)
    side.meet()


def test_what_the_other_side_wrote_is_counted_once_for_all_that_came() -> None:
    side = Side()
    split(side)
    side.came(19, live=False)
    first = side.came(12, live=False)
    side.came(15, live=False)
    assert side.told == []
    side.touched()
    assert side.told == [ApartChanged(1, ((ROOM, first, 3),))]
    boats = side.came(24, live=False, room=BOATS)
    side.touched()
    side.touched()
    assert side.told[1:] == [ApartChanged(1, ((ROOM, first, 3), (BOATS, boats, 1)))]
    assert side.told[-1].messages == 4


@pytest.mark.parametrize(
    ("minute", "more"),
    [
        (21, {"live": False}),  # newer than what was shown: unread, nothing more
        (15, {"live": True}),
        (15, {"live": False, "own": True}),
        (10 - SLACK_MS / MINUTE_MS - 1, {"live": False}),  # from before the loss: history
        (9.9, {"live": False}),  # older than what was known of Cy: it filled a gap
        (15, {"live": False, "room": EMPTY}),  # nothing was shown there
    ],
)
def test_all_else_is_nothing_of_a_split(minute: float, more: dict[str, Any]) -> None:
    side = Side()
    split(side)
    side.came(minute, **more)
    side.touched()
    assert side.told == []


def test_a_device_met_for_the_first_time_brings_history_and_no_split() -> None:
    side = Side()
    side.came(20, live=True, device=ANN)
    side.meet()
    side.came(15, live=False)
    side.touched()
    assert side.told == []


def test_what_comes_before_the_link_is_told_counts_too() -> None:
    side = Side()
    side.came(10, live=True)
    side.at(10)
    side.lose()
    side.came(20, live=True, device=ANN)
    side.at(30)
    newest = side.came(29, live=False)
    first = side.came(15, live=False)
    side.meet()
    side.came(16, live=False)
    side.touched()
    assert side.told == [ApartChanged(1, ((ROOM, first, 2),))]
    assert newest != first


def test_a_loss_that_is_long_over_makes_no_merge_of_a_late_message() -> None:
    side = Side()
    split(side)
    side.at(30 + 2 * QUIET_MS / MINUTE_MS)
    side.came(15, live=False)
    side.touched()
    assert side.told == []


def test_who_was_there_all_the_time_was_not_apart() -> None:
    side = Side()
    side.meet(ANN)
    side.came(10, live=True)
    side.at(10)
    side.lose()
    side.came(20, live=True)
    side.at(21)
    side.came(15, live=False, device=ANN)  # dropped on the way, and fetched a moment later
    side.touched()
    assert side.told == []


def test_half_a_network_that_returns_is_one_merge_and_the_next_split_another() -> None:
    side = Side()
    other = DeviceId(b"d" * 32)
    side.at(5)
    side.lose(other)
    split(side)
    side.meet(other)  # lost earlier: the same merge reaches further back
    first = side.came(6, live=False, device=other)
    side.touched()
    assert side.told == [ApartChanged(1, ((ROOM, first, 1),))]
    side.at(40)
    side.lose()
    side.came(50, live=True, device=ANN)
    side.at(60 + QUIET_MS / MINUTE_MS)
    side.meet()
    second = side.came(45, live=False)
    side.touched()
    assert side.told[1:] == [ApartChanged(2, ((ROOM, second, 1),))]


@pytest.mark.asyncio
async def test_what_a_room_had_at_the_start_counts_as_shown() -> None:
    side = Side({ROOM: said(20, 200, device=ANN)})
    await side.service.load()
    side.at(10)
    side.lose()
    side.meet()
    first = side.came(15, live=False)
    side.touched()
    assert side.told == [ApartChanged(1, ((ROOM, first, 1),))]
