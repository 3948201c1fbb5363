"""One line cut with an ellipsis that stands where the words were cut, whichever way they run."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from desktop.ui.bidi import END, ISOLATE, LEFT_ISOLATE

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetrics, QFontMetricsF

ELLIPSIS = "…"
MARKS = {"L": "\u200e", "R": "\u200f", "AL": "\u200f"}
"""What has no width and holds an ellipsis between itself and letters of the same direction."""


def elided(text: str, metrics: QFontMetrics | QFontMetricsF, width: int) -> str:
    """Return what of a text fits into so many pixels.

    Where a line that begins in one direction is cut within words of the other, Qt has the ellipsis
    run with the line: it would stand before those words and not after them.
    """
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    if sum(map(shown.count, (ISOLATE, LEFT_ISOLATE))) > shown.count(END):
        return shown + END  # cut within words that stand apart, which hold the ellipsis already
    if shown == text or not shown.endswith(ELLIPSIS) or text.isascii():
        return shown
    strong = [kind for kind in map(unicodedata.bidirectional, shown) if kind in MARKS]
    if not strong or MARKS[strong[0]] == MARKS[strong[-1]]:
        return shown
    return shown + MARKS[strong[-1]]
