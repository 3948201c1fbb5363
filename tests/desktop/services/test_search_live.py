"""The search box: requirement 30 (debounce, Enter, minimum) and the stale half of 31, without a clock."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from desktop.services.search_live import DEBOUNCE_S, Ask, Clear, Debounce, LiveQuery
from desktop.services.search_query import parse

TODAY = datetime.date(2027, 1, 15)


def box() -> LiveQuery:
    return LiveQuery(lambda text: parse(text, TODAY).reason is None)


def typed(live: LiveQuery, text: str, start_s: float, every_s: float) -> float:
    """Type letter by letter; returns when the last one came. Nothing may be asked meanwhile."""
    now_s = start_s
    for end in range(1, len(text) + 1):
        now_s = start_s + end * every_s
        assert live.tick(now_s) is None
        live.typed(text[:end], now_s)
    return now_s


def test_it_asks_once_when_the_typing_rests() -> None:
    live = box()
    last_s = typed(live, "grape", 0.0, 0.1)
    assert live.due_s == last_s + DEBOUNCE_S
    assert live.tick(last_s + DEBOUNCE_S - 0.001) is None
    assert live.tick(last_s + DEBOUNCE_S) == Ask(live.generation, "grape")
    assert live.tick(last_s + 10) is None
    assert live.due_s is None


def test_enter_asks_at_once_and_cancels_the_timer() -> None:
    live = box()
    last_s = typed(live, "grape", 0.0, 0.1)
    assert live.entered() == Ask(live.generation, "grape")
    assert live.due_s is None
    assert live.tick(last_s + DEBOUNCE_S) is None


def test_fewer_than_three_clear_and_cancel() -> None:
    live = box()
    last_s = typed(live, "gra", 0.0, 0.1)
    assert live.typed("gr", last_s + 0.1) == Clear(live.generation)
    assert live.due_s is None
    assert live.tick(last_s + 10) is None
    assert live.entered() == Clear(live.generation)


def test_one_sign_is_enough_where_words_have_no_spaces() -> None:
    live = box()
    live.typed("京", 0.0)
    assert live.tick(DEBOUNCE_S) == Ask(live.generation, "京")


def test_an_answer_to_an_earlier_text_is_stale() -> None:
    live = box()
    live.typed("grape", 0.0)
    asked = live.tick(1.0)
    assert isinstance(asked, Ask)
    assert live.accepts(asked.generation)
    live.typed("grapes", 2.0)
    assert not live.accepts(asked.generation)


def test_an_answer_after_clearing_is_stale() -> None:
    live = box()
    live.typed("grape", 0.0)
    asked = live.tick(1.0)
    assert isinstance(asked, Ask)
    assert isinstance(live.typed("", 2.0), Clear)
    assert not live.accepts(asked.generation)


def test_the_same_text_again_is_no_new_query() -> None:
    live = box()
    live.typed("grape", 0.0)
    asked = live.tick(1.0)
    assert live.typed("grape", 1.1) is None
    assert live.due_s is None
    assert isinstance(asked, Ask)
    assert live.accepts(asked.generation)
    live.typed("grape ", 1.2)  # a finished word is another query
    assert live.due_s is not None


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "a", "ab", "abc", "abcd", "京", "\n", "tick"]), st.floats(0, 1)
        )
    )
)
def test_only_the_newest_text_is_ever_asked_for(steps: list[tuple[str, float]]) -> None:
    live = box()
    now_s, text, asked = 0.0, "", []
    for step, wait_s in steps:
        now_s += wait_s
        if step == "tick":
            act = live.tick(now_s)
        elif step == "\n":
            act = live.entered()
        else:
            text = step
            act = live.typed(text, now_s)
        if isinstance(act, Ask):
            assert act.text == text
            assert live.accepts(act.generation)
            asked.append(act.generation)
    assert asked == sorted(set(asked))


def test_a_debounce_keeps_the_last_value() -> None:
    hold: Debounce[int] = Debounce(1.0)
    hold.put(1, 0.0)
    hold.put(2, 0.9)
    assert hold.take(1.5) is None
    assert hold.take(1.9) == 2
    assert hold.take(5.0) is None
