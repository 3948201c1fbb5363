"""What an mDNS answer is worth: the checks between a resolved service and a hint."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from net.config import PROTOCOL_VERSION
from net.ids import DeviceId, from_text, to_text
from net.shell.interfaces import outward

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from net.shell.interfaces import Interface
    from net.wire import Address

SERVICE_TYPE = "_grapevine._tcp.local."

MAX_TXT_BYTES = 400
"""Ours has 90; what is larger is not ours, or made to cost memory."""

MAX_ADDRESSES = 8
"""Addresses taken from one answer; the book of hints keeps no more (`max_addresses_per_hint`)."""


def instance_name(device: DeviceId) -> str:
    """Return the full service name of a device: its id, 52 characters of the 63 a label has."""
    return f"{to_text(device)}.{SERVICE_TYPE}"


def named_device(name: str) -> DeviceId | None:
    """Return the device id that a service name spells, None if it spells none."""
    try:
        return DeviceId(from_text(name.removesuffix(f".{SERVICE_TYPE}")))
    except ValueError:
        return None


def properties(tag: bytes) -> dict[str, str]:
    """Return this device's TXT record: version and network tag; the name carries the id."""
    return {"v": str(PROTOCOL_VERSION), "n": tag.hex()}


def same_network(txt: bytes | None, found: Mapping[bytes, bytes | None], tag: bytes) -> bool:
    """Whether a TXT record is of our version and network, and of a plausible size."""
    if txt is None or len(txt) > MAX_TXT_BYTES:
        return False
    wanted = {key.encode(): value.encode() for key, value in properties(tag).items()}
    return all(found.get(key) == value for key, value in wanted.items())


def dialable(
    texts: Iterable[str], port: int | None, interfaces: Sequence[Interface]
) -> tuple[Address, ...]:
    """Return the addresses of an answer that may be dialled.

    Those in a network of this machine, and private ones beyond it (an mDNS reflector between the
    networks of an office). Never the internet's: a forged answer must not make anybody dial there.
    Loopback only where there is nothing else.
    """
    if not port or not 1 <= port <= 65535:
        return ()
    ways_out = outward(interfaces)
    alone = all(each.loopback for each in ways_out)
    hosts: dict[str, None] = {}
    for text in texts:
        host = _dialable(text, ways_out, alone=alone)
        if host is not None:
            hosts[host] = None
    return tuple((host, port) for host in list(hosts)[:MAX_ADDRESSES])


def _dialable(text: str, interfaces: Sequence[Interface], *, alone: bool) -> str | None:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    if address.is_multicast or address.is_unspecified:
        return None
    if address.is_loopback:
        return str(address) if alone else None
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return None
        if address.is_link_local:
            return _scoped(address, interfaces)
    on_link = any(each.reaches(address) for each in interfaces)
    return str(address) if on_link or (address.is_private and not address.is_link_local) else None


def _scoped(address: ipaddress.IPv6Address, interfaces: Sequence[Interface]) -> str | None:
    """Return a link-local address with its scope; guessed only where there is but one."""
    if address.scope_id:
        return str(address)
    ways = [each.index for each in interfaces if each.ipv6]
    return f"{address}%{ways[0]}" if len(ways) == 1 else None
