"""Which rooms this device syncs, with whom, and whose entries count in them.

An open room is synced with everybody. A private or direct one only with its members: to others its
digests, entries and acknowledgements are never spoken of, and what they send of it is not taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from net.core import seqs
from net.ids import DeviceId, PersonId, RoomId


@dataclass(slots=True)
class _Policy:
    members: frozenset[PersonId] | None = None
    authors: frozenset[PersonId] | None = None
    cuts: dict[DeviceId, int] = field(default_factory=dict)


class RoomPolicies:
    """The rooms of this device; asked for every frame that names a room."""

    def __init__(self, max_rooms: int, open_rooms: Iterable[RoomId]) -> None:
        self._max_rooms = max_rooms
        self._rooms: dict[RoomId, _Policy] = {room: _Policy() for room in open_rooms}

    def __contains__(self, room: object) -> bool:
        return room in self._rooms

    def __iter__(self) -> Iterator[RoomId]:
        return iter(self._rooms)

    def allow(
        self,
        room: RoomId,
        members: frozenset[PersonId] | None = None,
        authors: frozenset[PersonId] | None = None,
    ) -> bool:
        """Sync a room with these members (None: everybody), taking what these authors wrote.

        Lifts all cuts: who was removed may have been added again. Returns whether anything
        changed; False, too, when there are too many rooms.
        """
        known = self._rooms.get(room)
        if known is None:
            if len(self._rooms) >= self._max_rooms:
                return False
            self._rooms[room] = _Policy(members, authors)
            return True
        known.cuts.clear()
        if (known.members, known.authors) == (members, authors):
            return False
        known.members, known.authors = members, authors
        return True

    def disallow(self, room: RoomId) -> None:
        """Stop to sync a room."""
        self._rooms.pop(room, None)

    def cut(self, room: RoomId, device: DeviceId, seq: int) -> None:
        """Take nothing that this device wrote in the room after `seq`."""
        policy = self._rooms.get(room)
        if policy is not None:
            policy.cuts[device] = min(seq, policy.cuts.get(device, seq))

    def wanted(
        self, room: RoomId, device: DeviceId, ranges: tuple[tuple[int, int], ...]
    ) -> tuple[tuple[int, int], ...]:
        """Return what of a log that a peer offers is worth fetching."""
        policy = self._rooms.get(room)
        if policy is None or device not in policy.cuts:
            return ranges
        return seqs.intersect(ranges, ((1, policy.cuts[device]),)) if policy.cuts[device] else ()

    def may_see(self, room: RoomId, person: PersonId) -> bool:
        """Whether a room is synced with this person."""
        policy = self._rooms.get(room)
        return policy is not None and (policy.members is None or person in policy.members)

    def takes(self, room: RoomId, device: DeviceId, person: PersonId | None, seq: int) -> bool:
        """Whether an entry of this author belongs into the room; `person` None is not known yet."""
        policy = self._rooms.get(room)
        if policy is None or seq > policy.cuts.get(device, seq):
            return False
        return policy.authors is None or person is None or person in policy.authors
