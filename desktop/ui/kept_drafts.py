"""What stood in the box of each room that was left, so that coming back waits for no disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.model import Picks
    from net.ids import RoomId

DRAFTS_KEPT = 256
"""Rooms whose words are kept in memory; the store has the rest."""


class KeptDrafts:
    """The words of rooms, those that were left longest ago forgotten first."""

    def __init__(self) -> None:
        self._words: dict[RoomId, tuple[str, Picks]] = {}

    def keep(self, room: RoomId, words: str, picks: Picks = ()) -> None:
        """Remember them and who was picked in them; nothing written is nothing to remember."""
        self.drop(room)
        if words:
            self._words[room] = words, picks
            while len(self._words) > DRAFTS_KEPT:
                del self._words[next(iter(self._words))]

    def of(self, room: RoomId) -> str:
        """Return them, empty when there are none."""
        return self._words.get(room, ("", ()))[0]

    def picks(self, room: RoomId) -> Picks:
        """Return who was picked for the names in them."""
        return self._words.get(room, ("", ()))[1]

    def drop(self, room: RoomId) -> None:
        """Forget them: they were sent."""
        self._words.pop(room, None)
