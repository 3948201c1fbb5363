"""Finds who a text mentions by name: `@Name`, where the name is that of exactly one known person."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.texts import MAX_NAME_CHARS
from net.ids import PersonId

MAX_SIGNS = 200
"""At signs looked at in one text: twice as many as people can be mentioned."""


def mentioned(text: str, people: Iterable[tuple[PersonId, str]]) -> tuple[PersonId, ...]:
    """Return who is mentioned in a text, in the order of the text and each once.

    The longest name that fits counts, whatever its case; if two people have it, nobody is meant. A
    name ends where no letter, digit or underscore follows, and an at sign inside a word (as in an
    address) begins none.

    Args:
        text: What somebody wrote.
        people: Everybody who could be meant, with their names.
    """
    if "@" not in text:
        return ()
    named: dict[str, list[PersonId]] = {}
    for person, name in people:
        named.setdefault(_folded(name), []).append(person)
    named.pop("", None)
    found: dict[PersonId, None] = {}
    at = -1
    for _ in range(MAX_SIGNS):
        at = text.find("@", at + 1)
        if at < 0:
            break
        if at and _goes_on(text[at - 1]):
            continue
        meant = _longest(text, at + 1, named)
        if len(meant) == 1:
            found[meant[0]] = None
    return tuple(found)


def _longest(text: str, start: int, named: dict[str, list[PersonId]]) -> list[PersonId]:
    for end in range(min(len(text), start + MAX_NAME_CHARS), start, -1):
        if end < len(text) and _goes_on(text[end]):
            continue
        people = named.get(_folded(text[start:end]))
        if people is not None and not text[end - 1].isspace():
            return people
    return []


def _folded(name: str) -> str:
    return name.casefold()


def _goes_on(char: str) -> bool:
    return char.isalnum() or char == "_"
