"""A switch that loses frames: `python -m` it inside the lab's switch with its ports' names.

For kernels without `tc netem`. It learns which port an address is behind, floods what is for all,
and drops each copy with the given chance. It ends with its standard input, at the latest after
`--seconds`, and then says how many copies it passed on and dropped.
"""

from __future__ import annotations

import argparse
import json
import random
import selectors
import socket
import sys
import time

ALL_PROTOCOLS = 0x0003  # linux/if_ether.h, ETH_P_ALL
OUTGOING = 4  # linux/if_packet.h, PACKET_OUTGOING: our own frames come back to us
FRAME_BYTES = 65_536
BATCH = 64
"""Frames taken from one port before the next one's turn."""


class LossySwitch:
    """Ports are sockets; `chance` decides, so that a seed names one course of events."""

    def __init__(self, ports: list[str], loss: float, chance: random.Random) -> None:
        self._loss = loss
        self._chance = chance
        self._behind: dict[bytes, socket.socket] = {}
        self._ports = [self._open(name) for name in ports]
        self.passed = 0
        self.dropped = 0

    def run(self, until_s: float) -> None:
        """Pass frames on until the input ends or the time is up."""
        with selectors.DefaultSelector() as selector:
            for port in self._ports:
                selector.register(port, selectors.EVENT_READ)
            selector.register(sys.stdin, selectors.EVENT_READ)
            while (left_s := until_s - time.monotonic()) > 0:
                for key, _ in selector.select(left_s):
                    if key.fileobj is sys.stdin:
                        return
                    assert isinstance(key.fileobj, socket.socket)
                    self._take(key.fileobj)

    def _open(self, name: str) -> socket.socket:
        port = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ALL_PROTOCOLS))
        port.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 * 1024 * 1024)
        port.bind((name, 0))
        port.setblocking(False)
        return port

    def _take(self, port: socket.socket) -> None:
        for _ in range(BATCH):
            try:
                frame, place = port.recvfrom(FRAME_BYTES)
            except (BlockingIOError, OSError):  # nothing more; or the cable is out for now
                return
            if place[2] == OUTGOING:
                continue
            self._behind[frame[6:12]] = port
            known = self._behind.get(frame[:6])
            for target in self._ports if known is None else [known]:
                if target is not port:
                    self._pass(target, frame)

    def _pass(self, target: socket.socket, frame: bytes) -> None:
        if self._chance.random() < self._loss:
            self.dropped += 1
            return
        try:
            target.send(frame)
        except OSError:  # a full queue or a cable that is out: real switches drop there, too
            self.dropped += 1
        else:
            self.passed += 1


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("ports", nargs="+")
    parser.add_argument("--loss", type=float, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    arguments = parser.parse_args()
    until_s = time.monotonic() + arguments.seconds
    switch = LossySwitch(arguments.ports, arguments.loss, random.Random(arguments.seed))
    print(json.dumps({"ready": True}), flush=True)
    switch.run(until_s)
    print(json.dumps({"passed": switch.passed, "dropped": switch.dropped}), flush=True)


if __name__ == "__main__":
    main()
