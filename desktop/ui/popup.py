"""The frame of what opens over a window and is no menu: it looks like the menus beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPainterPath, QRegion
from PySide6.QtWidgets import QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from desktop.ui.theme import ThemeSwitch

RADIUS_PX = 8
"""As that of menus, see `style.py`."""

CUT_ON = "xcb"
"""X11 may run without a compositor, where what is translucent is black: there the corners are cut off."""


class RoundFrame(QObject):
    """Gives a window of its own, without the desktop's frame, the ground, line and corners of a menu."""

    def __init__(self, switch: ThemeSwitch, window: QWidget) -> None:
        super().__init__(window)
        self._switch = switch
        self._window = window
        self._cut = QGuiApplication.platformName() == CUT_ON
        window.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, not self._cut)
        window.installEventFilter(self)
        switch.changed.connect(window.update)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._paint()
        elif event.type() == QEvent.Type.Resize and self._cut:
            self._cut_corners()
        return False

    def _paint(self) -> None:
        theme = self._switch.theme
        painter = QPainter(self._window)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.border)
            painter.setBrush(theme.raised)
            radius, bounds = theme.px(RADIUS_PX), QRectF(self._window.rect())
            painter.drawRoundedRect(bounds.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        finally:
            painter.end()

    def _cut_corners(self) -> None:
        radius = self._switch.theme.px(RADIUS_PX)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self._window.rect()), radius, radius)
        self._window.setMask(QRegion(path.toFillPolygon().toPolygon()))


class Popup(QWidget):
    """A popup that looks as menus do. `name` is its objectName."""

    def __init__(self, switch: ThemeSwitch, name: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName(name)
        self._switch = switch
        self._frame = RoundFrame(switch, self)
