"""Happy eyeballs on real sockets: dead, silent, slow and foreign addresses beside a good one."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator

import pytest

from net.config import NetConfig
from net.core import events as ev
from net.ids import DeviceId
from net.misses import Miss
from net.shell.dialer import _sentence
from net.wire import Ping
from tests.net.shell.ends import Ends, until

pytestmark = pytest.mark.asyncio


@pytest.fixture
def silent() -> Iterator[tuple[str, int]]:
    """An address that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()


@pytest.fixture
def closed() -> tuple[str, int]:
    """An address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()


async def test_dead_and_silent_addresses_do_not_hold_up_the_good_one(
    ends: Ends, silent: tuple[str, int], closed: tuple[str, int]
) -> None:
    a, b = await ends.make(), await ends.make()
    loop = asyncio.get_running_loop()
    started = loop.time()
    a.links.dial(1, None, [closed, silent, ("nobody.invalid", 5), b.address])
    up = await a.first(ev.LinkUp)
    assert up.address == b.address
    assert loop.time() - started < NetConfig().dial_timeout_s  # nobody waited for the silent one
    a.links.send(up.link, ev.Lane.LIVE, Ping(1, 1))
    await b.first(ev.Received)
    assert not a.all(ev.DialFailed)


async def test_one_dial_makes_one_link_however_many_addresses_lead_there(ends: Ends) -> None:
    a, b = await ends.make(), await ends.make(host=None)
    port = b.links.port
    a.links.dial(1, None, [(f"127.0.0.{n}", port) for n in range(1, 9)])
    up = await a.first(ev.LinkUp)
    a.links.send(up.link, ev.Lane.CONTROL, Ping(1, 1))
    await b.first(ev.Received)
    await until(lambda: b.links.half_open == 0)
    assert len(a.all(ev.LinkUp)) == len(b.all(ev.LinkUp)) == 1
    assert not b.all(ev.LinkDown)


async def test_another_device_than_claimed_is_a_link_under_its_real_name(ends: Ends) -> None:
    a, b = await ends.make(), await ends.make()
    a.links.dial(1, DeviceId(bytes(32)), [b.address])
    up = await a.first(ev.LinkUp)
    assert up.certificate.device_id == b.identity.device_id


async def test_all_failures_are_one_sentence(
    ends: Ends, silent: tuple[str, int], closed: tuple[str, int]
) -> None:
    a = await ends.make(NetConfig(dial_timeout_s=0.1))
    a.links.dial(7, None, [closed, silent, a.address])
    failed = await a.first(ev.DialFailed)
    assert failed.dial == 7
    assert f"127.0.0.1 port {closed[1]}: no Grapevine listens there" in failed.reason
    assert f"127.0.0.1 port {silent[1]}: nobody answered in time" in failed.reason
    assert "this device itself" in failed.reason
    assert not a.all(ev.LinkUp)


IMPOSSIBLE = (
    ("nobody.invalid", 1),
    ("", 1),
    ("x" * 64, 1),
    ("a..b", 1),
    ("a\0b", 1),
    ("\udc80", 1),
    ("300.1.1.1", 1),
    ("fe80::1%no-such", 1),
    ("::1%7", 1),
    ("127.0.0.1", 0),
    ("127.0.0.1", 70000),
    ("localhost", 70000),
)


@pytest.mark.parametrize("address", IMPOSSIBLE, ids=ascii)
async def test_impossible_addresses_fail_in_words(ends: Ends, address: tuple[str, int]) -> None:
    a = await ends.make()
    a.links.dial(1, None, [address])
    failed = await a.first(ev.DialFailed)
    assert "Error" not in failed.reason
    assert "errno" not in failed.reason.lower()


async def test_what_a_failure_says_of_the_address_is_told(
    ends: Ends, silent: tuple[str, int], closed: tuple[str, int]
) -> None:
    a = await ends.make(NetConfig(dial_timeout_s=0.1))
    said = {
        Miss.CLOSED: [closed],
        Miss.STRANGER: [silent, closed],  # something is there: that counts more
        Miss.SELF: [closed, a.address],
        Miss.NO_NAME: [("nobody.invalid", 1)],
        Miss.NO_WAY: [("fe80::1%no-such", 1)],
        Miss.FAILED: [],
    }
    for number, addresses in enumerate(said.values()):
        a.links.dial(number, None, addresses)
    await until(lambda: len(a.all(ev.DialFailed)) == len(said))
    assert {list(said)[each.dial]: each.miss for each in a.all(ev.DialFailed)} == {
        each: each for each in said
    }


async def test_nothing_to_dial_fails_at_once(ends: Ends) -> None:
    a = await ends.make()
    a.links.dial(1, None, [])
    assert (await a.first(ev.DialFailed)).reason == "no address is known"


async def test_a_name_is_looked_up(ends: Ends) -> None:
    a, b = await ends.make(), await ends.make()
    a.links.dial(1, None, [("localhost", b.links.port)])
    up = await a.first(ev.LinkUp)
    assert up.address == ("localhost", b.links.port)  # as dialled, so that the dialler knows it


async def test_two_who_dial_each_other_get_two_links(ends: Ends) -> None:
    a, b = await ends.make(), await ends.make()
    a.links.dial(1, None, [b.address])
    b.links.dial(1, None, [a.address])
    await until(lambda: len(a.all(ev.LinkUp)) == len(b.all(ev.LinkUp)) == 2)
    assert {up.outbound for up in a.all(ev.LinkUp)} == {True, False}


async def test_stopping_ends_dials(ends: Ends, silent: tuple[str, int]) -> None:
    a = await ends.make()
    a.links.dial(1, None, [silent])
    await asyncio.sleep(0)
    await a.links.stop()
    a.links.dial(2, None, [silent])
    assert a.events == []


async def test_many_reasons_are_cut_short() -> None:
    assert _sentence(["a", "b", "a"]) == "a; b"
    assert _sentence(["a", "b", "c", "d", "e"]) == "a; b; c; and 2 more"
