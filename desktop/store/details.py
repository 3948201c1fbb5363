"""What is known of one message beyond what it shows: its former words, and who holds it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from desktop.model import Message
from desktop.store import annotation_rows
from desktop.store.annotation_payloads import shown_ms
from desktop.store.payloads import decode_message, shown_text
from desktop.store.runs import Damaged, sound_entry
from net.ids import DeviceId, PersonId

if TYPE_CHECKING:
    from desktop.store.connection import Connection
    from desktop.store.owner import Owner


class Version(msgspec.Struct, frozen=True):
    """The words of a message as they stood from a moment (Unix ms) on."""

    text: str
    at_ms: int


class Holder(msgspec.Struct, frozen=True):
    """Another device that holds a message, and since when at the latest (Unix ms)."""

    device: DeviceId
    person: PersonId
    at_ms: int


class Details(msgspec.Struct, frozen=True):
    """A message with every version of it, oldest first; none if it was never edited.

    `holders` are the devices known to hold it besides this one: those that acknowledged an own
    message, or the author's device of another's.
    """

    message: Message
    versions: tuple[Version, ...]
    holders: tuple[Holder, ...]


def details(
    connection: Connection, message: Message, owner: Owner, report: Callable[[Damaged], None]
) -> Details:
    """Return the details of a message that is shown."""
    versions = () if message.deleted else _versions(connection, message, owner, report)
    if message.device == owner.device:
        return Details(message, versions, _holders(connection, message))
    author = Holder(message.device, message.person, message.sent_at_ms)
    return Details(message, versions, (author,))


def _versions(
    connection: Connection, message: Message, owner: Owner, report: Callable[[Damaged], None]
) -> tuple[Version, ...]:
    n, room, signature, body = connection.execute(
        "SELECT n, room, signature, body FROM entries "
        "WHERE substr(id, 1, 8)=substr(?1, 1, 8) AND id=?1",
        (message.id,),
    ).fetchone()
    said = annotation_rows.folded(connection, room, message.id, message.person)
    if not said.edits:
        return ()
    entry = sound_entry(connection, n, message.id, signature, body, report)
    first = decode_message(owner.keyring.payload_of(entry)) if entry is not None else None
    versions = [] if first is None else [Version(shown_text(first.text), message.sent_at_ms)]
    for mark in said.edits:
        edit = annotation_rows.edit_of(connection, mark, owner.keyring, report)
        if edit is not None:
            versions.append(Version(shown_text(edit.text), shown_ms(mark.stamp.place)))
    return tuple(versions)


def _holders(connection: Connection, message: Message) -> tuple[Holder, ...]:
    assert message.key is not None  # noqa: S101 - it is stored
    return tuple(
        Holder(DeviceId(device), PersonId(person), at_ms)
        for device, person, at_ms in connection.execute(
            "SELECT h.id, coalesce(h.person, h.id), t.at_ms FROM receipts t "
            "JOIN devices a ON a.n=t.author JOIN devices h ON h.n=t.holder "
            "JOIN rooms r ON r.n=t.room WHERE r.id=? AND a.id=? AND h.id<>a.id AND t.seq>=? "
            "ORDER BY t.at_ms, h.id",
            (message.room, message.device, message.key[2]),
        )
    )
