"""Turns what is known of this device's connection into checks in words; claims no more than is known."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.connection.finding import Finding
from desktop.connection.firewall import UNKNOWN, Firewall
from desktop.connection.reach import Answering
from desktop.connection.tunnels import Tunnels

if TYPE_CHECKING:
    from desktop.options import Address

FIXED_PORT_FIRST = (
    "The port changes with each start: set a fixed one in the settings under Network first. "
    "Then this opens the firewall:"
)


@dataclass(frozen=True, slots=True)
class Survey:
    """What takes a moment to find out; `done` is False before it was looked at once."""

    done: bool = False
    answering: Answering = field(default_factory=Answering)
    firewall: Firewall = UNKNOWN
    tunnels: Tunnels = field(default_factory=Tunnels)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the network knows at once.

    `inbound` counts devices of other machines that hold a link which they opened, the first for
    `inbound_for_ms`; `reached_ms_ago` is when the last one did, None for never. `clocks` says that
    at least one other clock was compared with this one.
    """

    port: int
    fixed_port: bool
    links: int
    inbound: int = 0
    inbound_for_ms: int = 0
    reached_ms_ago: int | None = None
    clocks: bool = False
    clock_off_ms: int = 0
    closed: bool = False
    other_networks: int = 0
    other_versions: tuple[int, ...] = ()
    version: int = 0
    strange: tuple[str, ...] = ()
    """Addresses that are in no network of this computer and not linked."""


def port_checks(facts: Facts, survey: Survey) -> list[Finding]:
    """Return whether the port listens, and whether others are proven to reach it."""
    port = facts.port
    if not port:
        return [Finding("port", "problem", "No port accepts links.")]
    if survey.answering.silent:
        where = ", ".join(survey.answering.silent)
        checks = [
            Finding(
                "port", "problem",
                f"Port {port} does not answer at {where}, though that is this computer.",
                "Another program may hold the port, or a security program closes it: start Grapevine "
                "again, or choose another port in the settings under Network.",
            )
        ]  # fmt: skip
    elif survey.answering.at:
        where = ", ".join(survey.answering.at)
        checks = [Finding("port", "ok", f"Port {port} answers on this computer at {where}.")]
    else:
        checks = [Finding("port", "ok", f"Accepting links on port {port}.")]
    if facts.inbound:
        lasting = duration(facts.inbound_for_ms)
        checks.append(
            Finding(
                "reach", "ok",
                f"Others reach this device: 1 device linked to it by itself; longest link: {lasting}.",
            ) if facts.inbound == 1 else
            Finding(
                "reach", "ok",
                f"Others reach this device: {facts.inbound} devices linked to it by themselves; longest "
                f"link: {lasting}.",
            )
        )  # fmt: skip
    elif facts.reached_ms_ago is not None:
        passed = duration(facts.reached_ms_ago)
        checks.append(
            Finding("reach", "ok", f"Others reached this device; time since the last: {passed}.")
        )
    else:
        checks.append(
            Finding(
                "reach", "unknown",
                "No other device has linked to this one by itself since the start: that others reach "
                "it is not proven.",
            )
        )  # fmt: skip
    return checks


def firewall_check(facts: Facts, survey: Survey) -> list[Finding]:
    """Return which firewall is on and what opens it; nothing before it was looked for."""
    found, proven = survey.firewall, facts.inbound > 0 or facts.reached_ms_ago is not None
    if not survey.done:
        return []
    if found.state == "blocks-all" and not proven:
        return [
            Finding(
                "firewall", "problem", f"The firewall of {found.name} blocks everything that comes in.",
                "Let incoming connections in, in the system's settings of the firewall.",
            )
        ]  # fmt: skip
    if found.state in ("on", "blocks-all"):
        if proven:
            return [
                Finding("firewall", "ok", f"The firewall {found.name} is on; links come through.")
            ]
        fix = "If others cannot link to this device, this opens the firewall for Grapevine:"
        return [
            Finding(
                "firewall", "unknown",
                f"The firewall {found.name} is on; whether it lets Grapevine in cannot be told.",
                fix if facts.fixed_port else FIXED_PORT_FIRST, found.command,
            )
        ]  # fmt: skip
    if found.state == "off":
        return [Finding("firewall", "ok", "No firewall is on in this computer.")]
    return [
        Finding("firewall", "unknown", "Whether a firewall is on in this computer cannot be told.")
    ]


