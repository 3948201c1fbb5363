"""The front door of the network: one device's node, from signed entry to links and back.

The node feeds the core one event at a time, carries out what it answers, and arms one timer for its
next deadline. It owns the sockets, the order of this device's own log, and nothing else.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from net.config import NetConfig
from net.core import events as ev
from net.core.peer import PeerCore
from net.core.presence_door import PresenceDoor
from net.entry import Entry, Kind, decode, encode_body, signed_part, signing_prefix
from net.errors import NetError, StorageError
from net.link_views import link_views
from net.news import DiscoveryChanged, EntriesStored, LinkView, News, NodeOptions
from net.shell.chosen import ChosenInterfaces
from net.shell.datagrams import Datagrams
from net.shell.links import Links

if TYPE_CHECKING:
    from net.crypto.identity import DeviceCertificate, Identity
    from net.history import History
    from net.ids import DeviceId, NetworkId, PersonId, RoomId
    from net.lost import LostEntry
    from net.shell.discovery import Discovery, DiscoveryStatus
    from net.wire import Address

log = logging.getLogger(__name__)


class Node:
    """One device on the network. All methods run on the engine's loop."""

    def __init__(
        self,
        *,
        config: NetConfig,
        identity: Identity,
        network: NetworkId,
        rooms: Iterable[RoomId],
        history: History,
        options: NodeOptions,
        wall_ms: Callable[[], int],
        on_news: Callable[[News], None],
        rng: random.Random,
    ) -> None:
        config.validate()
        self._config = config
        self._identity = identity
        self._network = network
        self._rooms = tuple(rooms)
        self._history = history
        self._options = options
        self._wall_ms = wall_ms
        self._on_news = on_news
        self._held: list[News] | None = []
        self._rng = rng
        self._datagrams = Datagrams(
            config, lambda link, frame: self._feed(ev.Received(link, frame, datagram=True))
        )
        self.interfaces = ChosenInterfaces()
        """Change the choice before the start, or tell `network_changed` afterwards."""
        self._links = Links(
            config, identity, network, options.psk, self._feed, self._datagrams.link_up,
            self.interfaces.takes,
        )  # fmt: skip
        self._discovery: Discovery | None = None
        self._core: PeerCore | None = None
        self.presence = PresenceDoor(self._feed, lambda: self._running_core().presence.gossip)
        self._timer: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._own_heads: dict[RoomId, tuple[int, bytes]] = {}
        self._own_stored: dict[RoomId, tuple[int, bytes]] = {}
        """The newest own entry ever stored, also where its bytes were lost since."""
        self._lost: list[LostEntry] = []
        self._linked: dict[DeviceId, int] = {}
        self._listening: tuple[Address, ...] = ()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = False

    async def start(self, tracked: Mapping[str, bytes] | None = None) -> None:
        """Load the log summaries, listen, dial what is known, and start looking for others.

        Args:
            tracked: Where this device is present from the first moment: topics and metas.

        Raises:
            NetError: the port is taken or the address is not this machine's.
            StorageError: the history cannot be read.
        """
        self._loop = asyncio.get_running_loop()
        snapshot = await self._history.load()
        for log_summary in snapshot.logs:
            if log_summary.device == self._identity.device_id:
                head = (log_summary.head_seq, bytes(log_summary.head_id))
                self._own_stored[log_summary.room] = head
        self._listening = tuple(await self._links.start(self._options.host, self._options.port))
        self._core = PeerCore(
            self._config,
            self._identity.certificate,
            self._network,
            self._rng,
            snapshot,
            self._rooms,
            self._wall_ms(),
            self._links.port,
            self._identity.sign,
            presence=True,
        )
        for topic, meta in (tracked or {}).items():  # before any link could be told otherwise
            self.presence.track(topic, meta)
        for lost in self._lost:
            self._feed(ev.Lost(lost))
        await self._datagrams.start(self._options.host, self._links.port)
        for device, address in self._options.remembered:
            self._feed(ev.Hint(device, (address,), "remembered"))
        for address in self._options.connect:
            self._feed(ev.Hint(None, (address,), "typed"))
        if self._options.discovery:
            await self._start_discovery()
        self._arm()

    async def _start_discovery(self) -> None:
        # Imported here: zeroconf costs 30-170 ms of start-up, and --no-discovery never needs it.
        from net.shell.discovery import Discovery  # noqa: PLC0415

        self._discovery = Discovery(
            self._config, self._identity.device_id, self._network, self._links.port, self._feed,
            self._rng, self.interfaces, lambda: self._tell(DiscoveryChanged()),
        )  # fmt: skip
        await self._discovery.start()

    def tell_news(self) -> None:
        """Tell the news that came since the start, and from now on each at once.

        Whoever listens has to know its rooms before it can judge what came in them.
        """
        held, self._held = self._held or [], None
        for news in held:
            self._on_news(news)

    async def stop(self) -> None:
        """Say goodbye, close the links, end every task. The history stays open: it is not ours."""
        if self._stopping:
            return
        self._feed(ev.Leave())
        self._stopping = True
        await self._links.stop()
        self._datagrams.stop()
        if self._timer is not None:
            self._timer.cancel()
        if self._discovery is not None:
            await self._discovery.stop()
        while self._tasks:
            await asyncio.wait(self._tasks)

    # What the application asks for.

    async def append(self, room: RoomId, kind: Kind, payload: bytes) -> Entry:
        """Write the next entry of this device's log in a room: signed, on disk, then told to all.

        Raises:
            LocalProtocolError: the payload is too large.
            StorageError: the disk did not take it; nothing was told to anybody.
        """
        core = self._running_core()
        now_ms = self._wall_ms()
        seq, prev = self._own_heads.get(room) or max(
            core.log_head(room, self._identity.device_id), self._own_stored.get(room, (0, b""))
        )
        stamp = core.stamp(now_ms)
        body = encode_body(
            room=room,
            device=self._identity.device_id,
            seq=seq + 1,
            prev=prev,
            hlc=stamp,
            kind=kind,
            payload=payload,
            ahead=core.ahead(room, now_ms),
        )
        domain = signing_prefix(self._network)
        entry = decode(body, self._identity.sign(domain, signed_part(body)))
        # The store knows whose device wrote a row by its certificate, this device's like others'.
        certificates = (self._identity.certificate.encoded,) if entry.seq == 1 else ()
        # No await stands between reading the head and here, so own entries queue in log order.
        self._own_heads[room] = (entry.seq, entry.id)
        try:
            await self._history.append((entry,), certificates)
        except StorageError:
            # Later ones in the queue link to this one and fail with it: start again from the disk.
            self._own_heads.pop(room, None)
            raise
        self._own_stored[room] = (entry.seq, entry.id)
        self._feed(ev.Appended(entry))
        self._tell(EntriesStored((entry,), live=True))
        return entry

    def add_address(self, address: Address) -> None:
        """Dial an address a person typed, for ever."""
        self._feed(ev.Hint(None, (address,), "typed"))

    def publish(self, topic: str, payload: bytes, room: RoomId = ev.NO_ROOM) -> None:
        """Spread an ephemeral message, to a room's members where one is named.

        Dropped, not queued, where a link is full.
        """
        self._feed(ev.PublishTopic(topic, payload, room))

    def allow_room(
        self,
        room: RoomId,
        members: frozenset[PersonId] | None = None,
        authors: frozenset[PersonId] | None = None,
    ) -> None:
        """Sync a room with these members (None: everybody), taking what these authors wrote."""
        self._running_core().allow_room(room, members, authors)
        self._arm()

    def disallow_room(self, room: RoomId) -> None:
        """Stop to sync a room; what is stored stays."""
        self._running_core().rooms.disallow(room)

    def cut_log(self, room: RoomId, device: DeviceId, seq: int) -> None:
        """Take nothing that a device wrote in a room after `seq`."""
        self._running_core().rooms.cut(room, device, seq)

    def head_seq(self, room: RoomId, device: DeviceId) -> int:
        """Return the seq of the newest entry held of a log, 0 for none."""
        return self._running_core().log_head(room, device)[0]

    def lost(self, lost: LostEntry) -> None:
        """An entry that was stored is found changed on disk and was taken out: ask others for it."""
        if self._core is None:
            self._lost.append(lost)  # the summaries that are being read may still name it
        else:
            self._feed(ev.Lost(lost))

    def network_changed(self) -> None:
        """Interfaces changed or the machine woke up: look around at once."""
        self._feed(ev.NetworkChanged())

    # What the application may look at.

    @property
    def listening(self) -> tuple[Address, ...]:
        """Addresses that accept links."""
        return self._listening

    @property
    def counters(self) -> Mapping[str, int]:
        """How often what happened on the wire, for diagnostics."""
        dropped = {"topics_dropped": self._links.topics_dropped}
        return {**self._running_core().counters, **dropped}

    def certificate(self, device: DeviceId) -> DeviceCertificate | None:
        """Return the proven certificate of a device, own or met."""
        if device == self._identity.device_id:
            return self._identity.certificate
        return self._running_core().certificate(device)

    def links(self) -> tuple[LinkView, ...]:
        """Return the live links."""
        linked, core = self._linked.items(), self._running_core()
        return link_views(linked, core, self._links, self._datagrams)

    @property
    def reached_at_s(self) -> float | None:
        """When another machine's device last opened a link to this one, in the loop's time."""
        return self._links.reached_at_s

    def discovery_status(self) -> DiscoveryStatus | None:
        """Return what discovery sees; None where it is switched off."""
        return self._discovery.status() if self._discovery is not None else None

    # Feed, carry out, re-arm.

    def _running_core(self) -> PeerCore:
        if self._core is None:
            raise NetError("the network is not started yet")
        return self._core

    def _feed(self, event: ev.Event) -> None:
        core = self._core
        if core is None or self._stopping or self._loop is None:
            return
        if isinstance(event, ev.LinkDown):
            self._datagrams.link_down(event.link)
        if isinstance(event, ev.NetworkChanged):
            self._datagrams.network_changed()
            if self._discovery is not None:
                self._discovery.network_changed()
        for action in core.handle(event, self._loop.time(), self._wall_ms()):
            self._carry_out(action)
        self._arm()

    def _arm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._core is None or self._loop is None or self._stopping:
            return
        deadline = self._core.next_deadline()
        if deadline is not None:
            self._timer = self._loop.call_at(deadline, self._feed, ev.Tick())

    def _carry_out(self, action: ev.Action) -> None:  # noqa: C901 - one flat case an action
        match action:
            case ev.Send(link, lane, frame):
                self._links.send(link, lane, frame)
            case ev.SendDatagram(link, frame, otherwise):
                if not self._datagrams.send(link, frame) and otherwise:
                    self._links.send(link, ev.Lane.CONTROL, frame)
            case ev.CloseLink(link, reason):
                self._links.close(link, reason)
            case ev.Dial(dial, device, addresses):
                self._links.dial(dial, device, addresses)
            case ev.Store():
                self._spawn(self._store(action))
            case ev.ReadRun():
                self._spawn(self._read_run(action))
            case ev.ReadEntry():
                self._spawn(self._read_entry(action))
            case ev.PeerUp(_, device):
                self._linked[device] = self._wall_ms()
                self._tell(action)
            case ev.PeerDown(device):
                self._linked.pop(device, None)
                self._tell(action)
            case ev.Acknowledged(room, author, holder, seq):
                self._spawn(self._acknowledge(action, room, author, holder, seq))
            case ev.Misbehaved(_, reason):
                log.info("a peer misbehaved: %s", reason)
                self._tell(action)
            case _:
                self._tell(action)

    def _tell(self, news: News) -> None:
        if self._held is not None:
            self._held.append(news)
        else:
            self._on_news(news)

    def _spawn(self, coroutine: object) -> None:
        task = asyncio.ensure_future(coroutine)  # type: ignore[call-overload]  # noqa: TID251 - kept in _tasks, awaited by stop()
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _store(self, action: ev.Store) -> None:
        try:
            result = await self._history.append(action.entries, action.certificates)
        except StorageError as error:
            log.info("entries of others not stored yet: %s", error)
            self._feed(ev.StoreFailed(action.ticket))
            return
        except Exception:
            # A bug of ours must not hold back what the network keeps sending for ever.
            log.exception("entries of others were not stored")
            self._feed(ev.StoreFailed(action.ticket))
            return
        self._feed(ev.Stored(action.ticket, result.stored))
        if result.stored:
            self._tell(EntriesStored(result.stored, live=action.live))

    async def _read_run(self, action: ev.ReadRun) -> None:
        try:
            run = await self._history.read_run(
                action.room,
                action.device,
                action.lo,
                action.hi,
                max_bytes=action.max_bytes,
                signed=action.signed,
            )
        except StorageError:
            run = None
        self._feed(ev.RunRead(action.link, action.room, action.device, action.lo, action.hi, run))

    async def _read_entry(self, action: ev.ReadEntry) -> None:
        try:
            entry = await self._history.read_entry(action.entry)
        except StorageError:
            entry = None
        self._feed(ev.EntryRead(action.link, entry))

    async def _acknowledge(
        self, news: ev.Acknowledged, room: RoomId, author: DeviceId, holder: DeviceId, seq: int
    ) -> None:
        try:
            await self._history.acknowledged(room, author, holder, seq)
        except StorageError:
            return
        self._tell(news)
