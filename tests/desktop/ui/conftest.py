"""A dressed application, a window with a real timeline, and the people of the pictures."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui import fonts
from desktop.ui.chat_window import ChatWindow
from desktop.ui.composer import Composer
from desktop.ui.theme import ThemeChoice, ThemeSwitch
from net.ids import RoomId
from tests import shots


@pytest.fixture(scope="session")
def _fonts(qapp: QApplication) -> None:
    fonts.load(qapp)


@pytest.fixture
def switch(qapp: QApplication, _fonts: None) -> Iterator[ThemeSwitch]:
    made = ThemeSwitch(qapp, ThemeChoice.LIGHT)
    yield made
    made.deleteLater()
    # Dressing the application goes over every widget there is: none of this test may be left half
    # gone, waiting for Python's collector, when the next test does so.
    for top in qapp.topLevelWidgets():
        top.hide()
        top.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


@pytest.fixture
def window(qtbot: QtBot, switch: ThemeSwitch) -> ChatWindow:
    """A window that nobody has told anything yet, on screen and active."""
    made = ChatWindow(switch, shots.timeline(switch), lambda: shots.NOW_MS, nobody_ms=3_600_000)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def composer(qtbot: QtBot, switch: ThemeSwitch) -> Composer:
    """A box that writes for a lobby, on screen and with the keyboard."""
    made = Composer(switch)
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.open_room(RoomId(b"l" * 32), "lobby")
    made.show()
    made.activateWindow()
    made.edit.setFocus()
    qtbot.waitUntil(made.edit.hasFocus)
    return made
