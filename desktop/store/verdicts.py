"""Verdicts: who saw which log ahead of time, kept as the steps that can still matter.

An entry with stamp h that lists (device, seq) judges that device's entries up to seq. For a place
only the earliest judge of an entry counts, so of two verdicts on one log the one with the smaller
seq and the later stamp says nothing, whichever came first. What is left is a staircase: later steps
reach further and judge later. It is exact, not cut at some length: forgetting a step would make the
order depend on what arrived first. A step costs its author a stored entry, which is limited.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from desktop.store.order import dev8_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.store.connection import Connection
    from desktop.store.session import Session
    from net.entry import Entry


class Verdict(NamedTuple):
    """Entries up to `seq` stand before an entry stamped `hlc`."""

    seq: int
    hlc: int


class Judge:
    """Answers for some entries of one log who judged them first; reads the steps once."""

    def __init__(self, connection: Connection, room: int, dev8: int, seqs: Sequence[int]) -> None:
        lo, hi = min(seqs), max(seqs)
        within = connection.execute(
            "SELECT seq, hlc FROM ahead WHERE room=? AND dev8=? AND seq BETWEEN ? AND ? "
            "ORDER BY seq",
            (room, dev8, lo, hi),
        ).fetchall()
        beyond = connection.execute(
            "SELECT seq, hlc FROM ahead WHERE room=? AND dev8=? AND seq>? ORDER BY seq LIMIT 1",
            (room, dev8, hi),
        ).fetchall()
        steps = within + beyond
        self._seqs = [seq for seq, _ in steps]
        self._stamps = [hlc for _, hlc in steps]

    def earliest(self, seq: int) -> int | None:
        """Return the smallest stamp among the judges of this entry, None if nobody judged it."""
        if not self._seqs:
            return None
        step = bisect_left(self._seqs, seq)
        return self._stamps[step] if step < len(self._stamps) else None


def keep(session: Session, room: int, entries: Sequence[Entry]) -> dict[int, Verdict]:
    """Store the verdicts of new entries.

    Returns:
        For each log (by dev8) with a new step: the furthest seq and the earliest stamp of its new
        steps; only messages within both can have to move.
    """
    changed: dict[int, Verdict] = {}
    for entry in entries:
        for device, seq in entry.ahead:
            dev8 = dev8_of(device)
            if not _step(session.connection, room, dev8, Verdict(seq, entry.hlc)):
                continue
            old = changed.get(dev8, Verdict(0, entry.hlc))
            changed[dev8] = Verdict(max(old.seq, seq), min(old.hlc, entry.hlc))
    return changed


def _step(connection: Connection, room: int, dev8: int, verdict: Verdict) -> bool:
    """Add a step and drop those it makes idle; False if it says nothing new."""
    reaching = connection.execute(
        "SELECT hlc FROM ahead WHERE room=? AND dev8=? AND seq>=? ORDER BY seq LIMIT 1",
        (room, dev8, verdict.seq),
    ).fetchone()
    if reaching is not None and reaching[0] <= verdict.hlc:
        return False
    connection.execute(
        "DELETE FROM ahead WHERE room=? AND dev8=? AND seq<=? AND hlc>=?",
        (room, dev8, verdict.seq, verdict.hlc),
    )
    connection.execute("INSERT INTO ahead VALUES (?,?,?,?)", (room, dev8, *verdict))
    return True
