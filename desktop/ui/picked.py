"""Remembers who was picked for the names in a text box, also where two of them have one name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor

from desktop.ui.composer_edit import units_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.model import Picks
    from desktop.ui.composer_edit import ComposerEdit
    from net.ids import PersonId


class Picked:
    """The people picked for one text; each keeps to its own place, whatever is written around it."""

    def __init__(self, edit: ComposerEdit) -> None:
        self._edit = edit
        self._picks: list[tuple[str, PersonId, QTextCursor | None]] = []

    def add(self, name: str, person: PersonId, start: int) -> None:
        """Note that "@name", which begins at this position of the document, means this person."""
        place = QTextCursor(self._edit.document())
        place.setPosition(start)
        end = start + 1 + units_of(name)
        place.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        place.setKeepPositionOnInsert(True)  # what is written behind the name is none of it
        self._picks.append((name, person, place))

    def restore(self, people: Iterable[tuple[str, PersonId]]) -> None:
        """Note who was meant in words that come back as plain text, in the order of the text."""
        self._picks += [(name, person, None) for name, person in people]

    def forget(self) -> None:
        """Nobody was picked: another text begins."""
        self._picks.clear()

    def meant(self, text: str) -> tuple[PersonId, ...]:
        """Return who was picked and is still named in this text, in its order and each once.

        A name counts for those picked at a place where it stands. Where it stands oftener than that,
        because words were pasted or came back, it counts for those picked for it last, too.
        """
        return tuple(dict.fromkeys(person for _, person in self.kept(text)))

    def kept(self, text: str) -> Picks:
        """Return the picks that this text still holds, in its order, to `restore` them with it."""
        names = sorted({name for name, _, _ in self._picks}, key=len, reverse=True)
        if not names:
            return ()
        pattern = f"@({'|'.join(map(re.escape, names))})(?!\\w)"
        found = [match[1] for match in re.finditer(pattern, text)]
        meant: dict[str, list[PersonId]] = {}
        for name in dict.fromkeys(found):
            meant[name] = self._of(name)[-found.count(name) :]
        return tuple((name, meant[name].pop(0)) for name in found if meant[name])

    def _of(self, name: str) -> list[PersonId]:
        """Return who was picked for a name: first those whose places are gone, then as they stand."""
        gone: list[PersonId] = []
        standing: list[tuple[int, PersonId]] = []
        for each, person, place in self._picks:
            if each != name:
                continue
            if place is not None and place.selectedText() == f"@{name}":
                standing.append((place.selectionStart(), person))
            else:
                gone.append(person)
        return [*gone, *(person for _, person in sorted(standing, key=lambda pair: pair[0]))]
