"""The text of the network report: what helps to find a fault, without names, ids, keys or messages."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.model import CheckView, LinkInfo


ADDRESS = re.compile(r"\[?[0-9A-Fa-f]*[:.][0-9A-Fa-f:.]+(%\w+)?\]?(:\d+)?")
"""What may be an address, with or without a port; what it is then, is tried."""


def report(
    facts: Sequence[str],
    checks: Sequence[CheckView],
    links: Sequence[LinkInfo],
    now_ms: int,
    names: Sequence[str] = (),
) -> str:
    """Return the report, in English: whoever helps may not read the language of the window.

    `facts` are lines such as the version and the system. People are numbered in the order of the
    links; addresses are cut by `masked`, and `names` are those of people the checks may tell of.
    """
    lines = ["Grapevine network report", *facts, "", "Checks"]
    for check in checks:
        lines.append(f"  [{check.verdict}] {check.check}")
        told = (check.english,) if check.english else (check.words, check.detail)
        lines += [f"      {without_secrets(text, names)}" for text in told if text]
    lines += ["", f"Links ({len(links)})"]
    numbers: dict[bytes, int] = {}
    for link in links:
        number = numbers.setdefault(link.person, len(numbers) + 1)
        rtt = "?" if link.rtt_ms is None else f"{link.rtt_ms:.1f} ms"
        minutes = max(0, now_ms - link.since_ms) // 60_000
        lanes = "+".join(link.lanes) or "?"
        waiting = "/".join(map(str, link.waiting_bytes or ())) or "?"
        opened = "?" if link.outbound is None else "outbound" if link.outbound else "inbound"
        lines.append(
            f"  person {number}  {masked(link.address)}  {rtt}  {lanes}  {opened}  "
            f"for {minutes} min  waiting {waiting} bytes (control/live/bulk)"
        )
    return "\n".join(lines) + "\n"


def without_secrets(text: str, names: Sequence[str]) -> str:
    """Return the words of a check without these names and without public addresses."""
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "somebody", text)
    return ADDRESS.sub(_masked_match, text)


def _masked_match(found: re.Match[str]) -> str:
    word = found[0]
    end = word.rstrip(".:")
    try:
        ipaddress.ip_address(_host(end).partition("%")[0])
    except ValueError:  # a time, a version, a word
        return word
    return masked(end) + word[len(end) :]


def masked(address: str) -> str:
    """Return an address of the local network as it is, of any other only its kind."""
    try:
        found = ipaddress.ip_address(_host(address).partition("%")[0])
    except ValueError:
        return "a host name"
    if found.is_private or found.is_link_local or found.is_loopback:
        return address
    return f"a public IPv{found.version} address"


def _host(address: str) -> str:
    """Return the host of HOST:PORT, or of a host alone."""
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.partition(":")[0] if address.count(":") == 1 else address
