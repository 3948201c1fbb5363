"""The emoji and the calendar stand in the frame of a menu, on every kind of screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import popup
from desktop.ui.day_picker import DayPicker
from desktop.ui.emoji_picker import EmojiPicker
from desktop.ui.popup import Popup
from desktop.ui.theme import ThemeSwitch

TODAY = date(2026, 7, 17)


def _emoji(switch: ThemeSwitch, parent: QWidget) -> Popup:
    picker = EmojiPicker(switch, parent)
    picker.open_at(QPoint(100, 100))
    return picker


def _calendar(switch: ThemeSwitch, parent: QWidget) -> Popup:
    picker = DayPicker(switch, TODAY, parent)
    picker.open_at(QPoint(300, 100), TODAY)
    return picker


Opened = Callable[[ThemeSwitch, QWidget], Popup]
both = pytest.mark.parametrize("opened", [_emoji, _calendar])


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


@both
def test_nothing_is_painted_in_its_corners(
    opened: Opened, parent: QWidget, switch: ThemeSwitch
) -> None:
    frame = opened(switch, parent)
    assert frame.testAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    picture = frame.grab().toImage()
    right, bottom = picture.width() - 1, picture.height() - 1
    for x, y in ((0, 0), (right, 0), (0, bottom), (right, bottom)):
        assert picture.pixelColor(x, y).alpha() == 0
    assert picture.pixelColor(right // 2, 0) == switch.theme.border
    assert picture.pixelColor(right // 2, 2) == switch.theme.raised


@both
def test_without_a_compositor_its_corners_are_cut_off(
    opened: Opened, parent: QWidget, switch: ThemeSwitch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: popup.CUT_ON)
    frame = opened(switch, parent)
    assert not frame.testAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    inside = frame.mask()
    for corner in (frame.rect().topLeft(), frame.rect().topRight(), frame.rect().bottomRight()):
        assert not inside.contains(corner)
    assert inside.contains(frame.rect().center())
    assert inside.boundingRect() == frame.rect(), "its line is seen on every side"
