"""What goes into the presence core and comes out of it; the peer's core translates both.

`PresencePeer` is the door: what it returns is to be carried out in order.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from net.core.presence_diff import Diff
from net.ids import DeviceId, PersonId
from net.wire import Frame

LinkId = int
"""As in `net.core.events`, whose actions these are part of."""


class Way(enum.Enum):
    """How a frame should travel."""

    DATAGRAM = enum.auto()
    """On the UDP lane; on TCP's control lane only where there is no path for datagrams."""
    CONTROL = enum.auto()
    """On TCP's control lane."""
    SPARE = enum.auto()
    """On the UDP lane where there is a path, else not at all: it went on TCP already."""
    BOTH = enum.auto()
    """On both: at once past any bulk, and surely. The receiver takes the second for nothing new."""


# Events of presence.


@dataclass(frozen=True, slots=True)
class DeviceLinked:
    """A link to a device stands; several to one device are fine."""

    link: LinkId
    device: DeviceId


@dataclass(frozen=True, slots=True)
class LinkLost:
    """A link is closed, whatever the reason."""

    link: LinkId


@dataclass(frozen=True, slots=True)
class PresenceReceived:
    """A frame of presence came in: Presence, PresenceDigest, PresenceWant, Linked or Goodbye."""

    link: LinkId
    frame: Frame


@dataclass(frozen=True, slots=True)
class Leaving:
    """This device is about to stop."""


@dataclass(frozen=True, slots=True)
class Due:
    """The deadline is reached."""


PresenceEvent = DeviceLinked | LinkLost | PresenceReceived | Leaving | Due


# Events of probing.


@dataclass(frozen=True, slots=True)
class Heard:
    """Something authentic came on a link, whatever it was, on either lane; `at`: then, not now."""

    link: LinkId
    at: float | None = None


@dataclass(frozen=True, slots=True)
class Doubted:
    """Another device has not heard this one for a while: probe it, if it is linked with us."""

    device: DeviceId


@dataclass(frozen=True, slots=True)
class Woken:
    """Interfaces changed or the machine woke up: find out at once which links survived."""


ProbeEvent = DeviceLinked | LinkLost | Heard | Doubted | Woken | Due


# Actions.


@dataclass(frozen=True, slots=True)
class Tell:
    """Send a frame on a link."""

    link: LinkId
    frame: Frame
    way: Way


@dataclass(frozen=True, slots=True)
class PresenceChanged:
    """News: what changed on which topics, in the order it happened."""

    diffs: tuple[Diff, ...]


@dataclass(frozen=True, slots=True)
class DeviceUp:
    """News: a device is up, linked with us or with somebody we can reach."""

    device: DeviceId
    person: PersonId | None


@dataclass(frozen=True, slots=True)
class DeviceDown:
    """News: nobody reaches a device any more; `left`: it took its leave."""

    device: DeviceId
    person: PersonId | None
    left: bool


@dataclass(frozen=True, slots=True)
class DeviceSuspect:
    """News: a linked device does not answer for now, or does again. It is up until it is down."""

    device: DeviceId
    suspect: bool


@dataclass(frozen=True, slots=True)
class BadPresence:
    """A peer sent presence it must not send; counted like any bad frame."""

    link: LinkId
    reason: str


PresenceAction = Tell | PresenceChanged | DeviceUp | DeviceDown | BadPresence


@dataclass(frozen=True, slots=True)
class Probe:
    """Send a Ping with this number on a link."""

    link: LinkId
    number: int
    way: Way


@dataclass(frozen=True, slots=True)
class Doubt:
    """Ask on these links who has heard a device, and show it as uncertain."""

    device: DeviceId
    links: tuple[LinkId, ...]


@dataclass(frozen=True, slots=True)
class Trust:
    """News: a suspect answered after all."""

    device: DeviceId


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Close a link: its other end is silent."""

    link: LinkId
    device: DeviceId


ProbeAction = Probe | Doubt | Trust | GiveUp
