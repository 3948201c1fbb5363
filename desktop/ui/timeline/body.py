"""Lays one message out: its blocks, ticks, notes and everything in it that can be clicked."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextCharFormat

from desktop.model import Message, MessageState
from desktop.ui.timeline import labels
from desktop.ui.timeline.cleaning import cleaned
from desktop.ui.timeline.coloring import Tint, tints
from desktop.ui.timeline.laid import Format, Laid, lay_out
from desktop.ui.timeline.markup import Block, Kind, Look, Span, parse

if TYPE_CHECKING:
    from desktop.ui.timeline.metrics import Metrics


class Act(enum.Enum):
    """What a click on a spot of a message asks for."""

    LINK = "link"
    COPY = "copy"
    RETRY = "retry"
    EDIT = "edit"
    DISCARD = "discard"
    MORE = "more"
    LESS = "less"


@dataclass(slots=True)
class Spot:
    """A clickable place; `value` is a link's target or the code to copy, `label` what is shown."""

    act: Act
    rects: list[QRect]
    value: str
    label: str


@dataclass(slots=True)
class Caption:
    """A short line of our own words: at `x`, its letters standing on `baseline`."""

    text: str
    x: int
    baseline: int
    font: QFont
    color: QColor


@dataclass(slots=True)
class Sign:
    """A small icon."""

    name: str
    x: int
    y: int
    size: int
    color: QColor


@dataclass(slots=True)
class Body:
    """A laid out message without its heading; coordinates are from its top left corner."""

    message: Message
    text: str
    width: int
    opened: bool
    height: int = 0
    blocks: list[Laid] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    signs: list[Sign] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)

    def block_near(self, y: int) -> Laid | None:
        """Return the block at this height, else the nearest above it, else the first."""
        chosen = self.blocks[0] if self.blocks else None
        for laid in self.blocks:
            if laid.y > y:
                break
            chosen = laid
        return chosen

    def typed_at(self, x: int, y: int) -> int:
        """Return the place in the text nearest to a point; above is its start, below its end."""
        laid = self.block_near(y)
        if laid is None or y < 0:
            return 0
        if y >= self.height:
            return len(self.text)
        return laid.typed_at_point(x, y)

    def spot_at(self, point: QPoint) -> int | None:
        """Return the index of the clickable place under a point."""
        for index, spot in enumerate(self.spots):
            if any(rect.contains(point) for rect in spot.rects):
                return index
        return None

    def on_text(self, x: int, y: int) -> bool:
        """Tell whether a point is on letters."""
        return any(laid.covers(x, y) for laid in self.blocks)


def build(message: Message, width: int, metrics: Metrics, *, opened: bool) -> Body:
    """Lay a message out for a view of this width."""
    text = "" if message.deleted else cleaned(message.text)
    body = Body(message, text, width, opened)
    column = metrics.text_width(width, own=message.own)
    y = metrics.pad
    if message.deleted:
        y = _line_of_words(body, metrics, y, "Message deleted", metrics.removed)
    else:
        parsed = parse(text, opened=opened)
        y = _blocks(body, parsed.blocks, metrics, column, y)
        if message.edited_at_ms is not None:
            y = _edited(body, metrics, column, y)
        if parsed.cut or opened:
            y = _more(body, metrics, y, opened=opened)
    for note in labels.notes(message):
        y = _line_of_words(body, metrics, y, note, metrics.meta, column)
    if message.own and message.state is MessageState.FAILED:
        y = _failure(body, metrics, column, y)
    elif message.own and not message.deleted:
        _ticks(body, metrics)
    body.height = y + (metrics.band_pad if message.mentions_me else metrics.pad)
    return body


def _blocks(body: Body, blocks: tuple[Block, ...], metrics: Metrics, column: int, top: int) -> int:
    y = top
    last: Kind | None = None
    for block in blocks:
        if (
            last is not None
            and (block.kind is not last or block.kind is Kind.CODE)
            and (Kind.CODE in (block.kind, last) or Kind.QUOTE in (block.kind, last))
        ):
            y += metrics.code_gap if Kind.CODE in (block.kind, last) else metrics.px(2)
        y = _BUILD[block.kind](body, block, metrics, column, y)
        last = block.kind
    if last is Kind.CODE:
        y += metrics.px(4)
    return y


