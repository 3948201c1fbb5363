"""One turn of the core: the time it happens at, what it does, and the timers it leaves behind."""

from __future__ import annotations

import heapq
import random
from collections import Counter
from dataclasses import dataclass
from typing import Any

from net.config import NetConfig
from net.core.events import Action, Lane, LinkId, Send
from net.ids import DeviceId
from net.wire import Frame

TimerKey = tuple[str, Any]
"""What is due and for whom, for example ("idle", link)."""


class Timers:
    """Deadlines by key; one heap, entries that were moved or cancelled are skipped when they surface.

    Keys are of our own making (a few for each link), so the table is bounded by the links.
    """

    def __init__(self) -> None:
        self._when: dict[TimerKey, float] = {}
        self._heap: list[tuple[float, int, TimerKey]] = []
        self._number = 0

    def set(self, key: TimerKey, when: float) -> None:
        """Set or move a deadline."""
        if self._when.get(key) == when:
            return
        self._when[key] = when
        self._number += 1  # ties fire in the order they were set: keys of mixed types never compare
        heapq.heappush(self._heap, (when, self._number, key))

    def sooner(self, key: TimerKey, when: float) -> None:
        """Set a deadline unless an earlier one stands."""
        standing = self._when.get(key)
        if standing is None or when < standing:
            self.set(key, when)

    def cancel(self, key: TimerKey) -> None:
        """Forget a deadline; unknown keys are fine."""
        self._when.pop(key, None)

    def next(self) -> float | None:
        """Return the earliest deadline."""
        while self._heap:
            when, _, key = self._heap[0]
            if self._when.get(key) == when:
                return when
            heapq.heappop(self._heap)
        return None

    def pop_due(self, now: float) -> TimerKey | None:
        """Remove and return one key whose deadline has come."""
        when = self.next()
        if when is None or when > now:
            return None
        key = heapq.heappop(self._heap)[2]
        del self._when[key]
        return key


@dataclass(slots=True)
class Turn:
    """What every part of the core shares: settings, chance, the time of this turn, its actions."""

    config: NetConfig
    me: DeviceId
    rng: random.Random
    timers: Timers
    counters: Counter[str]
    actions: list[Action]
    now: float = 0.0
    wall_ms: int = 0

    def send(self, link: LinkId, lane: Lane, frame: Frame) -> None:
        """Queue a frame on a link."""
        self.actions.append(Send(link, lane, frame))

    def do(self, action: Action) -> None:
        """Add an action."""
        self.actions.append(action)

    def count(self, name: str, times: int = 1) -> None:
        """Count something worth knowing."""
        self.counters[name] += times

    def after(self, key: TimerKey, delay_s: float) -> None:
        """Set a timer unless an earlier one stands for the key."""
        self.timers.sooner(key, self.now + delay_s)

    def jittered(self, delay_s: float) -> float:
        """Return the delay with the configured share of it random."""
        jitter = self.config.dial_jitter
        return delay_s * (1.0 + jitter * (2.0 * self.rng.random() - 1.0))
