"""What services tell over topics: frozen values, the same for windows and bots."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.model import LinkInfo, Message, Person, SearchResult
from net.ids import PersonId, RoomId


@dataclass(frozen=True, slots=True)
class MessageNew:
    """A message is new here and on disk; `live` is False for caught-up history."""

    message: Message
    live: bool


@dataclass(frozen=True, slots=True)
class MessageChanged:
    """A known message changed: delivered further, edited, deleted."""

    message: Message


@dataclass(frozen=True, slots=True)
class RoomTouched:
    """Rows of a room changed in a way that only a fresh look at the store shows."""

    room: RoomId


@dataclass(frozen=True, slots=True)
class LinkUp:
    """A device is linked."""

    link: LinkInfo


@dataclass(frozen=True, slots=True)
class LinkDown:
    """A device is no longer linked; `reason` is a sentence."""

    link: LinkInfo
    reason: str


@dataclass(frozen=True, slots=True)
class RoomsChanged:
    """The list of rooms, or what one of them is called, changed: look at it again."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody added this person to a private room; it waits to be joined."""

    room: RoomId
    by: PersonId


@dataclass(frozen=True, slots=True)
class PersonChanged:
    """Somebody became known or changed."""

    person: Person


@dataclass(frozen=True, slots=True)
class SearchChanged:
    """What a group of watched searches shows now; told to every watch of the group.

    `generation` grows with each query of the group: a listener keeps the newest.
    """

    group: str
    generation: int
    watches: tuple[int, ...]
    result: SearchResult
