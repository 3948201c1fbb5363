"""Windows come back where they stood, and never where no screen shows them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.places import BAR_PX, STEP_PX, Places, beside, fitted

SCREEN = QRect(0, 28, 1920, 1052)
SECOND = QRect(1920, 0, 1280, 1024)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    """A window whose place is kept."""
    places, made = Places({}), QWidget()
    qtbot.addWidget(made)
    places.keep(made, "main")
    yield made
    places.deleteLater()


def take_screen_away(qtbot: QtBot, window: QWidget) -> None:
    """Say that a screen went, and wait until the window is on one that is there."""
    screen = QGuiApplication.primaryScreen()
    QGuiApplication.instance().screenRemoved.emit(screen)
    qtbot.waitUntil(lambda: screen.availableGeometry().contains(window.geometry()))


lengths = st.integers(-40_000, 40_000)
sizes = st.integers(1, 40_000)


@given(lengths, lengths, sizes, sizes, st.sampled_from([[SCREEN], [SCREEN, SECOND]]))
def test_a_window_can_always_be_taken_hold_of(
    x: int, y: int, width: int, height: int, screens: list[QRect]
) -> None:
    made = fitted(QRect(x, y, width, height), screens)
    grip = QRect(made.left(), made.top(), made.width(), min(BAR_PX, made.height()))
    parts = [screen.intersected(grip) for screen in screens]
    assert any(part.isValid() and part.width() >= min(120, made.width()) for part in parts)
    assert any(made.width() <= each.width() and made.height() <= each.height() for each in screens)


@pytest.mark.parametrize("rect", [QRect(100, 100, 800, 600), QRect(2000, 10, 900, 700)])
def test_a_window_on_a_screen_stays(rect: QRect) -> None:
    assert fitted(rect, [SCREEN, SECOND]) == rect


def test_without_a_screen_nothing_is_changed() -> None:
    assert fitted(QRect(1, 2, 3, 4), []) == QRect(1, 2, 3, 4)


def test_a_window_comes_back(qtbot: QtBot) -> None:
    told: list[tuple[str, list[int]]] = []
    places = Places({})
    places.changed.connect(lambda name, place: told.append((name, place)))
    window = QWidget()
    qtbot.addWidget(window)
    places.keep(window, "search")
    window.setGeometry(40, 50, 300, 200)
    window.show()
    window.close()
    assert told == [("search", [40, 50, 300, 200, 0])]
    again = QWidget()
    qtbot.addWidget(again)
    Places({"search": told[0][1]}).keep(again, "search")
    assert again.geometry() == QRect(40, 50, 300, 200)


@given(lengths, lengths, sizes, sizes, st.sampled_from([[SCREEN], [SCREEN, SECOND]]))
def test_a_further_window_can_be_taken_hold_of_too(
    x: int, y: int, width: int, height: int, screens: list[QRect]
) -> None:
    first = fitted(QRect(x, y, width, height), screens)
    made = beside(first, screens)
    assert fitted(made, screens) == made
    free = [screen for screen in screens if screen.contains(made)]
    if first.width() < 1000 and first.height() < 1000 and any(s.contains(first) for s in screens):
        assert free
        assert made.topLeft() != first.topLeft() or first.topLeft() == free[0].topLeft()


def test_at_the_beginning_of_the_screen_the_bar_of_a_further_window_is_seen() -> None:
    screen = QRect(0, 0, 1600, 1200)
    made = beside(QRect(520, 40, 1080, 720), [screen])
    assert made.topLeft() == QPoint(0, BAR_PX)
    assert beside(QRect(10, 0, 1500, 1190), [screen]).topLeft() == QPoint(0, 10), "where it fits"


def test_a_further_window_of_a_kind_stands_beside_the_first(qtbot: QtBot) -> None:
    places = Places({"search": [40, 50, 300, 200, 0]})
    windows = [QWidget() for _ in range(3)]
    for window in windows:
        qtbot.addWidget(window)
        places.keep(window, "search")
        window.show()
    tops = [window.geometry().topLeft() for window in windows]
    assert [(each.x(), each.y()) for each in tops] == [
        (40 + STEP_PX * n, 50 + STEP_PX * n) for n in range(3)
    ]
    assert {(each.width(), each.height()) for each in windows} == {(300, 200)}
    windows[1].close()  # the place of the one that was closed last is that of the next start
    told: list[list[int]] = []
    places.changed.connect(lambda _, place: told.append(place))
    windows[2].close()
    assert told == [[tops[2].x(), tops[2].y(), 300, 200, 0]]


def test_a_window_larger_than_the_screen_is_shrunk(qtbot: QtBot) -> None:
    screen = QGuiApplication.primaryScreen().availableGeometry()
    for kept in ({}, {"main": [0, 0, 30_000, 20_000, 0]}):
        window = QWidget()
        qtbot.addWidget(window)
        window.setMinimumSize(10_000, 9_000)
        window.resize(30_000, 20_000)
        Places(kept).keep(window, "main")
        assert window.width() <= screen.width()
        assert window.height() <= screen.height()


def test_where_a_screen_was_taken_away_its_windows_come_back(
    qtbot: QtBot, window: QWidget
) -> None:
    places = Places({})
    window = QWidget()
    qtbot.addWidget(window)
    places.keep(window, "main")
    window.show()
    window.setGeometry(9000, 9000, 300, 200)
    take_screen_away(qtbot, window)


def test_what_was_hidden_when_its_screen_went_is_shown_on_another(
    qtbot: QtBot, window: QWidget
) -> None:
    places = Places({})
    window = QWidget()
    qtbot.addWidget(window)
    places.keep(window, "main")
    window.show()
    window.setGeometry(9000, 9000, 300, 200)
    QApplication.processEvents()  # its platform has heard of that
    window.hide()
    take_screen_away(qtbot, window)


def test_what_was_maximized_when_its_screen_went_comes_back_when_it_is_not(
    qtbot: QtBot, window: QWidget
) -> None:
    places = Places({})
    window = QWidget()
    qtbot.addWidget(window)
    places.keep(window, "main")
    window.showMaximized()
    window.showNormal()
    window.setGeometry(9000, 9000, 300, 200)
    screen = QGuiApplication.primaryScreen()
    qtbot.waitUntil(lambda: screen.availableGeometry().contains(window.geometry()))


@pytest.mark.parametrize("kept", [None, [300, 200, 400, 300, 0]])
def test_where_no_window_knows_its_place_only_its_size_is_kept(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, kept: list[int] | None
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "wayland")
    told: list[list[int]] = []
    places = Places({"main": kept} if kept else {})
    places.changed.connect(lambda _, place: told.append(place))
    window = QWidget()
    qtbot.addWidget(window)
    places.keep(window, "main")
    window.setGeometry(0, 0, 500, 400)
    window.show()
    window.close()
    middle = QRect(0, 0, 500, 400)
    middle.moveCenter(QGuiApplication.primaryScreen().availableGeometry().center())
    corner = kept[:2] if kept else [middle.x(), middle.y()]
    assert told == [[*corner, 500, 400, 0]]


def test_open_windows_are_remembered_at_the_end(qtbot: QtBot) -> None:
    told: list[str] = []
    places = Places({})
    places.changed.connect(lambda name, _: told.append(name))
    window, hidden = QWidget(), QWidget()
    for each, name in ((window, "main"), (hidden, "search")):
        qtbot.addWidget(each)
        places.keep(each, name)
    window.show()
    places.remember()
    places.remember()
    assert told == ["main"]


def test_a_window_that_is_gone_is_forgotten(qtbot: QtBot) -> None:
    places = Places({})
    window = QWidget()
    places.keep(window, "search")
    window.deleteLater()
    qtbot.waitUntil(lambda: not places._names)
    places.remember()


def test_a_maximized_window_comes_back_so(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    Places({"main": [10, 10, 300, 200, 1]}).keep(window, "main")
    window.show()
    assert window.isMaximized()


@pytest.mark.parametrize(
    "value", [None, 7, "x", [], [1, 2, 3, 4], [1, 2, 0, 4, 0], [1, 2, "3", 4, 0], [10**9] * 5]
)
def test_damaged_settings_count_as_nothing(qtbot: QtBot, value: object) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    before = window.geometry()
    Places({"main": value}).keep(window, "main")
    assert window.geometry() == before
