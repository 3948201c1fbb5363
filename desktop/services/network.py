"""The network as people see it: links, the network line, and why somebody cannot be seen."""

from __future__ import annotations

import asyncio
import ipaddress
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.clock import unix_ms
from desktop.connection import firewall, tunnels
from desktop.connection.checks import (
    Facts,
    Survey,
    clock_check,
    firewall_check,
    outside,
    port_checks,
    stranger_checks,
    tunnel_check,
)
from desktop.connection.finding import Finding
from desktop.connection.firewall import Firewall
from desktop.connection.live_links import is_loopback, links_check, live
from desktop.connection.reach import knock
from desktop.connection.trials import Trials, typed_address
from desktop.connection.tunnels import Tunnels
from desktop.errors import AppError
from desktop.model import UNNAMED_NETWORK, LinkInfo, NetworkState
from desktop.options import VERSION, Address, format_address
from net.config import PROTOCOL_VERSION

if TYPE_CHECKING:
    from desktop.model import Person
    from desktop.options import Options
    from desktop.store.store import Store
    from net.crypto.identity import Identity
    from net.errors import Sentence
    from net.ids import DeviceId, PersonId, RoomId
    from net.news import LinkView
    from net.node import Node

BEACON_FRESH_MS = 90_000
"""Three times the slowest beacon: longer silence means that none gets through."""

INTERFACES_SETTING = "interfaces"
"""JSON: names of the interfaces to use; null for all."""

SURVEY_FRESH_S = 30.0
"""What is asked of the system is asked this often at most while somebody looks: tools cost 0.3 s."""

TYPED_KEPT = 4
"""Addresses that were typed and are told of while they lead nowhere; the newest."""


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


def ask_system(port: int, names: tuple[str, ...]) -> tuple[Firewall, Tunnels]:
    """Ask the system for firewall and tunnels; blocks on files and commands."""
    return firewall.find(port), tunnels.find(names)


