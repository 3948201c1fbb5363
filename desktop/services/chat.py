"""Chat: a message from its text to the disk and the network, and from the network to who listens."""

from __future__ import annotations

import asyncio
import logging
import os
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from desktop.errors import AppError, UnknownRoomError
from desktop.mentions import mentioned
from desktop.model import Message, MessageState
from desktop.services.news import MessageChanged, MessageNew, RoomTouched
from desktop.store.payloads import (
    MAX_MENTIONS,
    MessagePayload,
    decode_message,
    encode_message,
)
from desktop.texts import clean_text, safe_text
from net.entry import Entry, Kind
from net.ids import EntryId
from net.pubsub import CHATS_TOPIC, PubSub, chat_topic

if TYPE_CHECKING:
    from desktop.store.history import Changes
    from desktop.store.reader import Reader
    from desktop.store.store import Store
    from net.ids import DeviceId, PersonId, RoomId
    from net.news import Acknowledged, EntriesStored

log = logging.getLogger(__name__)

Append = Callable[["RoomId", Kind, bytes], Awaitable[Entry]]

LOCAL_ID_BYTES = 16
"""Random: two messages of one device never share it, and nobody can guess it."""
MAX_REMEMBERED_SENDS = 4096
"""Local ids whose result is kept for a retry; older ones are found in the store."""
MAX_REMEMBERED_CHANGES = 1_024
"""Messages whose last announced state is kept, to announce none twice."""
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
        rooms: Callable[[], Iterable[RoomId]],
        is_blocked: Callable[[PersonId], bool],
        named: Callable[[RoomId], Iterable[tuple[PersonId, str]]],
        take: Callable[[str], None],
        spawn: Callable[[Awaitable[None]], None],
    ) -> None:
        self._append = append
        self._store = store
        self._bus = bus
        self._person = person
        self._device = device
        self._name_of = name_of
        self._person_of = person_of
        self._has_room = has_room
        self._rooms = rooms
        self._is_blocked = is_blocked
        self._named = named
        self._take = take
        self._spawn = spawn
        self._annotated: set[EntryId] = set()
        self._announced: OrderedDict[EntryId, Message] = OrderedDict()
        self._sends: OrderedDict[bytes, asyncio.Future[Message]] = OrderedDict()
        self._unsealing = 0
        self._told_meanwhile: set[EntryId] = set()

    async def send(
        self,
        room: RoomId,
        text: str,
        *,
        local_id: bytes | None = None,
        reply_to: EntryId | None = None,
        mentions: tuple[PersonId, ...] = (),
        announcement: bytes = b"",
    ) -> Message:
        """Store a message and tell everybody; returns after the commit.

        The same `local_id` again returns the same message, however often it is retried.

        Raises:
            AppError: unknown room, empty or too long text, unknown message replied to, a mention of
                nobody in the room, or far too many messages at once.
            StorageError: the disk did not take it; nothing was told to anybody.
        """
        if not self._has_room(room):
            raise UnknownRoomError
        cleaned = clean_text(text)
        everybody = self._mentioned(room, cleaned, mentions)
        key = local_id or os.urandom(LOCAL_ID_BYTES)
        running = self._sends.get(key)
        if running is None:
            running = asyncio.get_running_loop().create_future()
            self._sends[key] = running
            while len(self._sends) > MAX_REMEMBERED_SENDS:
                self._sends.popitem(last=False)
            payload = MessagePayload(key, cleaned, reply_to, everybody, announcement)
            # Goes on if the caller gives up waiting: a retry must find it, not send it again.
            self._spawn(self._sent(running, room, payload, is_retry=local_id is not None))
        return await asyncio.shield(running)

    async def _sent(
        self,
        future: asyncio.Future[Message],
        room: RoomId,
        payload: MessagePayload,
        *,
        is_retry: bool,
    ) -> None:
        try:
            future.set_result(await self._send(room, payload, is_retry=is_retry))
        except Exception as error:  # noqa: BLE001 - handed to whoever waits for this message
            self._sends.pop(payload.local_id, None)
            future.set_exception(error)
            future.exception()  # read: the caller may have given up waiting

    async def _send(self, room: RoomId, payload: MessagePayload, *, is_retry: bool) -> Message:
        if is_retry:
            known = await self._store.read(lambda reader: reader.own_message(payload.local_id))
            if known is not None:
                return known
        if payload.reply_to is not None:
            await self._must_know(EntryId(payload.reply_to), room)
        self._take("messages")
        entry = await self._append(room, Kind.MESSAGE, encode_message(payload))
        return self._message(entry, payload)

    def _mentioned(
        self, room: RoomId, text: str, by_id: tuple[PersonId, ...]
    ) -> tuple[PersonId, ...]:
        if len(by_id) > MAX_MENTIONS:
            raise AppError(
                "too-large", "At most {most} people can be mentioned at once.", most=MAX_MENTIONS
            )
        if not by_id and "@" not in text:
            return ()
        named = tuple(self._named(room))
        if not {*by_id} <= {person for person, _ in named}:
            raise AppError("not-found", "Somebody mentioned is not known in this room.")
        return tuple(dict.fromkeys((*by_id, *mentioned(text, named))))[:MAX_MENTIONS]

    async def page(
        self, room: RoomId, *, before: EntryId | None, limit: int
    ) -> tuple[tuple[Message, ...], bool]:
        """Return up to `limit` messages before one (or the newest), oldest first, and whether more.

        Raises:
            AppError: "not-found" for an unknown room or message.
        """
        if not self._has_room(room):
            raise UnknownRoomError
        found = await self._store.read(lambda reader: _page_before(reader, room, before, limit + 1))
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
            annotated = entry.id in self._annotated
            self._annotated.discard(entry.id)
            if entry.kind != Kind.MESSAGE or not self._has_room(entry.room):
                continue
            touched.add(entry.room)
            payload = decode_message(self._store.owner.keyring.payload_of(entry))
            if payload is None:
                continue
            message = self._message(entry, payload)
            if self._is_blocked(message.person):
                continue
            if self._unsealing:
                self._told_meanwhile.add(entry.id)
            if annotated:
                self._spawn(self._announce_late(entry.id, live=stored.live))
                continue
            self._tell(entry.room, MessageNew(message, stored.live))
        for room in touched:
            self._tell(room, RoomTouched(room))

    def changed(self, changes: Changes) -> None:
        """Announce what an append changed; called before the append's entries are announced."""
        known = [message for message, new in changes.messages if not new]
        self._annotated.update(message for message, new in changes.messages if new)
        if known:
            self._spawn(self._announce_changed(known))
        for room in changes.read:
            self._tell(room, RoomTouched(room))

    async def _announce_changed(self, ids: Sequence[EntryId]) -> None:
        found = await self._store.read(lambda reader: [reader.message(one) for one in ids])
        rooms: dict[RoomId, None] = {}
        for message in found:
            if message is None or not self._has_room(message.room):
                continue
            rooms[message.room] = None
            # Of two changes close together the first look may have shown both.
            if self._announced.get(message.id) != message:
                self._announced[message.id] = message
                self._announced.move_to_end(message.id)
                self._tell(message.room, MessageChanged(message))
        while len(self._announced) > MAX_REMEMBERED_CHANGES:
            self._announced.popitem(last=False)
        for room in rooms:
            self._tell(room, RoomTouched(room))

    async def _announce_late(self, message: EntryId, *, live: bool) -> None:
        """Announce a new message about which something was said before it came."""
        found = await self.get(message)
        if found is not None and not found.deleted:
            self._tell(found.room, MessageNew(found, live))

    def snapshots_are_old(self) -> None:
        """Have every window look at the store anew: the old look keeps deleted words on the disk."""
        for room in self._rooms():
            self._tell(room, RoomTouched(room))

    def touched(self, room: RoomId) -> None:
        """Have every window look at one room anew: a message left it by itself."""
        if self._has_room(room):
            self._tell(room, RoomTouched(room))

    def unsealed(self, room: RoomId) -> Awaitable[None]:
        """Show and announce what a key that just came opens in a private room.

        What is stored in the meantime may have reached the disk before the key and its turn here
        after it: it is announced there, and not here again.
        """
        self._unsealing += 1
        return self._unseal(room)

    async def _unseal(self, room: RoomId) -> None:
        try:
            for entry in await self._store.unseal(room):
                message = await self.get(entry)
                if message is None or entry in self._told_meanwhile:
                    continue
                if not (message.deleted or self._is_blocked(message.person)):
                    self._tell(room, MessageNew(message, live=False))
        finally:
            self._unsealing -= 1
            if not self._unsealing:
                self._told_meanwhile.clear()
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
            announcement=payload.announcement or None,
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
