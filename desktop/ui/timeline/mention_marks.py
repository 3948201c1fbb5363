"""Finds the names of mentioned people in a shown text, so that they can be drawn as mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.ui.timeline.around import Around
    from net.ids import PersonId

MARKS_MAX = 64
"""Marks in one paragraph: more names than that are a list, and each costs a box."""


def marks(text: str, people: Iterable[PersonId], around: Around) -> list[tuple[int, int, PersonId]]:
    """Return (start, end, person) of each "@Name" in order, the longest name where several fit.

    Where several are mentioned who have one name, they follow each other as in `people`.
    """
    if "@" not in text:
        return []
    folded = _folded(text)
    named = sorted(
        ((name, person) for person in people if (name := _folded(around.name(person)))),
        key=lambda pair: (-len(pair[0]), pair[0]),
    )
    found: list[tuple[int, int, PersonId]] = []
    at = folded.find("@")
    while at >= 0 and len(found) < MARKS_MAX:
        end = at + 1
        if not (at and _goes_on(folded[at - 1])):
            for place, (name, person) in enumerate(named):
                stop = at + 1 + len(name)
                if folded.startswith(name, at + 1) and not _goes_on(folded[stop : stop + 1]):
                    found.append((at, stop, person))
                    end = stop
                    last = sum(each == name for each, _ in named) - 1
                    if last:  # the next of this name is the next who has it
                        named.insert(place + last, named.pop(place))
                    break
        at = folded.find("@", end)
    return found


def _folded(text: str) -> str:
    """Ignore case where that keeps every character in its place."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text


def _goes_on(character: str) -> bool:
    return character.isalnum() or character == "_"
