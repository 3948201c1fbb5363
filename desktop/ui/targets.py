"""Where the quick switcher can go: rooms, people, and what to do if there is no such place yet."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

import msgspec

from desktop.model import PersonPresence, Room, RoomKind, Status
from desktop.namesakes import label
from desktop.ui.fuzzy import find

if TYPE_CHECKING:
    from collections.abc import Sequence

    from net.ids import RoomId

TARGETS_SHOWN = 50
"""Whoever wants the 51st types another letter."""

_MENTION = 3.0
_UNREAD = 2.0
_RECENT = 3.0
_HERE = 0.5
_OPEN_NOW = -6.0
"""Beside the worth of a found letter (1 to 14, fuzzy.py): between equally good names what waits and
what was visited lately comes first, and where one is already comes last."""


class Act(enum.Enum):
    """What the switcher offers besides places."""

    CREATE = "create"
    BROWSE = "browse"
    SEARCH = "search"


class Target(msgspec.Struct, frozen=True):
    """One line of the switcher: a room, a person or an act."""

    room: Room | None = None
    person: PersonPresence | None = None
    act: Act | None = None
    query: str = ""

    @property
    def name(self) -> str:
        """What it is called; empty for an act."""
        if self.room is not None:
            return label(self.room)
        return "" if self.person is None else label(self.person)


class Places(msgspec.Struct, frozen=True, kw_only=True):
    """Everything there is to go to. `recent` are rooms in the order of the last visits."""

    rooms: tuple[Room, ...] = ()
    joinable: tuple[Room, ...] = ()
    """Open rooms of the network; those that are listed in `rooms` as well are not offered twice."""

    people: tuple[PersonPresence, ...] = ()
    recent: tuple[RoomId, ...] = ()
    current: RoomId | None = None


def targets(query: str, places: Places, acts: Sequence[Act] = ()) -> list[Target]:
    """Return what fits, best first; the acts come last, and only if something was typed."""
    query = " ".join(query.split())
    found: list[tuple[float, int, Target]] = []
    direct = {room.peer for room in places.rooms if room.kind is RoomKind.DIRECT}
    for number, room in enumerate(places.rooms):
        fits = find(query, room.name)
        if fits is not None:
            score = fits.score + _room_boost(room, places)
            found.append((score, number, Target(room=room, query=query)))
    listed = {room.room for room in places.rooms}
    for number, room in enumerate(places.joinable, len(places.rooms)):
        fits = find(query, room.name) if query and room.room not in listed else None
        if fits is not None:
            found.append((fits.score, number, Target(room=room, query=query)))
    for number, person in enumerate(places.people, len(places.rooms) + len(places.joinable)):
        if person.mine or person.blocked or person.person in direct:
            continue
        fits = find(query, person.name)
        if fits is not None:
            score = fits.score + (_HERE if person.status is not Status.OFFLINE else 0.0)
            found.append((score, number, Target(person=person, query=query)))
    found.sort(key=lambda each: (-each[0], each[1]))
    best = [target for _, _, target in found[:TARGETS_SHOWN]]
    return best + [Target(act=act, query=query) for act in acts if query or act is Act.BROWSE]


def _room_boost(room: Room, places: Places) -> float:
    boost = 0.0
    if room.mentions:
        boost += _MENTION
    elif room.unread and room.muted_until_ms is None:
        boost += _UNREAD
    if room.room in places.recent:
        boost += _RECENT / (1 + places.recent.index(room.room) / 4)
    if room.room == places.current:
        boost += _OPEN_NOW
    return boost + _HERE
