"""What a search wants, as values, and whether a message is it: the judge of every hit."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.store.search_text import Word, folded, stands_alone, words_of

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

    `prefix`: the last word may go on. `inside`: the row may also lie within longer words.
    """

    words: tuple[str, ...]
    prefix: bool = False
    inside: bool = False

    @property
    def part(self) -> str | None:
        """The row as it may lie within longer words; None where it may not."""
        joined = " ".join(self.words)
        if not self.inside or len(joined) < MIN_PART_CHARS:
            return None
        return None if any(map(stands_alone, self.words)) else joined


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
    words = folded(message.text)
    if any(_in_a_row(term, words) for term in wanted.refused):
        return None
    joined = " ".join(words)
    if not all(
        (term.part is not None and term.part in joined) or _in_a_row(term, words)
        for term in wanted.terms
    ):
        return None
    return _marks(wanted.terms, message.text) if wanted.terms else ()


def _marks(terms: Sequence[Term], text: str) -> Marks:
    places = words_of(text)
    words = [word.folded for word in places]
    marks: list[tuple[int, int]] = []
    for term in terms:
        for first in _in_a_row(term, words):
            last = places[first + len(term.words) - 1]
            marks.append((places[first].start, _upto(last, len(term.words[-1]))))
        marks += _inside(term, places)
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
        return [
            at
            for at, word in enumerate(words)
            if word == last or (term.prefix and word.startswith(last))
        ][:MAX_MARKS]
    found: list[int] = []
    for at in range(len(words) - length + 1):
        if words[at] != first or tuple(words[at : at + length - 1]) != term.words[:-1]:
            continue
        end = words[at + length - 1]
        if end == last or (term.prefix and end.startswith(last)):
            found.append(at)
            if len(found) == MAX_MARKS:
                break
    return found


def _inside(term: Term, words: Sequence[Word]) -> list[tuple[int, int]]:
    part = term.part
    if part is None:
        return []
    joined = " ".join(word.folded for word in words)
    at = joined.find(part)
    if at < 0:
        return []
    starts: list[int] = []
    position = 0
    for word in words:
        starts.append(position)
        position += len(word.folded) + 1
    found: list[tuple[int, int]] = []
    index = 0
    while at >= 0 and len(found) < MAX_MARKS:
        until = at + len(part)
        while index + 1 < len(words) and starts[index + 1] <= at:
            index += 1
        last = index
        while last + 1 < len(words) and starts[last + 1] < until:
            last += 1
        first = words[index]
        begin = first.start + (at - starts[index] if _is_even(first) else 0)
        found.append((begin, _upto(words[last], until - starts[last])))
        at = joined.find(part, until)
    return found


def _upto(word: Word, length: int) -> int:
    """Return where a word's first letters end; the whole word where folding changed its length."""
    return word.start + min(length, len(word.folded)) if _is_even(word) else word.end


def _is_even(word: Word) -> bool:
    return word.end - word.start == len(word.folded)


def _joined(marks: list[tuple[int, int]]) -> Marks:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined[:MAX_MARKS])
