"""The direct rooms that this device lists, and when somebody opened each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.clock import unix_ms
from net.ids import EntryId, RoomId

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

SETTING = "direct_opened"
"""JSON: room ids in hex, each with when it was opened in Unix ms, or with the newest message (in hex)
that it had when it was closed; once only the ids, in a list."""


def closed_in(kept: object) -> dict[RoomId, str]:
    """Return the rooms that the setting says are closed, with the newest message they had then."""
    if not isinstance(kept, dict):
        return {}
    return {RoomId(bytes.fromhex(k)): at for k, at in kept.items() if isinstance(at, str)}


class DirectRooms:
    """There is a direct room with everybody; those that are in use are listed. On the engine's loop."""

    def __init__(self) -> None:
        self._opened_ms: dict[RoomId, int] = {}
        self._closed: dict[RoomId, str] = {}

    def load(
        self, talked_in: Iterable[RoomId], kept: object, newest: Mapping[RoomId, EntryId]
    ) -> None:
        """Take the rooms that have messages, the setting, and the closed ones' newest messages now."""
        closed = closed_in(kept).items()
        self._closed = {room: at for room, at in closed if newest.get(room, b"").hex() == at}
        self._opened_ms = dict.fromkeys(talked_in, 0)
        if isinstance(kept, dict):
            times = [(room, at if isinstance(at, int) else 0) for room, at in kept.items()]
        else:
            times = [(room, 0) for room in kept] if isinstance(kept, list) else []
        self._opened_ms |= {RoomId(bytes.fromhex(str(room))): at for room, at in times}
        for room in self._closed:
            del self._opened_ms[room]

    def __contains__(self, room: RoomId) -> bool:
        return room in self._opened_ms

    def __iter__(self) -> Iterator[RoomId]:
        return iter(self._opened_ms)

    def spoken(self, room: RoomId) -> None:
        """List a room in which somebody said something."""
        self._closed.pop(room, None)
        self._opened_ms.setdefault(room, 0)

    def open(self, room: RoomId) -> bool:
        """List a room because somebody wants to talk there; tells whether that is new."""
        if self._opened_ms.get(room):
            return False
        self._closed.pop(room, None)
        self._opened_ms[room] = unix_ms()
        return True

    def close(self, room: RoomId, newest: EntryId | None) -> None:
        """List a room no longer, until a message comes that is newer than its newest one now."""
        self._opened_ms.pop(room, None)
        self._closed[room] = (newest or b"").hex()

    def came_ms(self, room: RoomId) -> int:
        """Return when a room was opened, 0 if it never was."""
        return self._opened_ms.get(room, 0)

    def kept(self) -> dict[str, int | str]:
        """Return what to keep as the setting."""
        kept: dict[RoomId, int | str] = {**self._opened_ms, **self._closed}
        return {room.hex(): at for room, at in sorted(kept.items())}
