"""The frame of what opens over a window and is no menu: it looks like the menus beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPainterPath, QRegion
from PySide6.QtWidgets import QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from desktop.ui.theme import ThemeSwitch

RADIUS_PX = 8
"""As that of menus, see `style.py`."""

CUT_ON = "xcb"
"""X11 may run without a compositor, where what is translucent is black: there the corners are cut off."""


class Popup(QWidget):
    """A popup with the ground, the line and the round corners of a menu. `name` is its objectName."""

    def __init__(self, switch: ThemeSwitch, name: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName(name)
        self._switch = switch
        self._cut = QGuiApplication.platformName() == CUT_ON
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, not self._cut)
        switch.changed.connect(self.update)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._switch.theme
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.border)
            painter.setBrush(theme.raised)
            radius = theme.px(RADIUS_PX)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        finally:
            painter.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._cut:
            radius = self._switch.theme.px(RADIUS_PX)
            path = QPainterPath()
            path.addRoundedRect(QRectF(self.rect()), radius, radius)
            self.setMask(QRegion(path.toFillPolygon().toPolygon()))
