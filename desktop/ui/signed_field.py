"""A line of text with signs in it that grow with the zoom; those that Qt offers stay at 16 px."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget
from typing_extensions import override

from desktop.ui.icons import icon, icon_pixmap

if TYPE_CHECKING:
    from desktop.ui.theme import Theme, ThemeSwitch

SIGN_PX = 16
INSET_PX = 12
"""From the frame to the sign."""
BESIDE_PX = 24
"""What a sign takes of the room for words, beside the padding that every line has."""


class _Glass(QWidget):
    """The magnifying glass: painted, so that it is sharp on whatever screen the window stands."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setFixedSize(theme.px(SIGN_PX), theme.px(SIGN_PX))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, ratio = self._theme, self.devicePixelRatioF()
        painter = QPainter(self)
        try:
            painter.drawPixmap(0, 0, icon_pixmap("search", theme.text2, theme.px(SIGN_PX), ratio))
        finally:
            painter.end()


class SignedField(QLineEdit):
    """Has a magnifying glass where reading starts and, where it is asked for, a cross at the end."""

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = switch.theme
        self._glass = _Glass(switch.theme, self)
        self.cross: QToolButton | None = None
        self._set_signs(switch.theme)
        switch.changed.connect(self._set_signs)

    def add_cross(self, words: str, tooltip: str) -> QToolButton:
        """Add a hidden cross for the mouse; whoever has the keyboard has a key for it."""
        self.cross = QToolButton(self)
        self.cross.setObjectName(f"{self.objectName()}-clear")
        self.cross.setAccessibleName(words)
        self.cross.setToolTip(tooltip)
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cross.setCursor(Qt.CursorShape.ArrowCursor)
        self.cross.hide()
        self._set_signs(self._theme)
        return self.cross

    def _set_signs(self, theme: Theme) -> None:
        self._theme = theme
        self._glass.set_theme(theme)
        if self.cross is not None:
            self.cross.setIcon(icon("x", theme))
            self.cross.setIconSize(self._glass.size())
            self.cross.setFixedSize(theme.px(BESIDE_PX), theme.px(BESIDE_PX))
        self._place()

    def _place(self) -> None:
        """Put the signs where reading starts and ends; the words keep clear of them."""
        px, rtl = self._theme.px, self.isRightToLeft()
        at_end = 0 if self.cross is None else px(BESIDE_PX)
        left, right = (at_end, px(BESIDE_PX)) if rtl else (px(BESIDE_PX), at_end)
        self.setTextMargins(left, 0, right, 0)
        # As far from the frame as the middle of the cross is.
        for sign, starts in ((self._glass, True), (self.cross, False)):
            if sign is None:
                continue
            inset = px(INSET_PX) - (sign.width() - px(SIGN_PX)) // 2
            x = inset if starts != rtl else self.width() - inset - sign.width()
            sign.move(x, (self.height() - sign.height()) // 2)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._place()
