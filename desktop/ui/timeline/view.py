"""The timeline widget that windows use: the canvas with mouse, keyboard, clipboard and signals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from typing_extensions import override

from desktop.ui.timeline import accessible
from desktop.ui.timeline.canvas import FRAME_MS, Canvas
from desktop.ui.timeline.clipboard import Clips
from desktop.ui.timeline.keyboard import Keyboard
from desktop.ui.timeline.pointer import Pointer

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, tzinfo

    from PySide6.QtGui import (
        QContextMenuEvent,
        QFocusEvent,
        QKeyEvent,
        QMouseEvent,
        QResizeEvent,
        QShowEvent,
        QWheelEvent,
    )

    from desktop.ui.theme import Theme
    from desktop.ui.timeline.canvas import Shown

NOTCH = 120
"""What Qt reports for one notch of a wheel, in eighths of a degree."""


class TimelineView(Canvas):
    """A room's messages. Tell it a source; it never changes what it shows but by that source.

    Everything runs on the windows' thread. Links are never opened here, only told.
    """

    link_activated = Signal(str, str)
    """Target and shown text of a link that was clicked."""

    retry_requested = Signal(object)
    """The `local_id` of an own message that was not sent."""

    edit_requested = Signal(object)
    discard_requested = Signal(object)

    menu_requested = Signal(object, object)
    """The QMenu about to be shown and its Message: the window may add to it."""

    def __init__(
        self,
        theme: Theme,
        today: Callable[[], date],
        zone: tzinfo | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, today, zone, parent)
        self.clips = Clips(self)
        self._pointer = Pointer(self)
        self._keyboard = Keyboard(self)
        self._wheel_px = 0.0
        self._wheel_timer = self.timer(FRAME_MS, self._apply_wheel)
        self.verticalScrollBar().setAccessibleName("Scroll messages")

    # ---- what the window tells

    def focus_newest(self) -> None:
        """Take the keyboard and focus the newest message."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._keyboard.focus_newest()

    def copy(self) -> bool:
        """Copy the selection, else the focused message; False if there is neither."""
        return self.clips.copy()

    def open_menu(self, shown: Shown, on_screen: QPoint) -> None:
        """Open the menu of a row on screen."""
        self._pointer.show_menu(shown, None, on_screen)

    # ---- accessibility

    @override
    def appended(self, n: int) -> None:
        if QAccessible.isActive() and self.isActiveWindow():
            accessible.announce(self, n)

    @override
    def rows_moved(self) -> None:
        if QAccessible.isActive():
            accessible.rows_moved(self)

    # ---- Qt

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.metrics.px(740), self.metrics.px(560))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.metrics.px(280), self.metrics.px(120))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.latest.place(self.viewport().width(), self.viewport().height())
        self.flush()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.flush()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # the window zooms
            return
        pixels = event.pixelDelta().y()
        if not pixels:
            lines = max(1, QApplication.wheelScrollLines())
            self._wheel_px -= event.angleDelta().y() * self.metrics.line * lines / NOTCH
        self._wheel_px -= pixels
        if not self._wheel_timer.isActive():
            self._apply_wheel()
        event.accept()

    def _apply_wheel(self) -> None:
        """Move at once for the first turn, then once a frame for all that came meanwhile."""
        dy = int(self._wheel_px)
        if dy:
            self._wheel_px -= dy
            self.scroll_by(dy)
            self._wheel_timer.start()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pointer.press(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer.move(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pointer.release(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pointer.double(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._pointer.menu(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keyboard.press(event):
            event.ignore()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        return self._keyboard.walk(forward=next) or super().focusNextPrevChild(next)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update_row(self.reader.focus)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update_row(self.reader.focus)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.Leave:
                self.set_hover(None)
            case QEvent.Type.ToolTip if isinstance(event, QHelpEvent):
                self._tool_tip(event.pos(), event.globalPos())
                return True
        return super().viewportEvent(event)

    def _tool_tip(self, at: QPoint, on_screen: QPoint) -> None:
        words = self._pointer.tool_tip(at)
        if words:
            QToolTip.showText(on_screen, words, self.viewport())
        else:
            QToolTip.hideText()
