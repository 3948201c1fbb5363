"""Words in the composer's box that may be misspelled: underlined, and what was meant in the menu."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction, QTextCursor
from PySide6.QtWidgets import QMenu

from desktop.ui.bidi import filled
from desktop.ui.composer_edit import units_of
from desktop.ui.timeline.markup import Look

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QTextBlock

    from desktop.ui.composer_edit import ComposerEdit
    from desktop.ui.composer_hints import Hints

CHECKED = 16_384
"""A longer text, in UTF-16 units, has no place in a message and is not looked at: each key would."""
KNOWN = 8_192
"""Words whose spelling is remembered; more than such a text can hold, else they would be asked for
over and over."""
LONGEST = 64
"""Longer ones are no words, and dictionaries take their time over them."""
MENU_MS = 300
"""The menu opens without suggestions when they take longer."""

_WORD = re.compile(
    r"(?<![\w@#/:.\\&=])"
    r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670]|['\u2019](?=[^\W\d_]))+"
    r"(?![\w@/\\=]|\.\w|:\w)"
)
"""A word as people write it, with accents, vowel signs and apostrophes: no part of an address, of a
number, of a `:shortcode:`, and no name behind an at sign."""


class ComposerSpelling(QObject):
    """Belongs to one box; asks nothing until `start`."""

    words_wanted = Signal(object)
    """A tuple of words: answer with `set_verdicts`."""

    suggestions_wanted = Signal(str)
    """Answer with `set_suggestions`."""

    learn_wanted = Signal(str)
    """From now on this word is right."""

    def __init__(self, edit: ComposerEdit, hints: Hints) -> None:
        super().__init__(edit)
        self._edit = edit
        self._hints = hints
        self._on = False
        self._verdicts: OrderedDict[str, bool] = OrderedDict()
        self._names: frozenset[str] = frozenset()
        self._unasked: dict[str, None] = {}
        self._begun: QTextCursor | None = None
        self._meant: QTextCursor | None = None
        self._unsure = ""
        self._place: QPoint | None = None
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(0)
        self._ask.timeout.connect(self._ask_now)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(MENU_MS)
        self._late.timeout.connect(lambda: self._open_menu(None))
        edit.take_menu = self._take_menu
        edit.cursorPositionChanged.connect(self._on_caret)
        hints.faults = self.faults

    def start(self, *, on: bool) -> None:
        """Check from now on, or no more; what was known of words is forgotten, for other languages."""
        self._on = on
        self._verdicts.clear()
        self._unasked.clear()
        self._hints.recolour()

    def set_names(self, names: Iterable[str]) -> None:
        """Know what people are called: a name is no mistake."""
        known = frozenset(part.casefold() for name in names for part in name.split())
        other, self._names = known ^ self._names, known
        if other and self._on:
            self._colour(lambda word: _name(word) in other)

    def set_verdicts(self, verdicts: dict[str, bool]) -> None:
        """Take whether words are right."""
        other = {
            word for word, right in verdicts.items() if self._verdicts.get(word, True) != right
        }
        for word, right in verdicts.items():
            self._verdicts[word] = right
            self._verdicts.move_to_end(word)
        while len(self._verdicts) > KNOWN:
            self._verdicts.popitem(last=False)
        if other and self._on:
            self._colour(other.__contains__)

    def set_suggestions(self, word: str, meant: Sequence[str]) -> None:
        """Open the menu that waits for what may have been meant."""
        if self._meant is not None and self._unsure == word:
            self._open_menu(meant)

    def faults(self, text: str, looks: bytearray, block: QTextBlock) -> Iterator[tuple[int, int]]:
        """Return the misspelled words of a line as its characters from and to.

        The word at whose end the caret stands is still being written, and none of them yet.
        """
        if not self._on or self._edit.document().characterCount() > CHECKED:
            return
        written = self._written(text, block)
        for start, end, word in _words(text, looks):
            right = self._verdicts.get(word)
            if right or _name(word) in self._names:
                continue
            if end == written:
                self._begun = self._edit.textCursor()
            elif right is None:
                self._unasked[word] = None
                self._ask.start()
            else:
                yield start, end

    def _ask_now(self) -> None:
        words, self._unasked = tuple(self._unasked), {}
        self.words_wanted.emit(words)

    def _written(self, text: str, block: QTextBlock) -> int:
        """Return behind which character of a line somebody writes, -1 if it is in no place of it."""
        at = self._edit.textCursor().position() - block.position()
        if not self._edit.hasFocus() or not 0 <= at < block.length():
            return -1
        return at if block.length() - 1 == len(text) else _characters(text, at)

    def _on_caret(self) -> None:
        """Judge a word that was being written once the caret left it."""
        begun, caret = self._begun, self._edit.textCursor()
        if begun is not None and begun.position() != caret.position():
            self._begun = None
            self._hints.recolour([begun.block()])

    def _colour(self, wanted: Callable[[str], bool]) -> None:
        """Colour the lines anew that have such words."""
        lines = []
        block = self._edit.document().begin()
        while block.isValid() and self._edit.document().characterCount() <= CHECKED:
            text = block.text()
            if any(wanted(word) for *_, word in _words(text, bytearray(len(text)))):
                lines.append(block)
            block = block.next()
        self._hints.recolour(lines)

    # ---- the menu

    def _take_menu(self, caret: QTextCursor, place: QPoint) -> bool:
        """Begin a menu at a misspelled word; False where there is none."""
        block = caret.block()
        text, at = block.text(), caret.positionInBlock()
        for start, end, word in _words(text, bytearray(len(text))):
            first, last = units_of(text[:start]), units_of(text[:end])
            if first <= at <= last and self._verdicts.get(word) is False and self._on:
                self._meant = QTextCursor(block)
                self._meant.setPosition(block.position() + first)
                self._meant.setPosition(block.position() + last, QTextCursor.MoveMode.KeepAnchor)
                self._unsure, self._place = word, place
                self._late.start()
                self.suggestions_wanted.emit(word)
                return True
        return False

    def _open_menu(self, meant: Sequence[str] | None) -> None:
        """Show the menu; `meant` is None where nobody answered in time."""
        self._late.stop()
        cursor, place = self._meant, self._place
        self._meant = self._place = None
        if cursor is None or place is None or not self._edit.isVisible():
            return
        menu = self._edit.createStandardContextMenu()
        if _spelled(cursor.selectedText()) == self._unsure:  # meanwhile another room may be open
            self._fill(menu, cursor, self._unsure, meant)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _fill(
        self, menu: QMenu, cursor: QTextCursor, word: str, meant: Sequence[str] | None
    ) -> None:
        first = menu.actions()[0]
        for each in meant or ():
            put = functools.partial(self._put, cursor, word, each)
            self._add(menu, first, each.replace("&", "&&"), put)
        if meant is not None and not meant:
            self._add(menu, first, self.tr("No suggestions"), None)
        words = filled(self.tr("Add “{0}” to the dictionary"), word)
        self._add(menu, first, words, functools.partial(self._learn, word))
        menu.insertSeparator(first)

    def _add(
        self, menu: QMenu, before: QAction, words: str, act: Callable[[], None] | None
    ) -> None:
        made = QAction(words, menu)
        made.setEnabled(act is not None)
        if act is not None:
            made.triggered.connect(lambda _=False: act())
        menu.insertAction(before, made)

    def _put(self, cursor: QTextCursor, word: str, meant: str) -> None:
        """Put what was meant in the place of a word, if that still stands there."""
        if _spelled(cursor.selectedText()) == word:
            cursor.insertText(meant)
            self._edit.setTextCursor(cursor)

    def _learn(self, word: str) -> None:
        self._verdicts[word] = True
        self.learn_wanted.emit(word)
        self._colour(word.__eq__)


def _spelled(text: str) -> str:
    """Return a word as dictionaries have it: with their apostrophe, and each accent with its letter."""
    return unicodedata.normalize("NFC", text.replace("\u2019", "'"))


def _name(word: str) -> str:
    """Return a word as names are compared; whose something is says a name, too."""
    return word.casefold().removesuffix("'s")


def _characters(text: str, units: int) -> int:
    """Return how many characters have so many UTF-16 units."""
    raw = text.encode("utf-16-le", errors="surrogatepass")[: 2 * units]
    return len(raw.decode("utf-16-le", errors="replace"))


def _words(text: str, looks: bytearray) -> Iterator[tuple[int, int, str]]:
    """Return the words of a line that can be judged: start, end and the word as dictionaries know it.

    Left out are code and links, abbreviations (all capitals) and names of things (capitals within).
    """
    skipped = Look.CODE | Look.LINK
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match.group()
        if end - start > LONGEST or looks[start] & skipped or any(map(str.isupper, word[1:])):
            continue
        yield start, end, word if word.isascii() else _spelled(word)
