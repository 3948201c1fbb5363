"""Acknowledged messages that a simulated power cut loses."""

from __future__ import annotations

import dataclasses

from tests.faults import power


def measure(*, quick: bool = False) -> dict[str, float | str]:
    """Return cuts, acknowledged messages, losses, and databases that had to be repaired."""
    report = power.run(cycles=200 if quick else 2000, seed=1)
    figures = {
        name: float(value)
        for name, value in dataclasses.asdict(report).items()
        if isinstance(value, int | float)
    }
    return {**figures, "damaged": float(len(report.damaged))}
