"""Puts entries into the tables: each run of a log at once, duplicates skipped, forks kept beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from desktop.store import branches, holes, projection
from desktop.store.errors import BrokenOwnLog
from net.history import AppendResult

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.store.session import Log, Session
    from net.entry import Entry


def append(
    session: Session,
    entries: Sequence[Entry],
    certificates: Sequence[bytes] = (),
    *,
    restoring: bool = False,
) -> AppendResult:
    """Store entries that the core has verified, with everything that follows from them.

    Runs in one job of the writer: all of it is kept, or nothing. `restoring` takes own entries in
    any order: they come out of a damaged file, and a new device key will write what follows.

    Raises:
        BrokenOwnLog: an own entry does not follow the head of the own log.
        sqlite3.Error: the disk or the file refused.
    """
    session.begin_append()
    for certificate in certificates:
        session.keep_certificate(certificate)
    stored: list[Entry] = []
    added: dict[int, list[projection.Added]] = {}
    for run in _runs(entries):
        room = session.room(run[0].room)
        device = session.device(run[0].device)
        own = device.id == session.owner.device and not restoring
        log = session.log(room, device.n)
        head_before = (log.head_seq, log.head_id)
        fresh = _new_of_run(session, log, run, own=own)
        if not fresh:
            continue
        first = session.take_entry_numbers(len(fresh))
        session.connection.executemany(
            "INSERT INTO entries VALUES (?,?,?,?,?,?,?,?,?)",
            [
                (n, room, device.n, e.seq, e.hlc, e.kind, e.id, e.signature or None, e.body)
                for n, e in enumerate(fresh, first)
            ],
        )
        if fresh[0].seq <= head_before[0] or fresh[0].prev != head_before[1]:
            branches.settle(session, log, _pieces(fresh), head_before[0])
        session.keep_log(log)
        stored += fresh
        added.setdefault(room, []).append(projection.Added(device, first, fresh))
    for room, runs in added.items():
        projection.add(session, room, runs)
    if session.bared:
        stored = [_bared(entry, session.bared.get(entry.id)) for entry in stored]
    return AppendResult(tuple(stored))


def _bared(entry: Entry, bare: bytes | None) -> Entry:
    """Return an entry as it was stored: without its words where its author took them back."""
    return entry if bare is None else replace(entry, body=bare, payload=b"", withheld=True)


def _runs(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Cut entries into gapless, linked, ascending pieces of one log each."""
    run: list[Entry] = []
    for entry in entries:
        if run:
            last = run[-1]
            if (
                entry.seq != last.seq + 1
                or entry.prev != last.id
                or entry.device != last.device
                or entry.room != last.room
            ):
                yield run
                run = []
        run.append(entry)
    if run:
        yield run


def _pieces(entries: list[Entry]) -> list[tuple[Entry, Entry]]:
    """Return the first and last entry of each gapless piece of what is left of a run."""
    cuts = [i for i in range(1, len(entries)) if entries[i].seq != entries[i - 1].seq + 1]
    starts = [0, *cuts]
    ends = [*cuts, len(entries)]
    return [(entries[lo], entries[hi - 1]) for lo, hi in zip(starts, ends, strict=True)]


def _new_of_run(session: Session, log: Log, run: list[Entry], *, own: bool) -> list[Entry]:
    """Return the entries of a run that are not stored yet, and bring the log's head up to date."""
    below = max(0, min(len(run), log.head_seq - run[0].seq + 1))
    fresh = _new_below_head(session, log, run[:below]) if below else []
    above = run[below:]
    if above:
        if own and (above[0].seq != log.head_seq + 1 or above[0].prev != log.head_id):
            raise BrokenOwnLog(
                "This message follows one that did not reach the disk. Send that one again first."
            )
        if above[0].seq > log.head_seq + 1:
            holes.add(session.connection, log, log.head_seq + 1, above[0].seq - 1)
        log.head_seq, log.head_id, log.head_hlc = above[-1].seq, above[-1].id, above[-1].hlc
    fresh = fresh + above if fresh else above
    log.highest_hlc = max((log.highest_hlc, *(entry.hlc for entry in fresh)))
    return fresh


def _new_below_head(session: Session, log: Log, run: list[Entry]) -> list[Entry]:
    """Sort out entries at or below the head: known ones, branches of a fork, and filled holes."""
    held: dict[int, list[tuple[int, bytes, bool]]] = {}
    for seq, n, entry, signed in session.connection.execute(
        "SELECT seq, n, id, signature IS NOT NULL FROM entries "
        "WHERE room=? AND device=? AND seq BETWEEN ? AND ?",
        (log.room, log.device, run[0].seq, run[-1].seq),
    ):
        held.setdefault(seq, []).append((n, entry, bool(signed)))
    fresh: list[Entry] = []
    filled: list[int] = []
    for entry in run:
        others = held.get(entry.seq)
        if others is None:
            filled.append(entry.seq)
            fresh.append(entry)
            continue
        same = next((n for n, other, signed in others if other == entry.id and not signed), None)
        if same is not None and entry.signature:
            # Proven by a link until now; with its own signature it can be the end of a run we pass on.
            session.connection.execute(
                "UPDATE entries SET signature=? WHERE n=?", (entry.signature, same)
            )
        if all(other != entry.id for _, other, _ in others):
            fresh.append(entry)
    if filled:
        holes.fill(session.connection, log, filled)
    return fresh
