"""What floats above the rows as widgets of its own: the date while scrolling, the way back down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from desktop.ui import strings
from desktop.ui.icons import icon_pixmap

if TYPE_CHECKING:
    from desktop.ui.theme import Theme
    from desktop.ui.timeline.metrics import Metrics

CHIP_SHOWN_MS = 1_200
"""Long enough to read a date after the wheel stopped."""

BADGE_MAX = 999


class DateChip(QWidget):
    """Says which day is on screen while it moves; lets clicks through unless it is to have them."""

    clicked = Signal()

    def __init__(self, metrics: Metrics, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("timeline-date")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._metrics = metrics
        self._label = ""
        self._drawn: QPixmap | None = None
        self._hide = QTimer(self)
        self._hide.setSingleShot(True)
        self._hide.setInterval(CHIP_SHOWN_MS)
        self._hide.timeout.connect(self.hide)
        self.hide()

    def set_metrics(self, metrics: Metrics) -> None:
        """Draw in this theme."""
        self._metrics = metrics
        self._label = ""
        self.hide()

    def set_clickable(self, *, clickable: bool) -> None:
        """Take clicks, for a calendar."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not clickable)
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if clickable else Qt.CursorShape.ArrowCursor
        )
        self.setToolTip(self.tr("Go to a day") if clickable else "")

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def tell(self, label: str, view_width: int) -> None:
        """Show a day for a moment."""
        metrics = self._metrics
        if label != self._label:
            self._label = label
            self._drawn = None
            self.setAccessibleName(label)
            width = metrics.advance(metrics.meta_medium, label) + metrics.px(28)
            self.resize(width, metrics.px(26))
            self.update()
        self.move((view_width - self.width()) // 2, metrics.px(10))
        self.show()
        self._hide.start()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        dpr = self.devicePixelRatioF()
        if self._drawn is None or self._drawn.devicePixelRatio() != dpr:
            self._drawn = self._draw(dpr)
        painter = QPainter(self)
        try:
            painter.drawPixmap(0, 0, self._drawn)
        finally:
            painter.end()

    def _draw(self, dpr: float) -> QPixmap:
        """Draw once what every frame of a scroll needs again."""
        theme = self._metrics.theme
        drawn = QPixmap(self.size() * dpr)
        drawn.setDevicePixelRatio(dpr)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        try:
            _paint_pill(painter, QRectF(self.rect()), theme)
            painter.setPen(theme.text2)
            painter.setFont(self._metrics.meta_medium)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._label)
        finally:
            painter.end()
        return drawn


class LatestButton(QAbstractButton):
    """Goes to the newest message; counts what came while the reader was elsewhere."""

    def __init__(self, metrics: Metrics, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("timeline-latest")
        # The keyboard has Ctrl+End for it; in the Tab order it would come between messages.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._metrics = metrics
        self._unread = 0
        self.set_unread(0)
        self.set_metrics(metrics)
        self.hide()

    @property
    def unread(self) -> int:
        """The number in the badge."""
        return self._unread

    def set_unread(self, unread: int) -> None:
        """Show how many messages are new below; 0 shows no badge."""
        self._unread = unread
        words = self.tr("Jump to latest")
        if unread:
            words += ", " + strings.counted("Timeline", "%n new", "%n new", unread)
        self.setAccessibleName(words)
        self.setToolTip(f"{words} (Ctrl+End)")
        self.update()

    def set_metrics(self, metrics: Metrics) -> None:
        """Draw in this theme."""
        self._metrics = metrics
        self.resize(self.sizeHint())
        self.update()

    def place(self, view_width: int, view_height: int) -> None:
        """Stand in the lower right corner of a view of this size."""
        margin = self._metrics.px(16)
        x = self._metrics.flipped(view_width - self.width() - margin, self.width(), view_width)
        self.move(x, view_height - self.height() - margin)

    @override
    def sizeHint(self) -> QSize:
        side = self._metrics.px(40)
        return QSize(side + self._metrics.px(8), side + self._metrics.px(8))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        metrics, theme = self._metrics, self._metrics.theme
        side = metrics.px(40)
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            circle = QRectF(0, self.height() - side, side, side).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.setPen(QPen(theme.border, 1))
            painter.setBrush(theme.hover if self.underMouse() else theme.raised)
            painter.drawEllipse(circle)
            icon = metrics.px(20)
            pixmap = icon_pixmap("arrow-down", theme.text2, icon, self.devicePixelRatioF())
            corner = circle.center() - QPointF(icon / 2, icon / 2)
            target = QRectF(round(corner.x()), round(corner.y()), icon, icon)
            painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))
            if self._unread:
                self._paint_badge(painter)
        finally:
            painter.end()

    def _paint_badge(self, painter: QPainter) -> None:
        metrics, theme = self._metrics, self._metrics.theme
        words = str(self._unread) if self._unread <= BADGE_MAX else f"{BADGE_MAX}+"
        font = theme.font(11, 600)
        height = metrics.px(18)
        width = max(height, metrics.advance(font, words) + metrics.px(10))
        badge = QRectF(self.width() - width, 0, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.accent)
        painter.drawRoundedRect(badge, height / 2, height / 2)
        painter.setPen(theme.onaccent)
        painter.setFont(font)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)


def _paint_pill(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.border, 1))
    painter.setBrush(theme.raised)
    inner = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(inner, inner.height() / 2, inner.height() / 2)
