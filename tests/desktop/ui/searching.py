"""What tests of the search window do with it: type, answer, look at its rows."""

from __future__ import annotations

import datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.model import Hit, SearchResult
from desktop.ui.search_window import SearchWindow
from desktop.ui.theme import ThemeSwitch
from tests import shots
from tests.shots_desk import HITS
from tests.shots_windows import PEOPLE, ROOMS

Asked = list[tuple[int, str]]


def shown(qtbot: QtBot, switch: ThemeSwitch) -> SearchWindow:
    made = SearchWindow(switch, shots.today, lambda: shots.NOW_MS, datetime.UTC)
    qtbot.addWidget(made)
    made.set_people(PEOPLE)
    made.set_rooms(ROOMS)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.line.setFocus()
    return made


def listening(search: SearchWindow) -> Asked:
    asked: Asked = []
    search.query_wanted.connect(lambda generation, text: asked.append((generation, text)))
    return asked


def press(search: SearchWindow, key: Qt.Key) -> None:
    QTest.keyClick(search.line, key)


def answer(search: SearchWindow, *hits: Hit, more: bool = False) -> None:
    found = SearchResult(search.line.text(), hits or HITS, more)
    search.set_result(search.clock.generation, found, 4)


def ask(search: SearchWindow, text: str = "tide ga", *hits: Hit) -> None:
    search.line.setText(text)
    press(search, Qt.Key.Key_Return)
    answer(search, *hits)


def rows(search: SearchWindow) -> list:
    return [search.model.row(number) for number in range(search.model.rowCount())]
