"""Draws one row: its heading, band, text, selection, ticks and focus ring."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout

from desktop.ui.icons import icon_pixmap
from desktop.ui.timeline import labels
from desktop.ui.timeline.laid import is_rtl
from desktop.ui.timeline.markup import Kind

if TYPE_CHECKING:
    from desktop.ui.timeline.labels import Calendar
    from desktop.ui.timeline.laid import Laid
    from desktop.ui.timeline.metrics import Metrics
    from desktop.ui.timeline.pieces import Body
    from desktop.ui.timeline.rows import Row
    from desktop.ui.timeline.source import Marker

UNREAD_LINE_ALPHA = 0.6
"""The words carry the meaning; a line across all in full red would shout."""

FOCUS_PX = 2
"""As wide as WCAG 2.2 asks of a focus ring, at any zoom."""


class Marks(msgspec.Struct, frozen=True):
    """What about a row depends on the reader and not on the message; `flash` goes from 1 to 0."""

    hover: bool = False
    focus: bool = False
    spot: int | None = None
    flash: float = 0.0
    selected: tuple[int, int] | None = None


def paint_row(
    painter: QPainter,
    row: Row,
    top: int,
    width: int,
    metrics: Metrics,
    calendar: Calendar,
    marks: Marks,
    exposed: QRect,
) -> None:
    """Draw what lies in `exposed` of a row whose heading's top is `top`, and nothing outside it."""
    text_top = top + row.head.height
    painter.save()
    # Stacked accents may be drawn far above and below their line: not over other people's words.
    painter.setClipRect(
        QRect(0, top, width, row.head.height + row.body.height) & exposed,
        Qt.ClipOperation.IntersectClip,
    )
    _paint_separators(painter, row, top, width, metrics)
    band = band_of(row, top, width)
    _paint_band(painter, row, band, metrics, marks)
    if row.head.author:
        name_top = text_top - metrics.name_line
        # The circle reaches below the name, beside the text.
        if exposed.top() <= name_top + metrics.avatar + metrics.px(2):
            _paint_author(painter, row, name_top, width, metrics, calendar, exposed)
    elif marks.hover:
        _paint_gutter_time(painter, row, text_top, width, metrics, calendar)
    painter.translate(0, text_top)
    if exposed.bottom() >= text_top:
        paint_body(painter, row.body, metrics, marks, exposed.translated(0, -text_top))
    painter.restore()
    if marks.focus:
        _paint_ring(painter, band.adjusted(2, 0, -2, 0), metrics.theme.accent, metrics)


def band_of(row: Row, top: int, width: int) -> QRect:
    """Return a message's own part of its row: all below the day, the unread line and the marker."""
    head = row.head
    return QRect(0, top + head.band, width, head.height - head.band + row.body.height)


def grounds(
    row: Row, band: QRect, metrics: Metrics, *, hover: bool, flash: float
) -> list[tuple[QRect, QColor]]:
    """Return what a message stands on, from below: of a mention, under the pointer, after a jump."""
    theme = metrics.theme
    found: list[tuple[QRect, QColor]] = []
    if row.head.mention:
        found.append((band, theme.mention))
    elif hover:
        # A group's first row has no room of its own above the name: half of the gap is lent.
        lent = metrics.px(4) if row.head.author else 0
        found.append((band.adjusted(0, -lent, 0, 0), theme.hover))
    if flash > 0:
        color = QColor(theme.soft)
        color.setAlphaF(min(flash, 1.0))
        found.append((band, color))
    return found


def _paint_separators(painter: QPainter, row: Row, top: int, width: int, metrics: Metrics) -> None:
    """Draw the day, and from the message upwards the marker and the unread line."""
    theme, y = metrics.theme, top + row.head.band
    if row.head.marker is not None:
        y -= metrics.marker
        _paint_marker(painter, row.head.marker, y, width, metrics)
    if row.head.day is not None:
        center = top + metrics.day_center
        label = row.head.day
        half = metrics.advance(metrics.meta_medium, label) // 2 + metrics.px(12)
        edge = metrics.right_edge(width)
        middle = (metrics.gutter + edge) // 2
        painter.fillRect(QRect(metrics.gutter, center, middle - half - metrics.gutter, 1),
                         theme.border)  # fmt: skip
        painter.fillRect(QRect(middle + half, center, edge - middle - half, 1),
                         theme.border)  # fmt: skip
        painter.setPen(theme.text2)
        painter.setFont(metrics.meta_medium)
        _words(painter, label, middle - half + metrics.px(12), center)
    if row.head.unread:
        center = y - metrics.unread + metrics.unread_center
        label = QCoreApplication.translate("Timeline", "New messages")
        words = metrics.advance(metrics.meta_medium, label)
        left = metrics.right_edge(width) - words
        thin = QColor(theme.danger)
        thin.setAlphaF(UNREAD_LINE_ALPHA)
        long = left - metrics.px(10) - metrics.gutter
        painter.fillRect(QRect(metrics.flipped(metrics.gutter, long, width), center, long, 1), thin)
        painter.setPen(theme.danger)
        painter.setFont(metrics.meta_medium)
        _words(painter, label, metrics.flipped(left, words, width), center)


