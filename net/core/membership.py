"""Who is a neighbour: everybody on a small network, a few at random on a large one.

Full mesh and partial views are one code path; a full mesh is a large active view. Partial views are
HyParView (Leitao, Pereira, Rodrigues 2007) with links as the active view: lost ones are replaced at
once, and at least half of the view are links we dialled, so that nobody can surround us by calling.
"""

from __future__ import annotations

from net.core.addresses import AddressBook, Contact, Source, may_be_told
from net.core.conduct import Conduct
from net.core.dials import Dialler
from net.core.events import Lane, LinkId
from net.core.links import Link, Links
from net.core.turn import Turn
from net.ids import DeviceId
from net.wire import (
    MAX_HINTS_PER_FRAME,
    Address,
    Disconnect,
    ForwardJoin,
    Hints,
    Join,
    Neighbour,
    Shuffle,
    ShuffleReply,
)

SLACK = 2
"""Links above the active view that are tolerated: two full nodes need not turn a third away."""

ADMIT_AFTER_S = 1.0
"""A caller that does not say how badly it needs us is treated as one that does not."""

REFUSED_FOR_S = 30.0
"""A device that had no room is asked again after this."""

REFILL_PAUSE_S = 1.0
"""After a refusal, while at least half of the view stands, the next one is asked after this."""

SHUFFLE_ACTIVE = 3
SHUFFLE_PASSIVE = 4
"""Samples of a shuffle (HyParView, section 5)."""

TOLD_TOGETHER = 8
"""Links for which telling is put off by one more `tell_after_s`: a forming mesh tells less often."""

MAX_TOLD = 1024
"""Devices a link is remembered to have been told of; then all are told anew."""

Peers = tuple[tuple[bytes, tuple[Address, ...]], ...]


