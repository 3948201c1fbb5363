"""How a name is typed: a field that offers a cleaned, bounded name, cut between graphemes only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTextBoundaryFinder, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from desktop.texts import MAX_NAME_BYTES, MAX_NAME_CHARS, safe_name

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent


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
    """Return the name in a typed or suggested text, cut between graphemes to what a name may have.

    The result may be empty: then there is no name in the text.
    """
    # Half characters cannot be typed, but can be pasted.
    whole = text.encode(errors="replace").decode()
    name = ""
    for grapheme in graphemes(" ".join(safe_name(whole, limit=False).split())):
        longer = name + grapheme
        if len(longer) > MAX_NAME_CHARS or len(longer.encode()) > MAX_NAME_BYTES:
            break
        name = longer
    return name.strip()


class NameField(QLineEdit):
    """A line for one's own name; Enter or leaving it is `name_entered`, Esc is `abandoned`."""

    name_entered = Signal(str)
    """The cleaned name, never empty."""

    abandoned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(MAX_NAME_BYTES)  # UTF-16 units; clean_name counts exactly
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
