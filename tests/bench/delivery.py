"""Delivery end to end: request written at one process to notice read at another, both commits in."""

from __future__ import annotations

import time
from functools import partial
from typing import Any

from tests.bench.peers import lobby, mesh, percentile


def is_text(text: str, told: dict[str, Any]) -> bool:
    """Whether a new message is the one with this text."""
    return bool(told["text"] == text)


def measure(*, quick: bool = False) -> dict[str, float | str]:
    """Return percentiles in ms over single messages sent one after the other."""
    rounds = 200 if quick else 1000
    took_ms: list[float] = []
    with mesh(2) as (sender, receiver):
        room = lobby(sender)
        for number in range(rounds + 20):
            text = f"message {number}"
            started_s = time.monotonic()
            request = sender.request("messages.send", room=room, text=text)
            told = receiver.wait_notification("message.new", partial(is_text, text))
            sender.answer(request)
            if number >= 20:  # the first ones warm caches up
                took_ms.append((told.at_s - started_s) * 1000)
    return {
        "messages": float(rounds),
        "p50 ms": percentile(took_ms, 0.5),
        "p99 ms": percentile(took_ms, 0.99),
        "max ms": max(took_ms),
    }
