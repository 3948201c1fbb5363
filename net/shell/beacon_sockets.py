"""The beacon's sockets: groups joined on every interface, and ways out to every network."""

from __future__ import annotations

import contextlib
import socket
import struct
from typing import TYPE_CHECKING

from net.shell.words import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from net.shell.interfaces import Interface

PORT = 28471
"""UDP; below the ports that systems hand out by themselves, so it is free to be bound at any time."""

GROUP_V4 = "224.0.0.174"
"""In 224.0.0.0/24, which never leaves the link and which switches and Android pass (LocalSend)."""

GROUP_V6 = "ff12::6772:6170"
"""Transient, link-local scope (RFC 4291, 2.7); the last bytes spell "grap"."""

RECEIVE_BUFFER_BYTES = 64 * 1024
"""A few hundred beacons; what a flood sends beyond it the kernel throws away for us."""


def receiver(family: socket.AddressFamily, interfaces: Iterable[Interface]) -> socket.socket:
    """Return the socket on the beacon port, in the group on every interface.

    Several instances on one machine share the port, and each hears every multicast and broadcast.

    Raises:
        OSError: the port is held by a program that does not share it.
    """
    return _receiver_v4(interfaces) if family == socket.AF_INET else _receiver_v6(interfaces)


def _receiver_v4(interfaces: Iterable[Interface]) -> socket.socket:
    opened = _shared(socket.AF_INET)
    try:
        opened.bind(("", PORT))
    except OSError:
        opened.close()
        raise
    for each in interfaces:
        for address, _ in each.ipv4:
            membership = socket.inet_aton(GROUP_V4) + socket.inet_aton(address)
            # The same interface by a second address, or one that just went: both are no matter.
            with contextlib.suppress(OSError):
                opened.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, membership)
    return opened


def _receiver_v6(interfaces: Iterable[Interface]) -> socket.socket:
    opened = _shared(socket.AF_INET6)
    try:
        opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        opened.bind(("::", PORT))
    except OSError:
        opened.close()
        raise
    group = socket.inet_pton(socket.AF_INET6, GROUP_V6)
    for each in interfaces:
        if each.ipv6:
            with contextlib.suppress(OSError):
                membership = group + struct.pack("@I", each.index)
                opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, membership)
    return opened


def sender(family: socket.AddressFamily) -> socket.socket:
    """Return this instance's own socket: it sends everything, and replies come to its port."""
    opened = socket.socket(family, socket.SOCK_DGRAM)
    try:
        opened.setblocking(False)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
        if family == socket.AF_INET6:
            opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            opened.bind(("::", 0))
        else:
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
            # Bound at once: Windows' proactor cannot receive on an unbound socket (WinError 10022).
            opened.bind(("", 0))
    except OSError:
        opened.close()
        raise
    return opened


def send_everywhere(
    v4: socket.socket | None,
    v6: socket.socket | None,
    interfaces: Iterable[Interface],
    data: bytes,
) -> tuple[bool, str | None]:
    """Send to the groups and broadcast addresses of all interfaces.

    Returns:
        Whether a multicast went out of a network that leads out (of loopback, if there is none),
        and what failed, in words.
    """
    sent = False
    problem: str | None = None
    interfaces = tuple(interfaces)
    alone = all(each.loopback for each in interfaces)
    for each in interfaces:
        failure = _send_on(v4, v6, each, data)
        if alone or not each.loopback:
            sent = sent or failure is None
            problem = problem or (f"{each.name}: {failure}" if failure else None)
    return sent, problem


def _send_on(
    v4: socket.socket | None, v6: socket.socket | None, interface: Interface, data: bytes
) -> str | None:
    """Return None if at least one multicast left by this interface, else why not."""
    results = [_multicast_v4(v4, own, data) for own, _ in interface.ipv4] if v4 else []
    if v6 is not None and interface.ipv6 and not interface.loopback:
        results.append(_multicast_v6(v6, interface.index, data))
    if v4 is not None:
        for broadcast in interface.broadcasts:
            with contextlib.suppress(OSError):
                v4.sendto(data, (broadcast, PORT))
    if None in results:
        return None
    return results[0] if results else "it has no address to send from"


def _multicast_v4(v4: socket.socket, own: str, data: bytes) -> str | None:
    try:
        v4.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(own))
        v4.sendto(data, (GROUP_V4, PORT))
    except OSError as error:  # an interface that just went
        return in_words(error)
    return None


def _multicast_v6(v6: socket.socket, index: int, data: bytes) -> str | None:
    try:
        v6.sendto(data, (GROUP_V6, PORT, 0, index))
    except OSError as error:  # also for the first second of an address, while it is being confirmed
        return in_words(error)
    return None


def _shared(family: socket.AddressFamily) -> socket.socket:
    opened = socket.socket(family, socket.SOCK_DGRAM)
    opened.setblocking(False)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Only where the BSDs need it to share a port: on Linux it would deal datagrams out in turn.
    if hasattr(socket, "SO_REUSEPORT") and not hasattr(socket, "SO_BINDTODEVICE"):
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    with contextlib.suppress(OSError):
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER_BYTES)
    return opened
