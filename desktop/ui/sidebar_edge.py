"""The edge between the rooms and the messages: dragged, or moved by keys, it makes the rooms wider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.ui.sidebar import WIDTH_PX

if TYPE_CHECKING:
    from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from desktop.ui.sidebar import Sidebar
    from desktop.ui.theme import ThemeSwitch

MOST_PX = 480
"""Wider than this the names of rooms leave most of it empty."""
GRIP_PX = 4
"""Where it is taken hold of: the line, and what is empty beside the handle of the rooms' scroll bar.

Nothing of it lies over the messages: they would be painted anew as a whole for each turn of the
wheel, instead of being moved (1.5 ms a frame instead of 0.5).
"""
LIT_PX = 2
STEP_PX = 16


class SidebarEdge(QWidget):
    """Lies over the page, along the sidebar. All widths are px of the design, before the zoom."""

    width_chosen = Signal(int)
    """The width that is to be kept, once the hand lets go."""

    def __init__(self, switch: ThemeSwitch, sidebar: Sidebar, page: QWidget) -> None:
        super().__init__(page)
        self.setObjectName("sidebar-edge")
        self.setAccessibleName(self.tr("Width of the list of rooms"))
        words = self.tr("Drag to make it wider, double-click for the width it had")
        self.setAccessibleDescription(words)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._switch, self._sidebar, self._page = switch, sidebar, page
        self._wanted, self._most = WIDTH_PX, MOST_PX
        self._from: tuple[float, int] | None = None
        self._lit = False

    @property
    def wanted(self) -> int:
        """The width somebody chose; a small window shows less of it."""
        return self._wanted

    def set_width(self, wanted: object) -> None:
        """Take a width as it was kept; anything else than one counts as none."""
        known = isinstance(wanted, int) and not isinstance(wanted, bool)
        self._wanted = _between(int(str(wanted)), MOST_PX) if known else WIDTH_PX
        self._show()

    def fit(self, most: int, *, beside: bool) -> None:
        """Give the sidebar what was chosen, up to `most`; `beside`: it stands beside the messages."""
        self._most = min(MOST_PX, most) if beside else WIDTH_PX
        self.setVisible(beside)
        self._show()

    def _show(self) -> None:
        self._sidebar.set_width(_between(self._wanted, self._most))
        px = self._switch.theme.px
        shown = self._sidebar.minimumWidth()
        x = self._page.width() - shown if self.isRightToLeft() else shown - px(GRIP_PX)
        self.setGeometry(x, 0, px(GRIP_PX), self._page.height())
        self.raise_()

    def _move_to(self, wanted: int) -> None:
        self._wanted = _between(wanted, self._most)
        self._show()

    def _side(self) -> int:
        return -1 if self.isRightToLeft() else 1

    def _light(self, *, on: bool) -> None:
        self._lit = on
        self.update()

    # ---- Qt

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._from = event.globalPosition().x(), _between(self._wanted, self._most)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            x, width = self._from
            moved = (event.globalPosition().x() - x) * self._side()
            self._move_to(round(width + moved / self._switch.theme.zoom))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._from is not None and event.button() is Qt.MouseButton.LeftButton:
            moved = self._from[1] != self._wanted
            self._from = None
            if moved:
                self.width_chosen.emit(self._wanted)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._from = None
        self._choose(WIDTH_PX)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = _between(self._wanted, self._most)
        match event.key():
            case Qt.Key.Key_Right:
                self._choose(shown + STEP_PX * self._side())
            case Qt.Key.Key_Left:
                self._choose(shown - STEP_PX * self._side())
            case Qt.Key.Key_Home:
                self._choose(WIDTH_PX)
            case Qt.Key.Key_End:
                self._choose(self._most)
            case _:
                super().keyPressEvent(event)

    def _choose(self, wanted: int) -> None:
        self._move_to(wanted)
        self.width_chosen.emit(self._wanted)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._show()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._light(on=True)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._light(on=False)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not (self._lit or self._from is not None or self.hasFocus()):
            return
        theme = self._switch.theme
        lit = theme.px(LIT_PX)
        x = 0 if self.isRightToLeft() else self.width() - lit
        painter = QPainter(self)
        try:
            painter.fillRect(x, 0, lit, self.height(), theme.accent)
        finally:
            painter.end()


def _between(width: int, most: int) -> int:
    return max(WIDTH_PX, min(width, most))
