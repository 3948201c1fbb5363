"""Lays one message out: its blocks, ticks, notes and everything in it that can be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QRect
from PySide6.QtGui import QFont, QTextCharFormat

from desktop.model import Message, MessageState
from desktop.ui.timeline import attached, footing, found_marks, labels, room_marks
from desktop.ui.timeline.cleaning import cleaned
from desktop.ui.timeline.coloring import Tint, tints
from desktop.ui.timeline.laid import Format, Laid, lay_out
from desktop.ui.timeline.markup import Block, Kind, Look, Span, parse
from desktop.ui.timeline.mention_marks import marks
from desktop.ui.timeline.pieces import Act, Body, Box, Caption, Sign, Spot

if TYPE_CHECKING:
    from desktop.ui.timeline.around import Around
    from desktop.ui.timeline.metrics import Metrics
    from net.ids import PersonId


def build(
    message: Message,
    quoted: Message | None,
    width: int,
    metrics: Metrics,
    around: Around,
    *,
    opened: bool,
) -> Body:
    """Lay a message out for a view of this width; `quoted` is what it answers, if that is here."""
    text = "" if message.deleted else cleaned(message.text)
    body = Body(message, text, width, opened, quoted)
    column = metrics.text_width(width, own=message.own)
    y = metrics.pad
    if message.deleted:
        y = footing.words(body, metrics, y, labels.deleted_words(), metrics.removed, column)
    else:
        y = _said(body, metrics, around, y)
    for note in labels.notes(message):
        y = footing.words(body, metrics, y, note, metrics.meta, column)
    if message.reactions and not message.deleted:
        y = attached.reactions(body, metrics, around, column, y)
    if message.own and message.state is MessageState.FAILED:
        y = footing.failure(body, metrics, column, y)
    elif message.own and not message.deleted:
        footing.ticks(body, metrics, around)
    body.height = y + (metrics.band_pad if message.mentions_me else metrics.pad)
    if metrics.rtl:
        body.mirror(metrics)
    return body


def _said(body: Body, metrics: Metrics, around: Around, top: int) -> int:
    message, y = body.message, top
    column = metrics.text_width(body.width, own=message.own)
    if message.pinned:
        y = attached.pin(body, metrics, y)
    if message.reply_to is not None:
        y = attached.quote(body, metrics, around, column, y)
    parsed = parse(body.text, opened=body.opened)
    blocks = tuple(room_marks.linked(block, around.rooms) for block in parsed.blocks)
    y = _blocks(body, blocks, metrics, around, y)
    _mentions(body, metrics, around)
    if message.id in around.found:
        found_marks.stand_out(body, metrics, around)
    if message.edited_at_ms is not None:
        y = footing.edited(body, metrics, around, column, y)
    if parsed.cut or body.opened:
        y = footing.more(body, metrics, y, opened=body.opened)
    return y


def _blocks(
    body: Body, blocks: tuple[Block, ...], metrics: Metrics, around: Around, top: int
) -> int:
    y = top
    last: Kind | None = None
    for block in blocks:
        if (
            last is not None
            and (block.kind is not last or block.kind is Kind.CODE)
            and (Kind.CODE in (block.kind, last) or Kind.QUOTE in (block.kind, last))
        ):
            y += metrics.code_gap if Kind.CODE in (block.kind, last) else metrics.px(2)
        y = _BUILD[block.kind](body, block, metrics, around, y)
        last = block.kind
    if last is Kind.CODE:
        y += metrics.px(4)
    return y


def _text(body: Body, block: Block, metrics: Metrics, around: Around, y: int) -> int:
    column = metrics.text_width(body.width, own=body.message.own)
    formats = _formats(body, block, metrics, around)
    laid = lay_out(block, metrics.body, metrics.line, column, metrics, formats)
    return _placed(body, laid, metrics, metrics.text_x, y)


def _quote(body: Body, block: Block, metrics: Metrics, around: Around, y: int) -> int:
    column = metrics.text_width(body.width, own=body.message.own)
    formats = _formats(body, block, metrics, around)
    width = column - metrics.quote_x
    laid = lay_out(block, metrics.quote, metrics.quote_line, width, metrics, formats)
    # The bar stands where the words begin: on the other side of words that read against the window.
    inset = metrics.quote_x if laid.rtl == metrics.rtl else 0
    return _placed(body, laid, metrics, metrics.text_x + inset, y)


def _item(body: Body, block: Block, metrics: Metrics, around: Around, y: int) -> int:
    column = metrics.text_width(body.width, own=body.message.own)
    wide, air = metrics.advance(metrics.body, block.mark), metrics.px(6)
    # Numbers of one and of two digits leave their words at the same place.
    least = metrics.px(18) if block.mark == "•" else metrics.advance(metrics.body, "00.") + air
    inset = metrics.px(16) * block.depth + max(least, wide + air)
    formats = _formats(body, block, metrics, around)
    laid = lay_out(block, metrics.body, metrics.line, column - inset, metrics, formats)
    # As with a quote, the mark stands where the words begin.
    shift = inset if laid.rtl == metrics.rtl else 0
    bottom = _placed(body, laid, metrics, metrics.text_x + shift, y)
    x = laid.x + laid.room + air if laid.rtl else laid.x - air - wide
    baseline = y + metrics.baseline(metrics.body, metrics.line)
    x = metrics.flipped(x, wide, body.width)  # what `mirror` will turn round again
    body.captions.append(Caption(block.mark, x, baseline, metrics.body, metrics.theme.text2))
    return bottom


def _emoji(body: Body, block: Block, metrics: Metrics, _: Around, y: int) -> int:
    column = metrics.text_width(body.width, own=body.message.own)
    laid = lay_out(block, metrics.emoji, metrics.emoji_line, column, metrics, [])
    return _placed(body, laid, metrics, metrics.text_x, y)


def _code(body: Body, block: Block, metrics: Metrics, around: Around, y: int) -> int:
    column = metrics.text_width(body.width, own=body.message.own)
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
    formats += found_marks.in_code(body.message, block, metrics, around)
    inner = column - metrics.code_pad_x - metrics.copy - metrics.px(4)
    laid = lay_out(block, metrics.code, metrics.code_line, inner, metrics, formats)
    # Code reads from left to right inside its box, wherever the box stands.
    x = metrics.flipped(metrics.text_x, column, body.width)
    laid.x, laid.y = x + metrics.code_pad_x, y + metrics.code_pad_y
    body.blocks.append(laid)
    laid.box = QRect(x, y, column, laid.bottom + metrics.code_pad_y - y)
    _copy_button(body, laid, metrics)
    return laid.box.y() + laid.box.height()


def _copy_button(body: Body, laid: Laid, metrics: Metrics) -> None:
    theme, box, side = metrics.theme, laid.box, metrics.copy
    if box is None:
        return
    corner = QPoint(box.x() + box.width() - side - metrics.px(2), box.y() + metrics.px(3))

    def at(x: int, width: int) -> int:
        return metrics.flipped(x, width, body.width)  # what `mirror` will turn round again

    words = QCoreApplication.translate("Timeline", "Copy code")
    rect = QRect(at(corner.x(), side), corner.y(), side, side)
    body.spots.append(Spot(Act.COPY, [rect], laid.block.text, words))
    icon = metrics.px(16)
    inset = (side - icon) // 2
    x = at(corner.x() + inset, icon)
    body.signs.append(Sign("copy", x, corner.y() + inset, icon, theme.text2))
    language = laid.block.language
    wide = metrics.advance(metrics.meta, language)
    left = corner.x() - wide
    first = laid.x + round(laid.layout.lineAt(0).naturalTextRect().right())
    if language and left > first + metrics.px(8):
        baseline = corner.y() + metrics.baseline(metrics.meta, side)
        caption = Caption(language, at(left, wide), baseline, metrics.meta, theme.text2)
        body.captions.append(caption)


_BUILD = {
    Kind.TEXT: _text,
    Kind.QUOTE: _quote,
    Kind.ITEM: _item,
    Kind.EMOJI: _emoji,
    Kind.CODE: _code,
}


def _placed(body: Body, laid: Laid, metrics: Metrics, x: int, y: int) -> int:
    laid.x, laid.y = metrics.flipped(x, laid.room, body.width), y
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


def _mentions(body: Body, metrics: Metrics, around: Around) -> None:
    """Stand one's own name on a patch of colour; the colours of others were set with the text."""
    theme, inset, reach = metrics.theme, metrics.px(2), metrics.px(4)
    for laid in body.blocks:
        for start, end, person in _marks(body.message, laid.block, around):
            if person != around.me:
                continue
            body.boxes.extend(
                Box(
                    rect.adjusted(-reach, inset, reach, -inset),
                    metrics.px(4),
                    theme.mentionbar,
                    in_text=True,
                )
                for rect in laid.rects(start, end)
            )


