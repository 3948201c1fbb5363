"""The invitations to private rooms that stand: those to oneself with who sent them, and others'."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from net.ids import PersonId, RoomId


class Invitations:
    """Rooms with those who invited to them. Used on the engine's loop."""

    def __init__(self, is_blocked: Callable[[PersonId], bool]) -> None:
        self._is_blocked = is_blocked
        self._by: dict[RoomId, tuple[PersonId, ...]] = {}
        self._waiting: dict[RoomId, frozenset[PersonId]] = {}

    def set(self, room: RoomId, by: tuple[PersonId, ...]) -> None:
        """Take who invites to a room; nobody: there is no invitation to it any more."""
        if by:
            self._by[room] = by
        else:
            self._by.pop(room, None)

    def follow(self, room: RoomId, waiting: frozenset[PersonId]) -> None:
        """Know who was added to a room and has not come in yet."""
        self._waiting[room] = waiting

    def unanswered(self, room: RoomId, me: PersonId) -> frozenset[PersonId]:
        """Return who counts as a member and has not come in; oneself where one was asked only."""
        if room in self:
            return frozenset((me,))
        return self._waiting.get(room, frozenset()) - {me}

    def __contains__(self, room: RoomId) -> bool:
        return room in self._by

    def hides(self, room: RoomId) -> bool:
        """Whether only blocked people invite to a room: it is not listed until that is over."""
        by = self._by.get(room, ())
        return bool(by) and all(map(self._is_blocked, by))

    def first(self, room: RoomId) -> PersonId | None:
        """Return who invited first, of those who are not blocked; None where nobody invites."""
        return next((by for by in self._by.get(room, ()) if not self._is_blocked(by)), None)

    def shown(self) -> Iterator[RoomId]:
        """Return the rooms one is invited to by somebody who is not blocked."""
        return (room for room in self._by if not self.hides(room))
