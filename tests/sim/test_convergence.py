"""Partitions, crashes, restarts, full disks: all end with the same entries in the same order."""

from __future__ import annotations

import os
import random

import pytest

from net.core import events
from tests.sim.history import MemoryHistory
from tests.sim.network import LOBBY, Node, World


def chatter(world: World, nodes: list[Node], messages: int, seconds: float) -> None:
    for _ in range(messages):
        alive = [node for node in nodes if node.alive]
        node = world.rng.choice(alive)
        node.write(f"{node.number} at {world.now:.3f}")
        world.run(seconds / messages)


def test_first_meeting_and_first_message(seed: int) -> None:
    world = World(seed)
    a, b = world.add(2)
    assert world.run_until(world.is_meshed, 2.0, 0.01) < 1.0
    world.run(0.1)
    a.write("hello")
    assert world.run_until(lambda: len(b.disk.entries) == 1, 1.0, 0.001) < 0.05
    world.run_until(lambda: a.acked.get(b.device) == 1, 1.0, 0.001)


@pytest.mark.parametrize("count", [3, 8, 20])
def test_partitions_crashes_and_restarts(seed: int, count: int) -> None:
    world = World(seed)
    nodes = world.add(count)
    world.run_until(world.is_meshed, 10.0)
    for _ in range(4):
        shuffled = nodes[:]
        world.rng.shuffle(shuffled)
        cut = world.rng.randint(1, count - 1)
        match world.rng.choice(["partition", "crash", "calm"]):
            case "partition":
                world.partition(shuffled[:cut], shuffled[cut:])
                chatter(world, nodes, 30, 12.0)
                world.heal()
            case "crash":
                for node in shuffled[: max(1, cut // 2)]:
                    node.crash()
                chatter(world, nodes, 30, world.rng.uniform(0.5, 12.0))
                for node in nodes:
                    if not node.alive:
                        node.start()
            case _:
                chatter(world, nodes, 30, 0.3)
    world.run(1.0)
    world.run_until(world.is_converged, 60.0)
    world.check_same_order()
    assert len(nodes[0].disk.entries) > 60


def test_fifty_peers_heal_within_ten_seconds() -> None:
    seed = int(os.environ.get("SIM_SEED", "1"))
    world = World(seed)
    world.latency_s = (0.001, 0.02)
    nodes = world.add(50)
    world.run_until(world.is_meshed, 30.0, 0.25)
    world.partition(nodes[:10], nodes[10:25], nodes[25:])
    chatter(world, nodes, 200, 12.0)
    world.heal()
    assert world.settle(200, 20.0) <= 10.0
    world.check_same_order()


def test_a_chain_relays_live(seed: int) -> None:
    world = World(seed)
    world.reach = lambda a, b: abs(a.number - b.number) == 1
    nodes = world.add(5)
    world.run_until(world.is_meshed, 10.0)
    world.run(1.0)
    for count, number in enumerate((0, 4, 2, 0, 4, 2), 1):
        nodes[number].write("to the end of the chain")
        assert world.settle(count, 1.0, 0.001) < 0.2
    # The neighbour of a neighbour acknowledges through the one between.
    world.run_until(lambda: nodes[0].acked.get(nodes[2].device) == 2, 1.0)


def test_the_middle_of_a_chain_restarts(seed: int) -> None:
    world = World(seed)
    world.reach = lambda a, b: abs(a.number - b.number) == 1
    a, b, c = world.add(3)
    world.run_until(world.is_meshed, 10.0)
    a.write("one")
    world.run(0.2)
    b.crash()
    a.write("two")
    c.write("three")
    world.run(15.0)
    b.start()
    world.settle(3, 10.0)


def test_a_full_mesh_forwards_nothing(seed: int) -> None:
    world = World(seed)
    nodes = world.add(10)
    world.run_until(world.is_meshed, 10.0)
    world.run(1.0)
    world.sent.clear()
    for node in nodes:
        node.write("hello")
    world.settle(10, 1.0)
    assert world.sent["Live"] == 10 * 9
    assert sum(node.core.counters["duplicates"] for node in nodes) == 0


def test_links_that_lose_their_route_and_duplicate_frames(seed: int) -> None:
    world = World(seed)
    world.duplicate_share = 0.05
    nodes = world.add(6)
    world.run_until(world.is_meshed, 10.0)
    for _ in range(25):
        chatter(world, nodes, 6, 0.2)
        standing = [link for link in world.wires if link.up and not link.cut]
        for link in world.rng.sample(standing, min(3, len(standing))):
            world.drop(link)
    world.settle(150, 40.0)
    world.check_same_order()


def test_one_way_dialling_is_enough(seed: int) -> None:
    world = World(seed)
    nodes = world.add(5, start=False)
    for node in nodes:  # the later ones' listeners are behind a firewall
        if node.number:
            del world.by_address[node.address]
    for node in nodes:
        node.start()
    world.run_until(lambda: len(nodes[0].core.linked_devices()) == 4, 20.0)
    nodes[4].write("to all")
    world.settle(1, 10.0)


def test_calling_each_other_at_once_leaves_one_link_and_never_none(seed: int) -> None:
    world = World(seed)
    world.beacons = False
    world.latency_s = (0.001, 0.05)
    nodes = world.add(6)
    for _ in range(5):
        for node in nodes:
            for other in nodes:
                if other is not node:
                    node.feed(events.Hint(other.device, (other.address,), "mdns"))
        world.run(1.0)
    assert world.is_meshed()
    world.run(5.0)
    for node in nodes:
        assert len(node.links) == 5
        assert len(node.news_of(events.PeerUp)) == 5
        assert not node.news_of(events.PeerDown)


def test_a_disk_that_refuses_loses_nothing(seed: int) -> None:
    world = World(seed)
    nodes = world.add(4)
    world.run_until(world.is_meshed, 10.0)
    broken = nodes[3]
    broken.disk_broken = True
    chatter(world, nodes[:3], 60, 5.0)
    assert len(broken.disk.entries) == 0
    broken.disk_broken = False
    world.run_until(world.is_converged, 45.0)
    world.check_same_order()


def test_holes_survive_a_restart_and_are_filled(seed: int) -> None:
    world = World(seed)
    a, b, c = world.add(3)
    world.run_until(world.is_meshed, 10.0)
    world.partition([a, c], [b])
    for number in range(300):
        a.write(f"{number} " + "x" * 400)
    world.run(10.0)
    c.crash()
    world.partition([a, b], [c])
    b.core._config  # noqa: B018 - b begins to pull
    world.run_until(lambda: 0 < len(b.disk.entries), 20.0, 0.001)
    held = set(list(b.disk.entries)[: len(b.disk.entries)])
    b.crash()
    # What was committed so far stays; the newest came first, so there is a hole below.
    summary = b.disk.load().logs[0]
    assert summary.missing, len(held)
    assert summary.head_seq == 300
    c.start()
    b.start()
    world.partition([c, b], [a])
    world.run_until(lambda: len(b.disk.entries) == 300, 30.0)


def test_a_restored_backup_gets_its_own_words_back(seed: int) -> None:
    world = World(seed)
    a, b = world.add(2)
    world.run_until(world.is_meshed, 10.0)
    for number in range(20):
        a.write(str(number))
    world.settle(20, 10.0)
    a.crash()
    backup = [e for e in a.disk.entries.values() if e.seq <= 5]
    a.disk = MemoryHistory()
    a.disk.append(backup, (a.identity.certificate.encoded,))
    a.start()
    world.run_until(lambda: a.core.log_head(LOBBY, a.device)[0] == 20, 15.0)


def test_same_seed_same_trace(seed: int) -> None:
    hashes = []
    for _ in range(2):
        world = World(seed)
        world.traced = True
        nodes = world.add(6)
        chatter(world, nodes, 30, 3.0)
        world.partition(nodes[:2], nodes[2:])
        chatter(world, nodes, 30, 10.0)
        nodes[3].crash()
        world.heal()
        nodes[3].start()
        world.run(20.0)
        hashes.append(world.trace_hash())
    assert hashes[0] == hashes[1]
    other = World(seed + 1000)
    other.traced = True
    chatter(other, other.add(6), 30, 3.0)
    assert other.trace_hash() != hashes[0]


def test_a_leaver_says_goodbye(seed: int) -> None:
    world = World(seed)
    a, b = world.add(2)
    world.run_until(world.is_meshed, 10.0)
    a.feed(events.Leave())
    world.run(0.05)
    downs = b.news_of(events.PeerDown)
    assert [down.reason for down in downs] == ["it left"]


def test_a_pulled_cable_is_noticed_within_ten_seconds(seed: int) -> None:
    world = World(seed)
    a, b, c = world.add(3)
    world.run_until(world.is_meshed, 10.0)
    world.run(random.Random(seed).uniform(1.0, 9.0))
    world.partition([a, b], [c])
    took = world.run_until(lambda: len(a.core.linked_devices()) == 1, 15.0)
    assert took <= 10.0
    assert a.core.linked_devices() == (b.device,)


def test_our_own_sleep_kills_no_link(seed: int) -> None:
    world = World(seed)
    a, b = world.add(2)
    world.run_until(world.is_meshed, 10.0)
    world.run(1.0)
    core, now = a.core, world.now
    down = [
        action
        for action in core.handle(events.Tick(), now + 3600.0, a.wall_ms() + 3_600_000)
        if isinstance(action, events.PeerDown | events.CloseLink)
    ]
    assert not down
    assert core.linked_devices() == (b.device,)
    assert core.counters["slept"] == 1
