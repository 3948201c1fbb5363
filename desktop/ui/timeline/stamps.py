"""Keeps the drawn circles and cut names of authors, which every heading on screen needs again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPixmap

from desktop.ui.avatar import paint_avatar

if TYPE_CHECKING:
    from desktop.ui.theme import Theme

STAMPS_KEPT = 128
"""Authors of a few screens; at 200 % one circle is 20 kB."""


class Stamps:
    """The pictures and names of one theme; a new theme makes new ones."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._circles: dict[tuple[bytes, str, float], QPixmap] = {}
        self._names: dict[tuple[str, int], tuple[str, int]] = {}

    def circle(self, person: bytes, name: str, side: int, dpr: float) -> QPixmap:
        """Return somebody's circle."""
        key = (person, name, dpr)
        found = self._circles.get(key)
        if found is None:
            found = QPixmap(round(side * dpr), round(side * dpr))
            found.setDevicePixelRatio(dpr)
            found.fill(Qt.GlobalColor.transparent)
            painter = QPainter(found)
            try:
                paint_avatar(painter, QRectF(0, 0, side, side), self._theme, person, name)
            finally:
                painter.end()
            if len(self._circles) >= STAMPS_KEPT:
                self._circles.clear()
            self._circles[key] = found
        return found

    def name(self, name: str, room: int, font: QFont) -> tuple[str, int]:
        """Return a name cut to the room it has, and how wide that is."""
        found = self._names.get((name, room))
        if found is None:
            metrics = QFontMetricsF(font)
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
            found = shown, int(metrics.horizontalAdvance(shown)) + 1
            if len(self._names) >= STAMPS_KEPT:
                self._names.clear()
            self._names[name, room] = found
        return found
