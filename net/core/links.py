"""Which links stand to which devices, and which of two links to one device is kept.

Both sides keep the link that the device with the lower id dialled. The other one is closed only when
the peer's Hello came over the one to keep: until then the peer may not know it, and closing could
leave none. Of two links dialled by one side, that side closes the older.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from net.core.buckets import TokenBucket
from net.core.events import LinkId
from net.crypto.identity import DeviceCertificate
from net.ids import DeviceId, PersonId
from net.wire import Address

MAX_LINKS_PER_DEVICE = 3
"""Two meet when both dial at once; a third is a device that opens links for fun."""


@dataclass(slots=True)
class Link:
    """One authenticated link; times are monotonic seconds."""

    id: LinkId
    certificate: DeviceCertificate
    outbound: bool
    address: Address
    up_at: float
    heard_at: float
    live: TokenBucket
    greeted: bool = False
    listen_port: int = 0
    rtt_ms: float | None = None
    ping_number: int = 0
    ping_sent_at: float | None = None
    roster: bytes = b""
    told_roster: bytes = b""
    behind: bool = False
    eager: bool = True
    chosen: bool = False
    reads: int = 0
    on_datagram: bool = False
    """Whether the frame being worked on came on the UDP lane."""
    told_peers: set[DeviceId] = field(default_factory=set)

    @property
    def device(self) -> DeviceId:
        """The device at the other end."""
        return self.certificate.device_id

    @property
    def person(self) -> PersonId:
        """The person whose device that is."""
        return self.certificate.person_id

    @property
    def dial_address(self) -> Address | None:
        """Where the peer may be dialled, or None while it is not known."""
        if self.outbound:
            return self.address
        return (self.address[0], self.listen_port) if self.listen_port else None


class Links:
    """All links; the primary one of each device carries everything."""

    def __init__(self, me: DeviceId) -> None:
        self._me = me
        self._links: dict[LinkId, Link] = {}
        self._by_device: dict[DeviceId, list[Link]] = {}
        self._primary: dict[DeviceId, Link] = {}

    def get(self, link: LinkId) -> Link | None:
        """Return a link by id, or None if it is gone."""
        return self._links.get(link)

    def of(self, device: DeviceId) -> Link | None:
        """Return the primary link to a device, or None."""
        return self._primary.get(device)

    def primaries(self) -> list[Link]:
        """Return the primary link of each linked device."""
        return list(self._primary.values())

    def all(self) -> list[Link]:
        """Return every link, second ones included."""
        return list(self._links.values())

    def devices(self) -> Iterator[DeviceId]:
        """Return all linked devices."""
        return iter(self._primary)

    def count(self) -> int:
        """Return how many devices are linked."""
        return len(self._primary)

    def is_primary(self, link: Link) -> bool:
        """Whether this link is the one that carries everything of its device."""
        return self._primary.get(link.device) is link

    def add(self, link: Link) -> bool:
        """Add a link; True if it is the first of its device and so its primary one."""
        self._links[link.id] = link
        siblings = self._by_device.setdefault(link.device, [])
        siblings.append(link)
        if len(siblings) == 1:
            self._primary[link.device] = link
            return True
        return False

    def is_full_for(self, device: DeviceId) -> bool:
        """Whether the device has more links than two devices that dial at once make."""
        return len(self._by_device.get(device, ())) >= MAX_LINKS_PER_DEVICE

    def remove(self, link: Link) -> Link | None:
        """Remove a link; returns the new primary link if the removed one was primary and one is left."""
        del self._links[link.id]
        siblings = self._by_device[link.device]
        siblings.remove(link)
        if not siblings:
            del self._by_device[link.device]
        if self._primary.get(link.device) is not link:
            return None
        del self._primary[link.device]
        if not siblings:
            return None
        heir = next((other for other in siblings if other.greeted), siblings[0])
        self._primary[link.device] = heir
        return heir

    def settle(self, device: DeviceId) -> tuple[Link | None, list[Link]]:
        """Decide between the links of a device.

        Returns:
            The link that became primary by this, if any, and the links to close.
        """
        siblings = self._by_device.get(device, [])
        greeted = [link for link in siblings if link.greeted]
        if len(siblings) < 2 or not greeted:
            return None, []
        keeper = self._keeper(greeted)
        before = self._primary[device]
        self._primary[device] = keeper
        losers = [link for link in siblings if link is not keeper and self._loses(link, keeper)]
        return (keeper if keeper is not before else None), losers

    def _keeper(self, greeted: list[Link]) -> Link:
        """The newest of those that the lower device dialled, else the newest."""
        right = [link for link in greeted if self._dialled_by_lower(link)]
        return (right or greeted)[-1]

    def _loses(self, link: Link, keeper: Link) -> bool:
        if self._dialled_by_lower(link) == self._dialled_by_lower(keeper):
            return keeper.outbound and link.greeted
        return self._dialled_by_lower(keeper)

    def _dialled_by_lower(self, link: Link) -> bool:
        return link.outbound == (self._me < link.device)
