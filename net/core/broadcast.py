"""Plumtree: entries are pushed along eager links, announced on lazy ones, and grafted when they miss.

Own entries go to every link (gossipsub 1.1's flood publish). In a full mesh whose members all know
each other nothing is forwarded: two devices with equal rosters hear the author themselves.
Source: Leitao, Pereira, Rodrigues: Epidemic Broadcast Trees (2007).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from net.core.bounded import BoundedMap
from net.core.events import Lane, LinkId, SendDatagram
from net.core.links import Link, Links
from net.core.logs import LogBook
from net.core.rooms import RoomPolicies
from net.core.turn import Turn
from net.entry import Entry
from net.ids import DeviceId, EntryId, RoomId
from net.wire import MAX_IDS_PER_FRAME, Graft, IHave, Live, Prune, Publish, Roster

MAX_HOPS = 64
"""Deeper than any overlay of a LAN; a frame that claims more is not passed on."""


@dataclass(slots=True)
class _Missing:
    """An announced entry whose eager copy did not come yet."""

    room: RoomId
    device: DeviceId
    seq: int
    due: float
    links: list[LinkId] = field(default_factory=list)


class Broadcast:
    """Who gets what at once, and what was announced but did not come."""

    def __init__(self, turn: Turn, links: Links, logs: LogBook, rooms: RoomPolicies) -> None:
        self._rooms = rooms
        self._turn = turn
        self._links = links
        self._logs = logs
        self._seen: BoundedMap[EntryId, None] = BoundedMap(turn.config.max_seen)
        self._lazy: dict[LinkId, list[tuple[bytes, bytes, int, bytes]]] = {}
        self._missing: BoundedMap[EntryId, _Missing] = BoundedMap(turn.config.max_missing_ids)
        self.roster = b""

    def link_down(self, link: LinkId) -> None:
        """Forget what waited for a link."""
        self._lazy.pop(link, None)

    def update_roster(self) -> None:
        """Work out the digest of ourselves and the devices we are linked with."""
        state = hashlib.blake2b(digest_size=16)
        for device in sorted([self._turn.me, *self._links.devices()]):
            state.update(device)
        self.roster = state.digest()

    def tell_roster(self) -> None:
        """Tell every peer that does not know it yet whom we are linked with."""
        frame = Roster(self.roster, self._links.count() + 1)
        for link in self._links.primaries():
            if link.told_roster != self.roster:
                link.told_roster = self.roster
                self._turn.send(link.id, Lane.CONTROL, frame)

    def was_seen(self, entry: EntryId) -> bool:
        """Whether an entry came by not long ago."""
        return entry in self._seen

    def knows_us(self, link: Link) -> bool:
        """Whether a peer is linked with the same devices as we are."""
        return link.roster == self.roster

    def own(self, entry: Entry) -> None:
        """Push an own entry to everybody."""
        self._seen.put(entry.id, None)
        frame = Live(entry.body, entry.signature)
        for link in self._links.primaries():
            if self._rooms.may_see(entry.room, link.person):
                self._turn.send(link.id, Lane.LIVE, frame)

    def arrived(self, entry: EntryId) -> None:
        """Note that an entry came by: later copies are duplicates."""
        self._seen.put(entry, None)
        self._missing.pop(entry)

    def relay(self, entry: Entry, source: Link, hops: int) -> None:
        """Pass a verified entry on to those who may not hear it from its author."""
        self._missing.pop(entry.id)
        if not 0 <= hops < MAX_HOPS or not entry.signature:
            return
        frame = Live(entry.body, entry.signature, hops + 1)
        for link in self._onward(source, entry.device):
            if not self._rooms.may_see(entry.room, link.person):
                continue
            if link.eager:
                self._turn.send(link.id, Lane.LIVE, frame)
                self._turn.count("relayed")
            else:
                self._announce(link.id, entry)

    def publish(self, frame: Publish, *, prompt: bool = False) -> None:
        """Push an own ephemeral message to everybody who may see its room; `prompt` as in `_tell`."""
        for link in self._links.primaries():
            if self._may_hear(frame, link):
                self._tell(link, frame, prompt=prompt)

    def _tell(self, link: Link, frame: Publish, *, prompt: bool) -> None:
        """Send an ephemeral message; what is prompt goes past a bulk or a loss on TCP as well.

        And always on TCP, too: in order with the messages of its author, so that the datagram is
        never the only word of what ends, and a late one is a copy of what came.
        """
        if prompt:
            self._turn.do(SendDatagram(link.id, frame, otherwise=False))
        self._turn.send(link.id, Lane.LIVE, frame)

    def _may_hear(self, frame: Publish, link: Link) -> bool:
        return not frame.room or self._rooms.may_see(RoomId(frame.room), link.person)

    def relay_publish(self, frame: Publish, source: Link, *, prompt: bool = False) -> None:
        """Pass an ephemeral message on along eager links; it is not worth announcing."""
        onward = Publish(
            frame.topic, frame.payload, frame.origin, frame.number, frame.hops + 1, frame.room,
            frame.signature,
        )  # fmt: skip
        for link in self._onward(source, DeviceId(frame.origin)):
            if link.eager and self._may_hear(frame, link):
                self._tell(link, onward, prompt=prompt)

    def _onward(self, source: Link, author: DeviceId) -> list[Link]:
        return [
            link
            for link in self._links.primaries()
            if link.roster != self.roster and link.device not in (source.device, author)
        ]

    def _announce(self, link: LinkId, entry: Entry) -> None:
        queue = self._lazy.setdefault(link, [])
        if len(queue) < self._turn.config.max_lazy_queue:
            queue.append((entry.room, entry.device, entry.seq, entry.id))
            self._turn.after(("ihave", None), self._turn.config.ihave_after_s)

    def flush(self) -> None:
        """Send the announcements that were gathered."""
        for link, queue in self._lazy.items():
            for start in range(0, len(queue), MAX_IDS_PER_FRAME):
                batch = tuple(queue[start : start + MAX_IDS_PER_FRAME])
                self._turn.send(link, Lane.CONTROL, IHave(batch))
        self._lazy.clear()

    def duplicate(self, source: Link, hops: int) -> None:
        """A copy came twice: this link is lazy from now on. Authors' own pushes are never pruned."""
        self._turn.count("duplicates")
        if hops > 0 and source.eager and source.roster != self.roster:
            source.eager = False
            self._turn.send(source.id, Lane.CONTROL, Prune())

    def delivered(self, source: Link, hops: int) -> None:
        """A relayed entry came first over this link: it belongs to the tree."""
        if hops > 0:
            source.eager = True

    def announced(self, source: Link, frame: IHave) -> None:
        """Wait a little for the eager copies of what a peer announces."""
        config = self._turn.config
        wait_s = max(config.graft_after_s, 2.0 * (source.rtt_ms or 0.0) / 1000.0)
        for room, device, seq, raw in frame.entries:
            entry = EntryId(raw)
            if entry in self._seen:
                continue
            missing = self._missing.get(entry)
            if missing is None:
                log = self._logs.get(RoomId(room), DeviceId(device))
                if log is not None and log.seen.holds(seq):
                    continue
                missing = _Missing(RoomId(room), DeviceId(device), seq, self._turn.now + wait_s)
                self._missing.put(entry, missing)
                self._turn.after(("graft", None), wait_s)
            if len(missing.links) < config.active_view:
                missing.links.append(source.id)

    def graft_due(self) -> None:
        """Ask the announcers for what did not come by itself, one after the other."""
        now = self._turn.now
        asks: dict[LinkId, list[EntryId]] = {}
        soonest: float | None = None
        for entry, missing in self._missing.items():
            if missing.due <= now:
                link = self._next_announcer(missing)
                if link is None or self._is_held(missing):
                    self._missing.pop(entry)
                    continue
                link.eager = True
                asks.setdefault(link.id, []).append(entry)
                rtt_s = (link.rtt_ms or 0.0) / 1000.0
                missing.due = now + max(2.0 * rtt_s, 4.0 * self._turn.config.graft_after_s)
            soonest = missing.due if soonest is None else min(soonest, missing.due)
        for link_id, ids in asks.items():
            for start in range(0, len(ids), MAX_IDS_PER_FRAME):
                batch = tuple(ids[start : start + MAX_IDS_PER_FRAME])
                self._turn.send(link_id, Lane.CONTROL, Graft(batch))
            self._turn.count("grafts")
        if soonest is not None:
            self._turn.timers.set(("graft", None), soonest)

    def _is_held(self, missing: _Missing) -> bool:
        log = self._logs.get(missing.room, missing.device)
        return log is not None and log.seen.holds(missing.seq)

    def _next_announcer(self, missing: _Missing) -> Link | None:
        while missing.links:
            link = self._links.get(missing.links.pop(0))
            if link is not None:
                return link
        return None
