"""First meeting: two fresh hosts on one LAN of namespaces, found by discovery alone."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from tests.lab.netns import Lab, available
from tests.lab.rpc_peer import RpcPeer


def measure(*, quick: bool = False) -> dict[str, float | str]:
    """Return seconds from the second node's being ready to its first link."""
    why_not = available()
    if why_not is not None:
        return {"not measured": why_not}
    took_s: list[float] = []
    from_start_s: list[float] = []
    for number in range(3 if quick else 7):
        with Lab(2) as lab, tempfile.TemporaryDirectory(prefix="grapevine-bench-") as folder:
            first = RpcPeer(Path(folder) / "first", "First", host=lab.host(1))
            second = RpcPeer(Path(folder) / "second", "Second", host=lab.host(2))
            with first:
                started_s = time.monotonic()
                with second:
                    ready_s = time.monotonic()
                    second.wait_notification("link.up", timeout_s=60)
                    linked_s = time.monotonic()
        took_s.append(linked_s - ready_s)
        from_start_s.append(linked_s - started_s)
        del number
    return {
        "rounds": float(len(took_s)),
        "ready to linked, median s": statistics.median(took_s),
        "ready to linked, worst s": max(took_s),
        "process start to linked, median s": statistics.median(from_start_s),
    }
