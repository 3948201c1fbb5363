"""Spelling while somebody writes: dictionaries on a thread of their own, answers by signals."""

from __future__ import annotations

import atexit
import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QThread, Signal, Slot

from desktop.enchant import letters, speller_of_this_system

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.enchant import Speller

log = logging.getLogger(__name__)

END_MS = 3_000
"""Opening the largest dictionary takes a tenth of a second, and is not interrupted."""
LAST_MS = 30_000
"""What the process itself waits for them at its end, when all windows are gone."""
_SCRIPTS = {"KOREAN": "HANGUL", "HAN": "CJK", "BANGLA": "BENGALI", "ODIA": "ORIYA", "DEFAULT": ""}
"""What Unicode calls the letters of a script that Qt names otherwise; empty where Qt knows none."""
_stuck: list[tuple[QThread, QObject | None]] = []
"""Threads that did not end in time, and what runs on them: Qt ends the process for one that is thrown
away while it runs."""


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
        *,
        end_ms: int = END_MS,
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._end_ms = end_ms
        self._thread: QThread | None = None
        self._worker: _Worker | None = None
        self._closed = False

    def begin(self) -> None:
        """Look for dictionaries, once; `found` follows."""
        if self._thread is not None or self._closed:
            return
        self._worker = worker = _Worker(self._make)
        self._thread = QThread()
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
        """End the thread; what it still answers is told to nobody."""
        self._closed = True
        self.blockSignals(True)
        if self._thread is not None:
            self._thread.quit()
            if not self._thread.wait(self._end_ms):
                log.warning("the spelling dictionaries did not answer in time")
                _stuck.append((self._thread, self._worker))
                atexit.register(self._thread.wait, LAST_MS)
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
        self._scripts: frozenset[str] = frozenset()

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
            found = self._speller.languages()
            self._scripts = frozenset(_script(found[code]) for code in languages if code in found)

    @Slot(object)
    def judge(self, words: Sequence[str]) -> None:
        """Judge each word."""
        if self._speller is not None:
            self.judged.emit({word: self._is_right(word) for word in words})

    def _is_right(self, word: str) -> bool:
        """Whether a word is right; one in letters that no language in use has is not for us to judge."""
        foreign = letters(word) not in self._scripts and "" not in self._scripts
        return self._speller is None or foreign or self._speller.is_right(word)

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


def _script(locale: str) -> str:
    """Return what Unicode calls the letters that a language such as de_AT is written in."""
    name = QLocale.scriptToString(QLocale(locale).script()).upper().rpartition(" ")[2]
    return _SCRIPTS.get(name, name)
