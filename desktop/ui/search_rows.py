"""Paints the rows of search results: headings, messages with their matches marked, kept queries."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from desktop.ui.row_painter import RowPainter
from desktop.ui.search_pages import Tail
from desktop.ui.search_results import ROW_ROLE, Index, Kind, ResultsModel, Row, sign_of
from desktop.ui.timeline.markup import Look

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

    from desktop.ui.search_excerpt import Excerpt
    from desktop.ui.theme import Theme, ThemeSwitch

HEAD_PX, HIT_PX, NEW_PX, RECENT_PX, TAIL_PX = 38, 60, 24, 38, 52


class ResultDelegate(QStyledItemDelegate):
    """One row of any kind."""

    def __init__(
        self, switch: ThemeSwitch, model: ResultsModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._switch = switch
        self._model = model

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(ROW_ROLE)
        px = self._switch.theme.px
        if not isinstance(row, Row) or row.kind is Kind.HEAD:
            return QSize(100, px(HEAD_PX))
        if row.kind is Kind.RECENT:
            return QSize(100, px(RECENT_PX))
        if row.kind is Kind.TAIL:
            return QSize(100, px(TAIL_PX))
        return QSize(100, px(HIT_PX) + (px(NEW_PX) if row.new else 0))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        with RowPainter(painter, option, self._switch.theme) as paint:
            paint.focused = False  # the keyboard is in the line above
            if row.kind is Kind.HEAD:
                self._head(paint, row)
            elif row.kind is Kind.RECENT:
                self._recent(paint, row)
            elif row.kind is Kind.TAIL:
                self._tail(paint, row)
            else:
                self._hit(painter, paint, row)

    def _head(self, paint: RowPainter, row: Row) -> None:
        theme, px, box = paint.theme, paint.theme.px, paint.bounds
        left = box.left() + px(18)
        line = QRect(left, box.top() + px(8), box.width() - px(36), px(22))
        if row.room is not None and row.room.peer is not None:
            circle = QRect(left, line.center().y() - px(9), px(18), px(18))
            paint.avatar(circle, row.room.peer, row.room.name, None, theme.surface)
            line.setLeft(left + px(24))
        else:
            sign = QRect(left, line.center().y() - px(7), px(14), px(14))
            paint.icon(sign, sign_of(row.room), theme.text2)
            line.setLeft(left + px(20))
        paint.text(line, row.words, theme.font(12, 500), theme.text2)

    def _recent(self, paint: RowPainter, row: Row) -> None:
        theme, px = paint.theme, paint.theme.px
        box = paint.bounds.adjusted(px(8), px(1), -px(8), -px(1))
        paint.ground(box)
        middle = box.center().y()
        paint.icon(
            QRect(box.left() + px(12), middle - px(8), px(16), px(16)), "search", theme.text3
        )
        line = box.adjusted(px(40), 0, -px(12), 0)
        paint.text(line, row.words, theme.font(14), theme.text)

    def _tail(self, paint: RowPainter, row: Row) -> None:
        theme, px = paint.theme, paint.theme.px
        box = paint.bounds.adjusted(px(8), px(6), -px(8), -px(6))
        paint.ground(box)
        ink = theme.text2 if self._model.tail is Tail.LOADING else theme.link
        sign = "clock" if self._model.tail is Tail.LOADING else "arrow-down"
        middle = box.center().y()
        paint.icon(QRect(box.left() + px(20), middle - px(8), px(16), px(16)), sign, ink)
        line = box.adjusted(px(56), 0, -px(12), 0)
        paint.text(line, row.words, theme.font(13, 500), ink)

    def _hit(self, painter: QPainter, paint: RowPainter, row: Row) -> None:
        hit, theme, px = row.hit, paint.theme, paint.theme.px
        if hit is None:
            return
        box = paint.bounds.adjusted(px(8), px(0), -px(8), 0)
        box.setHeight(px(HIT_PX))
        paint.ground(box)
        name = self._model.name(hit.person)
        circle = QRect(box.left() + px(12), box.top() + px(9), px(32), px(32))
        paint.avatar(circle, hit.person, name, None, theme.surface)
        name = self._model.author(hit.person)
        left, right = box.left() + px(56), box.right() - px(12)
        font, time = theme.font(14, 600), self._model.time(row)
        time_font = theme.font(12)
        name_px = min(paint.width(name, font), right - left - paint.width(time, time_font) - px(8))
        first = QRect(left, box.top() + px(9), name_px, px(22))
        paint.text(first, name, font, theme.author_text(hit.person))
        after = QRect(left + name_px + px(8), first.top(), right - left - name_px, px(22))
        ink = theme.text2 if paint.chosen else theme.text3
        paint.text(after, time, time_font, ink)
        line = QRect(left, box.top() + px(30), right - left, px(22))
        self._line(painter, paint, self._model.line(row), line)
        if row.new:
            below = QRect(left, box.bottom() + 1, right - left, px(NEW_PX))
            side = px(14)
            top = below.center().y() - side // 2
            paint.icon(QRect(left, top, side, side), "activity", theme.softtext)
            below.setLeft(left + px(20))
            paint.text(below, self._model.arrived(), time_font, theme.softtext)

    def _line(self, painter: QPainter, paint: RowPainter, line: Excerpt, place: QRect) -> None:
        """Draw the words of a message in one line, with its matches marked."""
        theme = paint.theme
        font = theme.font(14)
        layout, shown = _laid_out(line, font, theme, place.width())
        text_line = layout.lineAt(0)
        wide = text_line.naturalTextWidth()
        whole = paint.placed(place)
        x = whole.right() + 1 - wide if paint.rtl else float(whole.left())
        y = whole.top() + (whole.height() - text_line.height()) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        for start, end in line.marks:
            if start >= shown:
                break
            first = text_line.cursorToX(_units(line.text, start))
            last = text_line.cursorToX(_units(line.text, min(end, shown)))
            a, b = sorted((_number(first), _number(last)))
            mark = QRectF(x + a - 1, y, b - a + 2, text_line.height())
            painter.setBrush(theme.mention)
            painter.drawRoundedRect(mark, 3, 3)
            painter.setBrush(theme.mentionbar)
            under = 2 * theme.zoom
            painter.drawRoundedRect(
                QRectF(mark.left(), mark.bottom() - under, mark.width(), under), 1, 1
            )
        painter.setPen(theme.text)
        layout.draw(painter, QPointF(x, y))


def _laid_out(line: Excerpt, font: QFont, theme: Theme, width: int) -> tuple[QTextLayout, int]:
    """Return the line cut to a width, and how many of its code points are shown."""
    layout = _layout(line.text, line, font, theme)
    natural = layout.lineAt(0)
    if natural.naturalTextWidth() <= width:
        return layout, len(line.text)
    room = width - QFontMetricsF(font).horizontalAdvance("…")
    rtl = layout.textOption().textDirection() == Qt.LayoutDirection.RightToLeft
    at = natural.naturalTextWidth() - room if rtl else room
    units = natural.xToCursor(at)
    kept = line.text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore")
    return _layout(kept.rstrip() + "…", line, font, theme), len(kept)


def _layout(text: str, line: Excerpt, font: QFont, theme: Theme) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    option.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if _is_rtl(text) else Qt.LayoutDirection.LeftToRight
    )
    layout.setTextOption(option)
    formats = []
    for span in line.spans:
        look = QTextCharFormat()
        if span.look & Look.CODE:
            look.setFont(theme.mono(12.5))
            look.setBackground(theme.sunken)
        if span.look & Look.BOLD:
            look.setFontWeight(600)
        if span.look & Look.ITALIC:
            look.setFontItalic(True)
        piece = QTextLayout.FormatRange()
        piece.start = _units(text, span.start)
        piece.length = _units(text, span.end) - piece.start
        piece.format = look
        if piece.length > 0:
            formats.append(piece)
    layout.setFormats(formats)
    layout.beginLayout()
    first = layout.createLine()
    if first.isValid():
        first.setNumColumns(len(text) * 2 + 2)
    layout.endLayout()
    return layout


def _is_rtl(text: str) -> bool:
    for char in text[:200]:
        kind = unicodedata.bidirectional(char)
        if kind in {"R", "AL"}:
            return True
        if kind == "L":
            return False
    return False


def _units(text: str, at: int) -> int:
    """Return how many UTF-16 units stand before a code point: Qt counts those."""
    return len(text[:at].encode("utf-16-le", "surrogatepass")) // 2


def _number(x: object) -> float:
    """Return the place that cursorToX gave: PySide hands back a pair of it and the cursor."""
    return float(x[0]) if isinstance(x, tuple) else float(x)  # type: ignore[arg-type]
