"""Stands the words that a search found on a patch of colour with a line under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QTextCharFormat

from desktop.ui.timeline.cleaning import cleaned
from desktop.ui.timeline.markup import Kind, Look, parse
from desktop.ui.timeline.pieces import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.model import Message
    from desktop.ui.timeline.around import Around, Pieces
    from desktop.ui.timeline.laid import Format
    from desktop.ui.timeline.markup import Block
    from desktop.ui.timeline.metrics import Metrics
    from desktop.ui.timeline.pieces import Body


def in_cleaned(text: str, marks: Sequence[tuple[int, int]]) -> Pieces:
    """Return the marks of a message's text as those of its cleaned text, which is what is shown."""
    if cleaned(text) == text:
        return tuple(marks)
    return tuple((len(cleaned(text[:start])), len(cleaned(text[:end]))) for start, end in marks)


def needs_opening(text: str, found: Pieces) -> bool:
    """Tell whether the first mark stands where a long cleaned text is not shown until opened."""
    parsed = parse(text)
    return parsed.cut and bool(found) and found[0][1] > parsed.blocks[-1].end


def stand_out(body: Body, metrics: Metrics, around: Around) -> None:
    """Put boxes under the found words of a message, in every line that they reach into."""
    theme, thick, inset = metrics.theme, max(2, metrics.px(2)), metrics.px(1)
    for laid in body.blocks:
        for start, end in _places(body.message, laid.block, around):
            for rect in laid.rects(start, end):
                mark = rect.adjusted(-1, inset, 1, -inset)
                line = QRect(mark.x(), mark.bottom() + 1 - thick, mark.width(), thick)
                body.boxes += [
                    Box(mark, metrics.px(3), theme.mention, in_text=True),
                    Box(line, 0, theme.mentionbar, in_text=True),
                ]


def in_code(message: Message, block: Block, metrics: Metrics, around: Around) -> list[Format]:
    """Return formats for found words in code: its own ground would hide boxes under it.

    Not for other words: a change of format in a word would part letters that are written joined.
    """
    pieces = [
        (max(start, first), min(end, last))
        for start, end in _places(message, block, around)
        for first, last in _code(block)
    ]
    look = QTextCharFormat()
    look.setBackground(metrics.theme.mention)
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    look.setUnderlineColor(metrics.theme.mentionbar)
    return [(start, end, look) for start, end in pieces if end > start]


def _places(message: Message, block: Block, around: Around) -> list[tuple[int, int]]:
    text, marks = around.found.get(message.id, ("", ()))
    if text != message.text:
        return []  # not a found one, or edited since: the places are not known
    return [
        (block.shown_at(start), block.shown_at(end))
        for start, end in in_cleaned(text, marks)
        if start < block.end and end > block.first
    ]


def _code(block: Block) -> list[tuple[int, int]]:
    if block.kind is Kind.CODE:
        return [(0, len(block.text))]
    return [(span.start, span.end) for span in block.spans if span.look & Look.CODE]
