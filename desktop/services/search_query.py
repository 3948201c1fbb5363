"""What somebody typed into a search box as a value: words, phrases, operators. Any text has one."""

from __future__ import annotations

import datetime
import enum
import re
import unicodedata
from dataclasses import dataclass

from desktop.store.search_terms import Term, Trait
from desktop.store.search_text import folded, stands_alone, visible_length

MAX_TEXT_CHARS = 1_000
"""Of a longer text the beginning counts: nobody types more, and a pasted page finds itself anyway."""
MAX_WORDS = 32
"""Words looked for at once; what follows the 32nd is left out."""
MIN_CHARS = 3
"""Fewer letters match nearly everything. One sign of a script written without spaces is enough."""
MIN_PREFIX_CHARS = 2
"""The index keeps beginnings of two and three letters; a single one is looked for as a word."""

_PIECE = re.compile(
    r"(?P<minus>-?)(?:(?P<operator>[a-z]+):(?:\"(?P<named>[^\"]*)\"?|(?P<value>[^\s\"]*))"
    r"|\"(?P<phrase>[^\"]*)(?P<closed>\"?)|(?P<word>[^\s\"]+))",
    re.IGNORECASE,
)

HAS = {
    "link": Trait.LINK,
    "code": Trait.CODE,
    "reaction": Trait.REACTION,
    "pin": Trait.PIN,
}
IS = {
    "unread": Trait.UNREAD,
    "mentioned": Trait.MENTIONED,
    "mention": Trait.MENTIONED,
    "edited": Trait.EDITED,
    "pinned": Trait.PIN,
    "own": Trait.OWN,
    "mine": Trait.OWN,
}
OPERATORS = ("from", "in", "has", "is", "before", "after", "on")


class Reason(enum.Enum):
    """Why a query finds nothing without being asked."""

    EMPTY = "empty"
    TOO_SHORT = "too-short"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A parsed query; names are as typed, folded, and not looked up yet.

    `text` is the query as normalised: two queries with the same one are the same. Several names of
    one operator mean any of them. Days are local: the message was sent at or after `since` and
    before `until`. `reason` says why there is nothing to ask; None where there is.
    """

    text: str
    terms: tuple[Term, ...] = ()
    refused: tuple[Term, ...] = ()
    people: tuple[str, ...] = ()
    not_people: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    not_rooms: tuple[str, ...] = ()
    traits: frozenset[Trait] = frozenset()
    not_traits: frozenset[Trait] = frozenset()
    since: datetime.date | None = None
    until: datetime.date | None = None
    reason: Reason | None = None


def parse(text: str, today: datetime.date) -> Query:
    """Return what a text asks for; never raises.

    Args:
        text: Anything, control characters and halves of characters included.
        today: The local day, for `today` and `yesterday`.
    """
    normal = unicodedata.normalize("NFC", text[:MAX_TEXT_CHARS].encode("utf-8", "replace").decode())
    parser = _Parser(normal, today)
    return parser.query()


class _Parser:
    def __init__(self, text: str, today: datetime.date) -> None:
        self._text = text
        self._today = today
        self._words = 0
        self._operators = 0
        self._terms: list[Term] = []
        self._refused: list[Term] = []
        self._names: dict[tuple[str, bool], list[str]] = {}
        self._traits: dict[bool, set[Trait]] = {False: set(), True: set()}
        self._since: datetime.date | None = None
        self._until: datetime.date | None = None

    def query(self) -> Query:
        text = self._text
        for match in _PIECE.finditer(text):
            self._piece(match, is_last=match.end() == len(text))
        return Query(
            text=" ".join(text.split()),
            terms=tuple(self._terms),
            refused=tuple(self._refused),
            people=tuple(self._names.get(("from", False), ())),
            not_people=tuple(self._names.get(("from", True), ())),
            rooms=tuple(self._names.get(("in", False), ())),
            not_rooms=tuple(self._names.get(("in", True), ())),
            traits=frozenset(self._traits[False]),
            not_traits=frozenset(self._traits[True]),
            since=self._since,
            until=self._until,
            reason=self._reason(),
        )

    def _reason(self) -> Reason | None:
        if self._operators:
            return None
        words = [word for term in self._terms for word in term.words]
        if any(map(stands_alone, words)):
            return None
        if sum(map(visible_length, words)) >= MIN_CHARS:
            return None
        return Reason.TOO_SHORT if self._text.strip() else Reason.EMPTY

    def _piece(self, match: re.Match[str], *, is_last: bool) -> None:
        negated = match["minus"] == "-"
        if match["operator"] is not None:
            value = match["named"] if match["named"] is not None else match["value"]
            name = match["operator"].lower()
            if name in OPERATORS and not value:
                return  # still being typed
            if self._operator(name, value, negated=negated):
                self._operators += 1
                return
            self._term(match[0].removeprefix("-"), negated=negated, growing=is_last, inside=True)
        elif match["phrase"] is not None:
            # While the second quote is still to come, so are the last word's other letters.
            growing = is_last and not match["closed"]
            self._term(match["phrase"], negated=negated, growing=growing, inside=False)
        else:
            self._term(match["word"], negated=negated, growing=is_last, inside=True)

    def _term(self, text: str, *, negated: bool, growing: bool, inside: bool) -> None:
        words = folded(text)[: MAX_WORDS - self._words]
        if not words:
            return
        self._words += len(words)
        if negated:
            self._refused.append(Term(words))
            return
        prefix = growing and len(words[-1]) >= MIN_PREFIX_CHARS and not stands_alone(words[-1])
        self._terms.append(Term(words, prefix, inside))

    def _operator(self, name: str, value: str, *, negated: bool) -> bool:
        """Take one operator in; False where it is none and its text is meant as words."""
        if name in ("from", "in"):
            key = " ".join(folded(value.removeprefix("@").removeprefix("#")))
            if key:
                self._names.setdefault((name, negated), []).append(key)
            return bool(key)
        if name in ("has", "is"):
            trait = (HAS if name == "has" else IS).get(value.lower())
            if trait is not None:
                self._traits[negated].add(trait)
            return trait is not None
        span = _span(value, self._today)
        if span is None or name not in ("before", "after", "on") or negated:
            return False
        first, following = span
        if name == "before":
            self._until = _lower(self._until, first)
        elif name == "after":
            self._since = _higher(self._since, following)
        else:
            self._since = _higher(self._since, first)
            self._until = _lower(self._until, following)
        return True


def _span(value: str, today: datetime.date) -> tuple[datetime.date, datetime.date] | None:
    """Return the first day that a date means and the first day after it."""
    day = datetime.timedelta(days=1)
    try:
        match value.lower():
            case "today":
                return today, today + day
            case "yesterday":
                return today - day, today
            case text if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
                first = datetime.date.fromisoformat(text)
                return first, first + day
            case text if re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
                first = datetime.date.fromisoformat(f"{text}-01")
                return first, (first + 31 * day).replace(day=1)
            case text if re.fullmatch(r"[0-9]{4}", text):
                first = datetime.date.fromisoformat(f"{text}-01-01")
                return first, first.replace(year=first.year + 1)
            case _:
                return None
    except (ValueError, OverflowError):  # there is no such day
        return None


def _lower(known: datetime.date | None, other: datetime.date) -> datetime.date:
    return other if known is None else min(known, other)


def _higher(known: datetime.date | None, other: datetime.date) -> datetime.date:
    return other if known is None else max(known, other)
