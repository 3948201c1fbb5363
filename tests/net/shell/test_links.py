"""Links between two honest ends on loopback."""

from __future__ import annotations

import asyncio
import gc
import socket
from collections.abc import Callable
from functools import partial

import pytest

from net.config import NetConfig
from net.core import events as ev
from net.errors import LocalProtocolError, NetError
from net.ids import closed_network_id
from net.shell.links import Links
from net.wire import Goodbye, Live, Ping, Run, encode
from tests.net.shell.ends import End, Ends, RawPeer, until

pytestmark = pytest.mark.asyncio


def live(number: int, size: int = 200) -> Live:
    return Live(number.to_bytes(4, "big") + bytes(size), bytes(64))


async def test_both_ends_learn_who_the_other_is(ends: Ends) -> None:
    a, _, b, _ = await ends.linked()
    (up_a,), (up_b,) = a.all(ev.LinkUp), b.all(ev.LinkUp)
    assert up_a.certificate == b.identity.certificate
    assert up_b.certificate == a.identity.certificate
    assert up_a.outbound
    assert not up_b.outbound
    assert up_a.address == b.address
    assert up_b.address[0] == "127.0.0.1"


async def test_frames_go_both_ways_in_order(ends: Ends) -> None:
    a, link_a, b, link_b = await ends.linked()
    for number in range(1000):
        a.links.send(link_a, ev.Lane.LIVE, live(number))
        b.links.send(link_b, ev.Lane.CONTROL, Ping(number, 0))
    await until(lambda: len(a.all(ev.Received)) == len(b.all(ev.Received)) == 1000)
    assert [event.frame for event in b.all(ev.Received)] == [live(n) for n in range(1000)]
    assert [event.frame for event in a.all(ev.Received)] == [Ping(n, 0) for n in range(1000)]


async def test_a_closed_network_links_its_own_and_nobody_else(ends: Ends) -> None:
    key = bytes(range(32))
    a, b = [await ends.make(network=closed_network_id(key), psk=key) for _ in range(2)]
    stranger = await ends.make()
    a.links.dial(1, None, [b.address])
    await b.first(ev.LinkUp)
    stranger.links.dial(2, None, [b.address])
    failed = await stranger.first(ev.DialFailed)
    assert failed.dial == 2
    assert "may be in another network" in failed.reason
    assert len(b.all(ev.LinkUp)) == 1


async def test_what_is_queued_in_one_turn_leaves_in_one_record(
    ends: Ends, raw_peer: Callable[[], RawPeer]
) -> None:
    end, peer = await ends.make(), raw_peer()
    await peer.connect(end.address)
    await peer.shake()
    up = await end.first(ev.LinkUp)
    for number in range(100):
        end.links.send(up.link, ev.Lane.LIVE, live(number))
    assert await peer.frames() == [encode(live(number)) for number in range(100)]


async def test_no_frame_waits_for_the_acknowledgement_of_the_one_before(ends: Ends) -> None:
    a, _, b, _ = await ends.linked()
    ports = {a.address[1], b.address[1]}
    connected = [
        each
        for each in gc.get_objects()
        if isinstance(each, socket.socket) and each.fileno() >= 0 and each.type == socket.SOCK_STREAM
        if _peer_port(each) is not None and {each.getsockname()[1], _peer_port(each)} & ports
    ]
    assert len(connected) == 2
    assert all(each.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) for each in connected)


def _peer_port(each: socket.socket) -> int | None:
    try:
        return int(each.getpeername()[1])
    except (OSError, IndexError):
        return None


async def test_control_overtakes_live_and_live_overtakes_bulk(
    ends: Ends, raw_peer: Callable[[], RawPeer]
) -> None:
    end, peer = await ends.make(), raw_peer()
    await peer.connect(end.address)
    await peer.shake()
    up = await end.first(ev.LinkUp)
    end.links.send(up.link, ev.Lane.BULK, live(1))
    end.links.send(up.link, ev.Lane.LIVE, live(2))
    end.links.send(up.link, ev.Lane.CONTROL, Ping(3, 0))
    assert await peer.frames() == [encode(Ping(3, 0)), encode(live(2)), encode(live(1))]


async def test_closing_sends_control_and_drops_the_rest(ends: Ends) -> None:
    a, link_a, b, link_b = await ends.linked()
    a.links.send(link_a, ev.Lane.LIVE, live(1))
    a.links.send(link_a, ev.Lane.CONTROL, Goodbye("left"))
    b.links.send(link_b, ev.Lane.LIVE, live(2))  # arrives when a no longer reads
    a.links.close(link_a, "I had enough")
    assert (await a.first(ev.LinkDown)).reason == "I had enough"
    assert (await b.first(ev.LinkDown)).reason == "the other side closed the connection"
    assert [event.frame for event in b.all(ev.Received)] == [Goodbye("left")]
    a.links.send(link_a, ev.Lane.CONTROL, Ping(1, 1))  # no error: its LinkDown crossed it
    assert a.links.count == b.links.count == 0


