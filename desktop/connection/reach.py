"""Connects to this device's own port at its own addresses: what a computer can prove by itself.

Such a connection does not leave the computer and passes by most firewalls, so it proves that the
port listens, not that others reach it.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
from collections.abc import Iterable
from dataclasses import dataclass

PATIENCE_S = 2.0
"""Within one computer an answer takes less than a millisecond; a loaded one is given time."""

MAX_TRIED = 16
"""Addresses tried; more of them prove nothing more."""


@dataclass(frozen=True, slots=True)
class Answering:
    """Own addresses at which the port answered, and at which it did not."""

    at: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


async def knock(hosts: Iterable[str], port: int) -> Answering:
    """Connect to own addresses, all at once, and hang up."""
    tried = list(dict.fromkeys(hosts))[:MAX_TRIED]
    results = await asyncio.gather(*(_answers(host, port) for host in tried))
    pairs = list(zip(tried, results, strict=True))
    return Answering(
        tuple(host for host, answered in pairs if answered),
        tuple(host for host, answered in pairs if answered is False),
    )


async def _answers(host: str, port: int) -> bool | None:
    """Whether it answered; None where the address is no more, or not yet, this computer's."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            _, writer = await asyncio.open_connection(host, port)
    except OSError as error:
        gone = error.errno in {errno.EADDRNOTAVAIL, errno.ENETUNREACH, errno.EHOSTUNREACH}
        return None if gone else False
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
    return True
