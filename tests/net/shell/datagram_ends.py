"""Ends of the UDP lane on loopback, and a relay that stands between two of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import cast

from net.config import PROTOCOL_VERSION, NetConfig
from net.crypto.handshake import LinkHandshake, Session
from net.crypto.identity import Identity
from net.ids import open_network_id
from net.shell.datagrams import Datagrams
from net.wire import Address, Frame

PATIENCE_S = 10.0
QUICK = NetConfig(path_retry_s=(0.02, 0.05, 0.1))
LINK = 7


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not condition():
            await asyncio.sleep(0.002)


def sessions() -> tuple[Session, Session]:
    """Both ends of one link's handshake: dialler, listener."""
    ends = [
        LinkHandshake(
            initiator=initiator,
            identity=Identity.generate(1_800_000_000_000),
            network_id=open_network_id(),
            psk=None,
            protocol_version=PROTOCOL_VERSION,
        )
        for initiator in (True, False)
    ]
    message, turn = ends[0].start(), 1
    while message is not None:
        message, turn = ends[turn].receive(message), 1 - turn
    assert ends[0].session is not None
    assert ends[1].session is not None
    return ends[0].session, ends[1].session


class End:
    """One device's datagrams and what they told."""

    def __init__(self, config: NetConfig) -> None:
        self.frames: list[Frame] = []
        self.paths: list[bool] = []
        self.bad: list[str] = []
        self.datagrams = Datagrams(
            config,
            lambda link, frame: self.frames.append(frame),
            lambda link, ok: self.paths.append(ok),
            lambda link, reason: self.bad.append(reason),
        )
        self.address: Address = ("", 0)

    async def start(self, host: str) -> End:
        (self.address,) = await self.datagrams.start(host, 0)
        return self

    def send(self, frame: Frame) -> bool:
        return self.datagrams.send(LINK, frame)


class Relay(asyncio.DatagramProtocol):
    """Stands between two ends, for whom it is the other: keeps, drops or changes what it carries."""

    def __init__(self) -> None:
        self.carry: Callable[[bytes], bytes | None] = lambda data: data
        self.carried: list[bytes] = []
        self.listener: Address = ("", 0)
        self.dialler: tuple[object, ...] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.DatagramTransport", transport)  # no subclass before 3.12

    def datagram_received(self, data: bytes, addr: tuple[object, ...]) -> None:
        if addr != self.listener:
            self.dialler = addr
        changed = self.carry(data)
        if changed is None:
            return
        self.carried.append(data)
        self.transport.sendto(changed, self.listener if addr == self.dialler else self.dialler)


class Bench:
    """Makes ends and relays, and stops them."""

    def __init__(self) -> None:
        self._stops: list[Callable[[], None]] = []

    async def end(self, host: str = "127.0.0.1", config: NetConfig = QUICK) -> End:
        end = await End(config).start(host)
        self._stops.append(end.datagrams.stop)
        return end

    async def pair(self, host: str = "127.0.0.1", config: NetConfig = QUICK) -> tuple[End, End]:
        """Two ends with a proven path both ways: dialler, listener."""
        a, b = await self.end(host, config), await self.end(host, config)
        link_up(a, b, b.address)
        await proven(a, b)
        return a, b

    async def relayed(self) -> tuple[End, Relay, End]:
        a, b = await self.end(), await self.end()
        relay = await self.relay()
        relay.listener = b.address
        link_up(a, b, relay.transport.get_extra_info("sockname"))
        return a, relay, b

    async def relay(self) -> Relay:
        loop = asyncio.get_running_loop()
        _, relay = await loop.create_datagram_endpoint(Relay, local_addr=("127.0.0.1", 0))
        self._stops.append(relay.transport.close)
        return relay

    def stop(self) -> None:
        for stop in self._stops:
            stop()


def link_up(a: End, b: End, address: Address) -> None:
    dialler, listener = sessions()
    b.datagrams.link_up(LINK, listener, ("127.0.0.1", 1))
    a.datagrams.link_up(LINK, dialler, address)


async def proven(*ends: End) -> None:
    await until(lambda: all(end.datagrams.has_path(LINK) for end in ends))
