"""What follows from entries: the messages in their order, counters, profiles.

Written in the transaction that stores the entries, so a reader never sees one without the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.store import annotation_tables, read_marks, search_index, verdicts
from desktop.store.annotation_payloads import decode_read, read_key
from desktop.store.flags import DELETED, LOWERED, MENTIONS_ME
from desktop.store.order import VACATED_KEPT, lowered, tie_of
from desktop.store.payloads import decode_message, decode_profile
from net.entry import Kind
from net.ids import RoomId

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.store.session import Device, Session
    from net.entry import Entry


@dataclass(frozen=True, slots=True)
class Added:
    """New entries of one log, numbered from `first` on."""

    device: Device
    first: int
    entries: Sequence[Entry]


def add(session: Session, room: int, runs: Sequence[Added]) -> None:
    """Bring everything shown of a room up to date with its new entries."""
    count = session.count(room)
    before = count.rev
    rows: list[tuple[object, ...]] = []
    for run in runs:
        rows += _message_rows(session, room, run)
        _keep_profiles(session, run)
        _follow_read_marks(session, run)
    if rows:
        done = session.connection.total_changes
        # Two branches of a fork that agree in 48 bits of their hashes: made on purpose, one is shown.
        session.connection.executemany(
            "INSERT OR IGNORE INTO messages VALUES (?,?,?,?,?,?,?,?,?,?)", rows
        )
        count.messages += session.connection.total_changes - done
        # Shown now and held before: of somebody unblocked, or of a room whose key has come.
        search_index.shown_late(session.connection, [row[0] for row in rows])  # type: ignore[misc]
    judged = verdicts.keep(session, room, [entry for run in runs for entry in run.entries])
    for dev8 in judged:
        _move(session, room, dev8, judged[dev8])
    annotation_tables.add(session, room, runs)
    for dev8, verdict in judged.items():
        annotation_tables.judged(session, room, dev8, verdict.seq, verdict.hlc)
    if count.rev != before:
        session.keep_count(room)


def remove(session: Session, room: int, entry: int) -> None:
    """Take a message out of what is shown; nothing happens if the entry is no shown message."""
    row = session.connection.execute(
        "SELECT place, dev8, seq, tie, born FROM messages WHERE entry=?", (entry,)
    ).fetchone()
    if row is None:
        return
    session.connection.execute("DELETE FROM messages WHERE entry=?", (entry,))
    count = session.count(room)
    count.messages -= 1
    _vacate(session, room, row)
    session.keep_count(room)


def touch(session: Session, room: int, entry: int) -> None:
    """Tell readers that a message shows something else now, at the same position."""
    count = session.count(room)
    count.rev += 1
    session.connection.execute("UPDATE messages SET rev=? WHERE entry=?", (count.rev, entry))
    session.keep_count(room)


def _message_rows(session: Session, room: int, run: Added) -> list[tuple[object, ...]]:
    seqs = (run.entries[0].seq, run.entries[-1].seq)  # ascending
    judge = verdicts.Judge(session.connection, room, run.device.dev8, seqs)
    count = session.count(room)
    own = run.device.id == session.owner.device
    person = session.owner.person
    rows: list[tuple[object, ...]] = []
    if session.is_blocked(run.device.owner):
        return rows  # kept and passed on, not shown
    for n, entry in enumerate(run.entries, run.first):
        if entry.kind != Kind.MESSAGE:
            continue
        message = decode_message(session.owner.keyring.payload_of(entry))
        if message is None and not entry.withheld:
            continue
        place = lowered(entry.hlc, judge.earliest(entry.seq))
        count.rev += 1
        flags = DELETED if message is None else 0
        if message is not None and person in message.mentions:
            flags = MENTIONS_ME
        if place != entry.hlc:
            flags |= LOWERED
        rows.append(
            (n, room, place, run.device.dev8, entry.seq, tie_of(entry.id), count.rev, count.rev,
             flags, message.local_id if own and message is not None else None)
        )  # fmt: skip
    return rows


def _keep_profiles(session: Session, run: Added) -> None:
    for n, entry in enumerate(run.entries, run.first):
        if entry.kind != Kind.PROFILE or decode_profile(entry.payload) is None:
            continue
        session.connection.execute(
            "INSERT INTO profiles VALUES (?,?,?) ON CONFLICT (device) DO UPDATE "
            "SET hlc=excluded.hlc, entry=excluded.entry WHERE excluded.hlc >= hlc",
            (run.device.n, entry.hlc, n),
        )
        session.people_changed()


def _follow_read_marks(session: Session, run: Added) -> None:
    """Take over how far another own device has read; nobody else's word counts."""
    if run.device.owner != session.owner.person:
        return
    for entry in run.entries:
        if entry.kind != Kind.READ:
            continue
        mark = decode_read(session.owner.keyring.payload_of(entry))
        if mark is not None:
            read_marks.move(session, RoomId(mark.room), read_key(mark))


def _move(session: Session, room: int, dev8: int, verdict: verdicts.Verdict) -> None:
    """Lower the messages that new verdicts judge to be ahead of time."""
    rows = session.connection.execute(
        "SELECT m.entry, m.place, m.dev8, m.seq, m.tie, m.born, e.hlc "
        "FROM messages m CROSS JOIN entries e ON e.n = m.entry "
        "WHERE m.room=? AND m.place>=? AND m.dev8=? AND m.seq<=?",
        (room, verdict.hlc, dev8, verdict.seq),
    ).fetchall()
    if not rows:
        return
    judge = verdicts.Judge(session.connection, room, dev8, [row[3] for row in rows])
    count = session.count(room)
    for entry, place, row_dev8, seq, tie, born, hlc in rows:
        new_place = lowered(hlc, judge.earliest(seq))
        if new_place >= place:
            continue
        _vacate(session, room, (place, row_dev8, seq, tie, born))
        count.rev += 1
        done = session.connection.total_changes
        session.connection.execute(
            "UPDATE OR IGNORE messages SET place=?, born=?, rev=?, flags=flags|? WHERE entry=?",
            (new_place, count.rev, count.rev, LOWERED, entry),
        )
        if session.connection.total_changes == done:  # it would meet its twin, see add()
            session.connection.execute("DELETE FROM messages WHERE entry=?", (entry,))
            count.messages -= 1
        search_index.look_again(session.connection, entry)


def _vacate(session: Session, room: int, row: tuple[int, int, int, int, int]) -> None:
    place, dev8, seq, tie, born = row
    count = session.count(room)
    count.rev += 1
    session.connection.execute(
        "INSERT INTO vacated VALUES (?,?,?,?,?,?,?)", (room, count.rev, born, place, dev8, seq, tie)
    )
    session.connection.execute(
        "DELETE FROM vacated WHERE room=? AND rev<?", (room, count.rev - VACATED_KEPT)
    )
