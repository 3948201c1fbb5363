"""What strangers and bad peers may send, and what it costs: nothing is answered, little is kept."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from net.config import NetConfig
from net.core import events as ev
from net.errors import RemoteProtocolError
from net.ids import closed_network_id
from net.shell.half_open import HalfOpen
from net.shell.link import Link
from net.shell.records import with_length
from net.wire import Ping, encode
from tests.net.shell.ends import Ends, RawPeer, until

MakePeer = Callable[..., RawPeer]

JUNK = {
    "a web browser": b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    "a TLS hello": bytes.fromhex("16030100c8010000c40303") + bytes(190),
    "an SSH banner": b"SSH-2.0-OpenSSH_9.2\r\n",
    "a gigabyte": (2**30).to_bytes(4, "big"),
    "an empty record": b"\0\0",
    "too long by one": (8193).to_bytes(2, "big"),
    "a short handshake": with_length(b"hello"),
    "a handshake with a tail": with_length(bytes(range(33))),
    "a key of small order": with_length(bytes(32)),
}


@pytest.mark.asyncio
@pytest.mark.parametrize("junk", JUNK.values(), ids=JUNK.keys())
async def test_junk_is_closed_and_not_answered(ends: Ends, raw_peer: MakePeer, junk: bytes) -> None:
    # A TLS hello reads as a length that a stranger may claim: only the time-out ends it.
    end, peer = await ends.make(NetConfig(handshake_timeout_s=0.5)), raw_peer()
    await peer.connect(end.address)
    await peer.send(junk)
    assert await peer.rest() == b""
    await until(lambda: end.links.half_open == 0)
    assert end.events == []


@pytest.mark.asyncio
async def test_another_network_gets_the_second_message_and_nothing_more(
    ends: Ends, raw_peer: MakePeer
) -> None:
    end, peer = await ends.make(), raw_peer()
    await peer.connect(end.address)
    with pytest.raises(RemoteProtocolError, match="another network"):
        await peer.shake(closed_network_id(bytes(32)))
    peer.close()
    await until(lambda: end.links.half_open == 0)
    assert end.events == []


@pytest.mark.asyncio
async def test_a_claim_is_refused_before_anything_is_buffered(
    ends: Ends, raw_peer: MakePeer
) -> None:
    end, peer = await ends.make(), raw_peer()
    await peer.connect(end.address)
    await until(lambda: end.links.half_open == 1)
    (link,) = end.links._connections
    await peer.send((8192).to_bytes(2, "big") + bytes(8191))  # the longest a stranger may say
    await until(lambda: link.held_bytes == 8193)
    assert len(link.get_buffer(-1)) == 1
    other = raw_peer()
    await other.connect(end.address)
    await other.send((8193).to_bytes(2, "big") + bytes(200_000))
    await other.rest()
    assert end.links.half_open == 1


@pytest.mark.asyncio
async def test_silent_strangers_are_closed_in_time(ends: Ends, raw_peer: MakePeer) -> None:
    end = await ends.make(NetConfig(handshake_timeout_s=0.05))
    silent, slow = raw_peer(), raw_peer()
    await silent.connect(end.address)
    await slow.connect(end.address)
    await slow.send(b"\0")
    assert await silent.rest() == b""
    assert await slow.rest() == b""
    assert end.links.half_open == 0


@pytest.mark.asyncio
async def test_a_stranger_who_stops_after_the_first_message_is_closed_too(
    ends: Ends, raw_peer: MakePeer
) -> None:
    end, peer = await ends.make(NetConfig(handshake_timeout_s=0.05)), raw_peer()
    await peer.connect(end.address)
    await peer.send(with_length(peer.handshake().start() or b""))
    await peer.record()
    assert await peer.rest() == b""
    assert end.links.half_open == 0
    assert end.events == []


@pytest.mark.asyncio
async def test_at_most_64_strangers_stand_at_the_door_and_friends_get_in(
    ends: Ends, raw_peer: MakePeer
) -> None:
    end, friend = await ends.make(), await ends.make()
    strangers = [raw_peer() for _ in range(80)]
    for stranger in strangers:
        await stranger.connect(end.address)
        assert end.links.half_open <= 64
    await until(lambda: end.links.half_open == 64)
    friend.links.dial(1, None, [end.address])
    await end.first(ev.LinkUp)
    assert await strangers[0].rest() == b""  # the oldest went first
    assert end.links.half_open <= 64


class Stranger:
    def __init__(self, host: str) -> None:
        self.address = (host, 1)


def test_one_address_holds_four_places_and_pushes_out_its_own() -> None:
    door = HalfOpen(NetConfig())
    other = cast("Link", Stranger("192.0.2.9"))
    same = [cast("Link", Stranger("192.0.2.1")) for _ in range(5)]
    assert door.add(other) is None
    assert [door.add(link) for link in same] == [None, None, None, None, same[0]]
    assert len(door) == 5
    many = [cast("Link", Stranger(f"192.0.3.{n}")) for n in range(60)]
    assert [link for link in map(door.add, many) if link is not None] == [other]
    assert len(door) == 64


@pytest.mark.asyncio
async def test_a_peer_may_not_claim_a_record_of_nothing(ends: Ends, raw_peer: MakePeer) -> None:
    end, peer = await ends.make(), raw_peer()
    await peer.connect(end.address)
    await peer.shake()
    await end.first(ev.LinkUp)
    await peer.send(b"\0\0")
    down = await end.first(ev.LinkDown)
    assert "a record of 0 bytes" in down.reason


@pytest.mark.asyncio
async def test_a_record_that_does_not_open_ends_the_link(ends: Ends, raw_peer: MakePeer) -> None:
    end, peer = await ends.make(), raw_peer()
    await peer.connect(end.address)
    await peer.shake()
    await end.first(ev.LinkUp)
    assert peer.session is not None
    record = bytearray(peer.session.send.encrypt(b"\0\1x"))
    record[0] ^= 1
    await peer.send(with_length(bytes(record)))
    down = await end.first(ev.LinkDown)
    assert "open" in down.reason
    assert not end.all(ev.BadFrame)


@pytest.mark.asyncio
async def test_a_replayed_record_ends_the_link(ends: Ends, raw_peer: MakePeer) -> None:
    end, peer = await ends.make(), raw_peer()
    await peer.connect(end.address)
    await peer.shake()
    assert peer.session is not None
    record = with_length(peer.session.send.encrypt(with_length(encode(Ping(1, 1)))))
    await peer.send(record + record)
    await end.first(ev.LinkDown)
    assert [event.frame for event in end.all(ev.Received)] == [Ping(1, 1)]


@pytest.mark.asyncio
async def test_bad_frames_are_told_and_good_ones_beside_them_arrive(
    ends: Ends, raw_peer: MakePeer
) -> None:
    end, peer = await ends.make(), raw_peer()
    await peer.connect(end.address)
    await peer.shake()
    good = with_length(encode(Ping(1, 1)))
    unknown = with_length(b"\x91\xcd\x7f\xff")  # a tag of a later version: ignored
    await peer.seal(good + with_length(b"junk") + unknown + with_length(b"") + good)
    await peer.seal(good + b"\0\xffcut off")
    await peer.seal(good)
    await until(lambda: len(end.all(ev.Received)) == 4)
    assert len(end.all(ev.BadFrame)) == 3
    assert not end.all(ev.LinkDown)


@pytest.mark.asyncio
async def test_one_record_tells_of_no_more_bad_frames_than_close_a_link(
    ends: Ends, raw_peer: MakePeer
) -> None:
    end, peer = await ends.make(), raw_peer()
    await peer.connect(end.address)
    await peer.shake()
    await peer.seal(bytes(65_000))  # 32,500 empty frames
    await peer.seal(with_length(encode(Ping(1, 1))))
    await end.first(ev.Received)
    assert len(end.all(ev.BadFrame)) == NetConfig().bad_frames_before_close


@pytest.mark.asyncio
async def test_a_link_closed_while_its_record_is_read_tells_nothing_more(
    ends: Ends, raw_peer: MakePeer
) -> None:
    end, peer = await ends.make(), raw_peer()

    def close_at_once(event: ev.Event) -> None:
        if isinstance(event, ev.Received):
            end.links.close(event.link, "enough")

    end.answer = close_at_once
    await peer.connect(end.address)
    await peer.shake()
    await peer.seal(3 * with_length(encode(Ping(1, 1))))
    await end.first(ev.LinkDown)
    assert len(end.all(ev.Received)) == 1


@pytest.mark.asyncio
async def test_a_peer_that_goes_on_sending_to_a_closed_link_is_cut(
    ends: Ends, raw_peer: MakePeer
) -> None:
    end, peer = await ends.make(), raw_peer()
    await peer.connect(end.address)
    await peer.shake()
    up = await end.first(ev.LinkUp)
    end.links.close(up.link, "enough")
    with contextlib.suppress(ConnectionError):
        while True:
            await peer.send(bytes(10_000))
            await asyncio.sleep(0)
    await until(lambda: not end.links._connections)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(st.binary(min_size=1, max_size=300), min_size=1, max_size=5))
def test_any_sealed_junk_is_a_bad_frame_at_worst(pieces: list[bytes]) -> None:
    async def scene() -> None:
        made = Ends()
        peer = RawPeer()
        try:
            end = await made.make()
            await peer.connect(end.address)
            await peer.shake()
            for piece in pieces:
                await peer.seal(piece)
            await peer.seal(with_length(encode(Ping(77, 0))))
            await until(lambda: Ping(77, 0) in [event.frame for event in end.all(ev.Received)])
            assert not end.all(ev.LinkDown)
        finally:
            peer.close()
            await made.stop()

    asyncio.run(scene())


@settings(max_examples=40)
@given(junk=st.binary(min_size=2, max_size=600))
def test_any_first_words_of_a_stranger_are_survived(junk: bytes) -> None:
    async def scene() -> None:
        made = Ends()
        peer = RawPeer()
        try:
            end = await made.make()
            await peer.connect(end.address)
            await peer.send(junk)
            peer.socket.shutdown(socket.SHUT_WR)
            await peer.rest()
            await until(lambda: end.links.half_open == 0)
            assert end.events == []
        finally:
            peer.close()
            await made.stop()

    asyncio.run(scene())
