"""Coming into a room: what was written there before is history, which nobody has to catch up on."""

from __future__ import annotations

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

    Owned by the engine, used on its loop, ended by `close`.
    """

    def __init__(
        self,
        *,
        store: Store,
        bus: PubSub,
        lobby: RoomId,
        kind_of: Callable[[RoomId], RoomKind | None],
        joined: Callable[[], Iterable[RoomId]],
        now_ms: Callable[[], int],
        spawn: Callable[[Awaitable[None]], None],
    ) -> None:
        self._store = store
        self._bus = bus
        self._lobby = lobby
        self._kind_of = kind_of
        self._joined = joined
        self._now_ms = now_ms
        self._spawn = spawn
        self._rooms: set[RoomId] = set()
        self._ahead_ms = 0
        self._is_new = False
        self._subscription: Subscription | None = None

    async def load(self, *, first: bool) -> None:
        """Know the rooms of the last run; at the very `first` start one comes into the lobby."""
        self._rooms = set(self._joined())
        self._subscription = self._bus.subscribe(ROOMS_TOPIC, self._on_rooms)
        if first:
            self._is_new = True
            await self._enter(self._lobby)

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
        """This person came into a room: what stands there, and what is still to arrive, is history.

        Raises:
            StorageError: the disk did not take it.
        """
        self._rooms.add(room)
        await self._enter(room)

    def _on_rooms(self, _: object) -> None:
        rooms = set(self._joined())
        new, self._rooms = rooms - self._rooms, rooms
        for room in new:  # also those that another device of this person came into
            if self._kind_of(room) is not RoomKind.DIRECT:
                self._spawn(self._enter(room))

    async def _enter(self, room: RoomId) -> None:
        if await self._store.enter_room(room, self._now_ms() - self._ahead_ms):
            self._tell(room)

    async def _correct(self, ahead_ms: int) -> None:
        if await self._store.correct_entering(self._lobby, ahead_ms):
            self._tell(self._lobby)

    def _tell(self, room: RoomId) -> None:
        self._bus.local_broadcast(chat_topic(room), RoomTouched(room))
        self._bus.local_broadcast(CHATS_TOPIC, RoomTouched(room))
