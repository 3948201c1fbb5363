"""What helps while somebody writes in the composer's box: looks as hints, and spelling.

Made with the first letter: no start waits for it, and who only reads needs none of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.model import PersonPresence
    from desktop.ui.composer_edit import ComposerEdit
    from desktop.ui.composer_hints import Hints
    from desktop.ui.composer_spelling import ComposerSpelling
    from desktop.ui.theme import Theme, ThemeSwitch


class WritingAids(QObject):
    """Belongs to one box."""

    begun = Signal(object)
    """The first letter is written: here is the ComposerSpelling of the box, to be started."""

    def __init__(self, switch: ThemeSwitch, edit: ComposerEdit) -> None:
        super().__init__(edit)
        self._switch = switch
        self._edit = edit
        self._names: tuple[str, ...] = ()
        self.hints: Hints | None = None
        self.spelling: ComposerSpelling | None = None
        edit.textChanged.connect(self._on_text)
        switch.changed.connect(self._set_theme)

    def set_people(self, people: Sequence[PersonPresence]) -> None:
        """Know what people are called: a name is no mistake."""
        self._names = tuple(each.name for each in people)
        if self.spelling is not None:
            self.spelling.set_names(self._names)

    def _on_text(self) -> None:
        if self.hints is not None or self._edit.document().isEmpty():
            return
        from desktop.ui.composer_hints import Hints  # noqa: PLC0415 - see above
        from desktop.ui.composer_spelling import ComposerSpelling  # noqa: PLC0415

        self.hints = Hints(self._edit.document(), self._switch.theme)
        self.spelling = ComposerSpelling(self._edit, self.hints)
        self.spelling.set_names(self._names)
        self.begun.emit(self.spelling)

    def _set_theme(self, theme: Theme) -> None:
        if self.hints is not None:
            self.hints.set_theme(theme)
