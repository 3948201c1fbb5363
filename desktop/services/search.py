"""Search: answers queries from the store's index, and watches some of them as messages come.

What somebody searches for, and what is found, stays with them: results are told on the topic
search:<person> of this device only, which no message of the network reaches.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from desktop.errors import AppError, UnknownRoomError
from desktop.model import SearchResult
from desktop.services.news import SearchChanged
from desktop.services.search_query import Query, parse
from desktop.services.search_watch import Watches, hit_of
from desktop.store.search_reader import MAX_LIMIT, Answer
from desktop.store.search_terms import Wanted
from desktop.store.search_text import folded
from net.errors import StorageError
from net.ids import to_text
from net.pubsub import CHATS_TOPIC, ROOMS_TOPIC, PubSub, search_topic

if TYPE_CHECKING:
    from desktop.model import Message, OrderKey
    from desktop.store.store import Store
    from net.ids import EntryId, PersonId, RoomId

Id = TypeVar("Id", bound=bytes)

CATCH_UP_STEPS = 4
"""Steps of the index that a query waits for: what was just said is found, a long backlog is not
waited for."""
FAR_MS = 2**46
"""The year 4199: later than every message, and its hybrid stamp still fits SQLite's integers."""
MAX_CONTEXT = 200
"""Messages of context on each side of a hit."""
ME = "me"
"""The name that always stands for oneself."""


