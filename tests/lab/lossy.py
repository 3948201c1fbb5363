"""Makes a lab's network lose frames, and good again; needs nothing but raw sockets of the kernel."""

from __future__ import annotations

import ctypes
import fcntl
import json
import re
import socket
import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from tests.lab.netns import Host, Lab

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 1800.0
"""The switch ends by itself after this, whatever became of the one who started it."""
ENDS_S = 10.0

SIOCETHTOOL = 0x8946  # linux/sockios.h
OFF = (0x17, 0x1F, 0x24)
"""linux/ethtool.h: the checksum of what is sent, segmentation of TCP, generic segmentation. Frames
that pass through a program must be whole: nobody behind it would complete them."""


@dataclass(frozen=True, slots=True)
class Passed:
    """What the switch did with the copies it had to pass on."""

    passed: int
    dropped: int


class Lossy:
    """Use it with `with` around what is to run on a lossy network.

    Each copy of a frame is lost with that chance, whoever sends it and whatever it is, but that
    neighbours' hardware addresses are known: who resolves addresses loses more than the rest.
    """

    def __init__(self, lab: Lab, loss: float, seed: int) -> None:
        self._lab = lab
        self._loss = loss
        self._seed = seed
        self._switch: subprocess.Popen[str] | None = None
        self.result: Passed | None = None

    def __enter__(self) -> Lossy:
        hosts = self._lab.hosts
        addresses = {host.number: _hardware_address(host) for host in hosts}
        for host in hosts:
            _whole_frames(host)
            for other in hosts:
                if other is not host:
                    host.run(
                        ["ip", "neigh", "replace", other.address, "lladdr",
                         addresses[other.number], "dev", "eth0", "nud", "permanent"]
                    )  # fmt: skip
        ports = self._lab.unplug_switch()
        self._switch = self._lab.popen_at_switch(
            [sys.executable, "-m", "tests.lab.lossy_switch", *ports, "--loss", str(self._loss),
             "--seed", str(self._seed), "--seconds", str(SECONDS)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip
        assert self._line() == {"ready": True}
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        switch = self._switch
        if switch is None:
            return
        self._switch = None
        assert switch.stdin is not None
        assert switch.stdout is not None
        switch.stdin.close()
        try:
            self.result = Passed(**json.loads(switch.stdout.readline()))
            switch.wait(ENDS_S)
        finally:
            switch.kill()
            switch.wait()
            switch.stdout.close()
        self._lab.heal_all()

    def _line(self) -> object:
        assert self._switch is not None
        assert self._switch.stdout is not None
        return json.loads(self._switch.stdout.readline())


def _hardware_address(host: Host) -> str:
    words = host.run(["ip", "-o", "link", "show", "dev", "eth0"]).stdout
    found = re.search(r"link/ether (\S+)", words)
    if found is None:
        raise LookupError(f"{host.namespace} has no hardware address: {words!r}")
    return found[1]


def _whole_frames(host: Host) -> None:
    with host.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        for command in OFF:
            value = (ctypes.c_uint32 * 2)(command, 0)
            fcntl.ioctl(door, SIOCETHTOOL, struct.pack("16sP", b"eth0", ctypes.addressof(value)))
