"""The tips of a forked log besides its head: stored entries that no stored entry continues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from net.entry import decode
from net.errors import RemoteProtocolError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.store.connection import Connection
    from desktop.store.session import Log, Session
    from net.entry import Entry

_Level = list[tuple[bytes, bytes]]
"""The (id, prev) of the entries with one sequence number."""


def settle(
    session: Session, log: Log, pieces: Sequence[tuple[Entry, Entry]], old_head_seq: int
) -> None:
    """Bring the tips up to date after new pieces of a log, given by their first and last entries.

    Only what a piece touches can have changed: the entries just below its first, those beside any
    of it, and the entry that was the head. Marks the log as forked if that shows two branches.
    """
    if old_head_seq:
        _settle_level(session, log, old_head_seq)
    for first, last in pieces:
        contested = session.connection.execute(
            "SELECT seq FROM entries WHERE room=? AND device=? AND seq BETWEEN ? AND ? "
            "GROUP BY seq HAVING count(*) > 1",
            (log.room, log.device, first.seq, last.seq),
        ).fetchall()
        for seq in {first.seq - 1, last.seq, *(row[0] for row in contested)}:
            if seq >= 1:
                _settle_level(session, log, seq)


def _settle_level(session: Session, log: Log, seq: int) -> None:
    connection = session.connection
    level = _level(connection, log, seq)
    continued = {prev for _, prev in _level(connection, log, seq + 1)}
    if len(level) > 1:
        log.forked = True
    for entry, _ in level:
        # A lone entry below a hole is no tip: what continues it is missing, not absent.
        is_tip = (
            entry not in continued
            and entry != log.head_id
            and (len(level) > 1 or bool(continued) or seq >= log.head_seq)
        )
        if is_tip:
            log.forked = True
            connection.execute(
                "INSERT OR IGNORE INTO branches VALUES (?,?,?,?)",
                (log.room, log.device, entry, seq),
            )
        elif log.forked:
            connection.execute(
                "DELETE FROM branches WHERE room=? AND device=? AND id=?",
                (log.room, log.device, entry),
            )


def _level(connection: Connection, log: Log, seq: int) -> _Level:
    level: _Level = []
    for entry, body in connection.execute(
        "SELECT id, body FROM entries WHERE room=? AND device=? AND seq=?",
        (log.room, log.device, seq),
    ):
        try:
            level.append((entry, decode(body, b"").prev))
        except RemoteProtocolError:
            continue  # changed on disk; whoever reads it next reports it
    return level