async def test_no_event_comes_from_inside_a_call(ends: Ends) -> None:
    a, link_a, _, _ = await ends.linked(NetConfig(control_queue_bytes=10))
    before = list(a.events)
    a.links.send(link_a, ev.Lane.CONTROL, Goodbye("this does not fit into ten bytes"))
    assert a.events == before
    down = await a.first(ev.LinkDown)
    assert "takes no more" in down.reason


async def test_a_frame_too_large_for_a_record_is_our_own_mistake(ends: Ends) -> None:
    a, link_a, b, _ = await ends.linked()
    with pytest.raises(LocalProtocolError):
        a.links.send(link_a, ev.Lane.BULK, live(1, size=61 * 1024))
    a.links.send(link_a, ev.Lane.BULK, live(2, size=59 * 1024))
    assert (await b.first(ev.Received)).frame == live(2, size=59 * 1024)


async def test_a_reset_is_a_link_down_in_words(ends: Ends, raw_peer: Callable[[], RawPeer]) -> None:
    end, peer = await ends.make(), raw_peer()
    await peer.connect(end.address)
    await peer.shake()
    await end.first(ev.LinkUp)
    peer.reset()
    down = await end.first(ev.LinkDown)
    assert down.reason == "the connection was cut by the other side"


async def test_an_overflowing_live_lane_is_dropped_once_and_tells_when_it_drained(
    ends: Ends, raw_peer: Callable[..., RawPeer]
) -> None:
    end, peer = await ends.make(), raw_peer(receive_buffer_bytes=4096)
    await peer.connect(end.address)
    await peer.shake()
    link = (await end.first(ev.LinkUp)).link
    for number in range(20_000):  # 5 MB at a peer that does not read
        end.links.send(link, ev.Lane.LIVE, live(number))
        if number % 100 == 0:
            await asyncio.sleep(0)
    await end.first(ev.Behind)
    assert len(end.all(ev.Behind)) == 1
    assert not end.all(ev.Drained)
    assert end.links.waiting_bytes(link) == 0
    end.links.send(link, ev.Lane.CONTROL, Ping(7, 7))
    got: list[bytes] = []
    while encode(Ping(7, 7)) not in got:
        got += await peer.frames()
    await end.first(ev.Drained)
    assert got[:-1] == [encode(live(number)) for number in range(len(got) - 1)]
    end.links.send(link, ev.Lane.LIVE, live(1_000_000))  # live flows again
    assert await peer.frames() == [encode(live(1_000_000))]
    assert len(end.all(ev.Drained)) == 1


def has_more_than(end: End, count: int) -> bool:
    return len(end.all(ev.Received)) > count


async def test_a_slow_reader_costs_bounded_memory_and_nobody_else_anything(
    ends: Ends, raw_peer: Callable[..., RawPeer]
) -> None:
    config = NetConfig()
    sender, healthy = await ends.make(config), await ends.make()
    slow = raw_peer(receive_buffer_bytes=4096)
    await slow.connect(sender.address)
    await slow.shake()
    slow_link = (await sender.first(ev.LinkUp)).link
    sender.links.dial(1, None, [healthy.address])
    await until(lambda: len(sender.all(ev.LinkUp)) == 2)
    good_link = sender.all(ev.LinkUp)[1].link
    run = Run(bytes(32), bytes(32), 1, 1, 1, (bytes(48 * 1024),), b"", b"")
    most = 0
    for number in range(5000):
        sender.links.send(slow_link, ev.Lane.LIVE, live(number, 1000))
        sender.links.send(slow_link, ev.Lane.BULK, run)
        sender.links.send(good_link, ev.Lane.LIVE, live(number, 1000))
        if number % 20 == 0:
            await asyncio.sleep(0)
        most = max(
            most,
            sender.links.write_buffer_bytes(slow_link) + sender.links.waiting_bytes(slow_link),
        )
        if number % 200 == 0:  # the healthy one drains meanwhile: 5 MB would overflow its lane
            await until(partial(has_more_than, healthy, number))
    await until(lambda: len(healthy.all(ev.Received)) == 5000)
    assert [event.link for event in sender.all(ev.Behind)] == [slow_link]
    assert most <= config.live_queue_bytes + 5 * config.bulk_in_flight_bytes + 512 * 1024
    assert sender.links.count == 2


async def test_bulk_leaves_room_for_live(ends: Ends, raw_peer: Callable[..., RawPeer]) -> None:
    config = NetConfig()
    end, peer = await ends.make(config), raw_peer(receive_buffer_bytes=4096)
    await peer.connect(end.address)
    await peer.shake()
    link = (await end.first(ev.LinkUp)).link
    run = Run(bytes(32), bytes(32), 1, 1, 1, (bytes(48 * 1024),), b"", b"")
    for _ in range(20):
        end.links.send(link, ev.Lane.BULK, run)
        await asyncio.sleep(0)
    written = end.links.waiting_bytes(link)
    assert written > 10 * 48 * 1024  # most of it waits in the lane, where live can overtake it
    assert end.links.write_buffer_bytes(link) <= config.bulk_in_flight_bytes // 2
    end.links.send(link, ev.Lane.LIVE, live(1))
    got: list[bytes] = []
    while len(got) < 21:
        got += await peer.frames()
    before = got[: got.index(encode(live(1)))]
    assert sum(map(len, before)) <= config.bulk_in_flight_bytes
    assert got.count(encode(run)) == 20
    await end.first(ev.Drained)


