"""What a node tells and how it is set up: the values of the network's front door.

The core's news stand here under the front door's own name, so nobody above needs `net.core`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from net.core import events as ev
from net.core.addresses import is_dialable
from net.core.presence_diff import Meta
from net.core.presence_door import PresenceDoor
from net.core.presence_events import PresenceChanged
from net.core.presence_meta import MAX_MS, NetworkMeta, decode_network_meta, encode_meta
from net.entry import Entry
from net.misses import Miss

if TYPE_CHECKING:
    from net.ids import DeviceId, PersonId
    from net.wire import Address

__all__ = [
    "MAX_MS", "NO_ROOM", "Acknowledged", "ClockJudged", "DiscoveryChanged", "EntriesStored",
    "Forked", "LinkView", "Misbehaved", "Miss", "NetworkMeta", "News", "NodeOptions", "PeerDown", "PeerUp",
    "PresenceChanged", "PresenceDoor", "PresenceMetas", "PresenceNews", "Remember", "TopicMessage",
    "Tried",
    "decode_network_meta", "encode_meta", "is_dialable",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class EntriesStored:
    """News: entries that were new are on disk; `live` is False for history that was caught up."""

    entries: tuple[Entry, ...]
    live: bool


@dataclass(frozen=True, slots=True)
class DiscoveryChanged:
    """News: `Node.discovery_status()` says something else now."""


@dataclass(frozen=True, slots=True)
class LinkView:
    """A live link for status displays; `rtt_ms` is None until measured.

    `outbound` says that this device opened it, `datagrams` that they are proven to arrive (else
    everything goes on TCP). `waiting_bytes` stand in its control, live and bulk lanes.
    """

    link: int
    device: DeviceId
    person: PersonId
    address: Address
    rtt_ms: float | None
    since_ms: int
    outbound: bool
    datagrams: bool
    waiting_bytes: tuple[int, int, int]


NO_ROOM = ev.NO_ROOM

# What the core tells, under the front door's own name: nobody above needs net.core for it.
PeerUp = ev.PeerUp
PeerDown = ev.PeerDown
Acknowledged = ev.Acknowledged
Forked = ev.Forked
ClockJudged = ev.ClockJudged
TopicMessage = ev.TopicMessage
Misbehaved = ev.Misbehaved
Tried = ev.Tried
Remember = ev.Remember
PresenceNews = ev.PresenceNews
PresenceMetas = tuple[Meta, ...]

News = (
    EntriesStored | PeerUp | PeerDown | Acknowledged | Forked | ClockJudged | TopicMessage
    | Misbehaved | Tried | Remember | PresenceNews | DiscoveryChanged
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeOptions:
    """Where a node listens, whom it dials, and how it looks for others."""

    host: str | None = None
    port: int = 0
    connect: tuple[Address, ...] = ()
    remembered: tuple[tuple[DeviceId, Address], ...] = ()
    discovery: bool = True
    psk: bytes | None = None
