"""Filters, the menu of a room, and the dialogs about rooms."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAction, QContextMenuEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.model import MUTED_FOR_EVER_MS, Room
from desktop.ui.browse_rooms import BrowseRooms
from desktop.ui.chat_window import ChatWindow
from desktop.ui.features import Feature
from desktop.ui.room_dialogs import Confirm, CreateRoom, RoomDetails
from desktop.ui.room_people import Invite, Members
from desktop.ui.rooms_list import RoomFilter, RoomsModel, by_recency
from desktop.ui.row_model import VALUE_ROLE
from desktop.ui.timeline.view import TimelineView
from tests import shots_windows
from tests.shots import NOW_MS, Lines, said
from tests.shots_cast import MEMBERS, OPEN_ROOMS, PEOPLE, ROOMS

FIELD, LOBBY, BRIDGE, DANA, CHIDI, LOGS, EMRE, MESS, SAFETY = ROOMS
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def full(window: ChatWindow) -> ChatWindow:
    shots_windows.furnish(window)
    return window


def opened(window: ChatWindow, kind: type[QDialog]) -> QDialog:
    found = [each for each in window.findChildren(kind) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def listed(window: ChatWindow) -> list[str]:
    return [room.name for room in window.page.sidebar.rooms.listed()]


def menu_entry(window: ChatWindow, room: Room, name: str) -> QAction:
    window.doors.open_menu(room, QPoint(5, 5))
    menu = window.findChildren(QMenu, "room-menu")[-1]
    found = menu.findChild(QAction, name)
    assert isinstance(found, QAction)
    return found


# ---- the list


def test_pinned_first_then_by_recency_and_no_clock_of_the_future() -> None:
    future = msgspec.structs.replace(
        LOGS, last=msgspec.structs.replace(said("bo", "09:00", "x"), sent_at_ms=NOW_MS * 2)
    )
    pinned = msgspec.structs.replace(SAFETY, pinned=True)
    ordered = by_recency((MESS, LOBBY, future, FIELD, pinned), NOW_MS)
    assert [r.name for r in ordered] == [
        "safety", "data-logs", "field-station", "lobby", "mess-hall",
    ]  # fmt: skip
    new = msgspec.structs.replace(SAFETY, last=None, came_ms=NOW_MS - 1)
    assert by_recency((MESS, LOBBY, new), NOW_MS)[0] is new  # what was just made is seen at once
    assert by_recency((MESS, future), NOW_MS)[0] is future  # now, and not later than now


def by_a_screen_reader(chip: QWidget) -> None:
    """Choose one of several, which is no click."""
    QAccessible.queryAccessibleInterface(chip).actionInterface().doAction("Toggle")


def test_filters_count_and_narrow(full: ChatWindow, qtbot: QtBot) -> None:
    finder = full.page.sidebar.finder
    assert finder.chips[RoomFilter.UNREAD].text() == "Unread 3"
    qtbot.mouseClick(finder.chips[RoomFilter.UNREAD], LEFT)
    assert listed(full) == ["lobby", "bridge-watch", "data-logs"]
    qtbot.mouseClick(finder.chips[RoomFilter.PEOPLE], LEFT)
    assert listed(full) == ["Dana Weiss", "Chidi Okafor", "Emre Y\u0131ld\u0131z"]
    with qtbot.assertNotEmitted(full.room_selected):
        qtbot.mouseClick(finder.chips[RoomFilter.ALL], LEFT)
    assert len(listed(full)) == len(ROOMS)
    by_a_screen_reader(finder.chips[RoomFilter.PEOPLE])
    assert listed(full)[0] == "Dana Weiss"
    by_a_screen_reader(finder.chips[RoomFilter.ALL])
    assert full.page.sidebar.rooms.currentIndex().data() == "field-station"


def test_a_row_says_what_it_shows() -> None:
    model = RoomsModel(lambda: NOW_MS)
    model.set_rooms(ROOMS)
    assert model.spoken(CHIDI) == "Chidi Okafor, Away, Draft:, could you bring the, 09:58"
    assert model.spoken(BRIDGE).startswith("bridge-watch, private, 1 unread message, mentions you")
    assert "muted" in model.spoken(MESS)
    over = msgspec.structs.replace(MESS, muted_until_ms=NOW_MS - 1)
    assert "muted" not in model.spoken(over)


def test_rows_paint_in_every_density(full: ChatWindow) -> None:
    rooms = full.page.sidebar.rooms
    assert rooms.sizeHintForRow(0) == 62
    full._switch.set_compact(compact=True)
    assert rooms.sizeHintForRow(0) == 48
    assert not rooms.grab().isNull()


# ---- the menu


def test_the_menu_mutes_marks_and_pins(full: ChatWindow, qtbot: QtBot) -> None:
    doors = full.doors
    with qtbot.waitSignal(doors.mute_wanted) as told:
        menu_entry(full, LOBBY, "room-mute-8").trigger()
    assert told.args == [LOBBY.room, NOW_MS + 8 * 3_600_000]
    with qtbot.waitSignal(doors.mute_wanted) as told:
        menu_entry(full, LOBBY, "room-mute-0").trigger()
    assert told.args == [LOBBY.room, MUTED_FOR_EVER_MS]
    with qtbot.waitSignal(doors.mute_wanted) as told:
        menu_entry(full, MESS, "room-unmute").trigger()
    assert told.args == [MESS.room, None]
    with qtbot.waitSignal(doors.read_wanted) as told:
        menu_entry(full, LOBBY, "room-read").trigger()
    assert told.args == [LOBBY.room]
    with qtbot.waitSignal(doors.pin_toggled) as told:
        menu_entry(full, LOBBY, "room-pin").trigger()
    assert told.args == [LOBBY.room, True]
    with qtbot.waitSignal(doors.search_wanted) as told:
        menu_entry(full, LOBBY, "room-pins").trigger()
    assert told.args == ['in:"lobby" is:pinned']
    with qtbot.waitSignal(doors.notify_chosen) as told:
        menu_entry(full, LOBBY, "notify-nothing").trigger()
    assert told.args == [LOBBY.room, "nothing"]


def test_the_bell_says_and_changes_how_loud_the_room_is(full: ChatWindow, qtbot: QtBot) -> None:
    header = full.page.header
    full.open_room(LOBBY, Lines(()))
    assert header.bell.isVisible()
    assert header.bell.accessibleName() == "Notifications"
    qtbot.mouseClick(header.bell, LEFT)
    menu = full.findChild(QMenu, "room-menu")
    assert menu is not None
    names = [each.objectName() for each in menu.actions() if not each.isSeparator()]
    assert names[:3] == ["notify-all", "notify-mentions", "notify-nothing"]
    assert "room-leave" not in names
    with qtbot.waitSignal(full.doors.notify_chosen) as told:
        menu.findChild(QAction, "notify-nothing").trigger()
    assert told.args == [LOBBY.room, "nothing"]
    menu.close()
    muted = msgspec.structs.replace(LOBBY, muted_until_ms=NOW_MS + 1)
    full.set_rooms((muted, *ROOMS[2:]))
    assert header.bell.accessibleName() == "Notifications: muted"


def test_the_menus_of_the_header_do_not_hang_out_of_the_window(
    full: ChatWindow, qtbot: QtBot
) -> None:
    header = full.page.header
    full.open_room(LOBBY, Lines(()))
    full.resize(720, 480)
    end = full.mapToGlobal(full.rect().topRight()).x()
    assert end + 40 < full.screen().availableGeometry().right()  # there is room beside it
    for button in (header.bell, header.more):
        qtbot.mouseClick(button, LEFT)
        menu = full.findChildren(QMenu, "room-menu")[-1]
        assert menu.geometry().right() < end
        assert menu.geometry().top() > full.mapToGlobal(QPoint(0, 0)).y()
        menu.close()


def test_only_who_may_renames(full: ChatWindow) -> None:
    assert menu_entry(full, FIELD, "room-details").isVisible()
    assert not menu_entry(full, LOBBY, "room-details").isVisible()


def test_only_the_left_button_takes_the_keyboard_away_from_what_is_written(
    full: ChatWindow, qtbot: QtBot
) -> None:
    full.open_room(LOBBY, Lines((said("dana", "07:00", "here"),)))
    edit, sidebar = full.page.composer.edit, full.page.sidebar
    edit.setFocus()
    timeline = full.page.timeline
    assert isinstance(timeline, TimelineView)
    places: tuple[QAbstractScrollArea, ...] = (sidebar.rooms, timeline)
    for place in places:
        at = place.viewport().rect().center()
        qtbot.mouseClick(place.viewport(), Qt.MouseButton.RightButton, pos=at)
        assert edit.hasFocus()
        qtbot.mouseClick(place.viewport(), LEFT, pos=at)
        assert place.hasFocus()
        edit.setFocus()


def test_the_menu_opens_by_key(full: ChatWindow, qtbot: QtBot) -> None:
    rooms = full.page.sidebar.rooms
    rooms.setFocus()
    with qtbot.waitSignal(rooms.menu_wanted) as told:
        # The window system makes this event from the menu key.
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), rooms.mapToGlobal(QPoint(0, 0))
        )
        QApplication.sendEvent(rooms.viewport(), event)
    assert told.args[0].name == "field-station"


# ---- dialogs


def test_a_room_is_made_and_a_refusal_keeps_the_words(full: ChatWindow, qtbot: QtBot) -> None:
    full.doors.open_create()
    dialog = opened(full, CreateRoom)
    assert isinstance(dialog, CreateRoom)
    assert not dialog.create_button.isEnabled()
    dialog.name.setText("  radio\u202e check ")
    dialog.topic.setText("07:00")
    dialog.private_kind.setChecked(True)
    with qtbot.waitSignal(full.doors.room_created) as told:
        qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert told.args == ["radio check", "private", "07:00"]
    full.doors.not_created("The disk is full.")
    assert dialog.trouble.text() == "The disk is full."
    assert dialog.name.text().strip().startswith("radio")
    assert dialog.create_button.isEnabled()
    full.doors.created()
    assert dialog.isHidden()


def test_new_offers_what_is_on(full: ChatWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(full.page.composer.edit, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    menu = full.findChild(QMenu, "new-menu")
    assert isinstance(menu, QMenu)
    assert [a.objectName() for a in menu.actions()] == ["new-message", "new-room", "new-browse"]
    menu.actions()[1].trigger()
    menu.close()
    opened(full, CreateRoom).reject()
    full.doors.set_features(frozenset({Feature.CREATE_ROOMS}))
    full.doors.open_new()
    assert opened(full, CreateRoom).isVisible()


def test_a_new_room_of_a_name_that_exists_leads_to_that_one(
    full: ChatWindow, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(full.doors.browse_opened):
        full.doors.open_create()
    full.doors.set_open_rooms(OPEN_ROOMS)
    dialog = opened(full, CreateRoom)
    assert isinstance(dialog, CreateRoom)
    assert not dialog.existing.isVisible()
    dialog.name.setText(" Radio-Check")
    assert dialog.existing.isVisible()
    assert dialog.create_button.isEnabled()  # two of one name are allowed
    with qtbot.waitSignal(full.doors.room_joined) as told:
        dialog.existing_button.click()
    assert told.args == [OPEN_ROOMS[-2].room]
    full.doors.open_create("lobby")
    dialog = opened(full, CreateRoom)
    assert isinstance(dialog, CreateRoom)
    with qtbot.waitSignal(full.doors.room_chosen) as told:
        dialog.existing_button.click()
    assert told.args == [LOBBY.room]


def test_a_direct_room_says_how_somebody_is(full: ChatWindow) -> None:
    full.page.header.set_room(CHIDI)
    assert full.page.header.title.text() == "Chidi Okafor"
    assert full.page.header.subtitle.text() == "Away"


def test_open_rooms_are_found_joined_and_opened(full: ChatWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(full.doors.browse_opened):
        full.doors.open_browse()
    dialog = opened(full, BrowseRooms)
    assert isinstance(dialog, BrowseRooms)
    assert dialog.nothing.text() == "Looking for rooms…"
    full.doors.set_open_rooms((*OPEN_ROOMS, BRIDGE))
    assert dialog._model.rowCount() == len(OPEN_ROOMS)
    qtbot.keyClicks(dialog.field, "radio")
    assert dialog.join.text() == "Join"
    with qtbot.waitSignal(full.doors.room_joined) as told:
        qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert told.args == [OPEN_ROOMS[-2].room]


def test_a_room_that_goes_hands_its_place_to_no_other(full: ChatWindow, qtbot: QtBot) -> None:
    full.doors.open_browse()
    dialog = opened(full, BrowseRooms)
    assert isinstance(dialog, BrowseRooms)
    full.doors.set_open_rooms(OPEN_ROOMS)
    gone = dialog._chosen()
    assert gone is not None
    full.doors.set_open_rooms(tuple(each for each in OPEN_ROOMS if each.room != gone.room))
    assert not dialog.join.isEnabled()
    full.doors.set_open_rooms(OPEN_ROOMS)
    assert not dialog.join.isEnabled(), "nor with the next news"
    with qtbot.assertNotEmitted(full.doors.room_joined, wait=1):
        qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.field.setText("radio")
    assert dialog.join.isEnabled()


def test_a_joined_room_is_opened_and_nothing_is_said_in_words(
    full: ChatWindow, qtbot: QtBot
) -> None:
    full.doors.open_browse()
    full.doors.set_open_rooms(OPEN_ROOMS)
    dialog = opened(full, BrowseRooms)
    assert isinstance(dialog, BrowseRooms)
    dialog.field.setText("zzzz")
    assert dialog.nothing.text() == "No open room is called that."
    assert not dialog.join.isEnabled()
    dialog.field.setText("lobby")
    with qtbot.waitSignal(full.room_selected) as told:
        qtbot.mouseClick(dialog.join, LEFT)
    assert told.args == [LOBBY.room]


def test_whom_the_letters_leave_is_ticked_by_enter(full: ChatWindow, qtbot: QtBot) -> None:
    full.doors.ask_whom_to_invite(BRIDGE.room, frozenset())
    dialog = opened(full, Invite)
    assert isinstance(dialog, Invite)
    field, model = dialog.pick.field, dialog.pick._model
    everybody = model.rowCount()
    qtbot.keyClicks(field, "bo lind")
    assert model.rowCount() == 1
    found = model.index(0, 0).data(VALUE_ROLE).person
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert dialog.pick.picked() == (found,)
    assert (field.text(), model.rowCount()) == ("", everybody)  # for the next name
    qtbot.keyClicks(field, "bo lind")
    qtbot.keyClick(field, Qt.Key.Key_Enter)
    assert dialog.pick.picked() == (found,)  # wanted once more, not taken out
    qtbot.mouseClick(field, LEFT)
    qtbot.keyClicks(field, "nobody at all")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    field.setText("a")
    assert model.rowCount() > 1
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.pick.list
    assert dialog.pick.picked() == (found,)
    field.clear()
    field.setFocus()
    with qtbot.waitSignal(full.doors.invited) as told:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert told.args == [BRIDGE.room, [found]]


def test_people_are_ticked_by_key_and_by_mouse(full: ChatWindow, qtbot: QtBot) -> None:
    full.doors.ask_whom_to_invite(BRIDGE.room, frozenset(m.person for m in MEMBERS[:3]))
    dialog = opened(full, Invite)
    assert isinstance(dialog, Invite)
    pick = dialog.pick
    shown = {pick._model.index(n, 0).data() for n in range(pick._model.rowCount())}
    assert "Mira Sol" not in shown
    assert "Ana Ferreira" not in shown
    assert not dialog.invite.isEnabled()
    qtbot.keyClick(pick.field, Qt.Key.Key_Down)
    qtbot.keyClick(pick.list, Qt.Key.Key_Space)
    second = pick.list.visualRect(pick._model.index(1, 0)).center()
    qtbot.mouseClick(pick.list.viewport(), LEFT, pos=second)
    assert dialog.invite.text() == "Invite 2 people"
    pick.field.setText("zzz")  # what is ticked outlives the filter
    with qtbot.waitSignal(full.doors.invited) as told:
        qtbot.mouseClick(dialog.invite, LEFT)
    assert told.args[0] == BRIDGE.room
    assert len(told.args[1]) == 2


def test_removing_asks_first(full: ChatWindow, qtbot: QtBot) -> None:
    full.doors.set_members(BRIDGE.room, MEMBERS)
    dialog = opened(full, Members)
    assert isinstance(dialog, Members)
    row = dialog._model.row_of(PEOPLE[2].person)
    dialog.list.setCurrentIndex(dialog._model.index(row, 0))
    qtbot.mouseClick(dialog.remove, LEFT)
    assert "Bo Lindqvist" in dialog.question.text()
    assert dialog.focusWidget() is dialog.keep
    with qtbot.assertNotEmitted(full.doors.member_removed):
        qtbot.mouseClick(dialog.keep, LEFT)
    qtbot.mouseClick(dialog.remove, LEFT)
    with qtbot.waitSignal(full.doors.member_removed) as told:
        qtbot.mouseClick(dialog.confirm, LEFT)
    assert told.args == [BRIDGE.room, PEOPLE[2].person]
    full.doors.set_members(BRIDGE.room, tuple(m for m in MEMBERS if m.person != told.args[1]))
    assert dialog.isVisible()
    assert dialog._model.row_of(PEOPLE[2].person) == -1


def test_who_may_not_remove_is_not_offered_it(full: ChatWindow) -> None:
    plain = tuple(msgspec.structs.replace(m, removable=False) for m in MEMBERS)
    full.doors.set_members(LOBBY.room, plain)
    dialog = opened(full, Members)
    assert isinstance(dialog, Members)
    assert dialog.remove.isHidden()
    assert dialog.invite.isHidden()  # nobody needs an invitation to an open room


def test_name_and_topic(full: ChatWindow, qtbot: QtBot) -> None:
    full.doors.open_details(FIELD)
    dialog = opened(full, RoomDetails)
    assert isinstance(dialog, RoomDetails)
    assert not dialog.save.isEnabled()
    dialog.topic.setText("boats")
    with qtbot.waitSignal(full.doors.room_edited) as told:
        qtbot.mouseClick(dialog.save, LEFT)
    assert told.args == [FIELD.room, "field-station", "boats"]


def test_leaving_is_confirmed_and_enter_does_not_do_it(full: ChatWindow, qtbot: QtBot) -> None:
    full.doors.open_leave(BRIDGE)
    dialog = opened(full, Confirm)
    assert isinstance(dialog, Confirm)
    assert "only a member can invite you again" in dialog.words.text()
    with qtbot.assertNotEmitted(full.doors.room_left):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    full.doors.open_leave(BRIDGE)
    dialog = opened(full, Confirm)
    assert isinstance(dialog, Confirm)
    with qtbot.waitSignal(full.doors.room_left) as told:
        qtbot.mouseClick(dialog.act, LEFT)
    assert told.args == [BRIDGE.room]


def test_settings_and_network_lead_to_their_windows(full: ChatWindow, qtbot: QtBot) -> None:
    assert full.actions_by_id["settings"] in full.doors.windows()  # the gear's menu offers them
    with qtbot.waitSignal(full.doors.settings_wanted):
        full.actions_by_id["settings"].trigger()
    with qtbot.waitSignal(full.doors.network_wanted):
        qtbot.mouseClick(full.page.sidebar.identity.network_line, LEFT)
    full.doors.set_features(frozenset({Feature.SWITCHER}))
    with qtbot.assertNotEmitted(full.doors.network_wanted):
        qtbot.mouseClick(full.page.sidebar.identity.network_line, LEFT)


def test_somebody_in_the_panel_leads_to_their_card(full: ChatWindow, qtbot: QtBot) -> None:
    people = full.page.panel.people
    row = people._people.row_of(PEOPLE[1].person)
    place = people.visualRect(people.model().index(row, 0)).center()
    with qtbot.waitSignal(full.doors.person_opened) as told:
        qtbot.mouseClick(people.viewport(), LEFT, pos=place)
    assert told.args == [PEOPLE[1].person]
