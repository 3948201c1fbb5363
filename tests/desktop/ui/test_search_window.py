"""The search window: typed text becomes few queries; results are walked, shared, opened by keys."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.model import Hit, SearchResult
from desktop.ui.search_results import Grouping, Kind
from desktop.ui.search_window import SearchWindow
from desktop.ui.theme import ThemeChoice, ThemeSwitch
from net.ids import RoomId
from tests.desktop.ui.searching import answer, ask, listening, press, rows, shown
from tests.shots_desk import BRIDGE, CHOSEN, FIELD, HITS, around, hit
from tests.shots_windows import ROOMS


@pytest.fixture
def search(qtbot: QtBot, switch: ThemeSwitch) -> SearchWindow:
    return shown(qtbot, switch)


# ---------------------------------------------------------------- asking


def test_typing_asks_once_when_it_rests(qtbot: QtBot, search: SearchWindow) -> None:
    asked = listening(search)
    QTest.keyClicks(search.line, "tide gauge")
    assert asked == []
    assert search.status.text() == "Searching…"
    qtbot.waitUntil(lambda: bool(asked))
    assert [text for _, text in asked] == ["tide gauge"]
    assert not search.clock.is_waiting


def test_enter_asks_at_once_and_not_again(search: SearchWindow) -> None:
    asked = listening(search)
    QTest.keyClicks(search.line, "tide")
    press(search, Qt.Key.Key_Return)
    assert [text for _, text in asked] == ["tide"]
    assert not search.clock.is_waiting


def test_a_stale_answer_is_dropped(search: SearchWindow) -> None:
    ask(search, "tide")
    old = search.clock.generation
    QTest.keyClicks(search.line, "s")
    search.set_result(old, SearchResult("tide", HITS[:1]), 1)
    assert search.status.text() == "Searching…"


def test_too_little_asks_for_nothing_and_says_so(qtbot: QtBot, search: SearchWindow) -> None:
    asked = listening(search)
    with qtbot.waitSignal(search.cleared):
        QTest.keyClicks(search.line, "ti")
    press(search, Qt.Key.Key_Return)
    assert asked == []
    assert "at least 3 letters" in search.empty.words.text()


def test_nothing_found_offers_to_ask_for_less(qtbot: QtBot, search: SearchWindow) -> None:
    ask(search, "in:lobby kettle", *())
    search.set_result(search.clock.generation, SearchResult("in:lobby kettle"), 1)
    assert search.empty.title.text() == "No messages for “in:lobby kettle”"
    asked = listening(search)
    button = search.empty.findChild(QPushButton, "remove-in")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert search.line.text() == "kettle"
    assert [text for _, text in asked] == ["kettle"]


def test_trouble_is_said_in_words(search: SearchWindow) -> None:
    search.line.setText("tide")
    press(search, Qt.Key.Key_Return)
    search.set_failed(search.clock.generation, "The disk cannot be read.")
    assert "The disk cannot be read." in (search.status.text(), search.empty.words.text())


# ---------------------------------------------------------------- results


def test_results_stand_under_their_rooms(search: SearchWindow) -> None:
    ask(search)
    heads = [row.words for row in rows(search) if row.kind is Kind.HEAD]
    assert heads[:2] == ["field-station · 3", "bridge-watch · 2"]
    assert search.status.text() == "6 messages · newest first · 4 ms"
    search._regroup()
    assert search.model.grouping is Grouping.DAY
    assert [row.words for row in rows(search) if row.kind is Kind.HEAD][:2] == [
        "Today · 1",
        "Friday · 1",
    ]


def test_more_than_fit_is_said(search: SearchWindow) -> None:
    search.line.setText("tide")
    press(search, Qt.Key.Key_Return)
    answer(search, *HITS, more=True)
    assert search.status.text().startswith("the newest 6 messages · there are more")


def test_keys_walk_messages_and_never_headings(search: SearchWindow) -> None:
    ask(search)
    seen = []
    for _ in range(len(HITS)):
        seen.append(search.view.row().hit.message)
        press(search, Qt.Key.Key_Down)
    assert seen == [each.message for each in HITS]
    press(search, Qt.Key.Key_PageUp)
    assert search.view.row().hit == HITS[0]


def test_enter_opens_the_chosen_message_and_keeps_the_query(
    qtbot: QtBot, search: SearchWindow
) -> None:
    ask(search, "tide  ga")
    press(search, Qt.Key.Key_Down)
    kept: list[list[str]] = []
    search.recent_changed.connect(kept.append)
    with qtbot.waitSignal(search.jump_requested) as heard:
        press(search, Qt.Key.Key_Return)
    assert heard.args == [FIELD, HITS[1].message]
    assert kept == [["tide ga"]]


def test_the_chosen_message_is_shown_among_its_neighbours(
    qtbot: QtBot, search: SearchWindow
) -> None:
    with qtbot.waitSignal(search.context_wanted) as heard:
        ask(search)
    assert heard.args[0] == HITS[0].message
    search.set_context(HITS[1].message, around())  # of one that is not chosen any more
    assert search.preview.timeline.source is None
    search.set_context(HITS[0].message, around())
    assert search.preview.place.text() == "# field-station"
    assert search.preview.timeline.rows.count == 5
    assert search.preview.timeline.reader.flash == 2


def patches(search: SearchWindow, ordinal: int) -> list[str]:
    """The words of a message in the preview that stand on the colour of found words."""
    body = search.preview.timeline.rows.row(ordinal).body
    found = []
    for box in body.boxes:
        if box.fill == search._switch.theme.mention:
            laid = body.block_near(box.rect.center().y())
            assert laid is not None
            ends = (
                laid.typed_at_point(x, box.rect.center().y())
                for x in (box.rect.left() + 1, box.rect.right() - 1)
            )
            found.append(body.text[slice(*ends)])
    return found


def test_found_words_are_marked_in_the_chosen_message_and_in_no_other(search: SearchWindow) -> None:
    ask(search)
    search.set_context(HITS[0].message, around())
    assert patches(search, 2) == ["tide", "ga"]
    assert [patches(search, n) for n in (0, 1, 3, 4)] == [[], [], [], []]
    search.view.move_choice(1)
    search.set_context(HITS[1].message, around())  # among these it is not
    assert [patches(search, n) for n in range(5)] == [[]] * 5


def test_found_words_of_a_message_that_was_edited_meanwhile_are_not_guessed(
    search: SearchWindow,
) -> None:
    ask(search)
    messages = around()
    edited = msgspec.structs.replace(messages[2], text="Twice: no tide at all")
    search.set_context(HITS[0].message, (*messages[:2], edited, *messages[3:]))
    assert patches(search, 2) == []


def test_a_word_found_far_down_a_long_message_is_brought_into_view(search: SearchWindow) -> None:
    text = "\n".join(["calm"] * 200) + "\nthe \x07tide gauge, and tide again"
    starts = [text.index("tide"), text.rindex("tide")]
    long = msgspec.structs.replace(HITS[0], text=text, marks=tuple((n, n + 4) for n in starts))
    ask(search, "tide", long)
    messages = around()
    said = msgspec.structs.replace(messages[2], text=text)
    search.set_context(long.message, (*messages[:2], said, *messages[3:]))
    assert patches(search, 2) == ["tide", "tide"]
    timeline = search.preview.timeline
    shown = next(each for each in timeline.shown if each.ordinal == 2)
    box = next(each for each in shown.row.body.boxes)
    top = shown.body_top + box.rect.top()
    assert 0 <= top < timeline.viewport().height() - box.rect.height()


def test_what_arrives_is_flagged_and_moves_nothing(search: SearchWindow) -> None:
    many = [hit(FIELD, f"{n} 10:00", f"tide {n}", "tide") for n in range(1, 40)]
    ask(search, "tide", *many)
    for _ in range(20):
        press(search, Qt.Key.Key_Down)
    chosen, place = search.view.row().hit, search.view.visualRect(search.view.currentIndex())
    fresh = hit(FIELD, "10:44", "the tide turned", "tide")
    answer(search, fresh, *many)
    assert search.view.row().hit == chosen
    assert search.view.visualRect(search.view.currentIndex()).top() == place.top()
    number = search.model.row_of(fresh.message)
    row = search.model.row(number)
    assert row is not None
    assert row.new
    assert "arrived while you were looking" in search.model.spoken(row)
    assert not any(row.new for row in rows(search) if row.hit in many)


# ---------------------------------------------------------------- operators


def test_operators_are_completed_by_tab(search: SearchWindow) -> None:
    QTest.keyClicks(search.line, "from:go")
    assert search.hint.text() == "Tab: Goro Tanaka"
    press(search, Qt.Key.Key_Tab)
    assert search.line.text() == 'from:"Goro Tanaka" '
    assert search.line.hasFocus()
    chip = search.chips.findChild(QPushButton, "chip-used-0")
    assert chip is not None
    assert chip.accessibleName() == "Remove from: Goro Tanaka"


def test_tab_leaves_the_line_where_nothing_is_to_complete(search: SearchWindow) -> None:
    QTest.keyClicks(search.line, "tide")
    press(search, Qt.Key.Key_Tab)
    assert not search.line.hasFocus()


def test_chips_offer_and_take_out_operators(search: SearchWindow) -> None:
    search.line.setText("tide")
    offer = search.chips.findChild(QPushButton, "chip-offer-1")
    assert offer is not None
    QTest.mouseClick(offer, Qt.MouseButton.LeftButton)
    assert search.line.text() == "tide in:"
    names = [each.text() for each in search.chips.findChildren(QPushButton) if each.isVisible()]
    assert "field-station" in names
    search.line.setText("tide in:lobby ")
    used = search.chips.findChild(QPushButton, "chip-used-0")
    assert used is not None
    QTest.mouseClick(used, Qt.MouseButton.LeftButton)
    assert search.line.text() == "tide"


# ---------------------------------------------------------------- Esc, recent, shared


def test_esc_clears_then_closes(qtbot: QtBot, search: SearchWindow) -> None:
    ask(search)
    press(search, Qt.Key.Key_Escape)
    assert search.line.text() == ""
    assert search.isVisible()
    press(search, Qt.Key.Key_Escape)
    assert not search.isVisible()


def test_kept_queries_are_chosen_by_keys(search: SearchWindow) -> None:
    search.set_recent(["tide gauge", "in:lobby kettle"])
    asked = listening(search)
    press(search, Qt.Key.Key_Down)
    press(search, Qt.Key.Key_Down)
    press(search, Qt.Key.Key_Return)
    assert search.line.text() == "in:lobby kettle"
    assert [text for _, text in asked] == ["in:lobby kettle"]


def test_kept_queries_can_be_forgotten(qtbot: QtBot, search: SearchWindow) -> None:
    search.set_recent(["tide gauge"])
    with qtbot.waitSignal(search.recent_changed) as heard:
        search.empty.forget.click()
    assert heard.args == [[]]
    assert search.model.rowCount() == 0


def test_windows_share_what_one_asks(qtbot: QtBot, switch: ThemeSwitch) -> None:
    search = shown(qtbot, switch)
    asked = listening(search)
    search.set_shared("tide ga", HITS)
    assert search.line.text() == "tide ga"
    assert search.model.row_of(HITS[3].message) > 0
    assert not search.clock.is_waiting
    fresh = hit(BRIDGE, "10:44", "the tide turned", "tide")
    search.set_shared("tide ga", (fresh, *HITS))
    assert asked == []
    assert search.view.row().hit == HITS[0]


def test_what_was_cleared_here_does_not_come_back(search: SearchWindow) -> None:
    search.set_shared("tide", HITS)
    press(search, Qt.Key.Key_Escape)
    search.set_shared("tide", HITS)
    assert search.line.text() == ""
    search.set_shared("kettle", HITS[:1])
    assert search.line.text() == "kettle"


def test_news_of_rooms_leave_the_results_alone(
    search: SearchWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(search)
    press(search, Qt.Key.Key_Down)
    resets: list[int] = []
    search.model.modelReset.connect(lambda: resets.append(1))
    busier = tuple(msgspec.structs.replace(each, unread=each.unread + 1) for each in ROOMS)
    with monkeypatch.context() as still:
        still.setattr(search.model, "row", None)  # with every news: no row is even looked at
        search.set_rooms(busier)
    assert resets == []
    search.set_rooms((msgspec.structs.replace(ROOMS[0], name="renamed"), *busier[1:]))
    assert resets == [1]
    assert search.view.row().hit == HITS[1]
    assert search.model.row(0).words == "renamed · 3"


def test_what_is_being_typed_here_is_not_overwritten(search: SearchWindow) -> None:
    QTest.keyClicks(search.line, "kettle")
    search.set_shared("tide", HITS)
    assert search.line.text() == "kettle"


# ---------------------------------------------------------------- looks


@pytest.mark.parametrize(
    "text", ["<img src=x onerror=1>" * 30, "a" * 5_000, "\u202e" * 50, "\n" * 900]
)
def test_hostile_text_is_painted_as_it_is(search: SearchWindow, text: str) -> None:
    ask(search, "tide", Hit(HITS[0].message, RoomId(b"x"), HITS[0].person, text, 0, ((0, 3),)))
    assert not search.grab().isNull()


@pytest.mark.parametrize(
    "dress", [lambda s: s.set_choice(ThemeChoice.DARK), lambda s: s.set_zoom(2.0)]
)
def test_a_change_of_look_while_open(
    search: SearchWindow, switch: ThemeSwitch, dress: Callable[[ThemeSwitch], None]
) -> None:
    ask(search, 'from:"Goro Tanaka" tide')
    search.set_context(HITS[0].message, around())
    dress(switch)
    assert not search.grab().isNull()
    assert search.view.row().hit.text == CHOSEN


def test_every_control_has_a_name(search: SearchWindow) -> None:
    ask(search, "in:lobby tide")
    for widget in search.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            interface = QAccessible.queryAccessibleInterface(widget)
            assert interface.text(QAccessible.Text.Name), widget.objectName()
    assert CHOSEN[:20] in search.line.accessibleDescription()


def test_an_operator_alone_is_not_too_short_but_unfinished(search: SearchWindow) -> None:
    search.line.setText("tide from:")
    assert "from:" not in search.empty.title.text()  # words stand beside it: they are asked for
    search.line.setText("from:")
    assert search.empty.title.text() == "Type on after from:"
    search.line.setText("ab")
    assert search.empty.title.text() == "A little more"


def test_what_another_window_found_is_replaced_by_typing(
    search: SearchWindow, qtbot: QtBot
) -> None:
    search.set_shared("tide gauge", HITS)
    assert search.line.text() == "tide gauge"
    qtbot.keyClicks(search.line, "x")
    assert search.line.text() == "x"
    search.line.setText("tide")
    search.line.deselect()
    search.bring()
    assert search.line.selectedText() == "tide"
