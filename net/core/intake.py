"""The one door for entries: what is new, proven and within its author's bucket goes to the store."""

from __future__ import annotations

import enum
from collections.abc import Collection
from dataclasses import dataclass, field

from net.core.buckets import BucketTable, TokenBucket
from net.core.clocks import Clocks
from net.core.events import LinkId, Store
from net.core.forks import Forks
from net.core.logs import Log, LogBook, LogKey
from net.core.rooms import RoomPolicies
from net.core.turn import Turn
from net.core.verify import Verifier
from net.entry import Entry
from net.errors import RemoteProtocolError
from net.ids import DeviceId, EntryId


class Verdict(enum.Enum):
    """What became of what a peer sent."""

    STORED = enum.auto()
    KNOWN = enum.auto()
    REFUSED = enum.auto()
    """Not one of our rooms, or a table is full."""
    LATER = enum.auto()
    """Over a limit or of an unknown author: sync asks for it."""
    UNPROVEN = enum.auto()


@dataclass(frozen=True, slots=True)
class _Piece:
    log: Log
    lo: int
    hi: int
    below: bytes
    top: EntryId


@dataclass(frozen=True, slots=True)
class _Branch:
    log: Log
    seq: int
    entry: EntryId
    prev: bytes


@dataclass(slots=True)
class _Ticket:
    count: int
    coming: tuple[EntryId, ...]
    pieces: list[_Piece | _Branch] = field(default_factory=list)


