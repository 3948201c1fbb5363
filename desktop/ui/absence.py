"""Whether somebody looks at a window: not while it is hidden, minimized, behind another, or nobody is there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override


class Absence(QObject):
    """Follows one window. A dialog over it is looked at with what stands behind it."""

    near_end = Signal()
    """A window that was hidden shows its parts again, and nobody has seen them: `is_on` still holds."""

    ended = Signal()
    """It is in sight again."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._hidden = not window.isVisible()
        self._nobody = False
        window.installEventFilter(self)

    def set_nobody(self, *, nobody: bool) -> None:
        """Say that nobody is at this machine any more, or that somebody is again."""
        came_back = self._nobody and not nobody
        self._nobody = nobody
        if came_back:
            self.ended.emit()

    @property
    def is_on(self) -> bool:
        """Whether nobody looks at the window now."""
        if self._nobody or self._hidden or self._window.isMinimized():
            return True
        front = QApplication.activeWindow()
        while front is not None and front is not self._window:
            front = front.parentWidget()
        return front is None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # By these and not by `isVisible`: a window that was in the tray still counts as the active one
        # while its parts are shown again, and what they show nobody has seen.
        if event.type() == QEvent.Type.Hide:
            self._hidden = True
        elif event.type() == QEvent.Type.Show and self._hidden:
            self.near_end.emit()
            self._hidden = False
            self.ended.emit()
        elif event.type() == QEvent.Type.WindowStateChange and not self._window.isMinimized():
            self.ended.emit()
        return False
