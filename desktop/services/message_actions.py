"""What is done to a message after it was sent: edit, delete, react, pin, and a look at its details."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING

from desktop.errors import AppError, UnknownMessageError
from desktop.mentions import mentioned
from desktop.model import Message
from desktop.store.annotation_fold import MAX_EMOJI, MAX_EMOJI_PER_PERSON
from desktop.store.annotation_payloads import (
    DeletePayload,
    EditPayload,
    PinPayload,
    ReactionPayload,
    encode_delete,
    encode_edit,
    encode_pin,
    encode_reaction,
)
from desktop.store.emoji import one_emoji
from desktop.store.payloads import MAX_MENTIONS
from desktop.texts import clean_text
from net.entry import Entry, Kind

if TYPE_CHECKING:
    from desktop.store.details import Details
    from desktop.store.store import Store
    from net.ids import EntryId, PersonId, RoomId

Append = Callable[["RoomId", Kind, bytes], Awaitable[Entry]]


class MessageActions:
    """Owned by the engine, used on its loop. Whoever listens learns of a change as of anybody's.

    Each act is idempotent: what stands already is not written again.
    """

    def __init__(
        self,
        *,
        append: Append,
        store: Store,
        person: PersonId,
        has_room: Callable[[RoomId], bool],
        named: Callable[[RoomId], Iterable[tuple[PersonId, str]]],
        take: Callable[[str], None],
    ) -> None:
        """Take what the acts stand on.

        Args:
            append: Writes an entry of this device.
            store: Where messages are read.
            person: Oneself.
            has_room: Whether this device is in a room.
            named: Who can be mentioned in a room, with their names.
            take: Takes one of a kind from the budget, or refuses.
        """
        self._append = append
        self._store = store
        self._person = person
        self._has_room = has_room
        self._named = named
        self._take = take

    async def edit(
        self, message: EntryId, text: str, picked: tuple[PersonId, ...] = ()
    ) -> Message:
        """Put other words in place of an own message; returns it as it is now.

        Args:
            message: The message.
            text: Its new words.
            picked: Whom they mention beside those whose names say it; who is not in the room is not.

        Raises:
            AppError: "refused" for another's message or a deleted one, "not-found", or words that
                cannot be sent. The words are the caller's to keep.
            StorageError: the disk did not take it.
        """
        known = await self._known(message)
        if known.person != self._person:
            raise AppError("refused", "Only its author can edit a message.")
        if known.deleted:
            raise AppError("refused", "This message was deleted: write a new one.")
        cleaned = clean_text(text)
        named = list(self._named(known.room))
        mentions = mentioned(cleaned, named)
        # Whom a script mentioned by id stays mentioned: their name may not stand in the words.
        named_before = mentioned(known.text, named)
        kept = tuple(person for person in known.mentions if person not in named_before)
        inside = {person for person, _ in named}
        chosen = (person for person in picked if person in inside)
        mentions = tuple(dict.fromkeys((*kept, *chosen, *mentions)))[:MAX_MENTIONS]
        if cleaned == known.text and set(mentions) == set(known.mentions):
            return known
        self._take("edits")
        payload = encode_edit(EditPayload(message, cleaned, mentions))
        await self._append(known.room, Kind.EDIT, payload)
        return await self._known(message)

    async def delete(self, message: EntryId) -> Message:
        """Take an own message back; its words go wherever that is honoured. Others may have kept it.

        Raises:
            AppError: "refused" for another's message, "not-found".
            StorageError: the disk did not take it.
        """
        known = await self._known(message)
        if known.person != self._person:
            raise AppError("refused", "Only its author can delete a message.")
        if known.deleted:
            return known
        self._take("deletes")
        await self._append(known.room, Kind.DELETE, encode_delete(DeletePayload(message)))
        return await self._known(message)

    async def react(self, message: EntryId, emoji: str, *, on: bool) -> Message:
        """Put an emoji under a message, or take it away.

        Raises:
            AppError: "invalid" for what is not exactly one emoji, "refused" for a deleted message or
                too many emoji, "not-found".
            StorageError: the disk did not take it.
        """
        spelled = one_emoji(emoji)
        if spelled is None:
            raise AppError("invalid", "A reaction is exactly one emoji.")
        known = await self._known(message)
        mine = {each.emoji for each in known.reactions if self._person in each.people}
        if on == (spelled in mine):
            return known
        if known.deleted:
            raise AppError("refused", "This message was deleted.")
        if on and len(mine) >= MAX_EMOJI_PER_PERSON:
            raise AppError(
                "refused",
                "At most {most} emoji of one person fit under a message.",
                most=MAX_EMOJI_PER_PERSON,
            )
        if on and len(known.reactions) >= MAX_EMOJI and not _has(known, spelled):
            raise AppError(
                "refused", "At most {most} different emoji fit under a message.", most=MAX_EMOJI
            )
        self._take("reactions")
        payload = encode_reaction(ReactionPayload(message, spelled, on))
        await self._append(known.room, Kind.REACTION, payload)
        return await self._known(message)

    async def pin(self, message: EntryId, *, on: bool) -> Message:
        """Pin a message in its room for everybody, or take the pin away.

        Raises:
            AppError: "refused" for a deleted message, "not-found".
            StorageError: the disk did not take it.
        """
        known = await self._known(message)
        if known.pinned == on:
            return known
        if known.deleted:
            raise AppError("refused", "This message was deleted.")
        self._take("pins")
        await self._append(known.room, Kind.PIN, encode_pin(PinPayload(message, on)))
        return await self._known(message)

    async def details(self, message: EntryId) -> Details:
        """Return a message's former words and who holds it, as far as known.

        Raises:
            AppError: "not-found".
        """
        await self._known(message)
        found = await self._store.read(lambda reader: reader.details(message))
        if found is None:
            raise UnknownMessageError
        return found

    async def _known(self, message: EntryId) -> Message:
        found = await self._store.read(lambda reader: reader.message(message))
        if found is None or not self._has_room(found.room):
            raise UnknownMessageError
        return found


def _has(message: Message, emoji: str) -> bool:
    return any(each.emoji == emoji for each in message.reactions)
