"""Whatever happens to the history, not one pixel moves under a reader who scrolled up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QRect

from desktop.model import MessageState, Reaction
from desktop.ui import theme
from desktop.ui.timeline.selection import Point
from tests.desktop.ui.timeline.sources import NOON_MS, ListSource, message

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from desktop.model import Message
    from tests.desktop.ui.timeline.conftest import Stage

pytestmark = pytest.mark.qt

NAMES = ["Ana Ferreira", "Bo Lindqvist", "Chidi Okafor"]
TEXTS = [
    "ok",
    "The tide gauge is back, drift is under 0.4 cm, and the boards pass the leak test. " * 2,
    "see https://tide.lan/7 and `code`",
    "```\none\ntwo\n```",
    "القارب يعود قبل الغروب",
    "\U0001f44d",
    "> quoted\nanswered",
]
names = st.integers(0, len(NAMES) - 1)
texts = st.integers(0, len(TEXTS) - 1)
number = iter(range(10**9))


class Draft(NamedTuple):
    """A message as the random user thinks of it: numbers, so that a failure can be read."""

    name: int
    text: int
    minutes: int


def written(drafts: list[Draft]) -> list[Message]:
    return [made(NAMES[d.name], TEXTS[d.text], d.minutes) for d in drafts]


def made(name: str, text: str, minutes: int) -> Message:
    return message(next(number), text, name, NOON_MS + minutes * 60_000)


messages = st.builds(Draft, names, texts, st.integers(0, 60))
steps = st.one_of(
    st.tuples(st.just("insert"), st.floats(0, 1), st.lists(messages, min_size=1, max_size=4)),
    st.tuples(st.just("append"), st.just(0.0), st.lists(messages, min_size=1, max_size=4)),
    st.tuples(st.just("remove"), st.floats(0, 1), st.integers(1, 3)),
    st.tuples(st.just("change"), st.floats(0, 1), texts),
    st.tuples(st.just("react"), st.floats(0, 1), st.integers(0, 12)),
    st.tuples(
        st.just("mark"), st.floats(0, 1), st.sampled_from(["edit", "pin", "delete", "reply"])
    ),
    st.tuples(st.just("resize"), st.sampled_from([420, 520, 620]), st.none()),
    st.tuples(st.just("scroll"), st.integers(-90, 90), st.none()),
)


def held_pixels(stage: Stage) -> tuple[bytes, QImage] | None:
    """The body of the row that is held, as far as it is above all that may change below."""
    view = stage.view
    if view.at_bottom:
        return None
    shown = next(s for s in view.shown if s.ordinal == view.anchor.ordinal)
    height = min(shown.bottom, view.viewport().height()) - max(shown.body_top, 0)
    # Left of the text the author's circle hangs down from a heading that may come or go, right of
    # it the button floats.
    left, right = view.metrics.text_x, view.viewport().width() - 80
    rect = QRect(left, max(shown.body_top, 0), right - left, height)
    return shown.row.key, stage.repainted().copy(rect)


def marked(source: ListSource, place: int, how: Any) -> Message:
    """A message with so many reactions, or edited, pinned, deleted, made an answer."""
    old = source.messages[place]
    match how:
        case int():
            people = (old.person,)
            given = tuple(Reaction(chr(0x1F600 + each), people) for each in range(how))
            return replace(old, reactions=given)
        case "edit":
            return replace(old, text=f"{old.text} more", edited_at_ms=old.sent_at_ms + 1)
        case "pin":
            return replace(old, pinned=not old.pinned)
        case "reply":
            return replace(old, reply_to=source.messages[-1 - place].id)
        case _:
            return replace(old, deleted=True)


def act(source: ListSource, stage: Stage, what: str, where: float, how: Any) -> None:
    place = int(where * len(source.messages)) if 0 <= where <= 1 else 0
    held = stage.view.anchor.ordinal
    match what:
        case "insert":
            source.insert(place, *written(how))
        case "append":
            source.append(*written(how))
        case "remove":
            if len(source.messages) > 30 and not place <= held < place + how:
                source.remove(place, min(how, len(source.messages) - place))
        case "change":
            place = min(place, len(source.messages) - 1)
            if place != held:
                source.change(place, replace(source.messages[place], text=TEXTS[how]))
        case "react" | "mark":
            place = min(place, len(source.messages) - 1)
            if place != held:
                source.change(place, marked(source, place, how))
        case "resize":
            stage.view.resize(int(where), 420)
        case "scroll":
            stage.view.scroll_by(int(where))
        case _:
            raise AssertionError(what)


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(messages, min_size=40, max_size=40),
    st.integers(100, 1500),
    st.lists(steps, min_size=1, max_size=8),
)
def test_the_held_row_keeps_its_pixels(
    stage: Stage, rows: list[Draft], up: int, changes: list[tuple[str, float, Any]]
) -> None:
    source = stage.play(*written(rows))
    stage.view.resize(620, 420)
    stage.view.scroll_by(-up)
    for what, where, how in changes:
        before = held_pixels(stage)
        top = next((s.body_top for s in stage.view.shown
                    if s.ordinal == stage.view.anchor.ordinal), None)  # fmt: skip
        act(source, stage, what, where, how)
        stage.settle()
        # What was moved and patched on screen is what painting all of it gives.
        assert stage.on_screen() == stage.repainted()
        after = held_pixels(stage)
        if what in {"resize", "scroll"} or before is None or after is None:
            continue
        first = stage.view.shown[0]
        if first.ordinal == 0 and first.top == stage.view.metrics.top:
            continue  # the beginning of the room is on screen: it may not float in the air
        assert after[0] == before[0]
        assert next(s.body_top for s in stage.view.shown if s.row.key == after[0]) == top
        held = source.messages[stage.view.anchor.ordinal]
        if held.reply_to is None:  # a quote shows what becomes of the other message
            assert after[1] == before[1]


def history(n: int) -> list[Message]:
    return [
        made(("Ana Ferreira", "Bo Lindqvist")[i // 4 % 2], f"message {i} " + "word " * (i % 23), i)
        for i in range(n)
    ]


def test_five_thousand_rows_before_change_no_pixel(stage: Stage) -> None:
    source = stage.play(*history(300))
    stage.view.scroll_by(-2000)
    stage.settle()
    before = stage.repainted()
    source.insert(0, *history(5000))
    stage.settle()
    stage.view.chip.hide()
    assert stage.view.shown[0].ordinal > 5000
    assert same_left_of_bar(stage.repainted(), before, stage)


def same_left_of_bar(one: QImage, two: QImage, stage: Stage) -> bool:
    """Compare without the two overlays, which may come and go."""
    rect = QRect(0, 60, stage.view.viewport().width() - 90, 360)
    return one.copy(rect) == two.copy(rect)


def test_five_hundred_appends_while_scrolled_up_change_no_pixel(stage: Stage) -> None:
    source = stage.play(*history(100))
    stage.view.scroll_by(-700)
    stage.settle()
    before = stage.repainted()
    for each in history(500):
        source.append(each)
    stage.settle()
    assert not stage.view.at_bottom
    assert stage.view.latest.unread == 500
    assert same_left_of_bar(stage.repainted(), before, stage)


def test_resize_there_and_back_gives_the_identical_picture(stage: Stage) -> None:
    stage.play(*history(200))
    stage.view.scroll_by(-3000)
    stage.view.chip.hide()
    stage.settle()
    before = stage.on_screen()
    for width in (560, 500, 430, 380, 500, 620):
        stage.view.resize(width, 420)
        stage.settle()
        assert stage.on_screen() == stage.repainted()
    assert stage.on_screen() == before


def test_it_stays_glued_to_the_bottom(stage: Stage) -> None:
    source = stage.play(*history(50))
    for each in history(60):
        source.append(each)
        stage.settle()
        assert stage.view.at_bottom
        assert stage.view.shown[-1].ordinal == source.count() - 1
        assert stage.on_screen() == stage.repainted()
    source.change(source.count() - 1, replace(source.messages[-1], text="grown\n" * 9))
    stage.view.resize(500, 300)
    stage.settle()
    last = stage.view.shown[-1]
    assert last.bottom == stage.view.viewport().height() - stage.view.metrics.bottom


def test_wheel_steps_move_pixels_exactly(stage: Stage) -> None:
    stage.play(*history(200))
    for dy in (-63, -63, -1, -17, -400, 5, 63, 250, 3, -2000, 30):
        stage.view.scroll_by(dy)
        assert stage.on_screen() == stage.repainted()


def test_zoom_and_theme_keep_the_row(stage: Stage) -> None:
    stage.play(*history(200))
    stage.view.scroll_by(-3000)
    held = stage.view.anchor.ordinal
    for look in (theme.dark(1.5, rev=7), theme.light(0.8, rev=8), theme.light(2.0, rev=9)):
        stage.view.set_theme(look)
        stage.settle()
        assert held in [s.ordinal for s in stage.view.shown]
        assert stage.on_screen() == stage.repainted()


def test_own_words_bring_the_reader_down(stage: Stage) -> None:
    source = stage.play(*history(80))
    stage.view.scroll_by(-900)
    assert not stage.view.at_bottom
    source.append(message("own", "mine", "Mira", own=True, state=MessageState.PENDING))
    stage.settle()
    assert stage.view.at_bottom


def test_a_hidden_view_catches_up_when_shown(stage: Stage) -> None:
    source = stage.play(*history(50))
    stage.view.hide()
    for each in history(30):
        source.append(each)
    assert not stage.view._flush_timer.isActive()
    stage.view.show()
    stage.settle()
    assert stage.view.shown[-1].ordinal == 79
    assert stage.on_screen() == stage.repainted()


def test_reset_finds_the_row_again_by_its_id(stage: Stage) -> None:
    rows = history(120)
    source = stage.play(*rows)
    stage.view.scroll_by(-1500)
    held = rows[stage.view.anchor.ordinal].id
    source.replace_all(history(40) + rows)
    stage.settle()
    assert source.messages[stage.view.anchor.ordinal].id == held


def test_other_rows_are_told_once_per_change(stage: Stage, heard) -> None:
    source = stage.play(*history(50))
    told = heard(stage.view.visible_range_changed)
    bottom = heard(stage.view.at_bottom_changed)
    source.append(*history(3))
    stage.settle()
    assert len(told) == 1
    stage.view.scroll_by(-200)
    assert len(told) == 2
    stage.view.jump_to_latest()
    assert bottom == [False, True]
    assert stage.view.last_fully_visible() is source.messages[-1]


def test_dragging_the_bar_goes_through_the_whole_history(stage: Stage) -> None:
    stage.play(*history(400))
    bar = stage.view.verticalScrollBar()
    assert bar.value() == bar.maximum()
    bar.setValue(bar.maximum() // 2)
    assert 150 < stage.view.shown[0].ordinal < 250
    bar.setValue(0)
    assert stage.view.shown[0].ordinal == 0
    assert stage.view.shown[0].top == stage.view.metrics.top
    bar.setValue(bar.maximum())
    assert stage.view.at_bottom


def test_jump_lands_and_flashes(stage: Stage) -> None:
    source = stage.play(*history(400))
    assert stage.view.jump_to(source.messages[7].id)
    assert 7 in [s.ordinal for s in stage.view.shown]
    assert stage.view.reader.flash == 7
    assert not stage.view.jump_to(message("unknown", "").id)
    stage.view.jump_to_time(source.messages[200].sent_at_ms)
    assert stage.view.shown[0].ordinal == 200


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(messages, min_size=50, max_size=50),
    st.integers(100, 1500),
    st.lists(
        st.tuples(st.sampled_from(["insert", "remove"]), st.floats(0, 0.999),
                  st.lists(messages, min_size=1, max_size=3)),
        min_size=1, max_size=8,
    ),
)  # fmt: skip
def test_many_changes_told_at_once_move_nothing(
    stage: Stage, rows: list[Draft], up: int, changes: list[tuple[str, float, list[Draft]]]
) -> None:
    source = stage.play(*written(rows))
    stage.view.scroll_by(-up)
    before = held_pixels(stage)
    held = source.messages[stage.view.anchor.ordinal]
    count, told = source.count(), []
    ids = [m.id for m in source.messages]
    for what, where, drafts in changes:
        place, new = int(where * count), written(drafts)
        if what == "insert":
            ids[place:place] = [m.id for m in new]
            count += len(new)
        elif ids[place] == held.id:
            continue
        else:
            del ids[place]
            count -= 1
        told.append((what, place, new))
    source.batch(told)
    stage.settle()
    assert stage.on_screen() == stage.repainted()
    assert [s.row.message.id for s in stage.view.shown] == [
        source.messages[s.ordinal].id for s in stage.view.shown
    ]
    after = held_pixels(stage)
    first = stage.view.shown[0]
    if before and after and (first.ordinal or first.top != stage.view.metrics.top):
        assert after == before


def test_reset_finds_selection_and_focus_again(stage: Stage) -> None:
    rows = history(60)
    source = stage.play(*rows)
    stage.view.reader.selection.set(Point(58, 0), Point(59, 7))
    stage.view.reader.focus = 57
    source.replace_all(history(40) + rows)
    stage.settle()
    assert stage.view.reader.selection.bounds() == (Point(98, 0), Point(99, 7))
    assert stage.view.reader.focus == 97
    source.replace_all(history(5))
    assert not stage.view.reader.selection
    assert stage.view.reader.focus is None
