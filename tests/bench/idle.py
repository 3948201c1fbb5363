"""At rest: memory and CPU of a headless node with links, and of the window beside it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.peers import ROOT_ENV, cpu_percent, lobby, mesh, rss_mb, wait_for_line

SETTLE_S = 14.0


def measure(*, quick: bool = False) -> dict[str, float | str]:
    """Return MB and percent of one core."""
    span_s = 10.0 if quick else 60.0
    with mesh(3) as peers:
        peers[0].call("messages.send", room=lobby(peers[0]), text="hello")
        time.sleep(SETTLE_S)
        node_cpu = cpu_percent(peers[1].pid, span_s)
        node_mb = rss_mb(peers[1].pid)
    with tempfile.TemporaryDirectory(prefix="grapevine-bench-") as folder:
        log = Path(folder) / "log"
        with log.open("wb") as stderr:
            window = subprocess.Popen(
                [sys.executable, "-m", "desktop", "--data-dir", f"{folder}/data", "--name", "Win",
                 "--no-discovery", "--listen", "127.0.0.1:0", "--log-level", "info"],
                env={**os.environ, **ROOT_ENV}, stderr=stderr,
            )  # fmt: skip
        try:
            wait_for_line(log, "painted")
            time.sleep(SETTLE_S)
            window_cpu = cpu_percent(window.pid, span_s)
            window_mb = rss_mb(window.pid)
        finally:
            window.terminate()
            window.wait(10)
    return {
        "headless node RSS MB": node_mb,
        "headless node CPU %": node_cpu,
        "window RSS MB": window_mb,
        "window CPU %": window_cpu,
    }
