"""The line on top of the composer's box: what is answered or edited, or what is about to be sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui import shortcuts
from desktop.ui.buttons import IconButton, push_button
from desktop.ui.icons import icon_pixmap
from desktop.ui.labels import ElidedLabel
from desktop.ui.layouts import set_margins

if TYPE_CHECKING:
    from desktop.ui.theme import Theme, ThemeSwitch
    from net.ids import PersonId

HEIGHT_PX = 44


class ComposerStrip(QWidget):
    """Hidden until it is told what to show."""

    closed = Signal()
    """The cross was pressed, or Undo: `undo_shown` tells which of the two was there."""

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer-strip")
        self._switch = switch
        self._author: PersonId | None = None
        self._sign = "reply"
        self._icon = QLabel(self)
        self.title = ElidedLabel("", tone="label", name="composer-strip-title")
        self.words = ElidedLabel("", tone="preview", name="composer-strip-words")
        self.cross = IconButton(
            switch, "x", self.tr("Cancel (Esc)"), name="composer-strip-cancel", size_px=28
        )
        self.undo = push_button(self.tr("Undo"), name="undo-send", kind="link")
        self.undo.setToolTip(shortcuts.with_keys(self.tr("Undo"), "Ctrl+Z"))
        self.undo.hide()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._lines.addWidget(self.title)
        self._lines.addWidget(self.words)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addLayout(self._lines, 1)
        self._row.addWidget(self.undo)
        self._row.addWidget(self.cross)
        self.cross.clicked.connect(self.closed)
        self.undo.clicked.connect(self.closed)
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)
        self.hide()

    @property
    def undo_shown(self) -> bool:
        """Whether it counts down a message that can be taken back."""
        return self.undo.isVisibleTo(self)

    def press_undo(self) -> bool:
        """Take the message back as its button does; False if none is counted down."""
        if not (self.isVisible() and self.undo_shown):
            return False
        self.undo.click()
        return True

    def show_message(
        self, sign: str, title: str, words: str, author: PersonId | None = None
    ) -> None:
        """Show an answered or edited message beside a bar in the colour of its author, or the accent."""
        self._sign, self._author = sign, author
        self._fill(title, words, undo=False)

    def show_countdown(self, words: str) -> None:
        """Show how long a message can still be taken back."""
        self._sign, self._author = "clock", None
        self._fill(words, "", undo=True)

    def _fill(self, title: str, words: str, *, undo: bool) -> None:
        self.title.setText(title)
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.undo.setVisible(undo)
        self.cross.setVisible(not undo)
        self.setAccessibleName(f"{title}: {words}" if words else title)
        self._set_theme(self._switch.theme)
        self.show()
        self.update()

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        set_margins(self._row, self, px(26), px(7), px(10), px(1))
        self._row.setSpacing(px(10))
        self.setFixedHeight(px(HEIGHT_PX))
        ratio = self.devicePixelRatioF() or 1.0
        self._icon.setPixmap(icon_pixmap(self._sign, theme.text2, px(16), ratio))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self._switch.theme, self._switch.theme.px
        color = theme.accent if self._author is None else theme.author_text(self._author)
        x = px(16)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            x = self.width() - x - px(3)
        painter = QPainter(self)
        try:
            painter.fillRect(QRect(x, px(9), px(3), self.height() - px(11)), color)
        finally:
            painter.end()
