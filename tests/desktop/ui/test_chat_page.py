"""The page around the messages: invitations, rooms in which nothing was said, keys typed elsewhere."""

from __future__ import annotations

from typing import Any, cast

import msgspec
import PySide6
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
)
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.model import PersonPresence, Room, RoomKind, Status
from desktop.ui.chat_window import ChatWindow
from desktop.ui.composer_box import ComposerBox
from desktop.ui.rooms_list import RoomFilter
from desktop.ui.timeline.view import TimelineView
from net.ids import RoomId
from tests import shots
from tests.shots import ME, PEOPLE, TALK, Lines, lobby


@pytest.fixture
def furnished(window: ChatWindow) -> ChatWindow:
    shots._open(window, TALK)
    return window


def invitation() -> Room:
    return Room(RoomId(b"i" * 32), "bridge-watch", RoomKind.PRIVATE, joined=False, members=2)


def test_an_invitation_is_answered_before_anything_is_written(
    furnished: ChatWindow, qtbot: QtBot
) -> None:
    window = furnished
    window.set_rooms((lobby(TALK), invitation()))
    rooms = window.page.sidebar.rooms
    assert [room.name for room in rooms.listed()] == ["bridge-watch", "lobby"]
    assert window.page.sidebar.finder.chips[RoomFilter.UNREAD].text() == "Unread 1"
    window.open_room(invitation(), Lines(()))
    empty = window.page.empty
    assert window.page.shows_empty
    assert empty.title.text() == "You are invited to bridge-watch"
    assert empty.answer.join.hasFocus()
    by_name = msgspec.structs.replace(invitation(), invited_by="Goro {0} Tanaka")
    window.open_room(by_name, Lines(()))
    assert empty.title.text() == "Goro {0} Tanaka invites you to bridge-watch"
    assert window.page.composer.isHidden()
    assert empty.answer.join.hasFocus()
    with qtbot.waitSignal(empty.joined) as told:
        qtbot.keyClick(empty.answer.join, Qt.Key.Key_Return)
    assert told.args == [invitation().room]
    with qtbot.waitSignal(empty.declined) as told:
        qtbot.mouseClick(empty.answer.decline, Qt.MouseButton.LeftButton)
    assert told.args == [invitation().room]
    joined = msgspec.structs.replace(invitation(), joined=True)
    window.set_rooms((lobby(TALK), joined))
    assert window.page.composer.isVisible()
    assert window.page.composer.edit.hasFocus()
    assert empty.answer.isHidden()


def test_an_empty_room_counts_who_is_in_it(furnished: ChatWindow) -> None:
    window = furnished
    room = msgspec.structs.replace(invitation(), joined=True)
    window.open_room(room, Lines(()))
    both = tuple(
        PersonPresence(each.person, each.name, Status.ONLINE, mine=each is ME)
        for each in (ME, PEOPLE[1])
    )
    window.set_presence(both)
    assert "1 other person is here" in window.page.empty.words.text()
    window.set_presence((both[0],))
    assert window.page.empty.words.text().endswith("only its members read what is written here.")


