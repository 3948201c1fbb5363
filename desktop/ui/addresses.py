"""What counts as an address that somebody may type to reach another device."""

from __future__ import annotations

import ipaddress
import re

ADDRESS_CHARS = 261
"""A host name of 253 characters, a colon, a port; with room for brackets."""

_HOST = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)(\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*\.?")


def clean_address(text: str) -> str | None:
    """Return `host`, `host:port`, `[ipv6]:port` without blanks; None if it is none of these.

    Host names are not looked up here; a port is between 1 and 65535.
    """
    text = text.strip()
    if not text or len(text) > ADDRESS_CHARS:
        return None
    if _is_ipv6(text):
        return f"[{text}]"
    host, port = _parted(text)
    if port is not None and not (port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65536):
        return None
    inner = host[1:-1] if host.startswith("[") and host.endswith("]") else None
    if inner is not None:
        return text if _is_ipv6(inner) else None
    if re.fullmatch(r"[0-9.]+", host):
        return text if _is_ipv4(host) else None
    return text if len(host) <= 253 and _HOST.fullmatch(host) else None


def _parted(text: str) -> tuple[str, str | None]:
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


def _is_ipv6(text: str) -> bool:
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return True
