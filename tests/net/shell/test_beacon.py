"""The beacon on loopback: heard, answered once, and deaf to its own voice."""

from __future__ import annotations

import asyncio
import os
import random
import socket
from collections.abc import AsyncIterator, Callable

import msgspec
import pytest
import pytest_asyncio

from net.core.events import Hint
from net.ids import DeviceId, NetworkId
from net.shell import beacon as beacon_module
from net.shell import beacon_packet, beacon_sockets
from net.shell.beacon import MAX_REMEMBERED, BeaconService, _Recent
from net.shell.interfaces import Interface
from tests.net.shell.ends import until

pytestmark = pytest.mark.asyncio

LO = Interface("lo", 1, (("127.0.0.1", 8),), ())


class Voice:
    """One beacon service and its hints."""

    def __init__(self, network: NetworkId) -> None:
        self.device = DeviceId(os.urandom(32))
        self.hints: list[Hint] = []
        self.interfaces: tuple[Interface, ...] = (LO,)
        self.service = BeaconService(
            self.device,
            network,
            random.Random(self.device).randrange(1024, 65535),
            lambda: self.interfaces,
            self.hints.append,
            random.Random(1),
        )


@pytest.fixture
def network() -> NetworkId:
    """A network of this test's own: other tests on this machine use the same port."""
    return NetworkId(os.urandom(32))


@pytest_asyncio.fixture
async def voice(network: NetworkId) -> AsyncIterator[Callable[[], Voice]]:
    made: list[Voice] = []

    def make() -> Voice:
        new = Voice(network)
        new.service.start()
        made.append(new)
        return new

    yield make
    for each in made:
        await each.service.stop()


async def test_the_second_one_is_heard_and_hears_the_first_by_its_answer(
    voice: Callable[[], Voice],
) -> None:
    first = voice()
    await until(lambda: first.service.multicast_out_ok is not None)
    second = voice()
    await until(lambda: first.hints and second.hints)
    assert {hint.device for hint in first.hints} == {second.device}
    assert {hint.device for hint in second.hints} == {first.device}
    (address,) = {hint.addresses[0] for hint in first.hints}
    assert address == ("127.0.0.1", random.Random(second.device).randrange(1024, 65535))
    assert first.service.multicast_out_ok
    assert first.service.heard_at_s is not None
    assert first.service.problem is None


async def test_other_networks_and_junk_are_not_heard(
    voice: Callable[[], Voice], network: NetworkId
) -> None:
    hearing = voice()
    await until(lambda: hearing.service.multicast_out_ok is not None)
    stranger = DeviceId(os.urandom(32))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as speaker:
        speaker.bind(("127.0.0.1", 0))
        speaker.setblocking(False)
        speaker.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton("127.0.0.1"))

        def say(data: bytes) -> None:
            speaker.sendto(data, (beacon_sockets.GROUP_V4, beacon_sockets.PORT))

        foreign = NetworkId(os.urandom(32))
        say(beacon_packet.encode(beacon_packet.make_beacon(stranger, foreign, 5, bytes(8))))
        say(beacon_packet.encode(beacon_packet.make_beacon(hearing.device, network, 5, bytes(8))))
        say(os.urandom(100))
        say(b"")
        good = beacon_packet.encode(beacon_packet.make_beacon(stranger, network, 7, bytes(8)))
        for _ in range(5):
            say(good)
        await until(lambda: hearing.hints)
        assert hearing.hints == [Hint(stranger, (("127.0.0.1", 7),), "beacon")]
        now_s = asyncio.get_running_loop().time()
        assert hearing.service.strangers.devices(now_s) >= 1  # other tests may be running
        answer = beacon_packet.decode(await _receive(speaker))
        assert answer is not None
        assert answer.answer
        assert answer.device == hearing.device
        with pytest.raises(BlockingIOError):  # one answer for five beacons
            speaker.recv(1000)


async def test_another_version_is_noticed_and_what_is_not_near_is_not_heard(
    voice: Callable[[], Voice], network: NetworkId
) -> None:
    near = True
    hearing = voice()
    hearing.service._is_near = lambda host: near and host == "127.0.0.1"
    await until(lambda: hearing.service.multicast_out_ok is not None)
    ours = beacon_packet.make_beacon(DeviceId(os.urandom(32)), network, 7, bytes(8))
    later = msgspec.structs.replace(ours, version=4711)
    loop = asyncio.get_running_loop()
    sender = ("127.0.0.1", 9)
    hearing.service._heard(beacon_packet.encode(later), sender)
    assert 4711 in hearing.service.strangers.versions(loop.time())
    near = False
    hearing.service._heard(beacon_packet.encode(ours), sender)
    assert hearing.hints == []
    near = True
    hearing.service._heard(beacon_packet.encode(ours), sender)
    assert hearing.hints == [Hint(DeviceId(ours.device), (("127.0.0.1", 7),), "beacon")]


async def _receive(speaker: socket.socket) -> bytes:
    got: list[bytes] = []

    def try_it() -> bool:
        try:
            got.append(speaker.recv(1000))
        except BlockingIOError:
            return False
        return True

    await until(try_it)
    return got[0]


async def test_a_flood_closes_the_ears_for_a_moment_and_forgets_the_rest(
    voice: Callable[[], Voice], network: NetworkId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beacon_module, "FLOOD_PAUSE_S", 0.01)
    hearing = voice()
    await until(lambda: hearing.service.multicast_out_ok is not None)
    for number in range(3000):
        fake = beacon_packet.make_beacon(DeviceId(number.to_bytes(32, "big")), network, 5, bytes(8))
        hearing.service._heard(beacon_packet.encode(fake), ("127.0.0.1", 9))
    assert hearing.service.floods >= 1
    assert len(hearing.hints) < 2000
    assert len(hearing.service._hinted._seen) <= MAX_REMEMBERED
    assert len(hearing.service._answered._seen) <= MAX_REMEMBERED
    hearing.service._hear = type(hearing.service._hear)(500, 1000)  # some seconds later
    honest = voice()
    await until(lambda: honest.device in {hint.device for hint in hearing.hints})


async def test_without_any_network_it_waits_for_one(voice: Callable[[], Voice]) -> None:
    first, second = voice(), voice()
    first.interfaces = ()
    first.service.wake()
    await until(lambda: first.service.multicast_out_ok is False)
    first.hints.clear()
    first.interfaces = (LO,)
    first.service.wake()
    await until(lambda: first.service.multicast_out_ok)
    await until(lambda: second.hints)


async def test_a_port_held_by_another_program_is_a_problem_in_words(
    voice: Callable[[], Voice], monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("", 0))
        monkeypatch.setattr(beacon_sockets, "PORT", other.getsockname()[1])
        deaf = voice()
        await until(lambda: deaf.service.problem)
        assert deaf.service.problem is not None
        assert "the beacon cannot listen" in deaf.service.problem


async def test_recent_keys_come_again_after_their_time() -> None:
    recent = _Recent(10.0)
    assert recent.is_new("a", 0.0)
    assert not recent.is_new("a", 9.9)
    assert recent.is_new("a", 10.0)
    for number in range(MAX_REMEMBERED):
        assert recent.is_new(number, 11.0)
    assert recent.is_new("a", 12.0)  # pushed out by a flood: one hint more, no memory more
