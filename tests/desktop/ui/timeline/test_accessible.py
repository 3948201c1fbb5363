"""What a screen reader is told: a list, its rows on screen, focus and news."""

from __future__ import annotations

import resource
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface

from desktop.model import MessageState
from desktop.ui.timeline import accessible
from desktop.ui.timeline.source import Marker
from tests.desktop.ui.timeline.sources import ListSource, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.model import Message
    from tests.desktop.ui.timeline.conftest import Stage

pytestmark = pytest.mark.qt


@pytest.fixture(autouse=True)
def reading() -> Iterator[None]:
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def listed(stage: Stage) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(stage.view)


def names(stage: Stage) -> list[str]:
    listing = listed(stage)
    return [listing.child(i).text(QAccessible.Text.Name) for i in range(listing.childCount())]


def test_it_is_a_list_of_the_rows_on_screen(stage: Stage) -> None:
    stage.play(*[message(i, f"words {i}") for i in range(500)])
    listing = listed(stage)
    assert listing.role() is QAccessible.Role.List
    assert listing.text(QAccessible.Text.Name) == "Messages"
    assert listing.childCount() == len(stage.view.shown) < 40
    child = listing.child(0)
    assert child.role() is QAccessible.Role.ListItem
    assert child.parent().object() is stage.view
    assert listing.indexOfChild(child) == 0
    assert listing.child(999) is None
    assert names(stage)[-1] == "Ana Ferreira, 10:00: words 499"
    stage.view.scroll_by(-3000)
    assert names(stage)[0].endswith(f"words {stage.view.shown[0].ordinal}")


def test_what_stands_between_messages_is_read_with_the_one_below(stage: Stage) -> None:
    class Marked(ListSource):
        def marker_before(self, row: Message) -> Marker | None:
            return Marker("While apart: 2 messages") if row is self.messages[1] else None

    stage.view.set_source(Marked([message(1, "one"), message(2, "two")]))
    stage.settle()
    plain, marked = names(stage)
    assert plain == "Ana Ferreira, 10:00: one"
    assert marked == "While apart: 2 messages. Ana Ferreira, 10:00: two"


def test_names_say_state_mention_and_deletion(stage: Stage) -> None:
    stage.play(
        message(1, "a\nb", "A\u202ena"),
        message(2, "gone", "Bo", deleted=True),
        message(3, "hey", "Bo", mentions_me=True, edited_at_ms=5),
        message(4, "x", "Mira", own=True, state=MessageState.PENDING),
        message(5, "y", "Mira", own=True, state=MessageState.FAILED),
        message(6, "z", "Mira", own=True, state=MessageState.DELIVERED, delivered_to=2),
    )
    assert names(stage) == [
        "Ana, 10:00: a b",
        "Bo, 10:00: message deleted",
        "Bo, 10:00: hey, mentions you, edited",
        "Mira, 10:00: x, pending",
        "Mira, 10:00: y, not sent",
        "Mira, 10:00: z, delivered to 2",
    ]


def test_rows_are_where_they_are_seen(stage: Stage) -> None:
    stage.play(message(1, "one", "Ana"), message(2, "two", "Bo"))
    listing = listed(stage)
    first, second = listing.child(0).rect(), listing.child(1).rect()
    assert first.bottom() + 1 == second.top()
    middle = second.center()
    assert listing.childAt(middle.x(), middle.y()).text(QAccessible.Text.Name).startswith("Bo")
    origin = stage.view.viewport().mapToGlobal(QPoint(0, 0))
    assert first.left() == origin.x()


def test_focus_is_told(stage: Stage) -> None:
    stage.play(message(1, "one"), message(2, "two"))
    stage.take_keyboard()
    stage.key(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    listing = listed(stage)
    assert listing.focusChild().text(QAccessible.Text.Name).endswith("two")
    assert listing.child(1).state().focused
    assert not listing.child(0).state().focused
    assert listing.child(0).state().focusable


def test_news_are_announced_but_not_floods_or_ones_own(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(accessible, "_say", lambda canvas, words: said.append(words))
    source = stage.play(message(0, "old"))
    stage.view.activateWindow()
    stage.app.processEvents()
    source.append(message(1, "new\nwords", "Bo"))
    source.append(message(2, "mine", "Mira", own=True))
    source.append(*[message(i, "x") for i in range(3, 10)])
    source.insert(0, message(99, "late"))
    assert said == ["Bo: new words", "7 new messages"]


def test_announcements_reach_qt(stage: Stage) -> None:
    source = stage.play(message(0, "old"))
    stage.view.activateWindow()
    stage.app.processEvents()
    assert stage.view.isActiveWindow()
    source.append(message(1, "new"))
    stage.settle()
    assert names(stage)[-1] == "Ana Ferreira, 10:00: new"


def test_ten_thousand_rows_leave_nothing_behind(stage: Stage) -> None:
    stage.play(*[message(i, f"words {i}") for i in range(10_500)])
    listing = listed(stage)

    def read(first: int, last: int) -> None:
        for ordinal in range(first, last, 20):
            stage.view.jump_to_ordinal(ordinal)
            assert listing.childCount() > 5
            assert listing.child(0).text(QAccessible.Text.Name)

    read(0, 3_000)
    before_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    read(3_000, 10_400)
    grown_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kb
    assert len(stage.view.interface._rows) == len(stage.view.shown)  # type: ignore[attr-defined]
    assert grown_kb < 8_000
