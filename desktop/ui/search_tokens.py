"""The operators in a search text: where they stand, what could complete them, how one is taken out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from desktop.services.search_query import HAS, IS, OPERATORS
from desktop.ui.fuzzy import find

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from desktop.model import Hit

OFFERED = 6
"""Completions shown at once: one line of chips; more letters find the others."""
NAMES_TRIED = 2_000
"""Peers can claim any number of names; more letters than one screen of people are never needed."""
IS_SHOWN = ("unread", "mentioned", "edited", "pinned", "own")
DAYS = ("today", "yesterday")
MIN_OPERATOR_CHARS = 2
"""Of a word without colon: `fr` offers `from:`, while a lone letter begins too many words."""

_TOKEN = re.compile(
    r"(?<!\S)(?P<minus>-?)(?P<operator>from|in|has|is|before|after|on):"
    r"(?P<value>\"[^\"]*\"?|[^\s\"]*)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\S*$")


@dataclass(frozen=True, slots=True)
class Token:
    """One operator with its value as typed; `start` and `end` bound it in the text (code points)."""

    operator: str
    value: str
    start: int
    end: int
    negated: bool = False

    @property
    def words(self) -> str:
        """How it is written on a chip."""
        return f"{'-' if self.negated else ''}{self.operator}: {self.value}"


@dataclass(frozen=True, slots=True)
class Completion:
    """Text that would stand from `start` to `end` instead; `label` is written on the chip."""

    label: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names that from: and in: can be completed with, the likeliest first."""

    people: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()


def tokens(text: str) -> tuple[Token, ...]:
    """Return the operators of a text in order; those without a value are still being typed."""
    return tuple(
        Token(
            match["operator"].lower(),
            match["value"].strip('"').strip(),
            match.start(),
            match.end(),
            match["minus"] == "-",
        )
        for match in _TOKEN.finditer(text)
    )


def without(text: str, token: Token) -> str:
    """Return the text with an operator taken out, and one blank left where it stood."""
    before, after = text[: token.start].rstrip(), text[token.end :].lstrip()
    return f"{before} {after}" if before and after else before + after


def older_than(text: str, hits: Sequence[Hit]) -> str:
    """Return the text that finds what is older than these; the same where their days do not say it.

    The day of the oldest is asked for once more: not all of it may be there.
    """
    newest, oldest = (_day_of(hit.sent_at_ms) for hit in (hits[0], hits[-1]))
    if oldest >= newest:
        return text
    while (ends := next((t for t in tokens(text) if t.operator == "before"), None)) is not None:
        text = without(text, ends)
    return f"{text} before:{(oldest + timedelta(days=1)).isoformat()}".strip()


def _day_of(unix_ms: int) -> date:
    return datetime.fromtimestamp(unix_ms / 1000, UTC).astimezone().date()


def completions(text: str, caret: int, known: Vocabulary, dates: Sequence[str]) -> list[Completion]:
    """Return what could stand for what is typed before the caret, the best first; often nothing.

    Args:
        text: The whole text of the box.
        caret: Where the next letter goes (code points).
        known: Names of people and rooms.
        dates: Days to offer as ISO dates, besides today and yesterday.
    """
    token = next((t for t in tokens(text) if t.start < caret <= t.end), None)
    if token is None:
        return _operators(text, caret)
    if caret <= text.index(":", token.start):
        return []  # in its name
    if text[token.start : token.end].endswith('"') and token.value and caret == token.end:
        return []  # complete: its second quote is there
    return [
        Completion(value, _written(token, value) + " ", token.start, token.end)
        for value in _values(token, known, dates)
        if value.casefold() != token.value.casefold()
    ][:OFFERED]


def _operators(text: str, caret: int) -> list[Completion]:
    match = _WORD.search(text[:caret])
    word = match[0] if match is not None else ""
    if len(word) < MIN_OPERATOR_CHARS or word.startswith('"'):
        return []
    minus = "-" if word.startswith("-") else ""
    start = caret - len(word)
    return [
        Completion(f"{minus}{name}:", f"{minus}{name}:", start, caret)
        for name in OPERATORS
        if name.startswith(word.removeprefix("-").casefold())
    ]


def _values(token: Token, known: Vocabulary, dates: Sequence[str]) -> Iterable[str]:
    match token.operator:
        case "from":
            return _fitting(token.value.removeprefix("@"), known.people)
        case "in":
            return _fitting(token.value.removeprefix("#"), known.rooms)
        case "has":
            return (each for each in HAS if each.startswith(token.value.casefold()))
        case "is":
            value = token.value.casefold()
            return (each for each in IS_SHOWN if each in IS and each.startswith(value))
        case _:
            value = token.value.casefold()
            return (each for each in (*DAYS, *dates) if each.startswith(value))


def _fitting(typed: str, names: tuple[str, ...]) -> list[str]:
    scored = []
    for order, name in enumerate(dict.fromkeys(names[:NAMES_TRIED])):
        fits = find(typed, name)
        if fits is not None and '"' not in name and name.strip():
            scored.append((-fits.score, order, name))
    return [name for _, _, name in sorted(scored)]


def _written(token: Token, value: str) -> str:
    quoted = f'"{value}"' if re.search(r"\s", value) else value
    return f"{'-' if token.negated else ''}{token.operator}:{quoted}"
