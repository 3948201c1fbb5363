"""The small card at the upper right of the message under the mouse: react, reply, edit, more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget
from typing_extensions import override

from desktop.ui import shortcuts
from desktop.ui.icons import icon
from desktop.ui.timeline.doings import Doing, do, doable, title

if TYPE_CHECKING:
    from desktop.model import Message
    from desktop.ui.timeline.canvas import Shown
    from desktop.ui.timeline.metrics import Metrics
    from desktop.ui.timeline.view import TimelineView

_TOOLS = ((Doing.REACT, "smile-plus", "+"), (Doing.REPLY, "reply", "R"), (Doing.EDIT, "edit", "E"))

MARGIN_PX = 6
"""Room for the shadow round the card."""


class Toolbar(QWidget):
    """Belongs to one view and acts on one message; what cannot be done with that has no button.

    The keyboard has keys and the menu for all of it, so no button takes the focus.
    """

    def __init__(self, view: TimelineView) -> None:
        super().__init__(view.viewport())
        self.setObjectName("message-toolbar")
        self.setAccessibleName(QCoreApplication.translate("Timeline", "Actions for the message"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._view = view
        self._metrics: Metrics | None = None
        self._shown: Shown | None = None
        self._row = QHBoxLayout(self)
        self._buttons = {doing: self._button(doing.value) for doing, _, _ in _TOOLS}
        for (doing, _, _), button in zip(_TOOLS, self._buttons.values(), strict=True):
            button.clicked.connect(lambda _=False, doing=doing: self._do(doing))
        self._more = self._button("more")
        self._more.clicked.connect(self._open_menu)
        self.hide()

    def message(self) -> Message | None:
        """The message that the buttons act on."""
        return self._shown.row.message if self._shown is not None and self.isVisible() else None

    def show_for(self, shown: Shown | None) -> None:
        """Stand at this row, or nowhere."""
        self._shown = shown
        can = doable(shown.row.message, self._view.features) if shown is not None else []
        if shown is None or not self._view.features or not can:
            self.hide()
            return
        metrics = self._view.metrics
        if self._metrics is not metrics:
            self._dress(metrics)
        for doing, button in self._buttons.items():
            button.setVisible(doing in can)
        self.adjustSize()
        margin, width = metrics.px(MARGIN_PX), self._view.viewport().width()
        top = shown.body_top - (metrics.name_line if shown.row.head.author else 0)
        y = max(metrics.px(2), top - metrics.px(12))
        x = metrics.right_edge(width) - self.width() + 2 * margin
        self.move(metrics.flipped(x, self.width(), width + 2 * margin) - margin, y - margin)
        self.show()

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"message-{name}")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._row.addWidget(button)
        return button

    def _dress(self, metrics: Metrics) -> None:
        self._metrics = metrics
        theme, px = metrics.theme, metrics.px
        margin = px(MARGIN_PX)
        self._row.setContentsMargins(margin + px(4), margin + px(2), margin + px(4), margin + px(2))
        self._row.setSpacing(0)
        more = QCoreApplication.translate("Timeline", "More")
        parts = [(self._more, "more", more, "Return")]
        if self._shown is not None:
            message = self._shown.row.message
            parts += [(self._buttons[d], sign, title(d, message), keys) for d, sign, keys in _TOOLS]
        for button, sign, words, keys in parts:
            button.setIcon(icon(sign, theme))
            button.setIconSize(QSize(px(18), px(18)))
            button.setFixedSize(px(30), px(30))
            button.setAccessibleName(words)
            native = shortcuts.native(keys)
            button.setToolTip(f"{words} ({native})")

    def _do(self, doing: Doing) -> None:
        if self._shown is not None:
            do(self._view, doing, self._shown.row.message)

    def _open_menu(self) -> None:
        if self._shown is not None:
            below = self._more.mapToGlobal(QPoint(0, self._more.height()))
            self._view.open_menu(self._shown, below)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, margin = self._view.metrics.theme, self._view.metrics.px(MARGIN_PX)
        card = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            shade = QColor(theme.shadow)
            for step in range(margin):
                shade.setAlphaF(theme.shadow.alphaF() * 0.22 * (1 - step / margin))
                painter.setBrush(shade)
                grown = card.adjusted(-step, -step / 2 + 1, step, step * 0.8)
                painter.drawRoundedRect(grown, 8 + step, 8 + step)
            painter.setPen(QPen(theme.border, 1))
            painter.setBrush(theme.raised)
            inner = card.adjusted(0.5, 0.5, -0.5, -0.5)
            radius = 8 * theme.zoom
            painter.drawRoundedRect(inner, radius, radius)
        finally:
            painter.end()
