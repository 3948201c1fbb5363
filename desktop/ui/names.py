"""What a person's name may be and how it is typed: cleaned, bounded, counted in graphemes."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTextBoundaryFinder, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

NAME_GRAPHEMES = 48
"""What still fits the sidebar at two lines and any list in one, elided."""

NAME_BYTES = 192
"""48 graphemes of four bytes; also stops one grapheme with a thousand combining marks."""

_JOINERS = "\u200c\u200d"  # wanted inside words of several scripts and inside emoji


def graphemes(text: str) -> list[str]:
    """Return what a reader calls the characters of the text."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    found: list[str] = []
    # Qt counts UTF-16 units, Python code points.
    units = text.encode("utf-16-le", "surrogatepass")
    start = 0
    while (end := finder.toNextBoundary()) != -1:
        found.append(units[2 * start : 2 * end].decode("utf-16-le", "replace"))
        start = end
    return found


def clean_name(text: str) -> str:
    """Return the name without control and direction characters, spaces joined, cut to the limits.

    The result may be empty: then there is no name in the text.
    """
    kept = "".join(_kept(character) for character in text)
    joined = re.sub(r"\s+", " ", kept).strip()
    name = ""
    for count, grapheme in enumerate(graphemes(joined)):
        longer = name + grapheme
        if count >= NAME_GRAPHEMES or len(longer.encode()) > NAME_BYTES:
            break
        name = longer
    return name.strip() if name.strip(_JOINERS + " ") else ""


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    # Cf holds the direction overrides with which one name can be made to look like another.
    if category in {"Cf", "Cs", "Co", "Cn"} and character not in _JOINERS:
        return ""
    return character


class NameField(QLineEdit):
    """A line for one's own name; Enter or leaving it is `name_entered`, Esc is `abandoned`."""

    name_entered = Signal(str)
    """The cleaned name, never empty."""

    abandoned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(NAME_BYTES)  # UTF-16 units; clean_name counts exactly
        self.setAccessibleName(self.tr("Your name"))
        self.returnPressed.connect(self._enter)

    def name(self) -> str:
        """The cleaned name as it stands in the field; empty if there is none."""
        return clean_name(self.text())

    def _enter(self) -> None:
        name = self.name()
        if name:
            self.name_entered.emit(name)

    @override
    def event(self, event: QEvent) -> bool:
        # Otherwise the window's own Esc would win over the field's.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.abandoned.emit()
            return
        super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() in {Qt.FocusReason.MouseFocusReason, Qt.FocusReason.TabFocusReason}:
            self._enter()
