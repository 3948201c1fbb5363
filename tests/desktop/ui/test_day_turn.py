"""A window that is open over night says "Today" of the new day."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate, QDateTime, QEvent, QTime
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import day_turn
from desktop.ui.day_turn import DayTurn

EVENING = QDateTime(QDate(2026, 3, 1), QTime(23, 59, 59, 990))
MORNING = QDateTime(QDate(2026, 3, 2), QTime(7, 0))


def test_midnight_comes_by_itself_once(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(day_turn, "LATE_MS", 1)
    window, times = QWidget(), [EVENING]
    qtbot.addWidget(window)
    day = DayTurn(window, lambda: times[-1])
    with qtbot.waitSignal(day.turned):
        times.append(MORNING)
    with qtbot.assertNotEmitted(day.turned):
        day.look()
    day.stop()


def test_a_computer_that_slept_over_midnight_tells_when_somebody_is_back(qtbot: QtBot) -> None:
    window, times = QWidget(), [EVENING]
    qtbot.addWidget(window)
    day = DayTurn(window, lambda: times[-1])
    day.stop()  # it stood still in the meantime
    times.append(MORNING)
    with qtbot.waitSignal(day.turned):
        QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    day.stop()
