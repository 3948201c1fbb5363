"""Answering peers: pieces of logs and single entries are read from disk, a few at a time a link."""

from __future__ import annotations

from collections import deque

from net.core import seqs
from net.core.events import EntryRead, Lane, LinkId, ReadEntry, ReadRun, RunRead
from net.core.intake import Intake
from net.core.links import Link, Links
from net.core.logs import LogBook
from net.core.turn import Turn
from net.core.verify import Verifier
from net.entry import Entry
from net.ids import DeviceId, EntryId, RoomId
from net.wire import Graft, Live, Run, Want, WantEntry

MAX_EARLY = 256
"""Requests for what is on its way to our disk; commits take milliseconds, so there are few."""


class Serving:
    """Reads under way for each link; a peer that asks for more than it drains waits for itself."""

    def __init__(
        self, turn: Turn, links: Links, logs: LogBook, verifier: Verifier, intake: Intake
    ) -> None:
        self._turn = turn
        self._links = links
        self._logs = logs
        self._verifier = verifier
        self._intake = intake
        self._waiting: dict[LinkId, deque[ReadRun | ReadEntry]] = {}
        self._early: deque[tuple[LinkId, Want]] = deque(maxlen=MAX_EARLY)

    def link_down(self, link: LinkId) -> None:
        """Forget what a peer asked for."""
        self._waiting.pop(link, None)

    def run_wanted(self, link: Link, frame: Want) -> None:
        """A peer wants a piece of a log."""
        room, device = RoomId(frame.room), DeviceId(frame.device)
        log = (
            self._logs.get(room, device) if self._intake.rooms.may_see(room, link.person) else None
        )
        if log is None or frame.hi < frame.lo:
            self._nothing(link, frame.room, frame.device, frame.lo, frame.hi)
            return
        asked = ((frame.lo, frame.hi),)
        if not seqs.intersect(asked, log.held.ranges()) and seqs.intersect(
            asked, log.seen.ranges()
        ):
            # We passed it on before it was on disk; the answer waits for the commit.
            self._early.append((link.id, frame))
            return
        limit = self._turn.config.run_bytes
        self._read(link, ReadRun(link.id, room, device, frame.lo, frame.hi, limit, frame.signed))

    def stored(self) -> None:
        """Answer what was asked before it was on disk."""
        for _ in range(len(self._early)):
            link_id, frame = self._early.popleft()
            link = self._links.get(link_id)
            if link is not None:
                self.run_wanted(link, frame)

    def entries_wanted(self, link: Link, frame: WantEntry | Graft) -> None:
        """A peer wants single entries."""
        for entry in frame.entries:
            coming = self._intake.coming(EntryId(entry))
            if coming is not None:
                self._send_entry(link, coming)
            else:
                self._read(link, ReadEntry(link.id, EntryId(entry)))

    def _read(self, link: Link, action: ReadRun | ReadEntry) -> None:
        if link.reads < self._turn.config.max_reads_per_link:
            link.reads += 1
            self._turn.do(action)
            return
        waiting = self._waiting.setdefault(link.id, deque())
        if len(waiting) < self._turn.config.max_reads_waiting:
            waiting.append(action)
        else:
            self._turn.count("reads_dropped")

    def _read_done(self, link_id: LinkId) -> Link | None:
        link = self._links.get(link_id)
        if link is None:
            return None
        waiting = self._waiting.get(link_id)
        if waiting:
            self._turn.do(waiting.popleft())
        else:
            link.reads = max(0, link.reads - 1)
        return link

    def run_read(self, event: RunRead) -> None:
        """Send the piece that was read."""
        link = self._read_done(event.link)
        if link is None:
            return
        run = event.run
        certificate = self._verifier.certificate(event.device)
        if run is None or not run.bodies or certificate is None:
            self._nothing(link, event.room, event.device, event.lo, event.hi)
            return
        frame = Run(
            event.room, event.device, event.lo, event.hi,
            run.first_seq, run.bodies, run.signature, certificate.encoded,
        )  # fmt: skip
        self._turn.count("entries_served", len(run.bodies))
        self._turn.send(link.id, Lane.BULK, frame)

    def _nothing(self, link: Link, room: bytes, device: bytes, lo: int, hi: int) -> None:
        self._turn.send(link.id, Lane.BULK, Run(room, device, lo, hi, 0, (), b"", b""))

    def entry_read(self, event: EntryRead) -> None:
        """Send the entry that was read, if it is in a room we may speak of."""
        link = self._read_done(event.link)
        if link is not None and event.entry is not None:
            self._send_entry(link, event.entry)

    def _send_entry(self, link: Link, entry: Entry) -> None:
        if self._intake.rooms.may_see(entry.room, link.person):
            self._turn.send(link.id, Lane.BULK, Live(entry.body, entry.signature, 1))
