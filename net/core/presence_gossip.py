"""How presence and links get around: pushed on change, compared now and then, passed on where needed.

A state goes straight to every linked device. A neighbour passes it on only to those whom its author
does not name among their own links, so in a full mesh nothing is sent twice. Whatever was missed is
found by a 16-byte digest, exchanged with a few random links every few seconds.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from net.config import NetConfig
from net.core.buckets import BucketTable, TokenBucket
from net.core.events import LinkId
from net.core.presence import Presence, Version
from net.core.presence_diff import Diff
from net.core.presence_events import (
    BadPresence,
    DeviceDown,
    DeviceLinked,
    DeviceUp,
    Due,
    Leaving,
    LinkLost,
    PresenceAction,
    PresenceChanged,
    PresenceEvent,
    PresenceReceived,
    Tell,
    Way,
)
from net.core.presence_proof import CertificateBook, Proof
from net.core.presence_reach import Reach
from net.core.presence_told import Told
from net.core.turn import Timers
from net.crypto.identity import DeviceCertificate
from net.errors import RemoteProtocolError
from net.ids import DeviceId, PersonId
from net.wire import Frame, Linked, PresenceDigest, PresenceWant
from net.wire import Presence as PresenceFrame

CHECKS_PER_S = 100.0
"""Signatures checked per link, a hundredth of a core; what is over it the digest brings later."""

CHECKS_BURST = 2000.0
"""A newcomer gets the states of everybody at once."""

ASK_AGAIN_S = 1.0
"""A link is asked for states this often at most, and answers as often: digests may be made up."""

LINKS_BURST = 16.0
"""A device's links passed on before they come once in two seconds: a view being filled anew, and
the one lost link after it, that somebody's leaving hangs on."""

PRESENCE, LINKS_OF = "presence", "links of"

LOOK_AFTER_S = 0.01
"""Statements of one moment are walked once: a newcomer gets a thousand of them in a row."""

OWN, LINKS, DIGEST, LOOK = ("own", None), ("links", None), ("digest", None), ("look", None)


