"""Coming into a room: what was written there before is history, which nobody has to catch up on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING

from desktop.model import RoomKind
from desktop.services.news import RoomTouched
from net.pubsub import CHATS_TOPIC, ROOMS_TOPIC, PubSub, Subscription, chat_topic

if TYPE_CHECKING:
    from desktop.store.store import Store
    from net.ids import RoomId


class Entering:
    """Moves the read mark of a room to now as this person comes in; older words arrive as read.

    The one that follows the rooms this person is in, direct ones aside: `changed` is told which they
    came into, which they left, and when. Owned by the engine, used on its loop, ended by `close`.
    """

    def __init__(
        self,
        *,
        store: Store,
        bus: PubSub,
        lobby: RoomId,
        kind_of: Callable[[RoomId], RoomKind | None],
        joined: Callable[[], Iterable[RoomId]],
        changed: Callable[[set[RoomId], set[RoomId], int], None],
        now_ms: Callable[[], int],
        spawn: Callable[[Awaitable[None]], None],
    ) -> None:
        self._store = store
        self._bus = bus
        self._lobby = lobby
        self._kind_of = kind_of
        self._joined = joined
        self._changed = changed
        self._now_ms = now_ms
        self._spawn = spawn
        self._rooms: set[RoomId] = set()
        self._entering: dict[RoomId, asyncio.Event] = {}
        self._ahead_ms = 0
        self._is_new = False
        self._subscription: Subscription | None = None

    async def load(self, *, first: bool) -> None:
        """Know the rooms of the last run; at the very `first` start one comes into the lobby."""
        self._rooms = self._now_in()
        self._subscription = self._bus.subscribe(ROOMS_TOPIC, self._on_rooms)
        if first:
            self._is_new = True
            if await self._store.enter_room(self._lobby, self._now_ms() - self._ahead_ms):
                self._tell(self._lobby)

    def close(self) -> None:
        """Follow the rooms no longer."""
        if self._subscription is not None:
            self._subscription.close()

    def clock_judged(self, ahead_ms: int) -> None:
        """This device's clock is ahead of the others' by so much."""
        if self._is_new:  # the lobby was come into before there was anybody to compare with
            self._is_new = False
            self._spawn(self._correct(ahead_ms))
        self._ahead_ms = ahead_ms

    async def entered(self, room: RoomId) -> None:
        """Wait until what stands in a room that this person came into counts as history."""
        running = self._entering.get(room)
        if running is not None:
            await running.wait()

    def _now_in(self) -> set[RoomId]:
        return {room for room in self._joined() if self._kind_of(room) is not RoomKind.DIRECT}

    def _on_rooms(self, _: object) -> None:
        rooms = self._now_in()
        came, left, self._rooms = rooms - self._rooms, self._rooms - rooms, rooms
        if came or left:
            at_ms = self._now_ms() - self._ahead_ms
            self._changed(came, left, at_ms)
            for room in came:  # also those that another device of this person came into
                done = self._entering[room] = asyncio.Event()
                self._spawn(self._enter(room, at_ms, done))

    async def _enter(self, room: RoomId, at_ms: int, done: asyncio.Event) -> None:
        try:
            if await self._store.enter_room(room, at_ms):
                self._tell(room)
        finally:
            done.set()
            if self._entering.get(room) is done:  # not come into once more meanwhile
                del self._entering[room]

    async def _correct(self, ahead_ms: int) -> None:
        if await self._store.correct_entering(self._lobby, ahead_ms):
            self._tell(self._lobby)

    def _tell(self, room: RoomId) -> None:
        self._bus.local_broadcast(chat_topic(room), RoomTouched(room))
        self._bus.local_broadcast(CHATS_TOPIC, RoomTouched(room))
