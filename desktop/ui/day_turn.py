"""Tells that a new day has begun, so that "Today" and the times beside rooms stay true over night."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QDateTime, QEvent, QObject, QTime, QTimer, Signal
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

LATE_MS = 1_000
"""After midnight: a timer may fire a moment early, and a day has begun or has not."""


class DayTurn(QObject):
    """Wakes once a day, and with the window: a timer stands still while a computer sleeps."""

    turned = Signal()

    def __init__(
        self,
        window: QWidget,
        now: Callable[[], QDateTime] = QDateTime.currentDateTime,
    ) -> None:
        super().__init__(window)
        self._now = now
        self._day: QDate = now().date()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        window.installEventFilter(self)
        self._wait()

    def look(self) -> None:
        """Tell if the day is another than when it was last looked at."""
        day = self._now().date()
        if day != self._day:
            self._day = day
            self.turned.emit()
        self._wait()

    def stop(self) -> None:
        """Wait for no further day."""
        self._timer.stop()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:
            self.look()
        return False

    def _wait(self) -> None:
        now = self._now()
        midnight = QDateTime(now.date().addDays(1), QTime(0, 0))
        self._timer.start(max(0, now.msecsTo(midnight)) + LATE_MS)