class PresenceGossip:
    """Presence of everybody, and who is up; feed it events, carry out what it returns."""

    def __init__(
        self,
        config: NetConfig,
        me: DeviceCertificate,
        incarnation: int,
        proof: Proof,
        book: CertificateBook,
        rng: random.Random,
        now: float,
    ) -> None:
        self._config = config
        self._me = me.device_id
        self._my_person = me.person_id
        self._book = book
        self._proof = proof
        self._rng = rng
        self._timers = Timers()
        self._reach = Reach(self._me, config)
        self._told = Told(self._me)
        self._links: dict[LinkId, DeviceId] = {}
        self._links_of: dict[DeviceId, list[LinkId]] = {}
        self._checks: dict[LinkId, TokenBucket] = {}
        self._asked_at: dict[LinkId, float] = {}
        self._answered: dict[LinkId, TokenBucket] = {}
        self._links_seq = 0
        rate = 1.0 / config.presence_every_s
        self._own_bucket = TokenBucket(rate, config.presence_burst, now)
        self._relays: dict[str, BucketTable[DeviceId]] = {
            PRESENCE: BucketTable(rate, config.presence_burst, config.max_presence_devices),
            LINKS_OF: BucketTable(rate, LINKS_BURST, config.max_presence_devices),
        }
        self._actions: list[PresenceAction] = []
        self._diffs: list[Diff] = []
        self._leaving = False
        self.presence = Presence(self._me, self._person_of, incarnation, config)

    # What this device says of itself. Each returns what is to be done, as `handle` does.

    def track(self, topic: str, meta: bytes, now: float) -> list[PresenceAction]:
        """Be present on a topic; errors as `Presence.track`."""
        return self._own_changed(self.presence.track(topic, meta), now)

    def update(
        self, topic: str, meta: bytes | Callable[[bytes], bytes], now: float
    ) -> list[PresenceAction]:
        """Replace the meta on a topic; errors as `Presence.update`."""
        return self._own_changed(self.presence.update(topic, meta), now)

    def untrack(self, topic: str, now: float) -> list[PresenceAction]:
        """Leave a topic."""
        return self._own_changed(self.presence.untrack(topic), now)

    def untrack_all(self, now: float) -> list[PresenceAction]:
        """Leave every topic."""
        return self._own_changed(self.presence.untrack_all(), now)

    @property
    def up(self) -> frozenset[DeviceId]:
        """The other devices that are up."""
        return self._reach.up

    # Events.

    def next_deadline(self) -> float | None:
        """Return when `Due` is due."""
        return self._timers.next()

    def handle(self, event: PresenceEvent, now: float) -> list[PresenceAction]:
        """Take one event; return what is to be done, in this order."""
        match event:
            case DeviceLinked(link, device):
                self._device_linked(link, device, now)
            case LinkLost(link):
                self._link_lost(link, now)
            case PresenceReceived(link, frame):
                self._received(link, frame, now)
            case Leaving():
                self._leaving = True
                self._tell_links()
            case Due():
                self._due(now)
        return self._taken()

    def _device_linked(self, link: LinkId, device: DeviceId, now: float) -> None:
        if link in self._links:
            return
        first = not self._links
        self._links[link] = device
        links = self._links_of.setdefault(device, [])
        links.append(link)
        self._checks[link] = TokenBucket(CHECKS_PER_S, CHECKS_BURST, now)
        self._answered[link] = TokenBucket(1.0 / ASK_AGAIN_S, 4, now)
        if len(links) > 1:
            return
        self._reach.link_up(device)
        self._timers.sooner(LINKS, now + self._config.links_told_after_s)
        self._tell(link, self._own_frame(), Way.BOTH)
        if first:
            self._ask(link, now, answer=True)
            self._timers.sooner(DIGEST, now + self._digest_delay_s())
        self._look()

    def _link_lost(self, link: LinkId, now: float) -> None:
        device = self._links.pop(link, None)
        if device is None:
            return
        del self._checks[link], self._answered[link]
        self._asked_at.pop(link, None)
        self._told.forget_link(link)
        links = self._links_of[device]
        links.remove(link)
        if links:
            return
        del self._links_of[device]
        self._reach.link_down(device)
        self._timers.sooner(LINKS, now + self._config.link_lost_told_after_s)
        self._look()

    def _received(self, link: LinkId, frame: Frame, now: float) -> None:
        if link not in self._links:
            return
        try:
            match frame:
                case PresenceFrame():
                    self._presence(link, frame, now)
                case Linked():
                    self._linked(link, frame, now)
                case PresenceDigest(digest):
                    if digest != self._told.digest(self._reach.up):
                        self._ask(link, now, answer=True)
                case PresenceWant():
                    self._answer(link, frame, now)
                case _:
                    pass
        except RemoteProtocolError as error:
            self._actions.append(BadPresence(link, str(error)))

    def _due(self, now: float) -> None:
        while (key := self._timers.pop_due(now)) is not None:
            match key:
                case ("own", _):
                    self._tell_own(now)
                case ("again", _):
                    self._tell_all(self._own_frame(), Way.SPARE)
                case ("links", _):
                    self._tell_links()
                case ("digest", _):
                    self._compare(now)
                case ("look", _):
                    self._look()
                case (kind, device):
                    self._pass_on(kind, device, now)

    # Statements of others.

    def _presence(self, link: LinkId, frame: PresenceFrame, now: float) -> None:
        device = DeviceId(frame.device)
        if not self._is_news(link, frame, self._told.presence_version(device), now):
            return
        state = self._proof.check_presence(frame)
        if device == self._me:
            self._outbid(state.version, now)
            return
        self._diffs += self.presence.merge(state)
        held = self.presence.state_of(device)
        if held is None or held.version != state.version:
            return  # no room for it
        self._told.put_presence(frame, link)
        if len(self._told) > self._config.max_presence_devices:
            self._told.keep_only(set(self.presence.devices()))
        self._plan(PRESENCE, device, now)

    def _linked(self, link: LinkId, frame: Linked, now: float) -> None:
        device = DeviceId(frame.device)
        if not self._is_news(link, frame, self._told.links_version(device), now):
            return
        self._proof.check_links(frame)
        if device == self._me:
            self._outbid((frame.incarnation, 2**48), now)
        elif self._reach.merge(frame):
            self._told.put_links(frame, link)
            self._plan(LINKS_OF, device, now)
            self._timers.sooner(LOOK, now + LOOK_AFTER_S)

    def _is_news(
        self, link: LinkId, frame: PresenceFrame | Linked, held: Version | None, now: float
    ) -> bool:
        """Whether a statement is worth its check; an old one only says what its bearer holds."""
        version = (frame.incarnation, frame.seq)
        if held is not None and version <= held:
            if version == held:
                self._told.bearer(frame, link)
            return False
        return self._checks[link].take(now)

    def _outbid(self, version: Version, now: float) -> None:
        """Others hold a newer statement of ours than we made: our clock went back over a restart."""
        self._diffs += self.presence.outbid(version)
        self._timers.sooner(OWN, now)
        self._timers.sooner(LINKS, now)

    def _look(self) -> None:
        """See who came up and who went down."""
        before, after = self._reach.up, self._reach.look()
        for device in sorted(after - before):
            self._diffs += self.presence.device_up(device)
            self._actions.append(DeviceUp(device, self._person_of(device)))
        for device in sorted(before - after):
            left = self._reach.has_left(device)
            self._diffs += self.presence.device_down(device)
            self._actions.append(DeviceDown(device, self._person_of(device), left))

    # Telling.

    def _own_changed(self, diffs: tuple[Diff, ...], now: float) -> list[PresenceAction]:
        if diffs:
            self._diffs += diffs
            self._timers.sooner(OWN, now + self._config.presence_gather_s)
        return self._taken()

    def _tell_own(self, now: float) -> None:
        if not self._own_bucket.take(now):
            self._timers.set(OWN, self._own_bucket.next_at(now))
            return
        self._tell_all(self._own_frame(), Way.BOTH)
        self._timers.set(("again", None), now + self._config.presence_again_s)

    def _own_frame(self) -> PresenceFrame:
        own = self.presence.own
        frame = self._told.presence(self._me)
        if frame is None or (frame.incarnation, frame.seq) != own.version:
            frame = self._proof.presence(own)
            self._told.put_presence(frame, None)
        return frame

    def _tell_links(self) -> None:
        self._links_seq += 1
        incarnation = self.presence.own.incarnation
        neighbours = b"" if self._leaving else self._reach.own_neighbours()
        frame = self._proof.links(
            self._me, incarnation, self._links_seq, neighbours, gone=self._leaving
        )
        self._told.put_links(frame, None)
        self._tell_all(frame, Way.CONTROL)

    def _plan(self, kind: str, device: DeviceId, now: float) -> None:
        """Pass a new statement on soon, if anybody needs it from us."""
        if len(self._links_of) < 2:
            return
        delay_s = self._config.presence_gather_s * (1.0 + self._rng.random())
        self._timers.sooner((kind, device), now + delay_s)

    def _pass_on(self, kind: str, device: DeviceId, now: float) -> None:
        bucket = self._relays[kind].bucket(device, now)
        if not bucket.take(now):  # the newest goes when its time has come
            self._timers.set((kind, device), bucket.next_at(now))
            return
        told = self._told
        frame = told.presence(device) if kind == PRESENCE else told.links(device)
        if frame is None:
            return
        targets = [link for link in self._one_link_each() if self._needs(link, device, frame)]
        whole = self._proof.to_pass_on(frame) if targets else frame
        for link in targets:
            self._tell(link, whole, Way.CONTROL)

    def _needs(self, link: LinkId, author: DeviceId, frame: PresenceFrame | Linked) -> bool:
        """Whether the other end of a link needs a statement from us."""
        target = self._links[link]
        if target == author or self._reach.says_linked(author, target):
            return False
        if self._told.was_bearer(frame, link):
            return False
        return author not in self._links_of or self._reach.is_bridge(author, target)

    # Comparing.

    def _compare(self, now: float) -> None:
        if not self._links:
            return  # the next first link starts it again
        links = self._one_link_each()
        digest = PresenceDigest(self._told.digest(self._reach.up))
        count = min(len(links), self._config.presence_digest_links)
        for link in self._rng.sample(links, count):
            self._tell(link, digest, Way.DATAGRAM)
        self._timers.set(DIGEST, now + self._digest_delay_s())

    def _digest_delay_s(self) -> float:
        return self._config.presence_digest_every_s * self._rng.uniform(0.8, 1.2)

    def _ask(self, link: LinkId, now: float, *, answer: bool) -> None:
        if now - self._asked_at.get(link, float("-inf")) < ASK_AGAIN_S:
            return
        self._asked_at[link] = now
        self._tell(link, self._told.want(self._rng, answer=answer), Way.CONTROL)

    def _answer(self, link: LinkId, want: PresenceWant, now: float) -> None:
        if not self._answered[link].take(now):
            return
        frames, whole_answer = self._told.newer_than(
            want, self._reach.up, self._config.presence_answer_bytes
        )
        for frame in frames:
            whole = frame if frame.device == self._me else self._proof.to_pass_on(frame)
            self._tell(link, whole, Way.CONTROL)
        if not whole_answer:
            self._tell(link, PresenceDigest(self._told.digest(self._reach.up)), Way.CONTROL)
        if want.answer and self._told.is_behind(want.lines):
            self._ask(link, now, answer=False)

    # Inside.

    def _tell(self, link: LinkId, frame: Frame, way: Way) -> None:
        self._actions.append(Tell(link, frame, way))

    def _tell_all(self, frame: Frame, way: Way) -> None:
        for link in self._one_link_each():
            self._tell(link, frame, way)

    def _one_link_each(self) -> list[LinkId]:
        return [links[-1] for links in self._links_of.values()]

    def _person_of(self, device: DeviceId) -> PersonId | None:
        if device == self._me:
            return self._my_person
        certificate = self._book.certificate(device)
        return None if certificate is None else certificate.person_id

    def _taken(self) -> list[PresenceAction]:
        actions, self._actions = self._actions, []
        if self._diffs:
            actions.append(PresenceChanged(tuple(self._diffs)))
            self._diffs = []
        return actions
