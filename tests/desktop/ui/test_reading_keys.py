"""Keys of reading work while one is writing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.ui.chat_window import ChatWindow
from tests import shots
from tests.shots_windows import EVERYTHING, furnish

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_the_newest_message_and_the_calendar_from_the_box(window: ChatWindow, qtbot: QtBot) -> None:
    furnish(window)
    talk = window.page.talk
    talk.set_features(EVERYTHING)
    edit = talk.composer.edit
    qtbot.keyClick(edit, Qt.Key.Key_J, CONTROL)
    assert talk.timeline.hasFocus()
    assert talk.timeline.reader.focus == len(shots.TALK) - 1
    edit.setFocus()
    with qtbot.waitSignal(talk.timeline.date_wanted):
        qtbot.keyClick(edit, Qt.Key.Key_G, CONTROL)
