"""Watched searches: one query a group of windows, kept true by matching each new message in memory."""

from __future__ import annotations

import asyncio
import functools
import itertools
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.errors import AppError
from desktop.model import Hit, SearchResult
from desktop.services.news import MessageChanged, MessageNew, RoomsChanged, SearchChanged
from desktop.store.search_reader import MAX_LIMIT, Answer, judged
from desktop.store.search_terms import judge
from net.errors import StorageError
from net.history import HLC_COUNTER_BITS

if TYPE_CHECKING:
    from desktop.model import Message, OrderKey
    from desktop.services.search_query import Query
    from desktop.store.search_reader import Found
    from desktop.store.search_terms import Wanted
    from net.ids import EntryId, RoomId

log = logging.getLogger(__name__)

_came = itertools.count()
"""Tells messages of one millisecond apart."""
WATCHED_HITS = 50
"""Hits kept for a watch at first, and how many older ones are added at a time."""
MAX_HITS = 500
"""Hits kept for a watch that was asked for older ones: far more than anybody walks through; beyond,
a narrower search finds sooner."""
MAX_PAGES = 8
"""Times in a row that a search is taken up again where it has stopped without finding anything."""
MAX_WATCHES = 64
"""Watches at once: far more windows than anybody opens, few enough to match each new message."""
TELL_EVERY_S = 0.1
"""A burst of matches is told this often; the first at once."""
MATCHED_ONE_BY_ONE = 200
"""Synced messages matched between two tellings; more of them are looked up in one query."""
LOOK_AGAIN_S = 0.25
"""How long such a flood gathers before the query is run again."""
MAX_ARRIVED = 1_000
"""Messages kept that come while a query runs; beyond, it is run again."""


@dataclass(slots=True)
class _Group:
    """The windows that share one search; `hits` are those shown, by message, with their order."""

    name: str
    query: Query
    room: RoomId | None
    wanted: Wanted | None = None
    generation: int = 0
    watches: list[int] = field(default_factory=list)
    looking: asyncio.Task[None] | None = None
    hits: dict[EntryId, tuple[OrderKey, Hit]] = field(default_factory=dict)
    kept: int = WATCHED_HITS
    """Hits to look for: as many as were shown."""
    more: bool = False
    down_to: OrderKey | None = None
    """While there are more: where the hits end that are shown."""
    error: StorageError | None = None
    arrived: list[tuple[Message, bool]] = field(default_factory=list)
    caught_up: int = 0
    told_at_s: float = float("-inf")
    telling: asyncio.TimerHandle | None = None
    again: asyncio.TimerHandle | None = None


