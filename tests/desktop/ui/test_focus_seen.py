"""Whoever walks a window with Tab sees where they are, in each look, and goes as reading goes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.chat_window import ChatWindow
from desktop.ui.settings_window import SettingsWindow
from desktop.ui.theme import ThemeSwitch
from tests import shots_desk, shots_talk, shots_windows

Scene = Callable[[ChatWindow], QWidget]
STEPS = 40
"""More than the window with the most controls takes to come round, but for the page of keys."""


def keys_sheet(window: ChatWindow) -> QWidget:
    """The sheet of keys."""
    window.dialogs.show_keys()
    assert window.dialogs._dialog is not None
    return window.dialogs._dialog


SCENES: tuple[Scene, ...] = (
    shots_windows.full,
    shots_windows.presence,
    shots_windows.network,
    shots_windows.settings,
    shots_windows.members,
    shots_windows.number,
    shots_desk.search,
    shots_desk.announce,
    shots_talk.details,
    keys_sheet,
)


def picture(top: QWidget) -> QImage:
    QApplication.processEvents()
    return top.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


@pytest.mark.parametrize("look", ["light", "dark", "contrast", "contrast-dark", "arabic"])
@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_where_the_keyboard_is_is_seen(
    scene: Scene, look: str, window: ChatWindow, switch: ThemeSwitch, qtbot: QtBot
) -> None:
    shots_windows.dress(switch, look)
    try:
        top = scene(window)
        qtbot.addWidget(top)
        top.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        QApplication.processEvents()
        unseen, walked = [], []
        for _ in range(STEPS):
            here = QApplication.focusWidget()
            assert here is not None
            if here in walked:
                break
            walked.append(here)
            where = QRect(here.mapTo(top, QPoint(0, 0)), here.size()).intersected(top.rect())
            before = picture(top).copy(where)
            QTest.keyClick(here, Qt.Key.Key_Tab)
            if QApplication.focusWidget() is not here and picture(top).copy(where) == before:
                unseen.append(here.objectName() or str(here))
        assert unseen == []
        assert walked
    finally:
        shots_windows.dress(switch, "light")


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_a_button_has_no_second_frame_of_the_style_where_the_keyboard_was_used(
    scene: Scene, window: ChatWindow, qtbot: QtBot
) -> None:
    top = scene(window)
    qtbot.addWidget(top)
    top.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    framed = []
    shown = [each for each in top.findChildren(QAbstractButton) if each.isVisible()]
    for button in shown:
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        pictures = []
        for by_key in (False, True):  # Qt tells its style so after Tab or a key in a menu
            top.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, by_key)
            pictures.append(picture(button))
        if pictures[0] != pictures[1]:
            framed.append(button.objectName() or button.text())
    assert framed == []
    assert shown


@pytest.mark.parametrize("scene", [shots_talk.details, keys_sheet], ids=lambda it: it.__name__)
def test_words_that_scroll_keep_clear_of_the_ring(
    scene: Scene, window: ChatWindow, qtbot: QtBot
) -> None:
    top = scene(window)
    qtbot.addWidget(top)
    scroll = top.findChild(QScrollArea)
    inside = scroll.viewport().rect().adjusted(4, 4, -4, 0)
    places = [each.mapTo(scroll.viewport(), QPoint(0, 0)) for each in scroll.findChildren(QLabel)]
    assert places
    assert all(place.x() >= inside.left() and place.y() >= inside.top() for place in places)


def test_the_keys_are_walked_from_the_first(window: ChatWindow, qtbot: QtBot) -> None:
    shown = shots_windows.settings_keys(window)
    qtbot.addWidget(shown)
    assert isinstance(shown, SettingsWindow)
    shown.activateWindow()
    first, *_, last = shown.keys.key_rows.values()
    qtbot.waitUntil(shown.buttons["keys"].hasFocus)
    QTest.keyClick(shown.buttons["keys"], Qt.Key.Key_Tab)
    while (here := QApplication.focusWidget()) in shown.buttons.values():
        assert here is not None
        QTest.keyClick(here, Qt.Key.Key_Tab)
    assert first.button.hasFocus()
    last.button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(last.button, Qt.Key.Key_Tab)
    assert shown.keys.reset_all.hasFocus()


def test_the_edges_of_the_messages_go_when_one_of_them_is_read(
    window: ChatWindow, qtbot: QtBot
) -> None:
    shots_windows.full(window)
    view = window.page.timeline
    view.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not any(each.isVisible() for each in edges(view))
    window.page.composer.edit.setFocus()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: len(edges(view)) == 4 and all(e.isVisible() for e in edges(view)))
    assert edges(view)[1].geometry().bottom() == view.height() - 1
    view.resize(view.width(), view.height() - 20)
    assert edges(view)[1].geometry().bottom() == view.height() - 1
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert not any(each.isVisible() for each in edges(view))


def edges(view: QWidget) -> list[QWidget]:
    return [each for each in view.findChildren(QWidget) if each.property("ground") == "accent"]

