"""The open rooms of a network, folded from the entries of its directory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from desktop.store.room_fold import RoomState, fold
from desktop.store.room_payloads import RoomType, decode_membership, decode_room
from desktop.texts import safe_name
from net.entry import Entry, Kind
from net.ids import RoomId

if TYPE_CHECKING:
    from net.ids import DeviceId, EntryId, PersonId

MAX_OPEN_ROOMS = 2_000
"""Open rooms listed; whoever makes more only fills their own list (10,000 rooms from one peer)."""
MAX_ENTRIES_PER_ROOM = 5_000
"""Entries that describe one open room; a quarrel over a name ends there."""


class Directory:
    """Keeps the entries that make open rooms, and the rooms that follow from them."""

    def __init__(self, person_of: Callable[[DeviceId], PersonId | None]) -> None:
        self._person_of = person_of
        self._entries: dict[RoomId, dict[EntryId, Entry]] = {}
        self._rooms: dict[RoomId, RoomState] = {}

    def __contains__(self, room: object) -> bool:
        return room in self._rooms

    def __iter__(self) -> Iterator[RoomId]:
        return iter(self._rooms)

    def taken(self) -> tuple[RoomId, ...]:
        """Return every room that an entry spoke of."""
        return tuple(self._entries)

    def get(self, room: RoomId) -> RoomState | None:
        """Return a room's state, None for one never heard of."""
        return self._rooms.get(room)

    def take(self, entry: Entry) -> RoomId | None:
        """Keep an entry of the directory; return the room to fold again, if it is about one."""
        if entry.kind == Kind.ROOM:
            described = decode_room(entry.payload)
            raw = described.room if described is not None else None
        else:
            change = decode_membership(entry.payload)
            raw = change.room if change is not None else None
        if raw is None:
            return None
        room = RoomId(raw)
        entries = self._entries.get(room)
        if entries is None:
            if len(self._entries) >= MAX_OPEN_ROOMS:
                return None
            entries = self._entries[room] = {}
        if len(entries) < MAX_ENTRIES_PER_ROOM:
            entries[entry.id] = entry
        return room

    def fold(self, room: RoomId) -> RoomState | None:
        """Work out a room anew; None while the entry that made it is not here."""
        entries = self._entries.get(room, {})
        state = fold(room, RoomType.OPEN, entries.values(), self._person_of)
        if state.maker is None:
            return None  # it is on its way, or somebody made the room up
        state.name = " ".join(safe_name(state.name).split()) or "room"
        self._rooms[room] = state
        return state
