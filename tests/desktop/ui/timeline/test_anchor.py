"""The scroll state by itself: rows without gaps, no end passed, nothing moves under the reader."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.timeline.anchor import Anchor

HEIGHT = 300
PADS = (4, 12)
heights = st.tuples(st.integers(0, 60), st.integers(20, 90))


class World:
    """Rows with names, so that one can be found again after others came and went."""

    def __init__(self, rows: list[tuple[int, int]]) -> None:
        self.rows = [(number, extent) for number, extent in enumerate(rows)]
        self.next = len(rows)
        self.anchor = Anchor(lambda i: self.rows[i][1], PADS)
        self.place()

    def place(self) -> None:
        self.anchor.place(len(self.rows), HEIGHT)

    def on_screen(self) -> dict[int, int]:
        return {self.rows[p.ordinal][0]: p.body for p in self.anchor.places}

    def insert(self, at: int, extents: list[tuple[int, int]]) -> None:
        at = min(at, len(self.rows))
        self.rows[at:at] = [(self.next + i, each) for i, each in enumerate(extents)]
        self.next += len(extents)
        self.anchor.inserted(at, len(extents))

    def remove(self, at: int, n: int) -> None:
        at = min(at, len(self.rows) - 1)
        n = min(n, len(self.rows) - at)
        del self.rows[at : at + n]
        self.anchor.removed(at, n)

    def check(self) -> None:
        places = self.anchor.places
        for one, two in itertools.pairwise(places):
            assert two.ordinal == one.ordinal + 1
            assert two.top == one.bottom
        first, last = places[0], places[-1]
        total = sum(sum(extent) for _, extent in self.rows)
        if total > HEIGHT - PADS[1]:
            assert first.top <= PADS[0]
            assert last.bottom >= HEIGHT - PADS[1]
        if last.ordinal == len(self.rows) - 1 and self.anchor.stick:
            assert last.bottom == HEIGHT - PADS[1]


@given(st.lists(heights, min_size=1, max_size=40), st.lists(st.integers(-400, 400), max_size=8))
def test_rows_have_no_gaps_and_ends_hold(rows: list[tuple[int, int]], moves: list[int]) -> None:
    world = World(rows)
    world.check()
    for dy in moves:
        world.anchor.scroll(dy, len(world.rows), HEIGHT)
        world.check()


change = st.one_of(
    st.tuples(st.just("insert"), st.integers(0, 80), st.lists(heights, min_size=1, max_size=5)),
    st.tuples(st.just("remove"), st.integers(0, 80), st.integers(1, 3)),
)


@given(
    st.lists(heights, min_size=30, max_size=60),
    st.integers(200, 600),
    st.lists(change, min_size=1, max_size=8),
)
def test_nothing_below_the_anchor_row_moves(
    rows: list[tuple[int, int]], up: int, changes: list[tuple[str, int, object]]
) -> None:
    world = World(rows)
    world.anchor.scroll(-up, len(rows), HEIGHT)
    for what, at, how in changes:
        held = world.rows[world.anchor.ordinal][0]
        before = world.on_screen()
        if what == "insert":
            world.insert(at, how)  # type: ignore[arg-type]
        else:
            world.remove(at, how)  # type: ignore[arg-type]
        if not world.rows:
            return
        world.place()
        after = world.on_screen()
        stuck_to_an_end = world.anchor.stick or (
            world.anchor.places[0].ordinal == 0 and world.anchor.places[0].top == PADS[0]
        )
        if held in after and not stuck_to_an_end:
            assert after[held] == before[held]
        world.check()


@given(st.lists(heights, min_size=1, max_size=30), st.lists(heights, min_size=1, max_size=9))
def test_at_the_bottom_it_stays_at_the_bottom(
    rows: list[tuple[int, int]], new: list[tuple[int, int]]
) -> None:
    world = World(rows)
    for extent in new:
        world.insert(len(world.rows), [extent])
        world.place()
        assert world.anchor.stick
        assert world.anchor.places[-1].ordinal == len(world.rows) - 1
        world.check()


def test_nothing_to_show_is_the_bottom() -> None:
    anchor = Anchor(lambda _: (0, 10), PADS)
    anchor.jump(3, 0)
    assert anchor.place(0, HEIGHT) == []
    assert anchor.stick


def test_a_removed_anchor_row_hands_over_to_the_next_on_screen() -> None:
    world = World([(0, 50)] * 30)
    world.anchor.scroll(-500, 30, HEIGHT)
    before = world.on_screen()
    gone = world.anchor.ordinal
    follower = world.rows[gone + 1][0]
    world.remove(gone, 1)
    world.place()
    assert world.on_screen()[follower] == before[follower]


def test_a_row_read_in_its_middle_that_shrinks_stays_and_is_where_it_was_when_it_grows_again() -> None:
    world = World([(0, 40), (0, 800), *[(0, 40)] * 40])
    world.anchor.jump(1, -100)
    world.place()
    assert world.on_screen() == {1: -100}
    world.rows[1] = (1, (0, 90))
    world.place()
    first = world.anchor.places[0]
    assert (first.ordinal, first.bottom) == (1, 1)
    world.check()
    world.rows[1] = (1, (0, 800))
    world.place()
    assert world.on_screen() == {1: -100}
