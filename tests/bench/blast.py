"""A blast: one node sends as fast as it can, seven receive; the rate at each receiver."""

from __future__ import annotations

import time

from tests.bench.peers import lobby, mesh

RECEIVERS = 7


def measure(*, quick: bool = False) -> dict[str, float | str]:
    """Return messages per second per receiver, from the first request to the last one's arrival."""
    count = 1000 if quick else 5000
    with mesh(1 + RECEIVERS) as peers:
        sender, receivers = peers[0], peers[1:]
        room = lobby(sender)
        before = receivers[0].call("node.status")["entries"]
        started_s = time.monotonic()
        requests = [
            sender.request("messages.send", room=room, text=f"{number} " + "x" * 190)
            for number in range(count)
        ]
        for request in requests:
            sender.answer(request, 300)
        sent_s = time.monotonic()
        for peer in receivers:
            peer.wait_until("node.status", lambda s: s["entries"] >= before + count, timeout_s=300)
        done_s = time.monotonic()
    return {
        "messages": float(count),
        "stored at the sender /s": count / (sent_s - started_s),
        "per receiver /s": count / (done_s - started_s),
        "last receiver behind the sender ms": (done_s - sent_s) * 1000,
    }
