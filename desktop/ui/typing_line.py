"""The line above the composer that says who is writing; it keeps its room, so that nothing jumps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.ui import strings
from desktop.ui.bidi import filled
from desktop.ui.eliding import elided
from desktop.ui.timeline.labels import shown_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent

    from desktop.ui.theme import Theme, ThemeSwitch

NAMED_MAX = 2
STEP_MS = 350
"""The dots walk slowly; nothing runs while nobody writes."""


class TypingLine(QWidget):
    """Tell it the names; the words are read out by screen readers as its name."""

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("typing-line")
        self._theme = switch.theme
        self._words = ""
        self._step = 0
        self._timer = QTimer(self)
        self._timer.setInterval(STEP_MS)
        self._timer.timeout.connect(self._walk)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)

    @property
    def words(self) -> str:
        """What is shown, empty while nobody writes."""
        return self._words

    def set_typing(self, names: Sequence[str]) -> None:
        """Say that these people write."""
        shown = [shown_name(name) for name in names]
        if not shown:
            words = ""
        elif len(shown) == 1:
            words = filled(self.tr("{0} is typing"), shown[0])
        elif len(shown) == NAMED_MAX:
            words = filled(self.tr("{0} and {1} are typing"), *shown)
        else:
            words = strings.counted(
                "TypingLine", "%n person is typing", "%n people are typing", len(shown)
            )
        if words != self._words:
            self._words = words
            self.setAccessibleName(words)
            self._run()
            self.update()

    def _run(self) -> None:
        if self._words and not self._theme.reduced_motion:
            self._timer.start()
        else:
            self._timer.stop()
            self._step = 0

    def _walk(self) -> None:
        self._step = (self._step + 1) % 4
        self.update()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()

    def _set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setFixedHeight(theme.px(16))
        self._run()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(16))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._words:
            return
        theme, px = self._theme, self._theme.px
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        middle = self.height() / 2
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for number in range(3):
                color = QColor(theme.text2)
                color.setAlphaF(1.0 if self._step in (0, number + 1) else 0.4)
                painter.setBrush(color)
                x = px(26) + number * px(7)
                center = QPointF(self.width() - x if rtl else x, middle + 1)
                painter.drawEllipse(center, px(2), px(2))
            painter.setPen(theme.text2)
            painter.setFont(theme.font(12))
            words = self.rect().adjusted(px(24), 0, -px(24), 0)
            words = words.adjusted(0, 0, -px(29), 0) if rtl else words.adjusted(px(29), 0, 0, 0)
            side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
            flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
            metrics = painter.fontMetrics()
            line = elided(self._words, metrics, words.width())
            painter.drawText(words, flags | Qt.TextFlag.TextSingleLine, line)
        finally:
            painter.end()
