"""One look at the engine for the windows: people, rooms and network as they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from desktop import namesakes, online
from desktop.clock import unix_ms
from desktop.model import (
    DeviceView,
    NetworkState,
    Notify,
    Person,
    PersonPresence,
    Room,
    RoomKind,
    RoomMember,
    Status,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.connection.finding import Finding
    from desktop.engine import Engine
    from desktop.services.news import PresenceEntry
    from net.ids import PersonId, RoomId

PINNED_SETTING = "pinned_rooms"
"""JSON: room ids in hex, in the order they were pinned."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything around the messages; `present` is of everybody, `members` of the room in view."""

    me: Person | None
    people: tuple[Person, ...]
    present: tuple[PersonPresence, ...]
    members: tuple[PersonPresence, ...]
    rooms: tuple[Room, ...]
    network: NetworkState
    reasons: tuple[Finding, ...]
    addresses: tuple[str, ...]


async def overview(engine: Engine, room: RoomId | None) -> Overview:
    """Return what the main window shows around the messages of a room."""
    people = tuple(engine.people.everybody())
    me = engine.identity.person_id
    present = _presences(engine, people)
    inside = set(engine.rooms.members(room)) if room is not None else set()
    invited = _invited(engine, room) if room is not None else frozenset()
    pinned = await engine.store.read(lambda reader: reader.setting(PINNED_SETTING, []))
    by_person = {each.person: each for each in present}
    default = engine.realtime.notifications.default
    rooms = [
        _shown(each, by_person, pinned, default, len(_invited(engine, each.room)))
        for each in await engine.rooms.mine()
    ]
    present = _with_rooms(engine, present, rooms)
    same = namesakes.marks((each.room, each.name) for each in rooms if each.peer is None)
    rooms = [_marked(each, by_person, same) for each in rooms]
    reasons = engine.network.reasons()
    return Overview(
        me=next((each for each in people if each.person == me), None),
        people=people,
        present=tuple(present),
        members=tuple(
            msgspec.structs.replace(each, invited=True) if each.person in invited else each
            for each in present
            if each.person in inside
        ),
        rooms=tuple(sorted(rooms, key=_listed, reverse=True)),
        network=engine.network.state(reasons, online.count(present)),
        reasons=reasons,
        addresses=engine.network.own_addresses(),
    )


def _presences(engine: Engine, everybody: tuple[Person, ...]) -> list[PersonPresence]:
    """Return everybody known with their devices, for the presence window and the panels."""
    people = {each.person: each for each in everybody}
    marks = _marks(engine, everybody)
    links = {link.device: link for link in engine.network.links()}
    me, connected = engine.identity.person_id, engine.network.connected
    shown = []
    for entry in engine.presence.everybody():
        person, status = people.get(entry.person), status_of(entry.status)
        devices = tuple(
            DeviceView(
                device=meta.device,
                name=meta.device_name or "device",
                status=status_of(meta.status) if connected else Status.OFFLINE,
                since_ms=meta.since_ms,
                linked=meta.device in links,
                rtt_ms=links[meta.device].rtt_ms if meta.device in links else None,
            )
            for meta in entry.devices
        )
        shown.append(
            PersonPresence(
                person=entry.person,
                name=entry.name,
                # Without a network nobody is reached, whatever was last heard of them.
                status=status if connected else Status.OFFLINE,
                chosen=status if entry.person == me and not connected else None,
                note=entry.note,
                until_ms=_coming(entry.until_ms),
                devices=devices,
                since_ms=_since(entry, person, connected=connected),
                mine=entry.person == me,
                blocked=person.blocked if person is not None else False,
                verified_at_ms=0 if person is not None and person.verified else None,
                mark=marks.get(entry.person, ""),
            )
        )
    return shown


def _with_rooms(
    engine: Engine, present: list[PersonPresence], rooms: list[Room]
) -> list[PersonPresence]:
    """Say of everybody which rooms they share with this person, and whether they are muted."""
    shared: dict[PersonId, list[RoomId]] = {}
    muted: set[PersonId] = set()
    for room in rooms:
        if room.peer is None:
            invited = _invited(engine, room.room)
            for person in filter(lambda each: each not in invited, engine.rooms.members(room.room)):
                shared.setdefault(person, []).append(room.room)
        elif room.muted_until_ms is not None and room.muted_until_ms > unix_ms():
            muted.add(room.peer)
    return [
        msgspec.structs.replace(
            each, rooms=tuple(shared.get(each.person, ())), muted=each.person in muted
        )
        for each in present
    ]


def members(engine: Engine, room: RoomId) -> tuple[RoomMember, ...]:
    """Return who is in a room, and whom this person may remove."""
    statuses = {entry.person: entry for entry in engine.presence.everybody(room)}
    me = engine.identity.person_id
    if not engine.network.connected:
        statuses.clear()
    manages = engine.rooms.may_remove(room)
    marks = _marks(engine, engine.people.everybody())
    invited = _invited(engine, room)
    return tuple(
        RoomMember(
            person,
            engine.people.name_of(person),
            status_of(statuses[person].status) if person in statuses else Status.OFFLINE,
            mine=person == me,
            removable=manages and person != me,
            mark=marks.get(person, ""),
            invited=person in invited,
        )
        for person in engine.rooms.members(room)
    )


def _invited(engine: Engine, room: RoomId) -> frozenset[PersonId]:
    return engine.rooms.invitations.unanswered(room, engine.identity.person_id)


def status_of(text: str) -> Status:
    """Return a status by its word; words of a newer version count as being there."""
    return {status.value: status for status in Status}.get(text, Status.ONLINE)


def _coming(at_ms: int | None) -> int | None:
    """Return a time that is still ahead: whoever sleeps over the end of a status cannot take it back."""
    return at_ms if at_ms is not None and at_ms > unix_ms() else None


def _since(entry: PresenceEntry, person: Person | None, *, connected: bool) -> int | None:
    if entry.devices and not connected:
        return None  # they were here just now
    if entry.devices:
        return max(meta.since_ms for meta in entry.devices)
    return person.last_seen_ms if person is not None else None


def _shown(
    room: Room,
    people: dict[PersonId, PersonPresence],
    pinned: list[str],
    default: Notify,
    invited: int,
) -> Room:
    peer = people.get(room.peer) if room.peer is not None else None
    return msgspec.structs.replace(
        room,
        members=room.members - invited,
        pinned=room.room.hex() in pinned,
        status=peer.status if peer is not None else None,
        notify=room.notify or (Notify.ALL if room.peer is not None else default),
    )


def _marks(engine: Engine, everybody: Iterable[Person]) -> dict[PersonId, str]:
    """Return what tells people of one name apart; nobody looks for a mark at their own name."""
    marks = namesakes.marks((each.person, each.name) for each in everybody)
    marks.pop(engine.identity.person_id, None)
    return marks


def _marked(room: Room, people: dict[PersonId, PersonPresence], same: dict[RoomId, str]) -> Room:
    peer = people.get(room.peer) if room.peer is not None else None
    mark = same.get(room.room, "") if peer is None else peer.mark
    return msgspec.structs.replace(room, mark=mark) if mark else room


def _listed(room: Room) -> tuple[bool, int, bool]:
    last = room.last.sent_at_ms if room.last is not None else room.came_ms
    return (room.pinned, last, room.kind is RoomKind.OPEN)
