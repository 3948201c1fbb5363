"""While apart: which messages the other side of a split wrote, and sync sorted in among those here.

A merge begins with the first message that sync brings of somebody whose device was lost. From then on
messages count that were written since the loss, after all that was known of their author, and before
the newest message a room had when the merge began: whoever read that room has read past them. What is
newer is unread as always and needs no other sign; what is older than its author's known words only
filled a gap.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

import msgspec

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
"""A merge is over when this long nothing came and nobody was missing: half a network does not return
in one instant, and a long history takes its time."""
MAX_LOST = 256
"""Devices remembered as lost; a message of somebody who was never linked is held against each."""
MAX_HEARD = 20_000
"""Authors remembered, each in each room; a merge copies them, in half a millisecond."""

_Heard = dict["tuple[RoomId, DeviceId]", int]


class _Merge:
    """One coming together: what each room and each author had before, and what came since."""

    def __init__(self, number: int, tops: dict[RoomId, int], heard: _Heard) -> None:
        self.number = number
        self.tops = tops
        self.heard = heard
        self.at_ms = 0
        self.rooms: dict[RoomId, tuple[int, EntryId, int]] = {}
        self.told = True

    def take(self, message: Message) -> None:
        """Count a message if it stands before what was known of its room, after its author's."""
        at_ms = message.sent_at_ms
        known_ms = self.heard.get((message.room, message.device), 0)
        if not known_ms < at_ms < self.tops.get(message.room, 0):
            return
        first_ms, first, messages = self.rooms.get(message.room, (at_ms, message.id, 0))
        if at_ms < first_ms:
            first_ms, first = at_ms, message.id
        self.rooms[message.room] = (first_ms, first, messages + 1)
        self.told = False


class _Loss(msgspec.Struct):
    """A device that was lost, and when it was back, if it is."""

    since_ms: int
    back_ms: int | None = None


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
        self._lost: OrderedDict[DeviceId, _Loss] = OrderedDict()
        self._linked: set[DeviceId] = set()
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
                self._linked.discard(link.device)
                loss = self._lost.get(link.device)
                if loss is None or self._is_over(loss, now_ms):
                    self._lost[link.device] = _Loss(now_ms - SLACK_MS)
                else:
                    loss.back_ms = None  # a link that comes and goes is one loss
                while len(self._lost) > MAX_LOST:
                    self._lost.popitem(last=False)
            case LinkUp(link):
                self._linked.add(link.device)
                if link.device in self._lost:
                    self._lost[link.device].back_ms = now_ms
            case _:
                pass

    def _on_chat(self, event: object) -> None:
        match event:
            case MessageNew(message, live):
                if self._lost and not live and not message.own:
                    self._synced(message)
                self._top(message)
            case RoomTouched():  # once for all that came together
                self._tell()
            case _:
                pass

    def _synced(self, message: Message) -> None:
        now_ms = self._now_ms()
        since_ms = self._apart_since_ms(message.device, now_ms)
        if since_ms is None or message.sent_at_ms < since_ms:
            return
        if self._merge is None or now_ms - self._merge.at_ms > QUIET_MS:
            self._number += 1
            self._merge = _Merge(self._number, dict(self._tops), dict(self._heard))
        self._merge.at_ms = now_ms
        self._merge.take(message)

    def _apart_since_ms(self, author: DeviceId, now_ms: int) -> int | None:
        """Return since when an author was out of reach, None for one who was not."""
        loss = self._lost.get(author)
        if loss is not None:
            return None if self._is_over(loss, now_ms) else loss.since_ms
        if author in self._linked:
            return None
        # Of a large network not everybody is linked with this device: somebody's loss was theirs too.
        losses = [loss.since_ms for loss in self._lost.values() if not self._is_over(loss, now_ms)]
        return min(losses, default=None)

    def _is_over(self, loss: _Loss, now_ms: int) -> bool:
        if loss.back_ms is None:
            return False
        last_ms = loss.back_ms if self._merge is None else max(loss.back_ms, self._merge.at_ms)
        return now_ms - last_ms > QUIET_MS

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
