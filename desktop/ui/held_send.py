"""Holds a message back for a few seconds after it was sent, so that it can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from desktop.ui.written import Written
    from net.ids import RoomId

TICK_MS = 1_000


class HeldSend(QObject):
    """Holds at most one; its timer runs only while it does. Owned by a composer."""

    due = Signal(bytes, object)
    """RoomId and Written: send it now."""

    ticked = Signal(int)
    """Seconds left."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._held: tuple[RoomId, Written] | None = None
        self._left_s = 0
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def text(self) -> str:
        """The words that are held, empty if none are."""
        return self._held[1].text if self._held is not None else ""

    def hold(self, room: RoomId, written: Written, seconds: int) -> None:
        """Hold this back; what was held before goes out."""
        self.release()
        self._held, self._left_s = (room, written), seconds
        self._timer.start()
        self.ticked.emit(seconds)

    def take_back(self) -> Written | None:
        """Return what was held, which will not be sent."""
        self._timer.stop()
        held, self._held = self._held, None
        return None if held is None else held[1]

    def release(self) -> None:
        """Send it now."""
        self._timer.stop()
        held, self._held = self._held, None
        if held is not None:
            self.due.emit(*held)

    def _tick(self) -> None:
        self._left_s -= 1
        if self._left_s <= 0:
            self.release()
        else:
            self.ticked.emit(self._left_s)
