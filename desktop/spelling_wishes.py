"""Which words are misspelled, and what people choose about it: from the composer to the dictionaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject

from desktop.spelling import Spelling, regions

if TYPE_CHECKING:
    from desktop.ui.chat_window import ChatWindow
    from desktop.ui.composer_spelling import ComposerSpelling
    from desktop.ui.settings_window import SettingsWindow

SPELLING_SETTING = "spelling"
"""A list of language codes; None while nobody chose."""


class SpellingWishes(QObject):
    """Owned by the wiring; lives on the windows' thread."""

    def __init__(self, window: ChatWindow, spelling: Spelling | None = None) -> None:
        super().__init__()
        self._spelling = spelling or Spelling()
        self._kept: object = None
        self._found: dict[str, str] | None = None
        self._box: ComposerSpelling | None = None
        self._settings: SettingsWindow | None = None
        self._spelling.found.connect(self._on_found)
        window.page.composer.aids.begun.connect(self._begin)

    def close(self) -> None:
        """End the dictionaries' thread."""
        self._spelling.close()

    def set_kept(self, kept: object) -> None:
        """Know what was chosen."""
        self._kept = kept
        self._apply()

    def join(self, settings: SettingsWindow) -> None:
        """Offer the choice, where there are dictionaries."""
        self._settings = settings
        settings.changed.connect(self._change)
        self._spelling.begin()
        self._show()

    def _begin(self, box: ComposerSpelling) -> None:
        self._box = box
        box.words_wanted.connect(self._spelling.judge)
        box.suggestions_wanted.connect(self._spelling.suggest)
        box.learn_wanted.connect(self._spelling.learn)
        self._spelling.judged.connect(box.set_verdicts)
        self._spelling.suggested.connect(box.set_suggestions)
        if self._used():
            self._spelling.begin()
        self._apply()

    def _change(self, key: str, value: object) -> None:
        if key == SPELLING_SETTING:
            self._kept = value
            self._apply()

    def _on_found(self, languages: dict[str, str]) -> None:
        self._found = languages
        self._show()
        self._apply()

    def _used(self) -> bool:
        """Whether any dictionary can be wanted."""
        return not isinstance(self._kept, list) or bool(self._kept)

    def _chosen(self) -> tuple[str, ...]:
        """Return the languages to check by: those chosen, else those of the system and the window."""
        found = self._found or {}
        if isinstance(self._kept, list):
            return tuple(code for code in found if code in self._kept)
        return tuple(code for code in usual() if code in found)

    def _apply(self) -> None:
        if self._found is None:
            return
        chosen = self._chosen()
        self._spelling.use(chosen)
        if self._box is not None:
            self._box.start(on=bool(chosen))

    def _show(self) -> None:
        if self._settings is not None and self._found:
            wanted = tuple(code for code in usual() if code in self._found)
            self._settings.set_spelling(self._found, self._chosen(), wanted)


def usual() -> tuple[str, ...]:
    """Return the languages somebody is taken to write in: those of the system, and of the windows."""
    names = (*regions(), QLocale().name())
    codes = (name.partition("_")[0] for name in names)
    return tuple(dict.fromkeys("en" if code == "C" else code for code in codes))