@pytest.mark.parametrize("target", ["timeline", "people"])
def test_what_is_typed_elsewhere_is_written(
    furnished: ChatWindow, qtbot: QtBot, target: str
) -> None:
    window = furnished
    edit = window.page.composer.edit
    at = window.timeline if target == "timeline" else window.page.header.people
    assert isinstance(at, QWidget)
    at.setFocus()
    qtbot.keyClick(at, Qt.Key.Key_Space)
    assert not edit.hasFocus()
    qtbot.keyClicks(at, "h")
    assert edit.hasFocus()
    assert edit.toPlainText() == "h"
    at.setFocus()
    QGuiApplication.clipboard().setText("ello")
    qtbot.keyClick(at, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert edit.toPlainText() == "hello"


def test_keys_to_the_ends_reach_the_messages_from_an_empty_box(
    furnished: ChatWindow, qtbot: QtBot
) -> None:
    window = furnished
    window.resize(720, 480)
    edit = window.page.composer.edit
    edit.setFocus()
    timeline = cast("TimelineView", window.page.timeline)
    qtbot.waitUntil(lambda: timeline.at_bottom)
    ctrl = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(edit, Qt.Key.Key_Home, ctrl)
    assert not timeline.at_bottom
    assert timeline.shown[0].ordinal == 0
    qtbot.keyClick(edit, Qt.Key.Key_End, ctrl)
    assert timeline.at_bottom
    qtbot.keyClick(edit, Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)  # of use to nobody here
    assert timeline.at_bottom
    edit.insertPlainText("words")
    qtbot.keyClick(edit, Qt.Key.Key_Home, ctrl)
    assert edit.textCursor().atStart()
    assert timeline.at_bottom


def drag_place(where: QPoint) -> Any:
    """Return it as this version of Qt for Python takes it: the older knows whole pixels only."""
    return QPointF(where) if PySide6.__version_info__ >= (6, 12) else where


def test_text_that_is_dropped_on_the_page_is_written(furnished: ChatWindow) -> None:
    page, edit = furnished.page, furnished.page.composer.edit
    edit.setPlainText("see ")
    edit.moveCursor(edit.textCursor().MoveOperation.End)
    mime = QMimeData()
    mime.setText("dropped")
    where, none = QPoint(400, 200), Qt.KeyboardModifier.NoModifier
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    entered = QDragEnterEvent(drag_place(where), actions, mime, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(page, entered)
    assert entered.isAccepted()
    dropped = QDropEvent(QPointF(where), actions, mime, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(page, dropped)
    assert edit.toPlainText() == "see dropped"
    assert dropped.dropAction() is Qt.DropAction.CopyAction
    picture = QMimeData()
    picture.setData("image/png", b"x")
    refused = QDragEnterEvent(drag_place(where), actions, picture, Qt.MouseButton.LeftButton, none)
    refused.ignore()
    QApplication.sendEvent(page, refused)
    assert not refused.isAccepted()


def test_a_long_name_is_broken_and_not_cut_off(furnished: ChatWindow, qtbot: QtBot) -> None:
    room = msgspec.structs.replace(invitation(), name="W" * 80)
    furnished.open_room(room, Lines(()))
    title = furnished.page.empty.title
    one_line = title.heightForWidth(10_000)
    qtbot.waitUntil(lambda: title.height() >= 3 * one_line)


def test_a_private_room_says_so_and_offers_to_invite(
    furnished: ChatWindow, qtbot: QtBot
) -> None:
    page, panel = furnished.page, furnished.page.panel
    assert panel.add.isVisible()
    assert panel.invite.isHidden()
    room = msgspec.structs.replace(invitation(), joined=True, topic="the watch")
    furnished.open_room(room, Lines(()))
    assert page.header.title.text() == "bridge-watch"
    assert page.header.subtitle.text().startswith("Private room · ")
    assert page.header.subtitle.text().endswith(" · the watch")
    assert panel.add.isHidden()
    with qtbot.waitSignal(panel.invite_wanted) as told:
        qtbot.mouseClick(panel.invite, Qt.MouseButton.LeftButton)
    assert told.args == [room.room]
    furnished.open_room(invitation(), Lines(()))
    assert panel.invite.isHidden()  # whoever has not joined invites nobody


def test_the_header_counts_as_online_whom_the_list_beside_it_does(furnished: ChatWindow) -> None:
    furnished.set_presence(
        tuple(
            PersonPresence(each.person, each.name, status)
            for each, status in zip(
                PEOPLE, (Status.ONLINE, Status.BUSY, Status.AWAY, Status.OFFLINE), strict=False
            )
        )
    )
    assert "2 online" in furnished.page.header.subtitle.text()


def held(over: QWidget, at: QPoint, mime: QMimeData) -> bool:
    """Hold something over a widget, first into it and then on; whether it may be dropped there."""
    answers = []
    for kind in (QDragEnterEvent, QDragMoveEvent):
        event = kind(
            drag_place(at), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(over, event)
        answers.append(event.isAccepted())
    assert answers[0] is answers[1]
    return answers[0]


def test_where_words_may_be_dropped_is_shown_and_only_there(furnished: ChatWindow) -> None:
    page, edit = furnished.page, furnished.page.composer.edit
    box = cast("ComposerBox", edit.parentWidget())
    words, file = QMimeData(), QMimeData()
    words.setText("dropped")
    file.setUrls([QUrl.fromLocalFile("/tmp/secret.txt")])
    room = page.timeline.mapTo(page, page.timeline.rect().center())
    beside = page.sidebar.mapTo(page, page.sidebar.rect().center())
    for over, at in ((page, room), (edit.viewport(), QPoint(5, 5))):
        assert held(over, at, words)
        assert box.awaits_drop
        plain = box.grab().toImage()
        QApplication.sendEvent(over, QDragLeaveEvent())
        assert not box.awaits_drop
        assert box.grab().toImage() != plain
        assert not held(over, at, file)
        assert not box.awaits_drop
    assert not held(page, beside, words)
    assert held(page, room, words)
    none = Qt.KeyboardModifier.NoModifier
    action, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    QApplication.sendEvent(page, QDropEvent(QPointF(room), action, words, left, none))
    assert edit.toPlainText() == "dropped"
    assert not box.awaits_drop


def test_a_link_from_a_browser_is_words(furnished: ChatWindow) -> None:
    link = QMimeData()
    link.setUrls([QUrl("https://station.example/tides")])
    page = furnished.page
    assert held(page, page.timeline.mapTo(page, page.timeline.rect().center()), link)


def test_words_dropped_into_the_box_stay_where_they_came_from(furnished: ChatWindow) -> None:
    edit = furnished.page.composer.edit
    words = QMimeData()
    words.setText("dropped")
    both, left = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    shift = Qt.KeyboardModifier.ShiftModifier  # it proposes to move
    for event in (
        QDragEnterEvent(drag_place(QPoint(5, 5)), both, words, left, shift),
        QDragMoveEvent(drag_place(QPoint(6, 5)), both, words, left, shift),
        QDropEvent(QPointF(6, 5), both, words, left, shift),
    ):
        QApplication.sendEvent(edit.viewport(), event)
        assert event.isAccepted()
        assert event.dropAction() is Qt.DropAction.CopyAction
    assert edit.toPlainText() == "dropped"
