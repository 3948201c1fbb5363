"""Older results in the search window: asked for by keys and by scrolling, they move nothing."""

from __future__ import annotations

import datetime

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.model import Hit, SearchResult
from desktop.ui.search_pages import Pages
from desktop.ui.search_results import Kind
from desktop.ui.search_window import SearchWindow
from desktop.ui.theme import ThemeSwitch
from net.ids import EntryId
from tests import shots
from tests.desktop.ui.searching import answer, ask, listening, press, rows, shown
from tests.shots_desk import BRIDGE, FIELD, HITS, around, hit
from tests.shots_windows import PEOPLE, ROOMS


@pytest.fixture
def search(qtbot: QtBot, switch: ThemeSwitch) -> SearchWindow:
    return shown(qtbot, switch)


def tides(first: int, last: int) -> list[Hit]:
    """Return messages of two rooms from the newest down, both ends included."""
    base = [hit((FIELD, BRIDGE)[n % 2], "10:00", f"tide {n}", "tide") for n in range(first, last)]
    return [
        msgspec.structs.replace(each, sent_at_ms=shots.NOW_MS - (1 + first + n) * 3_600_000)
        for n, each in enumerate(base)
    ]


def paging(search: SearchWindow) -> list[str]:
    """Show the first page of a long answer; returns what is asked for."""
    wanted: list[str] = []
    search.more_wanted.connect(wanted.append)
    search.line.setText("tide")
    press(search, Qt.Key.Key_Return)
    answer(search, *tides(0, 50), more=True)
    return wanted


def go_to_the_end(search: SearchWindow) -> None:
    for _ in range(7):
        press(search, Qt.Key.Key_PageDown)


def test_down_at_the_end_goes_on_into_older_messages(search: SearchWindow) -> None:
    wanted = paging(search)
    assert rows(search)[-1].words == "Show older messages"
    go_to_the_end(search)
    assert wanted == ["tide"]
    assert search.view.row().kind is Kind.TAIL
    assert search.line.accessibleDescription() == "Looking for older messages…"
    press(search, Qt.Key.Key_Down)
    assert wanted == ["tide"]
    answer(search, *tides(0, 100), more=True)
    assert search.view.row().hit == tides(50, 51)[0]
    assert search.view.viewport().rect().contains(
        search.view.visualRect(search.view.currentIndex())
    )
    assert search.status.text() == "the newest 100 messages · there are more"
    heads = [row.words for row in rows(search) if row.kind is Kind.HEAD]
    assert heads == [
        "field-station · 25",
        "bridge-watch · 25",
        "Older messages",
        "field-station · 25",
        "bridge-watch · 25",
    ]
    assert not any(row.new for row in rows(search))
    answer(search, *tides(0, 120))
    assert [row.hit for row in rows(search) if row.hit][-1] == tides(119, 120)[0]
    assert rows(search)[-1].kind is Kind.HIT


def test_scrolling_to_the_end_asks_once_and_what_is_seen_stays(search: SearchWindow) -> None:
    wanted = paging(search)
    bar = search.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    assert wanted == []
    bar.setValue(bar.maximum() - 1)
    bar.setValue(bar.maximum())
    assert wanted == ["tide"]
    last = search.model.index(search.model.row_of(tides(49, 50)[0].message), 0)
    place = search.view.visualRect(last).top()
    fresh = hit(FIELD, "10:44", "the tide turned", "tide")
    answer(search, fresh, *tides(0, 100), more=True)
    last = search.model.index(search.model.row_of(tides(49, 50)[0].message), 0)
    assert search.view.visualRect(last).top() == place
    assert search.model.row(1).hit == fresh
    assert [row.hit for row in rows(search) if row.new] == [fresh]
    assert search.view.row().hit == tides(0, 1)[0]
    assert wanted == ["tide"]


def test_an_older_page_under_days_goes_on_with_the_day(search: SearchWindow) -> None:
    paging(search)
    search._regroup()
    go_to_the_end(search)
    answer(search, *tides(0, 100))
    assert [row.hit for row in rows(search) if row.hit] == tides(0, 100)
    heads = [row.words for row in rows(search) if row.kind is Kind.HEAD]
    assert len(heads) == len(set(heads))


def test_where_no_more_are_kept_the_search_goes_on_from_there(search: SearchWindow) -> None:
    wanted = paging(search)
    asked = listening(search)
    search.line.blockSignals(True)
    search.line.setText("tide before:2099-01-01")
    search.line.blockSignals(False)
    full = SearchResult("tide", tuple(tides(0, 100)), more=True, full=True)
    search.set_result(search.clock.generation, full)
    assert rows(search)[-1].words == "No more than 100 are listed. Search what is older"
    for _ in range(20):
        press(search, Qt.Key.Key_PageDown)
    assert search.view.row().kind is Kind.TAIL
    assert wanted == []
    press(search, Qt.Key.Key_Return)
    oldest = datetime.datetime.fromtimestamp(full.hits[-1].sent_at_ms / 1000).astimezone().date()
    after = oldest + datetime.timedelta(days=1)
    assert [text for _, text in asked] == [f"tide before:{after}"]


def test_a_page_that_does_not_come_can_be_asked_for_again(search: SearchWindow) -> None:
    wanted = paging(search)
    go_to_the_end(search)
    search.set_failed(search.clock.generation, "The disk cannot be read.")
    assert search.status.text() == "The disk cannot be read."
    assert len([row for row in rows(search) if row.hit]) == 50
    assert rows(search)[-1].words == "Show older messages"
    press(search, Qt.Key.Key_Return)
    assert wanted == ["tide", "tide"]


