"""The text of the network report: what helps to find a fault, without names, ids, keys or messages."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.model import CheckView, LinkInfo


def report(
    facts: Sequence[str], checks: Sequence[CheckView], links: Sequence[LinkInfo], now_ms: int
) -> str:
    """Return the report, in English: whoever helps may not read the language of the window.

    `facts` are lines such as the version and the system. People are numbered in the order of the
    links; addresses are cut by `masked`.
    """
    lines = ["Grapevine network report", *facts, "", "Checks"]
    for check in checks:
        lines.append(f"  [{check.verdict}] {check.check}")
        lines += [f"      {text}" for text in (check.words, check.detail) if text]
    lines += ["", f"Links ({len(links)})"]
    numbers: dict[bytes, int] = {}
    for link in links:
        number = numbers.setdefault(link.person, len(numbers) + 1)
        rtt = "?" if link.rtt_ms is None else f"{link.rtt_ms:.1f} ms"
        minutes = max(0, now_ms - link.since_ms) // 60_000
        lanes = "+".join(link.lanes) or "?"
        lines.append(
            f"  person {number}  {masked(link.address)}  {rtt}  {lanes}  for {minutes} min"
        )
    return "\n".join(lines) + "\n"


def masked(address: str) -> str:
    """Return an address of the local network as it is, of any other only its kind."""
    host = address
    if host.startswith("["):
        host = host[1:].partition("]")[0]
    elif host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        found = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return "a host name"
    if found.is_private or found.is_link_local or found.is_loopback:
        return address
    return f"a public IPv{found.version} address"
