"""The scroll bar's widget: what a row stands on goes on under it to the edge of the view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QScrollBar
from typing_extensions import override

from desktop.ui.timeline.painting import band_of, grounds

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from desktop.ui.timeline.canvas import Canvas

Grounds = list[tuple[QRect, QColor]]


class GroundBar(QScrollBar):
    """Looks at the rows of its view when told to, and paints only if their grounds have changed."""

    def __init__(self, view: Canvas) -> None:
        super().__init__(view)
        self._view = view
        self._grounds: Grounds = []

    def follow(self) -> None:
        """Look at the rows once more: they moved, or one is lit or pointed at."""
        now = self._looked()
        if now != self._grounds:
            self._grounds = now
            self.update()

    def _looked(self) -> Grounds:
        reader, metrics, width = self._view.reader, self._view.metrics, self.width()
        found: Grounds = []
        for shown in self._view.shown:
            hover = shown.ordinal == reader.hover
            flash = reader.flash_strength if shown.ordinal == reader.flash else 0.0
            if hover or flash > 0 or shown.row.head.mention:
                band = band_of(shown.row, shown.top, width)
                found += grounds(shown.row, band, metrics, hover=hover, flash=flash)
        return found

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._grounds:
            painter = QPainter(self)
            try:
                for rect, color in self._grounds:
                    painter.fillRect(rect, color)
            finally:
                painter.end()
        super().paintEvent(event)
