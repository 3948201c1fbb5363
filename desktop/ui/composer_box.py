"""The rounded frame of the composer: what is answered on top, text, emoji and send below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.buttons import IconButton
from desktop.ui.composer_edit import ComposerEdit
from desktop.ui.composer_strip import ComposerStrip
from desktop.ui.layouts import set_margins

if TYPE_CHECKING:
    from desktop.ui.theme import Theme, ThemeSwitch


class ComposerBox(QWidget):
    """Its frame is 2 px and in the accent colour while the text has the keyboard."""

    def __init__(self, switch: ThemeSwitch, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = switch.theme
        self.strip = ComposerStrip(switch, self)
        self.edit = ComposerEdit(self)
        self.emoji = IconButton(switch, "smile", self.tr("Emoji"), name="emoji", parent=self)
        self.emoji.hide()
        self.send = IconButton(
            switch,
            "send",
            self.tr("Send"),
            name="send",
            keys="send",
            kind="send",
            parent=self,
        )
        self._row = QHBoxLayout()
        self._row.addWidget(self.edit, 1, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.emoji, 0, Qt.AlignmentFlag.AlignBottom)
        self._row.addWidget(self.send, 0, Qt.AlignmentFlag.AlignBottom)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.strip)
        self._column.addLayout(self._row)
        self.edit.focus_changed.connect(self.update)
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)

    def _set_theme(self, theme: Theme) -> None:
        self._theme = theme
        px = theme.px
        set_margins(self._row, self, px(18), px(7), px(7), px(7))
        self._row.setSpacing(px(4))
        self.setMinimumSize(QSize(px(160), px(50)))
        self.edit.set_paper(theme.surface)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        focused = self.edit.hasFocus()
        width = 2.0 if focused else 1.0
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.accent if focused else self._theme.off, width))
            painter.setBrush(self._theme.surface)
            inner = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
            radius = 12 * self._theme.zoom
            painter.drawRoundedRect(inner, radius, radius)
        finally:
            painter.end()
