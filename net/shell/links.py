"""All TCP links of this device: listening, dialling, sending, and the events they bring."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING

from net.config import PROTOCOL_VERSION, NetConfig
from net.core import events as ev
from net.crypto.handshake import LinkHandshake
from net.errors import LocalProtocolError, NetError
from net.shell.addresses import on_one_machine
from net.shell.dialer import Race
from net.shell.half_open import HalfOpen
from net.shell.link import LINGER_S, Link
from net.shell.listener import listen
from net.wire import Address, Frame, Publish, encode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from net.crypto.handshake import Session
    from net.crypto.identity import Identity
    from net.ids import DeviceId, NetworkId

log = logging.getLogger(__name__)


ACCEPT_TURNS = 3
"""asyncio hands an accepted socket over within two turns of the loop."""


class Links:
    """Owns every socket of every link. All methods run on the loop that `start` ran on.

    `on_event` is called from the loop, never from inside a method of this class, so its receiver
    may call back at once. `on_session` is called before a link's LinkUp, with the keys it made and
    the numeric address of the other end. `takes` says whether strangers may come in at an address
    of this machine.
    """

    def __init__(
        self,
        config: NetConfig,
        identity: Identity,
        network_id: NetworkId,
        psk: bytes | None,
        on_event: Callable[[ev.Event], None],
        on_session: Callable[[ev.LinkId, Session, Address], None] | None = None,
        takes: Callable[[str], bool] | None = None,
    ) -> None:
        self._config = config
        self._identity = identity
        self._network_id = network_id
        self._psk = psk
        self._on_event = on_event
        self._on_session = on_session
        self._takes = takes
        self._servers: list[asyncio.Server] = []
        self._links: dict[ev.LinkId, Link] = {}
        self._half_open = HalfOpen(config)
        self._connections: set[Link] = set()
        self._empty = asyncio.Event()
        self._races: dict[Link, Race] = {}
        self._dials: set[asyncio.Task[None]] = set()
        self._last_id = 0
        self._last_frame: tuple[Frame | None, bytes] = (None, b"")
        self._stopping = False
        self.port = 0
        self.topics_dropped = 0
        """Messages on topics that were dropped for a slow link."""
        self.reached_at_s: float | None = None
        """When a device on another machine last proved itself on a link that it opened."""

    # Life.

    async def start(self, host: str | None, port: int) -> list[Address]:
        """Listen; return where, as (address, port).

        Args:
            host: An address of this machine, or None for all, IPv4 and IPv6.
            port: 0 for any free one; the same for both families, then in `port`.

        Raises:
            NetError: the port is taken, or the address is not this machine's.
        """
        loop = asyncio.get_running_loop()
        sockets = listen(host, port)
        where = [(str(each.getsockname()[0]), int(each.getsockname()[1])) for each in sockets]
        self.port = where[0][1]
        for each in sockets:
            self._servers.append(await loop.create_server(self._accept, sock=each))
        log.info("listening on port %d", self.port)
        return where

    async def stop(self) -> None:
        """Close everything after the control lanes are written, within a second; no more events."""
        self._stopping = True
        await self._stop_listening()
        for task in self._dials:
            task.cancel()
        if self._dials:
            await asyncio.wait(self._dials)
        self.close_all("this device goes offline")
        for link in self._connections - set(self._links.values()):
            link.abort("this device goes offline")
        if self._connections:
            self._empty.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(2 * LINGER_S):
                    await self._empty.wait()

    # What the core decides.

    def send(self, link: ev.LinkId, lane: ev.Lane, frame: Frame) -> None:
        """Queue a frame; for a link that is gone it is dropped (its LinkDown is on the way).

        Raises:
            LocalProtocolError: the frame is larger than a frame may be.
        """
        target = self._links.get(link)
        if target is None:
            return
        if type(frame) is Publish and target.unwritten_bytes > self._config.topic_queue_bytes:
            self.topics_dropped += 1  # not queued: by the time it arrived it would be no news
            return
        known, data = self._last_frame
        if known is not frame:  # a broadcast sends one frame on many links: encode it once
            data = encode(frame)
            if len(data) > self._config.max_frame_bytes:
                raise LocalProtocolError(f"a frame of {len(data)} bytes is too large to send")
            self._last_frame = (frame, data)
        target.send(lane, data)

    def dial(self, dial_id: int, device: DeviceId | None, addresses: Sequence[Address]) -> None:
        """Connect to all addresses at once and keep the first that proves a device.

        Brings LinkUp, of whatever device that is (`device` is only what somebody claimed), or
        DialFailed.
        """
        if self._stopping:
            return
        name = f"dial {dial_id}"
        task = asyncio.get_running_loop().create_task(self._dial(dial_id, addresses), name=name)
        self._dials.add(task)
        task.add_done_callback(self._dials.discard)

    def close(self, link: ev.LinkId, reason: str) -> None:
        """Close a link after what is queued on its control lane; brings its LinkDown."""
        target = self._links.get(link)
        if target is not None:
            target.close(reason)

    def close_all(self, reason: str) -> None:
        """Close every link, as `close` does."""
        for link in tuple(self._links.values()):
            link.close(reason)

    # For diagnostics and tests.

    @property
    def half_open(self) -> int:
        """Strangers connected that have not proven anything yet."""
        return len(self._half_open)

    @property
    def count(self) -> int:
        """Links that stand."""
        return len(self._links)

    def write_buffer_bytes(self, link: ev.LinkId) -> int:
        """Bytes written to a link and not yet taken by this machine's kernel."""
        target = self._links.get(link)
        return 0 if target is None else target.write_buffer_bytes

    def waiting_bytes(self, link: ev.LinkId) -> int:
        """Bytes in a link's lanes, not yet written."""
        target = self._links.get(link)
        return 0 if target is None else target.waiting_bytes

    def waiting_by_lane(self, link: ev.LinkId) -> tuple[int, int, int]:
        """Bytes in a link's control, live and bulk lanes, not yet written."""
        target = self._links.get(link)
        return (0, 0, 0) if target is None else target.waiting_by_lane

    # What a link tells its owner (LinkHost).

    def opened(self, link: Link) -> None:
        """Count a connection, and a stranger among the half-open."""
        self._connections.add(link)
        if self._stopping:
            link.abort("this device goes offline")
        elif not link.outbound:
            if self._takes is not None and not self._takes(link.local_host):
                link.abort("it came in by an interface that is not used")
                return
            oldest = self._half_open.add(link)
            if oldest is not None:
                oldest.abort("too many connections that prove nothing")

    def admit(self, link: Link) -> str | None:
        """Take a proven link in, or say why not."""
        race = self._races.get(link)
        if race is not None and not race.win(link):
            return "another address was faster"
        self._half_open.remove(link)
        if self._stopping:
            return "this device goes offline"
        if not link.outbound and len(self._links) >= self._config.max_links:
            return "this device has all the links it can hold"
        self._links[link.id] = link
        if not link.outbound and not on_one_machine(link.local_host, link.remote[0]):
            self.reached_at_s = asyncio.get_running_loop().time()
        if self._on_session is not None and link.session is not None:
            self._on_session(link.id, link.session, link.remote)
        return None

    def event(self, event: ev.Event) -> None:
        """Pass on what happened on an admitted link."""
        if not self._stopping:
            self._on_event(event)

    def ended(self, link: Link, reason: str) -> None:
        """A link carries nothing more."""
        self._half_open.remove(link)
        race = self._races.pop(link, None)
        if self._links.pop(link.id, None) is not None:
            log.info("link %d is down: %s", link.id, reason)
            self.event(ev.LinkDown(link.id, reason))
        elif race is not None:
            race.lost(link, reason)
        else:
            log.debug("a stranger at %s was let go: %s", link.address[0], reason)

    def gone(self, link: Link) -> None:
        """A link's socket is closed."""
        self._connections.discard(link)
        if not self._connections:
            self._empty.set()

    # Inside.

    async def _stop_listening(self) -> None:
        # A server that closes while asyncio hands a socket over would leave that one open for ever:
        # first nobody is taken in any more, then those underway arrive, and are shut by `opened`.
        loop = asyncio.get_running_loop()
        for server in self._servers:
            for each in server.sockets:
                with contextlib.suppress(NotImplementedError):  # Windows' loop waits otherwise
                    loop.remove_reader(each.fileno())
        for _ in range(ACCEPT_TURNS):
            await asyncio.sleep(0)
        for server in self._servers:
            server.close()

    def _accept(self) -> Link:
        return self._make_link(None)

    def _make_link(self, dialled: Address | None) -> Link:
        self._last_id += 1
        handshake = LinkHandshake(
            initiator=dialled is not None,
            identity=self._identity,
            network_id=self._network_id,
            psk=self._psk,
            protocol_version=PROTOCOL_VERSION,
        )
        return Link(self._last_id, self, self._config, handshake, dialled)

    def _make_racer(self, race: Race, address: Address) -> Link:
        link = self._make_link(address)
        self._races[link] = race
        return link

    async def _dial(self, dial_id: int, addresses: Sequence[Address]) -> None:
        addresses = list(dict.fromkeys(addresses))[: self._config.max_addresses_per_hint]
        race = Race(addresses, self._make_racer, self._config.dial_timeout_s)
        try:
            reason = await race.run()
        except NetError as error:
            reason = str(error)
        if reason is not None:
            self.event(ev.DialFailed(dial_id, reason, race.miss))
