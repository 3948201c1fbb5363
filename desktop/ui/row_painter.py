"""Paints the parts of a list row, mirrored where the text runs from right to left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from desktop.ui.avatar import paint_avatar, paint_room, paint_status
from desktop.ui.eliding import elided
from desktop.ui.icons import icon_pixmap

if TYPE_CHECKING:
    from desktop.model import Status
    from desktop.ui.theme import Theme


class RowPainter:
    """One row while it is painted; rectangles are those of a row that reads from left to right.

    Lives no longer than a delegate's `paint`; use it as a context manager.
    """

    def __init__(self, painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> None:
        self.theme = theme
        self.bounds: QRect = option.rect
        self.rtl = option.direction == Qt.LayoutDirection.RightToLeft
        self.chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self.hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        self.focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        self._direction: Qt.LayoutDirection = option.direction
        self._painter = painter

    def __enter__(self) -> RowPainter:
        self._painter.save()
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        return self

    def __exit__(self, *_: object) -> None:
        self._painter.restore()

    def placed(self, rect: QRect) -> QRect:
        """Return where a rectangle of the design comes to stand."""
        return QStyle.visualRect(self._direction, self.bounds, rect)

    def ground(self, row: QRect, radius_px: float = 10) -> None:
        """Draw what shows that the row is chosen, under the pointer or has the keyboard."""
        theme, radius = self.theme, radius_px * self.theme.zoom
        self._painter.setPen(Qt.PenStyle.NoPen)
        if self.chosen or self.hovered:
            self._painter.setBrush(theme.soft if self.chosen else theme.hover)
            self._painter.drawRoundedRect(QRectF(row), radius, radius)
        if self.focused or (self.chosen and theme.high_contrast):
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.setPen(QPen(theme.accent, 2))
            self._painter.drawRoundedRect(QRectF(row).adjusted(1, 1, -1, -1), radius, radius)
            if self.focused and self.chosen and theme.high_contrast:
                # The chosen row has that frame without the keyboard too.
                self._painter.setPen(QPen(theme.text, 1))
                inner = QRectF(row).adjusted(3.5, 3.5, -3.5, -3.5)
                self._painter.drawRoundedRect(inner, radius - 2, radius - 2)

    def under(self) -> QColor:
        """Return the colour of the row's own ground, None where nothing was drawn."""
        theme = self.theme
        return theme.soft if self.chosen else theme.hover

    def text(
        self, rect: QRect, text: str, font: QFont, color: QColor, *, end: bool = False
    ) -> None:
        """Draw one line, cut with an ellipsis; `end` puts it where reading ends."""
        self._painter.setFont(font)
        self._painter.setPen(color)
        # The window, not the script of the text, says where the line starts.
        side = Qt.AlignmentFlag.AlignRight if end != self.rtl else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        shown = elided(text, QFontMetrics(font), rect.width())
        self._painter.drawText(self.placed(rect), flags | Qt.TextFlag.TextSingleLine, shown)

    def width(self, text: str, font: QFont) -> int:
        """Return how wide a line is."""
        return QFontMetrics(font).horizontalAdvance(text) + 1

    def icon(self, rect: QRect, name: str, color: QColor) -> None:
        """Draw a line icon into a square."""
        ratio = self._painter.device().devicePixelRatioF()
        pixmap = icon_pixmap(name, color, rect.width(), ratio)
        self._painter.drawPixmap(QRectF(self.placed(rect)), pixmap, QRectF(pixmap.rect()))

    def avatar(
        self,
        rect: QRect,
        person: bytes,
        name: str,
        status: Status | None,
        ground: QColor,
    ) -> None:
        """Draw somebody's circle; `ground` is what the row stands on while it is not chosen."""
        paint_avatar(
            self._painter,
            QRectF(self.placed(rect)),
            self.theme,
            person,
            name,
            status=status,
            ground=self.under() if self.chosen or self.hovered else ground,
            mirrored=self.rtl,
        )

    def room(self, rect: QRect, sign: str) -> None:
        """Draw a room's rounded square."""
        paint_room(self._painter, QRectF(self.placed(rect)), self.theme, sign, chosen=self.chosen)

    def status(self, rect: QRect, status: Status) -> None:
        """Draw a presence shape in the middle of a rectangle."""
        center = QPointF(QRectF(self.placed(rect)).center())
        paint_status(self._painter, center, 4.6 * self.theme.zoom, self.theme, status)

    def pill(
        self, end: int, top: int, words: str, ground: QColor, ink: QColor, *, height_px: int = 20
    ) -> int:
        """Draw a rounded mark that ends at `end`; return how wide it came out."""
        theme = self.theme
        font = theme.font(11, 600)
        width = max(theme.px(height_px), self.width(words, font) + theme.px(11))
        pill = self.placed(QRect(end - width + 1, top, width, theme.px(height_px)))
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(ground)
        radius = theme.px(height_px) / 2
        self._painter.drawRoundedRect(QRectF(pill), radius, radius)
        self._painter.setPen(ink)
        self._painter.setFont(font)
        self._painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
        return width
