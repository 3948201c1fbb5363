"""Interval arithmetic against plain sets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from net.core import seqs
from net.core.seqs import Ranges

numbers = st.sets(st.integers(1, 40), max_size=40)


def ranges_of(items: set[int]) -> Ranges:
    found: Ranges = ()
    for item in items:
        found = seqs.add(found, item, item)
    return found


def set_of(ranges: Ranges) -> set[int]:
    return {seq for lo, hi in ranges for seq in range(lo, hi + 1)}


@given(numbers)
def test_ranges_hold_what_was_added_and_are_sound(items: set[int]) -> None:
    ranges = ranges_of(items)
    assert set_of(ranges) == items
    assert seqs.is_sound(ranges)
    assert all(above[0] > below[1] + 1 for below, above in zip(ranges, ranges[1:], strict=False))
    assert seqs.size(ranges) == len(items)
    assert all(seqs.contains(ranges, seq) == (seq in items) for seq in range(42))


@given(numbers, numbers)
def test_difference_and_intersection(first: set[int], second: set[int]) -> None:
    a, b = ranges_of(first), ranges_of(second)
    assert set_of(seqs.subtract(a, b)) == first - second
    assert set_of(seqs.intersect(a, b)) == first & second
    assert seqs.is_sound(seqs.subtract(a, b))


@given(numbers, st.integers(1, 40), st.integers(0, 10))
def test_adding_a_range(items: set[int], lo: int, more: int) -> None:
    assert set_of(seqs.add(ranges_of(items), lo, lo + more)) == items | set(range(lo, lo + more + 1))


@given(numbers)
def test_gaps_are_what_is_missing_below_the_top(items: set[int]) -> None:
    everything = set(range(1, max(items, default=0) + 1))
    assert set_of(seqs.gaps(ranges_of(items))) == everything - items


@given(numbers, st.integers(1, 5))
def test_the_newest_ranges_hide_nothing_that_is_missing(items: set[int], count: int) -> None:
    ranges = ranges_of(items)
    told = seqs.newest(ranges, count)
    assert len(told) <= count
    assert set_of(told) >= items
    assert seqs.is_sound(told)


def test_unsound_pairs_from_outside() -> None:
    for bad in (((0, 3),), ((3, 2),), ((1, 5), (5, 9)), ((7, 8), (1, 2))):
        assert not seqs.is_sound(bad)
