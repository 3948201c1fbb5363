"""The protocol core of one device: every event goes in here, every action comes out here.

It owns the parts and passes each event to the ones it concerns; it decides nothing but who hears of
what. No sockets, no clock, no tasks: the same core runs in the app and in the simulator.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import assert_never

from net import entry as entries
from net import wire
from net.config import NetConfig
from net.core import events
from net.core.acks import Acks
from net.core.addresses import SOURCES, AddressBook
from net.core.bounded import BoundedMap
from net.core.broadcast import Broadcast
from net.core.buckets import TokenBucket
from net.core.clocks import Clocks
from net.core.conduct import Conduct
from net.core.dials import Dialler
from net.core.events import Action, Event, Lane, LinkId
from net.core.forks import Forks
from net.core.intake import Intake, Verdict
from net.core.links import Link, Links
from net.core.liveness import Liveness
from net.core.logs import LogBook, LogKey
from net.core.membership import Membership
from net.core.pull import Pull
from net.core.serve import Serving
from net.core.sync import Sync
from net.core.topics import Topics
from net.core.turn import TimerKey, Timers, Turn
from net.core.verify import Verifier
from net.crypto.identity import DeviceCertificate
from net.entry import MAX_AHEAD, Entry
from net.errors import RemoteProtocolError
from net.history import Snapshot
from net.ids import DeviceId, EntryId, NetworkId, RoomId
from net.wire import Frame, Hello, Live

MAX_GAPS = 4096
"""(link, log) pairs with a gap seen on the live path that wait for their pull."""

MAX_STRANGERS = 64
"""Live entries of authors whose certificate is on its way, kept to be passed on; 1.5 MB at most."""

LEFT_FOR_S = 2.0
"""Who said goodbye is not called at once; fresh evidence of it comes sooner if it is back."""

DISK_PAUSES_S = (1.0, 2.0, 5.0, 10.0, 30.0)
"""After the disk refused entries, fetching rests this long, longer each time."""


class PeerCore:
    """One device's protocol state; driven by `net.node` on one thread."""

    def __init__(
        self,
        config: NetConfig,
        me: DeviceCertificate,
        network: NetworkId,
        rng: random.Random,
        snapshot: Snapshot,
        rooms: Iterable[RoomId],
        incarnation: int,
        listen_port: int,
    ) -> None:
        self._config = config
        self._me = me
        self._incarnation = incarnation
        self._listen_port = listen_port
        self.counters: Counter[str] = Counter()
        turn = Turn(config, me.device_id, rng, Timers(), self.counters, [])
        self._turn = turn
        self._links = Links(me.device_id)
        self._conduct = Conduct(config)
        self._book = AddressBook(config, me.device_id)
        self._dialler = Dialler(turn, self._book)
        self._membership = Membership(turn, self._links, self._book, self._dialler, self._conduct)
        self._clocks = Clocks(config, snapshot.highest_hlc)
        self._liveness = Liveness(turn, self._links, self._clocks)
        self._verifier = Verifier(config, network, snapshot.certificates)
        self._verifier.learn(me)
        self._logs = LogBook(config, snapshot)
        self._forks = Forks(turn, self._links)
        self._intake = Intake(turn, self._logs, self._verifier, self._clocks, self._forks)
        self._intake.rooms.update(rooms)
        room_set = self._intake.rooms
        self._broadcast = Broadcast(turn, self._links, self._logs)
        self._topics = Topics(turn, self._links, self._broadcast)
        self._acks = Acks(turn, self._links, self._logs)
        self._serving = Serving(turn, self._links, self._logs, self._verifier, self._intake)
        self._pull = Pull(turn, self._links, self._logs, self._verifier, self._intake)
        self._sync = Sync(
            turn, self._links, self._logs, self._pull, self._acks, self._forks, room_set
        )
        self._gaps: BoundedMap[tuple[LinkId, LogKey], int] = BoundedMap(MAX_GAPS)
        self._strangers: BoundedMap[EntryId, tuple[Entry, int]] = BoundedMap(MAX_STRANGERS)
        self._disk_failures = 0
        self._expected: float | None = None
        self._broadcast.update_roster()

    # Views for the node.

    def next_deadline(self) -> float | None:
        """Return when `Tick` is due, in monotonic seconds."""
        return self._turn.timers.next()

    def linked_devices(self) -> tuple[DeviceId, ...]:
        """Return the devices we are linked with."""
        return tuple(self._links.devices())

    def rtt_ms(self, link: LinkId) -> float | None:
        """Return the round trip of a link, or None before the first answer."""
        found = self._links.get(link)
        return found.rtt_ms if found else None

    def log_head(self, room: RoomId, device: DeviceId) -> tuple[int, EntryId]:
        """Return (seq, id) of the newest entry on disk; (0, b"") for an empty log."""
        log = self._logs.get(room, device)
        return (log.held.head, log.held.head_id) if log else (0, EntryId(b""))

    def certificate(self, device: DeviceId) -> DeviceCertificate | None:
        """Return a device's certificate if it is known."""
        return self._verifier.certificate(device)

    def stamp(self, wall_ms: int) -> int:
        """Return the hybrid logical stamp for an own entry that is written now."""
        return self._clocks.stamp(wall_ms, self._turn.now)

    def ahead(self, room: RoomId, wall_ms: int) -> tuple[tuple[DeviceId, int], ...]:
        """Return the `ahead` list for an own entry that is written now."""
        limit = self._clocks.ahead_limit(wall_ms, self._turn.now)
        return self._logs.ahead(room, limit, MAX_AHEAD)

    def clock_off_ms(self, wall_ms: int) -> int:
        """Return how far our clock is ahead of the network's; 0 while it is right."""
        return -self._clocks.offset_ms(wall_ms, self._turn.now)

    @property
    def is_full_mesh(self) -> bool:
        """Whether everybody is linked with everybody; else partial views are used."""
        return self._membership.is_mesh

    def view(self) -> Mapping[LinkId, DeviceId]:
        """Return the primary links and whom they lead to."""
        return {link.id: link.device for link in self._links.primaries()}

    def allow_room(self, room: RoomId) -> None:
        """Begin to sync a room."""
        self._intake.rooms.add(room)
        for link in self._links.primaries():
            self._turn.after(("compare", link.id), 0.0)

    def disallow_room(self, room: RoomId) -> None:
        """Stop to sync a room; what is stored stays."""
        self._intake.rooms.discard(room)

    # One turn.

    def handle(self, event: Event, now: float, wall_ms: int) -> list[Action]:
        """Take one event and return what is to be done, in order.

        Args:
            event: What happened.
            now: Monotonic seconds; never less than before.
            wall_ms: Unix milliseconds of the wall clock, however wrong.
        """
        turn = self._turn
        turn.now, turn.wall_ms = now, wall_ms
        if self._expected is None:
            self._sync.schedule_round()
        elif now > self._expected + self._config.lag_s:
            turn.count("slept")
            self._liveness.excuse()
        self._take(event)
        while (due := turn.timers.pop_due(now)) is not None:
            self._fire(due)
        self._pull.pump()
        while self._membership.closing:
            link = self._links.get(self._membership.closing.pop())
            if link is not None:
                self._close(link, "this network is large: other neighbours were chosen")
        deadline = turn.timers.next()
        self._expected = deadline if deadline is not None else now + 3600.0
        actions, turn.actions = turn.actions, []
        return actions

    def _take(self, event: Event) -> None:  # noqa: C901 - one flat table, a case an event
        match event:
            case events.Received(link_id, frame):
                self._received(link_id, frame)
            case events.Stored(ticket, _):
                self._stored(ticket)
            case events.Appended(entry):
                self._intake.own(entry)
                self._broadcast.own(entry)
            case events.RunRead():
                self._run_read(event)
            case events.EntryRead():
                self._entry_read(event)
            case events.LinkUp():
                self._link_up(event)
            case events.LinkDown(link_id, reason):
                link = self._links.get(link_id)
                if link is not None:
                    self._gone(link, reason)
            case events.BadFrame(link_id, reason):
                link = self._links.get(link_id)
                if link is not None:
                    self._bad(link, reason)
            case events.StoreFailed(ticket):
                self._store_failed(ticket)
            case events.Hint(device, addresses, source):
                if self._book.hear(device, addresses, SOURCES[source], self._turn.now):
                    self._membership.dial()
            case events.DialFailed(number, _):
                self._dial_failed(number)
            case events.Behind(link_id):
                self._turn.count("behind")
                self._sync.compare_soon(link_id)
            case events.Drained():
                self._pull.wake()
            case events.NetworkChanged():
                self._book.restart(self._turn.now)
                self._liveness.probe_all()
                self._membership.dial()
            case events.PublishTopic(topic, payload):
                self._topics.publish(topic, payload)
            case events.Leave():
                for link in self._links.all():
                    self._turn.send(link.id, Lane.CONTROL, wire.Goodbye("closing"))
            case events.Tick():
                pass
            case _:
                assert_never(event)

    def _fire(self, key: TimerKey) -> None:  # noqa: C901 - one flat table, a case a timer
        what, arg = key
        match what:
            case "idle":
                self._idle(arg)
            case "ihave":
                self._broadcast.flush()
            case "graft":
                self._broadcast.graft_due()
            case "ack":
                self._acks.flush()
            case "want":
                self._pull.timed_out()
            case "wanted":
                self._forks.retry()
            case "pull":
                self._pull.wake()
            case "gap":
                self._pull_gaps()
            case "digest":
                self._sync.round()
            case "compare":
                link = self._links.get(arg)
                if link is not None:
                    self._sync.tell_digests(link)
            case "news":
                self._tell_news()
            case "dial":
                self._membership.dial()
            case "call":
                self._dial_failed(arg)
            case "expire":
                self._dialler.expire()
            case "tell":
                self._tell()
            case "shuffle":
                self._membership.shuffle()
            case "admit":
                link = self._links.get(arg)
                if link is not None:
                    self._membership.admit(link, high_priority=False)
            case _:
                raise AssertionError(f"a timer nobody set: {what}")

    # Links.

    def _link_up(self, event: events.LinkUp) -> None:
        turn, device = self._turn, event.certificate.device_id
        if event.outbound:
            self._dialler.answered(device, event.address)
        refusal = self._refusal(event)
        if refusal is not None:
            turn.count("links_refused")
            turn.do(events.CloseLink(event.link, refusal))
            return
        live = TokenBucket(self._config.live_frames_per_s, self._config.live_frames_burst, turn.now)
        link = Link(
            event.link, event.certificate, event.outbound, event.address, turn.now, turn.now, live
        )
        self._verifier.learn(event.certificate)
        hello = Hello(max(0, turn.wall_ms), self._listen_port, self._incarnation)
        turn.send(link.id, Lane.CONTROL, hello)
        is_first = self._links.add(link)
        self._liveness.watch(link)
        if link.outbound:
            self._reachable_at(link)
        if is_first:
            turn.count("peers_up")
            person = event.certificate.person_id
            turn.do(events.PeerUp(link.id, device, person, event.address))
            self._broadcast.update_roster()
            self._begin(link)
            self._membership.link_up(link)

    def _refusal(self, event: events.LinkUp) -> str | None:
        device = event.certificate.device_id
        if device == self._turn.me:
            if event.outbound:
                self._book.is_own(event.address)
            return "this is our own device"
        if self._conduct.is_shut_out(device, self._turn.now):
            return "this device sent bad frames a short while ago"
        known = self._links.of(device) is not None
        if self._links.is_full_for(device) or (
            not known and self._links.count() >= self._config.max_links
        ):
            return "too many links"
        return None

    def _begin(self, link: Link) -> None:
        """Start everything that runs over a device's primary link."""
        self._pull.link_up(link)
        self._sync.tell_digests(link)
        self._membership.tell_soon()

    def _reachable_at(self, link: Link) -> None:
        address = link.dial_address
        if address is not None:
            self._dialler.proven(link.device, address)
            self._turn.do(events.Remember(link.device, address))

    def _greeted(self, link: Link, frame: Hello) -> None:
        if link.greeted:
            raise RemoteProtocolError("a second hello")
        link.greeted = True
        self._clocks.vote(link.id, frame.clock_ms, 0.0, self._turn.now)
        self._judge_clock()
        if not link.outbound and 1 <= frame.listen_port <= 65535:
            link.listen_port = frame.listen_port
            self._reachable_at(link)
            self._membership.tell_soon()
        promoted, losers = self._links.settle(link.device)
        if promoted is not None:
            self._begin(promoted)
        for loser in losers:
            self._close(loser, "a second link to the same device")

    def _close(self, link: Link, reason: str) -> None:
        self._turn.do(events.CloseLink(link.id, reason))
        self._gone(link, reason)

    def _gone(self, link: Link, reason: str) -> None:
        turn, device = self._turn, link.device
        heir = self._links.remove(link)
        self._broadcast.link_down(link.id)
        self._serving.link_down(link.id)
        self._pull.link_down(link.id)
        self._clocks.forget(link.id)
        for what in ("idle", "admit", "compare"):
            turn.timers.cancel((what, link.id))
        if heir is not None:
            self._begin(heir)
        elif self._links.of(device) is None:
            turn.count("peers_down")
            person = link.certificate.person_id
            turn.do(events.PeerDown(device, person, link.address, reason))
            self._broadcast.update_roster()
            self._dialler.lost(device, self._config.dial_backoff_s[0])
            self._membership.link_down(device)
            self._judge_clock()
            # Others may hold what the lost one was about to pass on.
            others = self._links.primaries()
            if others:
                self._sync.compare_soon(turn.rng.choice(others).id)

    def _idle(self, link_id: LinkId) -> None:
        link = self._links.get(link_id)
        if link is None:
            return
        if self._liveness.is_dead(link):
            self._close(link, "it does not answer")
        else:
            self._judge_clock()

    def _bad(self, link: Link, reason: str) -> None:
        self._turn.count("bad_frames")
        self._turn.do(events.Misbehaved(link.device, reason))
        if self._conduct.bad_frame(link.device, self._turn.now):
            for each in self._links.all():
                if each.device == link.device:
                    self._close(each, "too many bad frames")

    def _dial_failed(self, number: int) -> None:
        contact = self._dialler.failed(number)
        if contact is not None:
            self._membership.unreachable(contact.device)
            self._membership.dial()

    def _tell(self) -> None:
        if self._membership.is_mesh:
            self._broadcast.tell_roster()
        self._membership.tell(self._broadcast.roster)

    def _judge_clock(self) -> None:
        off = self._clocks.judge(self._turn.wall_ms, self._turn.now)
        if off is not None:
            self._turn.do(events.ClockJudged(off))

    # Frames.

    def _received(self, link_id: LinkId, frame: Frame) -> None:
        link = self._links.get(link_id)
        if link is None:
            return
        link.heard_at = self._turn.now
        try:
            if type(frame) is Live:
                self._live(link, frame)
            else:
                self._frame(link, frame)
        except RemoteProtocolError as error:
            self._bad(link, str(error))

    def _frame(self, link: Link, frame: Frame) -> None:  # noqa: C901 - one flat table
        match frame:
            case wire.Ping():
                self._liveness.pinged(link, frame)
            case wire.Pong():
                self._liveness.ponged(link, frame)
                self._judge_clock()
            case wire.Run():
                self._run(link, frame)
            case wire.Want():
                self._serving.run_wanted(link, frame)
            case wire.Ack():
                self._acks.told(link, frame)
            case wire.IHave():
                self._broadcast.announced(link, frame)
            case wire.Graft():
                link.eager = True
                self._serving.entries_wanted(link, frame)
            case wire.WantEntry():
                self._serving.entries_wanted(link, frame)
            case wire.Prune():
                link.eager = False
            case wire.Roster(digest=digest):
                link.roster = digest
            case wire.Digests():
                self._sync.digests_told(link, frame)
            case wire.Vector():
                self._sync.vector_told(link, frame)
            case wire.Fork():
                self._fork(link, frame)
            case wire.Publish():
                if link.live.take(self._turn.now):
                    self._topics.told(link, frame)
                else:
                    self._turn.count("live_over")
            case wire.Hello():
                self._greeted(link, frame)
            case wire.Goodbye():
                self._close(link, "it left")
                self._dialler.lost(link.device, LEFT_FOR_S)
            case _:
                self._membership_frame(link, frame)

    def _membership_frame(self, link: Link, frame: Frame) -> None:
        match frame:
            case wire.Hints():
                self._membership.hinted(link, frame)
            case wire.Join():
                self._membership.joined(link)
            case wire.ForwardJoin():
                self._membership.walked(link, frame)
            case wire.Neighbour(high_priority=high_priority):
                self._membership.admit(link, high_priority=high_priority)
            case wire.Disconnect():
                self._close(link, "it chose other neighbours")
                self._membership.dropped_us(link)
            case wire.Shuffle():
                self._membership.shuffled(link, frame)
            case wire.ShuffleReply():
                self._membership.shuffle_answered(link, frame)
            case _:
                self._turn.count("frames_ignored")

    def _live(self, link: Link, frame: Live) -> None:
        if not link.live.take(self._turn.now):
            self._turn.count("live_over")
            self._sync.compare_soon(link.id)
            return
        broadcast, pull = self._broadcast, self._pull
        entry_id = entries.entry_id(frame.body)
        if broadcast.was_seen(entry_id) and not self._forks.is_wanted(entry_id):
            broadcast.duplicate(link, frame.hops)
            return
        entry = entries.decode(frame.body, frame.signature)
        key = (entry.room, entry.device)
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

    def _run(self, link: Link, frame: wire.Run) -> None:
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
            self._turn.after(("gap", None), self._config.gap_after_s)

    def _pull_gaps(self) -> None:
        """Pull what is still missing below entries that came live."""
        for (link_id, key), seq in self._gaps.items():
            link = self._links.get(link_id)
            if link is not None:
                self._pull.offer_more(link, key, 1, seq)
        self._gaps.clear()

    def _fork(self, link: Link, frame: wire.Fork) -> None:
        """Take the proof of a fork: both entries are kept, the proof is passed on once."""
        first = entries.decode(frame.body_a, frame.signature_a)
        second = entries.decode(frame.body_b, frame.signature_b)
        place = (first.room, first.device, first.seq)
        if place != (second.room, second.device, second.seq) or first.id == second.id:
            raise RemoteProtocolError("proof of a fork that is none")
        if first.room not in self._intake.rooms:
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

    # The store's answers.

    def _stored(self, ticket: int) -> None:
        self._disk_failures = 0
        keys, live = self._intake.stored(ticket)
        for key in dict.fromkeys(keys):
            self._acks.stored(key)
        if not live:
            self._turn.after(("news", None), self._config.resync_after_s)
        self._serving.stored()
        self._pull.wake()

    def _tell_news(self) -> None:
        """What sync brought is news to those who hear it only through us."""
        self._sync.look_for_tips()
        for link in self._links.primaries():
            if not self._broadcast.knows_us(link):
                self._sync.tell_digests(link)

    def _store_failed(self, ticket: int) -> None:
        self._intake.failed(ticket)
        self._serving.stored()
        pause_s = DISK_PAUSES_S[min(self._disk_failures, len(DISK_PAUSES_S) - 1)]
        self._disk_failures += 1
        self._pull.paused_until = self._turn.now + pause_s
        self._turn.after(("pull", None), pause_s)
        for link in self._links.primaries():
            self._turn.after(("compare", link.id), pause_s)

    def _run_read(self, event: events.RunRead) -> None:
        if event.link != events.OWN_QUESTION:
            self._serving.run_read(event)
            return
        certificate = self._verifier.certificate(event.device)
        if certificate is not None:
            self._forks.proof_read(event, certificate.encoded)

    def _entry_read(self, event: events.EntryRead) -> None:
        if event.link != events.OWN_QUESTION:
            self._serving.entry_read(event)
            return
        second = self._forks.answered(event.entry)
        if second is not None:
            self._intake.branch(second, None)