def _paint_marker(
    painter: QPainter, marker: Marker, top: int, width: int, metrics: Metrics
) -> None:
    """Draw a pill in the middle: a sign and a sentence."""
    theme, icon, height = metrics.theme, metrics.icon, metrics.marker_pill
    room = width - 2 * metrics.gutter - icon - metrics.px(32)
    words = QFontMetricsF(metrics.meta).elidedText(
        marker.words, Qt.TextElideMode.ElideRight, max(room, metrics.px(40))
    )
    wide = metrics.px(12) + icon + metrics.px(7) + metrics.advance(metrics.meta, words)
    wide += metrics.px(12)
    left = (width - wide) // 2
    pill = QRect(left, top, wide, height)
    metrics.stamps.frame(painter, pill, height // 2, 1, (theme.sunken, theme.sunken))
    at = metrics.flipped(left + metrics.px(12), icon, width)
    pixmap = icon_pixmap(marker.sign, theme.text2, icon, painter.device().devicePixelRatioF())
    target = QRectF(at, top + (height - icon) // 2, icon, icon)
    painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))
    painter.setPen(theme.text2)
    painter.setFont(metrics.meta)
    x = left + metrics.px(12) + (0 if metrics.rtl else icon + metrics.px(7))
    painter.drawText(QPointF(x, top + metrics.baseline(metrics.meta, height)), words)


def _words(painter: QPainter, words: str, x: int, center: int) -> None:
    metrics = QFontMetricsF(painter.font())
    baseline = round(center + (metrics.ascent() - metrics.descent()) / 2)
    painter.drawText(QPointF(x, baseline), words)


def _paint_band(painter: QPainter, row: Row, band: QRect, metrics: Metrics, marks: Marks) -> None:
    for rect, color in grounds(row, band, metrics, hover=marks.hover, flash=marks.flash):
        painter.fillRect(rect, color)
    if row.head.mention:
        x = metrics.flipped(0, metrics.bar, band.width())
        painter.fillRect(QRect(x, band.y(), metrics.bar, band.height()), metrics.theme.mentionbar)


def name_px(metrics: Metrics, row: Row, width: int) -> int:
    """Return how wide an author's name stands in a view of this width."""
    room = metrics.text_width(width, own=row.message.own) - metrics.px(80)
    return metrics.stamps.name(row.author, room, metrics.name)[1]


def _paint_author(
    painter: QPainter,
    row: Row,
    top: int,
    width: int,
    metrics: Metrics,
    calendar: Calendar,
    exposed: QRect,
) -> None:
    theme, message = metrics.theme, row.message
    at = metrics.flipped(metrics.gutter, metrics.avatar, width)
    if exposed.left() <= at + metrics.avatar:
        dpr = painter.device().devicePixelRatioF()
        name = labels.shown_name(message.name)
        circle = metrics.stamps.circle(message.person, name, metrics.avatar, dpr)
        painter.drawPixmap(QPointF(at, top + metrics.px(1)), circle)
    room = metrics.text_width(width, own=message.own) - metrics.px(80)
    shown, advance = metrics.stamps.name(row.author, room, metrics.name)
    if exposed.top() > top + metrics.name_line:
        return
    clock = calendar.clock(message.sent_at_ms)
    wide = metrics.advance(metrics.meta, clock)
    x = metrics.flipped(metrics.text_x + advance + metrics.px(8), wide, width)
    baseline = top + metrics.baseline(metrics.name, metrics.name_line)
    painter.setFont(metrics.name)
    painter.setPen(theme.author_text(message.person))
    painter.drawText(QPointF(metrics.flipped(metrics.text_x, advance, width), baseline), shown)
    painter.setFont(metrics.meta)
    painter.setPen(theme.text3)
    painter.drawText(QPointF(x, baseline), clock)


def _paint_gutter_time(
    painter: QPainter, row: Row, text_top: int, width: int, metrics: Metrics, calendar: Calendar
) -> None:
    words = calendar.clock(row.message.sent_at_ms)
    painter.setFont(metrics.hint)
    painter.setPen(metrics.theme.text3)
    wide = metrics.advance(metrics.hint, words)
    x = metrics.flipped(metrics.text_x - metrics.px(12) - wide, wide, width)
    baseline = text_top + metrics.pad + metrics.baseline(metrics.body, metrics.line)
    painter.drawText(QPointF(x, baseline), words)


