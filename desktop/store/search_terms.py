"""What a search wants, as values, and whether a message is it: the judge of every hit."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.store.search_text import Folded, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from net.ids import PersonId, RoomId

Marks = tuple[tuple[int, int], ...]
"""Ascending, disjoint [start, end) pieces of a text, in code points as Python counts them."""

MIN_PART_CHARS = 3
"""Inside a word shorter pieces match nearly everything, and the index holds threes."""
MAX_MARKS = 100
"""Pieces marked in one message; nobody looks for the hundredth."""

_LINK = re.compile(r"https?://\S", re.IGNORECASE)
_CODE = re.compile(r"`[^`\n]+`|```")


class Trait(enum.Enum):
    """What `has:` and `is:` ask of a message."""

    LINK = "link"
    CODE = "code"
    REACTION = "reaction"
    PIN = "pin"
    MENTIONED = "mentioned"
    UNREAD = "unread"
    OWN = "own"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand in a row.

    `prefix`: the last word may go on. `inside`: the first may be the end of a longer word, and one
    alone any part of it, if it has at least MIN_PART_CHARS letters.
    """

    words: tuple[str, ...]
    prefix: bool = False
    inside: bool = False

    @property
    def part(self) -> str | None:
        """The word that may lie within a longer one; None where there is none."""
        first = self.words[0]
        return first if self.inside and len(first) >= MIN_PART_CHARS else None

    def fits_part(self, word: str) -> bool:
        """Whether a longer word holds the part where it may lie."""
        first = self.words[0]
        return first in word if len(self.words) == 1 else word.endswith(first)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A search with names resolved to ids. None for rooms or people: any; an empty set: none.

    Times are Unix ms: since_ms <= sent < until_ms.
    """

    terms: tuple[Term, ...] = ()
    refused: tuple[Term, ...] = ()
    rooms: frozenset[RoomId] | None = None
    not_rooms: frozenset[RoomId] = frozenset()
    people: frozenset[PersonId] | None = None
    not_people: frozenset[PersonId] = frozenset()
    traits: frozenset[Trait] = frozenset()
    not_traits: frozenset[Trait] = frozenset()
    since_ms: int | None = None
    until_ms: int | None = None

    @property
    def nothing(self) -> bool:
        """Whether no message can be it."""
        return (
            self.rooms == frozenset()
            or self.people == frozenset()
            or bool(self.traits & self.not_traits)
        )


@dataclass(frozen=True, slots=True)
class Judged:
    """A message as far as a search looks at it."""

    text: str
    room: RoomId
    person: PersonId
    sent_at_ms: int
    traits: frozenset[Trait]


def text_traits(text: str) -> frozenset[Trait]:
    """Return the traits that the words themselves show."""
    found = set()
    if _LINK.search(text):
        found.add(Trait.LINK)
    if _CODE.search(text):
        found.add(Trait.CODE)
    return frozenset(found)


def judge(wanted: Wanted, message: Judged) -> Marks | None:
    """Return what to mark in a message that is wanted (it may be nothing), None for another."""
    if wanted.nothing or not _fits(wanted, message):
        return None
    if not (wanted.terms or wanted.refused):
        return ()
    text = Folded(message.text)
    words = text.words
    if any(_in_a_row(term, words) for term in wanted.refused):
        return None
    rows: list[tuple[Term, list[int]]] = []
    for term in wanted.terms:
        found = _in_a_row(term, words)
        if not found:
            return None
        rows.append((term, found))
    return _marks(rows, text) if rows else ()


def _marks(rows: Sequence[tuple[Term, list[int]]], text: Folded) -> Marks:
    edges = {
        edge for term, found in rows for at in found for edge in (at, at + len(term.words) - 1)
    }
    places = text.places(edges)
    marks: list[tuple[int, int]] = []
    for term, found in rows:
        first, last = term.words[0], term.words[-1]
        for at in found:
            begin, end = places[at], places[at + len(term.words) - 1]
            if len(term.words) > 1:
                skipped = len(begin.folded) - len(first)
                marks.append((_offset(begin, skipped), _offset(end, len(last), end.end)))
                continue
            within = begin.folded.find(first)
            while within >= 0:
                after = within + len(first)
                marks.append((_offset(begin, within), _offset(begin, after, begin.end)))
                within = begin.folded.find(first, after) if term.part is not None else -1
    return _joined(marks)


def _fits(wanted: Wanted, message: Judged) -> bool:
    if wanted.rooms is not None and message.room not in wanted.rooms:
        return False
    if wanted.people is not None and message.person not in wanted.people:
        return False
    if message.room in wanted.not_rooms or message.person in wanted.not_people:
        return False
    if wanted.since_ms is not None and message.sent_at_ms < wanted.since_ms:
        return False
    if wanted.until_ms is not None and message.sent_at_ms >= wanted.until_ms:
        return False
    return wanted.traits <= message.traits and not wanted.not_traits & message.traits


def _in_a_row(term: Term, words: Sequence[str]) -> list[int]:
    """Return the first words of the rows that are the term."""
    first, last = term.words[0], term.words[-1]
    length = len(term.words)
    if length == 1:
        if term.part is not None:
            found = [at for at, word in enumerate(words) if first in word]
        elif term.prefix:
            found = [at for at, word in enumerate(words) if word.startswith(first)]
        else:
            found = [at for at, word in enumerate(words) if word == first]
        return found[:MAX_MARKS]
    ends = term.part is not None
    return [
        at
        for at in range(len(words) - length + 1)
        if (words[at] == first or (ends and words[at].endswith(first)))
        and tuple(words[at + 1 : at + length - 1]) == term.words[1:-1]
        and (
            words[at + length - 1] == last
            or (term.prefix and words[at + length - 1].startswith(last))
        )
    ][:MAX_MARKS]


def _offset(word: Word, letters: int, otherwise: int | None = None) -> int:
    """Return where a word's letters end in the text; its edge where folding changed its length."""
    if word.end - word.start == len(word.folded):
        return word.start + letters
    return word.start if otherwise is None else otherwise


def _joined(marks: list[tuple[int, int]]) -> Marks:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined[:MAX_MARKS])
