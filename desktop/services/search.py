"""Search: answers queries from the store's index and keeps watched ones up to date as messages come.

What somebody searches for, and what is found, stays with them: results are told on the topic
search:<person> of this device only, which no message of the network reaches.
"""

from __future__ import annotations

import asyncio
import datetime
import itertools
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.errors import AppError
from desktop.services.news import MessageChanged, MessageNew, RoomsChanged
from desktop.services.search_query import Query, parse
from desktop.store.search_reader import MAX_LIMIT, judged
from desktop.store.search_terms import Wanted, judge
from desktop.store.search_text import folded
from net.errors import StorageError
from net.ids import to_text
from net.pubsub import CHATS_TOPIC, ROOMS_TOPIC, PubSub, search_topic

if TYPE_CHECKING:
    from desktop.model import Message, OrderKey
    from desktop.store.search_reader import Answer
    from desktop.store.search_threads import SearchRun
    from desktop.store.store import Store
    from net.ids import EntryId, PersonId, RoomId

log = logging.getLogger(__name__)

WATCHED_HITS = 50
"""Hits kept for a watch: what a window shows."""
MAX_WATCHES = 64
"""Watches at once: far more windows than anybody opens, few enough to match each new message."""
TELL_EVERY_S = 0.1
"""A burst of matches is told this often; the first at once."""
CAUGHT_UP_PER_TURN = 200
"""Synced messages matched one by one between two tellings; more of them are looked up in one query."""
LOOK_AGAIN_S = 0.25
"""Quiet after such a flood before the query is run again."""
CATCH_UP_STEPS = 4
"""Steps of the index that a query waits for: what was just said is found, a long backlog is not
waited for."""
FAR_MS = 2**46
"""The year 4199: later than every message, and its hybrid stamp still fits SQLite's integers."""
MAX_CONTEXT = 200
"""Messages of context on each side of a hit."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One message found.

    `marks` are [start, end) pieces of `text` in code points, ascending; none where only operators
    were asked for.
    """

    message: EntryId
    room: RoomId
    person: PersonId
    text: str
    sent_at_ms: int
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The newest messages a query finds, the newest first; `more` older ones were left out.

    `query` is the text as normalised. `reason` says why nothing was looked for, None if it was.
    """

    query: str
    hits: tuple[Hit, ...] = ()
    more: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class SearchChanged:
    """What a group of watches shows now; told to every watch of the group."""

    group: str
    generation: int
    watches: tuple[int, ...]
    result: SearchResult


@dataclass(slots=True)
class _Group:
    """The windows that share one search: the newest query of any of them is that of all."""

    name: str
    query: Query
    room: RoomId | None
    wanted: Wanted | None = None
    generation: int = 0
    watches: list[int] = field(default_factory=list)
    run: SearchRun[Answer] | None = None
    looking: asyncio.Task[None] | None = None
    hits: dict[EntryId, tuple[OrderKey, Hit]] = field(default_factory=dict)
    more: bool = False
    arrived: list[Message] = field(default_factory=list)
    answered: bool = False
    caught_up: int = 0
    told_at_s: float = float("-inf")
    telling: asyncio.TimerHandle | None = None
    again: asyncio.TimerHandle | None = None


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
        self._groups: dict[str, _Group] = {}
        self._group_of: dict[int, _Group] = {}
        self._tokens = itertools.count(1)
        self._subscriptions = [
            bus.subscribe(CHATS_TOPIC, self._on_chat),
            bus.subscribe(ROOMS_TOPIC, self._on_rooms),
        ]

    async def query(self, text: str, limit: int, room: RoomId | None = None) -> SearchResult:
        """Find the newest messages that a text asks for.

        Raises:
            AppError: "invalid" for a limit out of range, "not-found" for an unknown room.
            StorageError: the disk refused.
        """
        if not 1 <= limit <= MAX_LIMIT:
            raise AppError("invalid", f"limit is from 1 to {MAX_LIMIT}.")
        self._check_room(room)
        query = parse(text, self._today())
        if query.reason is not None:
            return SearchResult(query.text, reason=query.reason.value)
        wanted = self._wanted(query, room)
        await self._store.catch_up_search(CATCH_UP_STEPS)
        run = self._store.search(lambda reader: reader.search(wanted, limit))
        try:
            answer = await run.future
        except asyncio.CancelledError:
            run.cancel()
            raise
        hits = tuple(_hit(found.message, found.marks) for found in answer.found)
        return SearchResult(query.text, hits, answer.more)

    def watch(self, text: str, group: str | None = None, room: RoomId | None = None) -> int:
        """Watch a query; results come on search:<person>, now and whenever they change.

        The newest query of a group is that of all its watches, and interrupts the one before it.
        Watches without a group stand alone.

        Raises:
            AppError: "too-large" for too many watches, "not-found" for an unknown room.
        """
        if len(self._group_of) >= MAX_WATCHES:
            raise AppError("too-large", f"At most {MAX_WATCHES} searches are watched at once.")
        self._check_room(room)
        token = next(self._tokens)
        name = group if group is not None else f"\0{token}"
        query = parse(text, self._today())
        shared = self._groups.get(name)
        if shared is None:
            shared = self._groups[name] = _Group(name, query, room)
        shared.watches.append(token)
        self._group_of[token] = shared
        self._ask(shared, query, room)
        return token

    def change(self, token: int, text: str) -> None:
        """Give a watch, and with it its group, another query.

        Raises:
            AppError: "not-found" for a watch that has ended.
        """
        group = self._group_of.get(token)
        if group is None:
            raise AppError("not-found", "This search is not watched any more.")
        self._ask(group, parse(text, self._today()), group.room)

    def unwatch(self, token: int) -> None:
        """End a watch.

        Raises:
            AppError: "not-found" for one that has ended or never was.
        """
        group = self._group_of.pop(token, None)
        if group is None:
            raise AppError("not-found", "This search is not watched any more.")
        group.watches.remove(token)
        if not group.watches:
            self._stop(group)
            del self._groups[group.name]

    async def context(
        self, message: EntryId, before: int, after: int
    ) -> tuple[tuple[Message, ...], int]:
        """Return a message with some before and after it, in order, and which of them it is.

        Raises:
            AppError: "not-found" for a message that is not known here or not in a room of this
                person's; "invalid" for more context than MAX_CONTEXT.
        """
        if not (0 <= before <= MAX_CONTEXT and 0 <= after <= MAX_CONTEXT):
            raise AppError("invalid", f"Context is from 0 to {MAX_CONTEXT} messages.")
        found = await self._store.read(lambda reader: reader.message(message))
        if found is None or found.key is None or found.room not in dict(self._rooms()):
            raise AppError("not-found", "This message is not known here.")
        room, key = found.room, found.key
        around = await self._store.read(lambda reader: reader.around(room, key, before, after))
        at = next((i for i, each in enumerate(around) if each.id == message), None)
        if at is None:
            raise AppError("not-found", "This message is not known here any more.")
        return tuple(around), at

    async def close(self) -> None:
        """Stop watching and interrupt what runs."""
        for subscription in self._subscriptions:
            subscription.close()
        looking = [group.looking for group in self._groups.values() if group.looking is not None]
        for group in self._groups.values():
            self._stop(group)
        self._groups.clear()
        self._group_of.clear()
        await asyncio.gather(*looking, return_exceptions=True)

    # What a query means here and now.

    def _today(self) -> datetime.date:
        return _local_day(self._now_ms())

    def _check_room(self, room: RoomId | None) -> None:
        if room is not None and room not in dict(self._rooms()):
            raise AppError("not-found", "There is no such room here: rooms.list names them.")

    def _wanted(self, query: Query, room: RoomId | None) -> Wanted:
        mine = dict(self._rooms())
        rooms = frozenset(mine)
        if room is not None:
            rooms &= {room}
        if query.rooms:
            rooms &= frozenset(_named(query.rooms, mine.items()))
        people = None
        if query.people or query.not_people:
            known = [*self._people(), (self._me, "me")]
            people = frozenset(_named(query.people, known)) if query.people else None
            not_people = frozenset(_named(query.not_people, known))
        else:
            not_people = frozenset()
        return Wanted(
            terms=query.terms,
            refused=query.refused,
            rooms=rooms,
            not_rooms=frozenset(_named(query.not_rooms, mine.items())),
            people=people,
            not_people=not_people,
            traits=query.traits,
            not_traits=query.not_traits,
            since_ms=None if query.since is None else _midnight_ms(query.since),
            until_ms=None if query.until is None else _midnight_ms(query.until),
        )

    # Watched queries.

    def _ask(self, group: _Group, query: Query, room: RoomId | None) -> None:
        self._stop(group)
        group.generation += 1
        group.query = query
        group.room = room
        group.hits = {}
        group.more = False
        if query.reason is not None:
            group.wanted = None
            group.answered = True
            self._tell_soon(group)
            return
        group.wanted = self._wanted(query, room)
        self._look(group)

    def _look(self, group: _Group) -> None:
        if group.looking is not None:
            group.looking.cancel()
        if group.run is not None:
            group.run.cancel()
        group.answered = False
        group.caught_up = 0
        group.arrived = []
        group.looking = asyncio.ensure_future(self._run(group, group.generation))  # noqa: TID251 - kept in the group, ended by _stop

    async def _run(self, group: _Group, generation: int) -> None:
        wanted = group.wanted
        if wanted is None:
            return
        try:
            await self._store.catch_up_search(CATCH_UP_STEPS)
            run = group.run = self._store.search(lambda reader: reader.search(wanted, WATCHED_HITS))
            answer = await run.future
        except StorageError as error:
            log.info("a watched search was not answered: %s", error)
            return
        if generation != group.generation:
            return  # a newer query has taken over
        group.run = group.looking = None
        group.more = answer.more
        group.hits = {}
        for found in answer.found:
            self._put(group, found.message, found.marks)
        group.answered = True
        arrived, group.arrived = group.arrived, []
        for message in arrived:
            self._match(group, message)
        self._tell_soon(group)

    def _stop(self, group: _Group) -> None:
        group.generation += 1
        for timer in (group.telling, group.again):
            if timer is not None:
                timer.cancel()
        group.telling = group.again = None
        if group.run is not None:
            group.run.cancel()
            group.run = None
        if group.looking is not None:
            group.looking.cancel()
            group.looking = None

    def _on_chat(self, event: object) -> None:
        match event:
            case MessageNew(message, live):
                for group in tuple(self._groups.values()):
                    self._came(group, message, live=live)
            case MessageChanged(message):
                for group in tuple(self._groups.values()):
                    self._came(group, message, live=True)
            case _:
                pass

    def _on_rooms(self, event: object) -> None:
        if isinstance(event, RoomsChanged):
            for group in self._groups.values():
                if group.wanted is not None:
                    wanted = self._wanted(group.query, group.room)
                    if wanted != group.wanted:
                        group.wanted = wanted
                        self._look_again(group)

    def _came(self, group: _Group, message: Message, *, live: bool) -> None:
        if group.wanted is None:
            return
        if not live:
            group.caught_up += 1
            if group.caught_up > CAUGHT_UP_PER_TURN:
                self._look_again(group)
                return
        if group.answered:
            if self._match(group, message):
                self._tell_soon(group)
        elif len(group.arrived) < MAX_LIMIT:
            group.arrived.append(message)
        else:
            self._look_again(group)

    def _match(self, group: _Group, message: Message) -> bool:
        """Take one new or changed message into what a group shows; whether that changed it."""
        wanted = group.wanted
        marks = None
        if wanted is not None and not message.deleted:
            marks = judge(wanted, judged(message, unread=True))
        known = group.hits.get(message.id)
        if marks is None:
            return group.hits.pop(message.id, None) is not None
        self._put(group, message, marks)
        return group.hits.get(message.id) != known

    def _put(self, group: _Group, message: Message, marks: tuple[tuple[int, int], ...]) -> None:
        hit = _hit(message, marks)
        known = group.hits.get(message.id)
        key = message.key or (known[0] if known is not None else _key_of(message))
        group.hits[message.id] = (key, hit)
        if len(group.hits) > WATCHED_HITS:
            oldest = min(group.hits, key=lambda each: group.hits[each][0])
            del group.hits[oldest]
            group.more = True

    def _look_again(self, group: _Group) -> None:
        """Run the query again once the flood is over, and every so often while it lasts."""
        if group.again is None:
            group.again = asyncio.get_running_loop().call_later(LOOK_AGAIN_S, self._look_now, group)

    def _look_now(self, group: _Group) -> None:
        group.again = None
        self._look(group)

    def _tell_soon(self, group: _Group) -> None:
        if group.telling is not None:
            return
        loop = asyncio.get_running_loop()
        wait_s = max(0.0, group.told_at_s + TELL_EVERY_S - loop.time())
        group.telling = loop.call_later(wait_s, self._tell, group)

    def _tell(self, group: _Group) -> None:
        group.telling = None
        group.told_at_s = asyncio.get_running_loop().time()
        group.caught_up = 0
        newest = sorted(group.hits.values(), key=lambda each: each[0], reverse=True)
        reason = group.query.reason
        result = SearchResult(
            group.query.text,
            tuple(hit for _, hit in newest),
            group.more,
            None if reason is None else reason.value,
        )
        self._bus.local_broadcast(
            search_topic(self._me),
            SearchChanged(group.name, group.generation, tuple(group.watches), result),
        )


def _hit(message: Message, marks: tuple[tuple[int, int], ...]) -> Hit:
    return Hit(message.id, message.room, message.person, message.text, message.sent_at_ms, marks)


def _key_of(message: Message) -> OrderKey:
    """Return about where a message stands whose row was not read yet: at its own stamp."""
    return ((message.sent_at_ms << 16) | 0xFFFF, 0, 0, message.id)


def _named(wanted: Iterable[str], known: Iterable[tuple[object, str]]) -> list:  # type: ignore[type-arg]
    """Return the ids whose name, or a word of it, begins with one of the names typed, or is the id."""
    names = [(each, _name_keys(each, name)) for each, name in known]
    return [
        each
        for typed in wanted
        for each, keys in names
        if any(key.startswith(typed) for key in keys)
    ]


def _name_keys(each: object, name: str) -> list[str]:
    words = folded(name)
    keys = [" ".join(words[at:]) for at in range(len(words))]
    if isinstance(each, bytes):
        keys.append(to_text(each))
    return keys


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
