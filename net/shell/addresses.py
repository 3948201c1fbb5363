"""Addresses between their two forms: (host, port) for people and peers, tuples for sockets.

A link-local IPv6 address carries its scope as a number ("fe80::1%3"): every system takes it.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from net.wire import Address

MAX_RESOLVED = 4
"""Addresses tried of one name: both families twice; more only delays the answer."""

SocketAddress = tuple[socket.AddressFamily, tuple[Any, ...]]


def from_socket(peer: tuple[Any, ...]) -> Address:
    """Return (host, port) of what `getpeername` or `recvfrom` gave; scope kept, mapping undone."""
    host, port = str(peer[0]), int(peer[1])
    if len(peer) < 4:
        return host, port
    if host.startswith("::ffff:") and "." in host:
        return host.removeprefix("::ffff:"), port
    if peer[3] and "%" not in host:
        host = f"{host}%{peer[3]}"
    return host, port


def numeric(address: Address) -> SocketAddress | None:
    """Return the socket form of a numeric address; None for a name, which must be looked up."""
    host, _, scope = address[0].partition("%")
    try:
        version = ipaddress.ip_address(host).version
        if version == 4:
            return None if scope else (socket.AF_INET, (host, address[1]))
        return socket.AF_INET6, (host, address[1], 0, _scope_number(scope))
    except (ValueError, OSError):
        return None


def on_one_machine(own: str, other: str) -> bool:
    """Whether both ends of a connection are here: a machine reaches itself from the same address."""
    return own == other or not other or ipaddress.ip_address(other.partition("%")[0]).is_loopback


async def resolve(address: Address) -> list[SocketAddress]:
    """Return the socket forms of an address, at most four; names are looked up on a thread.

    Raises:
        OSError: the name is unknown, or not one.
    """
    known = numeric(address)
    if known is not None:
        return [known]
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(address[0], address[1], type=socket.SOCK_STREAM)
    except (ValueError, OverflowError) as error:  # overlong labels, NUL, surrogates, port 70000
        raise socket.gaierror(socket.EAI_NONAME, "not a name") from error
    return [(info[0], info[4]) for info in found[:MAX_RESOLVED]]


def _scope_number(scope: str) -> int:
    if not scope:
        return 0
    return int(scope) if scope.isascii() and scope.isdigit() else socket.if_nametoindex(scope)
