"""Start: from the process' start to the window painted with a history, and what `dev run` adds to it."""

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
from tests.small_project import make_small_project

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
        "dev second start ms": _dev_second_start_ms(11 if quick else 41),
    }


def _dev_second_start_ms(rounds: int) -> float:
    """What a program waits for `dev run` when nothing is left to install, median in ms."""
    with tempfile.TemporaryDirectory(prefix="grapevine-bench-") as folder:
        root = make_small_project(Path(folder) / "project", "")
        by_dev = [sys.executable, str(root / "dev"), "run"]
        if sys.platform == "win32":
            python = root / ".venv" / "Scripts" / "python.exe"
        else:
            python = root / ".venv" / "bin" / "python"
        subprocess.run(by_dev, check=True, capture_output=True)  # the first start makes .venv
        by_itself = [str(python), "-P", "-m", "desktop"]
        return _run_ms(by_dev, root, rounds) - _run_ms(by_itself, root, rounds)


def _run_ms(command: list[str], folder: Path, rounds: int) -> float:
    took_ms: list[float] = []
    for _ in range(rounds):
        started_s = time.monotonic()
        subprocess.run(command, cwd=folder, check=True)
        took_ms.append((time.monotonic() - started_s) * 1000)
    return statistics.median(took_ms)