async def test_links_over_the_limit_are_refused(ends: Ends) -> None:
    full = await ends.make(NetConfig(max_links=1))
    first, second = await ends.make(), await ends.make()
    first.links.dial(1, None, [full.address])
    await full.first(ev.LinkUp)
    second.links.dial(1, None, [full.address])
    await second.first(ev.LinkUp)  # it cannot know yet
    await second.first(ev.LinkDown)
    assert len(full.all(ev.LinkUp)) == 1
    assert not full.all(ev.LinkDown)


async def test_stopping_closes_everything_and_says_nothing_more(ends: Ends) -> None:
    a, link_a, b, _ = await ends.linked()
    a.links.dial(9, None, [("127.0.0.1", b.links.port)])
    a.links.send(link_a, ev.Lane.CONTROL, Goodbye("left"))
    before = list(a.events)
    await a.links.stop()
    await b.first(ev.LinkDown)
    assert Goodbye("left") in [event.frame for event in b.all(ev.Received)]
    assert a.events == before
    assert a.links.count == a.links.half_open == 0
    with pytest.raises(OSError, match="efused|reset"):
        socket.create_connection(a.address, timeout=5)


async def test_all_interfaces_means_one_port_for_both_families(ends: Ends) -> None:
    end = await ends.make(host=None)
    other = await ends.make(host=None)
    other.links.dial(1, None, [("127.0.0.1", end.links.port)])
    await end.first(ev.LinkUp)
    if socket.has_ipv6 and _has_loopback_v6():
        other.links.dial(2, None, [("::1", end.links.port)])
        await until(lambda: len(end.all(ev.LinkUp)) == 2)
        assert end.all(ev.LinkUp)[1].address[0] == "::1"


def _has_loopback_v6() -> bool:
    with socket.socket(socket.AF_INET6) as probe:
        try:
            probe.bind(("::1", 0))
        except OSError:
            return False
    return True


async def test_a_taken_port_says_what_to_do(ends: Ends) -> None:
    end = await ends.make()
    other = End()
    with pytest.raises(NetError, match=rf"Port {end.links.port} is used.*--listen"):
        await other.links.start("127.0.0.1", end.links.port)
    with pytest.raises(NetError, match="Cannot listen on 192.0.2.1"):
        await other.links.start("192.0.2.1", 0)
    with pytest.raises(NetError, match="no port 70000"):
        await other.links.start(None, 70000)
    with pytest.raises(NetError, match="one of this machine's addresses"):
        await other.links.start("example", 0)
    await other.links.stop()


async def test_an_end_that_never_started_stops() -> None:
    links: Links = End().links
    await links.stop()
    assert links.count == 0


async def test_a_stranger_at_an_interface_that_is_not_used_is_let_go_at_once(
    ends: Ends, raw_peer: Callable[[], RawPeer]
) -> None:
    a, b = await ends.make(), await ends.make()
    asked: list[str] = []
    b.links._takes = lambda host: bool(asked.append(host))
    a.links.dial(1, None, [b.address])
    assert (await a.first(ev.DialFailed)).dial == 1
    assert asked == ["127.0.0.1"]
    assert b.links.half_open == 0
    b.links._takes = lambda host: host == "127.0.0.1"
    a.links.dial(2, None, [b.address])
    await b.first(ev.LinkUp)


async def test_a_link_within_this_machine_proves_nothing_about_others(ends: Ends) -> None:
    _, _, b, link = await ends.linked()
    assert b.links.reached_at_s is None
    assert b.links.waiting_by_lane(link) == (0, 0, 0)
    b.links.send(link, ev.Lane.BULK, live(1))
    assert b.links.waiting_by_lane(link)[2] > 0
    assert b.links.waiting_by_lane(link)[:2] == (0, 0)


@pytest.mark.parametrize("turns", range(4))
async def test_a_stranger_who_is_just_coming_in_is_shut_out_at_the_end(
    ends: Ends, turns: int
) -> None:
    end = await ends.make()
    with socket.create_connection(end.address, timeout=10) as stranger:
        for _ in range(turns):
            await asyncio.sleep(0)
        await end.links.stop()
        assert end.links.half_open == 0
        # Shut now, not when the collector comes by: that would say so, and fail some later test.
        gone = await asyncio.to_thread(_ending, stranger)
    assert gone in (b"", None)


def _ending(connection: socket.socket) -> bytes | None:
    """What a connection ends with: b"" in order, None by a reset."""
    try:
        return connection.recv(1)
    except ConnectionResetError:
        return None
