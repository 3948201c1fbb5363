"""Sparse bookmarks of a room: which stretch of positions holds which ordinals, as rows come and go."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from desktop.store.order import FIRST, Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

EVERY = 1024
"""Rows between two bookmarks: 1,000 bookmarks at 1,000,000 rows, and at most 1,024 to step over."""


class Stretch(NamedTuple):
    """The rows from one bookmark to the next: from `start` on, below `end` (None: to the end).

    `first` is the ordinal of its first row, `size` the number of its rows.
    """

    start: Position
    end: Position | None
    first: int
    size: int


class Ordinals:
    """The bookmarks of one room. Without any it is one stretch over everything, and still right."""

    def __init__(self, count: int) -> None:
        self._starts: list[Position] = [FIRST]
        self._counts: list[int] = [count]
        self._firsts: list[int] | None = None

    @property
    def total(self) -> int:
        """The number of rows in all stretches."""
        firsts = self._ordinals()
        return firsts[-1] + self._counts[-1]

    def adopt(self, starts: Sequence[Position], counts: Sequence[int]) -> None:
        """Take other bookmarks; the first must be FIRST."""
        self._starts, self._counts, self._firsts = list(starts), list(counts), None

    def apply(self, left: Iterable[Position], came: Iterable[Position]) -> None:
        """Count rows that left and rows that came."""
        for position in left:
            self._counts[bisect_right(self._starts, position) - 1] -= 1
        for position in came:
            self._counts[bisect_right(self._starts, position) - 1] += 1
        self._firsts = None

    def of_ordinal(self, ordinal: int) -> Stretch:
        """Return the stretch that holds a row's ordinal; the last one for any beyond the end."""
        return self._stretch(bisect_right(self._ordinals(), ordinal) - 1)

    def of_position(self, position: Position) -> Stretch:
        """Return the stretch that a position is in."""
        return self._stretch(bisect_right(self._starts, position) - 1)

    def split(self, position: Position, ordinal: int) -> None:
        """Put a bookmark at a row whose ordinal was found the hard way."""
        index = bisect_left(self._starts, position)
        if index < len(self._starts) and self._starts[index] == position:
            return
        first = self._ordinals()[index - 1]
        self._starts.insert(index, position)
        self._counts.insert(index, self._counts[index - 1] - (ordinal - first))
        self._counts[index - 1] = ordinal - first
        self._firsts = None

    def _stretch(self, index: int) -> Stretch:
        end = self._starts[index + 1] if index + 1 < len(self._starts) else None
        return Stretch(self._starts[index], end, self._ordinals()[index], self._counts[index])

    def _ordinals(self) -> list[int]:
        if self._firsts is None:
            self._firsts = [0, *accumulate(self._counts[:-1])]
        return self._firsts
