"""How much of each kind this device may write at once: a bound for a script that runs away."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from desktop.errors import AppError
from net.errors import Sentence


@dataclass(frozen=True, slots=True)
class Allowance:
    """`burst` at once, then `per_s` a second."""

    burst: int
    per_s: float


ALLOWANCES: Mapping[str, Allowance] = {
    # An import of a team's year, or a bench, is honest and ends; a loop without end does not. What
    # is above the 50,000 that others fetch at once stays here until they ask for it.
    Sentence("messages"): Allowance(250_000, 1_000),
    # People and bots react to and correct what they read; nobody reads faster than that.
    Sentence("edits"): Allowance(5_000, 50),
    Sentence("deletes"): Allowance(50_000, 100),  # somebody may take back all they ever wrote
    Sentence("reactions"): Allowance(5_000, 50),
    Sentence("pins"): Allowance(500, 5),
    # What others take of one device on free topics (net.config): more would be dropped over there.
    Sentence("topic messages"): Allowance(2_000, 500),
    # Five announcements to the most targets one may have, then one target every 200 ms.
    Sentence("announcements"): Allowance(1_000, 5),
}


class Budget:
    """Token buckets, one a kind. Owned by the engine, used on its loop."""

    def __init__(
        self, clock_s: Callable[[], float], allowances: Mapping[str, Allowance] = ALLOWANCES
    ) -> None:
        self._clock_s = clock_s
        self._allowances = allowances
        self._left = {kind: float(each.burst) for kind, each in allowances.items()}
        self._at_s = dict.fromkeys(allowances, clock_s())
        # As they were written: a caller's word for a kind is equal but cannot be translated.
        self._words = {kind: kind for kind in allowances}

    def take(self, kind: str, count: int = 1) -> None:
        """Take one of a kind, or all of several.

        Raises:
            AppError: "refused" with how long to wait; nothing was taken.
        """
        allowance = self._allowances[kind]
        now_s = self._clock_s()
        grown = self._left[kind] + max(0.0, now_s - self._at_s[kind]) * allowance.per_s
        self._left[kind] = min(float(allowance.burst), grown)
        self._at_s[kind] = now_s
        if self._left[kind] < count:
            wait_s = math.ceil((count - self._left[kind]) / allowance.per_s)
            raise AppError(
                "refused",
                "Too many {things} at once: wait {wait_s} s.",
                things=self._words[kind],
                wait_s=wait_s,
            )
        self._left[kind] -= count
