"""Shift+F10 opens the menu of whatever has the keyboard, as the Menu key does that many keyboards lack."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

KEYS = "Shift+F10"


def offer_menu(window: QWidget, platform: str = sys.platform) -> None:
    """Let these keys work in a window; Windows itself turns them into the Menu key."""
    if platform not in ("win32", "darwin"):
        QShortcut(QKeySequence(KEYS), window, open_menu)


def open_menu() -> None:
    """Ask for the menu at the caret, as Qt does for the Menu key."""
    focused = QApplication.focusWidget()
    if focused is not None:
        caret = focused.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
        caret = caret.toRect() if isinstance(caret, QRectF) else caret
        place = (caret if isinstance(caret, QRect) else focused.rect()).center()
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Keyboard, place, focused.mapToGlobal(place)
        )
        QApplication.sendEvent(focused, event)
