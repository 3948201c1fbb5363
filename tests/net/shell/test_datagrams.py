"""The UDP lane on real sockets: it delivers, proves its paths, and takes nothing that is not its own."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio

from net.config import PROTOCOL_VERSION, NetConfig
from net.core import events as ev
from net.crypto.handshake import LinkHandshake, Session
from net.crypto.identity import Identity
from net.ids import open_network_id
from net.shell.datagram_crypto import OVERHEAD_BYTES, WINDOW, LaneCrypto, ReplayWindow
from net.shell.datagrams import Datagrams
from net.shell.links import Links
from net.wire import Address, Frame, Goodbye, Ping, PresenceDigest, Publish

PATIENCE_S = 10.0
QUICK = NetConfig(path_retry_s=(0.02, 0.05, 0.1))
LINK = 7


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not condition():
            await asyncio.sleep(0.002)


def sessions() -> tuple[Session, Session]:
    """Both ends of one link's handshake: dialler, listener."""
    ends = [
        LinkHandshake(
            initiator=initiator,
            identity=Identity.generate(1_800_000_000_000),
            network_id=open_network_id(),
            psk=None,
            protocol_version=PROTOCOL_VERSION,
        )
        for initiator in (True, False)
    ]
    message, turn = ends[0].start(), 1
    while message is not None:
        message, turn = ends[turn].receive(message), 1 - turn
    assert ends[0].session is not None
    assert ends[1].session is not None
    return ends[0].session, ends[1].session


class End:
    """One device's datagrams and what they told."""

    def __init__(self, config: NetConfig) -> None:
        self.frames: list[Frame] = []
        self.paths: list[bool] = []
        self.bad: list[str] = []
        self.datagrams = Datagrams(
            config,
            lambda link, frame: self.frames.append(frame),
            lambda link, ok: self.paths.append(ok),
            lambda link, reason: self.bad.append(reason),
        )
        self.address: Address = ("", 0)

    async def start(self, host: str) -> End:
        (self.address,) = await self.datagrams.start(host, 0)
        return self

    def send(self, frame: Frame) -> bool:
        return self.datagrams.send(LINK, frame)


class Relay(asyncio.DatagramProtocol):
    """Stands between two ends, for whom it is the other: keeps, drops or changes what it carries."""

    def __init__(self) -> None:
        self.carry: Callable[[bytes], bytes | None] = lambda data: data
        self.carried: list[bytes] = []
        self.listener: Address = ("", 0)
        self.dialler: tuple[object, ...] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: tuple[object, ...]) -> None:
        if addr != self.listener:
            self.dialler = addr
        changed = self.carry(data)
        if changed is None:
            return
        self.carried.append(data)
        self.transport.sendto(changed, self.listener if addr == self.dialler else self.dialler)


class Bench:
    """Makes ends and relays, and stops them."""

    def __init__(self) -> None:
        self._stops: list[Callable[[], None]] = []

    async def end(self, host: str = "127.0.0.1", config: NetConfig = QUICK) -> End:
        end = await End(config).start(host)
        self._stops.append(end.datagrams.stop)
        return end

    async def pair(self, host: str = "127.0.0.1", config: NetConfig = QUICK) -> tuple[End, End]:
        """Two ends with a proven path both ways: dialler, listener."""
        a, b = await self.end(host, config), await self.end(host, config)
        link_up(a, b, b.address)
        await proven(a, b)
        return a, b

    async def relayed(self) -> tuple[End, Relay, End]:
        a, b = await self.end(), await self.end()
        relay = await self.relay()
        relay.listener = b.address
        link_up(a, b, relay.transport.get_extra_info("sockname"))
        return a, relay, b

    async def relay(self) -> Relay:
        loop = asyncio.get_running_loop()
        _, relay = await loop.create_datagram_endpoint(Relay, local_addr=("127.0.0.1", 0))
        self._stops.append(relay.transport.close)
        return relay

    def stop(self) -> None:
        for stop in self._stops:
            stop()


def link_up(a: End, b: End, address: Address) -> None:
    dialler, listener = sessions()
    b.datagrams.link_up(LINK, listener, [("127.0.0.1", 1)])
    a.datagrams.link_up(LINK, dialler, [address])


async def proven(*ends: End) -> None:
    await until(lambda: all(end.datagrams.has_path(LINK) for end in ends))


@pytest_asyncio.fixture
async def bench() -> AsyncIterator[Bench]:
    made = Bench()
    yield made
    made.stop()
    await asyncio.sleep(0)  # transports close on the loop's next turn


# ---------------------------------------------------------------- what it is for


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


# ---------------------------------------------------------------- what it refuses


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
    a.datagrams.link_up(LINK + 1, dialler, [address])
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
    late.link_up(LINK, sessions()[0], [a.address])
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


# ---------------------------------------------------------------- with real links


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
            lambda link, session, remote, end=end: end.datagrams.link_up(link, session, [remote]),
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


# ---------------------------------------------------------------- crypto by itself


def test_both_directions_have_keys_and_names_of_their_own() -> None:
    dialler, listener = (LaneCrypto(session) for session in sessions())
    assert listener.open(dialler.seal(b"there")) == b"there"
    assert dialler.open(listener.seal(b"back")) == b"back"
    assert dialler.receive_name != listener.receive_name
    first = dialler.seal(b"x")
    assert dialler.open(first) is None
    assert first[:8] == listener.receive_name


def test_the_session_shows_no_secret() -> None:
    session, _ = sessions()
    assert session.additional_secret.hex() not in repr(session)
    assert str(session.additional_secret) not in repr(session)


def test_the_replay_window_knows_each_counter_once() -> None:
    window, chance, seen = ReplayWindow(), random.Random(3), set()
    highest = -1
    for _ in range(20_000):
        counter = max(0, highest + chance.randint(-WINDOW - 20, 60))
        new = window.is_new(counter)
        assert new == (counter not in seen and counter > highest - WINDOW)
        if new:
            assert window.add(counter) == (counter > highest)
            seen.add(counter)
            highest = max(highest, counter)


def test_a_jump_beyond_the_window_forgets_the_past() -> None:
    window = ReplayWindow()
    for counter in (0, 5, 10_000):
        window.add(counter)
    assert not window.is_new(0)
    assert not window.is_new(10_000)
    assert not window.is_new(10_000 - WINDOW)
    assert window.is_new(10_000 - WINDOW + 1)
    assert window.is_new(2**62)
