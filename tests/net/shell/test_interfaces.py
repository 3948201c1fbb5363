"""Which interfaces are used, and that changes and sleep are noticed."""

from __future__ import annotations

import asyncio
import ipaddress
import sys
from pathlib import Path

import ifaddr
import pytest

from net.shell.interfaces import (
    MAX_ADDRESSES,
    MAX_INTERFACES,
    SLEPT_S,
    Interface,
    InterfaceWatch,
    outward,
    read_interfaces,
    sleeping_clock,
    usable,
)
from tests.lab import netns
from tests.net.shell.ends import until

LO = Interface("lo", 1, (("127.0.0.1", 8),), (("::1", 128),))
ETH = Interface("eth0", 2, (("192.168.1.7", 24),), (("fe80::1", 64), ("2001:db8::7", 64)))


def adapter(name: str, index: int, *addresses: str) -> ifaddr.Adapter:
    ips = []
    for text in addresses:
        address, _, prefix = text.partition("/")
        ip = (address, 0, index) if ":" in address else address
        ips.append(ifaddr.IP(ip, int(prefix), name))
    return ifaddr.Adapter(name, name, ips, index=index)


REAL_LO = adapter("lo", 1, "127.0.0.1/8", "::1/128")
REAL_ETH = adapter("eth0", 2, "192.168.1.7/24", "2001:db8::7/64", "fe80::1/64")
DOCKER = adapter("docker0", 3, "172.17.0.1/16")


def test_addresses_come_with_their_networks_and_link_local_first() -> None:
    assert usable([REAL_LO, REAL_ETH]) == (ETH, LO)
    assert ETH.addresses == ("192.168.1.7", "fe80::1%2", "2001:db8::7")
    assert ETH.broadcasts == ("192.168.1.255",)
    assert LO.broadcasts == ()
    assert ETH.reaches(ipaddress.ip_address("192.168.1.200"))
    assert not ETH.reaches(ipaddress.ip_address("192.168.2.1"))
    assert LO.loopback
    assert not ETH.loopback


def test_bridges_to_inside_are_left_out_while_there_is_a_real_interface() -> None:
    assert [each.name for each in usable([REAL_LO, DOCKER, REAL_ETH])] == ["eth0", "lo"]
    assert [each.name for each in usable([REAL_LO, DOCKER])] == ["docker0", "lo"]


@pytest.mark.lan
@pytest.mark.skipif(bool(netns.available()), reason=str(netns.available()))
def test_a_pulled_cable_is_no_network_though_its_address_stays() -> None:
    """A fixed address is there with and without the cable; the plug in must be seen as a change."""
    script = "from net.shell.interfaces import *; print(*(each.name for each in read_interfaces()))"
    with netns.Lab(1) as lab:
        host = lab.host(1)

        def names() -> str:
            done = host.run([sys.executable, "-c", script], cwd=Path(__file__).parents[3])
            return done.stdout.strip()

        assert names() == "eth0 lo"
        lab.cut(1)
        assert host.address in host.run(["ip", "addr", "show", "eth0"]).stdout
        assert names() == "lo"
        lab.heal(1)
        assert names() == "eth0 lo"


@pytest.mark.parametrize("name", ["eth0", "wlan0", "enp3s0", "en0", "wg0", "br0", "Ethernet 2"])
def test_names_of_real_interfaces(name: str) -> None:
    assert not Interface(name, 1, (), ()).virtual


@pytest.mark.parametrize(
    "name", ["docker0", "br-0123456789ab", "veth1a2b3c4", "virbr0", "vmnet8", "vEthernet (WSL)"]
)
def test_names_of_virtual_interfaces(name: str) -> None:
    assert Interface(name, 1, (), ()).virtual


def test_loopback_leads_out_only_where_nothing_else_does() -> None:
    assert outward((ETH, LO)) == (ETH,)
    assert outward((LO,)) == (LO,)
    assert outward(()) == ()


def test_a_machine_full_of_bridges_is_cut_short() -> None:
    many = [
        adapter(f"eth{n}", n, *(f"10.{n}.{m}.1/24" for m in range(1, 20))) for n in range(2, 60)
    ]
    found = usable([*many, REAL_LO])
    assert len(found) == MAX_INTERFACES + 1
    assert found[-1] == LO
    assert all(len(each.ipv4) <= MAX_ADDRESSES for each in found)


def test_interfaces_without_an_address_do_not_count() -> None:
    assert usable([adapter("eth1", 5)]) == ()


def test_point_to_point_links_have_no_broadcast() -> None:
    assert Interface("ppp0", 9, (("10.0.0.1", 32), ("10.1.0.1", 31)), ()).broadcasts == ()


def test_this_machine_can_be_read() -> None:
    assert any(each.loopback for each in read_interfaces())


def test_the_clock_goes_on() -> None:
    assert sleeping_clock() <= sleeping_clock()


class Machine:
    """Interfaces and a clock that the test moves."""

    def __init__(self) -> None:
        self.interfaces: tuple[Interface, ...] = (LO,)
        self.now_s = 0.0
        self.read = 0
        self.changes: list[tuple[Interface, ...]] = []
        self.watch = InterfaceWatch(
            self.changes.append,
            read=self.read_now,
            clock=lambda: self.now_s,
            poll_s=0.001,
            poll_alone_s=0.001,
        )

    def read_now(self) -> tuple[Interface, ...]:
        self.read += 1
        return self.interfaces

    async def some_polls(self) -> None:
        until_read = self.read + 3
        await until(lambda: self.read >= until_read)


@pytest.mark.asyncio
async def test_a_change_is_told_once_and_sleep_too() -> None:
    machine = Machine()
    machine.watch.start()
    await machine.some_polls()
    assert machine.changes == []
    machine.interfaces = (ETH, LO)
    await machine.some_polls()
    assert machine.changes == [(ETH, LO)]
    assert machine.watch.interfaces == (ETH, LO)
    machine.now_s += SLEPT_S + 1
    await machine.some_polls()
    assert machine.changes == [(ETH, LO), (ETH, LO)]
    machine.interfaces = ()
    machine.watch.refresh()  # somebody else noticed: no second telling
    await machine.some_polls()
    assert len(machine.changes) == 2
    machine.watch.stop()
    read = machine.read
    await asyncio.sleep(0.01)
    assert machine.read == read
