"""Presence and probing in one: what the peer's core holds, feeds and asks for its next deadline."""

from __future__ import annotations

import random
from typing import assert_never

from net.config import NetConfig
from net.core.events import LinkId
from net.core.presence_events import (
    DeviceLinked,
    DeviceSuspect,
    Doubt,
    Doubted,
    Due,
    GiveUp,
    Heard,
    Leaving,
    LinkLost,
    PresenceAction,
    PresenceReceived,
    Probe,
    ProbeAction,
    Tell,
    Trust,
    Way,
    Woken,
)
from net.core.presence_gossip import PresenceGossip
from net.core.presence_probes import Probes
from net.core.presence_proof import CertificateBook, Proof, Sign
from net.crypto.identity import DeviceCertificate
from net.ids import DeviceId, NetworkId
from net.wire import Frame, Linked, Presence, PresenceDigest, PresenceWant, Suspect

PresencePeerAction = PresenceAction | Probe | GiveUp | DeviceSuspect

PRESENCE_FRAMES = (Presence, PresenceDigest, PresenceWant, Linked, Suspect)
"""The frames that `received` takes."""


class PresencePeer:
    """Who is up and who is present where, for one device.

    Every method returns actions to be carried out in their order. `gossip.presence` has the view:
    `list`, `get_by_key`, `count`.
    """

    def __init__(
        self,
        config: NetConfig,
        me: DeviceCertificate,
        network: NetworkId,
        sign: Sign,
        book: CertificateBook,
        incarnation: int,
        rng: random.Random,
        now: float,
    ) -> None:
        """Start with no links and nothing tracked.

        Args:
            config: Numbers.
            me: This device.
            network: What statements are bound to.
            sign: `Identity.sign`.
            book: Where certificates are kept; every linked device's must be there before `linked`.
            incarnation: Boot time in ms, as in Hello.
            rng: Jitter and choices.
            now: Monotonic seconds, as everywhere.
        """
        proof = Proof(config, network, sign, book)
        self.gossip = PresenceGossip(config, me, incarnation, proof, book, rng, now)
        self.probes = Probes(config, rng)

    def next_deadline(self) -> float | None:
        """Return when `due` is due."""
        deadlines = (self.gossip.next_deadline(), self.probes.next_deadline())
        return min((each for each in deadlines if each is not None), default=None)

    def linked(self, link: LinkId, device: DeviceId, now: float) -> list[PresencePeerAction]:
        """A link to a device stands."""
        event = DeviceLinked(link, device)
        return [*self._probing(self.probes.handle(event, now)), *self.gossip.handle(event, now)]

    def lost(self, link: LinkId, now: float) -> list[PresencePeerAction]:
        """A link is closed; unknown ones are fine."""
        event = LinkLost(link)
        return [*self._probing(self.probes.handle(event, now)), *self.gossip.handle(event, now)]

    def heard(self, link: LinkId, now: float, at: float | None = None) -> list[PresencePeerAction]:
        """Something authentic came on a link, on either lane, whatever it was; `at` if not now."""
        return self._probing(self.probes.handle(Heard(link, at), now))

    def received(self, link: LinkId, frame: Frame, now: float) -> list[PresencePeerAction]:
        """One of `PRESENCE_FRAMES` came on a link; says `heard` by itself."""
        actions = self.heard(link, now)
        if isinstance(frame, Suspect):
            event = Doubted(DeviceId(frame.device))
            return actions + self._probing(self.probes.handle(event, now))
        return [*actions, *self.gossip.handle(PresenceReceived(link, frame), now)]

    def woken(self, now: float) -> list[PresencePeerAction]:
        """Interfaces changed or the machine woke up."""
        return self._probing(self.probes.handle(Woken(), now))

    def leaving(self, now: float) -> list[PresencePeerAction]:
        """This device is about to stop: its last word."""
        return [*self.gossip.handle(Leaving(), now)]

    def due(self, now: float) -> list[PresencePeerAction]:
        """The deadline is reached."""
        return [*self._probing(self.probes.handle(Due(), now)), *self.gossip.handle(Due(), now)]

    def _probing(self, actions: list[ProbeAction]) -> list[PresencePeerAction]:
        done: list[PresencePeerAction] = []
        for action in actions:
            match action:
                case Doubt(device, links):
                    done += [Tell(link, Suspect(device), Way.DATAGRAM) for link in links]
                    done.append(DeviceSuspect(device, suspect=True))
                case Trust(device):
                    done.append(DeviceSuspect(device, suspect=False))
                case Probe() | GiveUp():
                    done.append(action)
                case _:
                    assert_never(action)
        return done