class Search:
    """Answers and watches queries. Owned by the engine, used on its loop, ended by `close`."""

    def __init__(
        self,
        *,
        store: Store,
        bus: PubSub,
        person: PersonId,
        rooms: Callable[[], Iterable[tuple[RoomId, str]]],
        people: Callable[[], Iterable[tuple[PersonId, str]]],
        now_ms: Callable[[], int],
    ) -> None:
        """Listen to the topics of messages.

        Args:
            store: Whose messages are searched.
            bus: Where new messages come from and results go to.
            person: Whose search it is.
            rooms: The rooms this person is in, with names; nothing outside of them is found.
            people: Everybody known, with names.
            now_ms: Unix time, for the days that a query names.
        """
        self._store = store
        self._bus = bus
        self._me = person
        self._rooms = rooms
        self._people = people
        self._now_ms = now_ms
        self._watches = Watches(ask=self._ask, wanted=self._wanted, tell=self._tell)
        self._subscriptions = [
            bus.subscribe(CHATS_TOPIC, self._watches.on_chat),
            bus.subscribe(ROOMS_TOPIC, self._watches.on_rooms),
        ]

    async def query(self, text: str, limit: int, room: RoomId | None = None) -> SearchResult:
        """Find the newest messages that a text asks for.

        Raises:
            AppError: "invalid" for a limit out of range, "not-found" for an unknown room.
            StorageError: the disk refused.
        """
        if not 1 <= limit <= MAX_LIMIT:
            raise AppError("invalid", "limit is from 1 to {most}.", most=MAX_LIMIT)
        self._check_room(room)
        query = parse(text, self._today())
        if query.reason is not None:
            return SearchResult(query.text, reason=query.reason.value)
        answer = await self._ask(self._wanted(query, room), limit)
        hits = tuple(hit_of(found.message, found.marks) for found in answer.found)
        return SearchResult(query.text, hits, answer.more)

    def watch(self, text: str, group: str | None = None, room: RoomId | None = None) -> int:
        """Watch a query; results come on search:<person>, now and whenever they change.

        The newest query of a group is that of all its watches, and interrupts the one before it.
        Watches without a group stand alone.

        Raises:
            AppError: "too-large" for too many watches, "not-found" for an unknown room.
        """
        self._check_room(room)
        return self._watches.add(parse(text, self._today()), group, room)

    def change(self, watch: int, text: str) -> None:
        """Give a watch, and with it its group, another query.

        Raises:
            AppError: "not-found" for a watch that has ended.
        """
        self._watches.change(watch, parse(text, self._today()))

    def more(self, watch: int, text: str) -> bool:
        """Add older messages to what a watch and its group show, if `text` is still their query.

        Returns:
            Whether something will be told of it.

        Raises:
            AppError: "not-found" for a watch that has ended.
        """
        return self._watches.more(watch, text)

    def unwatch(self, watch: int) -> None:
        """End a watch.

        Raises:
            AppError: "not-found" for one that has ended or never was.
        """
        self._watches.remove(watch)

    async def context(
        self, message: EntryId, before: int, after: int
    ) -> tuple[tuple[Message, ...], int]:
        """Return a message with some before and after it, in order, and which of them it is.

        Raises:
            AppError: "not-found" for a message that is not known here or not in a room of this
                person's; "invalid" for more context than MAX_CONTEXT.
        """
        if not (0 <= before <= MAX_CONTEXT and 0 <= after <= MAX_CONTEXT):
            raise AppError("invalid", "Context is from 0 to {most} messages.", most=MAX_CONTEXT)
        found = await self._store.read(lambda reader: reader.message(message))
        if found is None or found.key is None or found.room not in dict(self._rooms()):
            raise AppError("not-found", "This message is not known here.")
        room, key = found.room, found.key
        around = await self._store.read(lambda reader: reader.around(room, key, before, after))
        at = next((i for i, each in enumerate(around) if each.id == message), None)
        if at is None:
            raise AppError("not-found", "This message is not known here any more.")
        return tuple(around), at

    async def answered(self, messages: Sequence[Message]) -> tuple[Message, ...]:
        """Return what these messages of one room answer, as far as it is not among them."""
        wanted = {each.reply_to for each in messages if each.reply_to is not None}
        wanted -= {each.id for each in messages}
        rooms = {each.room for each in messages} & dict(self._rooms()).keys()
        found = await self._store.read(lambda reader: [reader.message(each) for each in wanted])
        return tuple(each for each in found if each is not None and each.room in rooms)

    async def close(self) -> None:
        """Stop watching and interrupt what runs."""
        for subscription in self._subscriptions:
            subscription.close()
        await self._watches.close()

    async def _ask(self, wanted: Wanted, limit: int, below: OrderKey | None = None) -> Answer:
        if below is None:
            with contextlib.suppress(StorageError):  # on a full disk, what was indexed is still found
                await self._store.catch_up_search(CATCH_UP_STEPS)
        run = self._store.search(lambda reader: reader.search(wanted, limit, below))
        try:
            return await run.future
        except asyncio.CancelledError:
            run.cancel()  # who asked asks for something else now
            raise

    def _tell(self, changed: SearchChanged) -> None:
        self._bus.local_broadcast(search_topic(self._me), changed)

    # What a query means here and now.

    def _today(self) -> datetime.date:
        return _local_day(self._now_ms())

    def _check_room(self, room: RoomId | None) -> None:
        if room is not None and room not in dict(self._rooms()):
            raise UnknownRoomError

    def _wanted(self, query: Query, room: RoomId | None) -> Wanted:
        mine = tuple(self._rooms())
        rooms = frozenset(each for each, _ in mine)
        if room is not None:
            rooms &= {room}
        if query.rooms:
            rooms &= _named(query.rooms, mine)
        known: tuple[tuple[PersonId, str], ...] = ()
        if query.people or query.not_people:
            known = (*self._people(), (self._me, ME))
        return Wanted(
            terms=query.terms,
            refused=query.refused,
            rooms=rooms,
            not_rooms=_named(query.not_rooms, mine),
            people=_named(query.people, known) if query.people else None,
            not_people=_named(query.not_people, known),
            traits=query.traits,
            not_traits=query.not_traits,
            since_ms=None if query.since is None else _midnight_ms(query.since),
            until_ms=None if query.until is None else _midnight_ms(query.until),
        )


def _named(wanted: Iterable[str], known: Iterable[tuple[Id, str]]) -> frozenset[Id]:
    """Return the ids that were named: by the beginning of a name, of a word of it, or of the id."""
    typed = tuple(wanted)
    if not typed:
        return frozenset()
    return frozenset(
        each
        for each, name in known
        if any(key.startswith(typed) for key in (*_endings(name), to_text(each)))
    )


def _endings(name: str) -> tuple[str, ...]:
    words = folded(name)
    return tuple(" ".join(words[at:]) for at in range(len(words)))


def _local_day(unix_ms: int) -> datetime.date:
    local = time.localtime(unix_ms / 1000)
    return datetime.date(local.tm_year, local.tm_mon, local.tm_mday)


def _midnight_ms(day: datetime.date) -> int:
    """Return when a local day begins; far from now it is the end of all time or its beginning."""
    try:
        begins = int(time.mktime((day.year, day.month, day.day, 0, 0, 0, 0, 0, -1)) * 1000)
    except (OverflowError, ValueError):  # not every system counts that far
        begins = 0 if day.year < 1970 else FAR_MS
    return max(0, min(begins, FAR_MS))
