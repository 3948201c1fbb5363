"""Joins the search line with its chips: operators are offered, completed and taken out in both."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from desktop.ui.search_tokens import Completion, Token, Vocabulary, completions, tokens, without

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.search_box import SearchLine
    from desktop.ui.search_chips import SearchChips


class Operators(QObject):
    """Belongs to a search window; the keyboard goes back to the line after each click on a chip."""

    changed = Signal()
    """Other completions are offered, or none."""

    taken_out = Signal()
    """The text asks for less now, by a click: ask at once."""

    def __init__(
        self, line: SearchLine, chips: SearchChips, today: Callable[[], datetime.date]
    ) -> None:
        super().__init__(line)
        self._line = line
        self._chips = chips
        self._today = today
        self._known = Vocabulary()
        self._completions: list[Completion] = []
        line.textChanged.connect(self.show)
        line.cursorPositionChanged.connect(self.show)
        line.completed.connect(self._complete_first)
        chips.completed.connect(self._complete)
        chips.offered.connect(self._offer)
        chips.removed.connect(self.take_out)

    def set_people(self, names: tuple[str, ...]) -> None:
        """Complete from: with these names."""
        self._known = Vocabulary(names, self._known.rooms)

    def set_rooms(self, names: tuple[str, ...]) -> None:
        """Complete in: with these names."""
        self._known = Vocabulary(self._known.people, names)

    @property
    def first(self) -> str:
        """What Tab would write; empty if there is nothing to complete."""
        return self._completions[0].label if self._completions else ""

    def show(self) -> None:
        """Show the chips that fit the text and the place of the caret."""
        text, caret = self._line.text(), self._line.caret()
        self._completions = completions(text, caret, self._known, self._spans())
        used = [
            token
            for token in tokens(text)
            if token.value and not (self._completions and token.start < caret <= token.end)
        ]
        self._chips.show_chips(used, self._completions)
        self._line.can_complete = bool(self._completions)
        self.changed.emit()

    def take_out(self, token: Token) -> None:
        """Leave an operator out of the text."""
        self._line.setText(without(self._line.text(), token))
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.taken_out.emit()

    def _spans(self) -> tuple[str, ...]:
        """Return this month, the last one and this year, as dates can be written."""
        today = self._today()
        last = today.replace(day=1) - datetime.timedelta(days=1)
        return (f"{today:%Y-%m}", f"{last:%Y-%m}", f"{today:%Y}")

    def _complete_first(self) -> None:
        if self._completions:
            self._complete(self._completions[0])

    def _complete(self, completion: Completion) -> None:
        self._line.replace(completion.start, completion.end, completion.text)
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show()

    def _offer(self, operator: str) -> None:
        text = self._line.text().rstrip()
        self._line.setText(f"{text} {operator}" if text else operator)
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show()
