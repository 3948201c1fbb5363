"""Which heading stands above which message: author, day, unread line; and what it says."""

from __future__ import annotations

from datetime import UTC, date, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model import MessageState
from desktop.ui.timeline import labels
from desktop.ui.timeline.labels import Calendar
from desktop.ui.timeline.rows import (
    ABOVE_ALL,
    GROUP_MS,
    GROUP_WALK,
    PAGES_KEPT,
    PLACES_KEPT,
    ROWS_KEPT,
)
from tests.desktop.ui.timeline.sources import NOON_MS, ListSource, message

if TYPE_CHECKING:
    from desktop.model import Message
    from tests.desktop.ui.timeline.conftest import Stage

pytestmark = pytest.mark.qt

MINUTE_MS = 60_000
DAY_MS = 24 * 60 * MINUTE_MS


def heads(stage: Stage, *rows: Message) -> list[tuple[bool, str | None, bool]]:
    stage.play(*rows)
    found = [stage.view.rows.row(i).head for i in range(len(rows))]
    return [(head.author, head.day, head.unread) for head in found]


def authors(stage: Stage, *rows: Message) -> list[bool]:
    return [author for author, _, _ in heads(stage, *rows)]


def test_a_block_ends_five_minutes_after_its_first_message(stage: Stage) -> None:
    minutes = [0, 2, 4, 5, 6, 8, 11, 12]
    rows = [message(m, "x", at_ms=NOON_MS + m * MINUTE_MS) for m in minutes]
    assert authors(stage, *rows) == [True, False, False, False, True, False, False, True]


def test_another_author_begins_a_block(stage: Stage) -> None:
    rows = [message(i, "x", name) for i, name in enumerate(["Ana", "Ana", "Bo", "Ana"])]
    assert authors(stage, *rows) == [True, False, True, True]


def test_namesakes_are_two_people(stage: Stage) -> None:
    one = message(1, "x", "Ana")
    other = message(2, "x", "Ana", person=b"other".ljust(32))
    assert authors(stage, one, other) == [True, True]


def test_days(stage: Stage) -> None:
    rows = [
        message(1, "x", at_ms=NOON_MS - 400 * DAY_MS),
        message(2, "x", at_ms=NOON_MS - 3 * DAY_MS),
        message(3, "x", at_ms=NOON_MS - DAY_MS),
        message(4, "x", at_ms=NOON_MS - DAY_MS + MINUTE_MS),
        message(5, "x", at_ms=NOON_MS),
    ]
    assert [day for _, day, _ in heads(stage, *rows)] == [
        "Sunday, 29 September 2024",
        "Friday, 31 October",
        "Yesterday",
        None,
        "Today",
    ]


def test_a_wrong_clock_makes_no_day(stage: Stage) -> None:
    rows = [
        message(1, "x"),
        message(2, "x", at_ms=NOON_MS + 9 * DAY_MS, clock_suspect=True),
        message(3, "x", at_ms=NOON_MS + MINUTE_MS),
    ]
    assert [day for _, day, _ in heads(stage, *rows)] == ["Today", None, None]
    assert "clock" in stage.view.rows.row(1).body.captions[0].text


def test_the_unread_line_stays_where_it_was_set(stage: Stage) -> None:
    rows = [message(i, "x") for i in range(5)]
    source = stage.play(*rows)
    stage.view.set_unread_after(rows[2].id)

    def line() -> list[bytes]:
        all_rows = [stage.view.rows.row(i) for i in range(source.count())]
        return [r.message.id for r in all_rows if r.head.unread]

    assert line() == [rows[3].id]
    assert stage.view.rows.row(3).head.author
    source.append(message(9, "later"))
    stage.view.jump_to_latest()
    stage.view.scroll_by(-50)
    stage.settle()
    assert line() == [rows[3].id]
    late = message(10, "arrived late, unread too")
    source.insert(3, late)
    stage.settle()
    assert line() == [late.id]
    stage.view.set_unread_after(None)
    assert line() == []


def test_the_unread_line_may_stand_above_the_first_message(stage: Stage) -> None:
    rows = [message(i, "x") for i in range(3)]
    source = stage.play(*rows)
    plain = stage.view.rows.row(0).head.height
    stage.view.set_unread_after(ABOVE_ALL)

    def line() -> list[bytes]:
        all_rows = [stage.view.rows.row(i) for i in range(source.count())]
        return [r.message.id for r in all_rows if r.head.unread]

    assert line() == [rows[0].id]
    assert stage.view.rows.row(0).head.height > plain
    earlier = message(10, "came by sync")
    source.insert(0, earlier)
    stage.settle()
    assert line() == [earlier.id]
    stage.view.set_unread_after(None)
    assert line() == []


def test_a_flood_still_has_headings(stage: Stage) -> None:
    rows = [message(i, "x", at_ms=NOON_MS + i * 500) for i in range(GROUP_WALK * 24)]
    found = authors(stage, *rows)
    assert 2 <= sum(found) <= 8
    assert found[0]


@given(st.lists(st.tuples(st.sampled_from("AB"), st.integers(0, 200_000)), max_size=30))
def test_no_block_is_longer_than_five_minutes(
    shared_stage: Stage, steps: list[tuple[str, int]]
) -> None:
    at, rows = NOON_MS, []
    for number, (name, step) in enumerate(steps):
        at += step
        rows.append(message(number, "x", name, at))
    first = 0
    for row, begins in zip(rows, authors(shared_stage, *rows), strict=True):
        if begins:
            first = row.sent_at_ms
        assert row.sent_at_ms - first <= GROUP_MS