class Intake:
    """Checks entries and hands them to the store; knows what is on its way to the disk."""

    def __init__(
        self,
        turn: Turn,
        logs: LogBook,
        verifier: Verifier,
        clocks: Clocks,
        forks: Forks,
        rooms: RoomPolicies,
    ) -> None:
        self._turn = turn
        self._logs = logs
        self._verifier = verifier
        self._clocks = clocks
        self._forks = forks
        self.rooms = rooms
        config = turn.config
        self._authors: BucketTable[DeviceId] = BucketTable(
            config.author_refill_per_s, config.author_burst, config.max_known_devices
        )
        self._tickets: dict[int, _Ticket] = {}
        self._number = 0
        self.in_flight = 0
        self._coming: dict[EntryId, Entry] = {}

    def allowance(self, author: DeviceId) -> int:
        """Return how many entries of an author may be fetched now."""
        if author == self._turn.me:
            return self._turn.config.author_burst
        return int(self._bucket(author).available(self._turn.now))

    def room_for(self) -> int:
        """Return how many more entries the store may be given."""
        return max(0, self._turn.config.max_in_flight_entries - self.in_flight)

    def own(self, entry: Entry) -> None:
        """Note an own entry that is on disk already."""
        log = self._logs.make(entry.room, entry.device)
        if log is None or log.held.holds(entry.seq):
            return
        if not log.seen.holds(entry.seq):
            log.seen.insert(entry.seq, entry.seq, entry.prev, entry.id)
        self._note_stamp(log, entry)
        piece = _Piece(log, entry.seq, entry.seq, entry.prev, entry.id)
        self._commit(piece)
        self._verifier.stored(entry.device)

    def single(self, entry: Entry, link: LinkId | None) -> Verdict:
        """Take one entry that came by itself.

        Raises:
            RemoteProtocolError: the signature is not its author's.
        """
        if not self._takes(entry):
            return Verdict.REFUSED
        log = self._logs.get(entry.room, entry.device)
        if log is not None and log.seen.id_at(entry.seq) == entry.id:
            return Verdict.KNOWN
        if self._verifier.certificate(entry.device) is None:
            return Verdict.LATER
        by_hash = self._forks.is_proven_by_hash(entry.id)
        if not by_hash and not self._verifier.is_signed(entry):
            raise RemoteProtocolError("entry that its author did not sign")
        if not self.room_for() or not self.allowance(entry.device):
            self._turn.count("entries_later")
            return Verdict.LATER
        log = log or self._logs.make(entry.room, entry.device)
        if log is None:
            return Verdict.REFUSED
        if log.seen.holds(entry.seq):
            if self._forks.is_wanted(entry.id):
                return self.branch(entry, link)
            self._forks.second(log, entry, link)
            return Verdict.KNOWN
        if len(log.seen.segments) >= self._turn.config.max_segments_per_log:
            return Verdict.LATER
        self._forks.arrived(entry.id)
        self._store([self._take(log, [entry], link)], [entry], live=True)
        return Verdict.STORED

    def _takes(self, entry: Entry) -> bool:
        author = self._verifier.certificate(entry.device)
        person = author.person_id if author is not None else None
        return self.rooms.takes(entry.room, entry.device, person, entry.seq)

    def branch(self, entry: Entry, link: LinkId | None) -> Verdict:
        """Take a proven second entry for a seq that is held; our disk does not have it."""
        log = self._logs.get(entry.room, entry.device)
        if log is None or not self.allowance(entry.device):
            return Verdict.LATER
        has_child = entry.id in self._forks.parents
        self._forks.arrived(entry.id)
        most = self._turn.config.max_branches_per_log
        if not log.take_branch(
            entry.seq, entry.id, entry.prev, has_child=has_child, max_branches=most
        ):
            self._forks.mark(log, entry.seq)
            return Verdict.REFUSED
        self._forks.found(log, entry)
        if entry.seq > 1 and log.seen.id_at(entry.seq - 1) != entry.prev:
            self._forks.look_for(log, entry.seq - 1, EntryId(entry.prev), link, by_hash=True)
        self._note_stamp(log, entry)
        branch = _Branch(log, entry.seq, entry.id, entry.prev)
        self._store([branch], [entry], live=True)
        return Verdict.STORED

    def run(self, run: list[Entry], link: LinkId | None, doubted: Collection[int] = ()) -> Verdict:
        """Take a hash-linked run of one log if its end is proven, but for some seqs of it."""
        last = run[-1]
        if not self._takes(run[0]):
            return Verdict.REFUSED
        if self._verifier.certificate(last.device) is None:
            return Verdict.REFUSED
        log = self._logs.get(last.room, last.device)
        by_hash = log is not None and log.seen.prev_of(last.seq + 1) == last.id
        if not by_hash and not self._verifier.is_signed(last):
            return Verdict.UNPROVEN
        log = log or self._logs.make(last.room, last.device)
        if log is None:
            return Verdict.REFUSED
        run = [entry for entry in run if self._takes(entry)]  # a removed member may have written on
        pieces = [self._take(log, piece, link) for piece in self._new_pieces(log, run, doubted)]
        if not pieces:
            return Verdict.KNOWN
        fresh = [
            entry
            for piece in pieces
            for entry in run[piece.lo - run[0].seq : piece.hi - run[0].seq + 1]
        ]
        self._store([*pieces], fresh, live=False)
        return Verdict.STORED

    def _new_pieces(
        self, log: Log, run: list[Entry], doubted: Collection[int]
    ) -> list[list[Entry]]:
        """Split off what is seen already or doubted; a run rarely overlaps, so it rarely splits."""
        pieces: list[list[Entry]] = []
        open_piece = False
        for entry in run:
            if log.seen.holds(entry.seq) or entry.seq in doubted:
                open_piece = False
            elif open_piece:
                pieces[-1].append(entry)
            else:
                pieces.append([entry])
                open_piece = True
        return pieces

    def _take(self, log: Log, piece: list[Entry], link: LinkId | None) -> _Piece:
        first, last = piece[0], piece[-1]
        for seq, loose in log.loose_ends(first.seq, last.seq, first.prev, last.id):
            self._forks.look_for(log, seq, EntryId(loose), link, by_hash=True)
        log.seen.insert(first.seq, last.seq, first.prev, last.id)
        for entry in piece:
            self._note_stamp(log, entry)
        return _Piece(log, first.seq, last.seq, first.prev, last.id)

    def _note_stamp(self, log: Log, entry: Entry) -> None:
        log.note_stamp(entry.seq, entry.hlc)
        self._clocks.observe(entry.hlc, self._turn.wall_ms, self._turn.now)

    def _store(self, pieces: list[_Piece | _Branch], fresh: list[Entry], *, live: bool) -> None:
        author = fresh[0].device
        if author != self._turn.me:
            self._bucket(author).spend(self._turn.now, len(fresh))
        self._number += 1
        self._tickets[self._number] = _Ticket(
            len(fresh), tuple(entry.id for entry in fresh) if live else (), pieces
        )
        self.in_flight += len(fresh)
        self._turn.count("entries_live" if live else "entries_synced", len(fresh))
        certificates = self._verifier.unstored(author)
        if live:
            self._coming.update((entry.id, entry) for entry in fresh)
        self._turn.do(Store(self._number, tuple(fresh), certificates, live))

    def stored(self, number: int) -> tuple[list[LogKey], bool]:
        """Note that a ticket is on disk; returns its logs, and whether it came live."""
        ticket = self._tickets.pop(number, None)
        if ticket is None:
            return [], True
        self._landed(ticket)
        keys: list[LogKey] = []
        for piece in ticket.pieces:
            self._commit(piece)
            self._verifier.stored(piece.log.device)
            keys.append((piece.log.room, piece.log.device))
        return keys, bool(ticket.coming)

    def failed(self, number: int) -> list[LogKey]:
        """Note that the disk refused a ticket; its logs go back to what is on disk."""
        ticket = self._tickets.pop(number, None)
        if ticket is None:
            return []
        self._landed(ticket)
        self._turn.count("store_failed")
        for piece in ticket.pieces:
            piece.log.forget_unsaved()
        return [(piece.log.room, piece.log.device) for piece in ticket.pieces]

    def _landed(self, ticket: _Ticket) -> None:
        self.in_flight -= ticket.count
        for entry in ticket.coming:
            self._coming.pop(entry, None)

    def coming(self, entry: EntryId) -> Entry | None:
        """Return a live entry that is on its way to the disk."""
        return self._coming.get(entry)

    def _commit(self, piece: _Piece | _Branch) -> None:
        most = self._turn.config.max_branches_per_log
        match piece:
            case _Piece(log, lo, hi, below, top):
                log.commit(lo, hi, below, top, self._forks.parents, most)
                self._logs.changed(log.room)
            case _Branch(log, seq, entry, prev):
                has_child = entry in self._forks.parents
                log.commit_branch(seq, entry, prev, has_child=has_child, max_branches=most)
                self._logs.changed(log.room)

    def _bucket(self, author: DeviceId) -> TokenBucket:
        return self._authors.bucket(author, self._turn.now)
