"""The pill that says how many new messages stand above what is on screen, and leads to the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from desktop.ui import shortcuts, strings
from desktop.ui.icons import icon_pixmap

if TYPE_CHECKING:
    from desktop.ui.timeline.metrics import Metrics


class UnreadButton(QAbstractButton):
    """Shown from the opening of a room until its unread line was on screen."""

    def __init__(self, metrics: Metrics, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = parent
        self.setObjectName("timeline-unread")
        # The keyboard has keys of its own for it; in the Tab order it would come between messages.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._metrics = metrics
        self.hide()

    def offer(self, n: int) -> None:
        """Lead to the first of `n` new messages."""
        words = strings.counted("Timeline", "%n new message", "%n new messages", n)
        self.setText(words)
        self.setAccessibleName(words)
        self.setToolTip(shortcuts.tooltip(self.tr("Go to the first of them"), "first-unread"))
        self.show()
        self.set_metrics(self._metrics)

    def set_metrics(self, metrics: Metrics) -> None:
        """Draw in this theme."""
        self._metrics = metrics
        self.resize(self.sizeHint())
        self.place()
        self.update()

    def place(self) -> None:
        """Stand at the top in the middle, below the date."""
        width = self._view.width()
        self.move((width - self.width()) // 2, self._metrics.px(42))

    @override
    def sizeHint(self) -> QSize:
        metrics = self._metrics
        words = metrics.advance(metrics.meta_medium, self.text())
        return QSize(words + metrics.px(14 + 16 + 6 + 14), metrics.px(28))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        metrics, theme = self._metrics, self._metrics.theme
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent)
            painter.drawRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
            side, air = metrics.px(16), metrics.px(14)
            sign = icon_pixmap("arrow-up", theme.onaccent, side, self.devicePixelRatioF())
            x = metrics.flipped(air, side, self.width())
            painter.drawPixmap(x, (self.height() - side) // 2, sign)
            painter.setPen(theme.onaccent)
            painter.setFont(metrics.meta_medium)
            wide = self.width() - air * 2 - side - metrics.px(6)
            left = metrics.flipped(air + side + metrics.px(6), wide, self.width())
            words = QRectF(left, 0, wide + 1, self.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        finally:
            painter.end()
