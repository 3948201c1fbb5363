"""Lights a row up for a moment, so that a jump shows where it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from desktop.ui.timeline.canvas import Canvas

STEP_MS = 60
STEPS = 20
"""1.2 seconds in all: seen by an eye that first has to find the row."""


class Flash:
    """Fades one row's light of one view; with reduced motion it stands still, then goes."""

    def __init__(self, view: Canvas) -> None:
        self._view = view
        self._timer = QTimer(view)
        self._timer.timeout.connect(self._step)
        self._left = 0

    def start(self, ordinal: int) -> None:
        """Light this row up and no other."""
        reader = self._view.reader
        before, reader.flash, reader.flash_strength = reader.flash, ordinal, 1.0
        self._left = STEPS
        self._timer.start(STEP_MS)
        self._view.relight(before, ordinal)

    def _step(self) -> None:
        reader = self._view.reader
        self._left -= 1
        still = self._view.metrics.theme.reduced_motion and self._left > 0
        reader.flash_strength = 1.0 if still else self._left / STEPS
        ordinal = reader.flash
        if self._left <= 0:
            self._timer.stop()
            reader.flash = None
        if not still:
            self._view.relight(ordinal)
