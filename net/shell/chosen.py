"""Which network interfaces this device uses: all that are worth it, or those somebody chose by name."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from net.shell.interfaces import read_all, sleeping_clock, usable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import ifaddr

    from net.shell.interfaces import Interface

FRESH_S = 1.0
"""Addresses are read at most this often for whoever asks often, as strangers that connect do: a
reading costs 0.3 ms."""


class ChosenInterfaces:
    """The choice, and what it means for interfaces, own addresses and neighbours.

    Loopback is always used: other instances on this machine are no network.
    """

    def __init__(
        self,
        read: Callable[[], Iterable[ifaddr.Adapter]] = read_all,
        clock: Callable[[], float] = sleeping_clock,
    ) -> None:
        self._read = read
        self._clock = clock
        self._fresh: tuple[Interface, ...] = ()
        self._read_at_s: float | None = None
        self.names: frozenset[str] | None = None
        """None: all of them. Names of interfaces that are gone stay, and count when they return."""

    def choose(self, names: Iterable[str] | None) -> None:
        """Use these from now on; None for all. Whoever looks for others has to be told."""
        self.names = None if names is None else frozenset(names)
        self._read_at_s = None

    def interfaces(self) -> tuple[Interface, ...]:
        """Return the interfaces that are there and used."""
        return usable(self._read(), self.names)

    def choices(self) -> tuple[Interface, ...]:
        """Return everything that can be chosen now: what leads out of this machine."""
        found = usable(self._read(), None, everything=True)
        return tuple(each for each in found if not each.loopback)

    def takes(self, own_host: str) -> bool:
        """Whether a link may come in at this address of this machine."""
        if self.names is None:
            return True
        address = _parsed(own_host)
        if address is None or address.is_loopback:
            return address is not None
        return any(
            address == ipaddress.ip_address(own)
            for each in self.lately()
            for own, _ in each.ipv4 + each.ipv6
            if _scope(own_host) in ("", str(each.index))
        )

    def is_near(self, host: str) -> bool:
        """Whether a neighbour at this address is on an interface that is used."""
        if self.names is None:
            return True
        address = _parsed(host)
        if address is None or address.is_loopback:
            return address is not None
        scope = _scope(host)
        return any(
            each.reaches(address) and scope in ("", str(each.index)) for each in self.lately()
        )

    def lately(self) -> tuple[Interface, ...]:
        """Return `interfaces()` as they were at most FRESH_S ago, for whoever asks often."""
        now_s = self._clock()
        if self._read_at_s is None or now_s - self._read_at_s > FRESH_S:
            self._fresh, self._read_at_s = self.interfaces(), now_s
        return self._fresh


def _parsed(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:  # a connection that is closed already has no address
        return None


def _scope(host: str) -> str:
    """Return the number of the interface that a link-local address names, "" for none."""
    scope = host.partition("%")[2]
    return scope if scope.isdigit() else ""