class Watches:
    """Keeps the watched searches of one person; owned by `Search`, used on its loop."""

    def __init__(
        self,
        *,
        ask: Callable[[Wanted, int, OrderKey | None], Awaitable[Answer]],
        wanted: Callable[[Query, RoomId | None], Wanted],
        tell: Callable[[SearchChanged], None],
    ) -> None:
        """Take what it needs of its owner.

        Args:
            ask: Answers a search from the store, all of it or from a place on down; cancelled, it
                interrupts the running statement.
            wanted: Resolves the names of a query as they are now.
            tell: Takes each change.
        """
        self._ask_store = ask
        self._wanted = wanted
        self._tell_all = tell
        self._groups: dict[str, _Group] = {}
        self._group_of: dict[int, _Group] = {}
        self._tokens = itertools.count(1)
        self._tasks: set[asyncio.Task[None]] = set()

    def add(self, query: Query, group: str | None, room: RoomId | None) -> int:
        """Begin a watch; see `Search.watch`.

        Raises:
            AppError: "too-large" for too many.
        """
        if len(self._group_of) >= MAX_WATCHES:
            raise AppError(
                "too-large", "At most {most} searches are watched at once.", most=MAX_WATCHES
            )
        token = next(self._tokens)
        name = group if group is not None else f"\0{token}"  # no group of a caller's begins so
        shared = self._groups.setdefault(name, _Group(name, query, room))
        shared.watches.append(token)
        self._group_of[token] = shared
        self._ask(shared, query, room)
        return token

    def change(self, token: int, query: Query) -> None:
        """Give a watch's group another query.

        Raises:
            AppError: "not-found" for a watch that has ended.
        """
        group = self._known(token)
        self._ask(group, query, group.room)

    def more(self, token: int, text: str) -> bool:
        """Add older hits to what a watch's group shows, if that still is the answer to this text.

        Returns:
            Whether something will be told of it.

        Raises:
            AppError: "not-found" for a watch that has ended.
        """
        group = self._known(token)
        if group.query.text != text or group.wanted is None:
            return False
        if group.looking is not None:
            return True  # whoever runs now tells what it finds
        if group.error is not None:
            self._look(group)
        elif group.more and len(group.hits) < MAX_HITS:
            group.kept = min(len(group.hits) + WATCHED_HITS, MAX_HITS)
            self._start(group, group.down_to)
        else:
            return False
        return True

    def remove(self, token: int) -> None:
        """End a watch.

        Raises:
            AppError: "not-found" for one that has ended or never was.
        """
        group = self._known(token)
        del self._group_of[token]
        group.watches.remove(token)
        if not group.watches:
            _stop(group)
            del self._groups[group.name]

    async def close(self) -> None:
        """End all watches and wait until nothing runs."""
        for group in self._groups.values():
            _stop(group)
        self._groups.clear()
        self._group_of.clear()
        while self._tasks:
            await asyncio.wait(self._tasks)

    def on_chat(self, event: object) -> None:
        """Take in what is told on the topics of rooms' messages."""
        match event:
            case MessageNew(message, live):
                for group in tuple(self._groups.values()):
                    if live or self._one_by_one(group):
                        self._came(group, message, unread=True)
            case MessageChanged(message):
                for group in tuple(self._groups.values()):
                    self._came(group, message, unread=message.id in group.hits)
            case _:
                pass

    def on_rooms(self, event: object) -> None:
        """Follow joins and leaves: what is in a room one has left is not found any more."""
        if not isinstance(event, RoomsChanged):
            return
        for group in self._groups.values():
            if group.wanted is None:
                continue
            wanted = self._wanted(group.query, group.room)
            if wanted != group.wanted:
                group.wanted = wanted
                self._look_again(group)

    def _known(self, token: int) -> _Group:
        group = self._group_of.get(token)
        if group is None:
            raise AppError("not-found", "This search is not watched any more.")
        return group

    # Looking in the store.

    def _ask(self, group: _Group, query: Query, room: RoomId | None) -> None:
        _stop(group)
        group.generation += 1
        group.query, group.room = query, room
        group.hits, group.more, group.down_to, group.error = {}, False, None, None
        group.kept = WATCHED_HITS
        group.wanted = None if query.reason is not None else self._wanted(query, room)
        if group.wanted is None:
            self._tell_soon(group)
        else:
            self._look(group)

    def _look(self, group: _Group) -> None:
        if group.looking is not None:
            group.looking.cancel()
        group.caught_up = 0
        group.kept = max(group.kept, len(group.hits))
        self._start(group, None)

    def _start(self, group: _Group, below: OrderKey | None) -> None:
        group.arrived = []
        task = asyncio.ensure_future(self._run(group, group.generation, below))  # noqa: TID251 - kept in _tasks, awaited by close()
        group.looking = task
        self._tasks.add(task)
        task.add_done_callback(functools.partial(self._ended, group))

    async def _run(self, group: _Group, generation: int, below: OrderKey | None) -> None:
        """Look for all that is to be shown, or for what is older than that."""
        wanted = group.wanted
        if wanted is None:
            return
        number = group.kept if below is None else group.kept - len(group.hits)
        answer: Answer | None = None
        error: StorageError | None = None
        try:
            answer = await self._read(wanted, number, below)
        except StorageError as refused:
            log.info("a watched search was not answered: %s", refused)
            error = refused
        if generation != group.generation or group.looking is not asyncio.current_task():
            return  # a newer query has taken over
        group.looking = None
        group.error = error
        if below is None:
            group.hits = {}
        if answer is not None:
            group.more, group.down_to = answer.more, answer.down_to
            for found in answer.found:
                _put(group, _key(group, found.message), found.message, found.marks)
        arrived, group.arrived = group.arrived, []
        for message, unread in arrived:
            _match(group, message, unread=unread)
        self._tell_soon(group)

    async def _read(self, wanted: Wanted, number: int, below: OrderKey | None) -> Answer:
        """Ask again where a search has stopped, until there is enough or at least something.

        Where older ones were shown already, all of them are looked for: what was there does not go.
        """
        shown_before = below is None and number > WATCHED_HITS
        found: tuple[Found, ...] = ()
        more = True
        for _ in range(MAX_PAGES):
            asked = min(number - len(found), MAX_LIMIT)
            answer = await self._ask_store(wanted, asked, below)
            found, more, below = found + answer.found, answer.more, answer.down_to
            stopped = len(answer.found) < asked
            if not more or len(found) >= number or (found and stopped and not shown_before):
                break
        return Answer(found, more, below)

    def _ended(self, group: _Group, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if task.cancelled() or (error := task.exception()) is None:
            return
        log.error("a watched search failed", exc_info=error)
        if group.looking is task:
            group.looking = None  # it did not come to its end: the next wish looks anew
            group.error = StorageError("Something went wrong inside Grapevine.")
            self._tell_soon(group)  # or whoever asked would wait for ever

    def _look_again(self, group: _Group) -> None:
        if group.again is None:
            loop = asyncio.get_running_loop()
            group.again = loop.call_later(LOOK_AGAIN_S, self._look_now, group)

    def _look_now(self, group: _Group) -> None:
        group.again = None
        self._look(group)

    # Messages as they come.

    def _one_by_one(self, group: _Group) -> bool:
        """Whether one more synced message may be matched by itself."""
        if group.again is not None:
            return False
        group.caught_up += 1
        if group.caught_up <= MATCHED_ONE_BY_ONE:
            return True
        if group.wanted is not None:
            self._look_again(group)
        return False

    def _came(self, group: _Group, message: Message, *, unread: bool) -> None:
        if group.wanted is None:
            return
        if group.error is not None:
            self._look_again(group)
        elif group.looking is None:
            if _match(group, message, unread=unread):
                self._tell_soon(group)
        elif len(group.arrived) < MAX_ARRIVED:
            group.arrived.append((message, unread))
        else:
            self._look_again(group)

    def _tell_soon(self, group: _Group) -> None:
        if group.telling is None:
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
            full=len(newest) >= MAX_HITS,
        )
        watches = tuple(group.watches)
        self._tell_all(SearchChanged(group.name, group.generation, watches, result, group.error))


