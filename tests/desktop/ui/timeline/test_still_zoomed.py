"""Through any changes, widths and sizes the reader's first row stays where it was, pixel by pixel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop.ui import theme
from tests.desktop.ui.timeline.test_still import act, history, messages, texts

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from desktop.ui.timeline.canvas import Shown
    from tests.desktop.ui.timeline.conftest import Stage

pytestmark = pytest.mark.qt

ZOOMS = (0.8, 1.0, 1.25, 1.5, 2.0)
WIDTHS = (420, 520, 620)
places = st.floats(0, 1)
changes = st.one_of(
    st.tuples(st.just("insert"), places, st.lists(messages, min_size=1, max_size=3)),
    st.tuples(st.just("remove"), places, st.integers(1, 3)),
    st.tuples(st.just("change"), places, texts),
    st.tuples(st.just("mark"), places, st.sampled_from(["edit", "pin", "delete", "reply"])),
)
looks = st.tuples(st.sampled_from(ZOOMS), st.sampled_from(WIDTHS))


@dataclass
class Held:
    """The row a reader reads: whose it is, where it begins, and how its words look."""

    key: bytes
    top: int
    pixels: QImage


def held(stage: Stage) -> Held | None:
    """None while the beginning or the end of the room is on screen: it may not float in the air."""
    view = stage.view
    if view.at_bottom or view.shown[0].ordinal == 0:
        return None
    row: Shown = next(s for s in view.shown if s.ordinal == view.anchor.ordinal)
    left, right = view.metrics.text_x, view.viewport().width() - view.metrics.px(80)
    low, high = max(row.body_top, 0), min(row.bottom, view.viewport().height())
    picture = stage.repainted().copy(left, low, right - left, high - low)
    return Held(row.row.key, row.body_top, picture)


def wear(stage: Stage, zoom: float, width: int) -> None:
    stage.view.set_theme(theme.light(zoom, reduced_motion=True))
    stage.view.resize(width, 420)
    stage.settle()


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.integers(400, 2500),
    looks,
    st.lists(st.tuples(looks, st.lists(changes, max_size=3)), min_size=1, max_size=4),
)
@example(up=2310, first=(2.0, 420), rounds=[((1.0, 420), [])])  # one row fills the screen, then shrinks
def test_sizes_and_widths_come_and_go_and_the_row_stays(
    stage: Stage,
    up: int,
    first: tuple[float, int],
    rounds: list[tuple[tuple[float, int], list[tuple[str, float, object]]]],
) -> None:
    """Under every look the same row is held; back in the first look it has its first pixels."""
    source = stage.play(*history(150))
    wear(stage, *first)
    stage.view.scroll_by(-up)
    stage.view.chip.hide()
    before = held(stage)
    for look, steps in rounds:
        wear(stage, *look)
        if held(stage) is None:
            return
        for what, where, how in steps:
            now = held(stage)
            act(source, stage, what, where, how)
            stage.settle()
            assert stage.on_screen() == stage.repainted()
            then = held(stage)
            if now is None or then is None:
                return
            assert (then.key, then.top) == (now.key, now.top)
        wear(stage, *first)
        after = held(stage)
        if before is None or after is None:
            return
        assert (after.key, after.top) == (before.key, before.top)
        # A quote shows what becomes of the other message.
        answer = source.messages[stage.view.anchor.ordinal].reply_to
        assert answer is not None or after.pixels == before.pixels
