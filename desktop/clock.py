"""The wall clock: the only place that reads it."""

from __future__ import annotations

import time


def unix_ms() -> int:
    """Return the current time in Unix milliseconds UTC, as this machine believes it."""
    return time.time_ns() // 1_000_000