class Membership:
    """The active view (the links), the passive view, and what peers tell about peers."""

    def __init__(
        self, turn: Turn, links: Links, book: AddressBook, dialler: Dialler, conduct: Conduct
    ) -> None:
        self._turn = turn
        self._links = links
        self._book = book
        self._dialler = dialler
        self._conduct = conduct
        self._passive: dict[DeviceId, None] = {}
        self._shuffled_at = -1e9
        self._refill_at = -1e9
        self.is_mesh = True
        self.closing: list[LinkId] = []
        """Links that were just dropped; the core takes them out of its tables."""

    # Dialling.

    def wants(self, contact: Contact) -> bool:
        """Whether a contact is worth a dial now."""
        device = contact.device or contact.leads_to
        if device is None:
            return True
        return self._links.of(device) is None and not self._conduct.is_shut_out(
            device, self._turn.now
        )

    def dial(self) -> None:
        """Dial whom we lack."""
        config = self._turn.config
        if self.is_mesh:
            most = config.max_links - self._links.count()
        else:
            most = config.active_view - self._links.count()
            half = self._links.count() >= config.active_view // 2
            if half and self._turn.now < self._refill_at:
                self._turn.after(("dial", None), self._refill_at - self._turn.now)
                most = 0
        self._dialler.pump(self.wants, max(0, most))

    def unreachable(self, device: DeviceId | None) -> None:
        """Note that a device did not answer."""
        if device is not None:
            self._passive.pop(device, None)
        self._reconsider()

    # Links.

    def link_up(self, link: Link) -> None:
        """Greet a new neighbour and make room."""
        self._passive.pop(link.device, None)
        others = self._links.count() - 1
        if link.outbound:
            high = others < self._turn.config.active_view // 2
            self._turn.send(link.id, Lane.CONTROL, Join() if others == 0 else Neighbour(high))
        if self.is_mesh and self._links.count() > self._turn.config.full_mesh_up_to:
            self.is_mesh = False
            self._turn.count("left_full_mesh")
            self._turn.after(("shuffle", None), self._turn.config.shuffle_every_s)
            self._shed(self._turn.config.active_view, keep=None)
        elif not self.is_mesh:
            if link.outbound:
                self._shed(self._limit(), keep=link)
            else:
                self._turn.timers.set(("admit", link.id), self._turn.now + ADMIT_AFTER_S)
        self.tell_soon()

    def tell_soon(self) -> None:
        """Plan to tell roster and peers; the more there are to tell, the more is gathered first."""
        spread = 1.0 + self._links.count() / TOLD_TOGETHER
        self._turn.after(("tell", None), self._turn.config.tell_after_s * spread)

    def _limit(self) -> int:
        return self._turn.config.active_view + SLACK

    def admit(self, link: Link, *, high_priority: bool) -> None:
        """A caller said how much it needs us: keep it or turn it away."""
        self._turn.timers.cancel(("admit", link.id))
        if self.is_mesh or link.outbound:
            return
        if high_priority:
            self._shed(self._limit(), keep=link)
        elif self._links.count() > self._limit():
            self._drop(link)

    def joined(self, link: Link) -> None:
        """A newcomer: keep it, and let it walk through the overlay."""
        self.admit(link, high_priority=True)
        address = link.dial_address
        if self.is_mesh or address is None:
            return  # in a full mesh, and until its Hello came, hints tell of it
        ttl = self._turn.config.active_walk
        for other in self._links.primaries():
            if other is not link:
                self._turn.send(other.id, Lane.CONTROL, ForwardJoin(link.device, (address,), ttl))

    def walked(self, link: Link, frame: ForwardJoin) -> None:
        """A newcomer's walk came by."""
        device = DeviceId(frame.device)
        if frame.ttl <= self._turn.config.passive_walk or self.is_mesh:
            self._told_of(device, frame.addresses, link)
        others = [other for other in self._links.primaries() if other.device != link.device]
        if frame.ttl > 0 and others and not self.is_mesh:
            onward = ForwardJoin(frame.device, frame.addresses, frame.ttl - 1)
            self._turn.send(self._turn.rng.choice(others).id, Lane.CONTROL, onward)

    def dropped_us(self, link: Link) -> None:
        """A neighbour has no room for us."""
        self._dialler.lost(link.device, REFUSED_FOR_S)
        self._to_passive(link.device)
        self._refill_at = self._turn.now + REFILL_PAUSE_S

    def link_down(self, device: DeviceId) -> None:
        """Replace a lost neighbour at once."""
        self._to_passive(device)
        self.tell_soon()
        self._reconsider()

    def _shed(self, most: int, keep: Link | None) -> None:
        """Drop links at random until `most` are left, never more than half of it uncalled ones."""
        links = self._links.primaries()
        self._turn.rng.shuffle(links)
        excess = len(links) - most
        called = [link for link in links if not link.outbound and link is not keep]
        chosen = [link for link in links if link.outbound and link is not keep]
        while excess > 0 and (called or chosen):
            from_called = called and (len(called) > most // 2 or not chosen)
            self._drop(called.pop() if from_called else chosen.pop())
            excess -= 1

    def _drop(self, link: Link) -> None:
        self._turn.send(link.id, Lane.CONTROL, Disconnect())
        self._dialler.lost(link.device, REFUSED_FOR_S)
        self.closing.append(link.id)

    # The passive view.

    def _to_passive(self, device: DeviceId) -> None:
        if device == self._turn.me or self._links.of(device) is not None:
            return
        self._passive.pop(device, None)
        if len(self._passive) >= self._turn.config.passive_view:
            del self._passive[self._turn.rng.choice(list(self._passive))]
        self._passive[device] = None

    def _told_of(self, device: DeviceId, addresses: tuple[Address, ...], teller: Link) -> None:
        if device == self._turn.me or self._links.of(device) is not None:
            return
        tellable = tuple(a for a in addresses if may_be_told(a, teller.address))
        if self._book.hear(device, tellable, Source.PEER, self._turn.now):
            self._to_passive(device)
            self._turn.after(("dial", None), 0.0)

    def _reconsider(self) -> None:
        """Go back to the full mesh when few devices are left."""
        known = self._links.count() + len(self._passive)
        if not self.is_mesh and known < self._turn.config.full_mesh_below:
            self.is_mesh = True
            self._turn.count("back_to_full_mesh")
        self._turn.after(("dial", None), 0.0)

    def shuffle(self) -> None:
        """Exchange samples with a random neighbour."""
        if self.is_mesh:
            return
        self._turn.after(("shuffle", None), self._turn.config.shuffle_every_s)
        links = self._links.primaries()
        if links:
            self._shuffled_at = self._turn.now
            link = self._turn.rng.choice(links)
            ttl = self._turn.config.active_walk
            frame = Shuffle(self._turn.me, (), self._sample(link.device), ttl)
            self._turn.send(link.id, Lane.CONTROL, frame)
        self._reconsider()

    def shuffled(self, link: Link, frame: Shuffle) -> None:
        """Take a sample, answer with one, and let the walk go on."""
        if frame.origin == link.device:
            self._turn.send(link.id, Lane.CONTROL, ShuffleReply(self._sample(link.device)))
        self._learn(frame.peers, link)
        others = [other for other in self._links.primaries() if other.device != link.device]
        if frame.ttl > 1 and others and not self.is_mesh:
            onward = Shuffle(frame.origin, frame.addresses, frame.peers, frame.ttl - 1)
            self._turn.send(self._turn.rng.choice(others).id, Lane.CONTROL, onward)

    def shuffle_answered(self, link: Link, frame: ShuffleReply) -> None:
        """Take the sample that answers ours; unasked ones are ignored."""
        if self._turn.now <= self._shuffled_at + self._turn.config.shuffle_every_s:
            self._learn(frame.peers, link)

    def _sample(self, without: DeviceId) -> Peers:
        rng = self._turn.rng
        active: list[tuple[bytes, tuple[Address, ...]]] = [
            (link.device, (link.dial_address,))
            for link in self._links.primaries()
            if link.device != without and link.dial_address is not None
        ]
        passive: list[tuple[bytes, tuple[Address, ...]]] = []
        for device in self._passive:
            contact = self._book.get(device)
            if contact is not None and device != without:
                passive.append((device, tuple(contact.addresses)))
        return (
            *rng.sample(active, min(SHUFFLE_ACTIVE, len(active))),
            *rng.sample(passive, min(SHUFFLE_PASSIVE, len(passive))),
        )

    # Peers tell about peers.

    def hinted(self, link: Link, frame: Hints) -> None:
        """A peer tells of others."""
        self._learn(frame.peers, link)

    def _learn(self, peers: Peers, link: Link) -> None:
        for device, addresses in peers:
            self._told_of(DeviceId(device), addresses, link)

    def tell(self, roster: bytes) -> None:
        """Tell each neighbour of those that it does not know from us yet.

        One whose roster equals ours knows them all.
        """
        if not self.is_mesh:
            return
        links = self._links.primaries()
        known = [(link.device, link.dial_address) for link in links]
        for link in links:
            if len(link.told_peers) > MAX_TOLD:
                link.told_peers.clear()
            news = [
                (device, (address,))
                for device, address in known
                if device not in link.told_peers and address and device != link.device
            ]
            link.told_peers.update(device for device, _ in news)
            if link.roster == roster:
                continue
            for start in range(0, len(news), MAX_HINTS_PER_FRAME):
                batch = tuple(news[start : start + MAX_HINTS_PER_FRAME])
                self._turn.send(link.id, Lane.CONTROL, Hints(batch))
