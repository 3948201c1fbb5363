"""What goes into the protocol core and what comes out of it; frozen values, closed unions.

The node feeds one event with the monotonic time and the wall clock, carries out the returned
actions in their order, and asks for the next deadline. The core never calls anything.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from net.core.presence_events import (
    DeviceDown,
    DeviceSuspect,
    DeviceUp,
    PresenceAction,
    PresenceChanged,
)
from net.crypto.identity import DeviceCertificate
from net.entry import Entry
from net.history import StoredRun
from net.ids import DeviceId, EntryId, PersonId, RoomId
from net.lost import LostEntry
from net.misses import Miss
from net.wire import Address, Frame

if TYPE_CHECKING:
    from net.core.presence_gossip import PresenceGossip

LinkId = int

NO_ROOM = RoomId(b"")
"""The room of what everybody on the network may hear."""


class Lane(enum.IntEnum):
    """Priority of a frame on a link: control before live before bulk."""

    CONTROL = 0
    LIVE = 1
    BULK = 2


# Events.


@dataclass(frozen=True, slots=True)
class LinkUp:
    """A link finished its handshake. `address` is where it is; `listen_port` may be dialled again."""

    link: LinkId
    certificate: DeviceCertificate
    outbound: bool
    address: Address


@dataclass(frozen=True, slots=True)
class LinkDown:
    """A link is closed; `reason` is a sentence for people."""

    link: LinkId
    reason: str


@dataclass(frozen=True, slots=True)
class Received:
    """A frame came in on a link; `datagram`: on its UDP lane."""

    link: LinkId
    frame: Frame
    datagram: bool = False


@dataclass(frozen=True, slots=True)
class BadFrame:
    """Bytes that were no frame came in on a link (counted by the core)."""

    link: LinkId
    reason: str


@dataclass(frozen=True, slots=True)
class Appended:
    """An own entry is on disk: tell everybody."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class Stored:
    """Entries handed out by `Store` are on disk; `fresh` are those that were new there."""

    ticket: int
    fresh: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class StoreFailed:
    """The disk refused the entries of a `Store`; they are asked for again later."""

    ticket: int


@dataclass(frozen=True, slots=True)
class Lost:
    """An entry that was on disk is not there any more: others are asked for it."""

    lost: LostEntry


@dataclass(frozen=True, slots=True)
class RunRead:
    """Answer to `ReadRun`; None where nothing of it is held."""

    link: LinkId
    room: RoomId
    device: DeviceId
    lo: int
    hi: int
    run: StoredRun | None


@dataclass(frozen=True, slots=True)
class EntryRead:
    """Answer to `ReadEntry`."""

    link: LinkId
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class Hint:
    """Somebody may be at these addresses (discovery, memory, a person); nothing here is trusted.

    `device` is a claim, None where only the address is known. `source` is mdns, beacon, remembered,
    typed or peer. Typed addresses are dialled for ever.
    """

    device: DeviceId | None
    addresses: tuple[Address, ...]
    source: str


@dataclass(frozen=True, slots=True)
class DialFailed:
    """No address of the hint answered; `reason` is a sentence for people, `miss` what it says."""

    dial: int
    reason: str
    miss: Miss = Miss.FAILED


@dataclass(frozen=True, slots=True)
class Behind:
    """The live lane of a link overflowed and was dropped: sync brings the rest."""

    link: LinkId


@dataclass(frozen=True, slots=True)
class Drained:
    """The bulk lane of a link has room again."""

    link: LinkId


@dataclass(frozen=True, slots=True)
class NetworkChanged:
    """Interfaces changed or the machine woke up: dial anew at once, probe all links now."""


@dataclass(frozen=True, slots=True)
class PublishTopic:
    """Spread an ephemeral message of this device."""

    topic: str
    payload: bytes
    room: RoomId = NO_ROOM


@dataclass(frozen=True, slots=True)
class ChangePresence:
    """Track, update or untrack: what to do with presence, given the time of the turn.

    `handle` raises what presence says against it (LocalProtocolError).
    """

    change: Callable[[PresenceGossip, float], list[PresenceAction]]


