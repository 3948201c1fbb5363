"""One block of text after line breaking: finds characters under points and boxes of characters."""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRect, Qt, QTextBoundaryFinder
from PySide6.QtGui import QFont, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from desktop.ui.timeline.markup import Block, Kind

if TYPE_CHECKING:
    from desktop.ui.timeline.metrics import Metrics

Format = tuple[int, int, QTextCharFormat]
"""Start and end in shown characters, and how they look."""

LINES_MAX = 20_000
"""Far above what the longest opened message needs; ends a layout that would not end by itself."""


@dataclass(slots=True, eq=False, repr=False)
class Laid:
    """A block at its place in a message; `x` and `y` are those of its first line's corner."""

    block: Block
    layout: QTextLayout
    x: int
    y: int
    line_px: int
    lines: int
    rtl: bool
    units: array[int] | None
    """UTF-16 offset of each shown character; None while all are below U+10000."""

    left: int
    width: int
    """Where its lines begin, from `x`, and how far the longest reaches from there."""

    room: int = 0
    """How wide its lines may be."""

    box: QRect | None = None
    """The rounded box of a code block."""

    @property
    def bottom(self) -> int:
        """Where the lines end; a code box ends below that."""
        return self.y + self.lines * self.line_px

    @property
    def drawn(self) -> QRect:
        """Where its letters are; a line more above and below for letters that tower."""
        left = self.x + self.left - self.line_px
        height = (self.lines + 2) * self.line_px
        return QRect(left, self.y - self.line_px, self.width + 2 * self.line_px, height)

    def unit_at(self, shown: int) -> int:
        """Return the layout's position of a shown character."""
        return shown if self.units is None else self.units[shown]

    def shown_at_unit(self, unit: int) -> int:
        """Return the shown character at a layout's position."""
        return unit if self.units is None else bisect_left(self.units, unit)

    def typed_at_point(self, x: int, y: int) -> int:
        """Return the place in the message nearest to a point of the message."""
        row = min(max((y - self.y) // self.line_px, 0), self.lines - 1)
        unit = self.layout.lineAt(row).xToCursor(float(x - self.x))
        return self.block.typed_at(self.shown_at_unit(int(unit)))

    def covers(self, x: int, y: int) -> bool:
        """Tell whether a point is on a line's letters, not on the empty room beside them."""
        row = (y - self.y) // self.line_px
        if not 0 <= row < self.lines:
            return False
        drawn = self.layout.lineAt(row).naturalTextRect()
        return bool(drawn.left() <= x - self.x <= drawn.right())

    def rects(self, start: int, end: int) -> list[QRect]:
        """Return a box per line around the shown characters `start` to `end`.

        Exact where the text has one direction; around all of it where directions mix.
        """
        first, last = self.unit_at(start), self.unit_at(end)
        found = []
        for row in range(self.lines):
            line = self.layout.lineAt(row)
            begin = max(first, line.textStart())
            stop = min(last, line.textStart() + line.textLength())
            if begin >= stop:
                continue
            ends = sorted(_x(line, place) for place in (begin, stop))
            left = round(self.x + ends[0])
            top = self.y + row * self.line_px
            found.append(QRect(left, top, round(self.x + ends[1]) - left, self.line_px))
        return found

    def word_at(self, typed: int) -> tuple[int, int]:
        """Return where the word around a place begins and ends in the message."""
        text = self.layout.text()
        unit = min(self.unit_at(self.block.shown_at(typed)), max(len(text) - 1, 0))
        finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Word, text)
        finder.setPosition(unit)
        start = unit if finder.isAtBoundary() else max(finder.toPreviousBoundary(), 0)
        finder.setPosition(unit)
        end = finder.toNextBoundary()
        block = self.block
        return (
            block.typed_at(self.shown_at_unit(start)),
            block.typed_at(self.shown_at_unit(max(end, start))),
        )


def lay_out(
    block: Block, font: QFont, line_px: int, width: int, metrics: Metrics, formats: list[Format]
) -> Laid:
    """Break a block into lines of equal height; its place is set by the caller."""
    code = block.kind is Kind.CODE
    shown = block.text.replace("\n", "\u2028") if code else block.text
    units = _units(block.text)
    rtl = not code and is_rtl(block.text)
    layout = QTextLayout(shown, font)
    layout.setTextOption(_option(metrics, font, rtl=rtl))
    # Before the lines are made: setting formats afterwards silently empties a layout.
    layout.setFormats([_range(each, units) for each in formats])
    baseline = metrics.baseline(font, line_px)
    count, left, right = 0, float(width), 0.0
    layout.beginLayout()
    while count < LINES_MAX:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, count * line_px + baseline - line.ascent()))
        count += 1
        drawn = line.naturalTextRect()
        left, right = min(left, drawn.left()), max(right, drawn.right())
    layout.endLayout()
    reach = int(right - left) + 2
    return Laid(block, layout, 0, 0, line_px, count, rtl, units, int(left), reach, width)


def _x(line: QTextLine, unit: int) -> float:
    found: Any = line.cursorToX(unit)  # the binding adds the position it settled on
    return float(found[0] if isinstance(found, tuple) else found)


def is_rtl(text: str) -> bool:
    """Tell whether the first letter with a direction is a right-to-left one (Unicode UAX 9, P2)."""
    return not text.isascii() and bool(direction(text))


def direction(text: str) -> bool | None:
    """Return whether the first letter with a direction is a right-to-left one; None without any."""
    for character in text:
        match unicodedata.bidirectional(character):
            case "L":
                return False
            case "R" | "AL":
                return True
            case _:
                continue
    return None


def _option(metrics: Metrics, font: QFont, *, rtl: bool) -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    )
    side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    option.setTabStopDistance(4 * metrics.advance(font, " "))
    return option


def _units(text: str) -> array[int] | None:
    if not text or text.isascii() or max(text) < "\U00010000":
        return None
    units = array("I")
    total = 0
    for character in text:
        units.append(total)
        total += 2 if character >= "\U00010000" else 1
    units.append(total)
    return units


def _range(each: Format, units: array[int] | None) -> QTextLayout.FormatRange:
    start, end, look = each
    made = QTextLayout.FormatRange()
    made.start = start if units is None else units[start]
    made.length = (end if units is None else units[end]) - made.start
    made.format = look
    return made
