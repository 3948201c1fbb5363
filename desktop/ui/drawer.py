"""The sidebar drawn over the messages, in a window that has no room for it beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QResizeEvent

    from desktop.ui.theme import ThemeSwitch


class Drawer(QWidget):
    """Covers its parent while it is open: the panel at the side, a shade over the rest.

    The messages below keep their width, and so their place, while somebody picks a room.
    """

    closed = Signal()
    """The shade was pressed."""

    def __init__(self, switch: ThemeSwitch, panel: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("drawer")
        self._switch = switch
        self._panel = panel
        self._page = parent
        self.hide()

    def take_in(self) -> None:
        """Hold the panel from now on, out of sight until the drawer is opened."""
        self._panel.setParent(self)
        self._panel.show()

    def open_over(self) -> None:
        """Show the panel that was taken in."""
        self.setGeometry(self._page.rect())
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        panel = QRect(0, 0, min(self._panel.minimumWidth(), self.width()), self.height())
        if self.isRightToLeft():
            panel.moveRight(self.width() - 1)
        self._panel.setGeometry(panel)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.closed.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(event.rect(), self._switch.theme.shadow)
        finally:
            painter.end()
