"""Labels that never take their text for markup, and never need more room than there is."""

from __future__ import annotations

import html

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override


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

    def set_tone(self, tone: str) -> None:
        """Change the look."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)


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
            shown = self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, rect.width())
            painter.setPen(self.palette().color(self.foregroundRole()))
            align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
            painter.drawText(rect, align | Qt.TextFlag.TextSingleLine, shown)
        finally:
            painter.end()


def plain_tooltip(text: str) -> str:
    """Return a tooltip that shows exactly this text: Qt takes what looks like HTML for HTML."""
    return f"<span>{html.escape(text)}</span>"


def button_text(text: str) -> str:
    """Return the text for a button or menu item, where a lone & would underline a letter."""
    return text.replace("&", "&&")
