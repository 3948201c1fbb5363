"""Which links still lead anywhere: a cut cable ends none of them at once, they only fall silent."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from desktop.connection.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from net.news import LinkView


def live(links: Iterable[LinkView], *, networked: bool) -> list[LinkView]:
    """Return the links that packets can take: without a network, those that stay on this machine."""
    return [view for view in links if networked or is_loopback(view.address[0])]


def links_check(count: int) -> Finding:
    """Tell with how many devices this one is linked."""
    if not count:
        return Finding("links", "unknown", "Nobody is linked yet.")
    words = "Linked with 1 device." if count == 1 else f"Linked with {count} devices."
    return Finding("links", "ok", words)


def is_loopback(host: str) -> bool:
    """Whether an address never leaves this machine; a name that was typed counts as leaving."""
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False