class Network:
    """Describes the links and the checks of this device. Owned by the engine, used on its loop."""

    def __init__(
        self,
        *,
        node: Node,
        store: Store,
        identity: Identity,
        options: Options,
        name_of: Callable[[PersonId], str],
        rooms: Callable[[], Iterable[RoomId]],
        ask: Callable[[int, tuple[str, ...]], tuple[Firewall, Tunnels]] = ask_system,
    ) -> None:
        self._node = node
        self._store = store
        self._person = identity.person_id
        self._device = identity.device_id
        self._closed = options.network_key is not None
        self._fixed_port = options.listen is not None and options.listen[1] != 0
        self._typed = deque(options.connect, TYPED_KEPT)
        self._ask = ask
        self._survey = Survey()
        self._surveyed_at_s: float | None = None
        self._surveying = asyncio.Lock()
        self._name_of = name_of
        self._rooms = rooms
        self.trials = Trials(
            links=node.links, name_of=name_of, own=self.own_addresses, dial=self._dial
        )
        self._clock_off_ms = 0

    async def load(self) -> None:
        """Take up which interfaces are used; before the node starts."""
        kept = await self._store.read(lambda reader: reader.setting(INTERFACES_SETTING))
        if isinstance(kept, list):
            self._node.interfaces.choose(str(name) for name in kept)

    def choose_interfaces(self, names: Iterable[str] | None) -> None:
        """Look for others and take new links on these from now on; None for all."""
        self._node.interfaces.choose(names)
        self._node.network_changed()

    async def look(self, *, again: bool = False) -> None:
        """Ask the system what takes a moment: own port, firewall, VPNs; not anew within 30 s."""
        loop = asyncio.get_running_loop()
        async with self._surveying:
            looked_s = self._surveyed_at_s
            if not again and looked_s is not None and loop.time() - looked_s < SURVEY_FRESH_S:
                return
            port = next((port for _, port in self._node.listening), 0)
            answering = await knock(self._own_hosts(), port)
            names = tuple(each.name for each in self._used() if each.ipv4)
            found = await asyncio.to_thread(self._ask, port, names)
            self._survey = Survey(True, answering, *found)
            self._surveyed_at_s = loop.time()

    def link_info(self, view: LinkView) -> LinkInfo:
        """Return a live link with its person's name."""
        return LinkInfo(
            device=view.device,
            person=view.person,
            name=self._name_of(view.person),
            address=format_address(view.address),
            rtt_ms=view.rtt_ms,
            since_ms=view.since_ms,
            lanes=("tcp", "udp") if view.datagrams else ("tcp",),
            outbound=view.outbound,
            waiting_bytes=view.waiting_bytes,
        )

    def clock_judged(self, off_ms: int) -> None:
        """Remember how far this device's clock is off the others'."""
        self._clock_off_ms = off_ms

    def add_address(self, text: str) -> None:
        """Dial an address that a person typed.

        Raises:
            AppError: "invalid" with what an address looks like.
        """
        self._dial(typed_address(text))

    async def reach(self, text: str) -> Sentence:
        """Dial an address that a person typed, and return within seconds what came of it.

        Raises:
            AppError: "invalid" with what an address looks like, "offline" with why nobody was
                reached; all but an invalid one is dialled on, again and again.
        """
        return await self.trials.run(text)

    def _dial(self, address: Address) -> None:
        self._typed.append(address)
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
            rooms=len(tuple(self._rooms())),
            entries=entries,
        )

    def state(self, checks: Iterable[Finding], online: int) -> NetworkState:
        """Return the network line: people online, whether there is a network at all, problems.

        Args:
            checks: As `reasons()` returned them just now.
            online: How many people are online.
        """
        problems = tuple(finding.words for finding in checks if finding.verdict == "problem")
        return NetworkState(UNNAMED_NETWORK, online, self.connected, self._closed, problems)

    @property
    def connected(self) -> bool:
        """Whether there is a network at all, or another instance on this machine."""
        return self._networked or bool(self.links())

    @property
    def _networked(self) -> bool:
        status = self._node.discovery_status()
        return status is None or bool(status.interfaces)

    def links(self) -> list[LinkView]:
        """Return the links that packets can still take."""
        return live(self._node.links(), networked=self._networked)

    def reasons(self) -> tuple[Finding, ...]:
        """Return this device's own checks, at once and without asking anybody."""
        return tuple(self._checks())

    def interfaces(self) -> tuple[tuple[str, tuple[str, ...], bool], ...]:
        """Return name, addresses and whether it is used of each; chosen ones that are gone, too."""
        chosen = self._node.interfaces
        there = chosen.choices()
        used = {each.name for each in self._used()}
        gone = sorted((chosen.names or frozenset()) - {each.name for each in there})
        return (
            *((each.name, tuple(map(str, each.addresses)), each.name in used) for each in there),
            *((name, (), False) for name in gone),
        )

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
        await self.look()
        findings = list(self._checks())
        if person is None:
            return tuple(findings)
        if person == self._person:
            return (Finding("person", "ok", "That is you, on this device."), *findings)
        known = {known.person: known for known in await self._store.read(lambda r: r.people())}
        linked = [view for view in self.links() if view.person == person]
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
        return (first, *(await self._far_from(known.get(person), name, linked)), *findings)

    async def _far_from(
        self, person: Person | None, name: str, linked: list[LinkView]
    ) -> list[Finding]:
        """Return that somebody was last met where this computer is not now."""
        if person is None or linked:
            return []
        known = await self._store.read(lambda reader: reader.addresses())
        last = tuple((each.host, each.port) for each in known if each.device in person.devices)
        strange = outside(last, self._networks())
        if not last or len(strange) < len({host for host, _ in last}):
            return []
        return [
            Finding(
                "person-subnet", "unknown",
                f"{name} was last reached at {strange[0]}, which is in no network of this computer.",
                "Join the same network, or ask whoever runs it whether the two are connected.",
            )
        ]  # fmt: skip

    def _facts(self) -> Facts:
        links, listen = self.links(), self._node.listening
        status = self._node.discovery_status()
        hosts = {view.address[0] for view in links}
        typed = tuple(each for each in self._typed if each[0] not in hosts)
        inbound = self._came_in(links)
        reached_at_s = self._node.reached_at_s
        return Facts(
            port=listen[0][1] if listen else 0,
            fixed_port=self._fixed_port,
            links=len(links),
            inbound=len(inbound),
            inbound_for_ms=max((unix_ms() - view.since_ms for view in inbound), default=0),
            reached_ms_ago=(
                None
                if reached_at_s is None
                else round((asyncio.get_running_loop().time() - reached_at_s) * 1000)
            ),
            clocks=any(view.rtt_ms is not None for view in links),
            clock_off_ms=self._clock_off_ms,
            closed=self._closed,
            other_networks=status.other_networks if status is not None else 0,
            other_versions=status.other_versions if status is not None else (),
            version=PROTOCOL_VERSION,
            strange=outside(typed, self._networks()) if typed else (),
        )

    def _came_in(self, links: Sequence[LinkView]) -> list[LinkView]:
        """Return what devices of other machines opened: only that proves the way here."""
        own = {host for host, _ in self._node.listening}
        own.update(str(host) for each in self._used() for host in each.addresses)
        opened = (view for view in links if not view.outbound and view.address[0] not in own)
        return [view for view in opened if not is_loopback(view.address[0])]

    def _used(self) -> tuple[Any, ...]:
        return tuple(each for each in self._node.interfaces.lately() if not each.loopback)

    def _networks(self) -> tuple[str, ...]:
        return tuple(
            f"{ipaddress.ip_interface(f'{host}/{prefix}').network}"
            for each in self._used()
            for host, prefix in (*each.ipv4, *each.ipv6)
        )

    def _own_hosts(self) -> tuple[str, ...]:
        """Return where this device's port should answer, in all the networks it is in."""
        hosts: list[str] = []
        used = self._used()
        for host, _ in self._node.listening:
            if host in ("0.0.0.0", "::"):
                every = [str(own) for each in used for own in each.addresses]
                hosts += [own for own in every if (":" in own) == (host == "::")]
            else:
                hosts.append(host)
        return tuple(hosts)

    def _checks(self) -> list[Finding]:
        facts = self._facts()
        checks = port_checks(facts, self._survey)
        checks += self._discovery_checks()
        checks += stranger_checks(facts)
        checks.append(links_check(facts.links))
        checks += firewall_check(facts, self._survey)
        checks += tunnel_check(facts, self._survey)
        checks.append(clock_check(facts))
        return checks

    def _discovery_checks(self) -> list[Finding]:
        if self._node.interfaces.names is not None and not self._used():
            return [
                Finding(
                    "interfaces", "problem", "None of the chosen network interfaces is there.",
                    "Choose others in the settings under Network.",
                )
            ]  # fmt: skip
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
