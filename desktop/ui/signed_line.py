"""A line of text with a magnifying glass before the words, and maybe a cross behind them.

Qt's own signs in a line stay 16 px wide however large the words are; these follow the zoom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMargins, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import QLineEdit, QToolButton
from typing_extensions import override

from desktop.ui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from desktop.ui.theme import Theme

SIGN_PX = 16
INSET_PX = 7
"""Between a sign and the edge."""
ROOM_PX = 26
"""What a sign takes from the words."""


class SignedLine(QLineEdit):
    """Told of the theme by whoever is made of it: before the first picture, and at each change."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._glass = QIcon()
        self._cross: Cross | None = None

    def add_cross(self, words: str, tip: str) -> None:
        """Have a cross behind the words that empties the line, as long as there is something in it."""
        self._cross = Cross(self, words, tip)
        self._cross.clicked.connect(self.clear)
        self.textChanged.connect(self._show_cross)

    def show_signs(self, theme: Theme) -> None:
        """Draw the signs as this theme has them."""
        self._theme = theme
        self._glass = icon("search", theme)
        if self._cross is not None:
            side = theme.px(SIGN_PX)
            self._cross.setIcon(icon("x", theme))
            self._cross.setIconSize(QSize(side, side))
        self._show_cross()
        self.update()

    def sign_rect(self, *, leading: bool) -> QRect:
        """Return where a sign stands."""
        px = self._theme.px
        side, inset = px(SIGN_PX), px(INSET_PX)
        left = inset if leading != self.isRightToLeft() else self.width() - inset - side
        return QRect(left, (self.height() - side) // 2, side, side)

    def _show_cross(self) -> None:
        shown = self._cross is not None and bool(self.text())
        if self._cross is not None:
            self._cross.setVisible(shown)
            self._cross.setGeometry(self.sign_rect(leading=False))
        room = self._theme.px(ROOM_PX)
        start, end = room, room if shown else 0
        if self.isRightToLeft():
            start, end = end, start
        margins = QMargins(start, 0, end, 0)
        if margins != self.textMargins():
            self.setTextMargins(margins)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        try:
            draw(painter, self._glass, self.sign_rect(leading=True), enabled=self.isEnabled())
        finally:
            painter.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_cross()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._show_cross()


class Cross(QToolButton):
    """Nothing but its icon."""

    def __init__(self, line: QLineEdit, words: str, tip: str) -> None:
        super().__init__(line)
        self.setObjectName("clear-line")
        self.setAccessibleName(words)
        self.setToolTip(tip)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Esc in the line does the same
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.hide()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            draw(painter, self.icon(), self.rect(), enabled=self.isEnabled())
        finally:
            painter.end()


def draw(painter: QPainter, sign: QIcon, rect: QRect, *, enabled: bool) -> None:
    """Draw an icon that fills a square."""
    mode = QIcon.Mode.Normal if enabled else QIcon.Mode.Disabled
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(rect, sign.pixmap(rect.size(), ratio, mode))
