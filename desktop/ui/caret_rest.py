"""Lets a caret stand still when nobody has typed for a while, as GTK does: a blink wakes the processor.

A blinking caret was nine tenths of what the window cost at rest.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

REST_AFTER_MS = 10_000
"""GTK's `gtk-cursor-blink-timeout`, which people know."""


class CaretRest(QObject):
    """Watches one edit; while another widget has the focus carets blink as the system says."""

    def __init__(self, edit: QPlainTextEdit) -> None:
        super().__init__(edit)
        self._edit = edit
        self._blink_ms = 0
        """The system's, while the caret rests; 0 otherwise."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_AFTER_MS)
        self._timer.timeout.connect(self._rest)
        edit.cursorPositionChanged.connect(self._wake)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_changed)

    def _focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is self._edit:
            self._wake()
        elif before is self._edit:
            self._wake()
            self._timer.stop()

    def _wake(self) -> None:
        if self._blink_ms:
            QApplication.setCursorFlashTime(self._blink_ms)
            self._blink_ms = 0
        self._timer.start()

    def _rest(self) -> None:
        # Another edit's caret is not ours to stop, and a system's that never blinks stays as it is.
        if self._edit.hasFocus() and not self._blink_ms:
            self._blink_ms = max(0, QApplication.cursorFlashTime())
            QApplication.setCursorFlashTime(0)
