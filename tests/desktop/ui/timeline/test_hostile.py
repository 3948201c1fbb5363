"""Texts made to break a layout: each is shown, quickly enough, inside its own row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.model import MessageState, Reaction
from tests.desktop.ui.timeline.sources import message, person
from tests.hostile import TEXTS, ZALGO

if TYPE_CHECKING:
    from tests.desktop.ui.timeline.conftest import Stage

pytestmark = pytest.mark.qt


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_it_is_shown_inside_its_row(stage: Stage, text: str) -> None:
    calm = message(1, "calm words", "Ana")
    after = message(3, "calm again", "Ana")
    stage.play(calm, message(2, text, text or "x"), after)
    for _ in range(4):
        stage.view.scroll_by(-150)
        assert stage.on_screen() == stage.repainted()
    shown = stage.view.rows.row(1)
    assert 20 < shown.body.height < 70 * 60
    stage.view.jump_to_latest()
    stage.view.clips.select_day()
    assert "calm again" in stage.copied()
    stage.view.rows.set_opened(shown.key, opened=True)
    stage.view.flush()
    stage.on_screen()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_it_may_be_quoted_chosen_and_mentioned(stage: Stage, text: str) -> None:
    who = person(text or "x")
    stage.view.set_people(who, {who: text})
    first = message(1, text, text or "x")
    answer = message(
        2,
        f"hey @{text}",
        reply_to=first.id,
        mentions=(who,),
        reactions=(Reaction(text, (who,)), Reaction("x", (who,) * 3)),
    )
    stage.play(first, answer)
    row = stage.view.rows.row(1)
    assert all("\n" not in caption.text for caption in row.body.captions)
    assert all(box.rect.width() < 700 for box in row.body.boxes)
    assert stage.on_screen() == stage.repainted()
    stage.view.set_people(None, {})


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(), max_size=300), st.booleans())
def test_any_text_is_laid_out_painted_and_hit(stage: Stage, text: str, mine: bool) -> None:
    stage.play(message(1, text, own=mine, state=MessageState.FAILED))
    [shown] = stage.view.shown
    stage.repainted()
    body = shown.row.body
    for y in range(0, body.height, 7):
        for x in (0, 72, 150, 500):
            assert 0 <= body.typed_at(x, y) <= len(body.text)


def test_high_accents_stay_off_the_neighbours(stage: Stage) -> None:
    stage.play(message(1, "calm words", "Ana"), message(2, "plain", "Ana"))
    stage.view.reader.hover = None
    before = stage.repainted()
    first = stage.view.shown[0]
    place = (0, first.body_top, 500, first.bottom - first.body_top)
    stage.play(message(1, "calm words", "Ana"), message(2, ZALGO, "Ana"))
    shown = stage.view.shown[0]
    assert (shown.body_top, shown.bottom) == (first.body_top, first.bottom)
    assert stage.repainted().copy(*place) == before.copy(*place)
