"""Presence and liveness of many devices: who is seen to be there, when, and that all agree in the end."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable

import pytest

from net.config import NetConfig
from net.core.presence_events import DeviceDown, DeviceSuspect, GiveUp, PresenceChanged
from tests.sim.presence_network import Network
from tests.sim.presence_nodes import Node

pytestmark = pytest.mark.timeout(300)  # 50 devices are 20 s of work, and other work may be beside

NET = "network"


def people_seen(node: Node, topic: str = NET) -> int:
    return node.core.gossip.presence.count(topic)[1]


def all_see(network: Network, count: int) -> Callable[[], bool]:
    return lambda: all(people_seen(node) == count for node in network.living())


def settled(seed: int, count: int, config: NetConfig | None = None, loss: float = 0.0) -> Network:
    """A full mesh where everybody is on the network's topic and everybody sees it."""
    network = Network(seed, config, loss)
    network.mesh(count)
    for name in range(count):
        network.track(name, NET, b"online %d" % name)
    network.run(20, until=all_see(network, count))
    assert all_see(network, count)()
    network.run(3)
    return network


def ring(network: Network, count: int, chords: int = 1) -> None:
    """A partial mesh: each linked with the next few."""
    for name in range(count):
        network.add(name)
    for name, step in itertools.product(range(count), range(1, chords + 1)):
        network.link(name, (name + step) % count)


def agree(network: Network) -> None:
    """Living nodes that reach each other see the same, no ghosts, and their diffs say the same."""
    living = network.living()
    expected: dict[str, dict[object, dict[object, bytes]]] = {}
    for node in living:
        for topic, _, meta in node.core.gossip.presence.own.topics:
            people = expected.setdefault(topic, {})
            people.setdefault(node.identity.person_id, {})[node.device] = meta
    for node in living:
        assert node.view == expected
        assert node.mirror == node.view


# ---------------------------------------------------------------- figures


@pytest.mark.parametrize("loss", [0.0, 0.3])
def test_a_change_is_seen_within_300_ms_by_all_also_under_loss(loss: float) -> None:
    network = settled(1, 20, loss=loss)
    network.update(3, NET, b"busy")

    def seen() -> bool:
        return all(seen_meta(network, name, 3) == b"busy" for name in range(20))

    assert network.run(5, until=seen) <= 0.3


@pytest.mark.parametrize("start", range(5))
def test_kill_9_is_seen_within_a_second(start: int) -> None:
    network = settled(start, 10)
    network.kill(4)
    assert network.run(5, until=all_see(network, 9)) <= 1.0
    agree(network)


@pytest.mark.parametrize("start", range(5))
def test_an_orderly_leave_is_seen_within_half_a_second(start: int) -> None:
    network = settled(start, 10)
    network.leave(4)
    assert network.run(5, until=all_see(network, 9)) <= 0.5
    downs = [n for node in network.living() for _, n in node.news if isinstance(n, DeviceDown)]
    assert len(downs) == 9
    assert all(down.left for down in downs)


@pytest.mark.slow
@pytest.mark.parametrize("count", [2, 10, 50])
def test_a_frozen_device_is_seen_within_ten_seconds(count: int) -> None:
    for seed in range(5 if count < 50 else 1):
        network = settled(seed, count)
        network.freeze(1)
        assert network.run(20, until=all_see(network, count - 1)) <= 10.0


def test_a_pulled_cable_is_seen_within_ten_seconds_on_both_sides() -> None:
    network = settled(3, 10)
    network.split(lambda name: name == 0)
    lonely = lambda: people_seen(network.nodes[0]) == 1
    others = lambda: all(people_seen(network.nodes[n]) == 9 for n in range(1, 10))
    assert network.run(20, until=lambda: lonely() and others()) <= 10.0
    network.heal()
    network.run(10, until=all_see(network, 10))
    agree(network)


FALSE_OFFLINE_SEEDS = (11, 12)


@pytest.mark.slow
@pytest.mark.parametrize("start", FALSE_OFFLINE_SEEDS)
def test_no_false_offline_in_ten_minutes_at_30_percent_loss(start: int) -> None:
    """Datagrams and TCP segments lose 30 % each way; seeds 0 to 99 were run once."""
    network = settled(start, 10, loss=0.3)
    network.tcp_loss = 0.3
    network.run(600)
    assert false_offline(network) == []
    assert all_see(network, 10)()


