"""Listening sockets: one port, the same for IPv4 and IPv6, and clear words when it is taken."""

from __future__ import annotations

import contextlib
import errno
import ipaddress
import socket
import sys

from net.errors import NetError, Sentence
from net.shell.words import error_number, in_words

BACKLOG = 128
"""Connections the kernel holds until the loop turns; asyncio accepts as many in one turn."""

FREE_PORT_TRIES = 20
"""A port free for IPv4 may be taken for IPv6; that it happens 20 times in a row is no accident."""

_TAKEN = {errno.EADDRINUSE, errno.EACCES}
"""Windows says EACCES for a port that another program holds exclusively."""


def listen(host: str | None, port: int) -> list[socket.socket]:
    """Return listening sockets, all on one port; the caller owns them.

    Args:
        host: An address of this machine, or None for all, IPv4 and IPv6.
        port: 1 to 65535, or 0 for any that is free.

    Raises:
        NetError: the port is taken, or the address is not this machine's.
    """
    if not 0 <= port <= 65535:
        raise NetError(
            "There is no port {port}. Ports are 1 to 65535; 0 takes any free one.", port=port
        )
    places = _places(host)
    for _ in range(FREE_PORT_TRIES):
        try:
            return _listen_all(places, port)
        except OSError as error:
            number = error_number(error)
            if port or number not in _TAKEN:
                raise NetError(_words(host, port, error)) from error
    raise NetError("No free port was found. Name one with --listen.")


def _places(host: str | None) -> list[tuple[socket.AddressFamily, str]]:
    if host is None:
        return [(socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::")]
    try:
        version = ipaddress.ip_address(host.partition("%")[0]).version
    except ValueError as error:
        raise NetError(
            "Cannot listen on {host}: give one of this machine's addresses.", host=host
        ) from error
    return [(socket.AF_INET if version == 4 else socket.AF_INET6, host)]


def _listen_all(places: list[tuple[socket.AddressFamily, str]], port: int) -> list[socket.socket]:
    with contextlib.ExitStack() as undo:
        sockets: list[socket.socket] = []
        missing: OSError | None = None
        for family, host in places:
            try:
                opened = _listen(family, host, port)
            except OSError as error:
                # A machine may lack one of the two families; one of them is enough.
                if len(places) == 1 or error_number(error) in _TAKEN:
                    raise
                missing = error
                continue
            undo.callback(opened.close)
            sockets.append(opened)
            port = opened.getsockname()[1]
        if not sockets and missing is not None:
            raise missing
        undo.pop_all()
        return sockets


def _listen(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
    opened = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            # There SO_REUSEADDR would let two programs share the port, one of them in vain.
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            name, _, scope = host.partition("%")
            number = socket.if_nametoindex(scope) if scope and not scope.isdigit() else scope
            opened.bind((name, port, 0, int(number or 0)))
        else:
            opened.bind((host, port))
        opened.listen(BACKLOG)
        opened.setblocking(False)
    except BaseException:
        opened.close()
        raise
    return opened


def _words(host: str | None, port: int, error: OSError) -> Sentence:
    number = error_number(error)
    if number == errno.EACCES and port < 1024:
        return Sentence(
            "The system does not let this program use port {port}. Choose one above 1023.",
            port=port,
        )
    if number in _TAKEN:
        return Sentence(
            "Port {port} is used by another program. Close it, or choose another port with --listen"
            " (0 takes any free one).",
            port=port,
        )
    if host is None:
        return Sentence("Cannot listen on this machine: {reason}.", reason=in_words(error))
    return Sentence("Cannot listen on {host}: {reason}.", host=host, reason=in_words(error))
