"""The writer's small jobs: settings, drafts, read marks, addresses, and entries that went bad."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from desktop.store import projection, read_marks
from desktop.store.reader import picks_key
from desktop.store.room_entries import ROOM_ENTRIES
from desktop.store.runs import sound_entry

if TYPE_CHECKING:
    from desktop.model import OrderKey, Picks
    from desktop.store.runs import Damaged
    from desktop.store.session import Session
    from net.ids import DeviceId, EntryId, RoomId

MAX_ADDRESSES = 500
"""As many as the book of hints holds; the ones that worked longest ago leave first."""


def set_setting(session: Session, key: str, value: Any) -> None:
    """Keep a JSON value under a key; None removes it."""
    if value is None:
        session.connection.execute("DELETE FROM settings WHERE key=?", (key,))
        return
    session.connection.execute(
        "INSERT OR REPLACE INTO settings VALUES (?,?)", (key, msgspec.json.encode(value).decode())
    )


def set_draft(session: Session, room: RoomId, text: str, picks: Picks = ()) -> None:
    """Keep what stands in a room's composer, and who was picked for the names in it."""
    told = [(name, person.hex()) for name, person in picks]
    set_setting(session, picks_key(room), told or None)
    session.connection.execute(
        "INSERT INTO room_state (room, draft) VALUES (?,?) "
        "ON CONFLICT DO UPDATE SET draft=excluded.draft",
        # Half a character at the cursor must not cost the whole draft.
        (session.room(room), text.encode("utf-8", "replace").decode()),
    )


def set_notify(session: Session, room: RoomId, level: str) -> None:
    """Keep how loud a room is."""
    session.connection.execute(
        "INSERT INTO room_state (room, notify) VALUES (?,?) "
        "ON CONFLICT DO UPDATE SET notify=excluded.notify",
        (session.room(room), level),
    )


def mark_read(session: Session, room: RoomId, key: OrderKey) -> bool:
    """Move a room's read mark forward to a key; False where it stands there or further already."""
    return read_marks.move(session, room, key)


def mark_unread(session: Session, room: RoomId, key: OrderKey) -> EntryId | None:
    """Put a room's read mark just before a message; returns the last one that is read still."""
    return read_marks.move_back(session, room, key)


def remember_address(
    session: Session, device: DeviceId, host: str, port: int, last_ok_ms: int
) -> None:
    """Keep an address that worked; beyond MAX_ADDRESSES the oldest leave."""
    session.connection.execute(
        "INSERT OR REPLACE INTO addresses VALUES (?,?,?,?)", (device, host, port, last_ok_ms)
    )
    session.connection.execute(
        "DELETE FROM addresses WHERE (device, host, port) IN (SELECT device, host, port "
        "FROM addresses ORDER BY last_ok_ms DESC LIMIT -1 OFFSET ?)",
        (MAX_ADDRESSES,),
    )


def forget_address(session: Session, device: DeviceId, host: str, port: int) -> None:
    """Drop an address, for example one that another device answered at."""
    session.connection.execute(
        "DELETE FROM addresses WHERE device=? AND host=? AND port=?", (device, host, port)
    )


def unseal(session: Session, room: RoomId) -> tuple[EntryId, ...]:
    """Show what could not be opened before a key of this private room came; return what it was.

    Costs a look at every entry of the room that is not shown; a room gets few keys in its life.
    """
    number = session.room(room)
    rows = session.connection.execute(
        "SELECT e.n, e.id, e.signature, e.body, d.id FROM entries e "  # noqa: S608
        "JOIN devices d ON d.n=e.device LEFT JOIN messages m ON m.entry=e.n "
        f"WHERE e.room=? AND m.entry IS NULL AND NOT (e.{ROOM_ENTRIES}) ORDER BY e.n",
        (number,),
    ).fetchall()
    runs = []
    for n, stored_id, signature, body, device in rows:
        entry = sound_entry(session.connection, n, stored_id, signature, body, _leave)
        if entry is not None:
            runs.append(projection.Added(session.device(device), n, (entry,)))
    if runs:
        projection.add(session, number, runs)
    shown = session.owner.keyring
    return tuple(entry.id for run in runs for entry in run.entries if shown.payload_of(entry))


def _leave(damaged: Damaged) -> None:
    """Whoever reads a damaged entry next reports it; here it is only passed over."""
    del damaged
