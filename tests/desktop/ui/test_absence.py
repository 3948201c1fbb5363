"""The line above what came while nobody looked: hidden, minimized, behind another window, nobody there."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.model import Message
from desktop.ui.chat_window import ChatWindow
from desktop.ui.side_window import bring
from desktop.ui.timeline.rows import ABOVE_ALL
from desktop.ui.timeline.view import TimelineView
from tests import shots
from tests.desktop.ui.timeline.sources import ListSource, message
from tests.shots import NOW_MS, TALK, lobby
from tests.shots_cast import ROOMS

MANY = 60
"""More than any screen shows."""


class Scene:
    """A window somebody has read to the end, whose room grows."""

    def __init__(self, window: ChatWindow, qtbot: QtBot) -> None:
        assert isinstance(window.timeline, TimelineView)
        self.window, self.view, self.qtbot = window, window.timeline, qtbot
        self.source = ListSource(TALK)
        self.told: list[bytes] = []
        self._numbers = itertools.count(9_000)
        self._others: list[QWidget] = []
        window.read_up_to.connect(lambda _, entry: self.told.append(entry))
        shots._open(window, TALK)
        window.open_room(lobby(TALK), self.source)
        qtbot.waitUntil(lambda: self.told == [TALK[-1].id])

    def come(self, n: int = 1, *, own: bool = False) -> list[Message]:
        made = [
            message(next(self._numbers), f"news {i}", at_ms=NOW_MS + i, own=own) for i in range(n)
        ]
        self.source.append(*made)
        if self.view.isVisible():
            self.placed()
        return made

    def placed(self) -> None:
        self.qtbot.waitUntil(lambda: not self.view._dirty)

    def lined(self) -> list[Message]:
        """Return the messages on screen that the line stands above."""
        height = self.view.viewport().height()
        return [s.row.message for s in self.view.shown if s.row.head.unread and 0 <= s.top < height]

    def turn_away(self) -> None:
        other = QWidget()
        self.qtbot.addWidget(other)
        self._others.append(other)
        other.show()
        other.activateWindow()
        self.qtbot.waitUntil(other.isActiveWindow)

    def come_back(self) -> None:
        bring(self.window)
        self.window.mark.set_idle(None)
        self.qtbot.waitUntil(self.window.isActiveWindow)
        self.placed()


@pytest.fixture
def scene(window: ChatWindow, qtbot: QtBot) -> Scene:
    return Scene(window, qtbot)


WAYS: dict[str, Callable[[Scene], None]] = {
    "hidden": lambda scene: (scene.window.hide(), scene.turn_away())[1],
    "minimized": lambda scene: scene.window.setWindowState(Qt.WindowState.WindowMinimized),
    "behind": Scene.turn_away,
    "nobody there": lambda scene: scene.window.mark.set_idle(NOW_MS),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_line_stands_above_the_first_that_nobody_saw(scene: Scene, way: str) -> None:
    WAYS[way](scene)
    scene.come(own=True)  # on another computer of this person
    news = scene.come(3)
    scene.come_back()
    assert scene.lined() == news[:1]
    assert scene.view.at_bottom
    assert scene.told == [TALK[-1].id, news[-1].id]
    assert scene.lined() == news[:1], "it stays for the visit"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("steps", [1, MANY])
def test_of_more_than_a_screen_the_first_are_shown(scene: Scene, way: str, steps: int) -> None:
    WAYS[way](scene)
    news = [each for _ in range(steps) for each in scene.come(MANY // steps)]
    scene.come_back()
    assert scene.lined() == news[:1]
    assert scene.told == [TALK[-1].id], "what is further down was not shown"
    below = scene.source.count() - 1 - scene.view.shown[-1].ordinal
    assert scene.view.latest.unread == below > 0
    assert scene.view.above.isHidden()
    scene.view.jump_to_latest()
    assert scene.told == [TALK[-1].id, news[-1].id]


def test_whoever_looks_sees_no_line(scene: Scene) -> None:
    scene.come(3)
    dialog = QDialog(scene.window)
    dialog.open()
    scene.qtbot.waitUntil(dialog.isActiveWindow)
    seen = scene.come(3)  # behind a dialog one sees what comes
    dialog.reject()
    scene.come_back()
    assert scene.lined() == []
    assert scene.told[-1] == seen[-1].id
    scene.turn_away()
    scene.come_back()
    scene.come(2)
    assert scene.lined() == []


def test_one_who_comes_back_to_nothing_but_own_words_sees_no_line(scene: Scene) -> None:
    scene.turn_away()
    scene.come(3, own=True)
    scene.come_back()
    assert scene.lined() == []


def test_the_next_absence_has_a_line_of_its_own(scene: Scene) -> None:
    scene.turn_away()
    first = scene.come(2)
    scene.come_back()
    assert scene.lined() == first[:1]
    scene.turn_away()
    assert scene.lined() == first[:1]
    second = scene.come(2)
    scene.come_back()
    assert scene.lined() == second[:1]


def test_a_line_that_was_not_read_down_from_stays(scene: Scene) -> None:
    scene.turn_away()
    first = scene.come(MANY)
    for _ in range(2):
        scene.come_back()
        scene.turn_away()
        scene.come()
    assert scene.lined() == first[:1]


def test_who_reads_further_up_is_left_alone(scene: Scene) -> None:
    scene.come(MANY)
    scene.view.scroll_by(-400)
    tops = [(s.ordinal, s.top) for s in scene.view.shown]
    scene.turn_away()
    scene.come(MANY)
    scene.come_back()
    assert [(s.ordinal, s.top) for s in scene.view.shown] == tops
    assert scene.view.above.isHidden()


def test_a_room_marked_unread_keeps_its_line(scene: Scene) -> None:
    scene.window.mark.hold()
    scene.view.set_unread_after(TALK[-2].id)
    scene.turn_away()
    scene.come(2)
    scene.come_back()
    assert scene.lined() == [TALK[-1]]


def test_a_room_opened_behind_another_window_begins_where_it_was_read(scene: Scene) -> None:
    scene.turn_away()
    source = ListSource(TALK)
    scene.window.open_room(ROOMS[1], source)
    scene.window.mark.set_read(TALK[-1].id)
    scene.source = source
    news = scene.come(2)
    assert scene.lined() == news[:1]


def test_in_a_room_that_was_empty_the_line_stands_above_the_first_message(scene: Scene) -> None:
    scene.source = ListSource(())
    scene.window.open_room(ROOMS[1], scene.source)
    scene.window.mark.set_read(ABOVE_ALL)
    scene.come(own=True)
    scene.placed()
    scene.turn_away()
    news = scene.come(2)
    scene.come_back()
    assert scene.lined() == news[:1]

    scene.source = ListSource(())
    scene.window.open_room(ROOMS[2], scene.source)
    scene.window.mark.set_read(ABOVE_ALL)
    scene.turn_away()
    news = scene.come(2)
    scene.come_back()
    assert scene.lined() == news[:1]
    assert scene.told[-1] == news[-1].id


def test_a_line_far_above_holds_nobody_back_the_next_time(scene: Scene) -> None:
    scene.turn_away()
    scene.come(MANY)
    scene.come_back()
    scene.view.jump_to_latest()
    scene.turn_away()
    second = scene.come(2)
    assert scene.view.at_bottom
    scene.come_back()
    assert scene.lined() == second[:1]
    assert scene.told[-1] == second[-1].id
