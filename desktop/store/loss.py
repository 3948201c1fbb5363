"""Takes an entry that changed on disk out of everything, and tells what is left of its log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.store import annotation_tables, holes, projection
from net.ids import EntryId
from net.lost import LostEntry

if TYPE_CHECKING:
    from desktop.store.runs import Damaged
    from desktop.store.session import Log, Session


def drop_damaged(session: Session, damaged: Damaged) -> LostEntry | None:
    """Take an entry that is not what was stored out of everything; its place becomes a hole.

    Returns:
        What was lost; None if it is gone already (two readers met it at once).
    """
    connection = session.connection
    row = connection.execute(
        "SELECT room, device, seq, id FROM entries WHERE n=?", (damaged.number,)
    ).fetchone()
    if row is None:
        return None
    room, device, seq, entry = row
    projection.remove(session, room, damaged.number)
    annotation_tables.forget(session, room, device, seq, damaged.number)
    connection.execute("DELETE FROM entries WHERE n=?", (damaged.number,))
    if connection.execute("SELECT 1 FROM profiles WHERE entry=?", (damaged.number,)).fetchone():
        connection.execute("DELETE FROM profiles WHERE entry=?", (damaged.number,))
        session.people_changed()
    beside = connection.execute(
        "SELECT id, hlc FROM entries WHERE room=? AND device=? AND seq=? ORDER BY n",
        (room, device, seq),
    ).fetchone()
    log = session.log(room, device)
    if beside is None:
        _leave_hole(session, log, seq)
    else:
        _leave_branch(session, log, entry, beside)
    head = connection.execute(
        "SELECT seq, id FROM entries WHERE room=? AND device=? ORDER BY seq DESC, id=? DESC LIMIT 1",
        (room, device, log.head_id),
    ).fetchone()
    return LostEntry(
        damaged.room, damaged.device, seq, EntryId(entry), head or (0, EntryId(b"")), beside is None
    )


def _leave_branch(session: Session, log: Log, entry: bytes, beside: tuple[bytes, int]) -> None:
    """The other branch of a fork still stands there; a lost tip is none any more."""
    tips = "DELETE FROM branches WHERE room=? AND device=? AND id=?"
    session.connection.execute(tips, (log.room, log.device, entry))
    if log.head_id == entry:
        log.head_id, log.head_hlc = beside
        session.connection.execute(tips, (log.room, log.device, log.head_id))
        session.keep_log(log)


def _leave_hole(session: Session, log: Log, seq: int) -> None:
    connection = session.connection
    own = session.device(session.owner.device).n == log.device
    if seq < log.head_seq or own:
        # The own head stays even where its bytes are lost: another entry must never get its place.
        if seq <= log.head_seq:
            _add_hole(session, log, seq)
        return
    below = connection.execute(
        "SELECT seq, id, hlc FROM entries WHERE room=? AND device=? ORDER BY seq DESC, n LIMIT 1",
        (log.room, log.device),
    ).fetchone()
    if below is None:
        connection.execute("DELETE FROM logs WHERE room=? AND device=?", (log.room, log.device))
        connection.execute("DELETE FROM holes WHERE room=? AND device=?", (log.room, log.device))
        session.forget()
        return
    log.head_seq, log.head_id, log.head_hlc = below
    connection.execute(
        "DELETE FROM holes WHERE room=? AND device=? AND lo>?", (log.room, log.device, log.head_seq)
    )
    session.keep_log(log)


def _add_hole(session: Session, log: Log, seq: int) -> None:
    """Note one missing entry, joined with the holes that touch it."""
    connection = session.connection
    lo = hi = seq
    for start, end in connection.execute(
        "SELECT lo, hi FROM holes WHERE room=? AND device=? AND lo<=? AND hi>=?",
        (log.room, log.device, seq + 1, seq - 1),
    ).fetchall():
        lo, hi = min(lo, start), max(hi, end)
        connection.execute(
            "DELETE FROM holes WHERE room=? AND device=? AND lo=?", (log.room, log.device, start)
        )
    holes.add(connection, log, lo, hi)
