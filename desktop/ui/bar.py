"""The thin bar above the messages: one sentence and at most one action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget
from typing_extensions import override

from desktop.ui.buttons import IconButton, push_button
from desktop.ui.icons import icon_pixmap
from desktop.ui.labels import PlainLabel, button_text
from desktop.ui.layouts import set_margins

if TYPE_CHECKING:
    from desktop.ui.theme import Theme, ThemeSwitch

READ_MS = 5_000
"""One sentence is read by then, also by those who read slowly."""

PASSING_MS = 10_000
"""What only tells that something is done goes after this, while its window is the active one."""

_SIGNS = {
    "info": ("info", "text2"),
    "offline": ("wifi-off", "text2"),
    "warn": ("alert-triangle", "warn"),
    "danger": ("alert-circle", "danger"),
}


class Bar(QWidget):
    """Hidden until `show_words`; kinds: info, offline, warn, danger."""

    action = Signal()

    def __init__(
        self,
        switch: ThemeSwitch,
        name: str,
        parent: QWidget | None = None,
        *,
        closable: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._switch = switch
        self._kind = "info"
        self._told = QElapsedTimer()
        self._passing = QTimer(self)
        self._passing.setSingleShot(True)
        self._passing.timeout.connect(self._pass)
        self._unseen = False
        self._sign = QLabel(self)
        self.words = PlainLabel("", tone="meta", name=f"{name}-words")
        self.words.setWordWrap(True)
        self.button = push_button(self.tr("Details"), name=f"{name}-action", kind="link")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._sign)
        self._row.addWidget(self.words, 1)
        self._row.addWidget(self.button)
        self.cross = IconButton(
            switch, "x", self.tr("Close this notice"), name=f"{name}-close", size_px=28
        )
        self.cross.setVisible(closable)
        self.cross.clicked.connect(self.hide)
        self._row.addWidget(self.cross)
        self.button.clicked.connect(self.action)
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)
        self.hide()

    def show_words(self, kind: str, words: str, action_label: str | None = None) -> None:
        """Show a sentence; unknown kinds look like info."""
        self._kind = kind if kind in _SIGNS else "info"
        self.setProperty("kind", self._kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self.words.setText(words)
        self.setAccessibleName(words)
        self.button.setVisible(action_label is not None)
        if action_label is not None:
            self.button.setText(button_text(action_label))
            self.button.setAccessibleName(action_label)
            self.button.setToolTip(action_label)
        self._set_theme(self._switch.theme)
        self._told.start()
        self._passing.stop()
        self._unseen = False
        self.show()

    def pass_by(self) -> None:
        """Let what is shown go by itself, after PASSING_MS in front of somebody."""
        self._passing.start(PASSING_MS)

    def _pass(self) -> None:
        self._unseen = not self.isActiveWindow()
        if not self._unseen:
            self.hide()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self._unseen and self.isActiveWindow():
            self.pass_by()

    def let_go(self) -> None:
        """Whoever saw it has turned to something else: hide it, unless it tells of a failure."""
        if self.isVisible() and self._kind != "danger" and self._told.hasExpired(READ_MS):
            self.hide()

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        set_margins(self._row, self, px(24), px(5), px(16), px(5))
        self._row.setSpacing(px(8))
        sign, token = _SIGNS[self._kind]
        ratio = self.devicePixelRatioF() or 1.0
        self._sign.setPixmap(icon_pixmap(sign, getattr(theme, token), px(16), ratio))
