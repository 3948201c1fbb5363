"""Whether a link still lives: idle ones are probed, silent ones are dead, our own sleep excuses them."""

from __future__ import annotations

from net.core.clocks import Clocks
from net.core.events import Lane, SendDatagram
from net.core.links import Link, Links
from net.core.presence_events import Way
from net.core.turn import Turn
from net.wire import Ping, Pong

RTT_WEIGHT = 0.25
"""Share of a new round trip in the running one; a single slow answer does not move it much."""

PROBE_ANYWAY_S = 30.0
"""A busy link is probed this often as well: round trip and clocks need answers of their own."""


class Liveness:
    """Probes and their answers; round trips and votes on the time come from them."""

    def __init__(self, turn: Turn, links: Links, clocks: Clocks) -> None:
        self._turn = turn
        self._links = links
        self._clocks = clocks
        self.probed_elsewhere = False
        """Whether presence probes idle links; then only round trips and clocks are asked for here."""

    def watch(self, link: Link) -> None:
        """Begin to watch a new link."""
        self.probe(link)
        self._turn.timers.set(
            ("idle", link.id), self._turn.now + self._turn.config.ping_after_idle_s
        )

    def probe(self, link: Link, way: Way = Way.CONTROL) -> None:
        """Ask a peer for a sign of life."""
        link.ping_number += 1
        link.ping_sent_at = self._turn.now
        ping = Ping(link.ping_number, max(0, self._turn.wall_ms))
        if way is not Way.CONTROL:
            self._turn.do(SendDatagram(link.id, ping, otherwise=way is Way.DATAGRAM))
        if way is not Way.DATAGRAM:
            self._turn.send(link.id, Lane.CONTROL, ping)

    def is_dead(self, link: Link) -> bool:
        """Look at a link whose timer came: probe it or find it dead."""
        turn, config = self._turn, self._turn.config
        if self.probed_elsewhere:
            self.probe(link)
            turn.timers.set(("idle", link.id), turn.now + PROBE_ANYWAY_S)
            return False
        silent_s = turn.now - link.heard_at
        if silent_s >= config.dead_after_s:
            return True
        probed_s = turn.now - (link.ping_sent_at or link.up_at)
        next_s = config.ping_after_idle_s - silent_s
        if silent_s >= config.ping_after_idle_s or probed_s >= PROBE_ANYWAY_S:
            if probed_s >= config.ping_after_idle_s:
                self.probe(link)
            next_s = min(config.ping_after_idle_s, config.dead_after_s - silent_s)
        turn.timers.set(("idle", link.id), turn.now + max(next_s, 0.05))
        return False

    def pinged(self, link: Link, frame: Ping) -> None:
        """Answer a probe, on the lane it came by: the other may be what is broken."""
        pong = Pong(frame.number, max(0, self._turn.wall_ms))
        if link.on_datagram:
            self._turn.do(SendDatagram(link.id, pong, otherwise=True))
        else:
            self._turn.send(link.id, Lane.CONTROL, pong)

    def ponged(self, link: Link, frame: Pong) -> None:
        """Take an answer: the round trip and the peer's clock."""
        if frame.number != link.ping_number or link.ping_sent_at is None:
            return
        rtt_ms = max(0.0, (self._turn.now - link.ping_sent_at) * 1000.0)
        link.rtt_ms = (
            rtt_ms if link.rtt_ms is None else link.rtt_ms + RTT_WEIGHT * (rtt_ms - link.rtt_ms)
        )
        self._clocks.vote(link.id, frame.clock_ms, rtt_ms, self._turn.now)

    def excuse(self) -> None:
        """We slept: peers could not reach us, so they get one probe's time from now (Lifeguard)."""
        if self.probed_elsewhere:
            return
        config = self._turn.config
        for link in self._links.all():
            link.heard_at = max(link.heard_at, self._turn.now - config.ping_after_idle_s)
            self.probe(link)
            self._turn.timers.set(("idle", link.id), self._turn.now + config.ping_after_idle_s)

    def probe_all(self) -> None:
        """Find out at once which links survived a change of the network."""
        if self.probed_elsewhere:
            return
        config = self._turn.config
        for link in self._links.all():
            link.heard_at = min(link.heard_at, self._turn.now - config.ping_after_idle_s)
            self.probe(link)
            dead_in_s = config.dead_after_s - (self._turn.now - link.heard_at)
            self._turn.timers.set(("idle", link.id), self._turn.now + max(dead_in_s, 0.05))
