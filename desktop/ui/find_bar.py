"""The bar that finds words in the open room: a field, "2 of 17", up and down through what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from desktop.ui import strings
from desktop.ui.buttons import IconButton
from desktop.ui.labels import PlainLabel
from desktop.ui.layouts import set_margins

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.ui.theme import Theme, ThemeSwitch
    from desktop.ui.timeline.around import Found
    from net.ids import EntryId

PAUSE_MS = 300
"""After the last key; Enter looks at once."""


class FindBar(QWidget):
    """Hidden until `open`; somebody else looks for the words and answers with `set_found`."""

    find_wanted = Signal(str)
    """The words to look for, after a pause; empty when there is nothing to look for any more."""

    jump_wanted = Signal(bytes)
    """The EntryId to go to."""

    marks_changed = Signal(object)
    """What is to be marked in the messages: text and pieces of it by EntryId; empty for nothing."""

    closed = Signal()

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # It looks like the other bars above the messages.
        self.setObjectName("bar")
        self.setAccessibleName(self.tr("Find in this room"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._found: tuple[EntryId, ...] = ()
        self._more = False
        self._at = -1
        self._asked = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self.field = QLineEdit()
        self.field.setObjectName("find-field")
        self.field.setPlaceholderText(self.tr("Find in this room"))
        self.field.setAccessibleName(self.tr("Find in this room"))
        self.field.setMaxLength(200)
        self.field.installEventFilter(self)
        self.count = PlainLabel("", tone="meta", name="find-count")
        words = self.tr("Older (Enter)")
        self.older = IconButton(switch, "arrow-up", words, name="find-older", size_px=30)
        words = self.tr("Newer (Shift+Enter)")
        self.newer = IconButton(switch, "arrow-down", words, name="find-newer", size_px=30)
        self.cross = IconButton(switch, "x", self.tr("Close (Esc)"), name="find-close", size_px=30)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.field, 1)
        for widget in (self.count, self.older, self.newer, self.cross):
            self._row.addWidget(widget)
        self.field.textChanged.connect(self._on_text)
        self._pause.timeout.connect(self._ask)
        self.older.clicked.connect(lambda: self._step(1))
        self.newer.clicked.connect(lambda: self._step(-1))
        self.cross.clicked.connect(self.close_bar)
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)
        self._show_count()
        self.hide()

    def open(self, words: str = "") -> None:
        """Show the bar and take the keyboard."""
        if words:
            self.field.setText(words)
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def set_found(
        self,
        words: str,
        found: Sequence[EntryId],
        *,
        more: bool = False,
        marks: Mapping[EntryId, Found] | None = None,
    ) -> None:
        """Walk through these, the newest first; `more`: older ones were left out.

        What came for other words than those in the field now is left aside.
        """
        if words != self._asked:
            return
        before = self._found[self._at] if 0 <= self._at < len(self._found) else None
        self.marks_changed.emit(marks or {})
        self._found, self._more = tuple(found), more
        self._at = self._found.index(before) if before in self._found else -1
        if self._at < 0 and self._found:
            self._step(1)
        self._show_count()

    def close_bar(self) -> None:
        """Hide, and find nothing."""
        if self.isHidden():
            return
        self._pause.stop()
        self._found, self._at, self._asked = (), -1, ""
        self.field.blockSignals(True)
        self.field.clear()
        self.field.blockSignals(False)
        self._show_count()
        self.hide()
        self.marks_changed.emit({})
        self.find_wanted.emit("")
        self.closed.emit()

    # ---- inside

    def _words(self) -> str:
        return " ".join(self.field.text().split())

    def _on_text(self) -> None:
        self._pause.start()

    def _ask(self) -> None:
        self._pause.stop()
        words = self._words()
        if words != self._asked:
            self._asked = words
            self._found, self._at = (), -1
            self.marks_changed.emit({})
            self.find_wanted.emit(words)
            self._show_count()

    def _step(self, rows: int) -> None:
        if self._words() != self._asked:
            self._ask()
            return
        if self._found:
            start = self._at if self._at >= 0 else (-1 if rows > 0 else 0)
            self._at = (start + rows) % len(self._found)
            self._show_count()
            self.jump_wanted.emit(self._found[self._at])

    def _show_count(self) -> None:
        n = len(self._found)
        words = ""
        if n:
            total = strings.counted("FindBar", "%n", "%n", n) + ("+" if self._more else "")
            words = self.tr("{0} of {1}").format(self._at + 1, total)
        elif self._asked:
            words = self.tr("Nothing found")
        self.count.setText(words)
        self.count.setAccessibleName(words)
        self.older.setEnabled(n > 1)
        self.newer.setEnabled(n > 1)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() not in (
            QEvent.Type.KeyPress,
            QEvent.Type.ShortcutOverride,
        ):
            return False
        escape = event.key() == Qt.Key.Key_Escape
        if event.type() == QEvent.Type.ShortcutOverride:
            if escape:  # the window has another use for it
                event.accept()
            return escape
        if escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._step(-1 if back else 1)
        else:
            return False
        return True

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        set_margins(self._row, self, px(24), px(6), px(12), px(6))
        self._row.setSpacing(px(6))
