"""What comes in of histories: pushed entries, pulled runs, proofs of forks, and the store's answers."""

from __future__ import annotations

from net import entry as entries
from net import wire
from net.core.acks import Acks
from net.core.bounded import BoundedMap
from net.core.broadcast import Broadcast
from net.core.events import LinkId
from net.core.forks import Forks
from net.core.intake import Intake, Verdict
from net.core.links import Link, Links
from net.core.logs import LogBook, LogKey
from net.core.pull import Pull
from net.core.serve import Serving
from net.core.sync import Sync
from net.core.turn import Turn
from net.core.verify import Verifier
from net.entry import Entry
from net.errors import RemoteProtocolError
from net.ids import EntryId
from net.wire import Live

MAX_GAPS = 4096
"""(link, log) pairs with a gap seen on the live path that wait for their pull."""

MAX_STRANGERS = 64
"""Live entries of authors whose certificate is on its way, kept to be passed on; 1.5 MB at most."""

CATCH_UP_SHARE = 0.1
"""Of a full bucket that must be there before a link that was behind is live again."""

DISK_PAUSES_S = (1.0, 2.0, 5.0, 10.0, 30.0)
"""After the disk refused entries, fetching rests this long, longer each time."""


class Exchange:
    """Decides after each entry who hears of it next: the store, the peers, the pull."""

    def __init__(
        self,
        turn: Turn,
        links: Links,
        logs: LogBook,
        verifier: Verifier,
        intake: Intake,
        broadcast: Broadcast,
        forks: Forks,
        acks: Acks,
        serving: Serving,
        pull: Pull,
        sync: Sync,
    ) -> None:
        self._turn = turn
        self._links = links
        self._logs = logs
        self._verifier = verifier
        self._intake = intake
        self._broadcast = broadcast
        self._forks = forks
        self._acks = acks
        self._serving = serving
        self._pull = pull
        self._sync = sync
        self._gaps: BoundedMap[tuple[LinkId, LogKey], int] = BoundedMap(MAX_GAPS)
        self._strangers: BoundedMap[EntryId, tuple[Entry, int]] = BoundedMap(MAX_STRANGERS)
        self._disk_failures = 0

    def live(self, link: Link, frame: Live) -> None:
        """Take one pushed entry.

        Raises:
            RemoteProtocolError: it is no entry, or its author did not sign it.
        """
        if not self._has_live_token(link):
            self._turn.count("live_over")
            self._sync.compare_soon(link.id)
            return
        broadcast, pull = self._broadcast, self._pull
        entry_id = entries.entry_id(frame.body)
        if broadcast.was_seen(entry_id) and not self._forks.is_wanted(entry_id):
            broadcast.duplicate(link, frame.hops)
            return
        entry = entries.decode(frame.body, frame.signature)
        if entry.withheld and not self._forks.is_wanted(entry_id):
            # Who strips a new message of its words must not be the one we keep it from.
            self._turn.count("withheld")
            return
        key = (entry.room, entry.device)
        if not self._intake.rooms.may_see(entry.room, link.person):
            self._turn.count("entries_refused")
            return
        match self._intake.single(entry, link.id):
            case Verdict.STORED:
                broadcast.arrived(entry_id)
                broadcast.delivered(link, frame.hops)
                broadcast.relay(entry, link, frame.hops)
                self._note_gap(link, key, entry.seq)
            case Verdict.KNOWN:
                broadcast.arrived(entry_id)
                broadcast.duplicate(link, frame.hops)
            case Verdict.LATER:
                if self._verifier.certificate(entry.device) is None:
                    self._strangers.put(entry_id, (entry, frame.hops))
                pull.offer_more(link, key, 1, entry.seq)
            case _:
                self._turn.count("entries_refused")

    def _has_live_token(self, link: Link) -> bool:
        """Whether the link's bucket has room; an empty one fills a while before it is used again.

        Otherwise a flood would come through as every fourth entry, a hole before each.
        """
        bucket = link.live
        if link.behind and bucket.available(self._turn.now) < bucket.burst * CATCH_UP_SHARE:
            return False
        link.behind = not bucket.take(self._turn.now)
        return not link.behind

    def run(self, link: Link, frame: wire.Run) -> None:
        """Take a run; live entries that waited for their author's certificate go on from here."""
        for entry in self._pull.answered(link, frame):
            waiting = self._strangers.pop(entry.id)
            if waiting is not None and self._verifier.is_signed(waiting[0]):
                self._broadcast.arrived(entry.id)
                self._broadcast.relay(waiting[0], link, waiting[1])

    def _note_gap(self, link: Link, key: LogKey, seq: int) -> None:
        log = self._logs.get(*key)
        if log is not None and log.seen.contiguous() < seq:
            self._gaps.put((link.id, key), seq)
            self._turn.after(("gap", None), self._turn.config.gap_after_s)

    def pull_gaps(self) -> None:
        """Pull what is still missing below entries that came live."""
        for (link_id, key), seq in self._gaps.items():
            link = self._links.get(link_id)
            if link is not None:
                self._pull.offer_more(link, key, 1, seq)
        self._gaps.clear()

    def fork(self, link: Link, frame: wire.Fork) -> None:
        """Take the proof of a fork: both entries are kept, the proof is passed on once."""
        first = entries.decode(frame.body_a, frame.signature_a)
        second = entries.decode(frame.body_b, frame.signature_b)
        place = (first.room, first.device, first.seq)
        if place != (second.room, second.device, second.seq) or first.id == second.id:
            raise RemoteProtocolError("proof of a fork that is none")
        if not self._intake.rooms.may_see(first.room, link.person):
            return
        if not self._verifier.learn_encoded(frame.certificate, first.device):
            return
        if not (self._verifier.is_signed(first) and self._verifier.is_signed(second)):
            raise RemoteProtocolError("proof of a fork that its author did not sign")
        for entry in (first, second):
            self._intake.single(entry, link.id)
        log = self._logs.make(first.room, first.device)
        if log is not None:
            self._forks.mark(log, first.seq)
        self._forks.tell(frame, (first.room, first.device), first.seq, link.id)

    def stored(self, ticket: int) -> None:
        """Entries handed to the store are on disk: acknowledge, answer, fetch on."""
        self._disk_failures = 0
        keys, live = self._intake.stored(ticket)
        for key in dict.fromkeys(keys):
            self._acks.stored(key)
        if not live:
            self._turn.after(("news", None), self._turn.config.resync_after_s)
        self._serving.stored()
        self._pull.wake()

    def tell_news(self) -> None:
        """What sync brought is news to those who hear it only through us."""
        self._sync.look_for_tips()
        for link in self._links.primaries():
            if not self._broadcast.knows_us(link):
                self._sync.tell_digests(link)

    def store_failed(self, ticket: int) -> None:
        """The disk refused entries: rest a while, then fetch them again."""
        self._intake.failed(ticket)
        self._serving.stored()
        pause_s = DISK_PAUSES_S[min(self._disk_failures, len(DISK_PAUSES_S) - 1)]
        self._disk_failures += 1
        self._pull.paused_until = self._turn.now + pause_s
        self._turn.after(("pull", None), pause_s)
        for link in self._links.primaries():
            self._turn.after(("compare", link.id), pause_s)
