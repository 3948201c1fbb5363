"""Answers searches: walks the index from the newest message down and judges each against its text."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.store import rows, search_match
from desktop.store.order import TIE_BYTES
from desktop.store.people import People
from desktop.store.search_index import behind, unit_of
from desktop.store.search_terms import Judged, Marks, Trait, judge, text_traits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from desktop.model import Message, OrderKey
    from desktop.store.connection import Connection
    from desktop.store.owner import Owner
    from desktop.store.runs import Damaged
    from desktop.store.search_terms import Wanted
    from net.ids import RoomId

MAX_LIMIT = 200
"""Hits one search returns: more than anybody reads; the next word narrows them down."""
MAX_OVER = 1_000
"""Candidates looked at beyond the last one wanted, where a burst shares its docs with late ones."""
MAX_JUDGED = 4_000
"""Candidates judged in one search, newest first: the index is exact, so few are thrown away."""


@dataclass(frozen=True, slots=True)
class Found:
    """A message that is wanted and what to mark in it."""

    message: Message
    marks: Marks


@dataclass(frozen=True, slots=True)
class Answer:
    """The newest messages that are wanted, the newest first; `more` are older ones.

    `down_to` is where the search stopped looking: what is older was not judged. None where all was.
    """

    found: tuple[Found, ...]
    more: bool
    down_to: OrderKey | None = None


class SearchReader:
    """Searches on one read connection. One thread at a time."""

    def __init__(
        self, connection: Connection, owner: Owner, report: Callable[[Damaged], None]
    ) -> None:
        self._connection = connection
        self._owner = owner
        self._report = report
        self._people = People(connection, report)

    def behind(self) -> int:
        """Return how many stored entries the index has not looked at yet."""
        return behind(self._connection)

    def search(self, wanted: Wanted, limit: int, below: OrderKey | None = None) -> Answer:
        """Return the newest wanted messages, or the newest below a place; `limit` is at most MAX_LIMIT.

        Raises:
            sqlite3.OperationalError: interrupted.
        """
        if wanted.nothing:
            return Answer((), more=False)
        self._connection.execute("BEGIN")  # one moment for the index and the messages
        try:
            return self._search(wanted, min(limit, MAX_LIMIT), below)
        finally:
            if self._connection.in_transaction:
                self._connection.execute("COMMIT")

    def _search(self, wanted: Wanted, limit: int, below: OrderKey | None) -> Answer:
        self._people.refresh()
        scope = search_match.scope_of(self._connection, wanted, self._owner)
        if scope is None:
            return Answer((), more=False)
        further: tuple[str, tuple[Any, ...]] = ("", ())
        if below is not None:
            further = search_match.below(self._connection, below)
        match = search_match.match_of(self._connection, wanted, scope)
        cursor = iter(
            self._connection.execute(
                f"{search_match.SELECT} {scope.where} {further[0]} ORDER BY doc DESC",
                (match, *scope.bounds, *further[1]),
            )
        )
        walk = _Walk(cursor)
        found: dict[int, tuple[OrderKey, Found]] = {}
        want, seen = limit + 1, 0
        while True:
            batch = walk.newest(want)
            self._judge(batch, wanted, scope, found)
            seen += len(batch)
            ended = len(batch) < want
            if ended or len(found) > limit or seen >= MAX_JUDGED:
                break
            want = min(4 * want, MAX_JUDGED - seen)
        newest = sorted(found.values(), key=lambda each: each[0], reverse=True)
        found_all = tuple(each for _, each in newest[:limit])
        if len(newest) > limit:
            return Answer(found_all, more=True, down_to=newest[limit - 1][0])
        return Answer(found_all, more=not ended, down_to=None if ended else walk.lowest)

    def _judge(
        self,
        candidates: Iterable[int],
        wanted: Wanted,
        scope: search_match.Scope,
        found: dict[int, tuple[OrderKey, Found]],
    ) -> None:
        numbers = list(candidates)
        deliveries: dict[RoomId, rows.Delivery] = {}
        for start in range(0, len(numbers), MAX_LIMIT):
            part = numbers[start : start + MAX_LIMIT]
            marks = ",".join("?" * len(part))
            for room, *row in self._connection.execute(
                f"SELECT r.id, {rows.COLUMNS} FROM {rows.SOURCE} JOIN rooms r ON r.n=m.room "  # noqa: S608
                f"WHERE m.entry IN ({marks})",
                part,
            ).fetchall():
                if room not in deliveries:
                    deliveries[room] = rows.Delivery(self._connection, room, self._owner)
                message = rows.message(
                    self._connection,
                    room,
                    row,
                    self._people,
                    deliveries[room],
                    self._owner,
                    self._report,
                )
                if message is None or message.deleted or message.key is None:
                    continue
                unread = scope.is_unread(message)
                pieces = judge(wanted, judged(message, unread=unread))
                if pieces is not None:
                    found[row[0]] = (message.key, Found(message, pieces))


def judged(message: Message, *, unread: bool) -> Judged:
    """Return a message as a search looks at it."""
    traits = set(text_traits(message.text))
    if message.own:
        traits.add(Trait.OWN)
    elif unread:
        traits.add(Trait.UNREAD)
    if message.mentions_me:
        traits.add(Trait.MENTIONED)
    if message.edited_at_ms is not None:
        traits.add(Trait.EDITED)
    if message.reactions:
        traits.add(Trait.REACTION)
    if message.pinned:
        traits.add(Trait.PIN)
    return Judged(message.text, message.room, message.person, message.sent_at_ms, frozenset(traits))


class _Walk:
    """Takes candidates off a cursor that runs down the docs, in the exact order of their places."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor
        self._heap: list[tuple[int, int, int, int, int]] = []
        self._doc: int | None = None
        self._ended = False
        self.lowest: OrderKey | None = None
        """Where the last candidate stands that was returned: above all that were not."""

    def newest(self, number: int) -> list[int]:
        """Return the entry numbers of the next newest candidates; fewer only at the end."""
        taken: list[int] = []
        while len(taken) < number:
            self._read_ahead()
            if not self._heap:
                break
            place, dev8, seq, tie, entry = heapq.heappop(self._heap)
            taken.append(entry)
            self.lowest = (-place, -dev8, -seq, (-tie).to_bytes(TIE_BYTES, "big"))
        return taken

    def _read_ahead(self) -> None:
        """Read until nothing below can be newer than the newest candidate in hand."""
        while not self._ended and len(self._heap) <= MAX_OVER:
            # A doc is never below its message's unit, so lower docs are of lower units.
            if self._heap and self._doc is not None and self._doc <= unit_of(-self._heap[0][0]):
                return
            row = next(self._cursor, None)
            if row is None:
                self._ended = True
                return
            doc, entry, place, dev8, seq, tie = row
            heapq.heappush(self._heap, (-place, -dev8, -seq, -tie, entry))
            self._doc = doc
