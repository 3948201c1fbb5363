"""The sockets under the UDP lane: one a family, opened again when the system took one away."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import sys
from typing import TYPE_CHECKING, Any, cast

from typing_extensions import override

from net.shell.addresses import SocketAddress, from_socket
from net.shell.words import in_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from net.wire import Address

log = logging.getLogger(__name__)

RECEIVE_BUFFER_BYTES = 256 * 1024
"""Two hundred full datagrams; what a flood sends beyond it the kernel throws away for us."""

MAX_UNSENT_BYTES = 64 * 1024
"""Datagrams waiting for the kernel; beyond it new ones go on TCP."""

REOPEN_AFTER_S = 1.0
"""A lost socket is opened again this often at most."""


class DatagramSockets:
    """Owns the sockets; hands every datagram to its owner with where it came from."""

    def __init__(self, on_datagram: Callable[[bytes, SocketAddress], None]) -> None:
        self._on_datagram = on_datagram
        self._ends: dict[socket.AddressFamily, _End] = {}
        self._wanted: dict[socket.AddressFamily, Address] = {}
        self._opening: set[asyncio.Task[None]] = set()
        self._stopped = False

    async def start(self, host: str | None, port: int) -> list[Address]:
        """Open a socket on this port for IPv4, for IPv6, or for the one family of `host`."""
        if host is None:
            self._wanted = {
                socket.AF_INET: ("0.0.0.0", port),
                socket.AF_INET6: ("::", port),
            }
        else:
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            self._wanted = {family: (host, port)}
        for family in tuple(self._wanted):
            await self._open(family)
        return [end.address for end in self._ends.values()]

    def stop(self) -> None:
        """Close all of them."""
        self._stopped = True
        for task in self._opening:
            task.cancel()
        for end in self._ends.values():
            end.transport.close()
        self._ends.clear()

    def is_full(self, place: SocketAddress) -> bool:
        """Whether a datagram to this place would have to wait too long, or has no socket."""
        end = self._ends.get(place[0])
        return end is None or end.unsent_bytes > MAX_UNSENT_BYTES

    def send(self, datagram: bytes, place: SocketAddress) -> None:
        """Send, or do not: a datagram may always be lost."""
        end = self._ends.get(place[0])
        if end is not None and not end.transport.is_closing():
            end.transport.sendto(datagram, place[1])

    async def _open(self, family: socket.AddressFamily) -> None:
        loop = asyncio.get_running_loop()
        opened: socket.socket | None = None
        try:
            opened = _bound(family, self._wanted[family])
            _, end = await loop.create_datagram_endpoint(lambda: _End(self, family), sock=opened)
        except OSError as error:
            if opened is not None:
                opened.close()
            log.info("no datagrams on %s: %s", family.name, in_words(error))
            return
        if self._stopped:
            end.transport.close()
        else:
            self._ends[family] = end

    def received(self, family: socket.AddressFamily, data: bytes, peer: tuple[Any, ...]) -> None:
        """Pass on what came, unless we are closing."""
        if not self._stopped:
            self._on_datagram(data, (family, peer))

    def lost(self, end: _End) -> None:
        """A socket is closed, and not by us: open it again after a while."""
        if self._stopped or self._ends.get(end.family) is not end:
            return
        del self._ends[end.family]
        task = asyncio.get_running_loop().create_task(
            self._open_later(end.family), name="open the datagram socket again"
        )
        self._opening.add(task)
        task.add_done_callback(self._opening.discard)

    async def _open_later(self, family: socket.AddressFamily) -> None:
        while not self._stopped and family not in self._ends:
            await asyncio.sleep(REOPEN_AFTER_S)
            await self._open(family)


class _End(asyncio.DatagramProtocol):
    """One socket."""

    transport: asyncio.DatagramTransport

    def __init__(self, owner: DatagramSockets, family: socket.AddressFamily) -> None:
        self._owner = owner
        self.family = family

    @property
    def address(self) -> Address:
        """Where it is bound."""
        return from_socket(self.transport.get_extra_info("sockname"))

    @property
    def unsent_bytes(self) -> int:
        """Bytes of datagrams that the kernel has not taken yet."""
        return self.transport.get_write_buffer_size()  # type: ignore[attr-defined, no-any-return]

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # asyncio's own datagram transports are not of that class, only of that shape.
        self.transport = cast("asyncio.DatagramTransport", transport)

    @override
    def datagram_received(self, data: bytes, addr: tuple[Any, ...]) -> None:
        self._owner.received(self.family, data, addr)

    @override
    def error_received(self, exc: Exception) -> None:
        # Somebody's port is closed or no way leads there; anybody can forge that. The path's own
        # silence decides. On Windows' proactor, though, reading ends with it: start anew.
        log.debug("a datagram came to nothing: %s", type(exc).__name__)
        if sys.platform == "win32":
            self.transport.close()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._owner.lost(self)


def _bound(family: socket.AddressFamily, address: Address) -> socket.socket:
    opened = socket.socket(family, socket.SOCK_DGRAM)
    try:
        opened.setblocking(False)
        if sys.platform == "win32":
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        with contextlib.suppress(OSError):
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
        host, _, scope = address[0].partition("%")
        if family == socket.AF_INET6:
            opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            number = socket.if_nametoindex(scope) if scope and not scope.isdigit() else scope
            opened.bind((host, address[1], 0, int(number or 0)))
        else:
            opened.bind((host, address[1]))
    except BaseException:
        opened.close()
        raise
    return opened
