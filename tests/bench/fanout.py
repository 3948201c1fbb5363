"""Fan-out: one text to 50 rooms, or to 50 people never written to before, until all are on disk."""

from __future__ import annotations

import time

from tests.bench.peers import mesh, percentile
from tests.lab.rpc_peer import RpcPeer

TARGETS = 50


def measure(*, quick: bool = False) -> dict[str, float | str]:
    """Return the time in ms from request to answer."""
    rounds = 5 if quick else 15
    with mesh(2) as (sender, receiver):
        receiver.wait_until("people.list", lambda people: len(people) == 2)
        rooms = [
            sender.call("rooms.create", name=f"room {number}", kind="open")["room"]
            for number in range(TARGETS)
        ]
        took_ms = [_send(sender, rooms) for _ in range(rounds)]
    return {
        "targets": float(TARGETS),
        "p50 ms": percentile(took_ms, 0.5),
        "max ms": max(took_ms),
    }


def _send(sender: RpcPeer, rooms: list[str]) -> float:
    started_s = time.monotonic()
    results = sender.call("messages.fanOut", rooms=rooms, people=[], text="all hands at noon")
    took_ms = (time.monotonic() - started_s) * 1000
    if not all("message" in each for each in results) or len(results) != len(rooms):
        raise RuntimeError(f"not all targets were reached: {results}")
    return took_ms
