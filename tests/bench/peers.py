"""Peers for the measurements: headless nodes linked over loopback, and what /proc says of them."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.lab.rpc_peer import RpcPeer

TICKS_PER_S = os.sysconf("SC_CLK_TCK")


def percentile(values: list[float], share: float) -> float:
    """Return the value below which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def address_of(peer: RpcPeer) -> str:
    """Return the loopback address a peer listens on."""
    port = peer.call("node.status")["listen"][0].rpartition(":")[2]
    return f"127.0.0.1:{port}"


@contextlib.contextmanager
def mesh(count: int, *options: str) -> Iterator[list[RpcPeer]]:
    """Start `count` nodes without discovery, every one linked with every other."""
    with tempfile.TemporaryDirectory(prefix="grapevine-bench-") as folder, contextlib.ExitStack() as stack:
        peers: list[RpcPeer] = []
        for number in range(count):
            connect = [word for peer in peers for word in ("--connect", address_of(peer))]
            peer = RpcPeer(
                Path(folder) / f"peer{number}", f"Peer {number}",
                "--no-discovery", "--listen", "127.0.0.1:0", *connect, *options, answer_s=120.0,
            )  # fmt: skip
            stack.enter_context(peer)
            peers.append(peer)
        for peer in peers:
            peer.wait_until("node.status", lambda status: len(status["links"]) == count - 1)
        yield peers


def lobby(peer: RpcPeer) -> str:
    """Return the id of the lobby."""
    return str(next(room["room"] for room in peer.call("rooms.list") if room["name"] == "lobby"))


def rss_mb(pid: int) -> float:
    """Return a process' resident memory in MB of 1024 kB, as process monitors show it."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise LookupError(f"process {pid} tells no memory")


def cpu_s(pid: int) -> float:
    """Return the CPU time a process has used, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_S


def cpu_percent(pid: int, over_s: float) -> float:
    """Return the share of one core a process uses over a span, in percent."""
    before = cpu_s(pid)
    started_s = time.monotonic()
    time.sleep(over_s)
    return 100 * (cpu_s(pid) - before) / (time.monotonic() - started_s)


ROOT_ENV = {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"), "QT_SCALE_FACTOR": "1"}
"""The window is measured without a screen; Xvfb gives the same figures."""
WAIT_S = 60.0


def wait_for_line(log: Path, words: str) -> str:
    """Return the first line of a growing log that has the words; an error names the log's end."""
    deadline_s = time.monotonic() + WAIT_S
    text = ""
    while time.monotonic() < deadline_s:
        text = log.read_text(errors="replace") if log.exists() else ""
        for line in text.splitlines():
            if words in line:
                return line
        time.sleep(0.005)
    raise TimeoutError(f"no line with {words!r}; the log ends: {text[-500:]}")