def test_the_message_in_the_preview_is_opened_from_there_while_older_ones_come(
    qtbot: QtBot, search: SearchWindow
) -> None:
    paging(search)
    go_to_the_end(search)
    assert search.view.row().kind is Kind.TAIL
    with qtbot.waitSignal(search.jump_requested) as heard:
        search.preview.jump_wanted.emit()
    assert heard.args[1] in [each.message for each in tides(0, 50)]


def test_a_chosen_message_that_goes_leaves_the_choice_where_it_was(search: SearchWindow) -> None:
    ask(search, "tide", *tides(0, 6))
    press(search, Qt.Key.Key_Down)
    press(search, Qt.Key.Key_Down)
    chosen = search.view.row().hit
    left = [each for each in tides(0, 6) if each != chosen]
    answer(search, *left)
    assert search.view.row().hit == tides(2, 3)[0]


def test_more_than_a_page_at_once_is_new_not_older(search: SearchWindow) -> None:
    paging(search)
    now = [msgspec.structs.replace(each, message=each.message[::-1]) for each in tides(0, 50)]
    answer(search, *now, more=True)
    assert all(row.new for row in rows(search) if row.hit)
    assert "Older messages" not in [row.words for row in rows(search)]


def test_what_arrives_is_seen_while_the_top_of_the_list_is(search: SearchWindow) -> None:
    paging(search)
    for number in range(3):
        fresh = [hit(FIELD, f"11:0{n}", f"tide {n}", "tide") for n in range(number, -1, -1)]
        answer(search, *fresh, *tides(0, 50), more=True)
        newest = search.model.index(search.model.row_of(fresh[0].message), 0)
        assert search.view.viewport().rect().contains(search.view.visualRect(newest))
        assert search.view.row().hit == tides(0, 1)[0]
    for number in range(3, 30):
        fresh = [hit(FIELD, f"11:{n:02}", f"tide {n}", "tide") for n in range(number, -1, -1)]
        answer(search, *fresh, *tides(0, 50), more=True)
    chosen = search.view.visualRect(search.view.currentIndex())
    assert search.view.viewport().rect().contains(chosen)


def test_in_a_narrow_window_the_keys_give_way_to_what_was_found(
    qtbot: QtBot, search: SearchWindow
) -> None:
    paging(search)
    assert search.hint.isVisible()
    search.resize(430, 600)
    qtbot.waitUntil(lambda: search.status.width() >= search.status.sizeHint().width())
    assert not search.hint.isVisible()
    search.resize(1080, 720)
    qtbot.waitUntil(search.hint.isVisible)


def test_what_the_shown_messages_answer_is_quoted_and_mentions_are_marked(
    search: SearchWindow,
) -> None:
    me = PEOPLE[0].person
    search.set_people(PEOPLE, me)
    ask(search)
    answered = msgspec.structs.replace(around()[0], id=EntryId(b"far up".ljust(32)))
    messages = [*around()]
    messages[3] = msgspec.structs.replace(messages[3], reply_to=answered.id)
    search.set_context(HITS[0].message, messages, [answered])
    rows = search.preview.timeline.rows
    assert rows.row(3).body.quoted == answered
    assert rows.around.me == me
    assert rows.around.names[me] == PEOPLE[0].name


def test_results_in_place_of_kept_queries_begin_at_their_top(search: SearchWindow) -> None:
    search.set_recent(["tide gauge"])
    assert search.view.height() < 100  # as high as its rows
    search.set_shared("tide", tides(0, 50), more=True)
    QApplication.processEvents()
    assert search.view.verticalScrollBar().value() == 0
    fresh = hit(FIELD, "11:00", "the tide turned", "tide")
    search.set_shared("tide", [fresh, *tides(0, 50)], more=True)
    QApplication.processEvents()
    assert search.view.verticalScrollBar().value() == 0
    assert search.view.row().hit == tides(0, 1)[0]


def test_people_and_rooms_of_one_name_have_their_marks(search: SearchWindow) -> None:
    found = hit(FIELD, "10:00", "tide gauge", "tide")
    marked = [
        msgspec.structs.replace(each, mark="AEAQ") if each.person == found.person else each
        for each in PEOPLE
    ]
    search.set_people(marked)
    search.set_rooms(
        msgspec.structs.replace(each, mark="GEZD") if each.room == found.room else each
        for each in ROOMS
    )
    ask(search, "tide", found)
    heading, row = rows(search)[:2]
    assert heading.words.startswith("field-station (GEZD) · 1")
    assert search.model.spoken(row).startswith("Goro Tanaka (AEAQ), ")
    assert search.model.name(found.person) == "Goro Tanaka", "as in the circle"


def test_what_the_engine_let_go_is_not_remembered() -> None:
    pages, now = Pages(), tides(0, 200)
    result = SearchResult(query="tide", hits=tuple(now[150:]), more=True)
    pages.begin(result)
    for first in range(149, -1, -1):  # ever newer ones push the oldest out
        result = msgspec.structs.replace(result, hits=tuple(now[first : first + 50]))
        pages.go_on(result)
    assert pages.new == {each.message for each in now[:50]}
    assert len(pages._page_of) == 50
