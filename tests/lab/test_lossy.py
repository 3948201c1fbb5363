"""The lossy network loses about what it should, carries TCP all the same, and leaves nothing."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from tests.lab import netns
from tests.lab.lossy import Lossy
from tests.lab.netns import Lab

pytestmark = [
    pytest.mark.lan,
    pytest.mark.skipif(bool(netns.available()), reason=str(netns.available())),
]

WORDS = 1000
PORT = 45679
TRIES, TRY_S = 10, 4.0
"""TCP waits twice as long after each loss, and some of its connections lose six times in a row: a minute.
Others are through in a second, and not all ten are unlucky."""


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    with Lab(3) as lab:
        yield lab


def datagrams_that_arrive(lab: Lab) -> int:
    one, two = lab.host(1), lab.host(2)
    with (
        one.socket(socket.AF_INET, socket.SOCK_DGRAM) as mouth,
        two.socket(socket.AF_INET, socket.SOCK_DGRAM) as ear,
    ):
        ear.bind((two.address, PORT))
        arrived = 0
        for number in range(WORDS):
            mouth.sendto(number.to_bytes(2, "big"), (two.address, PORT))
            if number % 50 == 49:  # what came so far, so that no queue of the kernel overflows
                arrived += _taken(ear, 0.05)
        return arrived + _taken(ear, 1.0)


def _taken(ear: socket.socket, quiet_s: float) -> int:
    taken = 0
    ear.settimeout(quiet_s)
    try:
        while True:
            ear.recv(100)
            taken += 1
    except TimeoutError:
        return taken


def carried_by_tcp(lab: Lab, words: bytes) -> bytes:
    """Return what came of it through one connection; nothing when it took too long."""
    one, three = lab.host(1), lab.host(3)
    with (
        three.socket(socket.AF_INET, socket.SOCK_STREAM) as server,
        one.socket(socket.AF_INET, socket.SOCK_STREAM) as client,
    ):
        for end in (server, client):
            end.settimeout(TRY_S)
        server.bind((three.address, 0))
        server.listen()
        try:
            client.connect(server.getsockname())
            accepted, _ = server.accept()
            with accepted:
                accepted.settimeout(TRY_S)
                client.sendall(words)
                client.shutdown(socket.SHUT_WR)
                return b"".join(iter(lambda: accepted.recv(65_536), b""))
        except TimeoutError:
            return b""


def test_about_a_third_is_lost_and_tcp_gets_through(lab: Lab) -> None:
    with Lossy(lab, 0.3, seed=1) as lossy:
        assert 0.6 * WORDS < datagrams_that_arrive(lab) < 0.8 * WORDS
        got = next(filter(None, (carried_by_tcp(lab, b"x" * 5_000) for _ in range(TRIES))), b"")
        assert got == b"x" * 5_000
    assert lossy.result is not None
    assert lossy.result.dropped > 0.2 * (lossy.result.passed + lossy.result.dropped)


def test_afterwards_nothing_is_lost(lab: Lab) -> None:
    with Lossy(lab, 1.0, seed=1):
        assert datagrams_that_arrive(lab) == 0
    assert datagrams_that_arrive(lab) == WORDS
