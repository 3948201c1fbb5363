"""One room's rows under a held snapshot, addressed by position: what a timeline stands on.

Between two `advance()` calls every answer is from the same moment, whatever the writer does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.store import room_gaps, rows
from desktop.store.order import FIRST, VACATED_KEPT, Position
from desktop.store.people import People

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.model import Message
    from desktop.store.connection import Connection
    from desktop.store.owner import Owner
    from desktop.store.room_gaps import Gap
    from desktop.store.runs import Damaged
    from net.ids import EntryId, RoomId

_ORDER = "place, dev8, seq, tie"
_ORDER_DOWN = "place DESC, dev8 DESC, seq DESC, tie DESC"
_REF = f"json_array(entry, json_array({_ORDER}))"
"""A RowRef. Many are read as one value: the GIL is let go of, and waited for, once a row read.

While the engine is busy each wait is half a millisecond, on the windows' thread.
"""


class RowRef(msgspec.Struct, frozen=True, array_like=True):
    """A stored message: its entry's number and where it stands."""

    entry: int
    position: Position


_REFS = msgspec.json.Decoder(list[RowRef])


class Changes(msgspec.Struct, frozen=True):
    """What happened in a room between two revisions, as seen from the older snapshot.

    `left` are positions that held a row before and hold it no longer; `came` rows that were not
    at their position before; `changed` rows that show something else now. All ascending.
    """

    left: tuple[Position, ...]
    came: tuple[RowRef, ...]
    changed: tuple[RowRef, ...] = ()


class Bookmarks(msgspec.Struct, frozen=True):
    """Every n-th position of a room and the rows from it to the next, at one revision."""

    rev: int
    positions: tuple[Position, ...]
    counts: tuple[int, ...]


