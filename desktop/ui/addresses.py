"""What counts as an address that somebody may type to reach another device, and what an invite is."""

from __future__ import annotations

import ipaddress
import re

from PySide6.QtCore import QCoreApplication

from desktop.host_names import is_host_name

ADDRESS_CHARS = 261
"""A host name of 253 characters, a colon, a port; with room for brackets."""

INVITE_CHARS = 2_000
"""An invite in any language with its addresses, and a few words of whoever passes it on."""

INVITE_ADDRESSES = 3
"""The likeliest of a device's addresses; each is dialled, so that more would only be noise."""


def clean_address(text: str) -> str | None:
    """Return `host`, `host:port`, `[ipv6]:port` without blanks; None if it is none of these.

    Host names, in letters of any language, are not looked up here; a port is between 1 and 65535.
    """
    text = text.strip()
    if not text or len(text) > ADDRESS_CHARS:
        return None
    if is_ipv6(text):
        return f"[{text}]"
    host, port = parted(text)
    if port is not None and not (port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65536):
        return None
    inner = host[1:-1] if host.startswith("[") and host.endswith("]") else None
    if inner is not None:
        return text if is_ipv6(inner) else None
    if re.fullmatch(r"[0-9.]+", host):
        return text if _is_ipv4(host) else None
    return text if is_host_name(host) else None


def parted(text: str) -> tuple[str, str | None]:
    """Return host and port of an address, the port None where none is written."""
    if text.endswith("]") or ":" not in text:
        return text, None
    host, _, port = text.rpartition(":")
    return host, port


def _is_ipv4(text: str) -> bool:
    try:
        ipaddress.IPv4Address(text)
    except ValueError:
        return False
    return True


def is_ipv6(text: str) -> bool:
    """Whether this is an IPv6 address without brackets and port."""
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return True


def addresses_in(text: str) -> tuple[str, ...]:
    """Return the addresses that can be dialled in what somebody pasted: an address, or an invite.

    Each has its port: Grapevine listens on no port that others could guess.
    """
    words = text[:INVITE_CHARS].split()
    found: dict[str, None] = {}
    for word in words:
        address = clean_address(word.strip("\"'()<>,;.،؛“”„«»\u2066\u2067\u2068\u2069"))
        if address is None or not re.search(r":\d+$", address):
            continue
        host = address.rpartition(":")[0]
        # Among other words only what is plainly an address: "at 12:30" is none.
        if len(words) == 1 or "." in host or host.startswith("["):
            found[address] = None
    return tuple(found)[:INVITE_ADDRESSES]


def invite(addresses: tuple[str, ...]) -> str:
    """Return what to send to somebody who is to add this device, in the language of the window."""
    chosen = [each for each in addresses if not _only_here(each)] or list(addresses)
    words = QCoreApplication.translate(
        "Invite",
        "Chat with me on Grapevine, on this network: open it, choose “Use an invite” or “Add by "
        "address”, and paste this there.",
    )
    return "\n".join([words, *chosen[:INVITE_ADDRESSES]])


def _only_here(address: str) -> bool:
    """Whether an address means something else on another device: loopback, or tied to an interface."""
    host = address.rpartition(":")[0].strip("[]").partition("%")[0]
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return False
    return found.is_loopback or (found.version == 6 and found.is_link_local)
