"""The own port is knocked at for real: it answers, or it does not."""

from __future__ import annotations

import socket

import pytest

from desktop.connection.reach import Answering, knock

pytestmark = pytest.mark.asyncio


async def test_a_port_that_listens_answers_and_another_does_not() -> None:
    with socket.create_server(("127.0.0.1", 0)) as open_one, socket.socket() as shut:
        shut.bind(("127.0.0.1", 0))  # taken, so that nobody else listens there
        port = open_one.getsockname()[1]
        assert await knock(("127.0.0.1", "127.0.0.1"), port) == Answering(at=("127.0.0.1",))
        silent = await knock(("127.0.0.1",), shut.getsockname()[1])
        assert silent == Answering(silent=("127.0.0.1",))


async def test_an_address_that_is_gone_says_nothing_about_the_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as open_one:
        found = await knock(("fe80::dead:beef%1",), open_one.getsockname()[1])
    assert found.at == ()


async def test_nothing_to_try() -> None:
    assert await knock((), 5) == Answering()
