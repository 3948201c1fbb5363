"""Connections of strangers who have not proven anything yet: few in all, few an address."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from net.config import NetConfig
    from net.shell.link import Link


class HalfOpen:
    """The strangers at the door, oldest first. Whoever comes too many pushes the oldest out.

    The oldest, not the newest: an honest handshake takes milliseconds, so whoever has stood here
    longest is the least likely to be one. Refusing newcomers would let 64 silent connections lock
    everybody out for the five seconds each may last (CVE-2020-26164).
    """

    def __init__(self, config: NetConfig) -> None:
        self._max = config.max_half_open
        self._max_per_address = config.max_half_open_per_address
        self._links: dict[Link, str] = {}

    def __len__(self) -> int:
        return len(self._links)

    def add(self, link: Link) -> Link | None:
        """Let a stranger in; return the one that has to go for it, if any."""
        host = _place(link.address[0])
        oldest = None
        if host is not None and self._count(host) >= self._max_per_address:
            oldest = next(other for other, place in self._links.items() if place == host)
        elif len(self._links) >= self._max:
            oldest = next(iter(self._links))
        if oldest is not None:
            del self._links[oldest]
        self._links[link] = host or ""
        return oldest

    def remove(self, link: Link) -> None:
        """Forget a link that proved itself or ended; unknown ones are no error."""
        self._links.pop(link, None)

    def _count(self, host: str) -> int:
        return sum(place == host for place in self._links.values())


def _place(host: str) -> str | None:
    """Return what counts as one address: None for loopback, which has the full number."""
    address = ipaddress.ip_address(host)
    return None if address.is_loopback else str(address)
