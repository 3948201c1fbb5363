"""Keeps what somebody is just typing out of a room that they did not choose to write in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget
from typing_extensions import override

PAUSE_MS = 1_000
"""Who rests this long between two keys looks at the screen; in a run of words nobody does."""

_TYPED = (QEvent.Type.KeyPress, QEvent.Type.InputMethod)


class TypingPause(QObject):
    """Watches the box one writes in."""

    def __init__(self, edit: QWidget) -> None:
        super().__init__(edit)
        self._edit = edit
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(lambda: edit.removeEventFilter(self))

    def wait(self) -> None:
        """Drop every key from now on, until none was pressed for PAUSE_MS."""
        self._edit.installEventFilter(self)
        self._timer.start()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _TYPED:
            return False
        self._timer.start()
        return True
