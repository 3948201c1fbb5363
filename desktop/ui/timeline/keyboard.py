"""The keys of the timeline: paging, walking from message to message and through what is in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence

from desktop.ui.timeline import accessible, acts
from desktop.ui.timeline.doings import Doing, do, doable

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from desktop.ui.timeline.rows import Row
    from desktop.ui.timeline.view import TimelineView

KEPT_LINES = 2
"""A page keeps this many lines of the last one in sight, so that nobody loses the place."""


_DOINGS = {
    Qt.Key.Key_R: Doing.REPLY,
    Qt.Key.Key_E: Doing.EDIT,
    Qt.Key.Key_C: Doing.COPY,
    Qt.Key.Key_L: Doing.LINK,
    Qt.Key.Key_U: Doing.UNREAD,
    Qt.Key.Key_P: Doing.PERSON,
    Qt.Key.Key_Plus: Doing.REACT,
    Qt.Key.Key_Delete: Doing.DELETE,
}
_SHIFTED = {
    Qt.Key.Key_R: Doing.REPLY,
    Qt.Key.Key_E: Doing.REACT,
    Qt.Key.Key_D: Doing.DELETE,
}
"""With Ctrl and Shift."""


class Keyboard:
    """Handles the keys of one view."""

    def __init__(self, view: TimelineView) -> None:
        self._view = view
        self._acts: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_PageUp: lambda: self._page(-1),
            Qt.Key.Key_PageDown: lambda: self._page(1),
            Qt.Key.Key_Up: lambda: self._step(-1),
            Qt.Key.Key_Down: lambda: self._step(1),
        }

    def press(self, event: QKeyEvent) -> bool:
        """Handle a key; False leaves it to the window."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            return self._view.copy()
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self._view.clips.select_day()
            return True
        if control:
            return self._with_control(key, shift=shift)
        if event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            return False
        act = self._acts.get(key)
        if act is not None:
            act()
            return True
        match key:
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                return self._activate()
            case Qt.Key.Key_Menu:
                return self.menu()
            case Qt.Key.Key_Escape:
                return self._leave()
            case _:
                doing = _DOINGS.get(key)
                return doing is not None and self._do(doing)

    def _do(self, doing: Doing) -> bool:
        """Act on the focused message, if there is one and it can be done."""
        row = self._focused_row()
        if row is None or doing not in doable(row.message, self._view.features):
            return False
        do(self._view, doing, row.message)
        return True

    def _with_control(self, key: Qt.Key, *, shift: bool) -> bool:
        if shift:
            doing = _SHIFTED.get(key)
            return doing is not None and self._do(doing)
        match key:
            case Qt.Key.Key_Home:
                with self._view.leaps.one():
                    self._view.anchor.jump(0, self._view.viewport().height())
                    self._view.scroll_by(0)
            case Qt.Key.Key_End:
                self._view.jump_to_latest()
            case Qt.Key.Key_G if self._view.dates:
                self._view.ask_day()
            case Qt.Key.Key_J:
                self.focus_newest()
            case _:
                return False
        return True

    def focus_newest(self) -> None:
        """Focus the newest message and bring it into view."""
        if self._view.rows.count:
            self._view.jump_to_latest()
            self._focus(self._view.rows.count - 1)

    def walk(self, *, forward: bool) -> bool:
        """Go to the next clickable place of the focused message; False if there is no further."""
        row = self._focused_row()
        if row is None or not row.body.spots:
            return False
        reader = self._view.reader
        last = len(row.body.spots) - 1
        if reader.spot is None:
            reader.spot = 0 if forward else last
        elif 0 <= reader.spot + (1 if forward else -1) <= last:
            reader.spot += 1 if forward else -1
        else:
            reader.spot = None
            self._view.update_row(reader.focus)
            return False
        self._view.update_row(reader.focus)
        accessible.spot_focused(self._view, row.body.spots[reader.spot].label)
        return True

    def menu(self) -> bool:
        """Open the menu of the focused message; False if none is focused or it is out of sight."""
        view = self._view
        shown = next((s for s in view.shown if s.ordinal == view.reader.focus), None)
        if shown is None:
            return False
        at = QPoint(view.metrics.text_x, max(shown.body_top, 0) + view.metrics.line)
        view.open_menu(shown, view.viewport().mapToGlobal(at))
        return True

    # ---- inside

    def _page(self, direction: int) -> None:
        view = self._view
        kept = KEPT_LINES * view.metrics.line
        view.scroll_by(direction * max(view.metrics.line, view.viewport().height() - kept))

    def _step(self, direction: int) -> None:
        view = self._view
        focus = view.reader.focus
        if focus is None:
            view.scroll_by(direction * view.metrics.step)
            return
        target = focus + direction
        if 0 <= target < view.rows.count:
            self._focus(target)

    def _focus(self, ordinal: int) -> None:
        view = self._view
        before, view.reader.focus, view.reader.spot = view.reader.focus, ordinal, None
        view.update_row(before)
        self._reveal(ordinal)
        view.update_row(ordinal)
        accessible.row_focused(view, ordinal)

    def _reveal(self, ordinal: int) -> None:
        """Scroll as little as needed to see the row; of one that is too high, its beginning."""
        view = self._view
        height = view.viewport().height()
        shown = next((s for s in view.shown if s.ordinal == ordinal), None)
        if shown is None:
            view.jump_to_ordinal(ordinal)
            return
        if shown.bottom > height:
            view.scroll_by(min(shown.bottom - height, shown.top))
        elif shown.top < 0:
            view.scroll_by(shown.top)

    def _focused_row(self) -> Row | None:
        focus = self._view.reader.focus
        if focus is None or focus >= self._view.rows.count:
            return None
        return self._view.rows.row(focus)

    def _activate(self) -> bool:
        row, spot = self._focused_row(), self._view.reader.spot
        if row is None:
            return False
        if spot is None or spot >= len(row.body.spots):
            return self.menu()
        acts.activate(self._view, row, row.body.spots[spot])
        return True

    def _leave(self) -> bool:
        """Leave the clickable place, then the message, then the selection; then it is not ours."""
        reader = self._view.reader
        if reader.spot is not None:
            reader.spot = None
        elif reader.focus is not None:
            before, reader.focus = reader.focus, None
            self._view.update_row(before)
        elif reader.selection:
            reader.selection.clear()
            self._view.viewport().update()
        else:
            return False
        self._view.update_row(reader.focus)
        return True
