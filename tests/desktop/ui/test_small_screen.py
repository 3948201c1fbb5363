"""On a small screen at twice the size nothing is cut, in a wordy language and from right to left."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QLocale, QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop import languages
from desktop.ui.chat_window import ChatWindow
from desktop.ui.day_picker import DayPicker
from desktop.ui.emoji_picker import CELL_PX, ROWS_SHOWN, EmojiPicker
from desktop.ui.folding import FoldingLayout
from desktop.ui.labels import Paragraph
from desktop.ui.theme import ThemeSwitch
from desktop.ui.wrapped_radio import WrappedRadio
from tests import shots, shots_desk, shots_windows

WIDTH_PX, HEIGHT_PX = 800, 600

Scene = Callable[[ChatWindow], QWidget | None]
SCENES: tuple[Scene, ...] = (
    shots.nobody,
    shots.room,
    shots_windows.create,
    shots_windows.presence,
    shots_windows.network,
    shots_windows.network_alone,
    shots_windows.settings_keys,
    shots_windows.settings_about,
    shots_windows.settings_storage,
    shots_windows.settings,
    shots_windows.settings_network,
    shots_windows.settings_privacy,
    shots_windows.number,
    shots_windows.leave,
    shots_desk.search_start,
    shots_desk.search_nothing,
    shots_desk.announce,
    shots_desk.announce_done,
)


@pytest.fixture(params=["german", "arabic"])
def spoken(request: pytest.FixtureRequest, switch: ThemeSwitch, qapp: QApplication) -> Iterator[str]:
    before = QLocale()
    shots_windows.dress(switch, request.param)
    switch.set_zoom(2.0)
    yield request.param
    languages.unload(qapp)
    QLocale.setDefault(before)
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def area(widget: QWidget, top: QWidget) -> QRect:
    return QRect(widget.mapTo(top, QPoint(0, 0)), widget.size())


def cut(top: QWidget) -> list[str]:
    """Return what is narrower than its words, or reaches beyond what can be seen of it."""
    found = []
    for each in top.findChildren(QWidget):
        if each.window() is not top or not each.isVisible():
            continue
        if not isinstance(each, QAbstractButton | QLabel | QLineEdit):
            continue
        least = each.minimumSizeHint().width()
        if isinstance(each, QAbstractButton) and each.text().strip("\u00a0") and each.width() < least:
            found.append(f"{each.text()!r} has {each.width()} px of {least}")
        if isinstance(each, Paragraph) and each.height() < each.heightForWidth(each.width()):
            found.append(f"{each.text()!r} is {each.height()} px high")
        seen = each.parentWidget()
        while seen is not None and seen is not top and not isinstance(seen, QAbstractScrollArea):
            seen = seen.parentWidget()
        ground = seen.viewport() if isinstance(seen, QAbstractScrollArea) else top
        place, room = area(each, top), area(ground, top)
        if place.left() < room.left() or place.right() > room.right():
            found.append(f"{each.objectName()} at {place} is not inside of {room}")
    return found


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_no_words_are_cut(
    scene: Scene, spoken: str, window: ChatWindow, switch: ThemeSwitch, qtbot: QtBot
) -> None:
    window.resize(WIDTH_PX, HEIGHT_PX)
    shown = scene(window) or window
    if shown is not window:
        qtbot.addWidget(shown)
    shown.resize(min(WIDTH_PX, shown.width()), min(HEIGHT_PX, shown.height()))
    qtbot.waitUntil(lambda: cut(shown) == [])
    assert shown.width() <= WIDTH_PX


def test_the_search_window_goes_on_a_small_screen(
    window: ChatWindow, switch: ThemeSwitch, qtbot: QtBot
) -> None:
    switch.set_zoom(2.0)
    shown = shots_desk.search_start(window)
    qtbot.addWidget(shown)
    assert shown.minimumWidth() <= WIDTH_PX
    assert shown.minimumHeight() <= HEIGHT_PX


def test_the_switcher_ends_on_the_screen(
    window: ChatWindow, switch: ThemeSwitch, qtbot: QtBot
) -> None:
    switch.set_zoom(2.0)
    found = shots_windows.switcher_empty(window)
    qtbot.addWidget(found)
    qtbot.waitUntil(found.isVisible)
    assert found.geometry().bottom() <= window.screen().availableGeometry().bottom()


@pytest.mark.parametrize("made", [DayPicker, EmojiPicker], ids=lambda made: made.__name__)
def test_what_pops_up_is_no_higher_than_the_screen(
    made: type[DayPicker | EmojiPicker],
    window: ChatWindow,
    switch: ThemeSwitch,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = SimpleNamespace(availableGeometry=lambda: QRect(0, 0, WIDTH_PX, HEIGHT_PX))
    module = sys.modules[made.__module__]
    monkeypatch.setattr(module, "QGuiApplication", SimpleNamespace(screenAt=lambda _: screen))
    switch.set_zoom(2.0)
    at = QPoint(400, 500)
    if made is DayPicker:
        days = DayPicker(switch, shots.today(), window)  # goes when it is closed
        days.open_at(at, shots.today())
        popup: QWidget = days
    else:
        picker = EmojiPicker(switch, window)
        qtbot.addWidget(picker)
        popup = picker
        for height in (HEIGHT_PX, 2 * HEIGHT_PX, HEIGHT_PX):  # it is kept, screens change
            screen.availableGeometry = lambda height=height: QRect(0, 0, WIDTH_PX, height)
            picker.open_at(at)
            rows = picker.list.height() // switch.theme.px(CELL_PX)
            assert (rows == ROWS_SHOWN) == (height > HEIGHT_PX)
    qtbot.waitUntil(lambda: popup.height() == popup.sizeHint().height())
    assert 0 <= popup.y()
    assert popup.geometry().bottom() <= HEIGHT_PX
    popup.close()


@pytest.mark.parametrize("side", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_parts_fold_where_they_do_not_fit(side: Qt.LayoutDirection, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.setLayoutDirection(side)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    folding = FoldingLayout()
    folding.setSpacing(10)
    column.addLayout(folding)
    column.addStretch(1)
    parts = [QWidget(), QWidget()]
    for part in parts:
        part.setFixedHeight(20)
        part.setMinimumWidth(100)
        folding.addWidget(part)
    page.show()
    for width, places in (
        (300, [QRect(0, 0, 190, 20), QRect(200, 0, 100, 20)]),
        (210, [QRect(0, 0, 100, 20), QRect(110, 0, 100, 20)]),
        (209, [QRect(0, 0, 209, 20), QRect(0, 30, 209, 20)]),
        (300, [QRect(0, 0, 190, 20), QRect(200, 0, 100, 20)]),
    ):
        page.resize(width, 100)
        if side is Qt.LayoutDirection.RightToLeft:
            for place in places:
                place.moveLeft(width - place.x() - place.width())
        wanted = partial(_stand, parts, places)
        qtbot.waitUntil(wanted)
    parts[0].hide()
    qtbot.waitUntil(lambda: parts[1].geometry().y() == 0)


def _stand(parts: list[QWidget], places: list[QRect]) -> bool:
    return [part.geometry() for part in parts] == places


def test_a_radio_button_goes_on_in_further_lines(switch: ThemeSwitch, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    radio = WrappedRadio("Salt & pepper for everybody on this network", name="radio")
    column.addWidget(radio)
    column.addStretch(1)
    page.resize(600, 200)
    page.show()
    assert radio.text() == "Salt && pepper for everybody on this network"
    high = radio.height()
    page.resize(200, 200)
    qtbot.waitUntil(lambda: "\n" in radio.text())
    lines = radio.text().count("\n") + 1
    assert " ".join(radio.text().split("\n")).replace("&&", "&") == radio.accessibleName()
    qtbot.waitUntil(lambda: radio.height() >= high + (lines - 1) * radio.fontMetrics().height())
    page.resize(600, 200)
    qtbot.waitUntil(lambda: "\n" not in radio.text())
