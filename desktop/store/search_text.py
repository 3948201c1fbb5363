"""Folds text to the words that search compares: one rule for the index, the query and new messages.

Case, accents, widths and ligatures are folded; a letter of Chinese, Japanese or Korean and an emoji
is a word of its own, so that any piece of such a text is found as a row of neighbours. The rule is
ours and not the index's: what is found does not depend on the version of SQLite, and a new message
is compared in memory with the same result.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

FOLD_VERSION = 2
"""Raised with any change of the folding or of the index: it is then built anew."""
MAX_WORD_CHARS = 64
"""Longer runs (keys, encoded files) go on as the next word: no word of a language is longer, and an
index entry stays small."""

MAX_REMEMBERED = 16_384
"""Letters whose folding is remembered: those of every language spoken in one place."""

_WORDS = re.compile("[^ ]+")
_HANGUL_VOWELS_AND_FINALS = range(0x1160, 0x1200)
_VOICING = "\uff9e\uff9f\u3099\u309a"
"""Voiced sound marks, of half width and combining: they belong to the Katakana before them."""
_ALONE = (
    range(0x1100, 0x1200),  # Hangul letters that no syllable took in
    range(0x2E80, 0x2FE0),  # radicals
    range(0x3005, 0x3008),  # iteration marks
    range(0x3021, 0x302A),
    range(0x3031, 0x30FB),  # Hiragana, Katakana
    range(0x30FC, 0x3300),  # the long vowel mark, Bopomofo, Hangul letters
    range(0x3400, 0x4DC0),
    range(0x4E00, 0xA4D0),  # Han, Yi
    range(0xA960, 0xA980),
    range(0xAC00, 0xD800),  # Hangul syllables
    range(0xF900, 0xFB00),
    range(0x1B000, 0x1B170),
    range(0x20000, 0x32000),
)
_DROPPED_MARKS = (
    range(0x0300, 0x0370),  # accents of Latin, Greek and Cyrillic
    range(0x0591, 0x05BE),  # Hebrew points
    range(0x05BF, 0x05C8),
    range(0x0610, 0x061B),  # Arabic vowels
    range(0x064B, 0x0660),
    range(0x0670, 0x0671),
    range(0x06D6, 0x06DD),
    range(0x1AB0, 0x1B00),
    range(0x1DC0, 0x1E00),
    range(0x20D0, 0x2100),
    range(0xFE00, 0xFE10),  # variation selectors
)
"""Marks that people leave out when they type; the vowel signs of Indic scripts are letters."""


class Word(NamedTuple):
    """One word as compared, and where it stands: `text[start:end]`, in code points."""

    folded: str
    start: int
    end: int


class _Sort(enum.Enum):
    LETTER = enum.auto()  # goes on with the word before
    ALONE = enum.auto()  # a word of its own
    UNSEEN = enum.auto()  # neither begins nor ends a word
    BREAK = enum.auto()


def words_of(text: str) -> list[Word]:
    """Return the words of a text in order; of any text whatever, halves of characters included."""
    if not _has_clusters(text) and _is_letter_for_letter(text):
        return [
            Word(match[0][cut : cut + MAX_WORD_CHARS], match.start() + cut,
                 min(match.start() + cut + MAX_WORD_CHARS, match.end()))
            for match in _WORDS.finditer(text.translate(_SPACED))
            for cut in range(0, match.end() - match.start(), MAX_WORD_CHARS)
        ]  # fmt: skip
    return _words_by_letter(text)


def _words_by_letter(text: str) -> list[Word]:
    words: list[Word] = []
    open_word = ""
    start = end = 0
    for cluster, at, until in _clusters(text):
        for sort, letter in _fold(cluster):
            if sort is _Sort.UNSEEN:
                continue
            if open_word and (sort is not _Sort.LETTER or len(open_word) >= MAX_WORD_CHARS):
                words.append(Word(open_word, start, end))
                open_word = ""
            if sort is _Sort.ALONE:
                words.append(Word(letter, at, until))
            elif sort is _Sort.LETTER:
                if not open_word:
                    start = at
                open_word += letter
                end = until
    if open_word:
        words.append(Word(open_word, start, end))
    return words


class Folded:
    """A text's words as compared, and where some of them stand, without folding it a second time."""

    __slots__ = ("_spaced", "_text", "words")

    def __init__(self, text: str) -> None:
        self._text = text
        self._spaced: str | None = None
        if _has_clusters(text):
            self.words = tuple(word.folded for word in words_of(text))
            return
        self._spaced = text.translate(_SPACED)
        words = self._spaced.split()
        if max(map(len, words), default=0) > MAX_WORD_CHARS:
            words = [
                word[cut : cut + MAX_WORD_CHARS]
                for word in words
                for cut in range(0, len(word), MAX_WORD_CHARS)
            ]
        self.words = tuple(words)

    def places(self, wanted: Collection[int]) -> dict[int, Word]:
        """Return some of the words by their index among all."""
        if self._spaced is None or not _is_letter_for_letter(self._text):
            return {i: word for i, word in enumerate(words_of(self._text)) if i in wanted}
        places: dict[int, Word] = {}
        end = 0
        for index in range(max(wanted, default=-1) + 1):
            word = self.words[index]
            start = self._spaced.index(word, end)  # only spaces stand between two words
            end = start + len(word)
            if index in wanted:
                places[index] = Word(word, start, end)
        return places


