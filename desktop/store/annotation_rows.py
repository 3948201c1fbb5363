"""Reads what was said about a message: its marks, what they come to, and the words that stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.store.annotation_fold import Folded, Mark, Stamp, fold
from desktop.store.annotation_payloads import EditPayload, decode_edit
from desktop.store.order import dev8_of, lowered
from desktop.store.payloads import shown_text
from desktop.store.runs import Damaged, sound_entry
from desktop.store.verdicts import Judge
from net.entry import Kind
from net.ids import PersonId

if TYPE_CHECKING:
    from desktop.store.connection import Connection
    from desktop.store.keyring import Keyring
    from desktop.store.owner import Owner

MAX_MARKS_READ = 4_096
"""Marks of one message that are looked at: all edits and deletes of its author, then the newest."""

Report = Callable[[Damaged], None]


def folded(connection: Connection, room: int, target: bytes, author: PersonId) -> Folded:
    """Return what everything said about a message comes to; reactions of blocked people are left out."""
    return fold(author, marks(connection, room, target))


def marks(connection: Connection, room: int, target: bytes) -> list[Mark]:
    """Return the marks of a message whose owner is not blocked, in no order that matters."""
    found = connection.execute(
        "SELECT a.kind, a.mark, a.seq, a.tie, a.hlc, a.is_on, a.entry, d.id, "
        "coalesce(d.person, d.id) FROM annotations a JOIN devices d ON d.n=a.device "
        "WHERE a.room=? AND a.target=? AND NOT (a.kind=? AND EXISTS (SELECT 1 "
        "FROM people_state s WHERE s.person=d.person AND s.blocked)) "
        "ORDER BY a.kind IN (?,?), a.hlc DESC, d.id DESC, a.seq DESC, a.mark LIMIT ?",
        (room, target, Kind.REACTION, Kind.REACTION, Kind.PIN, MAX_MARKS_READ),
    ).fetchall()
    places = _places(connection, room, [(row[7], row[2], row[4]) for row in found])
    return [
        Mark(
            kind,
            PersonId(person),
            Stamp(place, device, seq, tie),
            mark.decode() if kind == Kind.REACTION else "",
            bool(on),
            entry,
        )
        for (kind, mark, seq, tie, _, on, entry, device, person), place in zip(
            found, places, strict=True
        )
    ]


def standing_edit(
    connection: Connection, said: Folded, keyring: Keyring, report: Report
) -> EditPayload | None:
    """Return the words that an author put in place of the first ones, None where there are none."""
    for mark in reversed(said.edits):
        edit = edit_of(connection, mark, keyring, report)
        if edit is not None:
            return edit
    return None


def edit_of(
    connection: Connection, mark: Mark, keyring: Keyring, report: Report
) -> EditPayload | None:
    """Return the words of one edit, None (and a report) if they changed on disk."""
    row = connection.execute(
        "SELECT id, signature, body FROM entries WHERE n=?", (mark.entry,)
    ).fetchone()
    if row is None:
        return None
    entry = sound_entry(connection, mark.entry, row[0], row[1], row[2], report)
    return None if entry is None else decode_edit(keyring.payload_of(entry))


def text_now(connection: Connection, owner: Owner, room: int, entry: int) -> str | None:
    """Return the words that an edit put in place of a message's first ones, as they are shown."""
    target, author = connection.execute(
        "SELECT e.id, coalesce(d.person, d.id) FROM entries e JOIN devices d ON d.n=e.device "
        "WHERE e.n=?",
        (entry,),
    ).fetchone()
    said = folded(connection, room, target, PersonId(author))
    edit = standing_edit(connection, said, owner.keyring, lambda _: None)
    return None if edit is None else shown_text(edit.text)


def _places(connection: Connection, room: int, stamps: list[tuple[bytes, int, int]]) -> list[int]:
    """Return where entries, given by device, seq and own stamp, stand in the order of the room."""
    if connection.execute("SELECT 1 FROM ahead WHERE room=? LIMIT 1", (room,)).fetchone() is None:
        return [hlc for _, _, hlc in stamps]  # nobody's clock was ever seen ahead: nearly always
    seqs: dict[bytes, list[int]] = {}
    for device, seq, _ in stamps:
        seqs.setdefault(device, []).append(seq)
    judges = {
        device: Judge(connection, room, dev8_of(device), held) for device, held in seqs.items()
    }
    return [lowered(hlc, judges[device].earliest(seq)) for device, seq, hlc in stamps]
