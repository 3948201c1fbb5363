"""What the rooms service asks of the engine and of the keeper of private rooms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from net.ids import PersonId, RoomId


@dataclass(frozen=True, slots=True)
class Allow:
    """Asks the engine to sync a room; `members` None means with everybody."""

    room: RoomId
    members: frozenset[PersonId] | None = None
    authors: frozenset[PersonId] | None = None


class Private(Protocol):
    """What this service asks of the one that keeps private rooms."""

    def is_private(self, room: RoomId) -> bool: ...  # noqa: D102
    async def create(self, name: str) -> RoomId: ...  # noqa: D102
    async def join(self, room: RoomId) -> None: ...  # noqa: D102
    async def leave(self, room: RoomId) -> None: ...  # noqa: D102
    async def invite(self, room: RoomId, people: tuple[PersonId, ...]) -> None: ...  # noqa: D102
    async def remove(self, room: RoomId, people: tuple[PersonId, ...]) -> None: ...  # noqa: D102
