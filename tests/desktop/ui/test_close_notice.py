"""That closing leaves Grapevine running is told until somebody can have seen it."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest
from PySide6.QtWidgets import QLabel, QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from desktop.close_notice import CloseNotice
from desktop.notify import OWN, Bubble, Notifier
from desktop.tray import Tray
from desktop.ui.chat_window import ChatWindow
from desktop.ui.theme import ThemeSwitch


class Bubbles:
    """A notifier whose bubbles are seen or not, as the test says."""

    def __init__(self) -> None:
        self.shown: list[Bubble] = []
        self.told: list[Callable[[bool], None]] = []
        self.withdrawn: list[bytes] = []

    def show(self, bubble: Bubble, told: Callable[[bool], None]) -> None:
        self.shown.append(bubble)
        self.told.append(told)

    def withdraw(self, room: bytes) -> None:
        self.withdrawn.append(room)


class Closing:
    def __init__(self, window: ChatWindow, switch: ThemeSwitch) -> None:
        self.window, self.bubbles, self.tray = window, Bubbles(), Tray(switch)
        self.kept = 0
        self.notice = CloseNotice(self.tray, cast("Notifier", self.bubbles), window)
        self.tray.close_told.connect(self._keep)

    def _keep(self) -> None:
        self.kept += 1

    def banner(self) -> str:
        bar = self.window.page.banner
        return "" if bar.isHidden() else bar.words.text()


@pytest.fixture
def closing(
    window: ChatWindow, switch: ThemeSwitch, monkeypatch: pytest.MonkeyPatch
) -> Closing:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "isVisible", lambda _: True)
    return Closing(window, switch)


def test_a_bubble_that_was_seen_is_enough(closing: Closing) -> None:
    assert closing.tray.takes_window()
    assert closing.bubbles.shown[0].room == OWN
    assert closing.kept == 0, "nobody knows yet"
    closing.bubbles.told[0](True)
    assert closing.kept == 1
    closing.notice.come_back()
    assert closing.bubbles.withdrawn == [OWN]
    assert closing.banner() == ""
    assert closing.tray.takes_window()
    assert len(closing.bubbles.shown) == 1


def test_one_that_nobody_saw_is_told_when_the_window_is_back(closing: Closing) -> None:
    closing.tray.takes_window()
    closing.bubbles.told[0](False)
    assert closing.kept == 0
    closing.notice.come_back()
    assert "was still running" in closing.banner()
    assert closing.kept == 1
    closing.window.clear_banner()
    closing.notice.come_back()
    assert closing.banner() == ""
    closing.tray.takes_window()
    assert len(closing.bubbles.shown) == 1


def test_it_waits_for_what_the_banner_says_already(closing: Closing) -> None:
    closing.window.show_banner("warn", "something worse")
    closing.tray.takes_window()
    closing.bubbles.told[0](False)
    closing.notice.come_back()
    assert closing.banner() == "something worse"
    assert closing.kept == 0
    closing.tray.takes_window()  # told again: it may be seen now
    closing.bubbles.told[1](True)
    assert closing.kept == 1


def test_only_a_bubble_that_qt_draws_is_known_to_be_seen(closing: Closing, qtbot: QtBot) -> None:
    assert not closing.tray.shows_balloon()
    other = QLabel("not one")
    qtbot.addWidget(other)
    other.show()
    assert not closing.tray.shows_balloon()
    balloon = type("QBalloonTip", (QWidget,), {})()  # Qt's own is of a class by this name
    qtbot.addWidget(balloon)
    balloon.show()
    assert closing.tray.shows_balloon()
