"""Addresses that somebody typed, on whole engines: what came of each is said, and what helps."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.connection.trials import Trials
from desktop.engine import Engine
from desktop.errors import AppError
from desktop.options import Options, format_address
from desktop.ui.addresses import clean_address
from tests.behaviours.company import company, until

pytestmark = [pytest.mark.asyncio, pytest.mark.blocking_ok("engines start up")]


@pytest.fixture
def port() -> Iterator[socket.socket]:
    """A socket that is bound; as long as it does not listen, its port is shut."""
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        yield made


async def refused(engine: Engine, text: str) -> tuple[str, str]:
    with pytest.raises(AppError) as failed:
        await engine.network.reach(text)
    return failed.value.kind, str(failed.value)


def at(where: Engine | socket.socket) -> str:
    if isinstance(where, Engine):
        return format_address(where.node.listening[0])
    return format_address(where.getsockname())


@pytest.mark.parametrize("name", ["nobody.invalid", "niemand-für-dich.invalid"])
async def test_a_name_that_nobody_has_is_said(tmp_path: Path, name: str) -> None:
    async with company(tmp_path, "Ana") as (_, (ana,)):
        kind, words = await refused(ana.engine, f"{name}:4000")
        assert kind == "offline"
        assert words.startswith(f"No computer with the name in {name}:4000 was found.")


@pytest.mark.parametrize("name", ["a..b", "-ana", "300.1.1.1", "a" * 64])
async def test_what_can_be_no_name_is_refused_at_once(tmp_path: Path, name: str) -> None:
    async with company(tmp_path, "Ana") as (_, (ana,)):
        kind, words = await refused(ana.engine, f"{name}:4000")
        assert (kind, words) == ("invalid", f"'{name[:60]}' is not a host.")
        with pytest.raises(AppError, match="is not a host") as failed:
            ana.engine.network.add_address(f"{name}:4000")  # as bots do
        assert failed.value.kind == "invalid"


async def test_a_name_in_letters_that_the_dns_does_not_know_is_looked_up(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana") as (people, (ana,)):
        bo = await people.start("Bo", alone=True)
        number = at(bo.engine).rpartition(":")[2]
        name = "ｌｏｃａｌｈｏｓｔ"  # of full width: the one such name that every computer has
        assert clean_address(f"{name}:{number}") == f"{name}:{number}"
        words = await ana.engine.network.reach(f"{name}:{number}")
        assert words == f"{name}:{number} answered: who is there is in the list of people."


async def test_a_shut_port_is_said_each_time(tmp_path: Path, port: socket.socket) -> None:
    async with company(tmp_path, "Ana") as (_, (ana,)):
        for _ in range(2):
            kind, words = await refused(ana.engine, at(port))
            assert kind == "offline"
            assert words.startswith(f"No Grapevine listens at {at(port)}.")


async def test_what_is_no_grapevine_is_said(tmp_path: Path, port: socket.socket) -> None:
    async with company(tmp_path, "Ana") as (_, (ana,)):
        port.listen()
        waiting = asyncio.create_task(refused(ana.engine, at(port)))
        port.setblocking(False)
        other, _ = await asyncio.get_running_loop().sock_accept(port)
        with other:
            await asyncio.get_running_loop().sock_sendall(other, b"SSH-2.0-something\r\n")
            _, words = await waiting
        assert words.startswith(f"What answers at {at(port)} is not in your network")


async def test_another_network_is_said(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana") as (_, (ana,)):
        options = Options(
            face="rpc", data_dir=tmp_path / "closed", name="Bo", listen=("127.0.0.1", 0),
            discovery=False, network_key=bytes(32),
        )  # fmt: skip
        closed = await Engine.open(options)
        try:
            closed.node.tell_news()
            _, words = await refused(ana.engine, at(closed))
            assert words.startswith(f"What answers at {at(closed)} is not in your network")
        finally:
            await closed.close()


async def test_who_answers_is_linked_and_then_linked_already(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana") as (people, (ana,)):
        bo = await people.start("Bo", alone=True)
        words = await ana.engine.network.reach(at(bo.engine))
        assert words == f"{at(bo.engine)} answered: who is there is in the list of people."
        await until(lambda: ana.engine.people.name_of(bo.person) == "Bo")
        await until(ana.engine.node.links)
        host, _, number = at(bo.engine).rpartition(":")
        for _ in range(2):  # at an address that is new, and at one that led there before
            for address in (f"{host}:{number}", f"localhost:{number}"):
                words = await ana.engine.network.reach(address)
                assert words == f"At {address} is Bo, with whom you are linked already."


async def test_oneself_is_said_by_number_and_by_name(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana") as (_, (ana,)):
        number = at(ana.engine).rpartition(":")[2]
        for host in ("127.0.0.1", "localhost"):
            _, words = await refused(ana.engine, f"{host}:{number}")
            assert words.startswith(f"{host}:{number} is this computer itself.")


@pytest.mark.parametrize("address", ["0.0.0.0:4000", "224.0.0.251:5353", "[ff02::1]:4000"])
async def test_what_is_nobodys_own_is_not_dialled(tmp_path: Path, address: str) -> None:
    async with company(tmp_path, "Ana") as (_, (ana,)):
        kind, words = await refused(ana.engine, address)
        assert kind == "invalid"
        assert words.startswith(f"{address} is not the address of one computer.")
        with pytest.raises(AppError, match="is not the address of one computer"):
            ana.engine.network.add_address(address)  # as bots do


async def test_what_takes_too_long_is_said_and_goes_on(tmp_path: Path) -> None:
    del tmp_path
    dialled: list[object] = []
    trials = Trials(
        links=lambda: (), name_of=lambda _: "", own=lambda: (), dial=dialled.append, trial_s=0.01
    )
    words = await trials.run("192.0.2.1:4000")
    assert dialled == [("192.0.2.1", 4000)]
    assert words == "192.0.2.1:4000 has not answered yet. Grapevine goes on trying by itself."
    assert trials._waiting == {}
