"""mDNS on loopback through the real library."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from types import SimpleNamespace
from typing import Any

import pytest
import pytest_asyncio

from net.core.events import Hint
from net.ids import DeviceId, NetworkId
from net.shell.interfaces import Interface
from net.shell.mdns import Mdns
from net.shell.mdns_hints import SERVICE_TYPE, instance_name
from tests.net.shell.ends import until

pytestmark = [pytest.mark.asyncio, pytest.mark.slow]

LO = Interface("lo", 1, (("127.0.0.1", 8),), ())
GONE = Interface("eth7", 7777, (("203.0.113.9", 24),), ())


class Voice:
    """One mDNS service and its hints."""

    def __init__(self, network: NetworkId, port: int) -> None:
        self.device = DeviceId(os.urandom(32))
        self.port = port
        self.hints: list[Hint] = []
        self.interfaces: tuple[Interface, ...] = (LO,)
        self.mdns = Mdns(
            self.device,
            network,
            port,
            lambda: self.interfaces,
            self.hints.append,
            random.Random(1),
        )


@pytest.fixture
def network() -> NetworkId:
    return NetworkId(os.urandom(32))


@pytest_asyncio.fixture
async def voice(network: NetworkId) -> AsyncIterator[Callable[..., Voice]]:
    made: list[Voice] = []

    def make(other_network: NetworkId | None = None) -> Voice:
        new = Voice(other_network or network, 4000 + len(made))
        made.append(new)
        return new

    yield make
    for each in made:
        await each.mdns.stop()


async def test_two_find_each_other_and_nobody_of_another_network(
    voice: Callable[..., Voice],
) -> None:
    first, second, foreign = voice(), voice(), voice(NetworkId(os.urandom(32)))
    for each in (foreign, first, second):
        each.mdns.start()
    await until(lambda: first.hints and second.hints)
    assert set(first.hints) == {Hint(second.device, (("127.0.0.1", second.port),), "mdns")}
    assert set(second.hints) == {Hint(first.device, (("127.0.0.1", first.port),), "mdns")}
    await until(lambda: first.mdns.running)
    assert foreign.hints == []


# zeroconf leaves its listening socket to the garbage collector when its constructor fails.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
async def test_what_goes_wrong_is_words_and_no_warning_and_heals(
    voice: Callable[..., Voice],
) -> None:
    first, second = voice(), voice()
    first.interfaces = (GONE,)
    first.mdns.start()
    await until(lambda: first.mdns.problem or first.mdns.running)
    first.interfaces = ()
    first.mdns.wake()
    await until(lambda: first.mdns.problem == "mDNS waits for a network")
    assert not first.mdns.running
    first.interfaces = (LO,)
    first.mdns.wake()
    await until(lambda: first.mdns.running)
    second.mdns.start()
    await until(lambda: first.hints and second.hints)


async def test_ten_thousand_fake_services_wait_in_a_small_room(
    voice: Callable[..., Voice],
) -> None:
    victim = voice()
    victim.mdns.start()
    await until(lambda: victim.mdns.running)
    added: Any = SimpleNamespace(name="Added")
    running = victim.mdns._zeroconf
    assert running is not None
    for number in range(10_000):
        fake = instance_name(DeviceId(number.to_bytes(32, "big")))
        junk = f"junk {number}.{SERVICE_TYPE}"
        for name in (fake, junk):
            victim.mdns._on_change(running.zeroconf, SERVICE_TYPE, name, added)
    assert victim.mdns._lookups.pending <= 256
    assert victim.mdns._lookups.dropped > 9000
    honest = voice()
    honest.mdns.start()
    await until(lambda: honest.mdns.running)
    await victim.mdns.stop()


async def test_stopping_before_it_began_is_no_error(voice: Callable[..., Voice]) -> None:
    never, at_once = voice(), voice()
    await never.mdns.stop()
    at_once.mdns.start()
    await at_once.mdns.stop()


@pytest.mark.parametrize("module", ["net.node", "net.shell.links", "net.shell.discovery"])
async def test_zeroconf_is_not_imported_before_it_is_used(module: str) -> None:
    check = f"import sys, {module}; sys.exit('zeroconf' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
    if module != "net.shell.discovery":
        check = f"import sys, {module}; sys.exit('net.shell.discovery' in sys.modules)"
        assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
