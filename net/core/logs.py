"""What is held of each log: gapless segments with the hashes at their ends, and branches of forks."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field

from net.config import NetConfig
from net.core import seqs
from net.core.seqs import Ranges
from net.history import LogSummary, Snapshot
from net.ids import DeviceId, EntryId, RoomId
from net.lost import LostEntry

LogKey = tuple[RoomId, DeviceId]

DIGEST_BYTES = 16
"""Equality of two honest vectors; a peer that forges a collision only hides its own entries."""


@dataclass(slots=True)
class Segment:
    """A gapless piece: `below` is the `prev` of its lowest entry, `top` the id of its highest.

    None where a restart forgot it: then a signature is needed where a hash would have done.
    """

    lo: int
    hi: int
    below: bytes | None
    top: EntryId | None


class Span:
    """The segments of one log, ascending, never touching."""

    __slots__ = ("segments",)

    def __init__(self, segments: Iterable[Segment] = ()) -> None:
        self.segments: list[Segment] = [Segment(s.lo, s.hi, s.below, s.top) for s in segments]

    @property
    def head(self) -> int:
        """The highest seq held; 0 for none."""
        return self.segments[-1].hi if self.segments else 0

    @property
    def head_id(self) -> EntryId:
        """The id of the highest entry held; empty if there is none."""
        return (self.segments[-1].top if self.segments else None) or EntryId(b"")

    def holds(self, seq: int) -> bool:
        """Whether an entry with this seq is held."""
        return any(segment.lo <= seq <= segment.hi for segment in reversed(self.segments))

    def ranges(self) -> Ranges:
        """Return the seqs held."""
        return tuple((segment.lo, segment.hi) for segment in self.segments)

    def contiguous(self) -> int:
        """Return the seq up to which nothing is missing."""
        first = self.segments[0] if self.segments else None
        return first.hi if first is not None and first.lo == 1 else 0

    def prev_of(self, seq: int) -> bytes | None:
        """Return the `prev` of the entry at `seq` if a segment starts there and it is known."""
        for segment in reversed(self.segments):
            if segment.lo == seq:
                return segment.below
        return None

    def id_at(self, seq: int) -> EntryId | None:
        """Return the id of the entry at `seq` if a segment ends there and it is known."""
        for segment in reversed(self.segments):
            if segment.hi == seq:
                return segment.top
        return None

    def remove(self, seq: int) -> None:
        """Take one seq out; what its neighbours link to is not known any more."""
        for at, segment in enumerate(self.segments):
            if segment.lo <= seq <= segment.hi:
                lower = Segment(segment.lo, seq - 1, segment.below, None)
                upper = Segment(seq + 1, segment.hi, None, segment.top)
                self.segments[at : at + 1] = [part for part in (lower, upper) if part.lo <= part.hi]
                return

    def insert(self, lo: int, hi: int, below: bytes | None, top: EntryId | None) -> None:
        """Add a piece; what of it is held already stays as it is."""
        if self.segments and lo <= self.segments[-1].hi:
            new = seqs.subtract(((lo, hi),), self.ranges())
            for start, end in new:
                self._insert(start, end, below if start == lo else None, top if end == hi else None)
        else:
            self._insert(lo, hi, below, top)

    def _insert(self, lo: int, hi: int, below: bytes | None, top: EntryId | None) -> None:
        segments = self.segments
        at = len(segments)
        while at and segments[at - 1].lo > lo:
            at -= 1
        new = Segment(lo, hi, below, top)
        if at < len(segments) and segments[at].lo == hi + 1:
            new.hi, new.top = segments[at].hi, segments[at].top
            del segments[at]
        if at and segments[at - 1].hi == lo - 1:
            segments[at - 1].hi, segments[at - 1].top = new.hi, new.top
        else:
            segments.insert(at, new)


@dataclass(slots=True)
class Log:
    """One log: `held` is on disk, `seen` is on disk or on its way there."""

    room: RoomId
    device: DeviceId
    held: Span = field(default_factory=Span)
    seen: Span = field(default_factory=Span)
    branches: dict[EntryId, int] = field(default_factory=dict)
    coming: dict[EntryId, int] = field(default_factory=dict)
    forked: bool = False
    newest: tuple[int, int] = (0, 0)
    peak: tuple[int, int] = (0, 0)

    def note_stamp(self, seq: int, hlc: int) -> None:
        """Remember the stamps of the newest entry, as (seq, hlc), and of the latest, as (hlc, seq)."""
        self.newest = max(self.newest, (seq, hlc))
        self.peak = max(self.peak, (hlc, seq))

    def ahead_seq(self, limit_hlc: int) -> int:
        """Return the seq up to which entries are stamped above the limit as far as we know, or 0."""
        if self.newest[1] > limit_hlc:
            return self.newest[0]
        return self.peak[1] if self.peak[0] > limit_hlc else 0

    def take_branch(
        self, seq: int, entry: EntryId, prev: bytes, *, has_child: bool, max_branches: int
    ) -> bool:
        """Note a second entry for a held seq on its way to the disk; False for one tip too many."""
        goes_on = prev in self.branches or prev in self.coming or prev == self.held.head_id
        if not (has_child or goes_on) and len(self.branches) + len(self.coming) >= max_branches:
            return False
        self.coming[entry] = seq
        return True

    def loose_ends(self, lo: int, hi: int, below: bytes, top: EntryId) -> list[tuple[int, bytes]]:
        """Return (seq, id) of entries that must exist beside those seen, before a piece is added.

        One for each end of the piece where the hash does not lead to the neighbour.
        """
        loose: list[tuple[int, bytes]] = []
        if lo > 1 and self.seen.holds(lo - 1) and self.seen.id_at(lo - 1) != below:
            loose.append((lo - 1, below))
        if self.seen.holds(hi + 1):
            prev = self.seen.prev_of(hi + 1)
            if prev is not None and prev != top:
                loose.append((hi, prev))
        return loose

    def commit(
        self, lo: int, hi: int, below: bytes, top: EntryId, parents: Container[bytes], most: int
    ) -> None:
        """Note that a piece is on disk; where its ends do not fit, the lower side is a branch's tip.

        Args:
            lo: First seq.
            hi: Last seq.
            below: `prev` of the first entry.
            top: Id of the last entry.
            parents: Ids that entries of branches name as their `prev`: these are no tips.
            most: Tips kept.
        """
        below_id = self.held.id_at(lo - 1)
        above_prev = self.held.prev_of(hi + 1)
        self.branches.pop(EntryId(below), None)
        if below_id is not None and below_id != below and below_id not in parents:
            self._add_branch(below_id, lo - 1, most)
        if above_prev is not None and above_prev != top and top not in parents:
            self._add_branch(top, hi, most)
        self.held.insert(lo, hi, below, top)

    def commit_branch(
        self, seq: int, entry: EntryId, prev: bytes, *, has_child: bool, max_branches: int
    ) -> None:
        """Note that a second entry for a held seq is on disk."""
        self.forked = True
        self.coming.pop(entry, None)
        self.branches.pop(EntryId(prev), None)
        top = self.held.segments[-1] if self.held.segments else None
        if top is not None and top.hi == seq and top.top is not None and entry > top.top:
            # The larger id is the head, so that all who hold both name the same one.
            entry, top.top = top.top, entry
        if not has_child:
            self._add_branch(entry, seq, max_branches)

    def _add_branch(self, entry: EntryId, seq: int, max_branches: int) -> None:
        if len(self.branches) < max_branches:
            self.branches[entry] = seq

    def lose(self, lost: LostEntry) -> None:
        """Note that an entry is not on disk any more."""
        head_seq, head = lost.head
        self.branches.pop(lost.entry, None)
        self.branches.pop(head, None)
        for span in (self.held, self.seen):
            if lost.is_hole:
                span.remove(lost.seq)
            if span.head == head_seq and span.segments:
                span.segments[-1].top = head

    def forget_unsaved(self) -> None:
        """Go back to what is on disk: the store refused something."""
        self.seen = Span(self.held.segments)
        self.coming.clear()


class LogBook:
    """All logs, by room; digests of rooms are computed from what is on disk."""

    def __init__(self, config: NetConfig, snapshot: Snapshot) -> None:
        self._config = config
        self._rooms: dict[RoomId, dict[DeviceId, Log]] = {}
        self._digests: dict[RoomId, bytes] = {}
        forked = set(snapshot.forked)
        for summary in snapshot.logs:
            log = self._load(summary)
            log.forked = (summary.room, summary.device) in forked
        for room, device, seq, entry in snapshot.branches:
            loaded = self.get(room, device)
            if loaded is not None:
                loaded.commit_branch(
                    seq, entry, b"", has_child=False, max_branches=config.max_branches_per_log
                )

    def _load(self, summary: LogSummary) -> Log:
        log = Log(summary.room, summary.device)
        held = seqs.subtract(((1, summary.head_seq),), summary.missing)
        log.held.segments = [
            Segment(
                lo,
                hi,
                b"" if lo == 1 else None,
                summary.head_id if hi == summary.head_seq else None,
            )
            for lo, hi in held
        ]
        log.forget_unsaved()
        log.note_stamp(summary.head_seq, summary.head_hlc)
        self._rooms.setdefault(summary.room, {})[summary.device] = log
        return log

    def get(self, room: RoomId, device: DeviceId) -> Log | None:
        """Return a log, or None if nothing of it is held."""
        logs = self._rooms.get(room)
        return logs.get(device) if logs else None

    def make(self, room: RoomId, device: DeviceId) -> Log | None:
        """Return a log, a new one if need be; None where the room has too many (made-up devices)."""
        logs = self._rooms.setdefault(room, {})
        log = logs.get(device)
        if log is None:
            if len(logs) >= self._config.max_logs_per_room:
                return None
            log = logs[device] = Log(room, device)
        return log

    def room(self, room: RoomId) -> Iterator[Log]:
        """Return the logs of a room that have something on disk."""
        return (log for log in self._rooms.get(room, {}).values() if log.held.segments)

    def lose(self, lost: LostEntry) -> None:
        """Note that an entry is not on disk any more."""
        log = self.get(lost.room, lost.device)
        if log is not None:
            log.lose(lost)
            self.changed(lost.room)

    def changed(self, room: RoomId) -> None:
        """Note that something of the room came onto the disk, or left it."""
        self._digests.pop(room, None)

    def ahead(self, room: RoomId, limit_hlc: int, most: int) -> tuple[tuple[DeviceId, int], ...]:
        """Return (device, seq) of the room's entries stamped above the limit, the latest logs first."""
        found = [
            (log.peak[0], log.device, seq)
            for log in self._rooms.get(room, {}).values()
            if (seq := log.ahead_seq(limit_hlc))
        ]
        found.sort(reverse=True)
        return tuple((device, seq) for _, device, seq in found[:most])

    def missing(self, log: Log) -> Ranges:
        """Return the holes of a log as they are told to others."""
        return seqs.newest(seqs.gaps(log.held.ranges()), self._config.max_missing_ranges)

    def digest(self, room: RoomId) -> bytes:
        """Return the digest of a room's version vector: equal where the same entries are held."""
        known = self._digests.get(room)
        if known is not None:
            return known
        state = hashlib.blake2b(digest_size=DIGEST_BYTES)
        for log in sorted(self.room(room), key=_device):
            line = (log.device, log.held.head, log.held.head_id, self.missing(log))
            state.update(repr((*line, sorted(log.branches))).encode())
        digest = self._digests[room] = state.digest()
        return digest


def _device(log: Log) -> DeviceId:
    return log.device
