"""What the reader points at: selection, focused message, hovered and flashing row, by ordinal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.timeline.painting import Marks
from desktop.ui.timeline.selection import Selection

if TYPE_CHECKING:
    from desktop.ui.timeline.rows import Row


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

    def clear(self) -> None:
        """Point at nothing."""
        self.selection.clear()
        self.focus = self.spot = self.hover = self.flash = None
        self.flash_strength = 0.0

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

    def marks(self, ordinal: int, row: Row, *, focused: bool) -> Marks:
        """Return how a row is to be drawn; `focused` tells whether the view has the keyboard."""
        focus = focused and ordinal == self.focus
        return Marks(
            hover=ordinal == self.hover,
            focus=focus,
            spot=self.spot if focus else None,
            flash=self.flash_strength if ordinal == self.flash else 0.0,
            selected=self.selection.part(ordinal, len(row.body.text)),
        )


def _without(each: int | None, ordinal: int, n: int) -> int | None:
    if each is None or each < ordinal:
        return each
    return None if each < ordinal + n else each - n
