"""Who comes late gets the newest of every log first, from several peers, nothing twice."""

from __future__ import annotations

from dataclasses import replace

from net import entry as entries
from net.config import NetConfig
from net.entry import Entry
from tests.sim.network import LOBBY, START_WALL_MS, Node, World


def fill(nodes: list[Node], each: int) -> None:
    """Give every node the same history: a log of each of them, signatures kept as after live."""
    everything: list[Entry] = []
    for number, node in enumerate(nodes):
        prev = b""
        for seq in range(1, each + 1):
            body = entries.encode_body(
                room=LOBBY, device=node.device, seq=seq, prev=prev,
                hlc=((START_WALL_MS - 1000 * (each - seq)) << 16) + number,
                kind=1, payload=b"y" * 200,
            )  # fmt: skip
            entry = node.sign(body) if seq % 500 == 0 else entries.decode(body, b"")
            everything.append(entry)
            prev = entry.id
    certificates = [node.identity.certificate.encoded for node in nodes]
    for node in nodes:
        node.disk.append(everything, certificates)


def test_newest_first_from_everybody_and_nothing_twice(seed: int) -> None:
    world = World(seed)
    world.latency_s = (0.02, 0.03)
    world.bytes_per_s = 5e6
    nodes = world.add(4, start=False)
    fill(nodes, 4000)
    for node in nodes:
        node.start()
    world.run_until(world.is_meshed, 10.0)
    world.run(1.0)
    late = world.add(1)[0]
    late.commit_s = 0.001
    world.run_until(lambda: late.core.linked_devices() != (), 5.0, 0.01)
    # The newest of every log is there before the bulk of any.
    newest = {(node.device, 4000) for node in nodes}
    held: set[tuple[bytes, int]] = set()
    began = world.now
    while not newest <= held:
        world.run(0.01)
        held = {(entry.device, entry.seq) for entry in late.disk.entries.values()}
    assert world.now - began < 0.5
    assert len(held) < 8000
    took = world.settle(16_000, 30.0)
    # 16,000 bodies of 400 bytes over links of 5 MB/s each: the windows keep them busy.
    assert took < 3.0
    served = [node.core.counters["entries_served"] for node in nodes]
    assert sum(served) <= 16_000 * 1.05
    assert sum(count > 500 for count in served) >= 2
    world.check_same_order()


def test_a_sluggish_peer_does_not_hold_up_the_rest(seed: int) -> None:
    config = replace(NetConfig(), want_timeout_s=2.0)
    world = World(seed, config)
    nodes = world.add(3, start=False)
    fill(nodes, 2000)
    for node in nodes:
        node.start()
    nodes[0].read_s = 3600.0  # its disk hangs
    world.run_until(world.is_meshed, 10.0)
    late = world.add(1, start=False)[0]
    world.reach = lambda a, b: late not in (a, b) or nodes[0] in (a, b)
    late.start()
    world.run_until(lambda: late.core.counters["wants"] > 0, 10.0)
    world.heal()
    world.settle(6000, 20.0)
    assert late.core.counters["want_timeouts"] > 0
