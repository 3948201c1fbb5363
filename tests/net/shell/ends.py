"""Ends of links for tests: real ones that keep every event, and a raw one that may lie."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Callable
from typing import TypeVar

from net.config import PROTOCOL_VERSION, NetConfig
from net.core import events as ev
from net.crypto.handshake import LinkHandshake, Session
from net.crypto.identity import Identity
from net.ids import NetworkId, open_network_id
from net.shell.links import Links
from net.shell.records import split_frames, with_length

E = TypeVar("E")

CREATED_MS = 1_800_000_000_000
PATIENCE_S = 10.0


async def until(condition: Callable[[], object]) -> None:
    """Wait until it is true; fail when it never comes."""
    async with asyncio.timeout(PATIENCE_S):
        while not condition():
            await asyncio.sleep(0.002)


class End:
    """One device's links and what they told."""

    def __init__(
        self,
        config: NetConfig | None = None,
        network: NetworkId | None = None,
        psk: bytes | None = None,
    ) -> None:
        self.identity = Identity.generate(CREATED_MS)
        self.events: list[ev.Event] = []
        self.answer: Callable[[ev.Event], None] | None = None
        self.links = Links(
            config or NetConfig(), self.identity, network or open_network_id(), psk, self._note
        )

    def _note(self, event: ev.Event) -> None:
        self.events.append(event)
        if self.answer is not None:
            self.answer(event)

    def all(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]

    async def first(self, kind: type[E]) -> E:
        await until(lambda: self.all(kind))
        return self.all(kind)[0]

    @property
    def address(self) -> tuple[str, int]:
        return ("127.0.0.1", self.links.port)


class Ends:
    """Makes ends that listen on loopback, and stops them."""

    def __init__(self) -> None:
        self._all: list[End] = []

    async def make(
        self,
        config: NetConfig | None = None,
        network: NetworkId | None = None,
        psk: bytes | None = None,
        host: str | None = "127.0.0.1",
    ) -> End:
        end = End(config, network, psk)
        await end.links.start(host, 0)
        self._all.append(end)
        return end

    async def linked(
        self, config_a: NetConfig | None = None, config_b: NetConfig | None = None
    ) -> tuple[End, int, End, int]:
        """Two ends with a link: (dialler, its link, listener, its link)."""
        a, b = await self.make(config_a), await self.make(config_b)
        a.links.dial(1, None, [b.address])
        up_a, up_b = await a.first(ev.LinkUp), await b.first(ev.LinkUp)
        return a, up_a.link, b, up_b.link

    async def stop(self) -> None:
        await asyncio.gather(*(end.links.stop() for end in self._all))


class RawPeer:
    """A stranger with a plain socket; after `shake` it speaks the protocol, or what it likes."""

    def __init__(self, receive_buffer_bytes: int | None = None) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.socket.setblocking(False)
        if receive_buffer_bytes is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer_bytes)
        self.identity = Identity.generate(CREATED_MS)
        self.session: Session | None = None
        self._loop = asyncio.get_running_loop()

    async def connect(self, address: tuple[str, int]) -> None:
        async with asyncio.timeout(PATIENCE_S):
            await self._loop.sock_connect(self.socket, address)

    async def shake(self, network: NetworkId | None = None) -> None:
        handshake = self.handshake(network)
        await self.send(with_length(handshake.start() or b""))
        answer = handshake.receive(await self.record())
        await self.send(with_length(answer or b""))
        self.session = handshake.session

    def handshake(self, network: NetworkId | None = None) -> LinkHandshake:
        return LinkHandshake(
            initiator=True,
            identity=self.identity,
            network_id=network or open_network_id(),
            psk=None,
            protocol_version=PROTOCOL_VERSION,
        )

    async def send(self, data: bytes) -> None:
        async with asyncio.timeout(PATIENCE_S):
            await self._loop.sock_sendall(self.socket, data)

    async def seal(self, plain: bytes) -> None:
        """Send a sealed record with this plain text."""
        assert self.session is not None
        await self.send(with_length(self.session.send.encrypt(plain)))

    async def frames(self) -> list[bytes]:
        """The frames of the next record."""
        assert self.session is not None
        plain = self.session.receive.decrypt(await self.record())
        return [bytes(frame) for frame in split_frames(plain)]

    async def record(self) -> bytes:
        length = int.from_bytes(await self.receive(2), "big")
        return await self.receive(length)

    async def receive(self, count: int) -> bytes:
        data = b""
        async with asyncio.timeout(PATIENCE_S):
            while len(data) < count:
                piece = await self._loop.sock_recv(self.socket, count - len(data))
                if not piece:
                    raise EOFError
                data += piece
        return data

    async def rest(self) -> bytes:
        """Everything until the other side closes or resets."""
        data = b""
        async with asyncio.timeout(PATIENCE_S):
            try:
                while piece := await self._loop.sock_recv(self.socket, 65536):
                    data += piece
            except ConnectionError:
                pass
        return data

    def reset(self) -> None:
        """Close with an RST, as a crashed machine's neighbour would."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def close(self) -> None:
        self.socket.close()
