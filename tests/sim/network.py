"""A network in virtual time: real cores, in-memory disks, links that are reliable only while they stand.

Everything random comes from one seed: the same seed gives the same trace.
"""

from __future__ import annotations

import hashlib
import heapq
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import assert_never
from unittest import mock

from net import entry as entries
from net import wire
from net.config import NetConfig
from net.core import events, presence_events, verify
from net.core.events import Action, Event
from net.core.peer import PeerCore
from net.crypto.identity import Identity, verify_signature
from net.entry import Entry
from net.ids import DeviceId, EntryId, NetworkId, RoomId, lobby_id, open_network_id
from net.wire import Frame
from tests.sim.history import MemoryHistory

NETWORK: NetworkId = open_network_id()
LOBBY: RoomId = lobby_id(NETWORK)
START_WALL_MS = 1_800_000_000_000
PORT = 7000

# The same signature reaches every node; one real check of it is enough for a simulation.
mock.patch.object(verify, "verify_signature", lru_cache(maxsize=200_000)(verify_signature)).start()


@lru_cache(maxsize=4096)
def identity(number: int) -> Identity:
    seeds = [hashlib.sha256(f"{part} {number}".encode()).digest() for part in "psl"]
    return Identity.from_seeds(seeds[0], seeds[1], seeds[2], START_WALL_MS)


@dataclass(slots=True)
class Wire:
    """One link: its two ends, and what each direction has sent so far."""

    ends: tuple[Node, Node]
    ids: tuple[int, int]
    latency_s: float
    bytes_per_s: float | None
    up: bool = True
    cut: bool = False
    clear_at: list[float] = field(default_factory=lambda: [0.0, 0.0])


