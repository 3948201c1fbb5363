"""Rooms: which ones there are, who is in them, what was last said, how much is unread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

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
        rows, unread = await self._store.read(
            lambda reader: (reader.page(lobby, None, 1), reader.unread(lobby))
        )
        return [
            Room(
                lobby,
                LOBBY_NAME,
                RoomKind.OPEN,
                unread=unread.messages,
                mentions=unread.mentions,
                members=self._members(),
                last=rows[-1] if rows else None,
            )
        ]

    async def mark_read(self, room: RoomId, message: EntryId) -> None:
        """Everything up to a message of the room was seen; earlier markers do not go back."""
        await self._store.mark_read(room, message)
