"""How far a room was read on the devices of its owner: a mark that only its owner moves back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.model import OrderKey
from desktop.store.order import FIRST, TOLERANCE, position_of
from net.history import HLC_COUNTER_BITS
from net.ids import EntryId, RoomId

if TYPE_CHECKING:
    from desktop.store.session import Session

NO_MESSAGE = EntryId(bytes(32))
"""Stands in the mark of a room that was come into, where no message is the last one read."""


def move(session: Session, room: RoomId, key: OrderKey) -> bool:
    """Move a room's read mark forward to a key; False where it stands there or further already.

    A message that is held counts where it stands here, which may be earlier than where the device
    that read it had it; for any other the key itself says where.
    """
    number = session.room(room)
    before = session.connection.total_changes
    place = session.connection.execute(
        # CROSS JOIN: else SQLite starts at the room and walks all of it, 15 s at a million messages.
        "SELECT m.place FROM entries e CROSS JOIN messages m ON m.entry=e.n "
        "WHERE substr(e.id, 1, 8)=substr(?1, 1, 8) AND e.id=?1 AND m.room=?2",
        (key[3], number),
    ).fetchone()
    session.connection.execute(
        "INSERT INTO room_state (room, read_place, read_dev8, read_seq, read_id) "
        "VALUES (?,?,?,?,?) ON CONFLICT DO UPDATE SET read_place=excluded.read_place, "
        "read_dev8=excluded.read_dev8, read_seq=excluded.read_seq, read_id=excluded.read_id "
        "WHERE read_place IS NULL OR (read_place, read_dev8, read_seq, read_id) < "
        "(excluded.read_place, excluded.read_dev8, excluded.read_seq, excluded.read_id)",
        (number, key[0] if place is None else place[0], *key[1:]),
    )
    moved = session.connection.total_changes != before
    if moved:
        session.read_on.append(room)
    return moved


def move_back(session: Session, room: RoomId, key: OrderKey) -> EntryId | None:
    """Put a room's read mark just before a message; returns the one it stands at, None before all."""
    number = session.room(room)
    row = session.connection.execute(
        "SELECT m.place, m.dev8, m.seq, e.id FROM messages m JOIN entries e ON e.n=m.entry "
        "WHERE m.room=? AND (m.place, m.dev8, m.seq, m.tie) < (?,?,?,?) "
        "ORDER BY m.place DESC, m.dev8 DESC, m.seq DESC, m.tie DESC LIMIT 1",
        (number, *position_of(key)),
    ).fetchone()
    session.connection.execute(
        "INSERT INTO room_state (room, read_place, read_dev8, read_seq, read_id) "
        "VALUES (?,?,?,?,?) ON CONFLICT DO UPDATE SET read_place=excluded.read_place, "
        "read_dev8=excluded.read_dev8, read_seq=excluded.read_seq, read_id=excluded.read_id",
        (number, *(row or (None, None, None, None))),
    )
    session.read_on.append(room)
    return EntryId(row[3]) if row is not None else None


def enter(session: Session, room: RoomId, now_ms: int) -> bool:
    """Let all that was written in a room up to now count as read, also what is still to arrive.

    "Now" is later than every stamp held, so that other computers' clocks may be a little ahead.
    """
    now = now_ms << HLC_COUNTER_BITS
    (latest,) = session.connection.execute(
        "SELECT max(highest_hlc) FROM logs WHERE highest_hlc<=?", (now + TOLERANCE,)
    ).fetchone()
    place = max(now, (latest or 0) + 1)
    return move(session, room, (place, FIRST.dev8, 0, NO_MESSAGE))


def correct(session: Session, room: RoomId, ahead_ms: int) -> bool:
    """Put a mark that `enter` made by a clock so far ahead to where it belongs."""
    before = session.connection.total_changes
    number = session.room(room)
    session.connection.execute(
        "UPDATE room_state SET read_place=read_place-? WHERE room=? AND read_id=?",
        (ahead_ms << HLC_COUNTER_BITS, number, NO_MESSAGE),
    )
    moved = session.connection.total_changes != before
    if moved:
        session.read_on.append(room)
    return moved
