"""Where the reader is: one row and its place on screen, from which all other rows are placed.

No total height exists. A row is a heading and a body; the anchor holds the top of the anchor row's
BODY, so that headings which come and go above it grow upwards and move nothing below. While
`stick` holds, the newest row's end is what stands still instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SEEN_PX = 1
"""Of the anchor row this much is on screen at least: a row that is not cannot be what somebody reads."""


@dataclass(slots=True, eq=False, repr=False)
class Place:
    """A row on screen: `top` of its heading, `body` of its text, and `bottom`, in pixels."""

    ordinal: int
    top: int
    body: int
    bottom: int


class Anchor:
    """The scroll state, without any widget; `extent(ordinal)` answers (heading, body) heights."""

    def __init__(self, extent: Callable[[int], tuple[int, int]], pads: tuple[int, int]) -> None:
        self._extent = extent
        self.pads = pads
        """Free room above the oldest and below the newest row."""

        self.ordinal = 0
        self.y = 0
        self.stick = True
        self.places: list[Place] = []

    # ---- placing

    def place(self, count: int, height: int, *, moving: bool = False) -> list[Place]:
        """Place the rows of a viewport of this height, and hold both ends of the history.

        Unless the reader is moving, the anchor row stays on screen.
        """
        if count == 0 or height <= 0:
            self.stick = True
            self.places = []
            return self.places
        if self.stick:
            self.places = self._from_bottom(count, height)
            return self.places
        self.ordinal = min(max(self.ordinal, 0), count - 1)
        head, body = self._extent(self.ordinal)
        # A row read in its middle that shrinks, by a smaller zoom, stays on screen by its end; `y` is
        # kept as it is: grown again, the row stands where it stood.
        y = self.y if moving else max(self.y, SEEN_PX - body)
        places = [Place(self.ordinal, y - head, y, y + body)]
        self._grow_up(places, 0)
        if places[0].ordinal == 0 and places[0].top > self.pads[0]:
            self.y = y
            self._shift(places, self.pads[0] - places[0].top)
        self._grow_down(places, count, height)
        last = places[-1]
        if last.ordinal == count - 1 and last.bottom <= height - self.pads[1]:
            self.stick = True
            self.places = self._from_bottom(count, height)
            return self.places
        self.places = [p for p in places if p.bottom > 0 and p.top < height] or places[:1]
        self._hold()
        return self.places

    def _from_bottom(self, count: int, height: int) -> list[Place]:
        bottom = height - self.pads[1]
        head, body = self._extent(count - 1)
        places = [Place(count - 1, bottom - body - head, bottom - body, bottom)]
        self._grow_up(places, 0)
        return [p for p in places if p.bottom > 0]

    def _grow_up(self, places: list[Place], limit: int) -> None:
        above: list[Place] = []
        first = places[0]
        ordinal, top = first.ordinal, first.top
        while top > limit and ordinal > 0:
            ordinal -= 1
            head, body = self._extent(ordinal)
            above.append(Place(ordinal, top - body - head, top - body, top))
            top -= body + head
        above.reverse()
        places[:0] = above

    def _grow_down(self, places: list[Place], count: int, height: int) -> None:
        last = places[-1]
        ordinal, bottom = last.ordinal, last.bottom
        while bottom < height and ordinal < count - 1:
            ordinal += 1
            head, body = self._extent(ordinal)
            places.append(Place(ordinal, bottom, bottom + head, bottom + head + body))
            bottom += head + body

    def _shift(self, places: list[Place], dy: int) -> None:
        for place in places:
            place.top += dy
            place.body += dy
            place.bottom += dy
        self.y += dy

    def _hold(self) -> None:
        """Take another anchor only if the present one left the screen."""
        first, last = self.places[0].ordinal, self.places[-1].ordinal
        if not first <= self.ordinal <= last:
            self._take_top()

    def _take_top(self) -> None:
        """Anchor the first row whose text begins on screen: what is cut off above may change."""
        for place in self.places:
            if place.body >= 0:
                self.ordinal, self.y = place.ordinal, place.body
                return
        if self.places:
            self.ordinal, self.y = self.places[-1].ordinal, self.places[-1].body

    # ---- the reader moves

    def scroll(self, dy: int, count: int, height: int) -> list[Place]:
        """Move by pixels; positive goes to newer rows."""
        if not self.places or dy == 0 or (self.stick and dy > 0):
            return self.place(count, height)
        self._take_top()
        self.stick = False
        self.y -= dy
        self.place(count, height, moving=True)
        if not self.stick:
            self._take_top()
        return self.places

    def jump(self, ordinal: int, y: int) -> None:
        """Put the body of a row at this height; the next `place` holds the ends."""
        self.stick = False
        self.ordinal, self.y = ordinal, y

    def jump_to_end(self) -> None:
        """Hold the end of the newest row from now on."""
        self.stick = True

    # ---- the history changes

    def inserted(self, ordinal: int, n: int) -> None:
        """Count on: what the reader sees has other ordinals now, and stays where it is."""
        if ordinal <= self.ordinal:
            self.ordinal += n
        for place in self.places:
            if place.ordinal >= ordinal:
                place.ordinal += n

    def removed(self, ordinal: int, n: int) -> None:
        """Count back; if the anchor row itself went, the next row on screen takes over."""
        end = ordinal + n
        if ordinal <= self.ordinal < end:
            self._inherit(ordinal, end)
        elif self.ordinal >= end:
            self.ordinal -= n
        self.places = [p for p in self.places if not ordinal <= p.ordinal < end]
        for place in self.places:
            if place.ordinal >= end:
                place.ordinal -= n

    def _inherit(self, ordinal: int, end: int) -> None:
        after = next((p for p in self.places if p.ordinal >= end), None)
        if after is not None:
            self.ordinal, self.y = after.ordinal - (end - ordinal), after.body
            return
        before = next((p for p in reversed(self.places) if p.ordinal < ordinal), None)
        if before is not None:
            self.ordinal, self.y = before.ordinal, before.body
            return
        self.ordinal = max(ordinal - 1, 0)