def false_offline(network: Network) -> list[object]:
    return [n for node in network.living() for _, n in node.news if isinstance(n, DeviceDown)]


@pytest.mark.slow
def test_idle_presence_of_50_devices_costs_less_than_1_kb_a_second() -> None:
    network = settled(2, 50)
    network.run(5)
    for node in network.nodes.values():
        node.bytes_sent.clear()
        node.bytes_received = 0
    network.run(30)
    for node in network.nodes.values():
        assert (node.bytes_sent.total() + node.bytes_received) / 30 <= 1000
    assert false_offline(network) == []


# ---------------------------------------------------------------- who is to blame


def test_a_lagging_observer_accuses_nobody() -> None:
    network = settled(4, 8)
    network.nodes[0].lag_s = 0.9
    network.run(120)
    assert [n for _, n in network.nodes[0].news if isinstance(n, GiveUp)] == []
    assert false_offline(network) == []


def test_a_frozen_observer_accuses_nobody_when_it_wakes() -> None:
    network = settled(5, 8)
    network.freeze(0)
    network.run(4)
    network.thaw(0)
    network.run(20)
    assert [n for _, n in network.nodes[0].news if isinstance(n, GiveUp)] == []
    assert false_offline(network) == []


def test_one_broken_pair_takes_nobody_offline() -> None:
    """Two devices that cannot reach each other still see each other through the rest."""
    network = settled(6, 6)
    network.unlink(0, 1)
    network.run(30)
    assert false_offline(network) == []
    network.update(0, NET, b"still here")
    network.run(2, until=lambda: seen_meta(network, 1, 0) == b"still here")
    assert seen_meta(network, 1, 0) == b"still here"


def seen_meta(network: Network, observer: int, name: int) -> bytes | None:
    person = network.nodes[name].identity.person_id
    metas = network.nodes[observer].core.gossip.presence.get_by_key(NET, person)
    return metas[0].meta if metas else None


def test_without_a_way_for_datagrams_everything_still_works() -> None:
    network = settled(7, 6)
    network.udp = False
    network.run(60)
    assert false_offline(network) == []
    network.freeze(2)
    assert network.run(20, until=all_see(network, 5)) <= 10.0


def test_a_suspect_is_shown_as_such_before_it_is_gone_and_trusted_when_it_answers() -> None:
    network = settled(8, 4)
    network.freeze(3)
    network.run(5.5)
    network.thaw(3)
    network.run(3)
    news = [n for node in network.living() for _, n in node.news if isinstance(n, DeviceSuspect)]
    assert {n.suspect for n in news if n.device == network.nodes[3].device} == {True, False}
    assert false_offline(network) == []


# ---------------------------------------------------------------- convergence


@pytest.mark.slow
def test_a_partial_mesh_of_40_sees_everybody_and_a_kill_in_it() -> None:
    network = Network(9)
    ring(network, 40, chords=3)
    for name in range(40):
        network.track(name, NET, b"x")
    network.run(30, until=all_see(network, 40))
    agree(network)
    network.run(40)
    network.kill(30)
    assert network.run(5, until=all_see(network, 39)) <= 1.0
    agree(network)


def test_a_split_takes_the_whole_other_side_down_also_those_never_linked_with() -> None:
    network = Network(10)
    ring(network, 24, chords=2)
    for name in range(24):
        network.track(name, NET, b"x")
    network.run(30, until=all_see(network, 24))
    network.run(10)
    network.split(lambda name: name < 12)
    assert network.run(20, until=all_see(network, 12)) <= 10.0
    network.track(0, "room", b"during the split")
    network.heal()
    network.run(30, until=all_see(network, 24))
    network.run(10)
    agree(network)


def test_a_restart_leaves_no_ghost_even_with_the_clock_set_back() -> None:
    network = settled(11, 5)
    network.track(2, "room", b"before")
    network.run(1)
    network.kill(2)
    network.run(0.5)
    network.add(2, incarnation=1)  # earlier than before: a flat battery
    for other in (0, 1, 3, 4):
        network.link(2, other)
    network.track(2, NET, b"after")
    network.run(8)
    agree(network)
    assert people_seen(network.nodes[0], "room") == 0
    assert seen_meta(network, 0, 2) == b"after"


