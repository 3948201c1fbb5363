"""In any order of everything that may happen, the first row a reader sees keeps its pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.desktop.ui.timeline.test_still import Draft, act, history, messages, texts
from tests.desktop.ui.timeline.test_still_zoomed import WIDTHS, ZOOMS, Held, held, wear

if TYPE_CHECKING:
    from tests.desktop.ui.timeline.conftest import Stage

pytestmark = pytest.mark.qt

Look = tuple[float, int]
places = st.floats(0, 1)
drafts = st.lists(messages, min_size=1, max_size=4)


class Reading(RuleBasedStateMachine):
    """A reader who zooms, resizes and scrolls, while others write, edit and delete.

    Since the last scroll each look, a zoom and a width, has one picture of the first row: however
    often it is left and come back to, and whatever happened meanwhile.
    """

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage = stage
        self.look: Look = (1.0, 620)
        self.seen: dict[Look, Held] = {}

    @initialize(up=st.integers(400, 2500))
    def open(self, up: int) -> None:
        self.source = self.stage.play(*history(150))
        wear(self.stage, *self.look)
        self.scroll(-up)

    @rule(px=st.integers(-300, 300))
    def scroll(self, px: int) -> None:
        self.stage.view.scroll_by(px)
        self.stage.settle()
        self.stage.view.chip.hide()
        self.seen.clear()

    @rule(zoom=st.sampled_from(ZOOMS))
    def zoom(self, zoom: float) -> None:
        self.look = (zoom, self.look[1])
        wear(self.stage, *self.look)

    @rule(width=st.sampled_from(WIDTHS))
    def resize(self, width: int) -> None:
        self.look = (self.look[0], width)
        wear(self.stage, *self.look)

    @rule(where=places, what=drafts)
    def insert(self, where: float, what: list[Draft]) -> None:
        self.happens("insert", where, what)

    @rule(what=drafts)
    def append(self, what: list[Draft]) -> None:
        self.happens("append", 0.0, what)

    @rule(where=places, count=st.integers(1, 3))
    def remove(self, where: float, count: int) -> None:
        self.happens("remove", where, count)

    @rule(where=places, text=texts)
    def change(self, where: float, text: int) -> None:
        self.happens("change", where, text)

    @rule(where=places, count=st.integers(0, 12))
    def react(self, where: float, count: int) -> None:
        self.happens("react", where, count)

    @rule(where=places, how=st.sampled_from(["edit", "pin", "delete", "reply"]))
    def mark(self, where: float, how: str) -> None:
        self.happens("mark", where, how)

    def happens(self, what: str, where: float, how: object) -> None:
        act(self.source, self.stage, what, where, how)
        self.stage.settle()

    @invariant()
    def nothing_moved(self) -> None:
        # What was moved and patched on screen is what painting all of it gives.
        assert self.stage.on_screen() == self.stage.repainted()
        now = held(self.stage)
        if now is None:  # the beginning or the end of the room may not float in the air
            self.seen.clear()
            return
        before = self.seen.setdefault(self.look, now)
        assert (now.key, now.top) == (before.key, before.top)
        assert all(each.key == now.key for each in self.seen.values())
        # A quote shows what becomes of the other message.
        answer = self.source.messages[self.stage.view.anchor.ordinal].reply_to
        assert answer is not None or now.pixels == before.pixels


def test_the_first_row_stays_through_all_there_is(stage: Stage) -> None:
    class OnStage(Reading):
        def __init__(self) -> None:
            super().__init__(stage)

    run_state_machine_as_test(
        OnStage,
        settings=settings(
            max_examples=40,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
