"""One line of a found message round its first match, with the places of all matches in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.ui.timeline.cleaning import cleaned
from desktop.ui.timeline.found_marks import in_cleaned
from desktop.ui.timeline.markup import Block, Look, Span, parse

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAD_CHARS = 48
"""A match further to the right would be cut off in a narrow window: words before it are left out."""
KEPT_CHARS = 32
"""Of those words so many stay, for the sense."""
LINE_CHARS = 400
"""Wider than any window; keeps a 16 KiB message from being laid out for one line."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line; `marks` and the spans are in its code points, ascending."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    spans: tuple[Span, ...] = ()


def excerpt(text: str, marks: Sequence[tuple[int, int]]) -> Excerpt:
    """Return the line to show of a message.

    Args:
        text: The message as stored.
        marks: [start, end) pieces of `text` that were found, in code points.
    """
    shown = cleaned(text)
    marks = in_cleaned(text, marks)
    blocks = parse(shown, opened=True).blocks
    block = _block_of(blocks, marks)
    if block is None:
        return Excerpt("")
    places = [
        (block.shown_at(start), block.shown_at(end))
        for start, end in marks
        if start < block.end and end > block.first
    ]
    line = Excerpt(
        block.text.replace("\n", " "),
        tuple((start, end) for start, end in places if end > start),
        tuple(span for span in block.spans if span.look & (Look.CODE | Look.BOLD | Look.ITALIC)),
    )
    return _cut(line, continued=block is not blocks[0])


def _block_of(blocks: Sequence[Block], marks: Sequence[tuple[int, int]]) -> Block | None:
    if marks:
        first = marks[0][0]
        for block in blocks:
            if block.first <= first < max(block.end, block.first + 1):
                return block
    return next((block for block in blocks if block.text.strip()), None)


def _cut(line: Excerpt, *, continued: bool) -> Excerpt:
    first = line.marks[0][0] if line.marks else 0
    start = 0
    if first > LEAD_CHARS:
        blank = line.text.find(" ", first - KEPT_CHARS, first)
        start = blank + 1 if blank >= 0 else first - KEPT_CHARS
    end = min(len(line.text), start + LINE_CHARS)
    head = "… " if start or continued else ""
    shift = len(head) - start
    return Excerpt(
        head + line.text[start:end],
        tuple(
            (max(a, start) + shift, min(b, end) + shift)
            for a, b in line.marks
            if b > start and a < end
        ),
        tuple(
            Span(max(span.start, start) + shift, min(span.end, end) + shift, span.look)
            for span in line.spans
            if span.end > start and span.start < end
        ),
    )
