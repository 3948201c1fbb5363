"""The mouse: what is under it, clicks on links and buttons, selecting, the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QDrag, QTextLine
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from desktop.model import MessageState
from desktop.ui.timeline.selection import COPIED_ROWS, Point
from tests.desktop.ui.edges import edge
from tests.desktop.ui.timeline.sources import NOON_MS, message

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.model import Message
    from tests.desktop.ui.timeline.conftest import Stage

pytestmark = pytest.mark.qt

SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier


def failed(**other: Any) -> Message:
    return message("f", "The blue one, 12 V", "Mira", own=True, state=MessageState.FAILED,
                   error="the disk is full", **other)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "plain words here",
        "see https://a.b/c and **bold** `code`",
        "\U0001f44d wide \U0001f30a pictures \U0001f468\u200d\U0001f469\u200d\U0001f467 here",
        "القارب يعود قبل الغروب",
        "mixed עברית and English",
        "line one\nline two\n> quoted three",
        "```\ncode = 1\n  more\n```",
        "long " * 60,
    ],
)
def test_every_shown_character_is_found_under_its_own_place(stage: Stage, text: str) -> None:
    stage.play(message(1, text))
    [shown] = stage.view.shown
    for laid in shown.row.body.blocks:
        for place in range(len(laid.block.text)):
            unit = laid.unit_at(place)
            line = laid.layout.lineForTextPosition(unit)
            begin = edge(line, unit)
            end = edge(line, unit, QTextLine.Edge.Trailing)
            y = laid.y + line.lineNumber() * laid.line_px + 3
            found = shown.row.body.typed_at(round(laid.x + (begin + end) / 2), y)
            if abs(end - begin) > 3:  # marks and the insides of joined pictures have no width
                near = {laid.block.typed_at(i) for i in (place, place + 1)}
                joined = {laid.block.typed_at(i) for i in range(place, len(laid.block.text) + 1)
                          if "\u200d" in laid.block.text[place:i]}  # fmt: skip
                assert found in near | joined


def test_clicking_a_link_tells_target_and_text(stage: Stage, heard: Callable) -> None:
    stage.play(message(1, "see **https://a.example/x_y**, ok"))
    told = heard(stage.view.link_activated)
    stage.click(stage.spot(0, "https://a.example/x_y"))
    assert told == [("https://a.example/x_y", "https://a.example/x_y")]


def test_dragging_over_a_link_selects_instead(stage: Stage, heard: Callable) -> None:
    stage.play(message(1, "https://a.example/x_y"))
    told = heard(stage.view.link_activated)
    stage.drag(stage.at(0, 0), stage.at(0, 12))
    assert told == []
    assert stage.copied() == "https://a.ex"


@pytest.mark.parametrize("label", ["Retry", "Edit", "Discard"])
def test_failed_messages_offer_three_ways_on(stage: Stage, heard: Callable, label: str) -> None:
    stage.play(message(0, "x"), failed())
    view = stage.view
    told = {
        "Retry": heard(view.retry_requested),
        "Edit": heard(view.edit_requested),
        "Discard": heard(view.discard_requested),
    }
    stage.click(stage.spot(1, label))
    assert {name: said for name, said in told.items() if said} == {label: [failed().local_id]}


def test_a_narrow_view_wraps_the_failure_line(stage: Stage) -> None:
    stage.play(failed())
    high = stage.view.shown[0].row.body.height
    stage.view.resize(300, 420)
    stage.settle()
    body = stage.view.shown[0].row.body
    assert body.height > high
    width = stage.view.viewport().width()
    assert all(rect.right() < width for spot in body.spots for rect in spot.rects)


def test_the_copy_button_copies_the_code(stage: Stage) -> None:
    stage.play(message(1, "look\n```py\na = 1\nb = 2\n```"))
    stage.click(stage.spot(0, "Copy code"))
    assert QApplication.clipboard().text() == "a = 1\nb = 2"


def test_the_copy_button_says_that_it_copied(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.play(message(1, "look\n```py\na = 1\n```"))
    monkeypatch.setattr(type(stage.view), "underMouse", lambda _: True)
    stage.click(stage.spot(0, "Copy code"))
    assert QToolTip.text() == "Copied"
    QToolTip.hideText()


def test_show_more_and_less(stage: Stage) -> None:
    stage.play(message(1, "line\n" * 100))
    before = stage.view.shown[0].row.body.height
    stage.click(stage.spot(0, "Show more"))
    stage.view.jump_to_latest()
    assert stage.view.shown[0].row.body.height > 2 * before
    stage.click(stage.spot(0, "Show less"))
    assert stage.view.shown[0].row.body.height == before


# ---- selecting


def test_inside_one_message_the_raw_text_is_copied(stage: Stage) -> None:
    stage.play(message(1, "see **bold** and `code`"))
    stage.drag(stage.at(0, 0), stage.at(0, 17))
    assert stage.copied() == "see **bold** and "


def test_hidden_marks_are_copied_in_pairs(stage: Stage) -> None:
    stage.play(message(1, "see **bold** and"))
    stage.drag(stage.at(0, 0), stage.at(0, 12))
    assert stage.copied() == "see **bold**"
    stage.click(stage.at(0, 8))  # else it would be carried away
    stage.drag(stage.at(0, 6), stage.at(0, 12))
    assert stage.copied() == "bold"


def test_across_messages_time_and_name_are_copied(stage: Stage) -> None:
    stage.play(
        message(1, "first words", "Ana"),
        message(2, "in <the> middle\ntwo", "Bo", NOON_MS + 60_000),
        message(3, "last words", "Chidi", NOON_MS + 120_000),
    )
    stage.drag(stage.at(2, 4), stage.at(0, 6))
    assert stage.copied() == (
        "[10:00] Ana: words\n[10:01] Bo: in <the> middle\ntwo\n[10:02] Chidi: last"
    )
    rich = QApplication.clipboard().mimeData().html()
    assert "<b>[10:01] Bo:</b> in &lt;the&gt; middle<br>two" in rich


def test_double_click_takes_a_word_and_triple_a_paragraph(stage: Stage) -> None:
    stage.play(message(1, "some words here\nanother paragraph"))
    at = stage.at(0, 7)
    QTest.mouseDClick(stage.view.viewport(), LEFT, PLAIN, at)
    assert stage.copied() == "words"
    QTest.mousePress(stage.view.viewport(), LEFT, PLAIN, at)
    QTest.mouseRelease(stage.view.viewport(), LEFT, PLAIN, at)
    assert stage.copied() == "some words here"


def test_selected_text_is_carried_away_and_a_click_on_it_lets_go(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.play(message(1, "the spare radio"), message(2, "and more"))
    carried: list[str] = []

    def carry(drag: QDrag, _actions: Qt.DropAction) -> None:
        carried.append(drag.mimeData().text())

    monkeypatch.setattr(QDrag, "exec", carry)
    stage.drag(stage.at(0, 4), stage.at(0, 9))
    stage.drag(stage.at(0, 6), stage.at(1, 3))
    assert carried == ["spare"]
    assert stage.copied() == "spare"
    stage.drag(stage.at(0, 11), stage.at(0, 15))  # beside it a selection begins, as ever
    assert stage.copied() == "adio"
    stage.click(stage.at(0, 12))
    assert not stage.view.reader.selection


def test_shift_click_extends(stage: Stage) -> None:
    stage.play(message(1, "some words here"))
    stage.click(stage.at(0, 5))
    stage.click(stage.at(0, 10), SHIFT)
    assert stage.copied() == "words"
    stage.click(stage.at(0, 2))
    assert not stage.view.reader.selection


def test_selection_follows_its_rows(stage: Stage) -> None:
    rows = [message(i, f"message number {i}", "Ana" if i % 2 else "Bo") for i in range(9)]
    source = stage.play(*rows)
    stage.view.reader.selection.set(Point(4, 8), Point(5, 7))
    text = stage.copied()
    assert text == "[10:00] Bo: number 4\n[10:00] Ana: message"
    source.insert(0, message("new", "before"), message("new2", "before"))
    source.remove(8)
    assert stage.copied() == text
    source.remove(6)
    assert not stage.view.reader.selection


def test_a_tick_keeps_a_selection_and_an_edit_drops_it(stage: Stage) -> None:
    mine = message(1, "my words", "Mira", own=True)
    source = stage.play(mine)
    stage.drag(stage.at(0, 0), stage.at(0, 2))
    source.change(0, message(1, "my words", "Mira", own=True, state=MessageState.DELIVERED,
                             delivered_to=2))  # fmt: skip
    stage.settle()
    assert stage.copied() == "my"
    source.change(0, message(1, "other", "Mira", own=True))
    assert not stage.view.reader.selection


def test_dragging_out_of_the_view_scrolls(stage: Stage, qtbot: object) -> None:
    stage.play(*[message(i, f"message number {i}", str(i)) for i in range(60)])
    viewport = stage.view.viewport()
    last = stage.view.shown[-1].ordinal
    start = stage.at(last, 3)
    QTest.mousePress(viewport, LEFT, PLAIN, start)
    QTest.mouseMove(viewport, QPoint(start.x(), -50))
    qtbot.waitUntil(lambda: stage.view.shown[0].ordinal < 30)  # type: ignore[attr-defined]
    QTest.mouseRelease(viewport, LEFT, PLAIN, QPoint(start.x(), -50))
    assert stage.view.reader.selection.part(40, 99) == (0, 99)
    assert stage.view.reader.selection.end.ordinal < 35


def test_ctrl_a_takes_the_day_and_not_the_history(stage: Stage) -> None:
    day_ms = 24 * 3_600_000
    rows = [message(i, f"day {i // 3}", "Ana", NOON_MS + (i // 3 - 3) * day_ms + i)
            for i in range(12)]  # fmt: skip
    stage.play(*rows)
    stage.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert stage.copied().splitlines() == ["[10:00] Ana: day 3"] * 3


def test_copies_are_bounded(stage: Stage) -> None:
    rows = [message(i, "x") for i in range(COPIED_ROWS + 50)]
    stage.play(*rows)
    stage.view.reader.selection.set(Point(0, 0), Point(len(rows) - 1, 1))
    assert stage.copied().count("\n") == COPIED_ROWS - 1


def test_the_selection_is_painted(stage: Stage) -> None:
    stage.play(message(1, "some words here"), message(2, "القارب يعود"))
    before = stage.repainted()
    stage.drag(stage.at(0, 0), stage.at(1, 5))
    after = stage.repainted()
    soft = stage.view.metrics.theme.selection.rgb()
    for ordinal in (0, 1):
        shown = stage.view.shown[ordinal]
        pixels = [after.pixel(x, y) for x in range(72, 560, 2)
                  for y in range(shown.body_top, shown.bottom, 3)]  # fmt: skip
        assert soft in pixels
    assert before != after


# ---- the rest


def test_the_cursor_says_what_a_click_would_do(stage: Stage) -> None:
    stage.play(message(1, "words https://a.example/x"))
    viewport = stage.view.viewport()
    for at, shape in (
        (stage.spot(0, "https://a.example/x"), Qt.CursorShape.PointingHandCursor),
        (stage.at(0, 2), Qt.CursorShape.IBeamCursor),
        (QPoint(500, 5), Qt.CursorShape.ArrowCursor),
    ):
        stage.hover(at)
        assert viewport.cursor().shape() is shape


def test_hover_shades_one_row_and_shows_its_time(stage: Stage) -> None:
    stage.play(*[message(i, f"words {i}") for i in range(4)])
    before = stage.repainted()
    stage.hover(stage.at(2, 2))
    assert stage.view.reader.hover == 2
    assert stage.on_screen() == stage.repainted() != before
    stage.view.scroll_by(-1)
    assert stage.view.reader.hover is None


def test_tool_tips(stage: Stage) -> None:
    stage.play(message(1, "https://a.example/x", "Mira", own=True, state=MessageState.DELIVERED,
                       delivered_to=3))  # fmt: skip
    tip = stage.view._pointer.tool_tip
    width = stage.view.viewport().width()
    y = stage.at(0, 1).y()
    assert tip(stage.spot(0, "https://a.example/x")) == "https://a.example/x"
    assert tip(QPoint(width - 30, y)) == "Delivered to 3"
    assert tip(QPoint(40, y)) == "Monday, 3 November 2025, 10:00"


def test_the_menu_copies_and_lets_the_window_add(stage: Stage) -> None:
    stage.play(message(1, "see https://a.example/x"))
    seen: list[tuple[list[str], str]] = []

    def add(menu: QMenu, about: Message) -> None:
        menu.addAction("More")
        seen.append(([a.text() for a in menu.actions()], about.text))
        next(a for a in menu.actions() if a.text() == "Copy link").trigger()

    stage.view.menu_requested.connect(add)
    at = stage.spot(0, "https://a.example/x")
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, at, stage.view.viewport().mapToGlobal(at)
    )
    stage.app.sendEvent(stage.view.viewport(), event)
    stage.view.menu_requested.disconnect(add)
    assert seen == [
        (["Copy link", "Copy text\tC", "Select this day", "More"], "see https://a.example/x")
    ]
    assert QApplication.clipboard().text() == "https://a.example/x"
    menu = stage.view.findChild(QMenu, "timeline-menu")
    menu.close()


def test_the_button_down_counts_and_goes_down(stage: Stage) -> None:
    source = stage.play(*[message(i, "words " * 20) for i in range(40)])
    assert not stage.view.latest.isVisible()
    stage.view.scroll_by(-300)
    source.append(message("a", "new"), message("b", "new"))
    stage.settle()
    assert stage.view.latest.isVisible()
    assert stage.view.latest.accessibleName() == "Jump to latest, 2 new"
    QTest.mouseClick(stage.view.latest, LEFT)
    assert stage.view.at_bottom
    assert stage.view.latest.unread == 0
    assert not stage.view.latest.isVisible()