def _text(body: Body, block: Block, metrics: Metrics, column: int, y: int) -> int:
    formats = [_format(span, metrics) for span in block.spans]
    laid = lay_out(block, metrics.body, metrics.line, column, metrics, formats)
    return _placed(body, laid, metrics.text_x, y)


def _quote(body: Body, block: Block, metrics: Metrics, column: int, y: int) -> int:
    formats = [_format(span, metrics) for span in block.spans]
    width = column - metrics.quote_x
    laid = lay_out(block, metrics.quote, metrics.quote_line, width, metrics, formats)
    return _placed(body, laid, metrics.text_x + metrics.quote_x, y)


def _emoji(body: Body, block: Block, metrics: Metrics, column: int, y: int) -> int:
    laid = lay_out(block, metrics.emoji, metrics.emoji_line, column, metrics, [])
    return _placed(body, laid, metrics.text_x, y)


def _code(body: Body, block: Block, metrics: Metrics, column: int, y: int) -> int:
    theme = metrics.theme
    colors = {
        Tint.KEYWORD: theme.code_keyword,
        Tint.STRING: theme.code_string,
        Tint.NUMBER: theme.code_number,
        Tint.COMMENT: theme.text3,
    }
    formats: list[Format] = []
    for start, end, tint in tints(block.text):
        look = QTextCharFormat()
        look.setForeground(colors[tint])
        formats.append((start, end, look))
    inner = column - metrics.code_pad_x - metrics.copy - metrics.px(4)
    laid = lay_out(block, metrics.code, metrics.code_line, inner, metrics, formats)
    x = metrics.text_x
    end = _placed(body, laid, x + metrics.code_pad_x, y + metrics.code_pad_y)
    laid.box = QRect(x, y, column, end + metrics.code_pad_y - y)
    _copy_button(body, laid, metrics)
    return laid.box.y() + laid.box.height()


def _copy_button(body: Body, laid: Laid, metrics: Metrics) -> None:
    theme, box, side = metrics.theme, laid.box, metrics.copy
    if box is None:
        return
    corner = QPoint(box.x() + box.width() - side - metrics.px(2), box.y() + metrics.px(3))
    body.spots.append(
        Spot(Act.COPY, [QRect(corner.x(), corner.y(), side, side)], laid.block.text, "Copy code")
    )
    icon = metrics.px(16)
    inset = (side - icon) // 2
    body.signs.append(Sign("copy", corner.x() + inset, corner.y() + inset, icon, theme.text2))
    language = laid.block.language
    left = corner.x() - metrics.advance(metrics.meta, language)
    first = laid.x + round(laid.layout.lineAt(0).naturalTextRect().right())
    if language and left > first + metrics.px(8):
        baseline = corner.y() + metrics.baseline(metrics.meta, side)
        body.captions.append(Caption(language, left, baseline, metrics.meta, theme.text2))


_BUILD = {Kind.TEXT: _text, Kind.QUOTE: _quote, Kind.EMOJI: _emoji, Kind.CODE: _code}


def _placed(body: Body, laid: Laid, x: int, y: int) -> int:
    laid.x, laid.y = x, y
    body.blocks.append(laid)
    for span in laid.block.spans:
        if span.look & Look.LINK:
            rects = laid.rects(span.start, span.end)
            shown = laid.block.text[span.start : span.end]
            body.spots.append(Spot(Act.LINK, rects, span.target, shown))
    return laid.bottom


def _format(span: Span, metrics: Metrics) -> Format:
    look = QTextCharFormat()
    if span.look & Look.CODE:
        look.setFont(metrics.code_span)
        look.setBackground(metrics.theme.sunken)
    if span.look & Look.BOLD:
        look.setFontWeight(600)
    if span.look & Look.ITALIC:
        look.setFontItalic(True)
    if span.look & Look.LINK:
        look.setForeground(metrics.theme.link)
    return span.start, span.end, look


def _line_of_words(
    body: Body, metrics: Metrics, y: int, words: str, font: QFont, width: int | None = None
) -> int:
    if width is not None:
        words = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, width)
    baseline = y + metrics.baseline(font, metrics.meta_line)
    body.captions.append(Caption(words, metrics.text_x, baseline, font, metrics.theme.text3))
    return y + metrics.meta_line


