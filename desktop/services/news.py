"""What services tell over topics: frozen values, the same for windows and bots."""

from __future__ import annotations

import enum
from typing import Any

import msgspec

from desktop.model import LinkInfo, Message, Person, SearchResult
from net.ids import DeviceId, EntryId, PersonId, RoomId


class MessageNew(msgspec.Struct, frozen=True):
    """A message is new here and on disk; `live` is False for caught-up history."""

    message: Message
    live: bool


class MessageChanged(msgspec.Struct, frozen=True):
    """A known message changed: delivered further, edited, deleted."""

    message: Message


class ApartChanged(msgspec.Struct, frozen=True):
    """Messages that were written while the network was apart stand among those shown already.

    `rooms` has for each room the first of them and how many they are. A later merge has a higher
    `number` and says nothing of those before it.
    """

    number: int
    rooms: tuple[tuple[RoomId, EntryId, int], ...]

    @property
    def messages(self) -> int:
        """How many messages came late, in all rooms."""
        return sum(messages for _, _, messages in self.rooms)


class RoomTouched(msgspec.Struct, frozen=True):
    """Rows of a room changed in a way that only a fresh look at the store shows."""

    room: RoomId


class LinkUp(msgspec.Struct, frozen=True):
    """A device is linked."""

    link: LinkInfo


class LinkDown(msgspec.Struct, frozen=True):
    """A device is no longer linked; `reason` is a sentence."""

    link: LinkInfo
    reason: str


class NetworkChanged(msgspec.Struct, frozen=True):
    """The checks of the network, `Network.reasons()`, may say something else now."""


class PresenceMeta(msgspec.Struct, frozen=True):
    """One device of a person that is here: its status, since when (Unix ms), its own name."""

    device: DeviceId
    status: str
    since_ms: int
    device_name: str = ""


class PresenceEntry(msgspec.Struct, frozen=True):
    """A person with the devices that are here; no device means offline."""

    person: PersonId
    name: str
    status: str
    note: str
    devices: tuple[PresenceMeta, ...]
    until_ms: int | None = None
    """When they want status and note to end."""


class PresenceDiff(msgspec.Struct, frozen=True):
    """What changed of a room's presence; somebody in both has changed and never left."""

    topic: str
    room: RoomId
    joins: tuple[PresenceEntry, ...]
    leaves: tuple[PresenceEntry, ...]


class RoomsChanged(msgspec.Struct, frozen=True):
    """The list of rooms, or what one of them is called, changed: look at it again."""


class Invited(msgspec.Struct, frozen=True):
    """Somebody added this person to a private room; it waits to be joined."""

    room: RoomId
    by: PersonId


class PersonChanged(msgspec.Struct, frozen=True):
    """Somebody became known or changed."""

    person: Person


class SearchChanged(msgspec.Struct, frozen=True):
    """What a group of watched searches shows now; told to every watch of the group.

    `generation` grows with each query of the group: a listener keeps the newest. With an `error` the
    disk did not answer, and `result` is what was known before.
    """

    group: str
    generation: int
    watches: tuple[int, ...]
    result: SearchResult
    error: Exception | None = None


class TypingChanged(msgspec.Struct, frozen=True):
    """Who is typing in a room now: the whole set, never oneself."""

    room: RoomId
    people: tuple[PersonId, ...]


class TopicSaid(msgspec.Struct, frozen=True):
    """An ephemeral message on a free topic; `payload` is a JSON value."""

    topic: str
    payload: Any
    person: PersonId


class NoticeKind(enum.Enum):
    """Why somebody is told of a message; the value is what goes into rpc."""

    MENTION = "mention"
    DIRECT = "direct"
    INVITE = "invite"
    ANNOUNCEMENT = "announcement"
    KEYWORD = "keyword"
    MESSAGE = "message"


class Notified(msgspec.Struct, frozen=True):
    """Something this person should be told; once each, at once. `message` None for an invitation."""

    kind: NoticeKind
    room: RoomId
    by: PersonId
    message: Message | None = None


class Notice(msgspec.Struct, frozen=True):
    """What to show on the screen: the first of a burst in a room at once, then one for all of it.

    `count` counts the burst so far; a notice with `replaces` takes the place of the one shown
    before for the same room. `kind` is the most pressing one of the burst, `message` its newest.
    """

    kind: NoticeKind
    room: RoomId
    by: PersonId
    message: Message | None
    count: int = 1
    replaces: bool = False


class FanOutResult(msgspec.Struct, frozen=True):
    """What became of one target: the message as stored there, or why not (kind and words)."""

    target: RoomId | PersonId
    message: Message | None = None
    error: tuple[str, str] | None = None


class FanOutPending(msgspec.Struct, frozen=True):
    """An announcement is held back for `undo_s` seconds and can be called off meanwhile."""

    announcement: bytes
    targets: int
    undo_s: float


class FanOutEnded(msgspec.Struct, frozen=True):
    """An announcement was sent, or called off (no results)."""

    announcement: bytes
    results: tuple[FanOutResult, ...] = ()
    cancelled: bool = False
