"""Rooms: which ones there are, who is in them, what was last said, how much is unread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.errors import AppError
from desktop.model import Room, RoomKind

if TYPE_CHECKING:
    from desktop.store.store import Store
    from net.ids import EntryId, RoomId

LOBBY_NAME = "lobby"
"""The same everywhere on a network: the room every new installation is in."""


class Rooms:
    """Lists rooms. Owned by the engine, used on its loop."""

    def __init__(self, *, store: Store, lobby: RoomId, members: Callable[[], int]) -> None:
        self._store = store
        self._lobby = lobby
        self._members = members

    def has(self, room: RoomId) -> bool:
        """Whether this device is in the room."""
        return room == self._lobby

    async def list(self) -> list[Room]:
        """Return the rooms of this device."""
        lobby = self._lobby
        counts = await self._store.read(lambda reader: reader.counts(lobby))
        return [
            Room(
                lobby,
                LOBBY_NAME,
                RoomKind.OPEN,
                unread=counts.unread,
                mentions=counts.mentions,
                members=self._members(),
                last=counts.last,
            )
        ]

    async def mark_read(self, room: RoomId, message: EntryId) -> None:
        """Mark everything up to a message of the room as seen; the mark never moves back.

        Raises:
            AppError: "not-found" for a message that is not in the room.
        """
        found = await self._store.read(lambda reader: reader.message(message))
        if found is None or found.key is None or found.room != room:
            raise AppError("not-found", "The message to read up to is not known in this room.")
        await self._store.mark_read(room, found.key)
