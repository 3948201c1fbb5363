"""Acknowledged messages that a kill -9 loses."""

from __future__ import annotations

import dataclasses

from tests.faults import kill9


def measure(*, quick: bool = False) -> dict[str, float | str]:
    """Return cycles, acknowledged messages, losses, and databases that had to be repaired."""
    report = kill9.run(cycles=100 if quick else 1000, seed=1)
    figures = {
        name: float(value)
        for name, value in dataclasses.asdict(report).items()
        if isinstance(value, int | float)
    }
    return {**figures, "damaged": float(len(report.damaged))}