def paint_body(
    painter: QPainter, body: Body, metrics: Metrics, marks: Marks, exposed: QRect
) -> None:
    """Draw a message at the painter's origin; what lies wholly outside `exposed` is left out."""
    theme = metrics.theme
    _paint_quote_bars(painter, body, metrics)
    _paint_boxes(painter, body, metrics, exposed)
    for laid in body.blocks:
        if laid.box is not None and laid.box.intersects(exposed):
            metrics.stamps.frame(painter, laid.box, metrics.px(8), 1, (theme.border, theme.sunken))
        if not laid.drawn.intersects(exposed):
            continue
        painter.setPen(theme.text2 if laid.block.kind is Kind.QUOTE else theme.text)
        _paint_text(painter, laid, theme.selection, marks.selected, exposed)
    for caption in body.captions:
        if not exposed.top() - metrics.line < caption.baseline < exposed.bottom() + metrics.line:
            continue
        painter.setFont(caption.font)
        painter.setPen(caption.color)
        rtl = is_rtl(caption.text)  # or the dots of shortened words stood before their beginning
        side = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        painter.setLayoutDirection(side)
        painter.drawText(QPointF(caption.x, caption.baseline), caption.text)
    _paint_signs(painter, body)
    if marks.focus and marks.spot is not None and marks.spot < len(body.spots):
        for rect in body.spots[marks.spot].rects:
            _paint_ring(painter, rect.adjusted(-2, 0, 2, 0), theme.accent, metrics)


def _paint_boxes(painter: QPainter, body: Body, metrics: Metrics, exposed: QRect) -> None:
    for box in body.boxes:
        if not box.rect.intersects(exposed):
            continue
        if box.radius:
            edge = box.border if box.border is not None else box.fill
            metrics.stamps.frame(painter, box.rect, box.radius, 1, (edge, box.fill))
        else:
            painter.fillRect(box.rect, box.fill)


def _paint_signs(painter: QPainter, body: Body) -> None:
    if not body.signs:
        return
    dpr = painter.device().devicePixelRatioF()
    for sign in body.signs:
        pixmap = icon_pixmap(sign.name, sign.color, sign.size, dpr)
        target = QRectF(sign.x, sign.y, sign.size, sign.size)
        painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))


def _paint_text(
    painter: QPainter,
    laid: Laid,
    color: QColor,
    selected: tuple[int, int] | None,
    exposed: QRect,
) -> None:
    # One line more each way: stacked accents of a line outside may reach in.
    reach = laid.line_px
    clip = QRectF(exposed.adjusted(-reach, -reach, reach, reach))
    corner = QPointF(laid.x, laid.y)
    block = laid.block
    if selected is None or selected[0] >= block.end or selected[1] <= block.first:
        laid.layout.draw(painter, corner, [], clip)
        return
    start, end = block.shown_at(selected[0]), block.shown_at(selected[1])
    if block.text.isascii():
        # Boxes as high as the lines leave no stripes between them.
        for rect in laid.rects(start, end):
            painter.fillRect(rect, color)
        laid.layout.draw(painter, corner, [], clip)
        return
    look = QTextCharFormat()
    look.setBackground(color)
    chosen = QTextLayout.FormatRange()
    chosen.start = laid.unit_at(start)
    chosen.length = laid.unit_at(end) - chosen.start
    chosen.format = look
    laid.layout.draw(painter, corner, [chosen], clip)


def _paint_quote_bars(painter: QPainter, body: Body, metrics: Metrics) -> None:
    """One bar per run of quoted lines, not one per line; it stands where their words begin."""
    run: QRect | None = None
    far = metrics.text_width(body.width, own=body.message.own) - metrics.bar
    for laid in body.blocks:
        if laid.block.kind is not Kind.QUOTE:
            continue
        side = metrics.text_x + (0 if laid.rtl == metrics.rtl else far)
        x = metrics.flipped(side, metrics.bar, body.width)
        part = QRect(x, laid.y, metrics.bar, laid.lines * laid.line_px)
        if run is not None and run.x() == x and run.y() + run.height() == part.y():
            run = run.united(part)
            continue
        if run is not None:
            painter.fillRect(run, metrics.theme.text3)
        run = part
    if run is not None:
        painter.fillRect(run, metrics.theme.text3)


def _paint_ring(painter: QPainter, rect: QRect, color: QColor, metrics: Metrics) -> None:
    metrics.stamps.frame(painter, rect, metrics.px(5), FOCUS_PX, (color, None))
