"""Comparing histories: digests first, version vectors where they differ, offers to the pull from them."""

from __future__ import annotations

from dataclasses import dataclass

from net.core import seqs
from net.core.acks import Acks
from net.core.bounded import BoundedMap
from net.core.events import Lane, LinkId
from net.core.forks import Forks
from net.core.links import Link, Links
from net.core.logs import Log, LogBook, LogKey
from net.core.pull import Pull
from net.core.rooms import RoomPolicies
from net.core.turn import Turn
from net.ids import DeviceId, EntryId, RoomId
from net.lost import LostEntry
from net.wire import MAX_DIGESTS_PER_FRAME, MAX_LINES_PER_FRAME, Digests, Vector

LINE_BYTES = 96
"""Two ids, a number and their framing: upper bound of a vector line without holes."""

HOLE_BYTES = 20
"""Upper bound of one (lo, hi) pair on the wire."""

ANSWER_AGAIN_S = 0.5
"""A vector asked for this soon after the same one was told is there already: both met at once."""

MAX_RECENT = 1024
"""(link, room) pairs whose last vector's time is remembered."""


@dataclass(frozen=True, slots=True)
class _Tip:
    """The tip of a branch that a peer told of."""

    link: LinkId
    key: LogKey
    seq: int
    entry: EntryId


