"""Puts selected messages on the clipboard or under the mouse; decides what "all" and "this" mean there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QClipboard, QDrag, QGuiApplication

from desktop.ui.timeline.cleaning import cleaned
from desktop.ui.timeline.selection import Copied, Point, copied

if TYPE_CHECKING:
    from desktop.ui.timeline.canvas import Canvas


class Clips:
    """Copies for one view."""

    def __init__(self, view: Canvas) -> None:
        self._view = view

    def copy(self) -> bool:
        """Copy the selection, else the focused message; False if there is neither."""
        view = self._view
        found = copied(view.reader.selection, view.rows)
        if found is not None:
            self._put(found, QClipboard.Mode.Clipboard)
            return True
        if view.reader.focus is None:
            return False
        message = view.rows.message(view.reader.focus)
        self.put("" if message.deleted else cleaned(message.text))
        return True

    def offer(self) -> None:
        """Give the selection to the middle mouse button, where the system has that."""
        clipboard = QGuiApplication.clipboard()
        if clipboard.supportsSelection():
            found = copied(self._view.reader.selection, self._view.rows)
            if found is not None:
                self._put(found, QClipboard.Mode.Selection)

    def drag(self) -> None:
        """Let the selection be carried to wherever text is taken; ends with the mouse button."""
        found = copied(self._view.reader.selection, self._view.rows)
        if found is not None:
            drag = QDrag(self._view)
            drag.setMimeData(_mime(found))
            drag.exec(Qt.DropAction.CopyAction)

    def put(self, text: str) -> None:
        """Copy this text."""
        QGuiApplication.clipboard().setText(text)

    def select_day(self) -> None:
        """Select all messages of the day that the focused or else the topmost row stands under."""
        view = self._view
        if view.source is None or not view.shown:
            return
        focus = view.reader.focus
        ordinal = focus if focus is not None else view.shown[-1].ordinal
        start_ms, end_ms = view.calendar.day_bounds_ms(view.rows.day(ordinal))
        first = min(view.source.ordinal_at_time(start_ms), ordinal)
        last = max(view.source.ordinal_at_time(end_ms) - 1, ordinal)
        view.reader.selection.set(
            Point(first, 0),
            Point(last, len(cleaned(view.rows.message(last).text))),
        )
        view.viewport().update()

    @staticmethod
    def _put(found: Copied, mode: QClipboard.Mode) -> None:
        QGuiApplication.clipboard().setMimeData(_mime(found), mode)


def _mime(found: Copied) -> QMimeData:
    mime = QMimeData()
    mime.setText(found.plain)
    mime.setHtml(found.rich)
    return mime
