"""While apart: which messages the other side of a split wrote, and sync sorted in among those here.

A merge begins when a device is linked again that was lost. Of what sync brings then, messages count
that were written since the loss, after all that was known of their author, and before the newest
message a room had at the merge: whoever read that room has read past them. What is newer is unread
as always and needs no other sign; what is older than its author's known words only filled a gap.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from desktop.services.news import ApartChanged, LinkDown, LinkUp, MessageNew, RoomTouched
from net.pubsub import CHATS_TOPIC, LINKS_TOPIC, PubSub

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from desktop.model import Message
    from desktop.store.reader import Reader
    from desktop.store.store import Store
    from net.ids import DeviceId, EntryId, RoomId

SLACK_MS = 60_000
"""A cut is noticed some seconds late, and clocks may differ by what the network tolerates. What came
before the cut is known here and does not come again, so that a generous minute counts nothing twice."""
QUIET_MS = 30_000
"""Links that come back within this are one merge: half a network does not return in one instant."""
MAX_LOST = 1_000
"""Devices remembered as lost: more than are ever on one network."""
MAX_HEARD = 20_000
"""Authors remembered, each in each room; a merge copies them, in half a millisecond."""

_Heard = dict["tuple[RoomId, DeviceId]", int]


class _Merge:
    """One coming together: since when the sides were apart, and what each room had before."""

    def __init__(
        self, number: int, since_ms: int, at_ms: int, tops: dict[RoomId, int], heard: _Heard
    ) -> None:
        self.number = number
        self.since_ms = since_ms
        self.at_ms = at_ms
        self.tops = tops
        self.heard = heard
        self.rooms: dict[RoomId, tuple[int, EntryId, int]] = {}
        self.told = True

    def take(self, message: Message) -> None:
        """Count a message if it was written while apart and is older than what the room had."""
        at_ms = message.sent_at_ms
        if not self.since_ms <= at_ms < self.tops.get(message.room, 0):
            return
        if at_ms <= self.heard.get((message.room, message.device), 0):
            return
        first_ms, first, messages = self.rooms.get(message.room, (at_ms, message.id, 0))
        if at_ms < first_ms:
            first_ms, first = at_ms, message.id
        self.rooms[message.room] = (first_ms, first, messages + 1)
        self.told = False


class Apart:
    """Follows losses, merges and messages. Made by the engine, used on its loop."""

    def __init__(
        self,
        *,
        store: Store,
        bus: PubSub,
        joined: Callable[[], Iterable[RoomId]],
        now_ms: Callable[[], int],
    ) -> None:
        self._store = store
        self._bus = bus
        self._joined = joined
        self._now_ms = now_ms
        self._tops: dict[RoomId, int] = {}
        self._heard: _Heard = {}
        self._lost: OrderedDict[DeviceId, int] = OrderedDict()
        self._merge: _Merge | None = None
        self._number = 0
        bus.subscribe(LINKS_TOPIC, self._on_link)
        bus.subscribe(CHATS_TOPIC, self._on_chat)

    async def load(self) -> None:
        """Read the newest message of each room."""
        rooms = tuple(self._joined())

        def read(reader: Reader) -> list[Message]:
            return [message for room in rooms for message in reader.latest(room, 1)]

        for message in await self._store.read(read):
            self._top(message)

    def _on_link(self, event: object) -> None:
        now_ms = self._now_ms()
        match event:
            case LinkDown(link):
                self._lost.setdefault(link.device, now_ms - SLACK_MS)
                while len(self._lost) > MAX_LOST:
                    self._lost.popitem(last=False)
            case LinkUp(link):
                since_ms = self._lost.pop(link.device, None)
                if since_ms is not None:
                    self._merged(since_ms, now_ms)
            case _:
                pass

    def _merged(self, since_ms: int, now_ms: int) -> None:
        merge = self._merge
        if merge is not None and now_ms - merge.at_ms < QUIET_MS:
            merge.since_ms = min(merge.since_ms, since_ms)
            merge.at_ms = now_ms
            return
        self._number += 1
        self._merge = _Merge(self._number, since_ms, now_ms, dict(self._tops), dict(self._heard))

    def _on_chat(self, event: object) -> None:
        match event:
            case MessageNew(message, live):
                if self._merge is not None and not live and not message.own:
                    self._merge.take(message)
                self._top(message)
            case RoomTouched():  # once for all that came together
                self._tell()
            case _:
                pass

    def _top(self, message: Message) -> None:
        at_ms, author = message.sent_at_ms, (message.room, message.device)
        self._tops[message.room] = max(self._tops.get(message.room, 0), at_ms)
        if len(self._heard) >= MAX_HEARD:
            self._heard.clear()  # then only the time of the loss tells them apart
        self._heard[author] = max(self._heard.get(author, 0), at_ms)

    def _tell(self) -> None:
        merge = self._merge
        if merge is None or merge.told:
            return
        merge.told = True
        rooms = tuple((room, first, count) for room, (_, first, count) in merge.rooms.items())
        self._bus.local_broadcast(CHATS_TOPIC, ApartChanged(merge.number, rooms))
