"""The quick switcher: what stands first, what keys do, and where it leads."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.chat_window import ChatWindow
from desktop.ui.features import Feature
from desktop.ui.switcher import Switcher
from desktop.ui.targets import TARGETS_SHOWN, Act, Places, targets
from net.ids import RoomId
from tests import shots_windows
from tests.shots_cast import PEOPLE, ROOMS

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
FIELD, LOBBY, BRIDGE, DANA, CHIDI, LOGS = ROOMS[:6]
ALL = Places(rooms=ROOMS, people=PEOPLE, current=FIELD.room)


@pytest.fixture
def full(window: ChatWindow) -> ChatWindow:
    shots_windows.furnish(window)
    return window


def names(query: str, places: Places = ALL) -> list[str]:
    return [target.name for target in targets(query, places)]


def test_what_waits_comes_first_and_where_one_is_comes_last_of_the_rooms() -> None:
    found = names("")
    assert found[:2] == ["bridge-watch", "lobby"]
    assert found.index("field-station") > found.index("safety")


def test_rooms_visited_lately_come_first() -> None:
    places = msgspec.structs.replace(
        ALL, rooms=tuple(msgspec.structs.replace(r, unread=0, mentions=0) for r in ROOMS),
        recent=(FIELD.room, ROOMS[8].room, LOGS.room),
    )  # fmt: skip
    assert names("", places)[:2] == ["safety", "data-logs"]


def test_a_muted_room_is_not_lifted_by_what_waits() -> None:
    places = Places(rooms=(LOGS, ROOMS[8]))
    assert names("", places) == ["data-logs", "safety"]
    loud = msgspec.structs.replace(ROOMS[8], unread=1)
    assert names("", Places(rooms=(LOGS, loud))) == ["safety", "data-logs"]


def test_letters_find_rooms_and_people_but_nobody_twice_and_not_oneself() -> None:
    assert names("ana")[0] == "Ana Ferreira"
    assert names("dana").count("Dana Weiss") == 1
    assert "Mira Sol" not in names("mira")
    blocked = msgspec.structs.replace(PEOPLE[1], blocked=True)
    assert names("ana fer", Places(people=(blocked,))) == []


def test_acts_come_last_and_only_with_a_query() -> None:
    acts = (Act.SEARCH, Act.CREATE)
    assert [t.act for t in targets("zzz", ALL, acts)] == [Act.SEARCH, Act.CREATE]
    assert all(t.act is None for t in targets(" ", ALL, acts))


def test_a_crowd_is_cut() -> None:
    crowd = tuple(
        msgspec.structs.replace(PEOPLE[1], person=n.to_bytes(32, "big"), name=f"a{n}")
        for n in range(300)
    )
    assert len(targets("a", Places(people=crowd))) == TARGETS_SHOWN


def opened(window: ChatWindow) -> Switcher:
    found = window.findChild(Switcher, "switcher")
    assert isinstance(found, Switcher)
    return found


def test_ctrl_k_works_from_the_composer(full: ChatWindow, qtbot: QtBot) -> None:
    full.page.composer.edit.setPlainText("half written")
    full.page.composer.edit.setFocus()
    qtbot.keyClick(full.page.composer.edit, Qt.Key.Key_K, CTRL)
    switcher = opened(full)
    qtbot.waitUntil(switcher.isVisible)
    assert full.page.composer.edit.toPlainText() == "half written"
    qtbot.waitUntil(switcher.field.hasFocus)
    qtbot.keyClicks(switcher.field, "lob")
    with qtbot.waitSignal(full.room_selected) as told:
        qtbot.keyClick(switcher.field, Qt.Key.Key_Return)
    assert told.args == [LOBBY.room]
    assert switcher.isHidden()


def test_keys_walk_the_list_and_go_round(full: ChatWindow, qtbot: QtBot) -> None:
    full.doors.open_switcher()
    switcher = opened(full)
    first = switcher.chosen()
    qtbot.keyClick(switcher.field, Qt.Key.Key_Up)
    assert switcher.chosen() != first
    qtbot.keyClick(switcher.field, Qt.Key.Key_Down)
    assert switcher.chosen() == first
    assert first is not None
    assert switcher.field.accessibleDescription().startswith(first.name)
    qtbot.keyClick(switcher.field, Qt.Key.Key_Escape)
    assert switcher.isHidden()


def test_a_person_leads_to_a_direct_room(full: ChatWindow, qtbot: QtBot) -> None:
    full.doors.open_switcher()
    switcher = opened(full)
    switcher.field.setText("ana ferr")
    with qtbot.waitSignal(full.doors.direct_wanted) as told:
        qtbot.keyClick(switcher.field, Qt.Key.Key_Return)
    assert told.args == [PEOPLE[1].person]


def test_an_open_room_of_the_network_is_found_and_joined(full: ChatWindow, qtbot: QtBot) -> None:
    surf = msgspec.structs.replace(LOBBY, room=RoomId(b"s" * 32), name="surf", joined=False)
    asked: list[bool] = []
    full.doors.browse_opened.connect(lambda: asked.append(True))
    full.doors.open_switcher()
    assert asked == [True]
    full.doors.set_open_rooms((LOBBY, surf))
    switcher = opened(full)
    assert "surf" not in [target.name for target in targets("", full.doors._places)]
    switcher.field.setText("surf")
    index = switcher.list.currentIndex()
    assert index.data() == "surf"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "surf, Join"
    with qtbot.waitSignal(full.doors.room_joined) as told:
        qtbot.keyClick(switcher.field, Qt.Key.Key_Return)
    assert told.args == [surf.room]


def test_nothing_found_offers_to_make_it(full: ChatWindow, qtbot: QtBot) -> None:
    full.doors.open_switcher()
    switcher = opened(full)
    switcher.field.setText("radio check")
    assert switcher.nothing.isVisibleTo(switcher)
    acts = [switcher._model.index(row, 0).data() for row in range(switcher._model.rowCount())]
    assert "Create the room “radio check”" in acts
    assert "Search messages for “radio check”" in acts


def test_news_keep_what_is_chosen(full: ChatWindow, qtbot: QtBot) -> None:
    full.doors.open_switcher()
    switcher = opened(full)
    qtbot.keyClick(switcher.field, Qt.Key.Key_Down)
    chosen = switcher.chosen()
    assert chosen is not None
    louder = tuple(msgspec.structs.replace(r, unread=9) if r is ROOMS[8] else r for r in ROOMS)
    full.set_rooms(louder)
    kept = switcher.chosen()
    assert kept is not None
    assert kept.name == chosen.name


def test_people_only_where_they_can_be_written_to(full: ChatWindow) -> None:
    full.doors.set_features(frozenset({Feature.SWITCHER}))
    full.doors.open_switcher()
    switcher = opened(full)
    switcher.field.setText("ana ferr")
    assert switcher.chosen() is None


def test_keys_walk_the_conversations(full: ChatWindow, qtbot: QtBot) -> None:
    told: list[bytes] = []
    full.room_selected.connect(told.append)
    edit = full.page.composer.edit
    qtbot.keyClick(edit, Qt.Key.Key_Down, ALT)
    qtbot.keyClick(edit, Qt.Key.Key_Up, ALT)
    qtbot.keyClick(edit, Qt.Key.Key_Down, ALT | SHIFT)
    qtbot.keyClick(edit, Qt.Key.Key_Up, ALT | SHIFT)
    assert told == [LOBBY.room, ROOMS[8].room, LOBBY.room, LOGS.room]


def test_nothing_is_reachable_while_it_is_off(window: ChatWindow, qtbot: QtBot) -> None:
    shots_windows.shots._open(window, shots_windows.shots.TALK)
    page = window.page
    assert page.sidebar.finder.isHidden()
    assert page.sidebar.identity.compose.isHidden()
    assert page.header.more.isHidden()
    for key in (Qt.Key.Key_K, Qt.Key.Key_N):
        qtbot.keyClick(page.composer.edit, key, CTRL)
    assert QApplication.activeModalWidget() is None
    assert not window.doors.actions_by_id["switcher"].isEnabled()


@pytest.fixture
def switcher(full: ChatWindow, qtbot: QtBot) -> Switcher:
    people = tuple(each for each in PEOPLE if each.person != DANA.peer)
    made = Switcher(full._switch, msgspec.structs.replace(ALL, people=people), full)
    qtbot.addWidget(made)
    made.open_over(full)
    return made


def test_what_goes_with_the_news_hands_its_place_to_no_other(
    switcher: Switcher, qtbot: QtBot
) -> None:
    qtbot.keyClick(switcher.field, Qt.Key.Key_Down)
    gone = switcher.chosen()
    assert gone is not None
    assert gone.room is not None
    left = tuple(each for each in ROOMS if each.room != gone.room.room)
    switcher.set_places(msgspec.structs.replace(ALL, rooms=left))
    assert switcher.chosen() is None
    with qtbot.assertNotEmitted(switcher.room_chosen, wait=1):
        qtbot.keyClick(switcher.field, Qt.Key.Key_Return)
    assert switcher.isVisible()
    switcher.set_places(ALL)
    assert switcher.chosen() is None, "nor with the next news"
    qtbot.keyClick(switcher.field, Qt.Key.Key_Up)
    assert switcher.list.currentIndex().row() == switcher._model.rowCount() - 1
    qtbot.keyClicks(switcher.field, "l")
    assert switcher.list.currentIndex().row() == 0, "other letters: the best is meant"


def test_who_writes_for_the_first_time_stays_chosen(switcher: Switcher) -> None:
    alone = tuple(each for each in ROOMS if each.peer != DANA.peer)
    switcher.set_places(msgspec.structs.replace(ALL, rooms=alone))
    rows = [switcher._model.row(n) for n in range(switcher._model.rowCount())]
    at = next(n for n, each in enumerate(rows) if each and each.person and each.name == DANA.name)
    switcher._choose(at)
    switcher.set_places(ALL)
    chosen = switcher.chosen()
    assert chosen is not None
    assert chosen.room is not None
    assert chosen.room.peer == DANA.peer


def test_its_corners_are_round_over_whatever_stands_in_them(window: ChatWindow) -> None:
    shown = shots_windows.switcher(window)
    QApplication.processEvents()
    picture = shown.grab().toImage()
    right, bottom = picture.width() - 1, picture.height() - 1
    for x, y in ((0, 0), (right, 0), (0, bottom), (right, bottom)):
        assert picture.pixelColor(x, y).alpha() == 0