@dataclass(frozen=True, slots=True)
class Tick:
    """The deadline is reached."""


@dataclass(frozen=True, slots=True)
class Leave:
    """This device is about to stop: say goodbye on every link."""


Event = (
    LinkUp | LinkDown | Received | BadFrame | Appended | Stored | StoreFailed | RunRead | EntryRead
    | Hint | DialFailed | Behind | Drained | NetworkChanged | PublishTopic | Tick | Leave
    | ChangePresence | Lost
)  # fmt: skip


# Actions.

OWN_QUESTION: LinkId = -1
"""The link of reads that the core itself asks for; the answer carries it like any other."""


@dataclass(frozen=True, slots=True)
class Send:
    """Queue a frame on a lane of a link."""

    link: LinkId
    lane: Lane
    frame: Frame


@dataclass(frozen=True, slots=True)
class SendDatagram:
    """Send a frame on a link's UDP lane; `otherwise`: on the control lane where there is no path."""

    link: LinkId
    frame: Frame
    otherwise: bool


@dataclass(frozen=True, slots=True)
class CloseLink:
    """Close a link after what is queued on its control lane."""

    link: LinkId
    reason: str


@dataclass(frozen=True, slots=True)
class Dial:
    """Connect to all of these addresses at once and keep the first that proves a device."""

    dial: int
    device: DeviceId | None
    addresses: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class Store:
    """Put verified entries (and the certificates they need) on disk, then report `Stored`."""

    ticket: int
    entries: tuple[Entry, ...]
    certificates: tuple[bytes, ...]
    live: bool


@dataclass(frozen=True, slots=True)
class ReadRun:
    """Read a piece of a log for a peer, then report `RunRead`."""

    link: LinkId
    room: RoomId
    device: DeviceId
    lo: int
    hi: int
    max_bytes: int
    signed: bool


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """Read one entry for a peer, then report `EntryRead`."""

    link: LinkId
    entry: EntryId


@dataclass(frozen=True, slots=True)
class PeerUp:
    """News: a device is linked (its first link)."""

    link: LinkId
    device: DeviceId
    person: PersonId
    address: Address


@dataclass(frozen=True, slots=True)
class PeerDown:
    """News: a device is no longer linked."""

    device: DeviceId
    person: PersonId
    address: Address
    reason: str


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """News: `holder` has `author`'s log in `room` up to `seq` (author is this device)."""

    room: RoomId
    author: DeviceId
    holder: DeviceId
    seq: int


@dataclass(frozen=True, slots=True)
class Forked:
    """News: a device wrote two entries for one place in its log; both are kept."""

    room: RoomId
    device: DeviceId
    seq: int


@dataclass(frozen=True, slots=True)
class ClockJudged:
    """News: this device's clock is off the median by so many ms (0: it is right again)."""

    off_ms: int


@dataclass(frozen=True, slots=True)
class TopicMessage:
    """News: an ephemeral message arrived from another device."""

    topic: str
    payload: bytes
    origin: DeviceId
    room: RoomId = NO_ROOM


@dataclass(frozen=True, slots=True)
class Misbehaved:
    """News: a peer sent something it must not; counted, worth a line in the log."""

    device: DeviceId | None
    reason: str


@dataclass(frozen=True, slots=True)
class Tried:
    """News: what came of dialling an address that a person typed: who answered, or why nobody did."""

    address: Address
    device: DeviceId | None
    miss: Miss = Miss.FAILED


@dataclass(frozen=True, slots=True)
class Remember:
    """Keep an address that worked, for the next start."""

    device: DeviceId
    address: Address


PresenceNews = PresenceChanged | DeviceUp | DeviceDown | DeviceSuspect
"""News: what changed of presence, and of who is up."""

Action = (
    Send | CloseLink | Dial | Store | ReadRun | ReadEntry | PeerUp | PeerDown | Acknowledged
    | Forked | ClockJudged | TopicMessage | Misbehaved | Tried | Remember
    | SendDatagram | PresenceNews
)  # fmt: skip
