"""A room's rows with what stands between them: gaps whose entries are on their way, and merges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.services.timeline import RoomTimeline

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.model import Message
    from desktop.store.room_gaps import Gap
    from desktop.store.room_rows import RoomRows
    from net.ids import EntryId

MAX_GAPS = 16
"""Gaps shown at once, the newest: looking each one up costs 20 µs of the windows' time."""
SETTLED_AFTER_S = 1.0
"""Neighbours on a network overtake one another by milliseconds; what is missing longer is shown."""
AGAIN_AFTER_S = 0.5
"""Nobody reads more often how much is still missing; while history streams in a look costs 6 ms."""


class Merged(msgspec.Struct, frozen=True):
    """How much came together after a split: messages in all, and rooms."""

    messages: int
    rooms: int


class Notes(msgspec.Struct, frozen=True):
    """What is to be said above one message."""

    gap: Gap | None = None
    merged: Merged | None = None


class MarkedTimeline(RoomTimeline):
    """As `RoomTimeline`; says besides what stands above a message."""

    def __init__(
        self,
        rows: RoomRows,
        open_rows: Callable[[], RoomRows] | None = None,
        *,
        words: Callable[[Notes], object],
        now_s: Callable[[], float],
    ) -> None:
        """Show a room from its newest snapshot.

        Args:
            rows: As for `RoomTimeline`.
            open_rows: As for `RoomTimeline`.
            words: Turns notes into what the window draws.
            now_s: A clock that never goes back.
        """
        super().__init__(rows, open_rows)
        self._words = words
        self._now_s = now_s
        self._first: EntryId | None = None
        self._merged: Merged | None = None
        # What is missing when a room is opened has been missing for a while.
        self._seen = {gap.device: float("-inf") for gap in rows.gaps(MAX_GAPS)}
        self._gaps: dict[EntryId, Gap] = {}
        self._looked_s = float("-inf")
        self.unsettled = False
        """Whether a gap is too new to be shown: refresh again in SETTLED_AFTER_S."""
        self._look()

    def marker_before(self, message: Message) -> object | None:
        """Return what stands above a message, None for most; asked for each row that is laid out."""
        gap = self._gaps.get(message.id)
        merged = self._merged if message.id == self._first else None
        return None if gap is None and merged is None else self._words(Notes(gap, merged))

    def set_merged(self, first: EntryId | None, merged: Merged | None) -> None:
        """Say above this message, and no other, what came together; None for nowhere."""
        if (first, merged) == (self._first, self._merged):
            return
        before, self._first, self._merged = self._first, first, merged
        for each in {before, first} - {None}:
            self._tell_above(each)

    def refresh(self) -> None:
        """Show what was committed since the last time, gaps that came and gaps that were filled.

        A gap that is being filled moves with every commit: it is looked at once in AGAIN_AFTER_S,
        and `unsettled` until then.
        """
        super().refresh()
        if self._gaps and self._now_s() - self._looked_s < AGAIN_AFTER_S:
            self.unsettled = True
            return
        before = self._gaps
        self._look()
        for each in before.keys() | self._gaps.keys():
            if before.get(each) != self._gaps.get(each):
                self._tell_above(each)

    def _look(self) -> None:
        now_s = self._looked_s = self._now_s()
        found = self._rows.gaps(MAX_GAPS)
        # By log: a long gap is filled from its end, and stands above another message each time.
        self._seen = {gap.device: self._seen.get(gap.device, now_s) for gap in found}
        self._gaps = {
            gap.before: gap for gap in found if now_s - self._seen[gap.device] >= SETTLED_AFTER_S
        }
        self.unsettled = len(self._gaps) < len(found)

    def _tell_above(self, message: EntryId | None) -> None:
        ordinal = None if message is None else self.ordinal_of(message)
        if ordinal is not None:
            self._tell_changed(ordinal)
