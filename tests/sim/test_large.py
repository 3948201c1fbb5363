"""Two hundred devices in partial views: everything arrives, also after half of them crashed."""

from __future__ import annotations

import os
from dataclasses import replace

from net.config import NetConfig
from net.core import events
from tests.sim.network import Node, World

# A small full mesh keeps the run short; the views and walks are those of the program.
CONFIG = replace(NetConfig(), full_mesh_up_to=12, full_mesh_below=8, passive_view=30)


def reached(world: World) -> int:
    """How many living nodes the first one reaches over links."""
    alive = {node.device: node for node in world.nodes if node.alive}
    todo = [next(iter(alive.values()))]
    seen = {todo[0].device}
    while todo:
        for device in todo.pop().core.linked_devices():
            if device in alive and device not in seen:
                seen.add(device)
                todo.append(alive[device])
    return len(seen)


def spread(world: World, writer: Node) -> float:
    entry = writer.write("to all")
    return world.run_until(
        lambda: all(entry.id in node.disk.entries for node in world.nodes if node.alive),
        5.0, 0.02,
    )  # fmt: skip


def test_two_hundred_devices_and_a_crash_of_half_of_them() -> None:
    world = World(int(os.environ.get("SIM_SEED", "1")), CONFIG)
    world.beacons = False
    nodes = world.add(200)
    for node in nodes:
        for other in world.rng.sample(nodes, 3):
            node.feed(events.Hint(other.device, (other.address,), "mdns"))
    world.run(12.0)
    assert reached(world) == 200
    for node in nodes:
        assert not node.core.is_full_mesh
        assert len(node.core.linked_devices()) <= CONFIG.active_view + 2
    writer = nodes[7]
    for _ in range(3):
        assert spread(world, writer) < 1.0
    world.run(0.5)
    # The tree is settled: one copy a node, and few more.
    world.sent.clear()
    assert spread(world, writer) < 1.0
    assert world.sent["Live"] < 1.1 * len(nodes)

    for node in world.rng.sample([node for node in nodes if node is not writer], 100):
        node.crash()
    world.run(11.0)
    assert reached(world) == 100
    for _ in range(2):
        assert spread(world, writer) < 2.0
    last = next(node for node in nodes if node.alive and node is not writer)
    assert spread(world, last) < 2.0
