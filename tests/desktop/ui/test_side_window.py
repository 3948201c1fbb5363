"""Windows beside the main one: closed they cost no picture, opened again they are as before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from desktop.ui.side_window import SideWindow
from desktop.ui.theme import ThemeSwitch

pytestmark = pytest.mark.qt


@pytest.fixture
def window(qtbot: QtBot, switch: ThemeSwitch) -> SideWindow:
    made = SideWindow(switch, "Beside", name="beside", width_px=400, height_px=300)
    qtbot.addWidget(made)
    column = QVBoxLayout(made)
    column.addWidget(QLineEdit("what was typed"))
    return made


def test_a_closed_window_keeps_no_picture(qtbot: QtBot, window: SideWindow) -> None:
    window.bring()
    qtbot.waitExposed(window)
    assert window.windowHandle() is not None
    with qtbot.waitSignal(window.closed):
        window.close()
    qtbot.waitUntil(lambda: window.windowHandle() is None)


def test_opened_again_it_stands_where_it_was_with_what_it_held(
    qtbot: QtBot, window: SideWindow
) -> None:
    window.setGeometry(30, 40, 420, 310)
    window.bring()
    qtbot.waitExposed(window)
    before = window.grab().toImage()
    window.close()
    qtbot.waitUntil(lambda: window.windowHandle() is None)
    window.bring()
    qtbot.waitExposed(window)
    assert window.geometry().getRect() == (30, 40, 420, 310)
    assert window.grab().toImage() == before


def test_opened_again_at_once_it_stays(qtbot: QtBot, window: SideWindow) -> None:
    window.bring()
    window.close()
    window.bring()
    later: list[bool] = []
    QTimer.singleShot(0, lambda: later.append(True))  # after what closing put off
    qtbot.waitUntil(lambda: bool(later))
    assert window.isVisible()
    assert window.windowHandle() is not None


def test_a_window_that_is_deleted_as_it_closes_is_not_looked_at_again(
    qtbot: QtBot, switch: ThemeSwitch
) -> None:
    made = SideWindow(switch, "Beside", name="beside", width_px=400, height_px=300)
    made.bring()
    qtbot.waitExposed(made)
    made.close()
    made.deleteLater()
    with qtbot.waitSignal(made.destroyed):
        pass
    later: list[bool] = []
    QTimer.singleShot(0, lambda: later.append(True))
    qtbot.waitUntil(lambda: bool(later))  # an error in a slot fails the test


def test_news_go_by_themselves_and_a_failure_stays(qtbot: QtBot, window: SideWindow) -> None:
    window.bring()
    qtbot.waitExposed(window)
    window._news.setInterval(1)
    window.say("info", "Trying 10.0.0.7:4000.")
    assert window.notice is not None
    assert window.notice.isVisible()
    qtbot.waitUntil(window.notice.isHidden)
    window.say("info", "Trying 10.0.0.7:4000.")
    window.say("danger", "This is no address.")
    assert not window._news.isActive()
    assert window.notice.isVisible()
