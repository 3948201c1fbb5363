"""A seeded network of presence cores: links with latency, lossy datagrams, crashes, freezes, splits.

Discrete events in the order of time and of their making. TCP frames arrive in order and surely while
both ends live and can reach each other; a closed or killed end is seen after one latency; a frozen or
unplugged one is not seen at all. Datagrams may be lost.
"""

from __future__ import annotations

import heapq
import itertools
import random
from collections.abc import Callable
from functools import partial

from net.config import NetConfig
from net.core.presence_events import (
    BadPresence,
    DeviceDown,
    DeviceSuspect,
    DeviceUp,
    GiveUp,
    PresenceChanged,
    Probe,
    Tell,
    Way,
)
from net.core.presence_peer import PRESENCE_FRAMES, PresencePeer, PresencePeerAction
from net.ids import open_network_id
from net.wire import Frame, Ping, Pong, decode, encode
from tests.sim.presence_nodes import Book, Node, apply, identity

UDP_OVERHEAD_BYTES = 28 + 32 + 1 + 2
"""IP and UDP header, the lane's header and tag, kind and length."""

TCP_OVERHEAD_BYTES = 40 + 2 + 16 + 2
"""IP and TCP header, record length, tag, frame length; one frame a segment is the worst case."""


class Network:
    """Nodes, the links between them, and time."""

    def __init__(self, seed: int, config: NetConfig | None = None, loss: float = 0.0) -> None:
        self.rng = random.Random(seed)
        self.config = config or NetConfig()
        self.loss = loss
        self.tcp_loss = 0.0
        """Share of TCP segments lost; each costs a retransmission time-out that doubles from 0.2 s."""
        self.udp = True
        self.now = 1000.0
        self.nodes: dict[int, Node] = {}
        self.refill = True
        """Whether a lost link between living, reachable nodes is made anew, as membership does."""
        self.wanted: set[frozenset[int]] = set()
        self.side: Callable[[int], object] = lambda name: 0
        self._queue: list[tuple[float, int, Callable[[], None]]] = []
        self._number = itertools.count()
        self._link_numbers = itertools.count(1)
        self._arrival: dict[tuple[int, int], float] = {}
        self._incarnations = itertools.count(5)

    # Building.

    def add(self, name: int, person: int | None = None, incarnation: int | None = None) -> Node:
        """Start a node; a second start of a name is the same device with a later incarnation."""
        known = self.nodes.get(name)
        who = known.identity if known else identity(name if person is None else person, name)
        book = Book()
        book.learn(who.certificate)
        boot = next(self._incarnations) if incarnation is None else incarnation
        core = PresencePeer(
            self.config, who.certificate, open_network_id(), who.sign, book, boot,
            random.Random(self.rng.random()), self.now,
        )  # fmt: skip
        node = self.nodes[name] = Node(name, who, core, book)
        return node

    def mesh(self, count: int) -> list[Node]:
        """Start this many nodes, all linked with all."""
        for name in range(count):
            self.add(name)
        for a, b in itertools.combinations(range(count), 2):
            self.link(a, b)
        return list(self.nodes.values())

    def link(self, a: int, b: int) -> None:
        """Want a link between two nodes, and make it."""
        self.wanted.add(frozenset((a, b)))
        self._connect(a, b)

    def unlink(self, a: int, b: int) -> None:
        """Close a link for good."""
        self.wanted.discard(frozenset((a, b)))
        for number, other in list(self.nodes[a].links.items()):
            if other == b:
                self._close(a, number)

    # What befalls nodes.

    def kill(self, name: int) -> None:
        """kill -9: its machine's kernel closes the connections."""
        node = self.nodes[name]
        node.alive = False
        for number in list(node.links):
            self._close(name, number)

    def leave(self, name: int) -> None:
        """An orderly end."""
        node = self.nodes[name]
        self._carry_out(node, node.core.leaving(self.now))
        self.kill(name)

    def freeze(self, name: int) -> None:
        """SIGSTOP: the kernel holds the connections, the program does nothing."""
        self.nodes[name].frozen = True

    def thaw(self, name: int) -> None:
        node = self.nodes[name]
        node.frozen = False
        held, node.inbox = node.inbox, []
        for act in held:
            self._at(self.now, act)
        self._arm(node)

    def split(self, side: Callable[[int], object]) -> None:
        """Cut the cables between sides: nothing passes, and nobody is told."""
        self.side = side

    def heal(self) -> None:
        self.side = lambda name: 0
        for pair in sorted(self.wanted, key=sorted):
            a, b = sorted(pair)
            self._at(self.now + self.rng.uniform(0.05, 1.0), partial(self._connect, a, b))

    # Doing.

    def act(self, name: int, what: Callable[[Node], list[PresencePeerAction]]) -> None:
        node = self.nodes[name]
        self._carry_out(node, what(node))
        self._arm(node)

    def track(self, name: int, topic: str, meta: bytes) -> None:
        self.act(name, lambda node: [*node.core.gossip.track(topic, meta, self.now)])

    def update(self, name: int, topic: str, meta: bytes) -> None:
        self.act(name, lambda node: [*node.core.gossip.update(topic, meta, self.now)])

    def untrack(self, name: int, topic: str) -> None:
        self.act(name, lambda node: [*node.core.gossip.untrack(topic, self.now)])

    def run(self, seconds: float, until: Callable[[], bool] | None = None) -> float:
        """Let time pass; returns how much did, less if the condition came true."""
        start, end = self.now, self.now + seconds
        while self._queue and self._queue[0][0] <= end:
            at, _, act = heapq.heappop(self._queue)
            self.now = max(self.now, at)
            act()
            if until is not None and until():
                return self.now - start
        self.now = end
        return seconds

    def living(self) -> list[Node]:
        return [node for node in self.nodes.values() if node.alive and not node.frozen]

    # Inside.

    def _at(self, when: float, act: Callable[[], None]) -> None:
        heapq.heappush(self._queue, (when, next(self._number), act))

    def _latency_s(self) -> float:
        return self.rng.uniform(0.0002, 0.003)

    def _reachable(self, a: int, b: int) -> bool:
        return self.side(a) == self.side(b)

    def _connect(self, a: int, b: int) -> None:
        one, two = self.nodes[a], self.nodes[b]
        usable = one.alive and two.alive and not one.frozen and not two.frozen
        if not usable or not self._reachable(a, b) or b in one.links.values():
            return
        number = next(self._link_numbers)
        for node, other in ((one, two), (two, one)):
            node.links[number] = other.name
            node.book.learn(other.identity.certificate)
            self._carry_out(node, node.core.linked(number, other.device, self.now))
            self._arm(node)

    def _close(self, name: int, number: int) -> None:
        """One end closes a link; the other sees it, if anything still gets there."""
        node = self.nodes[name]
        other = node.links.pop(number, None)
        if other is None:
            return
        if node.alive:
            self._carry_out(node, node.core.lost(number, self.now))
            self._arm(node)
        peer = self.nodes[other]
        when = self._in_order(name, number, self._latency_s())
        self._at(when, lambda: self._to(peer, lambda: self._closed(peer, number), name))
        pair = frozenset((name, other))
        if self.refill and pair in self.wanted:
            a, b = sorted(pair)
            delay = self.rng.uniform(0.1, 1.0)
            self._at(self.now + delay, lambda: self._again(a, b))

    def _again(self, a: int, b: int) -> None:
        """What membership does: dial until it works."""
        if frozenset((a, b)) not in self.wanted or b in self.nodes[a].links.values():
            return
        self._connect(a, b)
        if b not in self.nodes[a].links.values() and self.nodes[a].alive and self.nodes[b].alive:
            self._at(self.now + self.rng.uniform(1.0, 2.0), lambda: self._again(a, b))

    def _closed(self, node: Node, number: int) -> None:
        if node.links.pop(number, None) is not None:
            self._carry_out(node, node.core.lost(number, self.now))
            self._arm(node)

    def _in_order(self, name: int, number: int, delay_s: float) -> float:
        """TCP: nothing overtakes what was sent before."""
        key = (name, number)
        when = max(self._arrival.get(key, 0.0), self.now + delay_s)
        self._arrival[key] = when
        return when

    def _to(self, node: Node, act: Callable[[], None], sender: int, *, surely: bool = True) -> None:
        """Something arrives at a node; over TCP, later, if a cable is cut meanwhile."""
        if not node.alive:
            return
        if not self._reachable(sender, node.name):
            if surely:
                self._at(self.now + 0.5, lambda: self._to(node, act, sender))
            return
        if node.frozen:
            node.inbox.append(act)
        else:
            act()

    def _send(self, node: Node, link: int, frame: Frame, way: Way) -> None:
        other = node.links.get(link)
        if other is None:
            return
        data = encode(frame)
        kind = type(frame).__name__
        if way is not Way.CONTROL and self.udp:
            node.bytes_sent[kind] += len(data) + UDP_OVERHEAD_BYTES
            if self.rng.random() >= self.loss:
                size = len(data) + UDP_OVERHEAD_BYTES
                self._at(
                    self.now + self._latency_s(),
                    lambda: self._arrive(other, link, data, size, node, surely=False),
                )
        if way in (Way.CONTROL, Way.BOTH) or (way is Way.DATAGRAM and not self.udp):
            size = len(data) + TCP_OVERHEAD_BYTES
            node.bytes_sent[kind] += size
            delay, again = self._latency_s(), 0.2
            while self.rng.random() < self.tcp_loss:
                delay, again = delay + again, min(2 * again, 10.0)
            when = self._in_order(node.name, link, delay)
            self._at(when, lambda: self._arrive(other, link, data, size, node))

    def _arrive(
        self, name: int, link: int, data: bytes, size: int, sender: Node, *, surely: bool = True
    ) -> None:
        node = self.nodes[name]
        self._to(node, lambda: self._read(node, link, data, size), sender.name, surely=surely)

    def _read(self, node: Node, link: int, data: bytes, size: int) -> None:
        if link not in node.links:
            return
        node.bytes_received += size
        frame = decode(data, self.config.max_frame_bytes)
        if isinstance(frame, PRESENCE_FRAMES):
            actions = node.core.received(link, frame, self.now)
        else:
            actions = node.core.heard(link, self.now)
            if isinstance(frame, Ping):
                self._send(node, link, Pong(frame.number, 1_800_000_000_000), Way.DATAGRAM)
        self._carry_out(node, actions)
        self._arm(node)

    def _carry_out(self, node: Node, actions: list[PresencePeerAction]) -> None:
        for action in actions:
            match action:
                case Tell(link, frame, way):
                    self._send(node, link, frame, way)
                case Probe(link, number, way):
                    self._send(node, link, Ping(number, 1_800_000_000_000), way)
                case GiveUp(link, _):
                    node.news.append((self.now, action))
                    self._close(node.name, link)
                case PresenceChanged(diffs):
                    for diff in diffs:
                        apply(node.mirror, diff)
                    node.news.append((self.now, action))
                case DeviceUp() | DeviceDown() | DeviceSuspect():
                    node.news.append((self.now, action))
                case BadPresence(_, reason):
                    raise AssertionError(f"an honest node was found bad: {reason}")

    def _arm(self, node: Node) -> None:
        deadline = node.core.next_deadline()
        if deadline is None or (node.wake_at is not None and node.wake_at <= deadline):
            return
        node.wake_at = deadline
        late = self.rng.random() * node.lag_s
        self._at(max(deadline, self.now) + late, lambda: self._wake(node, deadline))

    def _wake(self, node: Node, deadline: float) -> None:
        if node.wake_at == deadline:
            node.wake_at = None
        if not node.alive or node.frozen or self.nodes[node.name] is not node:
            return
        due = node.core.next_deadline()
        if due is not None and due <= self.now:
            self._carry_out(node, node.core.due(self.now))
        self._arm(node)
