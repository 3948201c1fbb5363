"""Chat: a message from its text to the disk and the network, and from the network to who listens."""

from __future__ import annotations

import asyncio
import logging
import os
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from desktop.errors import AppError
from desktop.model import Message, MessageState
from desktop.services.news import MessageChanged, MessageNew, RoomTouched
from desktop.store.payloads import MessagePayload, decode_message, encode_message
from desktop.texts import clean_text, safe_text
from net.entry import Entry, Kind
from net.pubsub import CHATS_TOPIC, PubSub, chat_topic

if TYPE_CHECKING:
    from desktop.store.reader import Reader
    from desktop.store.store import Store
    from net.ids import DeviceId, EntryId, PersonId, RoomId
    from net.node import Acknowledged, EntriesStored

log = logging.getLogger(__name__)

Append = Callable[["RoomId", Kind, bytes], Awaitable[Entry]]

LOCAL_ID_BYTES = 16
"""Random: two messages of one device never share it, and nobody can guess it."""
MAX_REMEMBERED_SENDS = 4096
"""Local ids whose result is kept for a retry; older ones are found in the store."""
MAX_MENTIONS = 100
ANNOUNCE_DELIVERIES = 200
"""Newest own messages told as delivered when a device catches up; a list shows the rest."""


class Chat:
    """Sends, lists and announces messages. Owned by the engine, used on its loop."""

    def __init__(
        self,
        *,
        append: Append,
        store: Store,
        bus: PubSub,
        person: PersonId,
        device: DeviceId,
        name_of: Callable[[PersonId], str],
        person_of: Callable[[DeviceId], PersonId | None],
        has_room: Callable[[RoomId], bool],
    ) -> None:
        self._append = append
        self._store = store
        self._bus = bus
        self._person = person
        self._device = device
        self._name_of = name_of
        self._person_of = person_of
        self._has_room = has_room
        self._sends: OrderedDict[bytes, asyncio.Future[Message]] = OrderedDict()

    async def send(
        self,
        room: RoomId,
        text: str,
        *,
        local_id: bytes | None = None,
        reply_to: EntryId | None = None,
        mentions: tuple[PersonId, ...] = (),
    ) -> Message:
        """Store a message and tell everybody; returns after the commit.

        The same `local_id` again returns the same message, however often it is retried.

        Raises:
            AppError: unknown room, empty or too long text, unknown message replied to.
            StorageError: the disk did not take it; nothing was told to anybody.
        """
        if not self._has_room(room):
            raise AppError("not-found", "There is no such room here: rooms.list names them.")
        cleaned = clean_text(text)
        if len(mentions) > MAX_MENTIONS:
            raise AppError("too-large", f"At most {MAX_MENTIONS} people can be mentioned at once.")
        key = local_id or os.urandom(LOCAL_ID_BYTES)
        running = self._sends.get(key)
        if running is not None:
            return await asyncio.shield(running)
        future: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        self._sends[key] = future
        while len(self._sends) > MAX_REMEMBERED_SENDS:
            self._sends.popitem(last=False)
        try:
            if local_id is not None:
                known = await self._store.read(lambda reader: reader.own_message(key))
                if known is not None:
                    future.set_result(known)
                    return known
            if reply_to is not None:
                await self._must_know(reply_to, room)
            payload = MessagePayload(key, cleaned, reply_to, tuple(dict.fromkeys(mentions)))
            entry = await self._append(room, Kind.MESSAGE, encode_message(payload))
            message = self._message(entry, payload)
        except BaseException as error:
            self._sends.pop(key, None)
            if not future.done():
                future.set_exception(error)
                future.exception()  # read: nobody else may be waiting for it
            raise
        future.set_result(message)
        return message

    async def page(
        self, room: RoomId, *, before: EntryId | None, limit: int
    ) -> tuple[tuple[Message, ...], bool]:
        """Return up to `limit` messages before one (or the newest), oldest first, and whether more.

        Raises:
            AppError: "not-found" for an unknown room or message.
        """
        if not self._has_room(room):
            raise AppError("not-found", "There is no such room here: rooms.list names them.")
        found = await self._store.read(
            lambda reader: _page_before(reader, room, before, limit + 1)
        )
        if found is None:
            raise AppError("not-found", "The message to list before is not known here.")
        rows = found
        more = len(rows) > limit
        return tuple(rows[1:] if more else rows), more

    async def _must_know(self, message: EntryId, room: RoomId) -> None:
        if await self.get(message, room) is None:
            raise AppError("not-found", "The message replied to is not known here.")

    async def get(self, message: EntryId, room: RoomId | None = None) -> Message | None:
        """Return one message, None when it is not known (in that room)."""
        found = await self._store.read(lambda reader: reader.message(message))
        return found if found is not None and room in (None, found.room) else None

    def entries_stored(self, stored: EntriesStored) -> None:
        """Announce new messages among entries that reached the disk."""
        touched: set[RoomId] = set()
        for entry in stored.entries:
            if entry.kind != Kind.MESSAGE or not self._has_room(entry.room):
                continue
            payload = decode_message(self._store.owner.keyring.payload_of(entry))
            if payload is None:
                continue
            touched.add(entry.room)
            self._tell(entry.room, MessageNew(self._message(entry, payload), stored.live))
        for room in touched:
            self._tell(room, RoomTouched(room))

    async def unsealed(self, room: RoomId) -> None:
        """Show and announce what a key that just came opens in a private room."""
        for entry in await self._store.unseal(room):
            message = await self.get(entry)
            if message is not None:
                self._tell(room, MessageNew(message, live=False))
        self._tell(room, RoomTouched(room))

    def _tell(self, room: RoomId, event: object) -> None:
        self._bus.local_broadcast(chat_topic(room), event)
        self._bus.local_broadcast(CHATS_TOPIC, event)

    async def acknowledged(self, acknowledged: Acknowledged, previous_seq: int) -> None:
        """Announce own messages that a further device now holds."""
        if not self._has_room(acknowledged.room):
            return
        changed = await self._store.read(
            lambda reader: reader.own_messages(
                acknowledged.room, previous_seq, acknowledged.seq, ANNOUNCE_DELIVERIES
            )
        )
        for message in changed:
            self._tell(acknowledged.room, MessageChanged(message))
        self._tell(acknowledged.room, RoomTouched(acknowledged.room))

    def _message(self, entry: Entry, payload: MessagePayload) -> Message:
        own = entry.device == self._device
        person = self._person if own else (self._person_of(entry.device) or self._person)
        return Message(
            id=entry.id,
            local_id=payload.local_id,
            room=entry.room,
            person=person,
            device=entry.device,
            name=self._name_of(person),
            text=safe_text(payload.text),
            sent_at_ms=entry.hlc >> 16,
            state=MessageState.STORED,
            own=own,
            reply_to=payload.reply_to,  # type: ignore[arg-type]
            mentions=payload.mentions,  # type: ignore[arg-type]
            mentions_me=self._person in payload.mentions,
        )


def _page_before(
    reader: Reader, room: RoomId, before: EntryId | None, limit: int
) -> list[Message] | None:
    if before is None:
        return reader.latest(room, limit)
    found = reader.message(before)
    if found is None or found.room != room or found.key is None:
        return None
    return reader.before(room, found.key, limit)