def folded(text: str) -> tuple[str, ...]:
    """Return only the words as compared; many times as fast as `words_of`."""
    return Folded(text).words


class _Spaced(dict[int, str]):
    """Maps letters to what is left of them, with spaces where words end; learns as it is asked."""

    def __missing__(self, code: int) -> str:
        spaced = "".join(
            {_Sort.LETTER: letter, _Sort.ALONE: f" {letter} ", _Sort.UNSEEN: "", _Sort.BREAK: " "}[
                sort
            ]
            for sort, letter in _fold(chr(code))
        )
        if len(self) >= MAX_REMEMBERED:
            self.clear()
        self[code] = spaced
        return spaced


_SPACED = _Spaced()


def stands_alone(word: str) -> bool:
    """Whether a folded word is one sign of a script written without spaces, or an emoji."""
    return len(word) == 1 and not word.isascii() and _sort(word) is _Sort.ALONE


def visible_length(text: str) -> int:
    """Return about how many characters a person sees: marks and joiners do not count."""
    return sum(
        1 for letter in text if unicodedata.category(letter) not in {"Mn", "Me", "Mc", "Cf", "Cc"}
    )


def _has_clusters(text: str) -> bool:
    return not text.isascii() and (
        not unicodedata.is_normalized("NFC", text) or any(mark in text for mark in _VOICING)
    )


def _is_letter_for_letter(text: str) -> bool:
    """Whether every letter of a text without clusters is folded to one: then nothing moves."""
    return text.isascii() or all(len(_SPACED[ord(letter)]) == 1 for letter in text)


def _clusters(text: str) -> list[tuple[str, int, int]]:
    if not _has_clusters(text):
        return [(letter, at, at + 1) for at, letter in enumerate(text)]
    clusters: list[tuple[str, int, int]] = []
    for at, letter in enumerate(text):
        joins = (
            unicodedata.combining(letter)
            or ord(letter) in _HANGUL_VOWELS_AND_FINALS
            or letter in _VOICING
        )
        if joins and clusters and len(clusters[-1][0]) < MAX_WORD_CHARS:
            base, start, _ = clusters[-1]
            clusters[-1] = (base + letter, start, at + 1)
        else:
            clusters.append((letter, at, at + 1))
    return clusters


@lru_cache(maxsize=8192)
def _fold(cluster: str) -> tuple[tuple[_Sort, str], ...]:
    """Return what is left of one letter and its marks: most often one folded letter."""
    pieces: list[tuple[_Sort, str]] = []
    for letter in unicodedata.normalize("NFKC", cluster):
        if _sort(letter) is _Sort.ALONE:
            pieces.append((_Sort.ALONE, letter))
            continue
        # Casefold may undo the composition, and what it makes may be another's compatibility form.
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", letter).casefold())
        kept = "".join(mark for mark in plain if not _within(ord(mark), _DROPPED_MARKS))
        if plain and not kept:
            pieces.append((_Sort.UNSEEN, ""))
        pieces += [(_sort(each), each) for each in unicodedata.normalize("NFC", kept)]
    return tuple(pieces)


@lru_cache(maxsize=8192)
def _sort(letter: str) -> _Sort:
    code = ord(letter)
    category = unicodedata.category(letter)
    if category in {"Cf", "Sk"} and code > 0xFF:  # joiners, soft breaks, skin tones
        return _Sort.UNSEEN
    if code == 0xAD or _within(code, _DROPPED_MARKS):
        return _Sort.UNSEEN
    if (code > 0x2000 and category == "So") or (category[0] in "LN" and _within(code, _ALONE)):
        return _Sort.ALONE
    return _Sort.LETTER if category[0] in "LMN" else _Sort.BREAK


def _within(code: int, ranges: tuple[range, ...]) -> bool:
    return any(code in each for each in ranges)