def _marks(message: Message, block: Block, around: Around) -> list[tuple[int, int, PersonId]]:
    if not message.mentions or block.kind not in {Kind.TEXT, Kind.QUOTE, Kind.ITEM}:
        return []
    taken = [span for span in block.spans if span.look & (Look.CODE | Look.LINK)]
    return [
        mark
        for mark in marks(block.text, message.mentions, around)
        if not any(span.start < mark[1] and mark[0] < span.end for span in taken)
    ]


def _formats(body: Body, block: Block, metrics: Metrics, around: Around) -> list[Format]:
    formats = [_format(span, metrics) for span in block.spans]
    for start, end, person in _marks(body.message, block, around):
        look = QTextCharFormat()
        own = person == around.me
        look.setForeground(metrics.theme.onmention if own else metrics.theme.accent)
        if not own:
            look.setFontWeight(500)
        formats.append((start, end, look))
        if own:
            formats += _aired(block, start, end, metrics)
    formats += found_marks.in_code(body.message, block, metrics, around)
    return formats


def _aired(block: Block, start: int, end: int, metrics: Metrics) -> list[Format]:
    """Widen the spaces round one's own name by what the patch of colour takes of them."""
    look = QTextCharFormat()
    look.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
    look.setFontLetterSpacing(metrics.px(4))
    spaces = (place for place in (start - 1, end) if block.text[max(place, 0) :][:1] == " ")
    return [(place, place + 1, look) for place in spaces]
