"""One line of the list that opens while a name or an emoji is being typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from net.ids import PersonId


class Choice(msgspec.Struct, frozen=True):
    """One line: `text` is put in place of what was typed; a person is drawn with their circle."""

    text: str
    title: str
    detail: str = ""
    sign: str = ""
    person: PersonId | None = None
