"""Says something where the person is looking: beside the main window, or in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from desktop.ui.side_window import SideWindow

if TYPE_CHECKING:
    from desktop.ui.chat_window import ChatWindow


def say(window: ChatWindow, kind: str, words: str) -> None:
    """Say a sentence; kinds as of the bar above the messages: info, warn, danger."""
    beside = _in_front()
    if beside is not None:
        beside.say(kind, words)
    elif window.first_run.isVisible():  # which has no room for a bar
        window.first_run.say(kind, words)
    else:
        window.show_banner(kind, words)


def _in_front() -> SideWindow | None:
    """Return the window beside the main one that has the keyboard, itself or by a dialog over it."""
    found = QApplication.activeWindow()
    while found is not None and not isinstance(found, SideWindow):
        found = found.parentWidget()
    return found if found is not None and found.isVisible() else None
