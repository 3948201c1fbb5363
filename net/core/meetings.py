"""How links begin and end: refusals, greetings, which of two is kept, what a lost one sets off."""

from __future__ import annotations

from typing import NamedTuple

from net.core import events
from net.core.addresses import SOURCES, AddressBook, Source
from net.core.broadcast import Broadcast
from net.core.buckets import TokenBucket
from net.core.clocks import Clocks
from net.core.conduct import Conduct
from net.core.dials import Dialler
from net.core.events import Lane, LinkId
from net.core.links import Link, Links
from net.core.liveness import Liveness
from net.core.membership import Membership
from net.core.presence_part import PresencePart
from net.core.pull import Pull
from net.core.serve import Serving
from net.core.sync import Sync
from net.core.turn import Turn
from net.core.verify import Verifier
from net.errors import RemoteProtocolError
from net.ids import DeviceId
from net.misses import Miss
from net.wire import Address, Hello

INTRODUCED_AFTER_S = 1.0
"""A new peer's presence comes right behind its hello; if TCP has to repeat it, it may take this long,
and then the peer is told of all the same."""


class _Refusal(NamedTuple):
    """Why a link is not kept: in words for its other end, and for whoever typed the address."""

    reason: str
    miss: Miss


class Meetings:
    """Takes links in and out of all parts that keep something for each link."""

    def __init__(
        self,
        turn: Turn,
        links: Links,
        conduct: Conduct,
        book: AddressBook,
        dialler: Dialler,
        membership: Membership,
        clocks: Clocks,
        liveness: Liveness,
        verifier: Verifier,
        broadcast: Broadcast,
        pull: Pull,
        serving: Serving,
        sync: Sync,
        presence: PresencePart,
        *,
        incarnation: int,
        listen_port: int,
    ) -> None:
        self._turn = turn
        self._links = links
        self._conduct = conduct
        self._book = book
        self._dialler = dialler
        self._membership = membership
        self._clocks = clocks
        self._liveness = liveness
        self._verifier = verifier
        self._broadcast = broadcast
        self._pull = pull
        self._serving = serving
        self._sync = sync
        self._presence = presence
        self._incarnation = incarnation
        self._listen_port = listen_port
        self._untold: set[DeviceId] = set()
        """Linked, and not told of yet: what they say of their presence is still on its way."""

    def hinted(self, hint: events.Hint) -> None:
        """Somebody may be at an address: dial it where it is worth a dial.

        A person who typed one is always told what came of it, at once where nothing is to be dialled.
        """
        source = SOURCES[hint.source]
        if self._book.hear(hint.device, hint.addresses, source, self._turn.now):
            self._membership.dial()
        while self._book.crowded_out:
            address = self._book.crowded_out.pop()
            self._turn.do(events.Tried(address, None, Miss.CROWDED_OUT))
        if source is Source.TYPED:
            for address in hint.addresses:
                self._answer_undialled(address)

    def _answer_undialled(self, address: Address) -> None:
        contact = self._book.get(address)
        if contact is None:
            miss = Miss.SELF if self._book.leads_to_us(address) else Miss.NOT_ONE
            self._turn.do(events.Tried(address, None, miss))
        elif contact.leads_to is not None and not self._membership.wants(contact):
            linked = self._links.of(contact.leads_to) is not None
            device = contact.leads_to if linked else None
            self._turn.do(events.Tried(address, device, Miss.SHUT_OUT))

    def link_up(self, event: events.LinkUp) -> None:
        """A link finished its handshake: refuse it, or greet."""
        turn, device = self._turn, event.certificate.device_id
        typed = event.outbound and self._book.is_typed(event.address)
        if event.outbound:
            self._dialler.answered(device, event.address)
        refusal = self._refusal(event)
        if refusal is not None:
            turn.count("links_refused")
            turn.do(events.CloseLink(event.link, refusal.reason))
            if typed:
                linked = self._links.of(device) is not None
                turn.do(events.Tried(event.address, device if linked else None, refusal.miss))
            return
        if typed:
            turn.do(events.Tried(event.address, device))
        live = TokenBucket(
            self._turn.config.live_frames_per_s, self._turn.config.live_frames_burst, turn.now
        )
        link = Link(
            event.link, event.certificate, event.outbound, event.address, turn.now, turn.now, live
        )
        self._verifier.learn(event.certificate)
        hello = Hello(max(0, turn.wall_ms), self._listen_port, self._incarnation)
        turn.send(link.id, Lane.CONTROL, hello)
        is_first = self._links.add(link)
        self._liveness.watch(link)
        self._presence.link_up(link)
        if link.outbound:
            self._reachable_at(link)
        if is_first:
            turn.count("peers_up")
            self._broadcast.update_roster()
            self._begin(link)
            self._membership.link_up(link)
            self._untold.add(device)
            if self._presence.is_on:
                turn.after(("introduce", device), INTRODUCED_AFTER_S)
            else:
                self.introduce(device)

    def introduce(self, device: DeviceId) -> None:
        """Tell of a new peer, its presence having come or not: lists are right when it is told."""
        link = self._links.of(device)
        if device not in self._untold or link is None:
            return
        self._untold.discard(device)
        self._turn.timers.cancel(("introduce", device))
        person = link.certificate.person_id
        self._turn.do(events.PeerUp(link.id, device, person, link.address))

    def _refusal(self, event: events.LinkUp) -> _Refusal | None:
        device = event.certificate.device_id
        if device == self._turn.me:
            if event.outbound:
                self._book.is_own(event.address)
            return _Refusal("this is our own device", Miss.SELF)
        if self._conduct.is_shut_out(device, self._turn.now):
            return _Refusal("this device sent bad frames a short while ago", Miss.SHUT_OUT)
        known = self._links.of(device) is not None
        if self._links.is_full_for(device) or (
            not known and self._links.count() >= self._turn.config.max_links
        ):
            return _Refusal("too many links", Miss.FULL)
        return None

    def _begin(self, link: Link) -> None:
        """Start everything that runs over a device's primary link."""
        self._pull.link_up(link)
        self._sync.tell_digests(link)
        self._membership.tell_soon()

    def _reachable_at(self, link: Link) -> None:
        address = link.dial_address
        if address is not None:
            self._dialler.proven(link.device, address)
            self._turn.do(events.Remember(link.device, address))

    def greeted(self, link: Link, frame: Hello) -> None:
        """The peer's hello came: it knows this link, so second ones can be settled.

        Raises:
            RemoteProtocolError: it is not the first one.
        """
        if link.greeted:
            raise RemoteProtocolError("a second hello")
        link.greeted = True
        self._clocks.vote(link.id, frame.clock_ms, 0.0, self._turn.now)
        self.judge_clock()
        if not link.outbound and 1 <= frame.listen_port <= 65535:
            link.listen_port = frame.listen_port
            self._reachable_at(link)
            self._membership.tell_soon()
        promoted, losers = self._links.settle(link.device)
        if promoted is not None:
            self._begin(promoted)
        for loser in losers:
            self.close(loser, "a second link to the same device")

    def close_due(self) -> None:
        """Close the links that membership or presence gave up in this turn."""
        for closing, reason in (
            (self._membership.closing, "this network is large: other neighbours were chosen"),
            (self._presence.silent, "it does not answer"),
        ):
            while closing:
                link = self._links.get(closing.pop())
                if link is not None:
                    self.close(link, reason)

    def close(self, link: Link, reason: str) -> None:
        """Close a link and forget it."""
        self._turn.do(events.CloseLink(link.id, reason))
        self.gone(link, reason)

    def gone(self, link: Link, reason: str) -> None:
        """A link is closed: let its heir take over, or say that the device is gone."""
        turn, device = self._turn, link.device
        heir = self._links.remove(link)
        self._broadcast.link_down(link.id)
        self._serving.link_down(link.id)
        self._pull.link_down(link.id)
        self._clocks.forget(link.id)
        self._presence.link_down(link.id)
        for what in ("idle", "admit", "compare"):
            turn.timers.cancel((what, link.id))
        if heir is not None:
            self._begin(heir)
        elif self._links.of(device) is None:
            turn.count("peers_down")
            if device in self._untold:
                self._untold.discard(device)
                turn.timers.cancel(("introduce", device))
            else:
                person = link.certificate.person_id
                turn.do(events.PeerDown(device, person, link.address, reason))
            self._broadcast.update_roster()
            self._dialler.lost(device, self._turn.config.dial_backoff_s[0])
            self._membership.link_down(device)
            self.judge_clock()
            # Others may hold what the lost one was about to pass on.
            others = self._links.primaries()
            if others:
                self._sync.compare_soon(turn.rng.choice(others).id)

    def idle(self, link_id: LinkId) -> None:
        """Look at a link that may be silent."""
        link = self._links.get(link_id)
        if link is None:
            return
        if self._liveness.is_dead(link):
            self.close(link, "it does not answer")
        else:
            self.judge_clock()

    def bad(self, link: Link, reason: str) -> None:
        """Count a bad frame; too many close all links of the device."""
        self._turn.count("bad_frames")
        self._turn.do(events.Misbehaved(link.device, reason))
        if self._conduct.bad_frame(link.device, self._turn.now):
            for each in self._links.all():
                if each.device == link.device:
                    self.close(each, "too many bad frames")

    def dial_failed(self, number: int, miss: Miss = Miss.SILENT) -> None:
        """A dial reached nobody."""
        contact = self._dialler.failed(number)
        if contact is not None:
            for address in filter(self._book.is_typed, contact.addresses):
                self._turn.do(events.Tried(address, None, miss))
            self._membership.unreachable(contact.device)
            self._membership.dial()

    def tell(self) -> None:
        """Tell roster and peers to those who do not know them."""
        if self._membership.is_mesh:
            self._broadcast.tell_roster()
        self._membership.tell(self._broadcast.roster)

    def judge_clock(self) -> None:
        """Say so when our clock turns out wrong, or right again."""
        off = self._clocks.judge(self._turn.wall_ms, self._turn.now)
        if off is not None:
            self._turn.do(events.ClockJudged(off))
