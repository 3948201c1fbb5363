"""Conversations by number, and back and forward through those visited, by keys and mouse."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.model import Room
from desktop.ui.chat_window import ChatWindow
from desktop.ui.dialogs import KeysSheet
from desktop.ui.key_map import KeyMap
from desktop.ui.timeline.view import TimelineView
from desktop.ui.visits import VISITS_KEPT, Trail
from net.ids import RoomId
from tests import shots_windows
from tests.desktop.ui.timeline.sources import NOON_MS, ListSource, message
from tests.shots import Lines
from tests.shots_cast import ROOMS

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
BACK, FORWARD = Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton
ONE, TWO, THREE = (RoomId(bytes([n]) * 32) for n in range(3))
ALL = {ONE, TWO, THREE}


@pytest.fixture
def full(window: ChatWindow) -> ChatWindow:
    """A window that opens what is chosen, as the application does."""
    shots_windows.furnish(window)
    by_id = {room.room: room for room in ROOMS}
    window.room_selected.connect(lambda room: window.open_room(by_id[RoomId(room)], Lines(())))
    return window


def shown(window: ChatWindow) -> RoomId | None:
    return window.doors._places.current


# ---- the trail


def test_back_and_forward_lead_the_way_one_came() -> None:
    trail = Trail[RoomId]()
    assert trail.step(-1, ALL.__contains__) is None
    for room in (ONE, TWO, TWO, THREE):
        trail.visit(room)
    assert [trail.step(-1, ALL.__contains__) for _ in range(3)] == [TWO, ONE, None]
    assert [trail.step(1, ALL.__contains__) for _ in range(3)] == [TWO, THREE, None]
    trail.step(-1, ALL.__contains__)
    trail.visit(ONE)  # another way from here: nothing leads forward
    assert trail.step(1, ALL.__contains__) is None
    assert trail.step(-1, ALL.__contains__) == TWO


def test_a_place_that_is_gone_is_passed_over() -> None:
    trail = Trail[RoomId]()
    for room in (ONE, TWO, ONE, THREE):
        trail.visit(room)
    assert trail.step(-1, {ONE, THREE}.__contains__) == ONE
    assert trail.step(-1, {ONE, THREE}.__contains__) is None


@given(st.lists(st.sampled_from([ONE, TWO, THREE, -1, 1]), max_size=200))
def test_the_trail_is_bounded_and_never_lies(moves: list[RoomId | int]) -> None:
    trail = Trail[RoomId]()
    here: RoomId | None = None
    for move in moves:
        if isinstance(move, int):
            room = trail.step(move, ALL.__contains__)
            assert room is None or room != here
            here = room or here
        else:
            trail.visit(move)
            here = move
        assert len(trail._places) <= VISITS_KEPT
        assert not trail._places or trail._places[trail._at] == here


# ---- in the window


def test_a_digit_opens_the_conversation_in_that_place(full: ChatWindow, qtbot: QtBot) -> None:
    listed = full.page.sidebar.rooms.listed()
    assert len(listed) >= 9
    for number in (3, 9, 1):
        qtbot.keyClick(full.page.composer.edit, Qt.Key(Qt.Key.Key_0 + number), CTRL)
        assert shown(full) == listed[number - 1].room
    full.set_rooms(ROOMS[:2])
    before = shown(full)
    qtbot.keyClick(full.page.composer.edit, Qt.Key.Key_7, CTRL)
    assert shown(full) == before


def test_alt_and_arrows_go_back_and_forward(full: ChatWindow, qtbot: QtBot) -> None:
    start, edit = shown(full), full.page.composer.edit
    edit.setPlainText("words")
    full.room_selected.emit(ROOMS[1].room)
    full.room_selected.emit(ROOMS[3].room)
    qtbot.keyClick(edit, Qt.Key.Key_Left, ALT)
    assert shown(full) == ROOMS[1].room
    qtbot.keyClick(edit, Qt.Key.Key_Left, ALT)
    assert shown(full) == start
    qtbot.keyClick(full.timeline, Qt.Key.Key_Right, ALT)
    assert shown(full) == ROOMS[1].room


def test_the_extra_buttons_of_a_mouse_work_everywhere(full: ChatWindow) -> None:
    start = shown(full)
    full.room_selected.emit(ROOMS[1].room)
    full.room_selected.emit(ROOMS[3].room)
    places: list[QWidget] = [full.page.sidebar.rooms, full.page.composer.edit, full.page.header]
    trail = [(BACK, ROOMS[1].room), (BACK, start), (FORWARD, ROOMS[1].room)]
    for place, (button, room) in zip(places, trail, strict=True):
        at = place.mapTo(full, place.rect().center())
        QTest.mouseClick(full.windowHandle(), button, Qt.KeyboardModifier.NoModifier, QPoint(at))
        assert shown(full) == room


def test_a_room_that_was_left_is_passed_over(full: ChatWindow, qtbot: QtBot) -> None:
    start = shown(full)
    full.room_selected.emit(ROOMS[1].room)
    full.room_selected.emit(ROOMS[3].room)
    full.set_rooms(tuple(room for room in ROOMS if room.room != ROOMS[1].room))
    qtbot.keyClick(full.page.composer.edit, Qt.Key.Key_Left, ALT)
    assert shown(full) == start


def test_other_keys_can_be_given_to_a_digit(full: ChatWindow, qtbot: QtBot) -> None:
    keys = KeyMap()
    full.doors.set_keys(keys)
    keys.give("room-2", "Alt+2")
    edit, listed = full.page.composer.edit, full.page.sidebar.rooms.listed()
    qtbot.keyClick(edit, Qt.Key.Key_2, CTRL)
    assert shown(full) != listed[1].room
    qtbot.keyClick(edit, Qt.Key.Key_2, ALT)
    assert shown(full) == listed[1].room


def test_the_sheet_has_one_line_for_nine_digits_until_one_differs(full: ChatWindow) -> None:
    keys = KeyMap()

    def lines() -> list[str]:
        sheet = KeysSheet(full._switch, full, keys=keys, features=full.doors.features)
        named = [each for each in sheet.findChildren(QLabel) if "keys-room-" in each.objectName()]
        return [each.text() for each in named if each.objectName().endswith("-keys")]

    assert lines() == ["Ctrl+1 … Ctrl+9"]
    keys.give("room-2", "Alt+2")
    assert lines()[:3] == ["Ctrl+1", "Alt+2", "Ctrl+3"]
    assert len(lines()) == 9


# ---- within a room


def told(n: int) -> ListSource:
    return ListSource([message(i, f"message {i}", at_ms=NOON_MS + i) for i in range(n)])


@pytest.fixture
def long(full: ChatWindow) -> TimelineView:
    """The messages of a window whose first room is long."""
    by_id = {room.room: room for room in ROOMS}
    sources = {room.room: told(400) for room in ROOMS}
    full.room_selected.disconnect()
    full.room_selected.connect(
        lambda room: full.open_room(by_id[RoomId(room)], sources[RoomId(room)])
    )
    assert isinstance(full.timeline, TimelineView)
    arrive(full, ROOMS[0])
    return full.timeline


def arrive(window: ChatWindow, room: Room) -> None:
    window.room_selected.emit(room.room)
    window.timeline.flush()  # type: ignore[attr-defined]
    QCoreApplication.processEvents()  # one is there: a leap now is one from here


def place(view: TimelineView) -> list[tuple[int, int]]:
    return [(shown.ordinal, shown.top) for shown in view.shown]


def test_back_leads_to_what_was_read_before_a_leap(
    full: ChatWindow, long: TimelineView, qtbot: QtBot
) -> None:
    edit, ids = full.page.composer.edit, [each.id for each in told(400).messages]
    places = [place(long)]
    long.jump_to(ids[200])
    long.scroll_by(37)
    places.append(place(long))
    long.jump_to(ids[20])
    places.append(place(long))
    long.jump_to_latest()
    places.append(places[0])
    assert place(long) == places[0]
    for wanted in reversed(places[:-1]):
        qtbot.keyClick(edit, Qt.Key.Key_Left, ALT)
        assert place(long) == wanted
    assert long.at_bottom
    for wanted in places[1:]:
        qtbot.keyClick(edit, Qt.Key.Key_Right, ALT)
        assert place(long) == wanted


def test_back_from_another_room_leads_to_the_old_message(
    full: ChatWindow, long: TimelineView, qtbot: QtBot
) -> None:
    ids = [each.id for each in told(400).messages]
    long.jump_to(ids[200])
    read = place(long)
    full.room_selected.emit(ROOMS[1].room)
    long.jump_to(ids[100])  # a result of a search: the room is opened for it, and is no step
    there = place(long)
    qtbot.keyClick(full.page.composer.edit, Qt.Key.Key_Left, ALT)
    assert shown(full) == ROOMS[0].room
    assert place(long) == read
    qtbot.keyClick(full.page.composer.edit, Qt.Key.Key_Right, ALT)
    assert shown(full) == ROOMS[1].room
    assert place(long) == there


def test_what_one_search_finds_is_one_step(
    full: ChatWindow, long: TimelineView, qtbot: QtBot
) -> None:
    full.page.find_bar.open()
    for number in (300, 200, 100):
        full.page.find_bar.jump_wanted.emit(told(400).messages[number].id)
    qtbot.keyClick(full.page.find_bar.field, Qt.Key.Key_Left, ALT)
    assert long.at_bottom


def test_what_stays_in_sight_is_no_step(full: ChatWindow, long: TimelineView, qtbot: QtBot) -> None:
    arrive(full, ROOMS[1])
    long.scroll_by(-60)
    long.jump_to_latest()
    long.jump_to(long.shown[2].row.message.id)
    qtbot.keyClick(full.page.composer.edit, Qt.Key.Key_Left, ALT)
    assert shown(full) == ROOMS[0].room


def test_many_leaps_are_bounded(full: ChatWindow, long: TimelineView) -> None:
    messages = told(400).messages
    for number in range(2 * VISITS_KEPT):
        long.jump_to(messages[20 if number % 2 else 300].id)
        long.scroll_by(number + 1)
    assert len(full.doors._visits._trail._places) == VISITS_KEPT


def test_an_old_message_that_is_gone_leaves_the_view(
    full: ChatWindow, long: TimelineView, qtbot: QtBot
) -> None:
    source = long.source
    assert isinstance(source, ListSource)
    long.jump_to(source.messages[200].id)
    long.jump_to(source.messages[20].id)
    source.remove(150, 100)
    long.flush()
    read = place(long)
    qtbot.keyClick(full.page.composer.edit, Qt.Key.Key_Left, ALT)
    assert place(long) == read
    qtbot.keyClick(full.page.composer.edit, Qt.Key.Key_Left, ALT)
    assert long.at_bottom


def test_the_way_up_to_new_messages_is_not_offered_above_them(long: TimelineView) -> None:
    messages = told(400).messages
    long.set_unread_after(messages[200].id)
    assert long.above.isVisible()
    long.jump_to(messages[20].id)
    assert long.above.isHidden()
    long.set_unread_after(messages[200].id)
    assert long.above.isHidden(), "they are below"
