"""Errors of sockets turned into sentences that a person can act on."""

from __future__ import annotations

import errno
import os
import socket

from net.errors import Sentence
from net.misses import Miss

_WORDS = {
    errno.ECONNREFUSED: Sentence("no Grapevine listens there (connection refused)"),
    errno.ECONNRESET: Sentence("the connection was cut by the other side"),
    errno.ECONNABORTED: Sentence("the connection was cut by this machine's network"),
    errno.EPIPE: Sentence("the connection was cut by the other side"),
    errno.ETIMEDOUT: Sentence("nobody answered in time"),
    errno.EHOSTUNREACH: Sentence("the network knows no way to that machine"),
    errno.ENETUNREACH: Sentence("this machine has no network that leads there"),
    errno.ENETDOWN: Sentence("the network is down"),
    errno.ENETRESET: Sentence("the network was restarted"),
    errno.EADDRINUSE: Sentence("another program uses that port"),
    errno.EADDRNOTAVAIL: Sentence("this machine does not have that address"),
    errno.EINVAL: Sentence("that address cannot be used from here"),
    errno.EACCES: Sentence("a firewall or the system does not allow it"),
    errno.EPERM: Sentence("a firewall or the system does not allow it"),
    errno.EAFNOSUPPORT: Sentence("this machine does not speak that kind of address"),
    errno.EMFILE: Sentence("this program has too many connections open"),
    errno.ENFILE: Sentence("this machine has too many files open"),
}

_MISSES = {
    errno.ECONNREFUSED: Miss.CLOSED,
    errno.ECONNRESET: Miss.STRANGER,
    errno.ETIMEDOUT: Miss.SILENT,
    errno.EHOSTUNREACH: Miss.SILENT,
    errno.ENETUNREACH: Miss.NO_WAY,
    errno.ENETDOWN: Miss.NO_WAY,
    errno.EAFNOSUPPORT: Miss.NO_WAY,
    errno.EADDRNOTAVAIL: Miss.NO_WAY,
    errno.EACCES: Miss.BARRED,
    errno.EPERM: Miss.BARRED,
}
"""EHOSTUNREACH is what a machine of the own network says by saying nothing: nobody has its address."""

_WINDOWS = {
    10013: errno.EACCES,
    10047: errno.EAFNOSUPPORT,
    10048: errno.EADDRINUSE,
    10049: errno.EADDRNOTAVAIL,
    10050: errno.ENETDOWN,
    10051: errno.ENETUNREACH,
    10053: errno.ECONNABORTED,
    10054: errno.ECONNRESET,
    10060: errno.ETIMEDOUT,
    10061: errno.ECONNREFUSED,
    10065: errno.EHOSTUNREACH,
}
"""Winsock's numbers: asyncio's proactor reports those, not the C library's."""


def error_number(error: OSError) -> int | None:
    """Return the errno of a socket error, the same on every system; None if it has none."""
    number = getattr(error, "winerror", None) or error.errno
    return _WINDOWS.get(number, number) if number is not None else None


def in_words(error: BaseException) -> str:
    """Say what a failed socket operation means, without numbers or class names."""
    if isinstance(error, socket.gaierror):
        return Sentence("no machine of that name was found")
    if isinstance(error, TimeoutError):
        return _WORDS[errno.ETIMEDOUT]
    if isinstance(error, OSError):
        number = error_number(error)
        if number is not None:
            return _WORDS.get(number) or os.strerror(number).lower()
    return str(error) or "the connection failed"


def miss_of(error: BaseException) -> Miss:
    """Return what a connection that did not come about says of the address."""
    if isinstance(error, socket.gaierror):
        return Miss.NO_NAME
    if isinstance(error, TimeoutError):
        return Miss.SILENT
    number = error_number(error) if isinstance(error, OSError) else None
    return Miss.FAILED if number is None else _MISSES.get(number, Miss.FAILED)


def why_lost(error: BaseException | None) -> str:
    """Say why an established connection ended; None means it was closed in order."""
    return "the other side closed the connection" if error is None else in_words(error)
