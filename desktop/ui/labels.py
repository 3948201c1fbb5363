"""Labels that never take their text for markup, and never need more room than there is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QFontInfo, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from desktop.texts import as_markup
from desktop.ui.eliding import elided


class PlainLabel(QLabel):
    """A label that shows exactly the characters it was given; `tone` picks its look.

    Tones: title, heading, strong, body, preview, meta, hint, section, danger, ok (style.py).
    """

    def __init__(
        self, text: str = "", *, tone: str = "body", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("tone", tone)
        self.setObjectName(name)
        self.setText(text)
        self._align()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align()

    def _align(self) -> None:
        """Begin the line where reading starts in this window, whatever the script of the words."""
        if self.alignment() & Qt.AlignmentFlag.AlignHCenter:
            return
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)

    def set_tone(self, tone: str) -> None:
        """Change the look."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)


TOOLTIP_CHARS = 60
"""A line of a tooltip that is no longer than this is not broken."""

HEIGHTS_KEPT = 16
"""Widths that one window asks about while it is laid out."""


class Paragraph(PlainLabel):
    """Wrapped text with the line height of the design, which QLabel cannot set."""

    def __init__(
        self,
        text: str = "",
        *,
        tone: str = "lead",
        name: str = "",
        leading: float = 1.42,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, tone=tone, name=name, parent=parent)
        self._leading = leading
        self._heights: dict[tuple[int, str, str], int] = {}
        self.setWordWrap(True)  # so that layouts ask for the height that goes with a width

    def _line_px(self) -> int:
        return round(QFontInfo(self.font()).pixelSize() * self._leading)

    def _laid_out(self, width: int) -> list[QTextLayout]:
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        # The window says where lines start, the words themselves in which direction they run.
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        layouts = []
        for part in self.text().split("\n"):
            layout = QTextLayout(part, self.font())
            layout.setTextOption(option)
            layout.beginLayout()
            while (line := layout.createLine()).isValid():
                line.setLineWidth(max(1, width))
            layout.endLayout()
            layouts.append(layout)
        return layouts

    @override
    def setContentsMargins(self, *margins: Any) -> None:
        super().setContentsMargins(*margins)
        self._heights.clear()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        # Layouts ask for the same width dozens of times.
        asked = (width, self.text(), self.font().key())
        if asked not in self._heights:
            if len(self._heights) >= HEIGHTS_KEPT:
                self._heights.clear()
            self._heights[asked] = self._height_at(width)
        return self._heights[asked]

    def _height_at(self, width: int) -> int:
        margins = self.contentsMargins()
        inner = width - margins.left() - margins.right()
        lines = sum(max(1, layout.lineCount()) for layout in self._laid_out(inner))
        return lines * self._line_px() + margins.top() + margins.bottom()

    @override
    def sizeHint(self) -> QSize:
        widest = self.fontMetrics().horizontalAdvance(self.text().partition("\n")[0]) + 2
        width = min(widest, self.maximumWidth(), self.fontMetrics().averageCharWidth() * 60)
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 8, self._line_px())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        rect = self.contentsRect()
        line_px = self._line_px()
        painter = QPainter(self)
        try:
            painter.setPen(self.palette().color(self.foregroundRole()))
            top = float(rect.top())
            for layout in self._laid_out(rect.width()):
                for number in range(layout.lineCount()):
                    line = layout.lineAt(number)
                    above = (line_px - line.height()) / 2
                    line.draw(painter, QPointF(rect.left(), top + above - line.y()))
                    top += line_px
        finally:
            painter.end()


class ElidedLabel(PlainLabel):
    """One line that ends in an ellipsis where the room ends; screen readers get all of it."""

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 3, super().minimumSizeHint().height())

    @override
    def sizeHint(self) -> QSize:
        return QSize(
            self.fontMetrics().horizontalAdvance(self.text()) + 2, super().sizeHint().height()
        )

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            rect = self.contentsRect()
            line = self.text().replace("\n", " ")
            shown = elided(line, self.fontMetrics(), rect.width())
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
            rtl = self.isRightToLeft()
            side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
            align = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(rect, align | Qt.TextFlag.TextSingleLine, shown)
        finally:
            painter.end()


def plain_tooltip(text: str) -> str:
    """Return a tooltip that shows exactly this text: Qt takes what looks like HTML for HTML."""
    markup = as_markup(text)
    if max(map(len, text.split("\n"))) <= TOOLTIP_CHARS:
        markup = markup.replace(" ", "\u00a0")  # left alone Qt breaks after three or four words
    return f"<span>{markup}</span>"


def button_text(text: str) -> str:
    """Return the text for a button or menu item, where a lone & would underline a letter."""
    return text.replace("&", "&&")
