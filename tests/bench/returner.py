"""A peer that was away: killed, 1,000 messages later started again, complete."""

from __future__ import annotations

import time
from functools import partial
from typing import Any

from tests.bench.peers import lobby, mesh

MISSED = 1000


def _has(entries: int, status: dict[str, Any]) -> bool:
    return bool(status["entries"] >= entries)


def measure(*, quick: bool = False) -> dict[str, float | str]:
    """Return seconds from the link to completeness, and from process start."""
    rounds = 1 if quick else 3
    linked_s: list[float] = []
    started_s: list[float] = []
    with mesh(2) as (stayer, returner):
        room = lobby(stayer)
        for _ in range(rounds):
            returner.kill()
            requests = [
                stayer.request("messages.send", room=room, text=f"missed {number}")
                for number in range(MISSED)
            ]
            for request in requests:
                stayer.answer(request)
            wanted = stayer.call("node.status")["entries"]
            start_s = time.monotonic()
            returner.start()
            returner.wait_notification("link.up")
            link_s = time.monotonic()
            returner.wait_until("node.status", partial(_has, wanted))
            done_s = time.monotonic()
            linked_s.append(done_s - link_s)
            started_s.append(done_s - start_s)
    return {
        "link to complete s": max(linked_s),
        "process start to complete s": max(started_s),
    }
