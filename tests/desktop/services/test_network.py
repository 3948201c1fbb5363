"""The network of whole engines on loopback: links and checks as the engine tells them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.connection.checks import Survey
from desktop.connection.firewall import Firewall
from desktop.connection.tunnels import Tunnels
from desktop.errors import AppError
from desktop.model import Status
from desktop.online import chosen
from desktop.services.network import TYPED_KEPT, Network
from desktop.views import members, overview
from net.news import LinkView
from net.shell.discovery import DiscoveryStatus
from tests.behaviours.company import company, open_room, until

pytestmark = [pytest.mark.asyncio, pytest.mark.blocking_ok("engines start up")]


def verdicts(network: Network) -> dict[str, str]:
    return {each.check: each.verdict for each in network.reasons()}


def quiet(network: Network, asked: list[int]) -> None:
    """Let the system's answer be ours."""

    def ask(port: int, names: tuple[str, ...]) -> tuple[Firewall, Tunnels]:
        del names
        asked.append(port)
        return Firewall("ufw", "on", f"sudo ufw allow {port}/tcp"), Tunnels(("tun0",), "tun0")

    network._ask = ask


async def test_links_tell_who_opened_them_and_what_they_run_on(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo") as (_, (ana, bo)):
        await until(
            lambda: all(
                view.datagrams and view.rtt_ms is not None
                for desk in (ana, bo)
                for view in desk.engine.node.links()
            )
        )
        links = [desk.engine.network.link_info(desk.engine.node.links()[0]) for desk in (ana, bo)]
        assert [link.lanes for link in links] == [("tcp", "udp")] * 2
        assert sorted(bool(link.outbound) for link in links) == [False, True]
        assert links[0].waiting_bytes is not None
        assert links[0].rtt_ms is not None
        assert verdicts(ana.engine.network)["clock"] == "ok"
        # Both are on one machine: that proves nothing about a way in from others.
        for desk in (ana, bo):
            assert verdicts(desk.engine.network)["reach"] == "unknown"


async def test_the_status_counts_the_rooms_one_is_in(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo") as (_, (ana, bo)):
        assert (await ana.engine.network.status()).rooms == 1
        await open_room("boats", ana)
        await ana.engine.rooms.open_direct(bo.person)
        assert (await ana.engine.network.status()).rooms == 3
        assert (await bo.engine.network.status()).rooms == 1


async def test_alone_the_clock_is_not_said_to_agree(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana") as (_, (ana,)):
        found = verdicts(ana.engine.network)
        assert found["clock"] == "unknown"
        assert found["links"] == "unknown"
        assert found["port"] == "ok"


async def test_the_system_is_asked_once_in_a_while_and_again_on_wish(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana") as (_, (ana,)):
        network, asked = ana.engine.network, list[int]()
        quiet(network, asked)
        assert network._survey == Survey()
        assert "firewall" not in verdicts(network)
        findings = await network.diagnose(None)
        await asyncio.gather(network.look(), network.look())
        port = ana.engine.node.listening[0][1]
        assert asked == [port]
        told = {each.check: each for each in findings}
        assert told["port"].words == f"Port {port} answers on this computer at 127.0.0.1."
        assert told["firewall"].command == f"sudo ufw allow {port}/tcp"
        assert told["vpn"].verdict == "problem"
        await network.look(again=True)
        assert asked == [port, port]


async def test_a_typed_address_beyond_every_network_is_told(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana") as (_, (ana,)):
        network = ana.engine.network
        network._networks = lambda: ("192.168.1.0/24",)  # type: ignore[method-assign]
        for number in range(TYPED_KEPT + 2):
            network._typed.append((f"198.51.100.{number}", 9))
        network._typed.append(("192.168.1.77", 9))
        strange = [each.words for each in network.reasons() if each.check == "subnet"]
        assert len(strange) == TYPED_KEPT - 1
        assert strange[-1].startswith(f"198.51.100.{TYPED_KEPT + 1} is in no network")
        with pytest.raises(AppError):
            network.add_address("nowhere")


async def test_chosen_interfaces_are_kept_told_and_in_force(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana") as (all_of_them, (ana,)):
        network, node = ana.engine.network, ana.engine.node
        assert node.interfaces.names is None
        network.choose_interfaces(["no-such-interface"])
        assert network.interfaces()[-1] == ("no-such-interface", (), False)
        assert verdicts(network)["interfaces"] == "problem"
        assert not node.interfaces.takes("192.0.2.1")
        await ana.engine.store.set_setting("interfaces", ["no-such-interface"])
        await all_of_them.stop("Ana")
        again = (await all_of_them.start("Ana")).engine
        assert again.node.interfaces.names == {"no-such-interface"}
        again.network.choose_interfaces(None)
        assert "interfaces" not in verdicts(again.network)


def _moved(links: Callable[[], tuple[LinkView, ...]], host: str) -> Callable[[], list[LinkView]]:
    return lambda: [replace(view, address=(host, 1)) for view in links()]


async def test_with_the_cable_cut_all_say_at_once_that_nobody_is_reached(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with company(tmp_path, "Ana", "Bo") as (_, (ana, bo)):
        node = ana.engine.node
        await until(lambda: len(node.links()) == 1)
        monkeypatch.setattr(node, "links", _moved(node.links, "192.0.2.7"))
        cut = DiscoveryStatus((), None, None, False, None)
        monkeypatch.setattr(node, "discovery_status", lambda: cut)
        seen = await overview(ana.engine, ana.lobby)
        assert not seen.network.connected
        assert verdicts(ana.engine.network)["links"] == "unknown"
        assert ana.engine.network.links() == []
        by_person = {each.person: each for each in seen.members}
        shown = by_person[bo.person]
        assert (shown.status, shown.since_ms, shown.chosen) == (Status.OFFLINE, None, None)
        assert {(each.linked, each.status) for each in shown.devices} == {(False, Status.OFFLINE)}
        me = by_person[ana.person]
        assert (me.status, chosen(me)) == (Status.OFFLINE, Status.ONLINE)
        dialog = {each.person: each.status for each in members(ana.engine, ana.lobby)}
        assert set(dialog.values()) == {Status.OFFLINE}
        # What runs on this machine is reached without any cable.
        monkeypatch.setattr(node, "links", _moved(node.links, "127.0.0.1"))
        seen = await overview(ana.engine, ana.lobby)
        assert seen.network.connected
        assert {each.status for each in seen.members} == {Status.ONLINE}
