"""The network as people see it: links, the network line, and why somebody cannot be seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from desktop.errors import AppError
from desktop.model import LinkInfo, NetworkState
from desktop.options import VERSION, Address, parse_address

if TYPE_CHECKING:
    from desktop.store.store import Store
    from net.ids import DeviceId, PersonId
    from net.news import LinkView
    from net.node import Node

NETWORK_NAME = "This LAN"
BEACON_FRESH_MS = 90_000
"""Three times the slowest beacon: longer silence means that none gets through."""

Verdict = Literal["ok", "problem", "unknown"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One check of the network: its verdict in words, and what would help."""

    check: str
    verdict: Verdict
    words: str
    fix: str | None = None


@dataclass(frozen=True, slots=True)
class NodeStatus:
    """Everything node.status tells."""

    person: PersonId
    device: DeviceId
    name: str
    version: str
    listen: tuple[Address, ...]
    closed: bool
    links: tuple[LinkInfo, ...]
    rooms: int
    entries: int


class Network:
    """Describes the links and the checks of this device. Owned by the engine, used on its loop."""

    def __init__(
        self,
        *,
        node: Node,
        store: Store,
        person: PersonId,
        device: DeviceId,
        closed: bool,
        name_of: Callable[[PersonId], str],
        online: Callable[[], int],
    ) -> None:
        self._online = online
        self._node = node
        self._store = store
        self._person = person
        self._device = device
        self._closed = closed
        self._name_of = name_of
        self._clock_off_ms = 0

    def link_info(self, view: LinkView) -> LinkInfo:
        """Return a live link with its person's name."""
        return LinkInfo(
            device=view.device,
            person=view.person,
            name=self._name_of(view.person),
            address=format_address(view.address),
            rtt_ms=view.rtt_ms,
            since_ms=view.since_ms,
        )

    def clock_judged(self, off_ms: int) -> None:
        """Remember how far this device's clock is off the others'."""
        self._clock_off_ms = off_ms

    def add_address(self, text: str) -> None:
        """Dial an address that a person typed.

        Raises:
            AppError: "invalid" with what an address looks like.
        """
        try:
            address = parse_address(text)
        except ValueError as error:
            raise AppError("invalid", "{reason}.", reason=error) from error
        if not address[0]:
            raise AppError("invalid", "The address names no host: write HOST:PORT.")
        self._node.add_address(address)

    async def status(self) -> NodeStatus:
        """Return who this node is, where it listens and whom it is linked with."""
        entries = await self._store.read(lambda reader: reader.entry_count())
        return NodeStatus(
            person=self._person,
            device=self._device,
            name=self._name_of(self._person),
            version=VERSION,
            listen=self._node.listening,
            closed=self._closed,
            links=tuple(self.link_info(view) for view in self._node.links()),
            rooms=1,
            entries=entries,
        )

    def state(self) -> NetworkState:
        """Return the network line: people online, whether there is a network at all, problems."""
        links = self._node.links()
        status = self._node.discovery_status()
        connected = bool(links) or status is None or bool(status.interfaces)
        problems = tuple(
            finding.words for finding in self._checks() if finding.verdict == "problem"
        )
        return NetworkState(NETWORK_NAME, max(1, self._online()), connected, self._closed, problems)

    def reasons(self) -> tuple[Finding, ...]:
        """Return this device's own checks, at once and without asking anybody."""
        return tuple(self._checks())

    def interfaces(self) -> tuple[tuple[str, tuple[str, ...]], ...] | None:
        """Return names and addresses of the interfaces in use; None where nobody looks at them."""
        status = self._node.discovery_status()
        if status is None:
            return None
        return tuple((each.name, tuple(map(str, each.addresses))) for each in status.interfaces)

    def own_addresses(self) -> tuple[str, ...]:
        """Return where others can dial this device, the likeliest first."""
        port = next((port for _, port in self._node.listening), None)
        if port is None:
            return ()
        status = self._node.discovery_status()
        hosts = [
            str(address)
            for interface in (status.interfaces if status is not None else ())
            for address in interface.addresses
        ]
        listening = [host for host, _ in self._node.listening if host not in ("0.0.0.0", "::")]
        return tuple(format_address((host, port)) for host in dict.fromkeys(hosts + listening))

    async def diagnose(self, person: PersonId | None) -> tuple[Finding, ...]:
        """Return why nobody, or one person, can be seen.

        Raises:
            AppError: "not-found" for a person never heard of.
        """
        findings = list(self._checks())
        if person is None:
            return tuple(findings)
        if person == self._person:
            return (Finding("person", "ok", "That is you, on this device."), *findings)
        known = {known.person: known for known in await self._store.read(lambda r: r.people())}
        linked = [view for view in self._node.links() if view.person == person]
        if not linked and person not in known:
            raise AppError("not-found", "Nobody with this id was ever met here.")
        name = self._name_of(person)
        if linked:
            address = format_address(linked[0].address)
            first = Finding("person", "ok", f"{name} is linked with this device at {address}.")
        else:
            first = Finding(
                "person",
                "unknown",
                f"{name} is known but not linked: Grapevine is not running there, or this network "
                "does not carry its packets.",
                "Ask for the address shown in their Grapevine and add it here.",
            )
        return (first, *findings)

    def _checks(self) -> list[Finding]:
        checks: list[Finding] = []
        listen = self._node.listening
        port = listen[0][1] if listen else 0
        if listen:
            checks.append(Finding("port", "ok", f"Accepting links on port {port}."))
        else:
            checks.append(Finding("port", "problem", "No port accepts links."))
        checks.extend(self._discovery_checks())
        links = self._node.links()
        if links:
            checks.append(Finding("links", "ok", f"Linked with {len(links)} devices."))
        else:
            checks.append(Finding("links", "unknown", "Nobody is linked yet."))
        if self._clock_off_ms:
            checks.append(
                Finding(
                    "clock",
                    "problem",
                    f"This device's clock is {_duration(self._clock_off_ms)} off the others'; "
                    "messages are stamped with theirs.",
                    "Set this computer's clock.",
                )
            )
        else:
            checks.append(Finding("clock", "ok", "The clock agrees with the others'."))
        return checks

    def _discovery_checks(self) -> list[Finding]:
        status = self._node.discovery_status()
        if status is None:
            return [Finding("discovery", "unknown", "Looking for others is switched off.")]
        if not status.interfaces:
            return [
                Finding(
                    "interfaces", "problem", "This computer is not connected to any network.",
                    "Plug in a cable or join a Wi-Fi.",
                )
            ]  # fmt: skip
        names = ", ".join(sorted({interface.name for interface in status.interfaces}))
        checks = [Finding("interfaces", "ok", f"Connected through {names}.")]
        if status.multicast_out_ok is None:
            checks.append(Finding("multicast-out", "unknown", "Calling for others just now."))
        elif status.multicast_out_ok:
            checks.append(Finding("multicast-out", "ok", "Calls for others go out."))
        else:
            checks.append(
                Finding(
                    "multicast-out", "problem", "Calls for others cannot be sent on this network.",
                    "A VPN or a firewall may hold them: add the other's address by hand.",
                )
            )  # fmt: skip
        heard = status.heard_beacon_ms_ago
        if heard is not None and heard <= BEACON_FRESH_MS:
            checks.append(Finding("beacon", "ok", "Others' calls are heard."))
        else:
            checks.append(
                Finding(
                    "beacon", "unknown", "No call of anybody else was heard yet: nobody is here, or "
                    "a firewall or the Wi-Fi keeps devices apart.",
                )
            )  # fmt: skip
        return checks


def format_address(address: Address) -> str:
    """Return HOST:PORT, IPv6 in brackets."""
    host, port = address
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _duration(off_ms: int) -> str:
    seconds = abs(off_ms) // 1000
    for size, name in ((86_400, "days"), (3600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds // size} {name}"
    return f"{seconds} seconds"
