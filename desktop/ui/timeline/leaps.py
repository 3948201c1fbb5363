"""Far moves of a reader within a room: told with the spot they left, which can be gone back to."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from net.ids import EntryId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.ui.timeline.canvas import Canvas

Spot = tuple[EntryId, int]
"""A message that was on screen and where its words began, in pixels; None is the newest message."""


class Leaps(QObject):
    """Belongs to a view. Turning pages and scrolling are no leaps."""

    leapt = Signal(object)
    """The Spot, or None, where the reader was before; `spot` is where they are now."""

    landed = Signal()
    """A leap was made, or one was taken back."""

    def __init__(self, view: Canvas) -> None:
        super().__init__(view)
        self._view = view
        self._deep = 0

    def spot(self) -> Spot | None:
        """Return where the reader is, None with the newest message."""
        read = self._view.anchor_id
        return None if self._view.at_bottom or read is None else (read, self._view.anchor.y)

    @contextlib.contextmanager
    def one(self) -> Iterator[None]:
        """Tell of the move that is made inside, unless some of what was read is still on screen."""
        before, read = self.spot(), self._on_screen()
        self._deep += 1
        try:
            yield
        finally:
            self._deep -= 1
        if not self._deep and self.spot() != before and not read & self._on_screen():
            self.leapt.emit(before)
            self.landed.emit()

    def go_back(self, spot: Spot | None) -> None:
        """Show a spot again, without telling; a message that is gone leaves the view where it is."""
        view = self._view
        ordinal = None if spot is None or view.source is None else view.source.ordinal_of(spot[0])
        if spot is None:
            view.anchor.jump_to_end()
        elif ordinal is not None:
            view.anchor.jump(ordinal, spot[1])
        view.flush()
        self.landed.emit()

    def _on_screen(self) -> set[int]:
        return {shown.ordinal for shown in self._view.shown}
