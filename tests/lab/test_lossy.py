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


def test_about_a_third_is_lost_and_tcp_gets_through(lab: Lab) -> None:
    one, three = lab.host(1), lab.host(3)
    with Lossy(lab, 0.3, seed=1) as lossy:
        assert 0.6 * WORDS < datagrams_that_arrive(lab) < 0.8 * WORDS
        with (
            three.socket(socket.AF_INET, socket.SOCK_STREAM) as server,
            one.socket(socket.AF_INET, socket.SOCK_STREAM) as client,
        ):
            for end in (server, client):
                end.settimeout(60)
            server.bind((three.address, 0))
            server.listen()
            client.connect(server.getsockname())
            accepted, _ = server.accept()
            with accepted:
                accepted.settimeout(60)
                client.sendall(b"x" * 5_000)
                client.shutdown(socket.SHUT_WR)
                got = b"".join(iter(lambda: accepted.recv(65_536), b""))
        assert got == b"x" * 5_000
    assert lossy.result is not None
    assert lossy.result.dropped > 0.2 * (lossy.result.passed + lossy.result.dropped)


def test_afterwards_nothing_is_lost(lab: Lab) -> None:
    with Lossy(lab, 1.0, seed=1):
        assert datagrams_that_arrive(lab) == 0
    assert datagrams_that_arrive(lab) == WORDS
