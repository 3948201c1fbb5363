"""Tunnels are told from cables, modems and bridges, and the default route from all others."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.connection.tunnels import Tunnels, default_route, find

HEADER = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
LAN = "eth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n"


def route(name: str, metric: int = 0, flags: str = "0003", mask: str = "00000000") -> str:
    return f"{name}\t00000000\t0101A8C0\t{flags}\t0\t0\t{metric}\t{mask}\t0\t0\t0\n"


class Machine:
    """Its /sys and /proc."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "sys/class/net").mkdir(parents=True)
        (root / "proc/net").mkdir(parents=True)

    def add(self, name: str, *, kind: int = 1, flags: int = 0x1003, **files: str) -> None:
        folder = self.root / "sys/class/net" / name
        folder.mkdir()
        told = {"type": f"{kind}\n", "flags": f"{flags:#x}\n", "operstate": "unknown\n", **files}
        for file, text in told.items():
            (folder / file).write_text(text)

    def routes(self, *lines: str) -> None:
        (self.root / "proc/net/route").write_text(HEADER + "".join(lines))

    def found(self) -> Tunnels:
        return find((), platform="linux", root=self.root)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path)
    made.add("lo", kind=772, flags=0x9)
    made.add("eth0", operstate="up\n", uevent="INTERFACE=eth0\nIFINDEX=2\n")
    return made


def test_a_machine_without_a_tunnel(machine: Machine) -> None:
    machine.routes(LAN, route("eth0", 100))
    assert machine.found() == Tunnels()


def test_every_kind_of_tunnel_is_known(machine: Machine) -> None:
    machine.add("wg0", kind=65534, flags=0x91, uevent="DEVTYPE=wireguard\nINTERFACE=wg0\n")
    machine.add("tun0", kind=65534, flags=0x1091, tun_flags="0x1001\n")
    machine.add("tap0", tun_flags="0x1002\n")
    machine.add("ppp0", kind=512, flags=0x10D1)
    assert machine.found() == Tunnels(("ppp0", "tap0", "tun0", "wg0"))


def test_what_is_down_or_no_vpn_is_none(machine: Machine) -> None:
    machine.add("tun1", kind=65534, flags=0x1090, tun_flags="0x1001\n")
    machine.add("tun2", kind=65534, flags=0x1091, tun_flags="0x1001\n", operstate="down\n")
    machine.add("wwan0", kind=65534, flags=0x10D1, uevent="DEVTYPE=wwan\nINTERFACE=wwan0\n")
    machine.add("tap3", tun_flags="0x1002\n", master="bridge of a virtual machine")
    machine.add("odd", kind=1, flags=0x1003, type="x\n")
    assert machine.found() == Tunnels()


def test_a_full_tunnel_has_the_default_route(machine: Machine) -> None:
    machine.add("tun0", kind=65534, flags=0x1091, tun_flags="0x1001\n")
    machine.routes(LAN, route("eth0", 100), route("tun0", 50))
    assert machine.found() == Tunnels(("tun0",), "tun0")
    machine.routes(LAN, route("eth0", 100), route("tun0", 300))
    assert machine.found() == Tunnels(("tun0",), None)


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ((route("eth0", 600), route("wlan0", 100)), "wlan0"),
        ((route("eth0"), route("tun0", mask="00000080")), "tun0"),
        ((route("eth0", flags="0002"),), None),
        ((LAN,), None),
        (("junk\n", "a b c d e f g h i\n"), None),
        ((), None),
    ],
)
def test_the_default_route(lines: tuple[str, ...], name: str | None) -> None:
    assert default_route(HEADER + "".join(lines)) == name


def test_a_system_that_tells_nothing(tmp_path: Path) -> None:
    assert find((), platform="linux", root=tmp_path) == Tunnels()
    assert default_route("") is None


def test_elsewhere_names_have_to_do() -> None:
    names = ("en0", "utun4", "Ethernet 2", "WireGuard Tunnel", "ppp0", "Tunnel to nowhere", "awdl0")
    assert find(names, platform="darwin").names == ("WireGuard Tunnel", "ppp0", "utun4")
