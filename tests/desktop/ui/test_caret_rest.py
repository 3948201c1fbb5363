"""The caret stands still when nobody types, and blinks again with the first key."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import caret_rest
from desktop.ui.caret_rest import CaretRest

BLINK_MS = 40


class Blinks(QObject):
    """Counts the timers of carets."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Timer and "Control" in watched.metaObject().className():
            self.seen += 1
        return False


@pytest.fixture
def blinks(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Blinks]:
    monkeypatch.setattr(caret_rest, "REST_AFTER_MS", 200)
    before_ms = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(BLINK_MS)
    counter = Blinks()
    qapp.installEventFilter(counter)
    yield counter
    qapp.removeEventFilter(counter)
    qapp.setCursorFlashTime(before_ms)


def test_it_rests_and_wakes(qtbot: QtBot, qapp: QApplication, blinks: Blinks) -> None:
    box, edit, other = QWidget(), QPlainTextEdit(), QLineEdit()
    column = QVBoxLayout(box)
    column.addWidget(edit)
    column.addWidget(other)
    qtbot.addWidget(box)
    rest = CaretRest(edit)
    box.show()
    box.activateWindow()
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    qtbot.waitUntil(lambda: blinks.seen > 1)
    qtbot.waitUntil(lambda: qapp.cursorFlashTime() == 0)
    seen = blinks.seen
    with qtbot.assertNotEmitted(rest.destroyed, wait=5 * BLINK_MS):
        pass
    assert blinks.seen == seen
    qtbot.keyClick(edit, Qt.Key.Key_A)
    assert qapp.cursorFlashTime() == BLINK_MS
    qtbot.waitUntil(lambda: blinks.seen > seen)
    qtbot.waitUntil(lambda: qapp.cursorFlashTime() == 0)
    other.setFocus()
    assert qapp.cursorFlashTime() == BLINK_MS, "only of the edit that is watched"
