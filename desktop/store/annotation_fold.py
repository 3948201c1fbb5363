"""From what was said about a message to what it shows: the same on every device, in any order.

A pure function of a set. Edits and the delete count only from the message's own author; of several
the newest stands. Of each person's word on one emoji, and of everybody's word on the pin, the newest
counts. Newer is (place, device, seq, tie): an entry that was seen ahead of time counts from before
it was seen (`net.history`), so a clock that is years ahead does not have the last word for ever.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from desktop.model import Reaction
from net.entry import Kind
from net.ids import PersonId

MAX_EMOJI = 64
"""Different emoji under one message; the ones that came first stay. A wider row nobody reads."""
MAX_EMOJI_PER_PERSON = 20
"""Different emoji of one person under one message, the newest ones."""
MAX_REACTIONS = 1_000
"""Reactions counted under one message, the newest ones: more people than a room has."""


class Stamp(NamedTuple):
    """When something was said: sorts alike on every device."""

    place: int
    device: bytes
    seq: int
    tie: int


class Mark(msgspec.Struct, frozen=True):
    """One thing said about a message: an edit, a delete, a reaction, a pin. `entry` has the words."""

    kind: int
    person: PersonId
    stamp: Stamp
    emoji: str = ""
    on: bool = True
    entry: int = 0


class Folded(msgspec.Struct, frozen=True):
    """What all marks come to. `edits` are the author's, oldest first; the last one is shown."""

    edits: tuple[Mark, ...] = ()
    deleted: bool = False
    reactions: tuple[Reaction, ...] = ()
    pinned: bool = False


NOTHING = Folded()


def fold(author: PersonId, marks: Iterable[Mark]) -> Folded:
    """Return what a message of this author shows after these marks, given in any order."""
    edits: dict[Stamp, Mark] = {}
    reactions: list[Mark] = []
    pin: Mark | None = None
    deleted = False
    for mark in marks:
        if mark.kind == Kind.EDIT:
            if mark.person == author:
                edits[mark.stamp] = mark
        elif mark.kind == Kind.DELETE:
            deleted = deleted or mark.person == author
        elif mark.kind == Kind.REACTION:
            reactions.append(mark)
        elif mark.kind == Kind.PIN and (pin is None or mark.stamp > pin.stamp):
            pin = mark
    versions = tuple(edits[stamp] for stamp in sorted(edits))
    if deleted:
        return Folded(versions, deleted=True)
    return Folded(versions, False, _reactions(reactions), pin is not None and pin.on)


def _reactions(marks: list[Mark]) -> tuple[Reaction, ...]:
    newest: dict[tuple[PersonId, str], Mark] = {}
    for mark in marks:
        other = newest.get((mark.person, mark.emoji))
        if other is None or mark.stamp > other.stamp:
            newest[mark.person, mark.emoji] = mark
    standing = sorted((mark for mark in newest.values() if mark.on), key=_stamp, reverse=True)
    chosen: dict[PersonId, int] = {}
    kept: list[Mark] = []
    for mark in standing:
        number = chosen.get(mark.person, 0)
        if number < MAX_EMOJI_PER_PERSON:
            chosen[mark.person] = number + 1
            kept.append(mark)
        if len(kept) == MAX_REACTIONS:
            break
    people: dict[str, list[PersonId]] = {}
    for mark in reversed(kept):  # who was first stands first
        if mark.emoji in people or len(people) < MAX_EMOJI:
            people.setdefault(mark.emoji, []).append(mark.person)
    return tuple(Reaction(emoji, tuple(persons)) for emoji, persons in people.items())


def _stamp(mark: Mark) -> Stamp:
    return mark.stamp
