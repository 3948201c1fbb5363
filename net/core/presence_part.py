"""Presence as a part of the peer's core: the turn's links, timers and actions on one side of it."""

from __future__ import annotations

from collections.abc import Callable

from net.core.events import Lane, LinkId, SendDatagram
from net.core.links import Link, Links
from net.core.liveness import Liveness
from net.core.presence_events import BadPresence, GiveUp, PresenceAction, Probe, Tell, Way
from net.core.presence_gossip import PresenceGossip
from net.core.presence_peer import PRESENCE_FRAMES, PresencePeer, PresencePeerAction
from net.core.presence_proof import Sign
from net.core.turn import Turn
from net.core.verify import Verifier
from net.crypto.identity import DeviceCertificate
from net.errors import LocalProtocolError, RemoteProtocolError
from net.ids import NetworkId
from net.wire import Frame

TIMER = ("presence", None)

Change = Callable[[PresenceGossip, float], list[PresenceAction]]


class PresencePart:
    """Feeds `PresencePeer` and carries its actions into the turn; without a signer it does nothing."""

    def __init__(
        self,
        turn: Turn,
        links: Links,
        liveness: Liveness,
        verifier: Verifier,
        me: DeviceCertificate,
        network: NetworkId,
        sign: Sign | None,
        incarnation: int,
    ) -> None:
        self._turn = turn
        self._links = links
        self._liveness = liveness
        self._peer: PresencePeer | None = None
        if sign is not None:
            self._peer = PresencePeer(
                turn.config, me, network, sign, verifier, incarnation, turn.rng, turn.now
            )
            liveness.probed_elsewhere = True
        self.silent: set[LinkId] = set()
        """Links to be closed by the core at the end of the turn."""

    @property
    def gossip(self) -> PresenceGossip:
        """Presence itself, for views and changes.

        Raises:
            LocalProtocolError: this core was made without it.
        """
        if self._peer is None:
            raise LocalProtocolError("this core has no presence")
        return self._peer.gossip

    @property
    def is_on(self) -> bool:
        """Whether this core has presence."""
        return self._peer is not None

    def link_up(self, link: Link) -> None:
        """A link stands; its certificate is known."""
        if self._peer is not None:
            self._do(self._peer.linked(link.id, link.device, self._turn.now))

    def link_down(self, link: LinkId) -> None:
        """A link is gone."""
        if self._peer is not None:
            self._do(self._peer.lost(link, self._turn.now))

    def received(self, link: Link, frame: Frame) -> bool:
        """Take a frame of presence; False if it is none.

        Raises:
            RemoteProtocolError: it is forged or breaks a limit.
        """
        if self._peer is None or not isinstance(frame, PRESENCE_FRAMES):
            return False
        self._do(self._peer.received(link.id, frame, self._turn.now))
        return True

    def due(self) -> None:
        """The deadline is reached; what was heard meanwhile on the links counts first."""
        if self._peer is None:
            return
        now = self._turn.now
        for link in self._links.all():
            self._do(self._peer.heard(link.id, now, link.heard_at))
        self._do(self._peer.due(now))

    def woken(self) -> None:
        """Interfaces changed or the machine woke up."""
        if self._peer is not None:
            self._do(self._peer.woken(self._turn.now))

    def leave(self) -> None:
        """This device is about to stop."""
        if self._peer is not None:
            self._do(self._peer.leaving(self._turn.now))

    def change(self, change: Change) -> None:
        """Track, update or untrack.

        Raises:
            LocalProtocolError: what presence says against it.
        """
        self._do([*change(self.gossip, self._turn.now)])

    def _do(self, actions: list[PresencePeerAction]) -> None:
        for action in actions:
            self._act(action)
        deadline = None if self._peer is None else self._peer.next_deadline()
        if deadline is None:
            self._turn.timers.cancel(TIMER)
        else:
            self._turn.timers.set(TIMER, deadline)
        for action in actions:
            if isinstance(action, BadPresence):
                raise RemoteProtocolError(action.reason)

    def _act(self, action: PresencePeerAction) -> None:
        turn = self._turn
        match action:
            case Tell(link, frame, way):
                if way is not Way.CONTROL:
                    turn.do(SendDatagram(link, frame, otherwise=way is Way.DATAGRAM))
                if way in (Way.CONTROL, Way.BOTH):
                    turn.send(link, Lane.CONTROL, frame)
            case Probe(link, _, way):
                found = self._links.get(link)
                if found is not None:
                    self._liveness.probe(found, way)
            case GiveUp(link, _):
                self.silent.add(link)
            case BadPresence():
                pass  # raised when all else is done
            case _:
                turn.do(action)
