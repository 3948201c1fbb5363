"""A bounded number of lookups at a time, out of a bounded set of names that wait."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from net.shell.bucket import Bucket

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Coroutine

MAX_PENDING = 256
"""Names waiting. A flood of 10,000 fake services pushes out names at random, so that an honest one
has the same chance as each of them; the next flood meets the same bound."""

MAX_AT_ONCE = 8
PER_S = 50.0
BURST = 200.0
"""Lookups started. An office that is switched on in the morning fits into the burst."""

PACE_S = 0.1
"""How soon the bucket is asked again when it was empty."""


class Lookups:
    """Runs `look_up(name)` for names as they come, within the bounds above."""

    def __init__(
        self, look_up: Callable[[str], Coroutine[None, None, None]], rng: random.Random
    ) -> None:
        self._look_up = look_up
        self._rng = rng
        self._pending: dict[str, None] = {}
        self._running: dict[str, asyncio.Task[None]] = {}
        self._bucket = Bucket(PER_S, BURST)
        self._timer: asyncio.TimerHandle | None = None
        self.dropped = 0

    @property
    def pending(self) -> int:
        """Names that wait."""
        return len(self._pending)

    def add(self, name: str) -> None:
        """Look a name up soon; one that waits already waits once."""
        if name in self._pending or name in self._running:
            return
        if len(self._pending) >= MAX_PENDING:
            self.dropped += 1
            del self._pending[self._rng.choice(list(self._pending))]
        self._pending[name] = None
        self._start_some()

    async def stop(self) -> None:
        """Forget what waits and end what runs."""
        self._pending.clear()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    def _start_some(self) -> None:
        loop = asyncio.get_running_loop()
        while self._pending and len(self._running) < MAX_AT_ONCE and self._timer is None:
            if not self._bucket.take(loop.time()):
                self._timer = loop.call_later(PACE_S, self._again)
                return
            name = next(iter(self._pending))
            del self._pending[name]
            task = loop.create_task(self._look_up(name), name="mdns lookup")
            self._running[name] = task
            task.add_done_callback(lambda _, name=name: self._done(name))  # type: ignore[misc]

    def _again(self) -> None:
        self._timer = None
        self._start_some()

    def _done(self, name: str) -> None:
        self._running.pop(name, None)
        self._start_some()
