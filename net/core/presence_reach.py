"""Who is up: every device that a chain of living links leads to, by what each device says of its own.

Each device tells whom it is linked with. A link counts when both its ends say so; the links of this
device count by themselves. So a crashed device is down once the last of its neighbours lost it, one
slow or lying observer cannot take another device down, and after a split each side sees all of the
other side go, also those it was never linked with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from net.config import NetConfig
from net.core.presence import Version
from net.core.presence_proof import NEIGHBOUR_BYTES
from net.ids import DeviceId
from net.wire import Linked

Prefix = bytes

BRIDGES = 3
"""Neighbours of both that pass a statement on between two without a link: one may be slow."""


@dataclass(frozen=True, slots=True)
class _Statement:
    device: DeviceId
    version: Version
    neighbours: frozenset[Prefix]
    gone: bool


class Reach:
    """The statements of all devices known, and who can be reached by them."""

    def __init__(self, me: DeviceId, config: NetConfig) -> None:
        self._me = me
        # The rest of the room is for linked devices: strangers' tales cannot crowd them out.
        self._capacity = config.max_presence_devices - config.max_links
        self._statements: dict[Prefix, _Statement] = {}
        self._linked: set[DeviceId] = set()
        self._up: frozenset[DeviceId] = frozenset()

    @property
    def up(self) -> frozenset[DeviceId]:
        """The devices that were up at the last `look`, this one not among them."""
        return self._up

    def link_up(self, device: DeviceId) -> None:
        """Note an own link; it is newer than any leave that was heard of."""
        self._linked.add(device)
        known = self._statements.get(prefix(device))
        if known is not None and known.gone:
            del self._statements[prefix(device)]

    def link_down(self, device: DeviceId) -> None:
        """Note that no own link to a device is left."""
        self._linked.discard(device)

    def own_neighbours(self) -> bytes:
        """Return this device's side: the beginnings of the ids of all linked devices, ascending."""
        return joined(self._linked)

    def version_of(self, device: DeviceId) -> Version | None:
        """Return which statement of a device is held, None if none."""
        known = self._statements.get(prefix(device))
        return known.version if known is not None else None

    def has_left(self, device: DeviceId) -> bool:
        """Whether a device's last word was that it leaves."""
        known = self._statements.get(prefix(device))
        return known is not None and known.gone

    def says_linked(self, device: DeviceId, other: DeviceId) -> bool:
        """Whether a device says that it is linked with another."""
        known = self._statements.get(prefix(device))
        return known is not None and prefix(other) in known.neighbours

    def merge(self, frame: Linked) -> bool:
        """Take a statement whose signature was checked; whether it was news and there was room."""
        device = DeviceId(frame.device)
        key = prefix(device)
        known = self._statements.get(key)
        version = (frame.incarnation, frame.seq)
        if known is None:
            if not self._has_room(device):
                return False
        elif known.device != device or version <= known.version:
            return False
        neighbours = frozenset(_cut(frame.neighbours))
        self._statements[key] = _Statement(device, version, neighbours, frame.gone)
        return True

    def is_bridge(self, origin: DeviceId, target: DeviceId) -> bool:
        """Whether this device should pass on to `target` what it got from `origin` itself.

        Only a few of those linked with both need to; the lowest ids do.
        """
        one = self._statements.get(prefix(origin))
        two = self._statements.get(prefix(target))
        if one is None or two is None:
            return True
        mine = prefix(self._me)
        return sum(key < mine for key in one.neighbours & two.neighbours) < BRIDGES

    def look(self) -> frozenset[DeviceId]:
        """Walk the living links from here; returns who is up, as `up` does from now on."""
        statements = self._statements
        found = {prefix(device): device for device in self._linked if not self.has_left(device)}
        edge = list(found)
        while edge:
            here = edge.pop()
            statement = statements.get(here)
            if statement is None:
                continue
            for key in statement.neighbours:
                other = statements.get(key)
                if other is None or key in found or other.gone or here not in other.neighbours:
                    continue
                if other.device != self._me:
                    found[key] = other.device
                    edge.append(key)
        self._up = frozenset(found.values())
        return self._up

    def _has_room(self, device: DeviceId) -> bool:
        if device in self._linked or len(self._statements) < self._capacity:
            return True
        for key, statement in self._statements.items():
            if statement.device not in self._up and statement.device not in self._linked:
                del self._statements[key]
                return True
        return False


def prefix(device: DeviceId) -> Prefix:
    """Return the beginning of a device id, as statements name it."""
    return device[:NEIGHBOUR_BYTES]


def joined(devices: Iterable[DeviceId]) -> bytes:
    """Return a list of neighbours as it goes on the wire."""
    return b"".join(sorted(prefix(device) for device in devices))


def _cut(neighbours: bytes) -> Iterator[Prefix]:
    for at in range(0, len(neighbours), NEIGHBOUR_BYTES):
        yield neighbours[at : at + NEIGHBOUR_BYTES]
