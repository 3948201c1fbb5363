"""Wrong clocks: the order shown is that of the conversation, and the same everywhere."""

from __future__ import annotations

from net.core import events
from net.ids import EntryId
from tests.sim.network import LOBBY, START_WALL_MS, Node, World
from tests.sim.test_bad_peers import only, push, signed_by

DAY_MS = 86_400_000


def converse(world: World, nodes: list[Node], rounds: int) -> list[EntryId]:
    """Everybody speaks in turn, each after having read what was said before."""
    said = []
    total = len(nodes[0].disk.entries)
    for _ in range(rounds):
        for node in nodes:
            total += 1
            said.append(node.write(f"{len(said)}").id)
            world.settle(total, 10.0)
            world.run(0.5)
    return said


def shown(node: Node) -> list[EntryId]:
    return [entry.id for entry in node.disk.shown(LOBBY)]


def test_three_days_ahead_and_five_years_behind(seed: int) -> None:
    world = World(seed)
    right = world.add(2)
    ahead = world.add(1, clock_off_ms=3 * DAY_MS)
    behind = world.add(1, clock_off_ms=-5 * 365 * DAY_MS)
    nodes = [*right, *ahead, *behind]
    world.rng.shuffle(nodes)
    world.run_until(world.is_meshed, 10.0)
    world.run(0.2)
    said = converse(world, nodes, 3)
    for node in nodes:
        assert shown(node) == said
    (news,) = ahead[0].news_of(events.ClockJudged)
    assert abs(news.off_ms - 3 * DAY_MS) < 1000
    assert not right[0].news_of(events.ClockJudged)


def test_alone_with_a_wrong_clock_then_together(seed: int) -> None:
    world = World(seed)
    ahead = world.add(1, clock_off_ms=3 * DAY_MS)[0]
    before = [ahead.write("alone").id, ahead.write("still alone").id]
    world.run(5.0)
    others = world.add(2)
    world.settle(2, 10.0)
    world.run(1.0)
    said = converse(world, [others[0], ahead, others[1]], 2)
    for node in (ahead, *others):
        assert shown(node) == before + said


def test_a_hostile_stamp_far_ahead_drags_nobody_along(seed: int) -> None:
    world = World(seed)
    bad, *honest = world.add(4)
    world.run_until(world.is_meshed, 10.0)
    world.run(0.2)
    bad.filter = only
    future = (START_WALL_MS + 3650 * DAY_MS) << 16
    entry = signed_by(bad, 1, b"", "for ever at the end", future)
    for node in honest:
        push(world, bad, node, wire_live(entry))
    world.settle(1, 5.0)
    said = converse(world, honest, 2)
    for node in honest:
        # It is shown where it was said, not glued to the end.
        assert shown(node) == [entry.id, *said]
        newest = node.disk.entries[said[-1]]
        assert abs((newest.hlc >> 16) - (START_WALL_MS + world.now * 1000)) < 60_000


def wire_live(entry):
    from net.wire import Live

    return Live(entry.body, entry.signature)


def test_a_clock_that_goes_back_an_hour_each_minute(seed: int) -> None:
    world = World(seed)
    mad, a, b = world.add(3)
    world.run_until(world.is_meshed, 10.0)
    said = []
    for _ in range(5):
        world.run(60.0)
        mad.clock_off_ms -= 3_600_000
        said += converse(world, [mad, a, b], 1)
    for node in (mad, a, b):
        assert shown(node) == said


def test_the_judgement_survives_a_restart(seed: int) -> None:
    world = World(seed)
    ahead = world.add(1, clock_off_ms=3 * DAY_MS)[0]
    said = [ahead.write("alone").id]
    a, b = world.add(2)
    world.settle(1, 10.0)
    a.crash()
    a.start()
    world.run(5.0)
    said += converse(world, [a, b, ahead], 1)
    for node in (ahead, a, b):
        assert shown(node) == said
