"""What the reader points at: selection, focused message, hovered and flashing row, by ordinal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.timeline.painting import Marks
from desktop.ui.timeline.selection import Point, Selection

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.ui.timeline.rows import Row
    from net.ids import EntryId

Pieces = tuple[str, tuple[tuple[int, int], ...]]
"""A message's text as it was searched, and what was found in it: start and end, by characters."""


class Reader:
    """Follows the rows that it names while the history changes round them."""

    def __init__(self) -> None:
        self.selection = Selection()
        self.focus: int | None = None
        self.spot: int | None = None
        """Which clickable place of the focused message Enter activates."""

        self.hover: int | None = None
        self.flash: int | None = None
        self.flash_strength = 0.0
        self.found: Mapping[EntryId, Pieces] = {}

    def clear(self) -> None:
        """Point at nothing."""
        self.selection.clear()
        self.focus = self.spot = self.hover = self.flash = None
        self.flash_strength = 0.0
        self.found = {}

    def inserted(self, ordinal: int, n: int) -> None:
        """Count on."""
        self.selection.inserted(ordinal, n)
        self.focus, self.hover, self.flash = (
            each if each is None or each < ordinal else each + n
            for each in (self.focus, self.hover, self.flash)
        )

    def removed(self, ordinal: int, n: int) -> None:
        """Count back; what pointed at a removed row points at nothing."""
        self.selection.removed(ordinal, n)
        self.focus, self.hover, self.flash = (
            _without(each, ordinal, n) for each in (self.focus, self.hover, self.flash)
        )
        if self.focus is None:
            self.spot = None

    def ordinals(self) -> set[int]:
        """Return the rows that are pointed at."""
        points = (self.selection.start, self.selection.end)
        return {point.ordinal for point in points if point is not None} | {
            each for each in (self.focus, self.flash) if each is not None
        }

    def found_again(self, places: Mapping[int, int | None]) -> None:
        """Point at the same messages elsewhere: `places` maps old ordinals to new ones."""
        selection = self.selection
        start, end = (
            None
            if point is None or (place := places.get(point.ordinal)) is None
            else Point(place, point.typed)
            for point in (selection.start, selection.end)
        )
        selection.clear()
        if start is not None and end is not None:
            selection.set(start, end)
        self.focus, self.flash = (
            None if each is None else places.get(each) for each in (self.focus, self.flash)
        )
        self.hover = None
        if self.focus is None:
            self.spot = None

    def marks(self, ordinal: int, row: Row, *, focused: bool) -> Marks:
        """Return how a row is to be drawn; `focused` tells whether the view has the keyboard."""
        focus = focused and ordinal == self.focus
        text, pieces = self.found.get(row.message.id, ("", ()))
        return Marks(
            hover=ordinal == self.hover,
            focus=focus,
            spot=self.spot if focus else None,
            flash=self.flash_strength if ordinal == self.flash else 0.0,
            selected=self.selection.part(ordinal, len(row.body.text)),
            found=pieces if text == row.body.text else (),
        )


def _without(each: int | None, ordinal: int, n: int) -> int | None:
    if each is None or each < ordinal:
        return each
    return None if each < ordinal + n else each - n
