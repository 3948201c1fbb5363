"""Timers: each key fires once, at its last set time, in order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from net.core.turn import Timers

keys = st.integers(0, 5)
whens = st.integers(0, 50).map(float)


@given(st.lists(st.tuples(st.sampled_from(["set", "sooner", "cancel"]), keys, whens)))
def test_timers_against_a_dict(steps: list[tuple[str, int, float]]) -> None:
    timers, model = Timers(), {}
    for what, key, when in steps:
        match what:
            case "set":
                timers.set(("t", key), when)
                model[key] = when
            case "sooner":
                timers.sooner(("t", key), when)
                model[key] = min(when, model.get(key, when))
            case _:
                timers.cancel(("t", key))
                model.pop(key, None)
        assert timers.next() == (min(model.values()) if model else None)
    assert timers.pop_due(-1.0) is None
    fired = []
    while (due := timers.pop_due(100.0)) is not None:
        fired.append(due[1])
    assert sorted(fired) == sorted(model)
    assert [model[key] for key in fired] == sorted(model.values())
