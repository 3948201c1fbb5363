"""Shows in the composer's box how the marks in the text will look once it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat
from typing_extensions import override

from desktop.ui.composer_edit import units_of
from desktop.ui.timeline.markup import Look, item_mark, looks_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QTextBlock, QTextDocument

    from desktop.ui.theme import Theme

OUTSIDE, INSIDE = 0, 1
"""States of a line: whether the next one stands in a code block."""

LINE_MAX = 4_000
"""Longer lines stay plain: each key lays out its whole line anew."""


class Hints(QSyntaxHighlighter):
    """Works on one document; marks stay visible, only paler."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._theme = theme
        self.faults: Callable[[str, bytearray, QTextBlock], Iterable[tuple[int, int]]] | None = None
        """Asked for the misspelled words of a line: its text, looks and block give characters."""

    def set_theme(self, theme: Theme) -> None:
        """Colour anew."""
        self._theme = theme
        self.recolour()

    def recolour(self, blocks: Iterable[QTextBlock] | None = None) -> None:
        """Colour these lines anew, or all; nobody is told of a change, for the words stay the same."""
        document = self.document()
        was = document.blockSignals(True)
        try:
            if blocks is None:
                self.rehighlight()
            else:
                for block in blocks:
                    self.rehighlightBlock(block)
        finally:
            document.blockSignals(was)

    @override
    def highlightBlock(self, text: str) -> None:
        inside = self.previousBlockState() == INSIDE
        fence = text.strip().startswith("```")
        self.setCurrentBlockState(INSIDE if inside != fence else OUTSIDE)
        if len(text) > LINE_MAX:
            return
        units = self.currentBlock().length() - 1
        if inside or fence:
            self.setFormat(0, units, self._look(Look.CODE, mark=fence))
            return
        if text.startswith(">"):
            quoted = QTextCharFormat()
            quoted.setForeground(self._theme.text2)
            self.setFormat(0, units, quoted)
        if item := item_mark(text):
            self.setFormat(0, item, self._look(Look.BOLD, mark=True))
        looks, hidden = looks_of(text)
        at = 0
        for character, look, mark in zip(text, looks, hidden, strict=True):
            # Positions here are UTF-16 units, those of the marks are characters.
            size = 2 if character > "\uffff" else 1
            if look or mark:
                self.setFormat(at, size, self._look(Look(look), mark=bool(mark)))
            at += size
        if self.faults is not None:
            wide = units > len(text)
            for start, end in self.faults(text, looks, self.currentBlock()):
                first = units_of(text[:start]) if wide else start
                size = units_of(text[start:end]) if wide else end - start
                even = not any(looks[start:end]) and not any(hidden[start:end])
                self._underline(first, size, even=even)

    def _underline(self, start: int, units: int, *, even: bool) -> None:
        """Underline a word; `even`: all of it looks alike."""
        step = units if even else 1
        for at in range(start, start + units, step):
            made = self.format(at)
            made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
            made.setUnderlineColor(self._theme.danger)
            self.setFormat(at, step, made)

    def _look(self, look: Look, *, mark: bool) -> QTextCharFormat:
        made = QTextCharFormat()
        if mark:
            made.setForeground(self._theme.text3)
        if look & Look.BOLD:
            made.setFontWeight(QFont.Weight.DemiBold)
        if look & Look.ITALIC:
            made.setFontItalic(True)
        if look & Look.CODE:
            made.setFontFamilies(self._theme.mono(13).families())
            made.setBackground(self._theme.sunken)
        if look & Look.LINK:
            made.setForeground(self._theme.link)
        return made
