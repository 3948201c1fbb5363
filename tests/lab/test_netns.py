"""The lab is a LAN: multicast arrives, a cut stops it, a split keeps groups apart, a heal mends."""

from __future__ import annotations

import os
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lab import netns
from tests.lab.netns import Host, Lab

pytestmark = [
    pytest.mark.lan,
    pytest.mark.skipif(bool(netns.available()), reason=str(netns.available())),
]

GROUP = "224.0.0.167"
PORT = 45678
RESENDS = 100
"""Tries of 50 ms each: a bridge port that has just come up may drop the first packets."""


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    with Lab(3) as lab:
        yield lab


@pytest.fixture(autouse=True)
def _healed(lab: Lab) -> Iterator[None]:
    yield
    lab.heal_all()


def listener(host: Host) -> socket.socket:
    ear = host.socket(socket.AF_INET, socket.SOCK_DGRAM)
    ear.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    ear.bind(("", PORT))
    membership = struct.pack("4s4s", socket.inet_aton(GROUP), socket.inet_aton(host.address))
    ear.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, membership)
    return ear


def hears(mouth: socket.socket, ear: socket.socket, word: bytes, tries: int = RESENDS) -> bool:
    """Whether a multicast word arrives within so many sends, 50 ms apart."""
    ear.settimeout(0.05)
    for _ in range(tries):
        try:
            mouth.sendto(word, (GROUP, PORT))
            while ear.recv(100) != word:
                pass
        except (TimeoutError, OSError) as error:
            if not isinstance(error, TimeoutError) and "unreachable" not in str(error):
                raise
            continue
        return True
    return False


def test_multicast_arrives_and_a_cut_stops_it_until_it_is_healed(lab: Lab) -> None:
    one, two = lab.host(1), lab.host(2)
    with one.socket(socket.AF_INET, socket.SOCK_DGRAM) as mouth, listener(two) as ear:
        assert hears(mouth, ear, b"hello")
        lab.cut(2)
        assert not hears(mouth, ear, b"nobody", tries=4)
        assert "NO-CARRIER" in two.run(["ip", "link", "show", "eth0"]).stdout
        lab.heal(2)
        assert hears(mouth, ear, b"again")


def test_a_split_keeps_groups_apart_with_links_up(lab: Lab) -> None:
    one, two, three = lab.hosts
    with (
        one.socket(socket.AF_INET, socket.SOCK_DGRAM) as mouth,
        listener(two) as ear,
        listener(three) as far,
    ):
        lab.split([1, 2], [3])
        assert hears(mouth, ear, b"near")
        assert not hears(mouth, far, b"far", tries=4)
        assert "NO-CARRIER" not in three.run(["ip", "link", "show", "eth0"]).stdout
        lab.heal_all()
        assert hears(mouth, far, b"both")


def test_tcp_and_ipv6_link_local_work_between_hosts(lab: Lab) -> None:
    one, two = lab.host(1), lab.host(2)
    address = two.ipv6().split("%")[0]
    scope = int(one.run(["cat", "/sys/class/net/eth0/ifindex"]).stdout)
    with (
        two.socket(socket.AF_INET6, socket.SOCK_STREAM) as server,
        one.socket(socket.AF_INET6, socket.SOCK_STREAM) as client,
    ):
        server.settimeout(5)
        client.settimeout(5)
        server.bind(("::", 0))
        server.listen()
        client.connect((address, server.getsockname()[1], 0, scope))
        accepted, _ = server.accept()
        with accepted:
            client.sendall(b"hello")
            assert accepted.recv(5) == b"hello"


def test_processes_run_on_their_host_and_the_home_network_is_untouched(lab: Lab) -> None:
    before = socket.if_nameindex()
    assert lab.host(2).address in lab.host(2).run(["ip", "-4", "addr"]).stdout
    started = lab.host(3).popen(["ip", "-4", "addr"], stdout=subprocess.PIPE, text=True)
    assert lab.host(3).address in started.communicate(timeout=10)[0]
    assert socket.if_nameindex() == before


def test_close_ends_what_runs_and_leaves_no_namespace() -> None:
    with Lab(1) as lab:
        space = Path("/run/netns", lab.host(1).namespace)
        assert space.exists()
        left = lab.host(1).popen(["sleep", "1000"])
    assert left.wait(timeout=10) == -signal.SIGKILL
    assert not space.exists()


def test_the_lab_of_a_killed_process_is_removed_by_the_next() -> None:
    dying = (
        "import os, signal\n"
        "from tests.lab.netns import Lab\n"
        "lab = Lab(1).__enter__()\n"
        "print(lab.host(1).namespace, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run([sys.executable, "-c", dying], capture_output=True, text=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    space = Path("/run/netns", killed.stdout.strip())
    assert space.exists()
    assert space.name in netns.remove_stale()
    assert not space.exists()


def test_an_interrupt_cleans_up() -> None:
    waiting = (
        "import signal\n"
        "from tests.lab.netns import Lab\n"
        "with Lab(1) as lab:\n"
        "    print(lab.host(1).namespace, flush=True)\n"
        "    signal.pause()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", waiting],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as started:
        assert started.stdout is not None
        space = Path("/run/netns", started.stdout.readline().strip())
        assert space.exists()
        os.kill(started.pid, signal.SIGINT)
        assert started.wait(timeout=10) != 0
    assert not space.exists()
    assert space.name.startswith("gv-")


def test_bad_numbers_are_refused(lab: Lab) -> None:
    with pytest.raises(LookupError, match="no 4"):
        lab.cut(4)
    with pytest.raises(ValueError, match="1 to 250"):
        Lab(0)
