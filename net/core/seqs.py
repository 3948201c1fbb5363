"""Arithmetic on sets of sequence numbers, kept as ascending, disjoint, inclusive (lo, hi) pairs."""

from __future__ import annotations

Range = tuple[int, int]
Ranges = tuple[Range, ...]


def add(ranges: Ranges, lo: int, hi: int) -> Ranges:
    """Return the ranges with [lo, hi] in them; touching ranges become one."""
    below: list[Range] = []
    above: list[Range] = []
    for start, end in ranges:
        if end < lo - 1:
            below.append((start, end))
        elif start > hi + 1:
            above.append((start, end))
        else:
            lo, hi = min(lo, start), max(hi, end)
    return (*below, (lo, hi), *above)


def subtract(ranges: Ranges, other: Ranges) -> Ranges:
    """Return what of the first ranges is not in the second."""
    if not other:
        return ranges
    left: list[Range] = []
    index = 0
    for start, end in ranges:
        lo = start
        while index < len(other) and other[index][1] < lo:
            index += 1
        at = index
        while at < len(other) and other[at][0] <= end:
            if other[at][0] > lo:
                left.append((lo, other[at][0] - 1))
            lo = other[at][1] + 1
            at += 1
        if lo <= end:
            left.append((lo, end))
    return tuple(left)


def intersect(ranges: Ranges, other: Ranges) -> Ranges:
    """Return what is in both."""
    return subtract(ranges, subtract(ranges, other))


def contains(ranges: Ranges, seq: int) -> bool:
    """Whether the sequence number is in the ranges."""
    return any(lo <= seq <= hi for lo, hi in ranges)


def gaps(ranges: Ranges) -> Ranges:
    """Return what is missing from 1 up to the end of the last range."""
    missing: list[Range] = []
    expected = 1
    for lo, hi in ranges:
        if lo > expected:
            missing.append((expected, lo - 1))
        expected = hi + 1
    return tuple(missing)


def newest(ranges: Ranges, count: int) -> Ranges:
    """Return the newest `count` ranges; older ones melt into one that reaches down to 1.

    For holes told to others: the melted one says "missing" of more than is, never of less.
    """
    if len(ranges) <= count:
        return ranges
    kept = ranges[-count:]
    return ((1, kept[0][1]), *kept[1:])


def size(ranges: Ranges) -> int:
    """Return how many sequence numbers the ranges hold."""
    return sum(hi - lo + 1 for lo, hi in ranges)


def is_sound(ranges: Ranges) -> bool:
    """Whether pairs that came from outside are ascending, disjoint and not empty."""
    before = 0
    for lo, hi in ranges:
        if lo <= before or hi < lo:
            return False
        before = hi
    return True
