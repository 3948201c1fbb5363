"""Clocks: the median corrects the wrong one, stamps grow, nobody is dragged along."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from net.config import NetConfig
from net.core.clocks import Clocks, stamp_ms

NOW_MS = 1_800_000_000_000
DAY_MS = 86_400_000


def clocks(*offsets_ms: int, wall_ms: int = NOW_MS, highest: int = 0) -> Clocks:
    made = Clocks(NetConfig(), highest)
    for link, offset in enumerate(offsets_ms):
        made.vote(link, NOW_MS + offset, 0.0, 1000.0)
    del wall_ms
    return made


def test_a_right_clock_is_left_alone() -> None:
    assert clocks(0, 10, -2000).corrected_ms(NOW_MS, 1000.0) == NOW_MS
    assert clocks(20_000, 25_000).corrected_ms(NOW_MS, 1000.0) == NOW_MS


def test_days_ahead_and_years_behind_follow_the_median() -> None:
    for wall in (NOW_MS + 3 * DAY_MS, NOW_MS - 5 * 365 * DAY_MS, 0):
        judged = clocks(0, 5, 9)
        assert abs(judged.corrected_ms(wall, 1000.0) - NOW_MS) <= 9
        off = judged.judge(wall, 1000.0)
        assert off is not None
        assert abs(off - (wall - NOW_MS)) <= 9
        assert judged.judge(wall, 1000.0) is None  # told once
        assert judged.judge(NOW_MS, 1000.0) == 0  # and again when it is right


def test_of_two_the_earlier_plausible_clock_wins_on_both_sides() -> None:
    ours_ahead = clocks(0).corrected_ms(NOW_MS + DAY_MS, 1000.0)
    theirs_ahead = clocks(DAY_MS).corrected_ms(NOW_MS, 1000.0)
    assert ours_ahead == theirs_ahead == NOW_MS


def test_a_clock_before_this_program_existed_has_no_vote() -> None:
    dead = -5 * 365 * DAY_MS
    assert clocks(dead, dead, dead).corrected_ms(NOW_MS, 1000.0) == NOW_MS
    assert clocks(2**60).corrected_ms(NOW_MS, 1000.0) == NOW_MS


def test_alone_with_a_dead_clock_time_starts_at_the_newest_stamp_known() -> None:
    alone = clocks(highest=(NOW_MS << 16) + 3)
    assert alone.corrected_ms(0, 1.0) == NOW_MS
    assert alone.stamp(0, 1.0) > (NOW_MS << 16) + 3


def test_a_step_of_our_own_clock_is_noticed_at_once() -> None:
    stepped = clocks(0, 0)
    assert abs(stepped.corrected_ms(NOW_MS - 3_600_000 + 5000, 1005.0) - NOW_MS - 5000) <= 1


def test_half_the_round_trip_is_counted() -> None:
    made = Clocks(NetConfig())
    made.vote(1, NOW_MS - 100_000, 200.0, 1000.0)
    assert made.offset_ms(NOW_MS, 1000.0) == -99_900


@given(st.lists(st.one_of(st.integers(-(10**7), 10**9), st.just(None)), max_size=40))
def test_stamps_grow_and_follow_nobody_far_ahead(heard: list[int | None]) -> None:
    made = clocks(0)
    last = 0
    for offset in heard:
        if offset is None:
            stamp = made.stamp(NOW_MS, 1000.0)
            assert stamp > last
            last = stamp
            assert stamp_ms(stamp) <= NOW_MS + 60_000 + 1
        else:
            moved = made.observe((NOW_MS + offset) << 16, NOW_MS, 1000.0)
            assert moved or offset > 60_000


def test_after_a_wrong_clock_is_corrected_stamps_come_back() -> None:
    made = Clocks(NetConfig())
    wrong = made.stamp(NOW_MS + 3 * DAY_MS, 1000.0)
    made.vote(1, NOW_MS, 0.0, 1000.0)
    right = made.stamp(NOW_MS + 3 * DAY_MS, 1000.0)
    assert stamp_ms(right) == NOW_MS
    assert wrong > made.ahead_limit(NOW_MS + 3 * DAY_MS, 1000.0) > right
