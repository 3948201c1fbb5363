"""Which tunnels (VPNs) are up on this computer, and whether one of them takes all its traffic."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

SYSTEM = Path("/")

UP, POINT_TO_POINT = 0x1, 0x10
"""IFF_UP and IFF_POINTOPOINT of an interface's flags in Linux."""

TUNNEL_TYPES = {512, 65534, 768, 769, 776, 778, 823}
"""ARPHRD of Linux: PPP; NONE (tun, WireGuard); IP in IP, 6 in 6, SIT, GRE, GRE over IPv6."""

NO_TUNNELS = {"wwan", "vlan", "bridge", "bond", "wlan"}
"""DEVTYPEs that may look like one: a telephone's modem has no link layer either."""

ROUTE_UP = 0x1
"""RTF_UP in /proc/net/route."""

HALF = "00000080"
"""128.0.0.0 as /proc/net/route spells it. VPNs cover everything by two halves (0.0.0.0/1 and
128.0.0.0/1), which leaves the real default route in its place."""

NAMED = re.compile(
    r"(utun|tun|wg|ppp|ipsec)\d+|.*(WireGuard|OpenVPN|TAP-Windows|Wintun|Tailscale|VPN).*",
    re.IGNORECASE,
)
"""How tunnels are called where the system tells no more."""


@dataclass(frozen=True, slots=True)
class Tunnels:
    """Tunnels that are up, by name; `takes_all` is the one that has the default route, if one has."""

    names: tuple[str, ...] = ()
    takes_all: str | None = None


def find(names: Iterable[str], *, platform: str = sys.platform, root: Path = SYSTEM) -> Tunnels:
    """Return the tunnels that are up; blocks on small files.

    Args:
        names: The interfaces with an address, for systems that tell no more than names. macOS has
            tunnels of its own all the time; those have no address that counts.
        platform: As `sys.platform` says it.
        root: Where /sys and /proc are.
    """
    if not platform.startswith("linux"):
        return Tunnels(tuple(sorted(name for name in names if NAMED.fullmatch(name))))
    folder = root / "sys" / "class" / "net"
    try:
        found = sorted(each.name for each in folder.iterdir() if _is_tunnel(each))
    except OSError:
        found = []
    default = default_route(_text(root / "proc" / "net" / "route"))
    return Tunnels(tuple(found), default if default in found else None)


def default_route(table: str) -> str | None:
    """Return the interface that takes what no other route does, by the text of /proc/net/route."""
    best: tuple[int, int, str] | None = None
    for line in table.splitlines()[1:]:
        fields = line.split()
        if len(fields) < 8:
            continue
        name, target, mask = fields[0], fields[1], fields[7]
        try:
            flags, metric = int(fields[3], 16), int(fields[6])
        except ValueError:
            continue
        if not flags & ROUTE_UP or target != "00000000" or mask not in {"00000000", HALF}:
            continue
        # The longer prefix wins, then the lower metric.
        rank = (0 if mask == HALF else 1, metric, name)
        best = rank if best is None else min(best, rank)
    return None if best is None else best[2]


def _is_tunnel(interface: Path) -> bool:
    flags = _number(interface / "flags", 16)
    if not flags & UP or _text(interface / "operstate").strip() == "down":
        return False
    if (interface / "master").exists() or (interface / "brport").exists():
        return False  # a virtual machine's end of a bridge
    if _text(interface / "uevent").partition("DEVTYPE=")[2].split("\n")[0] in NO_TUNNELS:
        return False
    kind = _number(interface / "type", 10)
    return (
        (interface / "tun_flags").exists() or kind in TUNNEL_TYPES or bool(flags & POINT_TO_POINT)
    )


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _number(path: Path, base: int) -> int:
    try:
        return int(_text(path).strip(), base)
    except ValueError:
        return 0
