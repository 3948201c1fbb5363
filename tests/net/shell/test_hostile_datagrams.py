"""What the UDP lane refuses on real sockets, and that nothing of it closes anything."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from net.config import NetConfig
from net.shell.datagram_crypto import OVERHEAD_BYTES, LaneCrypto
from net.shell.datagrams import Datagrams
from net.wire import Goodbye, Ping
from tests.net.shell.datagram_ends import LINK, QUICK, Bench, link_up, proven, sessions, until


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[Bench]:
    made = Bench()
    yield made
    made.stop()
    await asyncio.sleep(0)  # transports close on the loop's next turn


@pytest.mark.asyncio
async def test_replayed_and_tampered_datagrams_are_refused(bench: Bench) -> None:
    a, relay, b = await bench.relayed()
    await proven(a, b)
    relay.carried.clear()
    a.send(Ping(1, 1))
    await until(lambda: b.frames)
    datagram = relay.carried[0]
    refused = b.datagrams.counters["refused"]
    relay.transport.sendto(datagram, b.address)
    for position in range(8, len(datagram)):
        changed = bytearray(datagram)
        changed[position] ^= 1
        relay.transport.sendto(bytes(changed), b.address)
    await until(lambda: b.datagrams.counters["refused"] >= refused + len(datagram) - 7)
    assert b.frames == [Ping(1, 1)]
    assert b.bad == []


@pytest.mark.asyncio
async def test_a_datagram_of_another_link_is_refused(bench: Bench) -> None:
    a, b = await bench.pair()
    stranger, _ = sessions()
    (lane,) = b.datagrams._lanes.values()
    forged = bytearray(LaneCrypto(stranger).seal(b"\0" + bytes(40)))
    relay = await bench.relay()
    relay.transport.sendto(bytes(forged), b.address)  # a name nobody has here
    forged[:8] = lane.crypto.receive_name
    relay.transport.sendto(bytes(forged), b.address)  # the right name, the wrong keys
    await until(lambda: b.datagrams.counters["junk"] and b.datagrams.counters["refused"])
    assert b.frames == []
    assert a.send(Ping(1, 1))
    await until(lambda: b.frames)


@pytest.mark.asyncio
async def test_our_own_datagram_sent_back_to_us_is_refused(bench: Bench) -> None:
    a, relay, b = await bench.relayed()
    await proven(a, b)
    relay.carried.clear()
    a.send(Ping(1, 1))
    await until(lambda: b.frames)
    relay.transport.sendto(relay.carried[0], a.address)
    await until(lambda: a.datagrams.counters["junk"])
    assert a.frames == []


@pytest.mark.asyncio
async def test_junk_is_counted_and_closes_nothing(bench: Bench) -> None:
    a, b = await bench.pair()
    chance = random.Random(1)
    relay = await bench.relay()
    sizes = [0, 1, 7, 8, OVERHEAD_BYTES - 1, OVERHEAD_BYTES, 1200, 1201, 9000]
    for size in sizes:
        relay.transport.sendto(chance.randbytes(size), b.address)
    (lane,) = b.datagrams._lanes.values()
    relay.transport.sendto(lane.crypto.receive_name + bytes(2000), b.address)
    await until(lambda: b.datagrams.counters["junk"] >= len(sizes))
    assert a.send(Ping(1, 1))
    await until(lambda: b.frames)


@pytest.mark.asyncio
async def test_a_flood_is_dropped_before_it_is_opened(bench: Bench) -> None:
    a = await bench.end()
    b = await bench.end(config=NetConfig(datagrams_per_s=40.0))
    link_up(a, b, b.address)
    await proven(a, b)
    relay = await bench.relay()
    (lane,) = b.datagrams._lanes.values()
    for _ in range(300):
        relay.transport.sendto(lane.crypto.receive_name + os.urandom(60), b.address)
    await until(lambda: b.datagrams.counters["too many"] > 200)
    assert b.datagrams.counters["refused"] < 60


@pytest.mark.asyncio
async def test_malformed_frames_are_reported_and_frames_that_may_not_come_here_are_not_passed_on(
    bench: Bench,
) -> None:
    a, b = await bench.pair()
    (lane,) = a.datagrams._lanes.values()
    from net.wire import encode

    assert lane.path is not None
    goodbye = encode(Goodbye("left"))
    a.datagrams._put(lane, b"\0" + len(goodbye).to_bytes(2, "big") + goodbye, lane.path)
    a.datagrams._put(lane, b"\0\0\x03\xff\xff\xff", lane.path)
    a.datagrams._put(lane, b"\0\xff\xff", lane.path)
    a.datagrams._put(lane, b"\x63whatever", lane.path)  # a kind of a later version
    await until(lambda: len(b.bad) == 2)
    assert b.frames == []


@pytest.mark.asyncio
async def test_a_closed_port_at_the_other_end_changes_nothing(bench: Bench) -> None:
    """The system reports "connection refused" on our socket; other links go on."""
    a, b = await bench.pair()
    gone = await bench.end()
    address = gone.address
    gone.datagrams.stop()
    await asyncio.sleep(0)
    dialler, _ = sessions()
    a.datagrams.link_up(LINK + 1, dialler, address)
    (lane,) = [lane for lane in a.datagrams._lanes.values() if lane.link == LINK + 1]
    await until(lambda: lane.tries >= 3)
    assert a.send(Ping(1, 1))
    await until(lambda: b.frames)


@pytest.mark.asyncio
async def test_a_socket_that_the_system_took_away_is_opened_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("net.shell.datagram_sockets.REOPEN_AFTER_S", 0.01)
    a, b = await bench.pair()
    b.datagrams._sockets._wanted = dict.fromkeys(b.datagrams._sockets._ends, b.address)
    (end,) = b.datagrams._sockets._ends.values()
    end.transport.abort()
    await until(lambda: end not in b.datagrams._sockets._ends.values())
    await until(lambda: b.datagrams._sockets._ends)

    def heard() -> bool:
        a.send(Ping(1, 1))
        return bool(b.frames)

    await until(heard)


@pytest.mark.asyncio
async def test_a_taken_port_means_no_datagrams_and_no_error(bench: Bench) -> None:
    a = await bench.end()
    late = Datagrams(QUICK, lambda link, frame: None)
    assert await late.start("127.0.0.1", a.address[1]) == []
    late.link_up(LINK, sessions()[0], a.address)
    assert not late.send(LINK, Ping(1, 1))
    late.stop()


@pytest.mark.asyncio
async def test_a_link_that_is_down_is_forgotten(bench: Bench) -> None:
    a, b = await bench.pair()
    a.datagrams.link_down(LINK)
    a.datagrams.link_down(LINK)
    assert not a.send(Ping(1, 1))
    b.send(Ping(1, 1))
    await until(lambda: a.datagrams.counters["junk"])
    assert a.frames == []


@pytest.mark.asyncio
async def test_after_a_network_change_every_path_is_checked(bench: Bench) -> None:
    a, relay, b = await bench.relayed()
    await proven(a, b)
    relay.carried.clear()
    a.datagrams.network_changed()
    await until(lambda: len(relay.carried) >= 2)
    assert a.datagrams.has_path(LINK)
