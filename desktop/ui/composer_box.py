"""The rounded frame of the composer: what is answered on top, text, emoji and send below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui import shortcuts
from desktop.ui.buttons import IconButton
from desktop.ui.composer_edit import ComposerEdit
from desktop.ui.composer_strip import ComposerStrip
from desktop.ui.layouts import set_margins

if TYPE_CHECKING:
    from desktop.ui.theme import Theme, ThemeSwitch


WORDS_PX = 6
"""Free above and below the words, besides the margin that the buttons have too."""


class ComposerBox(QWidget):
    """Its frame is 2 px and in the accent colour while the text has the keyboard.

    While words are dragged to where they would be written here, it is dashed and the box is tinted.
    """

    def __init__(self, switch: ThemeSwitch, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = switch.theme
        self.awaits_drop = False
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
        self._words = QVBoxLayout()
        self._words.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addLayout(self._words, 1)
        self._row.addWidget(self.emoji, 0, Qt.AlignmentFlag.AlignBottom)
        self._row.addWidget(self.send, 0, Qt.AlignmentFlag.AlignBottom)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.strip)
        self._column.addLayout(self._row)
        self.edit.focus_changed.connect(self.update)
        self.edit.drop_near.connect(self.await_drop)
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)

    def set_send_keys(self, *, control: bool) -> None:
        """Send with Ctrl+Enter, or with Enter alone."""
        self.edit.sends_by_control = control
        keys = "Ctrl+Enter" if control else "Enter"
        self.send.setToolTip(shortcuts.with_keys(self.tr("Send"), keys))

    def await_drop(self, near: bool) -> None:
        """Show that what is dragged may be dropped, or show it no more."""
        if near != self.awaits_drop:
            self.awaits_drop = near
            self._lay_paper()

    def _lay_paper(self) -> None:
        self.edit.set_paper(self._paper())
        self.update()

    def _paper(self) -> QColor:
        return self._theme.soft if self.awaits_drop else self._theme.surface

    def _set_theme(self, theme: Theme) -> None:
        self._theme = theme
        px = theme.px
        set_margins(self._row, self, px(18), px(7), px(7), px(7))
        self._row.setSpacing(px(4))
        # Beside the buttons one line needs none; several are not pressed against the frame.
        self._words.setContentsMargins(0, px(WORDS_PX), 0, px(WORDS_PX))
        self.setMinimumSize(QSize(px(160), px(50)))
        self._lay_paper()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        focused = self.edit.hasFocus() or self.awaits_drop
        width = 2.0 if focused else 1.0
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            line = Qt.PenStyle.DashLine if self.awaits_drop else Qt.PenStyle.SolidLine
            painter.setPen(QPen(self._theme.accent if focused else self._theme.off, width, line))
            painter.setBrush(self._paper())
            inner = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
            radius = 12 * self._theme.zoom
            painter.drawRoundedRect(inner, radius, radius)
        finally:
            painter.end()
