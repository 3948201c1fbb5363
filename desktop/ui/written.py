"""What a person has written, complete: the words, whom they mention, what they answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from net.ids import EntryId, PersonId


@dataclass(frozen=True, slots=True)
class Written:
    """One message to be sent. `mentions` are those picked from the list whose names still stand."""

    text: str
    mentions: tuple[PersonId, ...] = ()
    reply_to: EntryId | None = None
