"""Where a character begins on a line that Qt has laid out."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QTextLine


def edge(line: QTextLine, unit: int, which: QTextLine.Edge = QTextLine.Edge.Leading) -> float:
    """The place of one edge of a UTF-16 unit, in px from the line's left."""
    found: Any = line.cursorToX(unit, which)  # the binding adds the position it settled on
    return float(found[0])
