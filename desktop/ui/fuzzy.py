"""Finds a few typed letters in a name: in order, best where they begin words or follow each other."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

QUERY_CHARS = 24
"""Nobody types more to jump somewhere."""

TEXT_CHARS = 48
"""What a name may have; with the limit above one name costs 3 ms at the very worst."""

_WORD_START = 8
_FOLLOWS = 7
_FIRST = 6
_ANYWHERE = 1
_GAP = -0.25
"""Worth of one letter; found by trying names of rooms until the wanted one stood first."""

_SAME = {"\u0131": "i", "\u0629": "\u0647", "\u0649": "\u064a", "\u0640": ""}
"""Letters that people type one for the other: the Turkish dotless i, the Arabic teh marbuta and alef
maksura; the bar that only stretches an Arabic word is none."""


@dataclass(frozen=True, slots=True)
class Found:
    """How well a query fits a text, and which characters of the text it was found in."""

    score: float
    places: tuple[int, ...]


def folded(text: str) -> tuple[str, tuple[int, ...]]:
    """Return the text without case, accents and vowel marks, and each character's place in the original."""
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for part in unicodedata.normalize("NFKD", char.casefold()):
            letter = _SAME.get(part, part)
            if letter and not unicodedata.combining(letter):
                letters.append(letter)
                places.append(place)
    return "".join(letters), tuple(places)


def find(query: str, text: str) -> Found | None:
    """Return the best way to find the query's letters in the text in their order, else None.

    Blanks of the query are ignored. An empty query fits everything with a score of 0.
    """
    wanted = folded("".join(query.split())[:QUERY_CHARS])[0]
    letters, places = folded(text[:TEXT_CHARS])
    if not wanted:
        return Found(0, ())
    best = _best(wanted, letters)
    if best is None:
        return None
    score, chosen = best
    whole = 4.0 if len(wanted) == len(letters) else 0.0
    return Found(
        score / len(wanted) + whole - 0.02 * len(letters),
        tuple(dict.fromkeys(places[at] for at in chosen)),
    )


def _best(wanted: str, letters: str) -> tuple[float, tuple[int, ...]] | None:
    """Dynamic programming over (letter of the query, place): best score ending at each place."""
    ends: dict[int, tuple[float, tuple[int, ...]]] = {-1: (0.0, ())}
    for number, char in enumerate(wanted):
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        best_before: tuple[float, tuple[int, ...]] | None = None
        for at, letter in enumerate(letters):
            if at - 2 in ends and at - 2 >= 0:
                gapped = (ends[at - 2][0] + _GAP, ends[at - 2][1])
                if best_before is None or gapped[0] > best_before[0]:
                    best_before = gapped
            if letter != char:
                continue
            ways = [] if best_before is None else [best_before]
            if number == 0:
                ways.append(ends[-1])
            elif at - 1 in ends and at - 1 >= 0:
                ways.append((ends[at - 1][0] + _FOLLOWS, ends[at - 1][1]))
            if ways:
                score, way = max(ways, key=lambda each: each[0])
                following[at] = (score + _worth(letters, at), (*way, at))
        ends = following
        if not ends:
            return None
    return max(ends.values(), key=lambda each: each[0])


def _worth(letters: str, at: int) -> float:
    if at == 0:
        return _WORD_START + _FIRST
    return _WORD_START if not letters[at - 1].isalnum() else _ANYWHERE
