"""Whatever is open when the look changes is painted in the new one, as if it had been opened in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.chat_window import ChatWindow
from desktop.ui.person_cards import PersonCards
from desktop.ui.room_menu import NewMenu, RoomMenu
from desktop.ui.theme import ThemeSwitch
from tests import shots, shots_desk, shots_talk, shots_windows
from tests.shots_cast import PEOPLE, ROOMS

pytestmark = pytest.mark.slow

Scene = Callable[[ChatWindow], QWidget | None]
LOOKS = ("contrast", "dark")
ROUNDS = 6
"""Of events: layouts that were put off, polish, the timeline's frame."""


def dialog(window: ChatWindow) -> QWidget:
    """The dialog that is open over a window."""
    (found,) = (each for each in window.findChildren(QDialog) if each.isVisible())
    return found


def keys_sheet(window: ChatWindow) -> QWidget:
    window.dialogs.show_keys()
    return dialog(window)


def add_address(window: ChatWindow) -> QWidget:
    shots_windows.furnish(window)
    window.dialogs.ask_address()
    return dialog(window)


def connection(window: ChatWindow) -> QWidget:
    window.dialogs.show_connection("Station LAN · 5 online")
    window.dialogs.set_reasons([("ok", "Connected."), ("problem", "Not heard.")])
    return dialog(window)


def people_here(window: ChatWindow) -> QWidget:
    window.dialogs.show_people(shots.PEOPLE, shots.ME.person)
    return dialog(window)


def follow_link(window: ChatWindow) -> QWidget:
    window.dialogs.follow_link("https://tide.lan/7", "tide.example")
    return dialog(window)


def room_details(window: ChatWindow) -> QWidget:
    shots_windows.furnish(window)
    window.doors.open_details(ROOMS[2])
    return dialog(window)


def profile(window: ChatWindow) -> QWidget:
    shots_windows.furnish(window)
    cards = PersonCards(window._switch, lambda: shots.NOW_MS, window)
    cards.set_people(PEOPLE)
    cards.show(PEOPLE[1].person)
    return dialog(window)


def new_menu(window: ChatWindow) -> QWidget:
    shots_windows.furnish(window)
    window.doors.open_new()
    return window.findChildren(NewMenu)[0]


def notices_menu(window: ChatWindow) -> QWidget:
    shots_windows.furnish(window)
    window.doors.open_menu(ROOMS[2], QPoint(400, 100), only_notices=True)
    return window.findChildren(RoomMenu)[0]


SCENES: dict[str, Scene] = {
    scene.__name__: scene
    for scene in (
        *(scene for _, scene, dark in (*shots.SCENES, *shots_talk.SCENES) if dark),
        *(scene for scene, _ in (*shots_windows.SCENES, *shots_desk.SCENES)),
        keys_sheet,
        add_address,
        connection,
        people_here,
        follow_link,
        room_details,
        profile,
        new_menu,
        notices_menu,
    )
    if scene is not shots_talk.mirrored  # its direction is part of the look
}


@pytest.fixture
def still(qapp: QApplication, switch: ThemeSwitch) -> Iterator[ThemeSwitch]:
    """Nothing moves or blinks by itself."""
    flash_ms = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    switch.set_reduced_motion(reduced=True)
    shots_windows.dress(switch, "light")
    yield switch
    shots_windows.dress(switch, "light")
    qapp.setCursorFlashTime(flash_ms)


def opened(scene: Scene, switch: ThemeSwitch, qtbot: QtBot) -> QWidget:
    window = ChatWindow(switch, shots.timeline(switch), lambda: shots.NOW_MS, nobody_ms=3_600_000)
    qtbot.addWidget(window)
    window.show()
    shown = scene(window) or window
    if shown.parent() is None and shown is not window:
        qtbot.addWidget(shown)
    shown.activateWindow()
    return shown


def picture(shown: QWidget) -> QImage:
    for _ in range(ROUNDS):
        QApplication.processEvents()
    return shown.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def old_places(one: QImage, two: QImage) -> list[tuple[int, int, str, str]]:
    """The first places that differ, with both colours."""
    if one == two:
        return []
    places = ((x, y) for y in range(one.height()) for x in range(one.width()))
    different = (at for at in places if one.pixel(*at) != two.pixel(*at))
    return [
        (x, y, one.pixelColor(x, y).name(), two.pixelColor(x, y).name())
        for _, (x, y) in zip(range(8), different, strict=False)
    ]


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_nothing_keeps_the_old_look(scene: Scene, still: ThemeSwitch, qtbot: QtBot) -> None:
    fresh: dict[str, QImage] = {}
    for look in LOOKS:
        shots_windows.dress(still, look)
        shown = opened(scene, still, qtbot)
        fresh[look] = picture(shown)
        for each in {shown, shown.window(), *QApplication.topLevelWidgets()}:
            each.close()
    assert fresh["contrast"] != fresh["dark"]
    shown = opened(scene, still, qtbot)  # in the last of the looks
    for look in LOOKS:
        shots_windows.dress(still, look)
        changed = picture(shown)
        assert changed.size() == fresh[look].size()
        assert old_places(changed, fresh[look]) == [], look
