"""The network interfaces worth using, and a watch that notices changes and sleep."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import os
import re
import socket
import struct
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import ifaddr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

if sys.platform == "linux":
    import fcntl

log = logging.getLogger(__name__)

MAX_INTERFACES = 16
"""A machine full of bridges must not send hundreds of beacons; real ones are one to three."""

MAX_ADDRESSES = 8
"""Of one family on one interface; IPv6 privacy addresses pile up."""

POLL_S = 5.0
"""Nobody tells a program of a new interface on every system; reading them costs 0.3 ms."""

POLL_ALONE_S = 1.0
"""Without a network somebody is waiting for one."""

SLEPT_S = 15.0
"""A poll so much later than asked was a sleep, not a busy loop."""

SIOCGIFFLAGS = 0x8913
IFF_RUNNING = 0x40  # both: linux/sockios.h, net/if.h

_VIRTUAL = re.compile(
    r"docker\d+|br-[0-9a-f]{12}|veth[0-9a-f]{7,8}|virbr\d+(-nic)?|lxcbr\d+|lxdbr\d+|cni\d+|cali.*"
    r"|flannel.*|podman\d+|vmnet\d+|vboxnet\d+|vnet\d+|tap\d+|awdl\d+|llw\d+|bridge\d+"
    r"|vEthernet \(.*|VMware Network Adapter.*|VirtualBox Host-Only.*"
)
"""Bridges to machines inside this one; a chat partner is hardly ever there."""


@dataclass(frozen=True, slots=True)
class Interface:
    """One network interface: its addresses with their prefix lengths, IPv6 without scope."""

    name: str
    index: int
    ipv4: tuple[tuple[str, int], ...]
    ipv6: tuple[tuple[str, int], ...]

    @property
    def loopback(self) -> bool:
        """Whether it leads nowhere but to this machine."""
        return all(
            ipaddress.ip_address(address).is_loopback for address, _ in self.ipv4 + self.ipv6
        )

    @property
    def virtual(self) -> bool:
        """Whether its name says that it leads to machines inside this one."""
        return _VIRTUAL.fullmatch(self.name) is not None

    @property
    def addresses(self) -> tuple[str, ...]:
        """All addresses as text; link-local ones with the interface's number as scope."""
        return tuple(address for address, _ in self.ipv4) + tuple(
            f"{address}%{self.index}" if address.startswith("fe80:") else address
            for address, _ in self.ipv6
        )

    @property
    def broadcasts(self) -> tuple[str, ...]:
        """The directed broadcast address of each IPv4 network on it."""
        networks = {
            ipaddress.ip_interface(f"{address}/{prefix}").network
            for address, prefix in self.ipv4
            if prefix <= 30 and not self.loopback
        }
        return tuple(sorted(str(network.broadcast_address) for network in networks))

    def reaches(self, address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
        """Whether an address lies in one of the networks on this interface."""
        return any(
            address in ipaddress.ip_interface(f"{own}/{prefix}").network
            for own, prefix in self.ipv4 + self.ipv6
        )


def read_interfaces() -> tuple[Interface, ...]:
    """Return the interfaces that this machine has now and that are worth using."""
    return usable(read_all())


def read_all() -> tuple[ifaddr.Adapter, ...]:
    """Return everything that the system calls an interface and that has its cable in.

    Nothing where the system does not tell. A pulled cable leaves a fixed address where it was: only
    the missing carrier says that nobody is there, and the plug in that somebody may be.
    """
    try:
        return tuple(each for each in ifaddr.get_adapters() if _carries(each))
    except OSError as error:  # the system refused the list: as good as no network, asked again soon
        log.debug("the interfaces cannot be read: %s", error)
        return ()


def _carries(adapter: ifaddr.Adapter) -> bool:
    """Whether an interface is up and has a carrier, as far as the system tells."""
    if sys.platform != "linux":
        return True
    request = struct.pack("16sH14x", os.fsencode(adapter.name)[:15], 0)
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
            answer = fcntl.ioctl(asked, SIOCGIFFLAGS, request)
    except OSError:  # gone in this moment, or a system that keeps such things to itself
        return True
    flags: int = struct.unpack("16xH14x", answer)[0]
    return bool(flags & IFF_RUNNING)


def usable(
    adapters: Iterable[ifaddr.Adapter],
    chosen: frozenset[str] | None = None,
    *,
    everything: bool = False,
) -> tuple[Interface, ...]:
    """Return the interfaces worth using, in a fixed order; of them the `chosen` ones, if any are.

    Virtual bridges are left out as long as there is a real interface, unless one was chosen by
    name or `everything` is asked for. Loopback always stays: it costs nothing, and two instances on
    one machine find each other by it when no cable is in.
    """
    found = [each for each in map(_interface, adapters) if each.ipv4 or each.ipv6]
    outer = [each for each in found if not each.loopback]
    if chosen is not None:
        real = [each for each in outer if each.name in chosen]
    elif everything:
        real = outer
    else:
        real = [each for each in outer if not each.virtual] or outer
    real.sort(key=lambda each: (each.index, each.name))
    return (*real[:MAX_INTERFACES], *(each for each in found if each.loopback))


def outward(interfaces: Iterable[Interface]) -> tuple[Interface, ...]:
    """Return those that lead out of this machine, or loopback where there is no other."""
    interfaces = tuple(interfaces)
    return tuple(each for each in interfaces if not each.loopback) or interfaces


def _interface(adapter: ifaddr.Adapter) -> Interface:
    ipv4: list[tuple[str, int]] = []
    ipv6: list[tuple[str, int]] = []
    for ip in adapter.ips:
        if isinstance(ip.ip, tuple):
            ipv6.append((ip.ip[0].partition("%")[0], int(ip.network_prefix)))
        else:
            ipv4.append((ip.ip, int(ip.network_prefix)))
    return Interface(
        name=str(adapter.nice_name),
        index=adapter.index or 0,
        ipv4=tuple(sorted(ipv4)[:MAX_ADDRESSES]),
        # Link-local first: it is the one that never changes and always reaches the neighbour.
        ipv6=tuple(sorted(ipv6, key=lambda each: (not each[0].startswith("fe80:"), each)))[
            :MAX_ADDRESSES
        ],
    )


def sleeping_clock() -> float:
    """Return seconds of a clock that goes on while the machine sleeps and that nobody can set."""
    # Linux' CLOCK_MONOTONIC stands still in sleep, macOS' does not (Python's time.monotonic there
    # is another clock); Windows has neither, and its performance counter counts sleep.
    number = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    return time.perf_counter() if number is None else time.clock_gettime(number)


class InterfaceWatch:
    """Polls the interfaces; calls back when they differ or when the machine was asleep."""

    def __init__(
        self,
        on_change: Callable[[tuple[Interface, ...]], None],
        *,
        read: Callable[[], tuple[Interface, ...]] = read_interfaces,
        clock: Callable[[], float] = sleeping_clock,
        poll_s: float = POLL_S,
        poll_alone_s: float = POLL_ALONE_S,
    ) -> None:
        self._on_change = on_change
        self._read = read
        self._clock = clock
        self._poll_s = poll_s
        self._poll_alone_s = poll_alone_s
        self._timer: asyncio.TimerHandle | None = None
        self._last_poll_s = 0.0
        self.interfaces: tuple[Interface, ...] = ()

    def start(self) -> None:
        """Read the interfaces and go on watching; the first reading is no change."""
        self.interfaces = self._read()
        self._arm()

    def stop(self) -> None:
        """End watching."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def refresh(self) -> None:
        """Read the interfaces now, without calling back."""
        self.interfaces = self._read()

    def _arm(self) -> None:
        alone = all(each.loopback for each in self.interfaces)
        wait_s = self._poll_alone_s if alone else self._poll_s
        self._last_poll_s = self._clock()
        self._timer = asyncio.get_running_loop().call_later(wait_s, self._poll)

    def _poll(self) -> None:
        slept = self._clock() - self._last_poll_s > SLEPT_S
        found = self._read()
        changed = found != self.interfaces
        self.interfaces = found
        self._arm()
        if changed or slept:
            log.info("the network changed" if changed else "the machine woke up")
            self._on_change(found)