class RoomRows:
    """Reads one room on a connection of its own; used on the thread that made it."""

    def __init__(
        self,
        connection: Connection,
        room: RoomId,
        owner: Owner,
        report: Callable[[Damaged], None],
    ) -> None:
        self.room = room
        self.own_person = owner.person
        self.own_device = owner.device
        self._connection = connection
        self._owner = owner
        self._report = report
        self._people = People(connection, report)
        self._number: int | None = None
        self.count = 0
        self.rev = 0
        self.people_changed = False
        self.delivery_changed = False
        self._delivery: rows.Delivery | None = None
        self.advance()

    def close(self) -> None:
        """Let go of the snapshot and close the connection."""
        if self._connection.in_transaction:
            self._connection.execute("COMMIT")
        self._connection.close()

    def advance(self) -> None:
        """Take a new snapshot: everything committed so far is seen from now on."""
        execute = self._connection.execute
        if self._connection.in_transaction:
            execute("COMMIT")
        execute("BEGIN")
        if self._number is None:
            row = execute("SELECT n FROM rooms WHERE id=?", (self.room,)).fetchone()
            self._number = None if row is None else int(row[0])
        self.people_changed = self._people.refresh()
        if self._number is None:
            return
        row = execute("SELECT messages, rev FROM counts WHERE room=?", (self._number,)).fetchone()
        self.count, self.rev = row if row is not None else (0, 0)
        reached = rows.Delivery(self._connection, self.room, self._owner)
        self.delivery_changed = self._delivery is None or self._delivery.reached != reached.reached
        self._delivery = reached

    def changes_since(self, rev: int, limit: int) -> Changes | None:
        """Return what happened since a revision, or None if it is more than `limit` or forgotten."""
        if self.rev == rev or self._number is None:
            return Changes((), ())
        if self.rev - rev > min(limit, VACATED_KEPT):
            return None
        left = self._connection.execute(
            f"SELECT {_ORDER} FROM vacated WHERE room=? AND rev>? AND born<=? ORDER BY {_ORDER}",  # noqa: S608
            (self._number, rev, rev),
        ).fetchall()
        came, changed = self._connection.execute(
            f"SELECT json_group_array({_REF}) FILTER (WHERE born>?2), "  # noqa: S608
            f"json_group_array({_REF}) FILTER (WHERE born<=?2) "
            "FROM messages WHERE room=?1 AND rev>?2",
            (self._number, rev),
        ).fetchone()
        return Changes(
            tuple(Position(*row) for row in left),
            tuple(sorted(_REFS.decode(came), key=_where)),
            tuple(sorted(_REFS.decode(changed), key=_where)),
        )

    def from_position(self, start: Position, offset: int, limit: int) -> list[RowRef]:
        """Return rows at or above a position, ascending, after skipping `offset` of them."""
        return self._refs(">=", start, _ORDER, offset, limit)

    def below_position(self, end: Position | None, offset: int, limit: int) -> list[RowRef]:
        """Return rows below a position (None: from the end), descending, after skipping `offset`."""
        return self._refs("<", end, _ORDER_DOWN, offset, limit)

    def count_between(self, start: Position, end: Position | None, limit: int = -1) -> int:
        """Return the number of rows at or above one position and below another, at most `limit`."""
        if self._number is None:
            return 0
        upper, bounds = ("", ()) if end is None else (f"AND ({_ORDER}) < (?,?,?,?)", end)
        (number,) = self._connection.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM messages WHERE room=? "  # noqa: S608
            f"AND ({_ORDER}) >= (?,?,?,?) {upper} LIMIT ?)",
            (self._number, *start, *bounds, limit),
        ).fetchone()
        return int(number)

    def messages(self, refs: Sequence[RowRef]) -> list[Message | None]:
        """Return the messages of rows; None for one whose entry changed on disk (it was reported)."""
        if not refs or self._delivery is None:
            return []
        marks = ",".join("?" * len(refs))
        found = {
            row[0]: row
            for row in self._connection.execute(
                f"SELECT {rows.COLUMNS} FROM {rows.SOURCE} WHERE m.entry IN ({marks})",  # noqa: S608
                [ref.entry for ref in refs],
            )
        }
        return [
            None
            if ref.entry not in found
            else rows.message(
                self._connection,
                self.room,
                found[ref.entry],
                self._people,
                self._delivery,
                self._owner,
                self._report,
            )
            for ref in refs
        ]

    def delivered_to(self, message: Message) -> int:
        """Return how many other devices hold a message; 0 for one another device wrote."""
        if self._delivery is None or message.key is None or message.device != self.own_device:
            return 0
        return self._delivery.of(message.key[2])

    def find(self, entry: EntryId) -> RowRef | None:
        """Return the row of a message by its id."""
        return self._one(
            "entries e JOIN messages m ON m.entry=e.n",
            "substr(e.id, 1, 8)=substr(?1, 1, 8) AND e.id=?1",
            entry,
        )

    def find_local(self, local_id: bytes) -> RowRef | None:
        """Return the row of a message of this device by its local id."""
        return self._one("messages m", "m.local_id=?1", local_id)

    def gaps(self, most: int) -> tuple[Gap, ...]:
        """Return where entries are known to be missing, at most `most` holes."""
        if self._number is None:
            return ()
        return room_gaps.find(self._connection, self._number, self._people, most)

    def bookmarks(self, every: int) -> Bookmarks:
        """Return every n-th position; reads the whole order index, 60 ns a row, the GIL free."""
        positions: list[Position] = []
        counts: list[int] = []
        start: Position | None = FIRST
        while start is not None:
            positions.append(start)
            following = self.from_position(start, every, 1)
            start = following[0].position if following else None
            counts.append(every)
        counts[-1] = self.count - every * (len(counts) - 1)
        return Bookmarks(self.rev, tuple(positions), tuple(counts))

    def _refs(
        self, sign: str, bound: Position | None, order: str, offset: int, limit: int
    ) -> list[RowRef]:
        if self._number is None or limit <= 0:
            return []
        where, bounds = ("", ()) if bound is None else (f"AND ({_ORDER}) {sign} (?,?,?,?)", bound)
        (refs,) = self._connection.execute(
            f"SELECT json_group_array({_REF}) FROM (SELECT entry, {_ORDER} FROM messages "  # noqa: S608
            f"WHERE room=? {where} ORDER BY {order} LIMIT ? OFFSET ?)",
            (self._number, *bounds, limit, offset),
        ).fetchone()
        return _REFS.decode(refs)

    def _one(self, source: str, where: str, value: bytes) -> RowRef | None:
        row = self._connection.execute(
            f"SELECT m.entry, m.place, m.dev8, m.seq, m.tie, m.room FROM {source} WHERE {where}",  # noqa: S608
            (value,),
        ).fetchone()
        if row is None or row[5] != self._number:
            return None
        return RowRef(row[0], Position(*row[1:5]))


def _where(ref: RowRef) -> Position:
    return ref.position
