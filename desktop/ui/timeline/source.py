"""What the timeline needs from a room's history, and what it is told when that history changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.model import Message
    from net.ids import EntryId


@dataclass(frozen=True, slots=True)
class Marker:
    """A sentence above a message that is nobody's: a gap, or what came while the network was apart.

    `sign` is the name of an icon.
    """

    words: str
    sign: str = "network"


class TimelineListener(Protocol):
    """Told of changes on the thread of the windows, when the source has made all of them already.

    Each call's ordinals count from the state that the calls before it left.
    """

    def inserted(self, ordinal: int, n: int) -> None:
        """`n` rows are new; the first of them is `ordinal` now."""

    def removed(self, ordinal: int, n: int) -> None:
        """The `n` rows from `ordinal` on are gone."""

    def changed(self, ordinal: int) -> None:
        """One row has other content; its place is the same."""

    def reset(self) -> None:
        """Everything may be different."""


class TimelineSource(Protocol):
    """A room's messages by ordinal: 0 is the oldest. All calls come from the windows' thread."""

    def count(self) -> int:
        """Return the number of rows."""

    def rows(self, first: int, last: int) -> Sequence[Message]:
        """Return the rows `first` <= ordinal < `last`, ascending; fewer only beyond the end.

        Called while painting: it must answer in well under a millisecond.
        """

    def ordinal_of(self, message_id: EntryId) -> int | None:
        """Return where a message is, None if it is not in this room."""

    def ordinal_at_time(self, unix_ms: int) -> int:
        """Return the ordinal of the first row of that time or later; `count()` if none is."""

    def set_listener(self, listener: TimelineListener | None) -> None:
        """Tell this one, and no other, of changes from now on."""


class MarkingSource(TimelineSource, Protocol):
    """A source that knows of gaps too; whoever has none need not say so."""

    def marker_before(self, message: Message) -> Marker | None:
        """Return what stands above a message; tell `changed` of it when that changes."""
