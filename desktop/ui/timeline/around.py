"""What the look of a message depends on beside the message: who reads, who is known, what is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.ui.features import Feature
    from net.ids import EntryId, PersonId, RoomId

Pieces = tuple[tuple[int, int], ...]
"""[start, end) in code points, ascending."""

Found = tuple[str, Pieces]
"""A message's text as it was searched, and what was found in it."""


class Around(msgspec.Struct, frozen=True):
    """One state of it; another state lays every row out anew.

    `names` are those that mentions are looked for by; `marks` tell apart who has one of them with
    another. `rooms` are
    those that can be led to, by name in small letters. What is not in `offers` shows no place to
    click on. `reach` is how many other devices a message of one's own could come to, 0 if unknown.
    `found` are the words to mark in messages that a search found.
    """

    me: PersonId | None = None
    names: Mapping[PersonId, str] = msgspec.field(default_factory=dict)
    marks: Mapping[PersonId, str] = msgspec.field(default_factory=dict)
    rooms: Mapping[str, RoomId] = msgspec.field(default_factory=dict)
    offers: frozenset[Feature] = frozenset()
    reach: int = 0
    found: Mapping[EntryId, Found] = msgspec.field(default_factory=dict)

    def name(self, person: PersonId) -> str:
        """Return the name of somebody known, empty for others."""
        return self.names.get(person, "")
