"""Spelling while somebody writes: dictionaries on a thread of their own, answers by signals."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QThread, Signal, Slot

from desktop.enchant import speller_of_this_system

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.enchant import Speller

log = logging.getLogger(__name__)

END_MS = 3_000
"""Opening the largest dictionary takes a tenth of a second, and is not interrupted."""


class Spelling(QObject):
    """Begun by the first question; lives on the windows' thread. Ended by `close`."""

    found = Signal(object)
    """The languages there are dictionaries for, a dict of codes and dictionaries such as de_AT; empty
    where nothing is checked."""

    judged = Signal(object)
    """A dict of words, and whether each is right."""

    suggested = Signal(str, object)
    """A word, and the list of what may have been meant."""

    _begun = Signal()
    _used = Signal(object)
    _asked = Signal(object)
    _unsure = Signal(str)
    _learned = Signal(str)

    def __init__(
        self,
        make: Callable[[Sequence[str]], Speller | None] = speller_of_this_system,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._thread: QThread | None = None
        self._worker: _Worker | None = None

    def begin(self) -> None:
        """Look for dictionaries, once; `found` follows."""
        if self._thread is not None:
            return
        self._worker = worker = _Worker(self._make)
        self._thread = QThread(self)
        self._thread.setObjectName("spelling")
        worker.moveToThread(self._thread)
        self._begun.connect(worker.begin)
        self._used.connect(worker.use)
        self._asked.connect(worker.judge)
        self._unsure.connect(worker.suggest)
        self._learned.connect(worker.learn)
        worker.found.connect(self.found)
        worker.judged.connect(self.judged)
        worker.suggested.connect(self.suggested)
        self._thread.finished.connect(worker.close)
        self._thread.start()
        self._begun.emit()

    def use(self, languages: Sequence[str]) -> None:
        """Check by these languages from now on."""
        self._used.emit(tuple(languages))

    def judge(self, words: Sequence[str]) -> None:
        """Ask whether words are right; `judged` follows."""
        self._asked.emit(tuple(words))

    def suggest(self, word: str) -> None:
        """Ask what may have been meant; `suggested` follows."""
        self._unsure.emit(word)

    def learn(self, word: str) -> None:
        """Have a word taken as right from now on."""
        self._learned.emit(word)

    def close(self) -> None:
        """End the thread."""
        if self._thread is not None:
            self._thread.quit()
            if not self._thread.wait(END_MS):
                log.warning("the spelling dictionaries did not answer in time")
            self._thread = None


class _Worker(QObject):
    """The calls to the dictionaries; lives on the thread of their own."""

    found = Signal(object)
    judged = Signal(object)
    suggested = Signal(str, object)

    def __init__(self, make: Callable[[Sequence[str]], Speller | None]) -> None:
        super().__init__()
        self._make = make
        self._speller: Speller | None = None

    @Slot()
    def begin(self) -> None:
        """Find the dictionaries."""
        self._speller = self._make(regions())
        self.found.emit({} if self._speller is None else self._speller.languages())

    @Slot(object)
    def use(self, languages: Sequence[str]) -> None:
        """Open and close dictionaries."""
        if self._speller is not None:
            self._speller.use(languages)

    @Slot(object)
    def judge(self, words: Sequence[str]) -> None:
        """Judge each word."""
        if self._speller is not None:
            self.judged.emit({word: self._speller.is_right(word) for word in words})

    @Slot(str)
    def suggest(self, word: str) -> None:
        """Look for what was meant."""
        if self._speller is not None:
            self.suggested.emit(word, self._speller.suggest(word))

    @Slot(str)
    def learn(self, word: str) -> None:
        """Keep a word as right."""
        if self._speller is not None:
            self._speller.learn(word)

    @Slot()
    def close(self) -> None:
        """Let go of the dictionaries."""
        if self._speller is not None:
            self._speller.close()
            self._speller = None


def regions() -> tuple[str, ...]:
    """Return the languages of the system with their countries, such as de_AT, the first one first."""
    system = QLocale.system()
    return tuple(each.replace("-", "_") for each in (system.name(), *system.uiLanguages()))
