"""Turns message rows into the values that are shown: words from the entry, names, delivery."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from desktop.model import Message, MessageState
from desktop.store import annotation_rows
from desktop.store.annotation_payloads import shown_ms
from desktop.store.flags import ANNOTATED, LOWERED, MENTIONS_ME
from desktop.store.order import Position
from desktop.store.payloads import LOCAL_ID_BYTES, MessagePayload, decode_message, shown_text
from desktop.store.runs import Damaged, sound_entry
from net.history import HLC_COUNTER_BITS
from net.ids import EntryId, PersonId, RoomId

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.store.connection import Connection
    from desktop.store.keyring import Keyring
    from desktop.store.owner import Owner
    from desktop.store.people import People

COLUMNS = (
    "m.entry, m.place, m.dev8, m.seq, m.tie, m.rev, m.flags, e.device, e.id, e.signature, e.body, "
    "m.room"
)
SOURCE = "messages m CROSS JOIN entries e ON e.n = m.entry"
"""CROSS JOIN keeps SQLite from starting at the entries."""

_GONE = MessagePayload(bytes(LOCAL_ID_BYTES), "")
"""What is left of the words of a deleted message."""


class Delivery:
    """How many other devices hold the owner's messages of one room."""

    def __init__(self, connection: Connection, room: RoomId, owner: Owner) -> None:
        self.reached: tuple[int, ...] = tuple(
            row[0]
            for row in connection.execute(
                "SELECT t.seq FROM receipts t JOIN devices a ON a.n=t.author "
                "JOIN devices h ON h.n=t.holder JOIN rooms r ON r.n=t.room "
                "WHERE r.id=? AND a.id=? AND h.id<>a.id ORDER BY t.seq",
                (room, owner.device),
            )
        )

    def of(self, seq: int) -> int:
        """Return the number of devices that hold the own log up to at least this entry."""
        return len(self.reached) - bisect_left(self.reached, seq)


def position(row: Any) -> Position:
    """Return where a row of COLUMNS stands."""
    return Position(row[1], row[2], row[3], row[4])


def message(
    connection: Connection,
    room: RoomId,
    row: Any,
    people: People,
    delivery: Delivery,
    owner: Owner,
    report: Callable[[Damaged], None],
) -> Message | None:
    """Return the message of a row of COLUMNS; None (and a report) if it changed on disk."""
    number, place, dev8, seq, _, _, flags, device, stored_id, signature, body, room_number = row
    entry = sound_entry(connection, number, stored_id, signature, body, report)
    if entry is None:
        return None
    payload = _GONE if entry.withheld else decode_message(owner.keyring.payload_of(entry))
    if payload is None:
        return None
    author = people.author(device)
    own = author.person == owner.person
    delivered = delivery.of(seq) if author.device == owner.device else 0
    shown = Message(
        id=EntryId(stored_id),
        local_id=payload.local_id,
        room=room,
        person=author.person,
        device=author.device,
        name=author.name,
        text=shown_text(payload.text),
        sent_at_ms=place >> HLC_COUNTER_BITS if place > 0 else 0,
        state=MessageState.DELIVERED if delivered else MessageState.STORED,
        key=(place, dev8, seq, stored_id),
        own=own,
        delivered_to=delivered,
        reply_to=EntryId(payload.reply_to) if payload.reply_to is not None else None,
        mentions=tuple(PersonId(person) for person in payload.mentions),
        mentions_me=bool(flags & MENTIONS_ME),
        announcement=payload.announcement or None,
        clock_suspect=bool(flags & LOWERED),
        deleted=entry.withheld,
    )
    if not flags & ANNOTATED or shown.deleted:
        return shown
    return _annotated(connection, room_number, shown, owner.keyring, report)


def _annotated(
    connection: Connection,
    room: int,
    message: Message,
    keyring: Keyring,
    report: Callable[[Damaged], None],
) -> Message:
    """Return a message as it is after everything said about it."""
    said = annotation_rows.folded(connection, room, message.id, message.person)
    if said.deleted:
        return replace(
            message, deleted=True, text="", reply_to=None, mentions=(), mentions_me=False
        )
    edit = annotation_rows.standing_edit(connection, said, keyring, report)
    if edit is None:
        return replace(message, reactions=said.reactions, pinned=said.pinned)
    return replace(
        message,
        text=shown_text(edit.text),
        mentions=tuple(PersonId(person) for person in edit.mentions),
        edited_at_ms=shown_ms(said.edits[-1].stamp.place),
        reactions=said.reactions,
        pinned=said.pinned,
    )
