"""Start: from the process' start to the window painted, with a history in its store."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.peers import ROOT_ENV, lobby, wait_for_line
from tests.lab.rpc_peer import RpcPeer

MESSAGES = 2000


def measure(*, quick: bool = False) -> dict[str, float | str]:
    """Return ms from spawning the process to the line it logs after its first paint."""
    took_ms: list[float] = []
    with tempfile.TemporaryDirectory(prefix="grapevine-bench-") as folder:
        data = Path(folder) / "data"
        with RpcPeer(data, "Painter", "--no-discovery", "--listen", "127.0.0.1:0") as peer:
            room = lobby(peer)
            requests = [
                peer.request("messages.send", room=room, text=f"{number} " + "word " * 12)
                for number in range(MESSAGES)
            ]
            for request in requests:
                peer.answer(request, 60)
        for number in range(4 if quick else 11):
            log = Path(folder) / f"log{number}"
            with log.open("wb") as stderr:
                started_s = time.monotonic()
                window = subprocess.Popen(
                    [sys.executable, "-m", "desktop", "--data-dir", str(data), "--no-discovery",
                     "--listen", "127.0.0.1:0", "--log-level", "info"],
                    env={**os.environ, **ROOT_ENV}, stderr=stderr,
                )  # fmt: skip
            try:
                wait_for_line(log, "painted with history")
                took_ms.append((time.monotonic() - started_s) * 1000)
            finally:
                window.terminate()
                window.wait(10)
    warm = took_ms[1:]
    return {
        "first (cold caches) ms": took_ms[0],
        "warm median ms": statistics.median(warm),
        "warm worst ms": max(warm),
    }