def tunnel_check(facts: Facts, survey: Survey) -> list[Finding]:
    """Return whether a VPN is up and what it may do; nothing before it was looked for."""
    if not survey.done:
        return []
    names, takes_all = ", ".join(survey.tunnels.names), survey.tunnels.takes_all
    if not names:
        return [Finding("vpn", "ok", "No VPN is on, as far as the system tells.")]
    if facts.links:
        return [Finding("vpn", "ok", f"A VPN is on ({names}); the links stand all the same.")]
    if takes_all is not None:
        return [
            Finding(
                "vpn", "problem",
                f"A VPN ({takes_all}) takes all traffic of this computer; it may close off the local "
                "network.",
                "Allow the local network in the settings of the VPN, or switch it off to try.",
            )
        ]  # fmt: skip
    return [
        Finding(
            "vpn", "unknown",
            f"A VPN is on ({names}): calls for others do not go through it, and it may take traffic "
            "of the local network.",
            "Whoever is only reached through the VPN is added by address.",
        )
    ]  # fmt: skip


def stranger_checks(facts: Facts) -> list[Finding]:
    """Return who is there but in another network, of another version, or in another subnet."""
    checks = []
    if facts.other_networks:
        fix = (
            "Only devices with the same network key find each other: start all of them with the same "
            "--network-key."
            if facts.closed
            else "They have a network key: start Grapevine with --network-key and the same key."
        )
        checks.append(
            Finding(
                "other-network", "ok" if facts.links else "problem",
                "Calls of 1 device in another Grapevine network are heard.",
                None if facts.links else fix,
            ) if facts.other_networks == 1 else
            Finding(
                "other-network", "ok" if facts.links else "problem",
                f"Calls of {facts.other_networks} devices in another Grapevine network are heard.",
                None if facts.links else fix,
            )
        )  # fmt: skip
    if facts.other_versions:
        versions = ", ".join(map(str, facts.other_versions))
        checks.append(
            Finding(
                "other-version", "problem",
                f"A Grapevine that speaks another version is heard: {versions}, here {facts.version}.",
                "Install the same version of Grapevine on all devices.",
            )
        )  # fmt: skip
    checks += [
        Finding(
            "subnet", "unknown",
            f"{address} is in no network of this computer: only a router can lead there.",
            "Join the same network, or ask whoever runs it whether the two are connected.",
        )
        for address in facts.strange
    ]  # fmt: skip
    return checks


def clock_check(facts: Facts) -> Finding:
    """Return whether the clock agrees with others', if there are any."""
    if facts.clock_off_ms:
        return Finding(
            "clock", "problem",
            f"This device's clock is {duration(facts.clock_off_ms)} off the others'; messages are "
            "stamped with theirs.",
            "Set this computer's clock.",
        )  # fmt: skip
    if facts.clocks:
        return Finding("clock", "ok", "The clock agrees with the others'.")
    return Finding("clock", "unknown", "There is no other device to compare the clock with.")


def outside(addresses: tuple[Address, ...], networks: tuple[str, ...]) -> tuple[str, ...]:
    """Return the numeric addresses' hosts that lie in none of these networks; none if none is known."""
    own = [ipaddress.ip_network(network) for network in networks]
    found: dict[str, None] = {}
    for host, _ in addresses:
        try:
            address = ipaddress.ip_address(host.partition("%")[0])
        except ValueError:  # a name may lead anywhere
            continue
        local = address.is_loopback or address.is_link_local
        if own and not local and not any(address in network for network in own):
            found[host] = None
    return tuple(found)


def duration(ms: int) -> str:
    """Return a length of time in one unit, as "2 hours"; windows say it in their language."""
    seconds = abs(ms) // 1000
    for size, name in ((86_400, "days"), (3600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds // size} {name}"
    return f"{seconds} seconds"
