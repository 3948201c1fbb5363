"""What the application talks about: messages, people, rooms, links; frozen values without behaviour."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from net.ids import DeviceId, EntryId, PersonId, RoomId

OrderKey = tuple[int, int, int, bytes]
"""(place, device order, seq, id): sorts a room's messages alike on every device (`net.history`)."""


class MessageState(enum.Enum):
    """How far a message of one's own has come; others' messages are always STORED."""

    PENDING = "pending"
    STORED = "stored"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Reaction:
    """One emoji under a message and who chose it."""

    emoji: str
    people: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """One message as shown.

    `id` is the entry's id once stored; while pending or failed it is the local id. `local_id` is the
    16 random bytes made before anything is stored: own rows are replaced by it, never by text. `key`
    is None until stored. Times are Unix ms. `error` says why sending failed, for people.
    """

    id: EntryId
    local_id: bytes
    room: RoomId
    person: PersonId
    device: DeviceId
    name: str
    text: str
    sent_at_ms: int
    state: MessageState
    key: OrderKey | None = None
    own: bool = False
    delivered_to: int = 0
    edited_at_ms: int | None = None
    deleted: bool = False
    reply_to: EntryId | None = None
    reactions: tuple[Reaction, ...] = ()
    mentions: tuple[PersonId, ...] = ()
    mentions_me: bool = False
    error: str | None = None
    clock_suspect: bool = False
    forked: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody known here; `name` is decoration and may clash with another's."""

    person: PersonId
    name: str
    online: bool = False
    last_seen_ms: int | None = None
    devices: tuple[DeviceId, ...] = ()
    verified: bool = False
    blocked: bool = False


class RoomKind(enum.Enum):
    """Who may read a room."""

    OPEN = "open"
    PRIVATE = "private"
    DIRECT = "direct"


@dataclass(frozen=True, slots=True)
class Room:
    """A room as listed: counts, last message."""

    room: RoomId
    name: str
    kind: RoomKind
    joined: bool = True
    topic: str = ""
    unread: int = 0
    mentions: int = 0
    members: int = 0
    last: Message | None = None


@dataclass(frozen=True, slots=True)
class LinkInfo:
    """One live link to another device."""

    device: DeviceId
    person: PersonId
    name: str
    address: str
    rtt_ms: float | None
    since_ms: int


@dataclass(frozen=True, slots=True)
class NetworkState:
    """The network line of the window.

    `name` is what people call this network (Wi-Fi name or "this network"), `online` counts people
    with a live link, oneself included. `problems` are sentences: why nobody may be found.
    """

    name: str
    online: int
    connected: bool
    closed: bool = False
    problems: tuple[str, ...] = ()
