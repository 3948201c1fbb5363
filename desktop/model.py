"""What the application talks about: messages, people, rooms, links; frozen values without behaviour."""

from __future__ import annotations

import enum

import msgspec

from net.ids import DeviceId, EntryId, PersonId, RoomId

OrderKey = tuple[int, int, int, bytes]
"""(place, device order, seq, id): sorts a room's messages alike on every device (`net.history`)."""


Picks = tuple[tuple[str, PersonId], ...]
"""Names in a text, in its order, and who was picked for each: two people may have one name."""


class MessageState(enum.Enum):
    """How far a message of one's own has come; others' messages are always STORED."""

    PENDING = "pending"
    STORED = "stored"
    DELIVERED = "delivered"
    FAILED = "failed"


class Reaction(msgspec.Struct, frozen=True):
    """One emoji under a message and who chose it."""

    emoji: str
    people: tuple[PersonId, ...]


class Message(msgspec.Struct, frozen=True):
    """One message as shown.

    `id` is the entry's id once stored; while pending or failed it is the local id. `local_id` is the
    16 random bytes made before anything is stored: own rows are replaced by it, never by text. `key`
    is None until stored. `announcement` is shared by the messages of one announcement. Times are Unix
    ms. `error` says why sending failed, for people.
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
    pinned: bool = False
    reply_to: EntryId | None = None
    reactions: tuple[Reaction, ...] = ()
    mentions: tuple[PersonId, ...] = ()
    mentions_me: bool = False
    announcement: bytes | None = None
    error: str | None = None
    clock_suspect: bool = False
    forked: bool = False


class Person(msgspec.Struct, frozen=True):
    """Somebody known here; `name` is decoration and may clash with another's."""

    person: PersonId
    name: str
    online: bool = False
    last_seen_ms: int | None = None
    devices: tuple[DeviceId, ...] = ()
    verified: bool = False
    blocked: bool = False


class Status(enum.Enum):
    """How somebody is there; the value is what goes over the wire and into rpc."""

    ONLINE = "online"
    AWAY = "away"
    BUSY = "busy"
    OFFLINE = "offline"


class Notify(enum.Enum):
    """What of a room is worth a notification."""

    ALL = "all"
    MENTIONS = "mentions"
    NOTHING = "nothing"


MUTED_FOR_EVER_MS = 2**53 - 1
"""A `muted_until_ms` without an end: the largest integer that JSON readers keep exactly."""


class RoomKind(enum.Enum):
    """Who may read a room."""

    OPEN = "open"
    PRIVATE = "private"
    DIRECT = "direct"


class Room(msgspec.Struct, frozen=True):
    """A room as listed: counts, last message, and what its owner here chose for it.

    `muted_until_ms` None is not muted, MUTED_FOR_EVER_MS has no end. Of a direct room `peer` is the
    other person and `status` how they are. `manage`: this person may rename it and remove members.
    """

    room: RoomId
    name: str
    kind: RoomKind
    joined: bool = True
    topic: str = ""
    unread: int = 0
    mentions: int = 0
    members: int = 0
    last: Message | None = None
    came_ms: int = 0
    """When this person came in, as long as nothing is said there; 0 if that is not known."""
    draft: str = ""
    pinned: bool = False
    notify: Notify | None = None
    """What was chosen for it, None for nothing; the windows are given what holds then."""
    muted_until_ms: int | None = None
    peer: PersonId | None = None
    status: Status | None = None
    manage: bool = False
    invited_by: str = ""
    """The name of who invites to it, while one has not answered."""
    mark: str = ""
    """Tells it apart from others of its name; empty where there are none, as everywhere below."""


class LinkInfo(msgspec.Struct, frozen=True):
    """One live link to another device.

    `lanes` names what it runs on, such as ("tcp", "udp"). `outbound` says that this device opened
    it; `waiting_bytes` stand in its control, live and bulk lanes and are not yet sent.
    """

    device: DeviceId
    person: PersonId
    name: str
    address: str
    rtt_ms: float | None
    since_ms: int
    lanes: tuple[str, ...] = ()
    outbound: bool | None = None
    waiting_bytes: tuple[int, int, int] | None = None


UNNAMED_NETWORK = "This LAN"
"""What a network is called that has no name of its own."""


class NetworkState(msgspec.Struct, frozen=True):
    """The network line of the window.

    `name` is what people call this network, or UNNAMED_NETWORK; `online` counts as
    `desktop.online` says, oneself included. `problems` are sentences: why nobody may be found.
    """

    name: str
    online: int
    connected: bool
    closed: bool = False
    problems: tuple[str, ...] = ()


class DeviceKind(enum.Enum):
    """What a device is, for its sign."""

    DESKTOP = "desktop"
    LAPTOP = "laptop"


class DeviceView(msgspec.Struct, frozen=True):
    """One device of a person as shown.

    `linked` says that this device talks to it directly; the round trip may still be unknown then.
    """

    device: DeviceId
    name: str
    status: Status
    since_ms: int | None = None
    kind: DeviceKind = DeviceKind.LAPTOP
    linked: bool = False
    rtt_ms: float | None = None


class PersonPresence(msgspec.Struct, frozen=True):
    """Somebody as the presence window and the members panel show them.

    `since_ms` is since when the status holds, or when they were last seen if offline; `until_ms`
    when the note ends. `waiting` counts messages that were written to them and not delivered yet.
    `invited` has not come into the room in view yet. `chosen` is what oneself chose to be, where
    `status` says otherwise: nobody sees who is not connected.
    """

    person: PersonId
    name: str
    status: Status
    note: str = ""
    until_ms: int | None = None
    devices: tuple[DeviceView, ...] = ()
    since_ms: int | None = None
    mine: bool = False
    new_here: bool = False
    waiting: int = 0
    muted: bool = False
    blocked: bool = False
    verified_at_ms: int | None = None
    safety_number: str = ""
    rooms: tuple[RoomId, ...] = ()
    mark: str = ""
    chosen: Status | None = None
    invited: bool = False


class RoomMember(msgspec.Struct, frozen=True):
    """A member of a room; `removable` where this person may remove them, `invited` until they came in."""

    person: PersonId
    name: str
    status: Status
    mine: bool = False
    removable: bool = False
    mark: str = ""
    invited: bool = False


class CheckView(msgspec.Struct, frozen=True):
    """One check of the network: verdict ("ok", "problem", "unknown"), words, and what would help.

    `command` is what can be typed into a terminal as it stands; `english` is the engine's own
    sentence, for a report to somebody who may not read the language of the window.
    """

    check: str
    verdict: str
    words: str
    detail: str = ""
    fix: str = ""
    command: str = ""
    english: str = ""


class Hit(msgspec.Struct, frozen=True):
    """One message found by a search.

    `marks` are [start, end) pieces of `text` in code points as Python counts them, ascending; none
    where only operators were asked for.
    """

    message: EntryId
    room: RoomId
    person: PersonId
    text: str
    sent_at_ms: int
    marks: tuple[tuple[int, int], ...] = ()


class SearchResult(msgspec.Struct, frozen=True):
    """The newest messages a query finds, the newest first; `more` says that older ones were left out.

    `query` is the text as normalised. `reason` says why nothing was looked for ("empty",
    "too-short"), None if it was. `full` says that no older ones will be added to these.
    """

    query: str
    hits: tuple[Hit, ...] = ()
    more: bool = False
    reason: str | None = None
    full: bool = False
