"""Forks: two entries of one device for one place in its log. Both are kept, shown and proven to all.

A log that is in two minds never stops anything (Scuttlebutt's trap): each entry on either branch
stands by its own signature or by the hash of a proven one above it. What is missing of a branch is
looked up on our own disk first, then asked of the peers by id.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from net.core.bounded import BoundedMap
from net.core.events import (
    OWN_QUESTION,
    Forked,
    Lane,
    LinkId,
    ReadEntry,
    ReadRun,
    RunRead,
)
from net.core.links import Links
from net.core.logs import Log, LogKey
from net.core.rooms import RoomPolicies
from net.core.turn import Turn
from net.entry import Entry
from net.ids import EntryId
from net.wire import Fork, WantEntry

MAX_PROOFS_PER_LOG = 16
"""Forks of one log that are proven to others; a device that forks on and on is only marked."""

MAX_PROOF_LOGS = 256
"""Logs whose proofs are remembered as told."""


@dataclass(slots=True)
class _Question:
    """An entry looked for: is it on our disk? `entry` is at hand where it came as a second one."""

    log: Log
    seq: int
    id: EntryId
    link: LinkId | None
    entry: Entry | None = None


@dataclass(slots=True)
class _Wanted:
    question: _Question
    due: float
    tried: set[LinkId] = field(default_factory=set)


class Forks:
    """Questions about other branches, and the proofs told."""

    def __init__(self, turn: Turn, links: Links, rooms: RoomPolicies) -> None:
        self._rooms = rooms
        self._turn = turn
        self._links = links
        self._questions: deque[_Question] = deque()
        self._asked: set[EntryId] = set()
        self._waiting = False
        self._wanted: BoundedMap[EntryId, _Wanted] = BoundedMap(turn.config.max_wanted_ids)
        self.parents: BoundedMap[bytes, None] = BoundedMap(turn.config.max_seen)
        """Ids that proven entries of branches name as their `prev`."""
        self._proofs: BoundedMap[LogKey, set[int]] = BoundedMap(MAX_PROOF_LOGS)
        self._proving: BoundedMap[tuple[LogKey, int], Entry] = BoundedMap(MAX_PROOF_LOGS)

    def look_for(
        self, log: Log, seq: int, entry: EntryId, link: LinkId | None, *, by_hash: bool
    ) -> None:
        """Get an entry that a proven one names as its `prev` (`by_hash`), or that a peer told of."""
        if by_hash:
            self.parents.put(entry, None)
        if entry not in self._wanted:
            self._ask(_Question(log, seq, entry, link))

    def second(self, log: Log, entry: Entry, link: LinkId | None) -> None:
        """Find out whether a signed entry for a seq that is held is the one we hold."""
        self._ask(_Question(log, entry.seq, entry.id, link, entry))

    def _ask(self, question: _Question) -> None:
        """Queue a question to our own disk: a replayed old log costs reads, one after the other."""
        if question.id in self._asked or len(self._asked) >= self._turn.config.max_wanted_ids:
            return
        self._asked.add(question.id)
        self._questions.append(question)
        self._next_question()

    def _next_question(self) -> None:
        if self._questions and not self._waiting:
            self._waiting = True
            self._turn.do(ReadEntry(OWN_QUESTION, self._questions[0].id))

    def answered(self, entry: Entry | None) -> Entry | None:
        """Take the disk's answer; returns a second entry that turned out to be new."""
        if not self._waiting:
            return None
        self._waiting = False
        question = self._questions.popleft()
        self._asked.discard(question.id)
        self._next_question()
        if entry is not None:
            return None
        if question.entry is not None:
            return question.entry
        wanted = _Wanted(question, self._turn.now)
        self._wanted.put(question.id, wanted)
        self._want(wanted)
        return None

    def is_wanted(self, entry: EntryId) -> bool:
        """Whether an entry was asked of the peers: it is not on our disk."""
        return entry in self._wanted

    def is_proven_by_hash(self, entry: EntryId) -> bool:
        """Whether a proven entry names this one as its `prev`."""
        return entry in self._wanted and entry in self.parents

    def arrived(self, entry: EntryId) -> None:
        """Note that an entry is no longer looked for."""
        self._wanted.pop(entry)

    def retry(self) -> None:
        """Ask elsewhere for what did not come; what nobody has is given up until it is told again."""
        for entry, wanted in self._wanted.items():
            if wanted.due <= self._turn.now and not self._want(wanted):
                self._wanted.pop(entry)

    def _want(self, wanted: _Wanted) -> bool:
        untried = [link.id for link in self._links.primaries() if link.id not in wanted.tried]
        if not untried:
            return False
        hinted = wanted.question.link
        link = self._turn.rng.choice(untried)
        if hinted is not None and hinted in untried:
            link = hinted
        wanted.tried.add(link)
        timeout_s = self._turn.config.want_timeout_s / (1.0 if link == hinted else 2.0)
        wanted.due = self._turn.now + timeout_s
        self._turn.send(link, Lane.CONTROL, WantEntry((wanted.question.id,)))
        self._turn.after(("wanted", None), timeout_s)
        return True

    def found(self, log: Log, entry: Entry) -> None:
        """Note that an entry is a second one for its place: mark the log, prove it to others."""
        self.mark(log, entry.seq)
        key = (log.room, log.device)
        if self._may_prove(key, entry.seq):
            self._proving.put((key, entry.seq), entry)
            self._turn.do(
                ReadRun(
                    OWN_QUESTION, log.room, log.device, entry.seq, entry.seq,
                    self._turn.config.run_bytes, signed=True,
                )
            )  # fmt: skip

    def mark(self, log: Log, seq: int) -> None:
        """Mark a log as forked and say so once."""
        if not log.forked:
            log.forked = True
            self._turn.count("forks")
            self._turn.do(Forked(log.room, log.device, seq))

    def _may_prove(self, key: LogKey, seq: int) -> bool:
        told = self._proofs.get(key) or set()
        return seq not in told and len(told) < MAX_PROOFS_PER_LOG

    def proof_read(self, event: RunRead, certificate: bytes) -> None:
        """Take the first entry of a fork from our disk and spread the pair."""
        entry = self._proving.pop(((event.room, event.device), event.lo))
        run = event.run
        if entry is None or run is None or not run.signature or not entry.signature:
            return
        if run.first_seq + len(run.bodies) - 1 != entry.seq or run.bodies[-1] == entry.body:
            return
        self.tell(
            Fork(run.bodies[-1], run.signature, entry.body, entry.signature, certificate),
            (event.room, event.device), entry.seq, None,
        )  # fmt: skip

    def tell(self, proof: Fork, key: LogKey, seq: int, source: LinkId | None) -> bool:
        """Pass a proof on to all but its source; False if it was told before."""
        if not self._may_prove(key, seq):
            return False
        told = self._proofs.get(key) or set()
        told.add(seq)
        self._proofs.put(key, told)
        for link in self._links.primaries():
            if link.id != source and self._rooms.may_see(key[0], link.person):
                self._turn.send(link.id, Lane.LIVE, proof)
        return True
