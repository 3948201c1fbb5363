"""A LAN on one machine: hosts are network namespaces, cables veth pairs, the switch a bridge."""

from __future__ import annotations

import contextlib
import ctypes
import itertools
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

PREFIX = "gv"
"""Namespaces are called gv-<process id>-<lab>-<role>: whose process is gone, is nobody's."""

NAMES = Path("/run/netns")
CLONE_NEWNET = 0x40000000  # linux/sched.h
_lab_numbers = itertools.count(1)


class Host:
    """One computer on the lab's LAN: eth0 with an IPv4 and a link-local IPv6 address."""

    def __init__(self, namespace: str, number: int) -> None:
        self.namespace = namespace
        self.number = number
        self.address = f"10.77.0.{number}"
        self._started: list[subprocess.Popen[Any]] = []

    def popen(self, command: Sequence[str], **options: Any) -> subprocess.Popen[Any]:
        """Start a command on this host; its process id is the command's own."""
        command = ["ip", "netns", "exec", self.namespace, *command]
        self._started.append(subprocess.Popen(command, **options))
        return self._started[-1]

    def end_all(self) -> None:
        """Kill what `popen` started, also what is only about to enter the namespace."""
        for process in self._started:
            if process.poll() is None:
                process.kill()
                process.wait()
        self._started.clear()

    def run(self, command: Sequence[str], **options: Any) -> subprocess.CompletedProcess[str]:
        """Run a command on this host and return its words; a failure raises."""
        options = {"check": True, "capture_output": True, "text": True, "timeout": 30, **options}
        return subprocess.run(["ip", "netns", "exec", self.namespace, *command], **options)

    def socket(self, family: int, kind: int) -> socket.socket:
        """A socket of this process that lives on this host's network."""
        with self._entered():
            return socket.socket(family, kind)

    def ipv6(self) -> str:
        """The link-local address, with its scope, as another host's eth0 reaches it."""
        words = self.run(["ip", "-6", "-o", "addr", "show", "dev", "eth0", "scope", "link"]).stdout
        found = re.search(r"inet6 (fe80\S+)/", words)
        if found is None:
            raise LookupError(f"{self.namespace} has no link-local address: {words!r}")
        return f"{found[1]}%eth0"

    @contextlib.contextmanager
    def _entered(self) -> Iterator[None]:
        # setns moves only this thread; os.setns is there from Python 3.12 on.
        libc = ctypes.CDLL(None, use_errno=True)
        with open("/proc/thread-self/ns/net") as home, open(NAMES / self.namespace) as there:
            if libc.setns(there.fileno(), CLONE_NEWNET):
                raise OSError(ctypes.get_errno(), f"cannot enter {self.namespace}")
            try:
                yield
            finally:
                libc.setns(home.fileno(), CLONE_NEWNET)