class Sync:
    """Tells and hears digests and vectors."""

    def __init__(
        self,
        turn: Turn,
        links: Links,
        logs: LogBook,
        pull: Pull,
        acks: Acks,
        forks: Forks,
        rooms: RoomPolicies,
    ) -> None:
        self._turn = turn
        self._links = links
        self._logs = logs
        self._pull = pull
        self._acks = acks
        self._forks = forks
        self._rooms = rooms
        self._tips: BoundedMap[EntryId, _Tip] = BoundedMap(turn.config.max_wanted_ids)
        self._told: BoundedMap[tuple[LinkId, RoomId], tuple[float, bytes]] = BoundedMap(MAX_RECENT)

    def tell_digests(self, link: Link) -> None:
        """Tell a peer the digests of our rooms."""
        lines = [(room, self._logs.digest(room)) for room in self._seen_by(link)]
        for start in range(0, max(1, len(lines)), MAX_DIGESTS_PER_FRAME):
            batch = tuple(lines[start : start + MAX_DIGESTS_PER_FRAME])
            more = start + MAX_DIGESTS_PER_FRAME < len(lines)
            self._turn.send(link.id, Lane.CONTROL, Digests(batch, more))

    def _seen_by(self, link: Link) -> list[RoomId]:
        return sorted(room for room in self._rooms if self._rooms.may_see(room, link.person))

    def schedule_round(self) -> None:
        """Plan the next comparison with a random peer."""
        low, high = self._turn.config.digest_every_s
        self._turn.after(("digest", None), self._turn.rng.uniform(low, high))

    def round(self) -> None:
        """Compare with a random peer."""
        links = self._links.primaries()
        if links:
            self.tell_digests(self._turn.rng.choice(links))
        self.schedule_round()

    def compare_soon(self, link: LinkId) -> None:
        """Compare with a peer in a moment: live frames were dropped."""
        self._turn.after(("compare", link), self._turn.config.resync_after_s)

    def lost(self, lost: LostEntry) -> None:
        """Ask all who may have it for an entry that our disk lost; a damaged page is asked at once."""
        self._logs.lose(lost)
        for link in self._links.primaries():
            if self._rooms.may_see(lost.room, link.person):
                self.compare_soon(link.id)

    def digests_told(self, link: Link, frame: Digests) -> None:
        """Compare a peer's digests with ours."""
        for raw, digest in frame.rooms:
            room = RoomId(raw)
            if not self._rooms.may_see(room, link.person):
                continue
            if digest == self._logs.digest(room):
                own = self._logs.get(room, self._turn.me)
                if own is not None:
                    self._acks.learned(room, link.device, own.held.contiguous())
            else:
                self._tell_vector(link, room, answer=True)

    def _tell_vector(self, link: Link, room: RoomId, *, answer: bool) -> None:
        told = self._told.get((link.id, room))
        digest = self._logs.digest(room)
        soon = told is not None and self._turn.now < told[0] + ANSWER_AGAIN_S
        if told is not None and soon and told[1] == digest and not answer:
            return
        self._told.put((link.id, room), (self._turn.now, digest))
        pages = self._pages(room)
        for number, (lines, branches) in enumerate(pages):
            more = number < len(pages) - 1
            frame = Vector(
                room, tuple(lines), answer=answer and not more, more=more, branches=tuple(branches)
            )
            lane = Lane.CONTROL if number == 0 else Lane.BULK
            self._turn.send(link.id, lane, frame)

    def _pages(
        self, room: RoomId
    ) -> list[
        tuple[
            list[tuple[bytes, int, bytes, tuple[tuple[int, int], ...]]],
            list[tuple[bytes, int, bytes]],
        ]
    ]:
        pages: list[
            tuple[
                list[tuple[bytes, int, bytes, tuple[tuple[int, int], ...]]],
                list[tuple[bytes, int, bytes]],
            ]
        ] = [([], [])]
        left = self._turn.config.run_bytes
        for log in self._logs.room(room):
            missing = self._logs.missing(log)
            need = LINE_BYTES * (1 + len(log.branches)) + HOLE_BYTES * len(missing)
            lines, branches = pages[-1]
            full = len(lines) >= MAX_LINES_PER_FRAME
            if lines and (
                need > left or full or len(branches) + len(log.branches) > MAX_LINES_PER_FRAME
            ):
                lines, branches = [], []
                pages.append((lines, branches))
                left = self._turn.config.run_bytes
            left -= need
            lines.append((log.device, log.held.head, log.held.head_id, missing))
            branches.extend((log.device, seq, entry) for entry, seq in log.branches.items())
        return pages

    def vector_told(self, link: Link, frame: Vector) -> None:
        """Take what a peer holds: fetch what we lack, note what it has of ours."""
        room = RoomId(frame.room)
        if not self._rooms.may_see(room, link.person):
            return
        for raw, head, head_id, missing in frame.lines:
            device = DeviceId(raw)
            if head < 1 or len(head_id) != 32 or not seqs.is_sound(missing):
                continue
            held = self._rooms.wanted(room, device, seqs.subtract(((1, head),), missing))
            self._pull.offer(link, (room, device), held)
            if device == self._turn.me and held and held[0][0] == 1:
                self._acks.learned(room, link.device, held[0][1])
            self._compare_head(link, self._logs.get(room, device), head, EntryId(head_id))
        for raw, seq, entry in frame.branches:
            tip = _Tip(link.id, (room, DeviceId(raw)), seq, EntryId(entry))
            if not self._look_for(tip):
                self._tips.put(tip.entry, tip)
        if frame.answer and not frame.more:
            self._tell_vector(link, room, answer=False)

    def _compare_head(self, link: Link, log: Log | None, seq: int, entry: EntryId) -> None:
        """Get a head that is not ours at its seq; an old head inside our log is taken for ours."""
        known = log.held.id_at(seq) if log is not None else None
        if log is not None and known != entry and (known is not None or log.forked):
            self._look_for(_Tip(link.id, (log.room, log.device), seq, entry))

    def _look_for(self, tip: _Tip) -> bool:
        """Get the tip of another branch once its place in the log is held; False before that."""
        log = self._logs.get(*tip.key)
        if log is None or not log.held.holds(tip.seq):
            return False
        is_known = tip.entry in log.branches or log.held.id_at(tip.seq) == tip.entry
        if not is_known and len(log.branches) < self._turn.config.max_branches_per_log:
            self._forks.look_for(log, tip.seq, tip.entry, tip.link, by_hash=False)
        return True

    def look_for_tips(self) -> None:
        """Sync brought something: tips that were told before their place was held may be due."""
        for entry, tip in self._tips.items():
            if self._look_for(tip):
                self._tips.pop(entry)
