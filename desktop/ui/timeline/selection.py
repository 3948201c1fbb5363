"""What is selected across messages, by row and typed character, and how it is copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.texts import as_markup
from desktop.ui.timeline import labels
from desktop.ui.timeline.cleaning import cleaned
from desktop.ui.timeline.markup import parse

if TYPE_CHECKING:
    from desktop.model import Message
    from desktop.ui.timeline.labels import Calendar
    from desktop.ui.timeline.rows import Rows

COPIED_ROWS = 10_000
"""A copy is text for people; a million rows would stop the window for seconds."""


class Point(msgspec.Struct, frozen=True):
    """A place in the history: a row's ordinal as of now, and a place in its cleaned text."""

    ordinal: int
    typed: int

    def order(self) -> tuple[int, int]:
        """What points are compared by."""
        return self.ordinal, self.typed


class Copied(msgspec.Struct, frozen=True):
    """A selection as the clipboard takes it."""

    plain: str
    rich: str


class Selection:
    """From where a selection began to where it is now; empty while there is none."""

    def __init__(self) -> None:
        self.start: Point | None = None
        self.end: Point | None = None

    def __bool__(self) -> bool:
        return (
            self.start is not None
            and self.end is not None
            and self.start.order() != self.end.order()
        )

    def set(self, start: Point, end: Point) -> None:
        """Select from one point to another, in any order."""
        self.start, self.end = start, end

    def extend(self, end: Point) -> None:
        """Move the far end; without a beginning this is one."""
        if self.start is None:
            self.start = end
        self.end = end

    def clear(self) -> None:
        """Select nothing."""
        self.start = self.end = None

    def bounds(self) -> tuple[Point, Point] | None:
        """Return the earlier and the later point, None if nothing is selected."""
        if self.start is None or self.end is None or not self:
            return None
        first, last = sorted((self.start, self.end), key=Point.order)
        return first, last

    def part(self, ordinal: int, length: int) -> tuple[int, int] | None:
        """Return which of a row's `length` characters are selected, None for none of them."""
        bounds = self.bounds()
        if bounds is None or not bounds[0].ordinal <= ordinal <= bounds[1].ordinal:
            return None
        first = bounds[0].typed if ordinal == bounds[0].ordinal else 0
        last = bounds[1].typed if ordinal == bounds[1].ordinal else length
        return (first, min(last, length)) if first < min(last, length) else None

    # ---- the history changes

    def inserted(self, ordinal: int, n: int) -> None:
        """Count on."""
        self.start = _moved(self.start, ordinal, n)
        self.end = _moved(self.end, ordinal, n)

    def removed(self, ordinal: int, n: int) -> None:
        """Count back; a selection that began or ended in a removed row is gone."""
        for point in (self.start, self.end):
            if point is not None and ordinal <= point.ordinal < ordinal + n:
                self.clear()
                return
        self.start = _moved(self.start, ordinal + n, -n)
        self.end = _moved(self.end, ordinal + n, -n)

    def changed(self, ordinal: int) -> None:
        """Forget a selection inside a row whose text may be another now."""
        for point in (self.start, self.end):
            if point is not None and point.ordinal == ordinal:
                self.clear()
                return


def _moved(point: Point | None, first: int, n: int) -> Point | None:
    if point is None or point.ordinal < first:
        return point
    return Point(point.ordinal + n, point.typed)


def copied(selection: Selection, rows: Rows) -> Copied | None:
    """Return the selected text: as typed inside one message, with time and name across several."""
    bounds = selection.bounds()
    if bounds is None:
        return None
    first, last = bounds
    end = min(last.ordinal, first.ordinal + COPIED_ROWS - 1)
    parts = []
    for ordinal in range(first.ordinal, end + 1):
        message = rows.message(ordinal)
        text = "" if message.deleted else cleaned(message.text)
        part = selection.part(ordinal, len(text))
        if part is not None:
            parts.append((message, text[part[0] : _tidy_end(text, *part)]))
    if not parts:
        return None
    if len(parts) == 1:
        text = parts[0][1]
        return Copied(text, _escaped(text))
    lines = [(_who(message, rows.calendar), text) for message, text in parts]
    return Copied(
        "\n".join(f"{who} {text}" for who, text in lines),
        "".join(f"<p><b>{_escaped(who)}</b> {_escaped(text)}</p>" for who, text in lines),
    )


def _tidy_end(text: str, start: int, end: int) -> int:
    """Leave a hidden mark at the end out if it opens what is not selected, keep one that closes."""
    for block in parse(text, opened=True).blocks:
        shown = block.shown_at(end)
        if block.typed is not None and block.first < end <= block.end and shown:
            last = block.typed_at(shown - 1) + 1
            marks = text[last:end]
            if start < last < end and text.count(marks, start, last) % 2 == 0:
                return last
    return end


def _who(message: Message, calendar: Calendar) -> str:
    return f"[{calendar.clock(message.sent_at_ms)}] {labels.shown_name(message.name)}:"


def _escaped(text: str) -> str:
    return as_markup(text).replace("\n", "<br>")