def test_rows_come_back_as_the_same_object_until_they_change(stage: Stage) -> None:
    source = stage.play(*[message(i, "x") for i in range(10)])
    row = stage.view.rows.row(5)
    source.insert(0, message(77, "before"))
    stage.settle()
    assert stage.view.rows.row(6) is row
    source.change(6, message(5, "other words"))
    stage.settle()
    assert stage.view.rows.row(6) is not row


def test_caches_are_bounded(stage: Stage) -> None:
    stage.play(*[message(i, "x") for i in range(6_000)])
    rows = stage.view.rows
    for i in range(6_000):
        rows.row(i)
    assert len(rows._rows) <= ROWS_KEPT
    assert len(rows._by_ordinal) <= ROWS_KEPT  # else they keep what the first has let go
    assert len(rows._pages) <= PAGES_KEPT
    assert len(rows._soft) <= PLACES_KEPT
    assert len(rows._chains) <= PLACES_KEPT + GROUP_WALK


def test_calendar_in_other_zones_and_with_impossible_times() -> None:
    here = Calendar(lambda: date(2025, 11, 3), timezone(timedelta(hours=13)))
    assert here.clock(NOON_MS) == "23:00"
    assert here.day(NOON_MS + 2 * 3_600_000) == date(2025, 11, 4)
    start, end = here.day_bounds_ms(date(2025, 11, 3))
    assert (end - start, here.day(start), here.day(start - 1)) == (
        DAY_MS,
        date(2025, 11, 3),
        date(2025, 11, 2),
    )
    utc = Calendar(lambda: date(2025, 11, 3), UTC)
    for odd in (-(2**63), 0, 2**63, 253_402_300_799_999):
        assert len(utc.clock(odd)) == 5
        assert utc.day_label(utc.day(odd))
    assert utc.full(NOON_MS) == "Monday, 3 November 2025, 10:00"


def test_names_and_states() -> None:
    assert labels.shown_name("A\u202ena \n Ferreira") == "Ana Ferreira"
    assert labels.shown_name("\u200b") == "Someone"
    own = message(1, "x", own=True, state=MessageState.DELIVERED, delivered_to=6)
    assert labels.state_words(own) == "delivered to 6"
    assert labels.state_words(message(1, "x")) == ""
    failed = message(1, "x", own=True, state=MessageState.FAILED, error="the\ndisk is\x00 full")
    assert labels.failure_words(failed) == "Not sent: the disk is full"


def test_a_source_of_nothing(stage: Stage) -> None:
    assert stage.view.last_fully_visible() is None
    stage.view.set_source(None)
    stage.view.scroll_by(40)
    stage.view.jump_to_latest()
    assert not stage.view.jump_to(message(1, "x").id)
    assert stage.view.shown == []
    stage.view.set_source(ListSource())


def test_what_is_new_above_the_screen_is_counted_and_reached(stage: Stage) -> None:
    rows = [message(i, f"message {i} " * 9, str(i)) for i in range(60)]
    stage.play(*rows)
    pill = stage.view.above
    assert pill.isHidden()
    stage.view.set_unread_after(rows[19].id)
    assert pill.isVisible()
    assert pill.text() == "40 new messages"
    pill.click()
    stage.settle()
    assert any(shown.row.head.unread for shown in stage.view.shown)
    assert pill.isHidden()
    stage.view.jump_to_latest()
    assert pill.isHidden()  # it was seen
    stage.view.set_unread_after(rows[19].id)
    assert pill.isVisible()
    stage.view.jump_to_latest()
    assert pill.isHidden()
    stage.view.set_unread_after(rows[58].id)
    assert pill.isHidden()  # the line is on screen


def test_the_pill_counts_on_while_what_was_missed_still_arrives(stage: Stage) -> None:
    rows = [message(i, f"message {i} " * 9, str(i)) for i in range(60)]
    stage.play(*rows[:20], *rows[40:])
    stage.view.set_unread_after(rows[9].id)
    assert stage.view.above.text() == "30 new messages"
    stage.source.insert(20, *rows[20:40])
    stage.settle()
    assert stage.view.above.text() == "50 new messages"
    stage.view.jump_to_unread()
    stage.source.insert(60, message(61, "one more", "61"))
    stage.settle()
    assert stage.view.above.isHidden()


def test_the_pill_goes_when_its_line_comes_into_view(stage: Stage) -> None:
    rows = [message(i, f"message {i} " * 9, str(i)) for i in range(60)]
    stage.play(*rows)
    stage.view.set_unread_after(ABOVE_ALL)
    assert stage.view.above.text() == "60 new messages"
    stage.view.scroll_by(-100)
    assert stage.view.above.isVisible()
    stage.view.jump_to_ordinal(0)
    assert stage.view.above.isHidden()
    stage.view.set_unread_after(rows[3].id)
    stage.play(*rows)
    assert stage.view.above.isHidden()


def test_an_item_hangs_behind_its_mark(stage: Stage) -> None:
    long = "word " * 60
    stage.play(message(1, f"- {long}\n12. short\n- الماء"))
    body = stage.view.shown[0].row.body
    first, second, third = body.blocks
    marks = body.captions[-3:]
    assert [each.text for each in marks] == ["•", "12.", "•"]
    assert first.lines > 1
    assert marks[0].x < first.x
    assert marks[1].x + stage.view.metrics.advance(marks[1].font, "12.") < second.x
    assert marks[2].x > third.x + third.left + third.width - 3
