"""Keeps the drawn circles and cut names of authors, which every heading on screen needs again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from desktop.ui.avatar import paint_avatar

if TYPE_CHECKING:
    from desktop.ui.theme import Theme

FrameColors = tuple[QColor, QColor | None]
"""Border, and filling if there is any."""

STAMPS_KEPT = 128
"""Authors of a few screens; at 200 % one circle is 20 kB."""


class Stamps:
    """The pictures and names of one theme; a new theme makes new ones."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._circles: dict[tuple[bytes, str, float], QPixmap] = {}
        self._corners: dict[tuple[int, int, int, int, float], QPixmap] = {}
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

    def frame(
        self, painter: QPainter, rect: QRect, radius: int, line: int, colors: FrameColors
    ) -> None:
        """Draw a box with round corners: border, then what it is filled with, if anything.

        The corners are copied, not drawn: a path that is drawn in parts, as scrolling does, has
        other shades at the seams than one drawn at once.
        """
        dpr = painter.device().devicePixelRatioF()
        border, fill = colors
        key = (border.rgba(), fill.rgba() if fill is not None else 0, radius, line, dpr)
        corners = self._corners.get(key)
        if corners is None:
            corners = self._corners[key] = _corners(radius, line, colors, dpr)
        x, y, right, bottom = rect.x(), rect.y(), rect.right() + 1, rect.bottom() + 1
        near, far = 0.0, radius * dpr
        for at_x, from_x in ((x, near), (right - radius, far)):
            for at_y, from_y in ((y, near), (bottom - radius, far)):
                painter.drawPixmap(
                    QRectF(at_x, at_y, radius, radius), corners, QRectF(from_x, from_y, far, far)
                )
        wide, high = rect.width() - 2 * radius, rect.height() - 2 * radius
        painter.fillRect(x + radius, y, wide, line, border)
        painter.fillRect(x + radius, bottom - line, wide, line, border)
        painter.fillRect(x, y + radius, line, high, border)
        painter.fillRect(right - line, y + radius, line, high, border)
        if fill is not None:
            painter.fillRect(x + radius, y + line, wide, rect.height() - 2 * line, fill)
            painter.fillRect(x + line, y + radius, radius - line, high, fill)
            painter.fillRect(right - radius, y + radius, radius - line, high, fill)

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


def _corners(radius: int, line: int, colors: FrameColors, dpr: float) -> QPixmap:
    """Return a box that is nothing but its four corners."""
    side = 2 * radius
    made = QPixmap(round(side * dpr), round(side * dpr))
    made.setDevicePixelRatio(dpr)
    made.fill(Qt.GlobalColor.transparent)
    border, fill = colors
    painter = QPainter(made)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(border, line))
        painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
        half = line / 2
        place = QRectF(0, 0, side, side).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(place, radius - half, radius - half)
    finally:
        painter.end()
    return made
