"""The lists of rooms and people: what they say, keep and leave out."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QContextMenuEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.model import Room, RoomKind
from desktop.ui.announce_targets import TargetsModel
from desktop.ui.chat_window import ChatWindow
from desktop.ui.controls import rename_button
from desktop.ui.features import Feature
from desktop.ui.members_list import MembersModel
from desktop.ui.people_panel import PEOPLE_SHOWN, PeopleList, PeopleModel
from desktop.ui.people_pick import PickModel
from desktop.ui.presence_list import PresenceModel
from desktop.ui.rooms_list import RoomFilter, RoomsList, RoomsModel, in_a_line
from desktop.ui.row_painter import RowPainter
from desktop.ui.theme import ThemeChoice, ThemeSwitch
from net.ids import RoomId
from tests import shots, shots_cast
from tests.shots import ME, NOW_MS, PEOPLE, TALK, lobby, said

OTHER = Room(RoomId(b"o" * 32), "other", RoomKind.PRIVATE, unread=1200)


def test_a_room_row_says_everything_aloud() -> None:
    model = RoomsModel(lambda: NOW_MS)
    model.set_rooms((lobby(TALK, unread=2),))
    spoken = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("lobby, 2 unread messages, Bo Lindqvist: Charger is in drawer 3.")
    assert spoken.endswith("10:42")


def test_previews_are_one_line_and_bounded() -> None:
    model = RoomsModel(lambda: NOW_MS)
    text = "a\nb\t c " + "x" * 16_000
    assert model.preview(lobby((said("mira", "10:00", text),))).startswith("You: a b c x")
    assert len(model.preview(lobby((said("mira", "10:00", text),)))) < 250
    assert model.preview(lobby(())) == "everyone on this network"


def test_choosing_tells_once_and_being_told_does_not(qtbot: QtBot, switch: ThemeSwitch) -> None:
    rooms = RoomsList(switch, lambda: NOW_MS)
    qtbot.addWidget(rooms)
    rooms.resize(304, 300)
    rooms.show()
    chosen: list[bytes] = []
    rooms.room_chosen.connect(chosen.append)
    rooms.set_rooms((lobby(TALK), OTHER))
    rooms.choose(lobby(TALK).room)
    assert chosen == []
    place = rooms.visualRect(rooms.model().index(1, 0)).center()
    qtbot.mouseClick(rooms.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen == [OTHER.room]
    qtbot.keyClick(rooms, Qt.Key.Key_Up)
    assert chosen == [OTHER.room, lobby(TALK).room]


def test_news_and_new_order_keep_the_choice(qtbot: QtBot, switch: ThemeSwitch) -> None:
    rooms = RoomsList(switch, lambda: NOW_MS)
    qtbot.addWidget(rooms)
    rooms.set_rooms((lobby(TALK), OTHER))
    rooms.choose(lobby(TALK).room)
    with qtbot.assertNotEmitted(rooms.room_chosen):
        rooms.set_rooms((OTHER, lobby(TALK, unread=3)))
    assert rooms.currentIndex().data() == "lobby"


def test_to_come_into_the_list_by_key_opens_no_room(qtbot: QtBot, switch: ThemeSwitch) -> None:
    rooms = RoomsList(switch, lambda: NOW_MS)
    qtbot.addWidget(rooms)
    rooms.set_rooms((lobby(TALK), OTHER))
    rooms.choose(lobby(TALK).room)
    rooms.set_rooms((OTHER,))  # the open one is not in it any more
    chosen: list[bytes] = []
    rooms.room_chosen.connect(chosen.append)
    rooms.show()
    rooms.activateWindow()
    rooms.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(rooms.hasFocus)
    assert rooms.currentIndex().data() == OTHER.name, "one sees where one is"
    assert chosen == []
    qtbot.keyClick(rooms, Qt.Key.Key_Return)
    assert chosen == [OTHER.room]
    qtbot.keyClick(rooms, Qt.Key.Key_Return)
    assert chosen == [OTHER.room]


def test_rows_are_painted_in_both_looks_and_directions(qtbot: QtBot, switch: ThemeSwitch) -> None:
    rooms = RoomsList(switch, lambda: NOW_MS)
    qtbot.addWidget(rooms)
    rooms.resize(304, 200)
    rooms.show()
    rooms.set_rooms((lobby(TALK), msgspec.structs.replace(OTHER, mentions=1)))
    rooms.choose(lobby(TALK).room)

    def badge(x: int) -> str:
        return rooms.viewport().grab().toImage().pixelColor(QPoint(x, 12)).name()

    assert badge(38) == switch.theme.accent.name()
    switch.set_choice(ThemeChoice.DARK)
    assert badge(38) == switch.theme.accent.name()
    rooms.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert badge(304 - 38) == switch.theme.accent.name()


def rows(model: PeopleModel) -> list[str]:
    return [model.index(n).data() for n in range(model.rowCount())]


def test_people_stand_in_sections_oneself_first() -> None:
    model = PeopleModel(lambda: NOW_MS, sections=True)
    model.set_people(PEOPLE, ME.person)
    assert rows(model) == [
        "Online · 5",
        "Mira Sol",
        "Ana Ferreira",
        "Bo Lindqvist",
        "Farah Nasser",
        "Goro Tanaka",
        "Offline · 3",
        "Chidi Okafor",
        "Emre Y\u0131ld\u0131z",
        "Hanna Koch",
    ]
    spoken = model.index(2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Ana Ferreira, Online, 2 devices"
    assert (
        model.index(7)
        .data(Qt.ItemDataRole.AccessibleTextRole)
        .startswith("Chidi Okafor, seen 09:46, Offline")
    )


def test_people_without_end_are_cut_with_words() -> None:
    model = PeopleModel(lambda: NOW_MS, sections=False)
    crowd = tuple(
        msgspec.structs.replace(PEOPLE[1], person=n.to_bytes(32, "big"), name=f"p{n:05}")
        for n in range(PEOPLE_SHOWN + 7)
    )
    model.set_people(crowd, None)
    assert model.rowCount() == PEOPLE_SHOWN + 1
    assert rows(model)[-1] == "and 7 more"


def test_the_same_people_again_change_nothing(qtbot: QtBot) -> None:
    model = PeopleModel(lambda: NOW_MS, sections=True)
    model.set_people(PEOPLE, ME.person)
    with qtbot.assertNotEmitted(model.modelReset):
        model.set_people(tuple(reversed(PEOPLE)), ME.person)


def test_people_are_painted(qtbot: QtBot, switch: ThemeSwitch) -> None:
    people = PeopleList(switch, lambda: NOW_MS)
    qtbot.addWidget(people)
    people.set_people(PEOPLE, ME.person)
    people.resize(236, 500)
    people.show()
    circle = people.visualRect(people.model().index(1, 0)).topLeft() + QPoint(34, 10)
    seen = people.viewport().grab().toImage().pixelColor(circle).name()
    assert seen == switch.theme.avatar_fill(ME.person).name()
    assert people.sizeHint().height() == 2 * 33 + len(PEOPLE) * 44


def test_every_person_of_the_pictures_has_the_colour_asked_for(switch: ThemeSwitch) -> None:
    for key, (_, color) in shots.NAMES.items():
        fill = switch.theme.avatar_fill(shots.person(key).person)
        assert fill == switch.theme.fills[color]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("**Yes**, see `x = 1`", "Yes, see x = 1"),
        ("> what was asked\nthe answer", "the answer"),
        ("> only a quote", "only a quote"),
        ("look:\n```python\nreturn 1\n```", "look: return 1"),
        ("a\n\n  b", "a b"),
        ("****", "****"),
        ("", ""),
    ],
)
def test_a_preview_is_words_without_marks(text: str, line: str) -> None:
    assert in_a_line(text) == line


def test_filters_that_are_too_long_for_a_line_take_another(
    window: ChatWindow, qtbot: QtBot
) -> None:
    window.doors.set_features(frozenset(Feature))
    chips = window.page.sidebar.finder.chips
    for button in chips.values():
        rename_button(button, f"{button.text()} in a language of long words")
    assert len(chips) == 4
    qtbot.waitUntil(lambda: len({each.y() for each in chips.values()}) > 1)
    assert all(each.width() >= each.sizeHint().width() for each in chips.values())


def test_news_of_other_rooms_move_nothing_under_the_eyes(
    qtbot: QtBot, switch: ThemeSwitch
) -> None:
    many = [
        msgspec.structs.replace(OTHER, room=RoomId(bytes([n]) * 32), name=f"room {n}", came_ms=n)
        for n in range(50, 0, -1)
    ]

    def on_screen() -> list[str]:
        rows = (rooms.model().index(row, 0) for row in range(len(many)))
        return [str(each.data()) for each in rows if view.intersects(rooms.visualRect(each))]

    def moves_to_the_top(row: int) -> None:
        many.insert(0, msgspec.structs.replace(many.pop(row), came_ms=many[0].came_ms + 1))
        rooms.set_rooms(tuple(many))

    rooms = RoomsList(switch, lambda: NOW_MS)
    qtbot.addWidget(rooms)
    rooms.resize(304, 620)
    rooms.show()
    rooms.set_rooms(tuple(many))
    view = rooms.viewport().rect().adjusted(0, 1, 0, -1)
    rooms.choose(many[49].room)
    assert "room 1" in on_screen()
    rooms.verticalScrollBar().setValue(0)
    moves_to_the_top(30)
    assert on_screen()[0] == "room 20"  # at the top one sees what comes
    rooms.verticalScrollBar().setValue(62 * 20 + 10)
    before = on_screen()
    moves_to_the_top(45)
    moves_to_the_top(3)
    assert on_screen() == before
    moves_to_the_top(24)
    assert [name for name in before if name in on_screen()] == before[:3] + before[4:]
    rooms.verticalScrollBar().setValue(rooms.verticalScrollBar().maximum())
    assert "room 1" in on_screen()
    moves_to_the_top(49)
    assert on_screen()[0] == "room 1"  # the open one is followed where it was in sight


def test_a_right_click_asks_for_the_menu_and_opens_nothing(
    qtbot: QtBot, switch: ThemeSwitch
) -> None:
    rooms = RoomsList(switch, lambda: NOW_MS)
    qtbot.addWidget(rooms)
    rooms.resize(304, 300)
    rooms.show()
    rooms.set_rooms((lobby(TALK), OTHER))
    rooms.choose(lobby(TALK).room)
    place = rooms.visualRect(rooms.model().index(1, 0)).center()
    with qtbot.assertNotEmitted(rooms.room_chosen):
        qtbot.mouseClick(rooms.viewport(), Qt.MouseButton.RightButton, pos=place)
    assert rooms.currentIndex().row() == 0
    asked = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place, rooms.viewport().mapToGlobal(place)
    )
    with qtbot.waitSignal(rooms.menu_wanted) as told:
        QApplication.sendEvent(rooms.viewport(), asked)
    assert told.args is not None
    assert told.args[0] == OTHER


def test_among_the_unread_the_open_room_stays_until_another_is_opened(
    qtbot: QtBot, switch: ThemeSwitch
) -> None:
    rooms = RoomsList(switch, lambda: NOW_MS)
    qtbot.addWidget(rooms)
    read, loud = (msgspec.structs.replace(OTHER, unread=n) for n in (0, 2))
    rooms.set_rooms((lobby(TALK, unread=1), loud))
    rooms.set_filter(RoomFilter.UNREAD)
    rooms.choose(loud.room)
    rooms.set_rooms((lobby(TALK, unread=1), read))  # it was read
    assert {room.name for room in rooms.listed()} == {"lobby", OTHER.name}
    rooms.choose(lobby(TALK).room)
    rooms.set_rooms((lobby(TALK, unread=1), read))
    assert [room.name for room in rooms.listed()] == ["lobby"]
    rooms.set_rooms((lobby(TALK), loud))
    rooms.set_filter(RoomFilter.UNREAD)
    assert [room.name for room in rooms.listed()] == [OTHER.name]


def test_a_muted_room_that_waits_says_so_by_more_than_a_colour(
    qtbot: QtBot, switch: ThemeSwitch, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs: list[str] = []
    draw = RowPainter.icon

    def icon(self: RowPainter, rect: QRect, name: str, color: QColor) -> None:
        signs.append(name)
        draw(self, rect, name, color)

    monkeypatch.setattr(RowPainter, "icon", icon)
    rooms = RoomsList(switch, lambda: NOW_MS)
    qtbot.addWidget(rooms)
    rooms.resize(304, 300)
    rooms.set_rooms((OTHER,))
    rooms.grab()
    assert signs == []
    rooms.set_rooms((msgspec.structs.replace(OTHER, muted_until_ms=NOW_MS + 1),))
    rooms.grab()
    assert signs == ["bell-off"]


def test_two_of_one_name_are_told_apart_in_every_list(qtbot: QtBot, switch: ThemeSwitch) -> None:
    first = msgspec.structs.replace(shots_cast.PEOPLE[1], mark="K7QF")
    second = msgspec.structs.replace(shots_cast.PEOPLE[2], name=first.name, mark="2OBC")
    members, picks = PeopleModel(lambda: NOW_MS, sections=False), PickModel()
    presences, targets = PresenceModel(lambda: NOW_MS), TargetsModel()
    members.set_presence((first, second))
    for told in (picks, presences, targets):
        told.set_people((first, second))
    for model in (members, picks, presences, targets):
        rows = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
        assert {f"{first.name} (K7QF)", f"{first.name} (2OBC)"} <= set(rows)


def test_who_is_invited_stands_apart_and_is_not_counted_as_here(window: ChatWindow) -> None:
    asked = msgspec.structs.replace(shots_cast.PEOPLE[1], invited=True)
    here = shots_cast.PEOPLE[0]
    private = msgspec.structs.replace(OTHER, members=1)
    window.open_room(private, None)
    window.set_presence((here, asked))
    model = window.page.panel.people.model()
    rows = [str(model.index(n, 0).data()) for n in range(model.rowCount())]
    assert rows == ["Online · 1", here.name, "Invited · 1", asked.name]
    last = model.index(model.rowCount() - 1, 0)
    assert "invited" in str(last.data(Qt.ItemDataRole.AccessibleTextRole))
    assert window.page.header.subtitle.text() == "Private room · 1 member, 1 online"


def test_the_members_dialog_names_the_invited_last_and_as_such() -> None:
    model = MembersModel()
    first, second, third = shots_cast.MEMBERS[:3]
    model.set_members((msgspec.structs.replace(second, invited=True), third, first))
    assert model.row(2) == msgspec.structs.replace(second, invited=True)
    told = model.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert str(told).endswith(", invited")
