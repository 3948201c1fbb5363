"""The holes of a log: inclusive ranges of sequence numbers below the head that are not held."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.store.connection import Connection
    from desktop.store.session import Log


def add(connection: Connection, log: Log, lo: int, hi: int) -> None:
    """Note that [lo, hi] is missing; no part of it may be noted already."""
    connection.execute("INSERT INTO holes VALUES (?,?,?,?)", (log.room, log.device, lo, hi))


def fill(connection: Connection, log: Log, seqs: Sequence[int]) -> None:
    """Note that these sequence numbers, ascending, are held now."""
    for lo, hi in _ranges(seqs):
        cut = connection.execute(
            "SELECT lo, hi FROM holes WHERE room=? AND device=? AND lo<=? AND hi>=?",
            (log.room, log.device, hi, lo),
        ).fetchall()
        for hole_lo, hole_hi in cut:
            connection.execute(
                "DELETE FROM holes WHERE room=? AND device=? AND lo=?",
                (log.room, log.device, hole_lo),
            )
            if hole_lo < lo:
                add(connection, log, hole_lo, lo - 1)
            if hole_hi > hi:
                add(connection, log, hi + 1, hole_hi)


def _ranges(seqs: Sequence[int]) -> Iterator[tuple[int, int]]:
    lo = hi = seqs[0]
    for seq in seqs[1:]:
        if seq != hi + 1:
            yield lo, hi
            lo = seq
        hi = seq
    yield lo, hi
