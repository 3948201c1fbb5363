"""The line that searches are typed into, and the clock that its state machine asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFont,
    QInputMethodEvent,
    QKeyEvent,
    QTextCharFormat,
    QTextFormat,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.services.search_live import DEBOUNCE_S, Ask, LiveQuery
from desktop.services.search_query import MAX_TEXT_CHARS
from desktop.ui.search_tokens import tokens
from desktop.ui.signed_line import SignedLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.services.search_live import Act
    from desktop.ui.theme import Theme, ThemeSwitch


class SearchClock(QObject):
    """Gives `LiveQuery` Qt's time: one timer, armed only while a text waits for its pause."""

    asked = Signal(int, str)
    """Generation and text: run this query."""

    cleared = Signal(int)
    """Generation: nothing is asked for; stop whatever runs."""

    def __init__(
        self,
        searchable: Callable[[str], bool],
        parent: QObject,
        *,
        delay_s: float = DEBOUNCE_S,
    ) -> None:
        super().__init__(parent)
        self._live = LiveQuery(searchable, delay_s)
        self._clock = QElapsedTimer()
        self._clock.start()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    @property
    def generation(self) -> int:
        """The generation of the text in the box."""
        return self._live.generation

    @property
    def is_waiting(self) -> bool:
        """Whether a text still waits for its pause."""
        return self._live.due_s is not None

    def accepts(self, generation: int) -> bool:
        """Whether an answer is to what stands in the box now."""
        return self._live.accepts(generation)

    def typed(self, text: str) -> None:
        """Take a changed text."""
        self._carry_out(self._live.typed(text, self._now_s()))

    def entered(self) -> None:
        """Ask at once."""
        self._carry_out(self._live.entered())

    def answered(self, text: str) -> None:
        """Take a text whose answer is known already: nothing is asked for."""
        self._live.typed(text, self._now_s())
        self._live.entered()
        self._arm()

    def _tick(self) -> None:
        self._carry_out(self._live.tick(self._now_s()))

    def _carry_out(self, act: Act | None) -> None:
        self._arm()
        if isinstance(act, Ask):
            self.asked.emit(act.generation, act.text)
        elif act is not None:
            self.cleared.emit(act.generation)

    def _arm(self) -> None:
        due_s = self._live.due_s
        if due_s is None:
            self._timer.stop()
        else:
            # One more: a timer may fire a little early, and the machine would not let it pass.
            self._timer.start(max(0, round((due_s - self._now_s()) * 1000)) + 1)

    def _now_s(self) -> float:
        return self._clock.nsecsElapsed() / 1e9


class SearchLine(SignedLine):
    """A large line with a magnifying glass, a cross, and the values of operators in bold."""

    moved = Signal(int)
    """Rows to go up (negative) or down in the results."""

    paged = Signal(int)
    opened = Signal()
    """Enter."""

    completed = Signal()
    """Tab, while there is something to complete."""

    abandoned = Signal()
    """Esc in an empty line."""

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(switch.theme, parent)
        self.setObjectName("search-line")
        self.setProperty("kind", "large")
        self.setMaxLength(MAX_TEXT_CHARS)
        self.can_complete = False
        self._styling = False
        self.add_cross(self.tr("Clear"), self.tr("Clear (Esc)"))
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)
        self.textChanged.connect(self._show_operators)

    def replace(self, start: int, end: int, text: str) -> None:
        """Put a text in place of a piece (code points), with the caret behind it."""
        whole = self.text()
        self.setText(whole[:start] + text + whole[end:])
        self.setCursorPosition(_units(whole[:start] + text))

    def caret(self) -> int:
        """Return where the next letter goes, in code points."""
        units = self.text().encode("utf-16-le", "surrogatepass")
        return len(units[: 2 * self.cursorPosition()].decode("utf-16-le", "replace"))

    def _set_theme(self, theme: Theme) -> None:
        self.setFixedHeight(theme.px(44))
        self.show_signs(theme)

    def _show_operators(self, text: str) -> None:
        """Set the values of operators in bold; a line has no other way than an input method's."""
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.DemiBold)
        caret = self.cursorPosition()
        looks = []
        for token in tokens(text):
            after = token.end - len(text[token.start : token.end].partition(":")[2])
            start, end = _units(text[:after]), _units(text[: token.end])
            if end > start:
                looks.append(
                    QInputMethodEvent.Attribute(
                        QInputMethodEvent.AttributeType.TextFormat,
                        start - caret,
                        end - start,
                        QTextFormat(bold),
                    )
                )
        if not self._styling and (looks or self.property("bold")):
            self._styling = True  # the event tells of a change of the text once more
            self.setProperty("bold", bool(looks))
            super().inputMethodEvent(QInputMethodEvent("", looks))
            self._styling = False

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            key = event.key()
            if event.type() == QEvent.Type.ShortcutOverride and key == Qt.Key.Key_Escape:
                event.accept()  # else the window's own Esc would win
                return True
            # Tab leaves the line unless there is something to complete.
            if event.type() == QEvent.Type.KeyPress and key == Qt.Key.Key_Tab and self.can_complete:
                self.completed.emit()
                return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case Qt.Key.Key_Escape:
                self.abandoned.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.opened.emit()
            case Qt.Key.Key_Up:
                self.moved.emit(-1)
            case Qt.Key.Key_Down:
                self.moved.emit(1)
            case Qt.Key.Key_PageUp:
                self.paged.emit(-1)
            case Qt.Key.Key_PageDown:
                self.paged.emit(1)
            case _:
                super().keyPressEvent(event)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
