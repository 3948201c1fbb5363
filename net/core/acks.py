"""Acknowledgements: who holds whose log, told to the author so that he can show "delivered to n"."""

from __future__ import annotations

from net.core.bounded import BoundedMap
from net.core.events import Acknowledged, Lane
from net.core.links import Link, Links
from net.core.logs import LogBook, LogKey
from net.core.turn import Turn
from net.ids import DeviceId, RoomId
from net.wire import Ack

MAX_MESSENGERS = 4
"""Peers asked to pass an acknowledgement on; where most are linked with the author, one would do."""


class Acks:
    """One cumulative acknowledgement a log and moment; the first goes at once."""

    def __init__(self, turn: Turn, links: Links, logs: LogBook) -> None:
        self._turn = turn
        self._links = links
        self._logs = logs
        self._sent: BoundedMap[LogKey, tuple[float, int]] = BoundedMap(turn.config.max_acks)
        self._due: dict[LogKey, None] = {}
        self._known: BoundedMap[tuple[RoomId, DeviceId, DeviceId], int] = BoundedMap(
            turn.config.max_acks
        )

    def stored(self, key: LogKey) -> None:
        """Tell the author that something of his log came onto our disk."""
        if key[1] == self._turn.me:
            return
        sent = self._sent.get(key)
        every_s = self._turn.config.ack_every_s
        is_direct = self._links.of(key[1]) is not None
        if is_direct and (sent is None or self._turn.now >= sent[0] + every_s):
            self._send(key)
        else:
            self._due[key] = None
            self._turn.after(("ack", None), every_s)

    def flush(self) -> None:
        """Send what was gathered."""
        due, self._due = self._due, {}
        for key in due:
            self._send(key)

    def _send(self, key: LogKey) -> None:
        log = self._logs.get(*key)
        upto = log.held.contiguous() if log is not None else 0
        before = self._sent.get(key)
        if not upto or (before is not None and before[1] >= upto):
            return
        self._sent.put(key, (self._turn.now, upto))
        frame = Ack(key[0], key[1], self._turn.me, upto)
        direct = self._links.of(key[1])
        if direct is not None:
            self._turn.send(direct.id, Lane.CONTROL, frame)
        elif self._links.count() <= self._turn.config.full_mesh_up_to:
            # Whoever of them is linked with the author passes it on.
            links = self._links.primaries()
            for link in self._turn.rng.sample(links, min(MAX_MESSENGERS, len(links))):
                self._turn.send(link.id, Lane.CONTROL, frame)

    def told(self, source: Link, frame: Ack) -> None:
        """Take an acknowledgement, or pass it on to the author if we are linked with him."""
        author, holder = DeviceId(frame.author), DeviceId(frame.holder)
        first_hand = holder == source.device
        if not first_hand and (author != self._turn.me or self._links.of(holder) is not None):
            return  # passed on once only, and whom we are linked with speaks for himself
        if author == self._turn.me:
            self.learned(RoomId(frame.room), holder, frame.seq)
            return
        link = self._links.of(author)
        if link is not None and self._is_more(RoomId(frame.room), author, holder, frame.seq):
            self._turn.send(link.id, Lane.CONTROL, frame)

    def learned(self, room: RoomId, holder: DeviceId, seq: int) -> None:
        """Note that a device holds our own log up to seq."""
        me = self._turn.me
        log = self._logs.get(room, me)
        seq = min(seq, log.held.head) if log is not None else 0
        if seq > 0 and holder != me and self._is_more(room, me, holder, seq):
            self._turn.do(Acknowledged(room, me, holder, seq))

    def _is_more(self, room: RoomId, author: DeviceId, holder: DeviceId, seq: int) -> bool:
        key = (room, author, holder)
        known = self._known.get(key)
        if known is not None and known >= seq:
            return False
        self._known.put(key, seq)
        return True
