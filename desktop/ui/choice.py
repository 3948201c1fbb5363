"""One line of the list that opens while a name or an emoji is being typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from net.ids import PersonId


@dataclass(frozen=True, slots=True)
class Choice:
    """One line: `text` is put in place of what was typed; a person is drawn with their circle."""

    text: str
    title: str
    detail: str = ""
    sign: str = ""
    person: PersonId | None = None
