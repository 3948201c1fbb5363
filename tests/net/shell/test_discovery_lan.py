"""Discovery between namespaces with real multicast: processes that know nothing find each other."""

from __future__ import annotations

import json
import os
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from zeroconf._dns import DNSAddress, DNSPointer, DNSService, DNSText
from zeroconf._protocol.outgoing import DNSOutgoing

from net.ids import DeviceId, open_network_id
from net.shell import beacon_packet, beacon_sockets, mdns_hints
from net.shell.beacon import HEAR_BURST, HEAR_PER_S
from tests.lab import netns

pytestmark = [
    pytest.mark.lan,
    pytest.mark.slow,
    pytest.mark.skipif(bool(netns.available()), reason=str(netns.available())),
]

PATIENCE_S = 20.0
SCRIPT = Path(__file__).with_name("lan_peer.py")

Say = dict[str, Any]
Start = Callable[..., "Peer"]


class Peer:
    """A process on a host, and what it said so far."""

    def __init__(self, host: netns.Host, *words: str) -> None:
        self.said: list[Say] = []
        self._process = host.popen(
            [sys.executable, str(SCRIPT), *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            bufsize=0,
        )
        self._rest = b""
        self._selector = selectors.DefaultSelector()
        assert self._process.stdout is not None
        self._selector.register(self._process.stdout, selectors.EVENT_READ)
        self.device = ""
        self.port = 0

    def wait_started(self) -> None:
        start = self.wait("started")
        self.device, self.port = start["device"], start["port"]

    def wait(self, kind: str, **values: Any) -> Say:
        """Return the first line of that kind with these values, once it came."""
        return self.wait_for(
            lambda say: say["kind"] == kind and values.items() <= say.items(), f"{kind} {values}"
        )

    def wait_for(self, wanted: Callable[[Say], bool], what: str) -> Say:
        deadline = time.monotonic() + PATIENCE_S
        while True:
            for say in self.said:
                if wanted(say):
                    return say
            left = deadline - time.monotonic()
            if left < 0:
                pytest.fail(f"waited in vain for {what}; it said {self.said[-20:]}")
            self._read(left)

    def status(self, wanted: Callable[[Say], object] = bool) -> Say:
        """Ask what discovery sees, until it is as wanted."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            self.said = [say for say in self.said if say["kind"] != "status"]
            self._process.stdin.write(b"status\n")
            status = self.wait("status")
            if wanted(status) or time.monotonic() > deadline:
                return status

    def complaints(self) -> list[Say]:
        return [say for say in self.said if say["kind"] in ("complaint", "noise")]

    def kill(self) -> None:
        self._process.kill()
        self._end()

    def stop(self) -> None:
        """End it in order: nothing left, nothing to complain about."""
        self._process.stdin.close()
        assert self.wait("stopped")["tasks"] == 0
        self._end()
        assert self.complaints() == []

    def _end(self) -> None:
        self._selector.close()
        self._process.wait(PATIENCE_S)
        self._process.stdout.close()
        self._process.stdin.close()

    def _read(self, timeout_s: float) -> None:
        if not self._selector.select(timeout_s):
            return
        data = os.read(self._process.stdout.fileno(), 65536)
        if not data:
            pytest.fail(f"the process ended; it said {self.said[-20:]} {self._rest!r}")
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            try:
                self.said.append(json.loads(line))
            except ValueError:
                self.said.append({"kind": "noise", "text": line.decode()})


@pytest.fixture
def lab() -> Iterator[netns.Lab]:
    with netns.Lab(2) as made:
        yield made


@pytest.fixture
def start() -> Iterator[Callable[..., Peer]]:
    """Starts peers; those that a failed test left are killed."""
    started: list[Peer] = []

    def make(host: netns.Host, *words: str) -> Peer:
        peer = Peer(host, *words)
        started.append(peer)
        peer.wait_started()
        return peer

    yield make
    for peer in started:
        peer.kill()


def meet(a: Peer, b: Peer) -> None:
    """Wait until both know the other as an authenticated link."""
    a.wait("up", device=b.device)
    b.wait("up", device=a.device)


def is_hint(source: str, address: list[object], say: Say) -> bool:
    """Whether discovery of this kind has told of an address."""
    return say["kind"] == "hint" and say["source"] == source and address in say["addresses"]


def test_two_hosts_meet_by_beacon_and_by_mdns(lab: netns.Lab, start: Start) -> None:
    a = start(lab.host(1))
    b = start(lab.host(2))
    meet(a, b)
    for one, other, host in ((a, b, lab.host(2)), (b, a, lab.host(1))):
        for source in ("beacon", "mdns"):
            wanted = partial(is_hint, source, [host.address, other.port])
            hint = one.wait_for(wanted, f"a {source} hint")
            assert hint["device"] == other.device
    a.wait("looked", out_ok=True, heard=True)  # told, not only there for who asks
    status = a.status(lambda say: say["mdns"])
    assert status["interfaces"] == ["eth0"]
    assert status["out_ok"]
    assert status["mdns"]
    assert status["heard_ms"] is not None
    assert status["error"] is None
    a.stop()
    b.stop()


def test_ipv6_alone_is_enough(lab: netns.Lab, start: Start) -> None:
    for host in lab.hosts:
        host.run(["ip", "-4", "addr", "flush", "dev", "eth0"])
    a, b = start(lab.host(1)), start(lab.host(2))
    meet(a, b)
    for source in ("beacon", "mdns"):
        hint = a.wait("hint", source=source, device=b.device)
        assert all(host.startswith("fe80::") and "%" in host for host, _ in hint["addresses"])
    a.stop()
    b.stop()


def test_ipv4_alone_is_enough(lab: netns.Lab, start: Start) -> None:
    for host in lab.hosts:
        host.run(["sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1"])
    a, b = start(lab.host(1)), start(lab.host(2))
    meet(a, b)
    a.wait("hint", source="mdns", device=b.device)
    a.stop()
    b.stop()


def test_no_network_at_all_and_then_one_comes(lab: netns.Lab, start: Start) -> None:
    first = lab.host(1)
    first.run(["ip", "addr", "flush", "dev", "eth0"])
    first.run(["ip", "link", "set", "eth0", "down"])
    first.run(["ip", "addr", "flush", "dev", "lo"])
    first.run(["ip", "link", "set", "lo", "down"])
    a, b = start(first), start(lab.host(2))
    status = a.status(lambda say: say["error"] and say["out_ok"] is not None)
    assert status["interfaces"] == []
    assert not status["out_ok"]
    assert not status["mdns"]
    assert status["error"]
    a.wait("looked", interfaces=[], out_ok=False)
    first.run(["ip", "link", "set", "lo", "up"])
    first.run(["ip", "link", "set", "eth0", "up"])
    first.run(["ip", "addr", "add", "10.77.0.1/24", "brd", "+", "dev", "eth0"])
    a.wait("changed")
    meet(a, b)
    a.wait("looked", interfaces=["eth0"], out_ok=True)
    b.wait("hint", source="mdns", device=a.device)
    a.wait("hint", source="mdns", device=b.device)
    status = a.status(lambda say: say["mdns"])
    assert status["mdns"]
    assert status["interfaces"] == ["eth0"]
    a.stop()
    b.stop()


def test_a_new_address_is_announced(lab: netns.Lab, start: Start) -> None:
    a, b = start(lab.host(1)), start(lab.host(2))
    meet(a, b)
    for host, address in ((lab.host(1), "10.78.0.1/24"), (lab.host(2), "10.78.0.2/24")):
        host.run(["ip", "-4", "addr", "flush", "dev", "eth0"])
        host.run(["ip", "addr", "add", address, "brd", "+", "dev", "eth0"])
    a.wait("changed")
    b.wait("changed")
    for source in ("beacon", "mdns"):
        a.wait_for(
            partial(is_hint, source, ["10.78.0.2", b.port]), f"a {source} hint of the new address"
        )
    a.stop()
    b.stop()


def test_two_on_one_host_meet(lab: netns.Lab, start: Start) -> None:
    a, b = start(lab.host(1)), start(lab.host(1))
    c = start(lab.host(2))
    meet(a, b)
    meet(a, c)
    meet(b, c)
    for peer in (a, b, c):
        peer.stop()


def test_two_on_one_host_meet_without_any_network(lab: netns.Lab, start: Start) -> None:
    host = lab.host(1)
    host.run(["ip", "link", "set", "eth0", "down"])  # its IPv4 address stays listed
    a, b = start(host), start(host)
    meet(a, b)
    a.stop()
    b.stop()


def test_a_cut_cable_that_is_healed(lab: netns.Lab, start: Start) -> None:
    lab.cut(1)
    a, b = start(lab.host(1)), start(lab.host(2))
    lab.heal(1)
    meet(a, b)
    a.stop()
    b.stop()


def test_a_flood_of_beacons_costs_little_and_hides_nobody(lab: netns.Lab, start: Start) -> None:
    a = start(lab.host(1), "quiet")
    before = a.status()
    with lab.host(2).socket(socket.AF_INET, socket.SOCK_DGRAM) as flooder:
        for number in range(10_000):
            device = DeviceId(number.to_bytes(32, "big"))
            fake = beacon_packet.make_beacon(device, open_network_id(), 9, bytes(8))
            flooder.sendto(
                beacon_packet.encode(fake), (beacon_sockets.GROUP_V4, beacon_sockets.PORT)
            )
            flooder.sendto(os.urandom(300), (lab.host(1).address, beacon_sockets.PORT))
    b = start(lab.host(2))
    a.wait("hint", device=b.device, source="mdns")  # that way stays open
    b.wait("up", device=a.device)
    after = a.status()
    elapsed_s = after["s"] - before["s"]
    assert after["hints"] <= HEAR_BURST + HEAR_PER_S * elapsed_s + 10
    assert after["rss_kb"] - before["rss_kb"] < 30_000
    a.stop()
    b.stop()


def test_a_flood_of_fake_services_costs_little_and_hides_nobody(
    lab: netns.Lab, start: Start
) -> None:
    a = start(lab.host(1), "quiet")
    before = a.status(lambda say: say["mdns"])
    with lab.host(2).socket(socket.AF_INET, socket.SOCK_DGRAM) as flooder:
        for number in range(10_000):
            flooder.sendto(fake_service(number), ("224.0.0.251", 5353))
    b = start(lab.host(2))
    b.wait("up", device=a.device)
    a.wait("hint", device=b.device)
    after = a.status()
    assert after["rss_kb"] - before["rss_kb"] < 30_000
    assert after["hints"] - before["hints"] <= 200 + 50 * (after["s"] - before["s"]) + 50
    a.stop()
    b.stop()


def fake_service(number: int) -> bytes:
    """An mDNS answer that announces a device nobody is, with a TXT of 256 bytes."""
    name = mdns_hints.instance_name(DeviceId(number.to_bytes(32, "big")))
    host = f"fake{number}.local."
    tag = beacon_packet.network_tag(open_network_id())
    text = {**mdns_hints.properties(tag), "x": "y" * 230}
    txt = b"".join(
        bytes((len(pair),)) + pair for pair in (f"{k}={v}".encode() for k, v in text.items())
    )
    out = DNSOutgoing(0x8400)
    kind = mdns_hints.SERVICE_TYPE
    for record in (
        DNSPointer(kind, 12, 1, 4500, name),
        DNSService(name, 33, 0x8001, 120, 0, 0, 9, host),
        DNSText(name, 16, 0x8001, 4500, txt),
        DNSAddress(host, 1, 0x8001, 120, socket.inet_aton("10.77.0.99")),
    ):
        out.add_answer_at_time(record, 0)
    return out.packets()[0]
