"""Whose messages are hidden, and who was verified in person; hidden ones are kept and passed on.

Hiding takes rows out of what is shown, so that every count, page and search is right by itself.
It goes in steps, each one job of the writer; a kill in between leaves the rest for the next start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.store import annotation_tables, projection, search_index
from desktop.store.runs import sound_entry
from net.entry import Kind
from net.ids import PersonId, RoomId

if TYPE_CHECKING:
    from desktop.store.runs import Damaged
    from desktop.store.session import Session

STEP_MESSAGES = 500
"""Messages hidden or shown again in one step: about 20 ms that others wait for."""


class Place(NamedTuple):
    """How far the settling of one person came: everything below it is done."""

    room: int = 0
    device: int = 0
    seq: int = 0


class Step(NamedTuple):
    """What one step did: where to go on (None: all is settled) and the room it changed."""

    place: Place | None
    room: RoomId | None = None


def set_verified(session: Session, person: PersonId, *, on: bool) -> None:
    """Keep whether somebody was verified in person."""
    session.connection.execute(
        "INSERT INTO people_state (person, verified) VALUES (?,?) "
        "ON CONFLICT DO UPDATE SET verified=excluded.verified",
        (person, int(on)),
    )
    session.people_changed()


def set_blocked(session: Session, person: PersonId, *, on: bool) -> None:
    """Keep whether somebody's messages are hidden; `settle` then hides or shows those held."""
    session.connection.execute(
        "INSERT INTO people_state (person, blocked, settled) VALUES (?,?,0) "
        "ON CONFLICT DO UPDATE SET blocked=excluded.blocked, settled=0 "
        "WHERE blocked<>excluded.blocked",
        (person, int(on)),
    )
    session.forget_blocked()
    session.people_changed()


def settle(session: Session, place: Place) -> Step:
    """Hide or show again some messages of somebody who was blocked or unblocked."""
    connection = session.connection
    row = connection.execute(
        "SELECT person, blocked FROM people_state WHERE settled=0 ORDER BY person LIMIT 1"
    ).fetchone()
    if row is None:
        return Step(None)
    person, blocked = row
    log = connection.execute(
        "SELECT l.room, l.device, r.id FROM logs l JOIN devices d ON d.n=l.device "
        "JOIN rooms r ON r.n=l.room WHERE coalesce(d.person, d.id)=? AND (l.room, l.device) >= (?,?) "
        "ORDER BY l.room, l.device LIMIT 1",
        (person, place.room, place.device),
    ).fetchone()
    if log is None:
        connection.execute("UPDATE people_state SET settled=1 WHERE person=?", (person,))
        return Step(Place())
    room, device, room_id = log
    above = place.seq if (room, device) == (place.room, place.device) else 0
    step = _hide if blocked else _show
    seq = step(session, room, device, above)
    following = Place(room, device + 1) if seq is None else Place(room, device, seq)
    return Step(following, RoomId(room_id))


def _hide(session: Session, room: int, device: int, above: int) -> int | None:
    rows = session.connection.execute(
        "SELECT e.n, e.seq, e.id, e.body, m.flags FROM entries e JOIN messages m ON m.entry=e.n "
        "WHERE e.room=? AND e.device=? AND e.seq>? ORDER BY e.seq LIMIT ?",
        (room, device, above, STEP_MESSAGES),
    ).fetchall()
    for n, _, entry, body, flags in rows:
        text = search_index.text_of(session, room, n, body, flags)
        if text is not None:
            # Words that are deleted while they are hidden must not stay behind in the index.
            search_index.reindex(session, n, text, None, old_flags=flags)
        projection.remove(session, room, n)
        annotation_tables.wait_for(session, room, entry)
    # The last seq once more: a fork may have two messages there, and one is beyond the limit.
    return rows[-1][1] - 1 if len(rows) == STEP_MESSAGES else None


def _show(session: Session, room: int, device: int, above: int) -> int | None:
    rows = session.connection.execute(
        "SELECT e.n, e.seq, e.id, e.signature, e.body, d.id, m.entry FROM entries e "
        "JOIN devices d ON d.n=e.device LEFT JOIN messages m ON m.entry=e.n "
        "WHERE e.room=? AND e.device=? AND e.seq>? AND e.kind=? ORDER BY e.seq LIMIT ?",
        (room, device, above, Kind.MESSAGE, STEP_MESSAGES),
    ).fetchall()
    runs = []
    for n, _, stored_id, signature, body, device_id, shown in rows:
        if shown is not None:
            continue
        entry = sound_entry(session.connection, n, stored_id, signature, body, _leave)
        if entry is not None:
            runs.append(projection.Added(session.device(device_id), n, (entry,)))
    if runs:
        projection.add(session, room, runs)
    # As above; only 500 branches of one fork would make no way, and those are left out then.
    return max(rows[0][1], rows[-1][1] - 1) if len(rows) == STEP_MESSAGES else None


def _leave(damaged: Damaged) -> None:
    """Whoever reads a damaged entry next reports it; here it is only passed over."""
    del damaged
