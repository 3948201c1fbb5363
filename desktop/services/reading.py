"""How far rooms were read, on all devices of a person, and what stands in their composers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING

from desktop.errors import AppError, UnknownRoomError
from desktop.services.news import RoomTouched
from desktop.store.annotation_payloads import ReadPayload, encode_read
from net.entry import Entry, Kind
from net.pubsub import CHATS_TOPIC, PubSub, chat_topic

if TYPE_CHECKING:
    from desktop.model import OrderKey
    from desktop.store.store import Store
    from net.ids import EntryId, RoomId

Append = Callable[["RoomId", Kind, bytes], Awaitable[Entry]]

FOLLOW_S = 2.0
"""Read marks are gathered this long before other own devices hear of them: scrolling through a room
moves the mark many times, and only the last one matters."""
MAX_DRAFT_BYTES = 64 * 1024
"""Four messages: what is too long to send is not lost while it is cut."""


class Reading:
    """Owned by the engine, used on its loop."""

    def __init__(
        self,
        *,
        append: Append,
        store: Store,
        bus: PubSub,
        self_room: RoomId,
        has_room: Callable[[RoomId], bool],
        has_other_devices: Callable[[], bool],
        spawn: Callable[[Awaitable[None]], None],
    ) -> None:
        """Take what it stands on.

        Args:
            append: Writes an entry of this device.
            store: Where marks and drafts are kept.
            bus: Whom to tell that a room's counts changed.
            self_room: The room that only the own devices of this person sync.
            has_room: Whether this device is in a room.
            has_other_devices: Whether anybody would follow the own marks.
            spawn: Runs a coroutine to its end, kept by the engine.
        """
        self._append = append
        self._store = store
        self._bus = bus
        self._self_room = self_room
        self._has_room = has_room
        self._has_other_devices = has_other_devices
        self._spawn = spawn
        self._to_follow: dict[RoomId, OrderKey] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._writing = asyncio.Lock()

    async def mark_read(self, room: RoomId, message: EntryId) -> None:
        """Mark everything up to a message of the room as seen; that never moves the mark back.

        Raises:
            AppError: "not-found" for a room or for a message that is not in it.
            StorageError: the disk did not take it.
        """
        key = await self._key(room, message)
        if await self._store.mark_read(room, key):
            self.tell(room)
            self._follow(room, key)

    async def mark_unread(self, room: RoomId, message: EntryId) -> EntryId | None:
        """Let a message and all after it be unread again, on this device; says which is read still.

        Other devices of this person keep their own mark: they may have shown the message since.

        Raises:
            AppError: "not-found" for a room or for a message that is not in it.
            StorageError: the disk did not take it.
        """
        key = await self._key(room, message)
        self._to_follow.pop(room, None)  # or the mark would come back from our own log
        last = await self._store.mark_unread(room, key)
        self.tell(room)
        return last

    async def device_came(self, rooms: Iterable[RoomId]) -> None:
        """Tell a further device of this person how far each room was read."""
        wanted = tuple(rooms)
        states = await self._store.read(lambda reader: [reader.state(room) for room in wanted])
        for room, state in zip(wanted, states, strict=True):
            if state.read is not None:
                self._follow(room, state.read)

    async def draft(self, room: RoomId) -> str:
        """Return what stands in a room's composer.

        Raises:
            AppError: "not-found" for an unknown room.
        """
        self._must_have(room)
        state = await self._store.read(lambda reader: reader.state(room))
        return state.draft

    async def set_draft(self, room: RoomId, text: str) -> None:
        """Keep what stands in a room's composer; empty for nothing.

        Raises:
            AppError: "not-found" for an unknown room, "too-large".
            StorageError: the disk did not take it.
        """
        self._must_have(room)
        size = len(text.encode("utf-8", "replace"))
        if size > MAX_DRAFT_BYTES:
            raise AppError("too-large", "A draft has at most {most} bytes.", most=MAX_DRAFT_BYTES)
        await self._store.set_draft(room, text)
        self.tell(room)

    def tell(self, room: RoomId) -> None:
        """Say that a room's counts or draft changed."""
        event = RoomTouched(room)
        self._bus.local_broadcast(chat_topic(room), event)
        self._bus.local_broadcast(CHATS_TOPIC, event)

    async def close(self) -> None:
        """Tell the other own devices what they do not know yet."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        await self._write()

    async def _key(self, room: RoomId, message: EntryId) -> OrderKey:
        self._must_have(room)
        found = await self._store.read(lambda reader: reader.message(message))
        if found is None or found.key is None or found.room != room:
            raise AppError("not-found", "The message to read up to is not known in this room.")
        return found.key

    def _must_have(self, room: RoomId) -> None:
        if not self._has_room(room):
            raise UnknownRoomError

    def _follow(self, room: RoomId, key: OrderKey) -> None:
        if not self._has_other_devices():
            return
        self._to_follow[room] = key
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(FOLLOW_S, self._due)

    def _due(self) -> None:
        self._timer = None
        self._spawn(self._write())

    async def _write(self) -> None:
        async with self._writing:  # each mark once, also where the disk is slow
            while self._to_follow:  # what it does not take stays, and goes with the next marks
                room, key = next(iter(self._to_follow.items()))
                payload = encode_read(ReadPayload(room, key[3], key[:3]))
                await self._append(self._self_room, Kind.READ, payload)
                if self._to_follow.get(room) == key:
                    del self._to_follow[room]