class Lab:
    """So many hosts on one switch; use it with `with`. The machine's own network is never touched.

    Hosts count from 1. A cut cable is a link without carrier, as when it is pulled out; a split
    switch keeps every link up and only lets each group hear itself, as two switches would.
    """

    def __init__(self, hosts: int) -> None:
        if not 1 <= hosts <= 250:  # one /24 holds no more
            raise ValueError(f"a lab has 1 to 250 hosts, not {hosts}")
        stem = f"{PREFIX}-{os.getpid()}-{next(_lab_numbers)}"
        self._switch = f"{stem}-sw"
        self._hosts = [Host(f"{stem}-h{number}", number) for number in range(1, hosts + 1)]
        self._bridges = 1
        self._at_switch: list[subprocess.Popen[Any]] = []

    def __enter__(self) -> Lab:
        reason = available()
        if reason:
            raise OSError(reason)
        remove_stale()
        try:
            self._build()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def hosts(self) -> list[Host]:
        """All hosts, in order."""
        return list(self._hosts)

    def host(self, number: int) -> Host:
        """The host with that number, from 1."""
        if not 1 <= number <= len(self._hosts):
            raise LookupError(f"this lab has hosts 1 to {len(self._hosts)}, no {number}")
        return self._hosts[number - 1]

    def cut(self, number: int) -> None:
        """Pull the host's cable out of the switch."""
        _ip(self._switch, f"link set p{self.host(number).number} down")

    def heal(self, number: int) -> None:
        """Plug it in again."""
        _ip(self._switch, f"link set p{self.host(number).number} up")

    def split(self, *groups: Sequence[int]) -> None:
        """Give each group a switch of its own; hosts in no group stay on the first switch."""
        moves = []
        for index, group in enumerate(groups):
            if index == self._bridges:
                moves += _bridge(index)
                self._bridges += 1
            moves += [f"link set p{self.host(number).number} master br{index}" for number in group]
        _ip(self._switch, *moves)

    def heal_all(self) -> None:
        """One switch again, with every cable in it."""
        ports = [f"p{host.number}" for host in self._hosts]
        _ip(
            self._switch,
            *(f"link set {port} master br0" for port in ports),
            *(f"link set {port} up" for port in ports),
        )

    def unplug_switch(self) -> list[str]:
        """Take every cable out of every switch; returns the names of their ends there."""
        ports = [f"p{host.number}" for host in self._hosts]
        _ip(self._switch, *(f"link set {port} nomaster" for port in ports))
        return ports

    def popen_at_switch(self, command: Sequence[str], **options: Any) -> subprocess.Popen[Any]:
        """Start a command where the cables meet, such as another kind of switch."""
        command = ["ip", "netns", "exec", self._switch, *command]
        self._at_switch.append(subprocess.Popen(command, **options))
        return self._at_switch[-1]

    def close(self) -> None:
        """End what still runs on the hosts and take the LAN away; twice does no harm."""
        for process in self._at_switch:
            if process.poll() is None:
                process.kill()
                process.wait()
        self._at_switch.clear()
        for host in self._hosts:
            host.end_all()
            _remove(host.namespace)
        _remove(self._switch)

    def _build(self) -> None:
        spaces = [host.namespace for host in self._hosts]
        _ip(None, *(f"netns add {name}" for name in (self._switch, *spaces)))
        cables = []
        for host in self._hosts:
            port = f"p{host.number}"
            cables += [
                f"link add {port} type veth peer name eth0 netns {host.namespace}",
                f"link set {port} master br0",
                f"link set {port} up",
            ]
        _ip(self._switch, *_bridge(0), *cables)
        for host in self._hosts:
            with host._entered():
                # Without this a link-local address is unusable for a second after each plug-in.
                Path("/proc/sys/net/ipv6/conf/eth0/accept_dad").write_text("0")
            _ip(
                host.namespace,
                "link set lo up",
                f"addr add {host.address}/24 brd + dev eth0",
                "link set eth0 up",
                "route add 224.0.0.0/4 dev eth0",
            )


def _bridge(index: int) -> list[str]:
    # Snooping off: with it a bridge without a querier forgets groups after minutes.
    return [
        f"link add br{index} type bridge mcast_snooping 0 forward_delay 0",
        f"link set br{index} up",
    ]


def _ip(namespace: str | None, *lines: str) -> None:
    """Give several commands to one `ip`, inside a namespace or at home."""
    command = ["ip", *(["-n", namespace] if namespace else []), "-batch", "-"]
    done = subprocess.run(
        command, input="\n".join(lines) + "\n", capture_output=True, text=True, timeout=60
    )
    if done.returncode:
        raise OSError(f"ip in {namespace or 'the home namespace'}: {done.stderr.strip()}")


def _remove(name: str) -> None:
    if not (NAMES / name).exists():
        return
    pids = subprocess.run(["ip", "netns", "pids", name], capture_output=True, text=True).stdout
    for pid in pids.split():  # only what was started on this host of ours lives in there
        with contextlib.suppress(ProcessLookupError):
            os.kill(int(pid), signal.SIGKILL)
    subprocess.run(["ip", "netns", "delete", name], capture_output=True, check=False)


def remove_stale() -> list[str]:
    """Remove the labs of processes that were killed before they could; returns their namespaces."""
    removed = []
    if NAMES.is_dir():
        for entry in sorted(NAMES.iterdir()):
            owner = re.match(rf"{PREFIX}-(\d+)-", entry.name)
            if owner and not Path("/proc", owner[1]).exists():
                _remove(entry.name)
                removed.append(entry.name)
    return removed


@cache
def available() -> str | None:
    """None when a lab can be made here, else the reason why not."""
    if sys.platform != "linux":
        return f"network namespaces are Linux's; this is {sys.platform}"
    if os.geteuid() != 0:
        return "network namespaces need root"
    if shutil.which("ip") is None:
        return "the command `ip` is missing (Debian package iproute2)"
    name = f"{PREFIX}-{os.getpid()}-probe"
    try:
        _ip(None, f"netns add {name}")
        _ip(name, "link set lo up", *_bridge(0))
    except OSError as refusal:
        return f"network namespaces are not permitted here: {refusal}"
    finally:
        _remove(name)
    return None
