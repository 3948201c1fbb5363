"""The tray's menu, dot and closing; here and where a system has no tray."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from desktop.model import Message, RoomKind, Status
from desktop.services.news import Notice, NoticeKind
from desktop.tray import MUTE_MS, Tray, tray_pixmap
from desktop.ui.notice_words import notice_words
from desktop.ui.theme import ThemeSwitch
from tests.shots import said
from tests.shots_windows import ROOMS


@pytest.fixture
def tray(switch: ThemeSwitch, qtbot: QtBot) -> Tray:
    return Tray(switch)


@pytest.fixture
def with_tray(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that has a tray: the test's own has none."""
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "supportsMessages", lambda: True)
    monkeypatch.setattr(QSystemTrayIcon, "isVisible", lambda _: True)
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda *_: None)


def action(tray: Tray, words: str) -> QAction:
    return next(each for each in tray._menu.actions() if each.text() == words)


def test_the_menu_says_what_is_wanted(qtbot: QtBot, tray: Tray) -> None:
    with qtbot.waitSignal(tray.show_wanted):
        action(tray, "Show Grapevine").trigger()
    with qtbot.waitSignal(tray.quit_wanted):
        action(tray, "Quit").trigger()
    with qtbot.waitSignal(tray.status_chosen) as heard:
        action(tray, "Away").trigger()
    assert heard.args == [Status.AWAY]
    tray.set_status(Status.BUSY)
    assert action(tray, "Do not disturb").isChecked()


def test_mute_begins_and_ends(qtbot: QtBot, tray: Tray) -> None:
    with qtbot.waitSignal(tray.mute_wanted) as heard:
        action(tray, "Mute for 1 hour").trigger()
    assert heard.args == [MUTE_MS]
    tray.set_muted(muted=True)
    with qtbot.waitSignal(tray.mute_wanted) as heard:
        action(tray, "Tell me again").trigger()
    assert heard.args == [None]


def test_without_a_tray_closing_is_not_taken(tray: Tray) -> None:
    tray.start(close_was_told=False)
    assert not tray.available
    assert not tray.takes_window()
    assert not tray.show_message("t", "x")


def test_closing_into_the_tray_is_told_once(qtbot: QtBot, tray: Tray, with_tray: None) -> None:
    with qtbot.waitSignal(tray.close_told):
        assert tray.takes_window()
    with qtbot.assertNotEmitted(tray.close_told):
        assert tray.takes_window()


def test_it_is_not_told_again_after_a_restart(qtbot: QtBot, tray: Tray, with_tray: None) -> None:
    tray.start(close_was_told=True)
    with qtbot.assertNotEmitted(tray.close_told):
        assert tray.takes_window()


def test_unread_shows_as_a_dot_and_in_words(tray: Tray, switch: ThemeSwitch) -> None:
    tray.set_unread(3, 1)
    assert tray._icon.toolTip() == "Grapevine · 3 unread messages"
    plain = tray_pixmap(switch.theme, 22, dot=False).toImage()
    dotted = tray_pixmap(switch.theme, 22, dot=True).toImage()
    assert plain != dotted
    assert dotted.pixelColor(17, 4).name() == switch.theme.danger.name()
    assert tray_pixmap(switch.theme, 22, dot=False, muted=True).toImage() != plain


def notice(count: int = 1, kind: NoticeKind = NoticeKind.MENTION, text: str = "Hello") -> Notice:
    message: Message = msgspec.structs.replace(said("bo", "10:00", text), mentions_me=True)
    return Notice(kind, ROOMS[0].room, message.person, message, count)


@pytest.mark.parametrize(
    ("given", "verified", "hide", "title", "body"),
    [
        (notice(), True, False, "Grapevine · Bo · field-station", "Hello"),
        (notice(), False, False, "Grapevine · Bo (not verified) · field-station", "Hello"),
        (notice(), True, True, "Grapevine · Bo · field-station", "mentions you"),
        (notice(12), True, False, "Grapevine · Bo · field-station", "12 new messages: Hello"),
        (notice(12), True, True, "Grapevine · Bo · field-station", "12 new messages"),
        (
            notice(kind=NoticeKind.ANNOUNCEMENT),
            True,
            False,
            "Grapevine · Bo · field-station",
            "Announcement: Hello",
        ),
        (
            msgspec.structs.replace(notice(kind=NoticeKind.INVITE), message=None),
            True,
            False,
            "Grapevine · Bo · field-station",
            "invites you to a room",
        ),
    ],
)
def test_what_a_notification_says(
    qtbot: QtBot, given: Notice, verified: bool, hide: bool, title: str, body: str
) -> None:
    words = notice_words(given, ROOMS[0], "Bo", verified=verified, hide_text=hide)
    assert words == (title, body)


def test_a_direct_message_names_no_room(qtbot: QtBot) -> None:
    direct = next(room for room in ROOMS if room.kind is RoomKind.DIRECT)
    assert notice_words(notice(), direct, "Bo", verified=True)[0] == "Grapevine · Bo"