def test_a_fast_restart_is_an_update_or_one_leave_and_one_join() -> None:
    network = settled(12, 4)
    for node in network.nodes.values():
        node.news.clear()
    network.kill(1)
    network.add(1)
    for other in (0, 2, 3):
        network.link(1, other)
    network.track(1, NET, b"back")
    network.run(3)
    agree(network)
    changes = [n for _, n in network.nodes[0].news if isinstance(n, PresenceChanged)]
    joins = [diff for change in changes for diff in change.diffs if diff.joins]
    assert len(joins) == 1


def test_devices_of_one_person_come_and_go_as_one() -> None:
    network = Network(13)
    for name, person in enumerate((0, 0, 1)):
        network.add(name, person=person)
    for a, b in itertools.combinations(range(3), 2):
        network.link(a, b)
    for name in range(3):
        network.track(name, NET, b"%d" % name)
    network.run(3)
    view = network.nodes[2].core.gossip.presence
    assert view.count(NET) == (2, 3)
    network.kill(0)
    network.run(1)
    assert view.count(NET) == (2, 2)
    network.leave(1)
    network.run(1)
    assert view.count(NET) == (1, 1)
    assert view.get_by_key(NET, network.nodes[0].identity.person_id) is None


def test_what_was_missed_is_found_by_the_digest() -> None:
    network = settled(14, 6)
    lost = network.nodes[5]
    tell = network._send
    network._send = lambda node, link, frame, way: (  # type: ignore[method-assign]
        None if node.name == 0 and type(frame).__name__ == "Presence"
        else tell(node, link, frame, way)
    )  # fmt: skip
    network.update(0, NET, b"nobody heard this")
    network.run(1)
    assert seen_meta(network, 5, 0) == b"online 0"
    network._send = tell  # type: ignore[method-assign]
    network.run(15, until=lambda: all(seen_meta(network, n, 0) != b"online 0" for n in range(6)))
    agree(network)
    assert lost.alive


def test_two_hundred_changes_in_a_second_are_few_states_and_the_last_one_counts() -> None:
    network = settled(15, 5)
    network.nodes[0].bytes_sent.clear()
    sent: list[object] = []
    tell = network._send
    network._send = lambda node, link, frame, way: (  # type: ignore[method-assign]
        sent.append(frame) if type(frame).__name__ == "Presence" else None,
        tell(node, link, frame, way),
    )[1]  # fmt: skip
    for number in range(200):
        network.update(0, NET, b"%d" % number)
        network.run(0.005)
    network.run(3)
    assert all(seen_meta(network, n, 0) == b"199" for n in range(5))
    assert len(sent) <= 4 * 8
    agree(network)


SCRIPT_SEEDS = range(12)


@pytest.mark.parametrize("start", SCRIPT_SEEDS)
def test_whatever_happens_all_agree_in_the_end(start: int) -> None:
    """Random track, update, untrack, crash, restart, leave, freeze, split, delay and loss."""
    chance = random.Random(start)
    network = Network(start, loss=chance.choice([0.0, 0.3]))
    count = chance.randint(4, 9)
    if chance.random() < 0.5:
        network.mesh(count)
    else:
        ring(network, count, chords=2)
    for _ in range(60):
        happen(network, chance, chance.randrange(count))
        network.run(chance.choice([0.0, 0.01, 0.5, 3.0]))
    for name in range(count):
        if network.nodes[name].frozen:
            network.thaw(name)
    network.heal()
    network.run(60)
    agree(network)


def happen(network: Network, chance: random.Random, name: int) -> None:
    node = network.nodes[name]
    topics = [topic for topic, _, _ in node.core.gossip.presence.own.topics]
    kind = chance.choice(["track", "track", "update", "untrack", "end", "freeze", "split"])
    if not node.alive:
        network.add(name, incarnation=chance.choice([None, None, 1]))
        for pair in sorted(network.wanted, key=sorted):
            if name in pair:
                network.link(*sorted(pair))
    elif node.frozen:
        network.thaw(name)
    elif kind == "end":
        chance.choice([network.kill, network.leave])(name)
    elif kind == "freeze":
        network.freeze(name)
    elif kind == "split":
        if chance.random() < 0.5:
            network.split(lambda other: other < name)
        else:
            network.heal()
    elif kind == "track":
        topic = chance.choice("abc")
        if topic not in topics:
            network.track(name, topic, chance.randbytes(3))
    elif topics and kind == "update":
        network.update(name, chance.choice(topics), chance.randbytes(3))
    elif topics:
        network.untrack(name, chance.choice(topics))
