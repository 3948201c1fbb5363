"""The protocol core of one device: every event goes in here, every action comes out here.

It owns the parts and decides nothing but which of them hears of what. The same core runs in the
app and in the simulator.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import assert_never

from net import wire
from net.config import NetConfig
from net.core import events
from net.core.acks import Acks
from net.core.addresses import AddressBook
from net.core.broadcast import Broadcast
from net.core.clocks import Clocks
from net.core.conduct import Conduct
from net.core.dials import Dialler
from net.core.events import Action, Event, Lane, LinkId
from net.core.exchange import Exchange
from net.core.forks import Forks
from net.core.intake import Intake
from net.core.links import Link, Links
from net.core.liveness import Liveness
from net.core.logs import LogBook
from net.core.meetings import Meetings
from net.core.membership import Membership
from net.core.presence_part import PresencePart
from net.core.pull import Pull
from net.core.rooms import RoomPolicies
from net.core.serve import Serving
from net.core.sync import Sync
from net.core.topics import Sign, Topics
from net.core.turn import TimerKey, Timers, Turn
from net.core.verify import Verifier
from net.crypto.identity import DeviceCertificate
from net.entry import MAX_AHEAD
from net.errors import RemoteProtocolError
from net.history import HLC_COUNTER_BITS, Snapshot
from net.ids import DeviceId, EntryId, NetworkId, PersonId, RoomId
from net.wire import Frame, Live

LEFT_FOR_S = 2.0
"""Who said goodbye is not called at once; fresh evidence of it comes sooner if it is back."""


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
        sign: Sign,
        *,
        presence: bool = False,
    ) -> None:
        self._config = config
        self._me = me
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
        self.rooms = RoomPolicies(config.max_rooms, rooms)
        self._forks = Forks(turn, self._links, self.rooms)
        self._intake = Intake(
            turn, self._logs, self._verifier, self._clocks, self._forks, self.rooms
        )
        self._broadcast = Broadcast(turn, self._links, self._logs, self.rooms)
        self._topics = Topics(
            turn, self._links, self._broadcast, self.rooms, self._verifier, network, sign,
            max(incarnation, snapshot.highest_hlc >> HLC_COUNTER_BITS),
        )  # fmt: skip
        self._acks = Acks(turn, self._links, self._logs)
        self._serving = Serving(turn, self._links, self._logs, self._verifier, self._intake)
        self._pull = Pull(turn, self._links, self._logs, self._verifier, self._intake)
        self._sync = Sync(
            turn, self._links, self._logs, self._pull, self._acks, self._forks, self.rooms
        )
        self._exchange = Exchange(
            turn, self._links, self._logs, self._verifier, self._intake, self._broadcast,
            self._forks, self._acks, self._serving, self._pull, self._sync,
        )  # fmt: skip
        self.presence = PresencePart(
            turn,
            self._links,
            self._liveness,
            self._verifier,
            me,
            network,
            sign if presence else None,
            incarnation,
        )
        self._meetings = Meetings(
            turn, self._links, self._conduct, self._book, self._dialler, self._membership,
            self._clocks, self._liveness, self._verifier, self._broadcast, self._pull,
            self._serving, self._sync, self.presence, incarnation=incarnation, listen_port=listen_port,
        )  # fmt: skip
        self._expected: float | None = None
        self._broadcast.update_roster()

    def next_deadline(self) -> float | None:
        """Return when `Tick` is due, in monotonic seconds."""
        return self._turn.timers.next()

    def linked_devices(self) -> tuple[DeviceId, ...]:
        """Return the devices we are linked with."""
        return tuple(self._links.devices())

    def link_to(self, device: DeviceId) -> Link | None:
        """Return the link that carries everything of a device: of two, the one that is kept."""
        return self._links.of(device)

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

    def allow_room(
        self,
        room: RoomId,
        members: frozenset[PersonId] | None = None,
        authors: frozenset[PersonId] | None = None,
    ) -> None:
        """Sync a room with these members (None: everybody), taking what these authors wrote."""
        if self.rooms.allow(room, members, authors):
            for link in self._links.primaries():
                if self.rooms.may_see(room, link.person):
                    self._turn.after(("compare", link.id), 0.0)

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
        self._meetings.close_due()
        deadline = turn.timers.next()
        self._expected = deadline if deadline is not None else now + 3600.0
        actions, turn.actions = turn.actions, []
        return actions

    def _take(self, event: Event) -> None:  # noqa: C901 - one flat table, a case an event
        match event:
            case events.Received(link_id, frame, datagram):
                self._received(link_id, frame, datagram=datagram)
            case events.Stored(ticket, _):
                self._exchange.stored(ticket)
            case events.Appended(entry):
                self._intake.own(entry)
                self._broadcast.own(entry)
            case events.Lost(lost):
                self._sync.lost(lost)
            case events.RunRead():
                self._run_read(event)
            case events.EntryRead():
                self._entry_read(event)
            case events.LinkUp():
                self._meetings.link_up(event)
            case events.LinkDown(link_id, reason):
                link = self._links.get(link_id)
                if link is not None:
                    self._meetings.gone(link, reason)
            case events.BadFrame(link_id, reason):
                link = self._links.get(link_id)
                if link is not None:
                    self._meetings.bad(link, reason)
            case events.StoreFailed(ticket):
                self._exchange.store_failed(ticket)
            case events.Hint():
                self._meetings.hinted(event)
            case events.DialFailed(number, _, miss):
                self._meetings.dial_failed(number, miss)
            case events.Behind(link_id):
                self._turn.count("behind")
                self._sync.compare_soon(link_id)
            case events.Drained():
                self._pull.wake()
            case events.NetworkChanged():
                self._book.restart(self._turn.now)
                self._liveness.probe_all()
                self.presence.woken()
                self._membership.dial()
            case events.PublishTopic(topic, payload, room):
                self._topics.publish(topic, payload, room)
            case events.ChangePresence(change):
                self.presence.change(change)
            case events.Leave():
                self.presence.leave()
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
                self._meetings.idle(arg)
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
                self._exchange.pull_gaps()
            case "digest":
                self._sync.round()
            case "compare":
                link = self._links.get(arg)
                if link is not None:
                    self._sync.tell_digests(link)
            case "news":
                self._exchange.tell_news()
            case "dial":
                self._membership.dial()
            case "call":
                self._meetings.dial_failed(arg)
            case "expire":
                self._dialler.expire()
            case "tell":
                self._meetings.tell()
            case "presence":
                self.presence.due()
            case "introduce":
                self._meetings.introduce(arg)
            case "shuffle":
                self._membership.shuffle()
            case "admit":
                link = self._links.get(arg)
                if link is not None:
                    self._membership.admit(link, high_priority=False)
            case _:
                raise AssertionError(f"a timer nobody set: {what}")

    # Frames.

    def _received(self, link_id: LinkId, frame: Frame, *, datagram: bool) -> None:
        link = self._links.get(link_id)
        if link is None:
            return
        link.heard_at, link.on_datagram = self._turn.now, datagram
        try:
            if type(frame) is Live:
                self._exchange.live(link, frame)
            else:
                self._frame(link, frame)
        except RemoteProtocolError as error:
            self._meetings.bad(link, str(error))

    def _frame(self, link: Link, frame: Frame) -> None:  # noqa: C901 - one flat table
        match frame:
            case wire.Ping():
                self._liveness.pinged(link, frame)
            case wire.Pong():
                self._liveness.ponged(link, frame)
                self._meetings.judge_clock()
            case wire.Run():
                self._exchange.run(link, frame)
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
                self._exchange.fork(link, frame)
            case wire.Publish():
                if link.live.take(self._turn.now):
                    self._topics.told(link, frame)
                else:
                    self._turn.count("live_over")
            case wire.Hello():
                self._meetings.greeted(link, frame)
            case wire.Goodbye():
                self._meetings.close(link, "it left")
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
                self._meetings.close(link, "it chose other neighbours")
                self._membership.dropped_us(link)
            case wire.Shuffle():
                self._membership.shuffled(link, frame)
            case wire.ShuffleReply():
                self._membership.shuffle_answered(link, frame)
            case _:
                if not self.presence.received(link, frame):
                    self._turn.count("frames_ignored")
                elif isinstance(frame, wire.Presence) and frame.device == link.device:
                    self._meetings.introduce(link.device)

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
