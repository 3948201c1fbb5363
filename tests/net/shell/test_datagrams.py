"""The UDP lane on real sockets: it delivers, proves its paths, and keeps them."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from net.config import NetConfig
from net.core import events as ev
from net.crypto.identity import Identity
from net.ids import open_network_id
from net.shell.links import Links
from net.wire import Goodbye, Ping, PresenceDigest, Publish
from tests.net.shell.datagram_ends import LINK, QUICK, Bench, proven, until


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[Bench]:
    made = Bench()
    yield made
    made.stop()
    await asyncio.sleep(0)  # transports close on the loop's next turn


@pytest.mark.asyncio
@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
async def test_frames_arrive_both_ways(bench: Bench, host: str) -> None:
    a, b = await bench.pair(host)
    assert a.send(Ping(1, 5))
    assert b.send(Ping(2, 6))
    await until(lambda: b.frames and a.frames)
    assert (b.frames, a.frames) == ([Ping(1, 5)], [Ping(2, 6)])
    assert a.paths == b.paths == [True]


@pytest.mark.asyncio
async def test_frames_of_one_turn_share_datagrams_and_none_is_too_large(bench: Bench) -> None:
    a, relay, b = await bench.relayed()
    await proven(a, b)
    relay.carried.clear()
    sent = [Publish("typing:x", bytes(150), bytes(32), number) for number in range(12)]
    assert [a.send(frame) for frame in sent] == [True] * len(sent)
    await until(lambda: len(b.frames) == len(sent))
    assert b.frames == sent
    assert len(relay.carried) < len(sent)
    assert max(len(data) for data in relay.carried) <= QUICK.max_datagram_bytes


@pytest.mark.asyncio
async def test_what_may_not_be_lost_or_does_not_fit_is_left_to_tcp(bench: Bench) -> None:
    a, _ = await bench.pair()
    assert not a.send(Goodbye("left"))
    assert not a.send(Publish("t", bytes(1200), bytes(32), 1))
    assert not a.datagrams.send(LINK + 1, Ping(1, 1))


@pytest.mark.asyncio
async def test_without_a_proven_path_nothing_is_sent(bench: Bench) -> None:
    a, relay, b = await bench.relayed()
    relay.carry = lambda data: None
    assert not a.send(Ping(1, 1))
    assert not b.send(Ping(1, 1))
    relay.carry = lambda data: data  # the firewall opens: it is tried again by itself
    await proven(a, b)
    assert a.send(Ping(1, 1))


@pytest.mark.asyncio
async def test_loss_is_normal(bench: Bench) -> None:
    a, relay, b = await bench.relayed()
    chance = random.Random(5)
    relay.carry = lambda data: None if chance.random() < 0.3 else data
    await proven(a, b)
    number = 0
    while len(b.frames) < 50:
        number += 1
        a.send(Ping(number, 0))
        await asyncio.sleep(0)
        assert number < 10_000
    numbers = [frame.number for frame in b.frames if isinstance(frame, Ping)]
    assert numbers == sorted(set(numbers))


@pytest.mark.asyncio
async def test_a_path_that_falls_silent_is_given_up_and_found_again(bench: Bench) -> None:
    a, relay, b = await bench.relayed()
    a.datagrams._config = NetConfig(path_retry_s=(0.01,), path_silent_s=0.01)
    await proven(a, b)
    relay.carry = lambda data: None

    def lost() -> bool:
        return not a.send(Ping(1, 1))

    await until(lost)
    assert a.paths == [True, False]
    relay.carry = lambda data: data
    await until(lambda: a.paths == [True, False, True])


@pytest.mark.asyncio
async def test_the_lane_follows_a_peer_that_roams(bench: Bench) -> None:
    a, relay, b = await bench.relayed()
    await proven(a, b)
    other = await bench.relay()
    other.listener = b.address
    relay.carry = lambda data: None  # the old address is dead
    (lane,) = a.datagrams._lanes.values()
    assert lane.path is not None
    lane.path = (lane.path[0], other.transport.get_extra_info("sockname"))
    new = other.transport.get_extra_info("sockname")

    def followed() -> bool:
        a.send(Ping(1, 1))
        (theirs,) = b.datagrams._lanes.values()
        return theirs.path is not None and theirs.path[1] == new

    await until(followed)
    assert b.send(Ping(9, 9))
    await until(lambda: Ping(9, 9) in a.frames)


@pytest.mark.asyncio
async def test_a_copied_datagram_does_not_carry_the_path_away(bench: Bench) -> None:
    """Somebody on the way copies a datagram to us from elsewhere: the path stays where it is."""
    a, relay, b = await bench.relayed()
    await proven(a, b)
    (lane,) = b.datagrams._lanes.values()
    path = lane.path
    relay.carry = lambda data: None
    caught: list[bytes] = []
    relay.carry = lambda data: caught.append(data) or None
    a.send(Ping(1, 1))
    await until(lambda: caught)
    thief = await bench.relay()
    thief.listener = ("127.0.0.1", 1)
    thief.carry = lambda data: None
    thief.transport.sendto(caught[0], b.address)
    await until(lambda: b.frames)
    assert lane.path == path


@pytest.mark.asyncio
@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
async def test_links_hand_over_what_a_lane_needs(bench: Bench, host: str) -> None:
    ends, all_links, downs = [await bench.end(host) for _ in range(2)], [], []
    for end in ends:
        end.datagrams.stop()
        end.datagrams._sockets._stopped = False
        links = Links(
            QUICK,
            Identity.generate(1_800_000_000_000),
            open_network_id(),
            None,
            lambda event: downs.append(event) if isinstance(event, ev.LinkDown) else None,
            end.datagrams.link_up,
        )
        await links.start(host, 0)
        await end.datagrams.start(host, links.port)
        all_links.append(links)
    all_links[0].dial(1, None, [(host, all_links[1].port)])
    lanes = [end.datagrams._lanes for end in ends]
    await until(lambda: all(lane.path for each in lanes for lane in each.values()) and all(lanes))
    assert ends[0].datagrams.send(next(iter(lanes[0])), PresenceDigest(bytes(16)))
    await until(lambda: ends[1].frames == [PresenceDigest(bytes(16))])
    await asyncio.gather(*(links.stop() for links in all_links))