def _edited(body: Body, metrics: Metrics, column: int, y: int) -> int:
    """Put the word after the last line if it fits there, else on a line of its own."""
    laid = body.blocks[-1] if body.blocks else None
    word = "edited"
    if laid is not None and laid.box is None and not laid.rtl:
        line = laid.layout.lineAt(laid.lines - 1)
        after = round(line.naturalTextRect().right()) + metrics.px(6)
        if after + metrics.advance(metrics.hint, word) <= column:
            top = laid.bottom - laid.line_px
            baseline = top + metrics.baseline(metrics.body, laid.line_px)
            body.captions.append(
                Caption(word, laid.x + after, baseline, metrics.hint, metrics.theme.text3)
            )
            return y
    return _line_of_words(body, metrics, y, word, metrics.hint)


def _more(body: Body, metrics: Metrics, y: int, *, opened: bool) -> int:
    words = "Show less" if opened else "Show more"
    act = Act.LESS if opened else Act.MORE
    _link(body, metrics, metrics.text_x, y, words, act, metrics.link)
    return y + metrics.meta_line


def _link(body: Body, metrics: Metrics, x: int, y: int, words: str, act: Act, font: QFont) -> int:
    width = metrics.advance(font, words)
    baseline = y + metrics.baseline(font, metrics.meta_line)
    body.captions.append(Caption(words, x, baseline, font, metrics.theme.link))
    # 4 px more on each side: easier to hit, and neighbours stay 0 px apart.
    rect = QRect(x - metrics.px(4), y, width + metrics.px(8), metrics.meta_line)
    body.spots.append(Spot(act, [rect], "", words))
    return x + width


def _failure(body: Body, metrics: Metrics, column: int, y: int) -> int:
    theme, x = metrics.theme, metrics.text_x
    font = metrics.meta_medium
    y += metrics.px(1)
    inset = (metrics.meta_line - metrics.icon) // 2
    body.signs.append(Sign("alert-circle", x, y + inset, metrics.icon, theme.danger))
    left = x + metrics.icon + metrics.px(8)
    acts = (("Retry", Act.RETRY), ("Edit", Act.EDIT), ("Discard", Act.DISCARD))
    links = sum(metrics.advance(font, words) + metrics.px(8) for words, _ in acts)
    words = labels.failure_words(body.message)
    room = x + column - left
    wraps = metrics.advance(font, words) + links > room
    shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, room)
    baseline = y + metrics.baseline(font, metrics.meta_line)
    body.captions.append(Caption(shown, left, baseline, font, theme.danger))
    left += metrics.px(8) + metrics.advance(font, shown)
    if wraps:
        y += metrics.meta_line
        left = x + metrics.icon + metrics.px(8)
    for label, act in acts:
        left = _link(body, metrics, left, y, label, act, font) + metrics.px(8)
    return y + metrics.meta_line


_TICKS = {
    MessageState.PENDING: "clock",
    MessageState.STORED: "check",
    MessageState.DELIVERED: "check-check",
}


def _ticks(body: Body, metrics: Metrics) -> None:
    """Draw how far an own message is at the right of its first line; in short if room is short."""
    message, theme = body.message, metrics.theme
    words = labels.state_words(message)
    right = metrics.ticks_right(body.width)
    end = metrics.text_x
    if body.blocks:
        first = body.blocks[0]
        end = first.x + round(first.layout.lineAt(0).naturalTextRect().right())
        if first.box is not None:
            end = first.box.x() + first.box.width()
    gap = metrics.px(5)
    if right - metrics.advance(metrics.meta, words) - gap - metrics.icon < end + metrics.px(12):
        words = str(message.delivered_to) if message.state is MessageState.DELIVERED else ""
    width = metrics.advance(metrics.meta, words) if words else -gap
    y = metrics.pad
    baseline = y + metrics.baseline(metrics.body, metrics.line)
    if words:
        body.captions.append(Caption(words, right - width, baseline, metrics.meta, theme.text3))
    icon = metrics.px(16)
    inset = (metrics.line - icon) // 2
    name = _TICKS.get(message.state, "clock")
    body.signs.append(Sign(name, right - width - gap - icon, y + inset, icon, theme.text3))
