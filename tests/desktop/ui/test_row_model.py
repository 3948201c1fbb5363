"""Rows under news: what stays keeps its index, and what is read keeps its place on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from desktop.model import Status
from desktop.ui.people_panel import PeopleList
from desktop.ui.presence_window import PresenceWindow
from desktop.ui.row_list import RowDelegate, RowList
from desktop.ui.row_model import RowModel
from desktop.ui.theme import ThemeChoice
from tests.shots import NOW_MS
from tests.shots_cast import PEOPLE

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.model import PersonPresence
    from desktop.ui.theme import ThemeSwitch

Pair = tuple[int, int]


class Pairs(RowModel[Pair]):
    """Rows whose first number says which, whose second is news."""

    @override
    def key(self, value: Pair) -> int:
        return value[0]


PAIRS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 2)), unique_by=lambda each: each[0])


@given(before=PAIRS, steps=st.lists(PAIRS, min_size=1, max_size=4))
def test_whatever_comes_each_row_that_stays_keeps_its_index(
    before: list[Pair], steps: list[list[Pair]]
) -> None:
    model = Pairs()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows(before)
    for rows in steps:
        shown = [row for number in range(model.rowCount()) if (row := model.row(number))]
        held = {
            row[0]: QPersistentModelIndex(model.index(number, 0))
            for number, row in enumerate(shown)
        }
        model.set_rows(rows)
        assert [model.row(number) for number in range(model.rowCount())] == rows
        stay = held.keys() & dict(rows).keys()
        for key, index in held.items():
            if key in stay:
                assert index.row() == model.row_of(key)
            elif stay:  # where nothing stays the model is made anew
                assert not index.isValid()
    del tester


def test_only_rows_that_say_something_else_are_told(qtbot: QtBot) -> None:
    model = Pairs()
    model.set_rows([(1, 0), (2, 0), (3, 0)])
    with qtbot.assertNotEmitted(model.dataChanged):
        model.set_rows([(1, 0), (2, 0), (3, 0)])
    with qtbot.waitSignal(model.dataChanged) as told:
        model.set_rows([(1, 0), (2, 5), (3, 0)])
    assert [index.row() for index in told.args[:2]] == [1, 1]


def test_the_same_twice_is_shown_as_it_is() -> None:
    model = Pairs()
    model.set_rows([(1, 0), (2, 0)])
    model.set_rows([(2, 0), (2, 1), (1, 0)])
    assert [model.row(number) for number in range(3)] == [(2, 0), (2, 1), (1, 0)]
    model.set_rows([(1, 0)])
    assert model.rowCount() == 1


def test_what_is_read_stays_where_it_is_read(qtbot: QtBot, switch: ThemeSwitch) -> None:
    model = Pairs()
    rows = RowList(switch, model, RowDelegate(switch), name="pairs", title="Pairs")
    qtbot.addWidget(rows)
    rows.resize(200, 300)
    model.set_rows([(n, 0) for n in range(100)])
    rows.show()
    rows.scrollTo(model.index(50, 0), RowList.ScrollHint.PositionAtTop)
    top = rows.visualRect(model.index(50, 0)).top()
    model.set_rows([*((n, 0) for n in range(200, 220)), *((n, 0) for n in range(5, 100))])
    assert rows.visualRect(model.index(model.row_of(50), 0)).top() == top
    model.set_rows([*((n, 0) for n in range(5, 50)), *((n, 0) for n in range(51, 100)), (50, 1)])
    assert abs(rows.visualRect(model.index(model.row_of(51), 0)).top() - top) <= 44
    rows.scrollToTop()
    model.set_rows([(300, 0), *((n, 0) for n in range(5, 100))])
    assert rows.verticalScrollBar().value() == 0, "at the top news are seen as they come"


def test_rows_follow_the_zoom(qtbot: QtBot, switch: ThemeSwitch) -> None:
    model = Pairs()
    rows = RowList(switch, model, RowDelegate(switch), name="pairs", title="Pairs")
    qtbot.addWidget(rows)
    model.set_rows([(1, 0), (2, 0)])
    rows.show()
    before = rows.visualRect(model.index(1, 0)).top()
    switch.set_zoom(1.5)
    assert rows.visualRect(model.index(1, 0)).top() == switch.theme.row_px(44, 38) > before


def test_zoom_leaves_at_the_top_what_stood_there(qtbot: QtBot, switch: ThemeSwitch) -> None:
    model = Pairs()
    rows = RowList(switch, model, RowDelegate(switch), name="pairs", title="Pairs")
    qtbot.addWidget(rows)
    rows.resize(200, 300)
    model.set_rows([(n, 0) for n in range(100)])
    rows.show()
    rows.scrollTo(model.index(50, 0), RowList.ScrollHint.PositionAtTop)
    for zoom in (2.0, 0.8, 1.0):
        switch.set_zoom(zoom)
        assert rows.indexAt(QPoint(5, 5)).row() == 50
    switch.set_choice(ThemeChoice.DARK)
    switch.set_compact(compact=True)
    assert rows.indexAt(QPoint(5, 5)).row() == 50
    rows.scrollToTop()
    switch.set_compact(compact=False)
    assert rows.verticalScrollBar().value() == 0


def crowd(*, away: frozenset[int] = frozenset()) -> tuple[PersonPresence, ...]:
    return tuple(
        msgspec.structs.replace(
            PEOPLE[1],
            person=n.to_bytes(32, "big"),
            name=f"p{n:03}",
            status=Status.AWAY if n in away else Status.ONLINE,
        )
        for n in range(60)
    )


def test_somebody_who_goes_does_not_take_the_keyboard_along(
    qtbot: QtBot, switch: ThemeSwitch
) -> None:
    people = PeopleList(switch, lambda: NOW_MS)
    qtbot.addWidget(people)
    people.resize(236, 400)
    people.show()
    people.set_presence(crowd())
    people.setCurrentIndex(people.model().index(1, 0))
    for _ in range(3):
        qtbot.keyClick(people, Qt.Key.Key_Down)
    assert people.currentIndex().data() == "p003"
    people.set_presence(crowd(away=frozenset({1, 50})))
    assert people.currentIndex().data() == "p003"
    with qtbot.waitSignal(people.person_chosen) as chosen:
        qtbot.keyClick(people, Qt.Key.Key_Return)
    assert chosen.args == [(3).to_bytes(32, "big")]


def test_news_do_not_scroll_back_to_who_is_chosen(qtbot: QtBot, switch: ThemeSwitch) -> None:
    presence = PresenceWindow(switch, lambda: NOW_MS)
    qtbot.addWidget(presence)
    presence.set_people(crowd())
    presence.resize(900, 600)
    presence.show()
    QApplication.processEvents()
    bar = presence.list.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    seen = presence.list.indexAt(presence.list.viewport().rect().center()).data()
    presence.set_people(crowd(away=frozenset({2, 58})))
    QApplication.processEvents()
    assert presence.list.currentIndex().data() == "p000"
    assert presence.list.indexAt(presence.list.viewport().rect().center()).data() == seen