def hit_of(message: Message, marks: tuple[tuple[int, int], ...]) -> Hit:
    """Return a message found, as it is told."""
    return Hit(message.id, message.room, message.person, message.text, message.sent_at_ms, marks)


def _stop(group: _Group) -> None:
    for timer in (group.telling, group.again):
        if timer is not None:
            timer.cancel()
    group.telling = group.again = None
    if group.looking is not None:
        group.looking.cancel()
        group.looking = None


def _match(group: _Group, message: Message, *, unread: bool) -> bool:
    """Take one new or changed message into what a group shows; whether that changed it."""
    marks = None
    if group.wanted is not None and not message.deleted:
        marks = judge(group.wanted, judged(message, unread=unread))
    known = group.hits.get(message.id)
    if marks is None:
        return group.hits.pop(message.id, None) is not None
    end = group.down_to if group.more else None
    key = _key(group, message)
    if known is None and end is not None and key < end:
        return False  # it is among those that are left out
    _put(group, key, message, marks)
    return group.hits.get(message.id) != known


def _put(
    group: _Group, key: OrderKey, message: Message, marks: tuple[tuple[int, int], ...]
) -> None:
    group.hits[message.id] = (key, hit_of(message, marks))
    if len(group.hits) > (MAX_HITS if group.kept > WATCHED_HITS else WATCHED_HITS):
        del group.hits[min(group.hits, key=lambda each: group.hits[each][0])]
        group.more = True
        group.down_to = min(key for key, _ in group.hits.values())


def _key(group: _Group, message: Message) -> OrderKey:
    known = group.hits.get(message.id)
    return message.key or (known[0] if known is not None else _newest_of_its_time(message))


def _newest_of_its_time(message: Message) -> OrderKey:
    """Return where a message stands whose row was not read: above what came before in its millisecond."""
    top = (1 << HLC_COUNTER_BITS) - 1
    return (message.sent_at_ms << HLC_COUNTER_BITS | top, 0, next(_came), message.id)