class Node:
    """One simulated device: a real core, its disk, its clock."""

    def __init__(self, world: World, number: int, clock_off_ms: int, config: NetConfig) -> None:
        self.world = world
        self.number = number
        self.identity = identity(number)
        self.device: DeviceId = self.identity.device_id
        self.address = (f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", PORT)
        self.clock_off_ms = clock_off_ms
        self.config = config
        self.disk = MemoryHistory()
        self.disk_broken = False
        self.disk_free_at = 0.0
        self.commit_s = 0.002
        self.read_s = 0.0005
        self.generation = 0
        self.alive = False
        self.links: dict[int, Wire] = {}
        self.news: list[Action] = []
        self.topics: list[tuple[str, bytes, DeviceId]] = []
        self.acked: dict[DeviceId, int] = {}
        self.tick_at: float | None = None
        self.own_heads: dict[RoomId, tuple[int, EntryId]] = {}
        self.max_dials = 0
        self.dialled: list[tuple[float, tuple[str, int]]] = []
        self.filter: Callable[[Node, Frame], Iterable[Frame]] | None = None

    def start(self) -> None:
        self.generation += 1
        self.alive = True
        self.links = {}
        self.tick_at = None
        seed = f"{self.world.seed} {self.number} {self.generation}"
        self.core = PeerCore(
            self.config, self.identity.certificate, NETWORK, random.Random(seed),
            self.disk.load(), [LOBBY], self.generation, PORT, self.identity.sign,
        )  # fmt: skip
        self.own_heads = {}
        self.disk_free_at = self.world.now
        self.feed(events.Tick())

    def crash(self) -> None:
        """Stop at once; what was not committed is lost, half of the peers hear nothing of it."""
        self.alive = False
        for link in list(self.links.values()):
            if self.world.rng.random() < 0.5:
                self.world.drop(link)
            else:
                link.cut = True
        self.links = {}

    def wall_ms(self) -> int:
        return START_WALL_MS + int(self.world.now * 1000) + self.clock_off_ms

    def feed(self, event: Event) -> None:
        if not self.alive:
            return
        self.world.trace(self, event)
        for action in self.core.handle(event, self.world.now, self.wall_ms()):
            self.act(action)
        self.rearm()

    def rearm(self) -> None:
        deadline = self.core.next_deadline()
        if deadline is None or (self.tick_at is not None and self.tick_at <= deadline + 1e-9):
            return
        self.tick_at = deadline
        self.world.at(deadline, self._ticker(deadline, self.generation))

    def _ticker(self, when: float, generation: int) -> Callable[[], None]:
        def tick() -> None:
            if self.generation == generation and self.tick_at == when:
                self.tick_at = None
                self.feed(events.Tick())

        return tick

    def later(self, delay_s: float, event: Event) -> None:
        generation = self.generation

        def deliver() -> None:
            if self.generation == generation:
                self.feed(event)

        self.world.at(self.world.now + delay_s, deliver)

    def write(self, text: str, room: RoomId = LOBBY) -> Entry:
        """Write, commit and tell one message."""
        seq, prev = self.own_heads.get(room) or self.disk.head(room, self.device)
        body = entries.encode_body(
            room=room, device=self.device, seq=seq + 1, prev=prev,
            hlc=self.core.stamp(self.wall_ms()), kind=entries.Kind.MESSAGE,
            payload=text.encode(), ahead=self.core.ahead(room, self.wall_ms()),
        )  # fmt: skip
        entry = self.sign(body)
        self.own_heads[room] = (entry.seq, entry.id)
        self._commit((entry,), (self.identity.certificate.encoded,), events.Appended(entry))
        return entry

    def sign(self, body: bytes) -> Entry:
        domain = entries.signing_prefix(NETWORK)
        return entries.decode(body, self.identity.sign(domain, entries.signed_part(body)))

    def _commit(self, new: tuple[Entry, ...], certificates: tuple[bytes, ...], done: Event) -> None:
        self.disk_free_at = max(self.disk_free_at, self.world.now) + self.commit_s
        generation = self.generation

        def commit() -> None:
            if self.generation != generation or not self.alive:
                return
            if self.disk_broken and isinstance(done, events.Stored):
                self.feed(events.StoreFailed(done.ticket))
                return
            self.disk.append(new, certificates)
            self.feed(done)

        self.world.at(self.disk_free_at, commit)

    def act(self, action: Action) -> None:
        match action:
            case events.Send(link, lane, frame):
                if link in self.links:
                    self.world.send(self.links[link], self, frame, int(lane))
            case events.CloseLink(link, _):
                if link in self.links:
                    self.world.drop(self.links[link])
            case events.Dial(dial, _, addresses):
                self.max_dials += 1
                self.dialled.extend((self.world.now, address) for address in addresses)
                self.world.dial(self, dial, addresses)
            case events.Store(ticket, new, certificates, _):
                self._commit(new, certificates, events.Stored(ticket, new))
            case events.ReadRun(link, room, device, lo, hi, max_bytes, signed):
                run = self.disk.read_run(room, device, lo, hi, max_bytes, signed=signed)
                self.later(self.read_s, events.RunRead(link, room, device, lo, hi, run))
            case events.ReadEntry(link, entry):
                self.later(self.read_s, events.EntryRead(link, self.disk.entries.get(entry)))
            case events.TopicMessage(topic, payload, origin):
                self.topics.append((topic, payload, origin))
            case events.Acknowledged(_, _, holder, seq):
                self.acked[holder] = max(seq, self.acked.get(holder, 0))
                self.news.append(action)
            case (
                events.PeerUp()
                | events.PeerDown()
                | events.Forked()
                | events.ClockJudged()
                | events.Misbehaved()
                | events.Tried()
                | events.Remember()
                | presence_events.PresenceChanged()
                | presence_events.DeviceUp()
                | presence_events.DeviceDown()
                | presence_events.DeviceSuspect()
                | events.SendDatagram()
            ):
                self.news.append(action)
            case _:
                assert_never(action)

    def news_of(self, kind: type) -> list[Action]:
        return [each for each in self.news if isinstance(each, kind)]


class World:
    """The event queue, the nodes, who can reach whom."""

    def __init__(self, seed: int, config: NetConfig | None = None) -> None:
        self.seed = seed
        self.rng = random.Random(seed)
        self.config = config or NetConfig()
        self.now = 100.0
        self.nodes: list[Node] = []
        self.by_address: dict[tuple[str, int], Node] = {}
        self._queue: list[tuple[float, int, Callable[[], None]]] = []
        self._number = 0
        self._links = 0
        self.latency_s = (0.0005, 0.003)
        self.bytes_per_s: float | None = None
        self.reach: Callable[[Node, Node], bool] = lambda a, b: True
        self._hash = hashlib.blake2b(digest_size=16)
        self.frames = 0
        self.sent: dict[str, int] = {}
        self.wires: list[Wire] = []
        self.beacons = True
        self.duplicate_share = 0.0
        self.traced = False

    def trace(self, node: Node, event: Event) -> None:
        if not self.traced:
            return
        self._hash.update(f"{self.now:.9f} {node.number} {type(event).__name__}".encode())
        if isinstance(event, events.Received):
            self._hash.update(wire.encode(event.frame)[:256])

    def trace_hash(self) -> str:
        return self._hash.hexdigest()

    def at(self, when: float, call: Callable[[], None]) -> None:
        self._number += 1
        heapq.heappush(self._queue, (max(when, self.now), self._number, call))

    def add(self, count: int = 1, *, clock_off_ms: int = 0, start: bool = True) -> list[Node]:
        new = []
        for _ in range(count):
            node = Node(self, len(self.nodes), clock_off_ms, self.config)
            self.nodes.append(node)
            self.by_address[node.address] = node
            new.append(node)
            if start:
                node.start()
            self._beacon_loop(node, self.rng.uniform(0.0, 0.3))
        return new

    def _beacon_loop(self, node: Node, delay_s: float) -> None:
        def beacon() -> None:
            if self.beacons:
                self.beacon(node)
            self._beacon_loop(node, self.rng.uniform(4.0, 6.0))

        self.at(self.now + delay_s, beacon)

    def beacon(self, node: Node) -> None:
        if not node.alive:
            return
        for other in self.nodes:
            if other is not node and other.alive and self.reach(node, other):
                other.later(
                    self.rng.uniform(*self.latency_s),
                    events.Hint(node.device, (node.address,), "beacon"),
                )

    def run(self, seconds: float) -> None:
        end = self.now + seconds
        while self._queue and self._queue[0][0] <= end:
            self.now, _, call = heapq.heappop(self._queue)
            call()
        self.now = end

    def run_until(self, done: Callable[[], bool], seconds: float, step_s: float = 0.05) -> float:
        """Run until it is done; returns the virtual seconds it took."""
        start = self.now
        while not done():
            if self.now - start > seconds:
                raise AssertionError(f"not done after {seconds} virtual s; SIM_SEED={self.seed}")
            self.run(step_s)
        return self.now - start

    def dial(self, node: Node, number: int, addresses: tuple[tuple[str, int], ...]) -> None:
        targets = [self.by_address[a] for a in addresses if a in self.by_address]
        target = next((t for t in targets if t.alive and self.reach(node, t)), None)
        if target is None:
            silent = any(not self.reach(node, t) for t in targets) or not targets
            delay_s = node.config.dial_timeout_s if silent else 0.001
            node.later(delay_s, events.DialFailed(number, "nobody answers"))
            return
        latency_s = self.rng.uniform(*self.latency_s)
        generations = (node.generation, target.generation)

        def connect() -> None:
            if (node.generation, target.generation) != generations:
                return
            if not (node.alive and target.alive):
                node.feed(events.DialFailed(number, "it went away"))
                return
            self._connect(node, target, latency_s)

        self.at(self.now + 3 * latency_s, connect)

    def _connect(self, node: Node, target: Node, latency_s: float) -> None:
        self._links += 2
        link = Wire((node, target), (self._links, self._links + 1), latency_s, self.bytes_per_s)
        self.wires.append(link)
        node.links[link.ids[0]] = link
        target.links[link.ids[1]] = link
        link.clear_at = [self.now + latency_s, self.now + latency_s]
        node.feed(events.LinkUp(link.ids[0], target.identity.certificate, True, target.address))
        caller = (node.address[0], 40_000)
        up = events.LinkUp(link.ids[1], node.identity.certificate, False, caller)
        target.later(self.rng.uniform(0.0, latency_s), up)

    def send(self, link: Wire, sender: Node, frame: Frame, lane: int) -> None:
        if sender.filter is not None:
            for each in sender.filter(self._other(link, sender), frame):
                self._send(link, sender, each)
        else:
            self._send(link, sender, frame)

    def _other(self, link: Wire, node: Node) -> Node:
        return link.ends[1] if link.ends[0] is node else link.ends[0]

    def _send(self, link: Wire, sender: Node, frame: Frame) -> None:
        side = 0 if link.ends[0] is sender else 1
        receiver, link_id = link.ends[1 - side], link.ids[1 - side]
        data = wire.encode(frame)
        self.frames += 1
        name = type(frame).__name__
        self.sent[name] = self.sent.get(name, 0) + 1
        arrives = self.now + link.latency_s * self.rng.uniform(1.0, 1.3)
        if link.bytes_per_s is not None:
            arrives = max(arrives, link.clear_at[side]) + len(data) / link.bytes_per_s
        arrives = link.clear_at[side] = max(arrives, link.clear_at[side])

        def deliver() -> None:
            if link.cut or not link.up or link_id not in receiver.links:
                return
            decoded = wire.decode(data, receiver.config.max_frame_bytes)
            if decoded is not None:
                receiver.feed(events.Received(link_id, decoded))

        self.at(arrives, deliver)
        if self.duplicate_share and self.rng.random() < self.duplicate_share:
            self.at(arrives, deliver)

    def drop(self, link: Wire) -> None:
        """Close a link; both ends hear of it, the far one after what is on its way."""
        if not link.up:
            return
        for node, link_id, clear in zip(link.ends, link.ids, reversed(link.clear_at), strict=True):
            delay_s = max(link.latency_s, clear - self.now) + 1e-6
            self._hang_up(node, link_id, delay_s)

    def _hang_up(self, node: Node, link_id: int, delay_s: float) -> None:
        generation = node.generation

        def down() -> None:
            link = node.links.pop(link_id, None)
            if link is not None and node.generation == generation:
                link.up = False
                node.feed(events.LinkDown(link_id, "closed"))

        self.at(self.now + delay_s, down)

    def partition(self, *parts: list[Node]) -> None:
        """Only nodes of one part reach each other; links across fall silent."""
        part_of = {node.number: number for number, part in enumerate(parts) for node in part}
        self.reach = lambda a, b: part_of.get(a.number) == part_of.get(b.number)
        for link in self.wires:
            if link.up and not self.reach(*link.ends):
                link.cut = True

    def heal(self) -> None:
        """Everybody reaches everybody; links that were silent are reset."""
        self.reach = lambda a, b: True
        for link in self.wires:
            if link.cut and link.up:
                self.drop(link)

    # What must hold in the end.

    def honest(self) -> list[Node]:
        return [node for node in self.nodes if node.alive and node.filter is None]

    def is_converged(self) -> bool:
        nodes = self.honest()
        first = nodes[0].disk
        return all(
            len(n.disk.entries) == len(first.entries) and n.disk.entries.keys() == first.entries.keys()
            for n in nodes[1:]
        )

    def settle(self, count: int, seconds: float, step_s: float = 0.05) -> float:
        """Run until every honest node has the same `count` entries; returns the virtual seconds."""
        return self.run_until(
            lambda: len(self.honest()[0].disk.entries) == count and self.is_converged(),
            seconds, step_s,
        )  # fmt: skip

    def check_same_order(self) -> None:
        nodes = self.honest()
        order = [entry.id for entry in nodes[0].disk.shown(LOBBY)]
        for node in nodes[1:]:
            assert [e.id for e in node.disk.shown(LOBBY)] == order, f"SIM_SEED={self.seed}"

    def is_meshed(self) -> bool:
        nodes = [node for node in self.nodes if node.alive]
        return all(
            len(node.core.linked_devices())
            == sum(1 for other in nodes if other is not node and self.reach(node, other))
            for node in nodes
        )
