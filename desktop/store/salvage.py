"""Gets out of a damaged database what can be read: entries that prove themselves, own settings."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from desktop.store.append import append
from net.entry import Entry, decode, entry_id
from net.errors import NetError
from net.ids import RoomId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from desktop.store.connection import Connection
    from desktop.store.session import Session
    from net.ids import DeviceId

    Verify = Callable[[Entry, bytes], bool]
    """Whether an entry's signature is that of the device in this certificate."""

BATCH = 1_000
"""Entries put into the new database at once: bounds memory at 24 MB."""
MAX_STEP = 2**20
"""Rows skipped at once behind an unreadable one; a lost page holds about ten."""
GIVE_UP_AFTER = 64
"""Unreadable places in a row; twenty doublings reach MAX_STEP."""

_OWN_TABLES = (
    ("settings", "SELECT key, value FROM settings", "INSERT OR IGNORE INTO settings VALUES (?,?)"),
    (
        "addresses",
        "SELECT device, host, port, last_ok_ms FROM addresses",
        "INSERT OR IGNORE INTO addresses VALUES (?,?,?,?)",
    ),
    (
        "people_state",
        "SELECT person, verified, blocked, 1 - blocked FROM people_state",
        "INSERT OR REPLACE INTO people_state VALUES (?,?,?,?)",
    ),
)


def salvage(damaged: Connection, session: Session, verify: Verify | None) -> int:
    """Copy every sound entry, the certificates and this device's own settings into a new database.

    An entry is sound if its bytes have its id and its author proves it: by a signature of its own
    or by the link from a proven later entry.

    Args:
        damaged: The old file, opened for reading.
        session: The new file, in a transaction.
        verify: Checks a signature; None trusts the ids alone.

    Returns:
        The number of entries saved.
    """
    certificates: dict[DeviceId, bytes] = {}
    for device, certificate in _readable(
        damaged, "devices", "id, certificate", "certificate IS NOT NULL"
    ):
        try:
            session.keep_certificate(certificate)
        except (NetError, sqlite3.Error, TypeError):
            continue
        certificates[device] = certificate
    saved = 0
    for numbers in _logs(damaged):
        linked: set[bytes] = set()
        for start in range(0, len(numbers), BATCH):
            entries = _entries(damaged, numbers[start : start + BATCH])
            proven = _proven(entries, certificates, verify, linked)
            saved += len(append(session, proven, restoring=True).stored)
    _own_things(damaged, session)
    return saved


def _logs(damaged: Connection) -> list[list[int]]:
    """Return the numbers of the sound entries of each log, newest first.

    Bodies are read again later: all of them at once would fill the memory.
    """
    logs: dict[tuple[RoomId, DeviceId], list[tuple[int, int]]] = {}
    for n, stored_id, signature, body in _readable(damaged, "entries", "n, id, signature, body"):
        entry = _sound(stored_id, signature, body)
        if entry is not None:
            logs.setdefault((entry.room, entry.device), []).append((entry.seq, n))
    return [[n for _, n in sorted(places, reverse=True)] for places in logs.values()]


def _entries(damaged: Connection, numbers: list[int]) -> list[Entry]:
    entries: list[Entry] = []
    for n in numbers:
        try:
            row = damaged.execute(
                "SELECT id, signature, body FROM entries WHERE n=?", (n,)
            ).fetchone()
        except sqlite3.Error:
            continue
        entry = _sound(*row) if row is not None else None
        if entry is not None:
            entries.append(entry)
    return entries


def _sound(stored_id: Any, signature: Any, body: Any) -> Entry | None:
    if not isinstance(body, bytes) or entry_id(body) != stored_id:
        return None
    try:
        return decode(body, signature if isinstance(signature, bytes) else b"")
    except NetError:
        return None


def _proven(
    entries: list[Entry],
    certificates: dict[DeviceId, bytes],
    verify: Verify | None,
    linked: set[bytes],
) -> list[Entry]:
    """Return those of the next entries down one log that have a proof, ascending.

    `linked` holds the ids that proven entries name as the one before them; a link spares a
    signature check.
    """
    proven: list[Entry] = []
    for entry in entries:
        certificate = certificates.get(entry.device)
        if (
            verify is None
            or entry.id in linked
            or (certificate is not None and entry.signature and verify(entry, certificate))
        ):
            proven.append(entry)
            linked.add(entry.prev)
    proven.reverse()
    return proven


def _readable(
    damaged: Connection, table: str, columns: str, where: str = "1"
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table in the order of their numbers, stepping over what cannot be read."""
    last, step, failures = 0, 1, 0
    while failures < GIVE_UP_AFTER:
        try:
            for row in damaged.execute(
                f"SELECT n, {columns} FROM {table} NOT INDEXED WHERE n>=? AND {where} ORDER BY n",  # noqa: S608
                (last,),
            ):
                last, step, failures = row[0] + 1, 1, 0
                yield row[1:]
        except (sqlite3.Error, OverflowError):
            failures += 1
            last += step
            step = min(step * 2, MAX_STEP)
        else:
            return


def _own_things(damaged: Connection, session: Session) -> None:
    for _, select, insert in _OWN_TABLES:
        _copy(session, insert, _rows(damaged, select))
    state = (
        "SELECT r.id, read_place, read_dev8, read_seq, read_id, draft, notify "
        "FROM room_state s JOIN rooms r ON r.n=s.room"
    )
    for row in _rows(damaged, state):
        if isinstance(row[0], bytes) and len(row[0]) == 32:
            _copy(
                session,
                "INSERT OR IGNORE INTO room_state VALUES (?,?,?,?,?,?,?)",
                [(session.room(RoomId(row[0])), *row[1:])],
            )
    receipts = (
        "SELECT r.id, a.id, h.id, seq, at_ms FROM receipts t JOIN rooms r ON r.n=t.room "
        "JOIN devices a ON a.n=t.author JOIN devices h ON h.n=t.holder"
    )
    for room, author, holder, seq, at_ms in _rows(damaged, receipts):
        _copy(
            session,
            "INSERT OR IGNORE INTO receipts VALUES (?,?,?,?,?)",
            [(session.room(room), session.device(author).n, session.device(holder).n, seq, at_ms)],
        )


def _rows(damaged: Connection, select: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    try:
        found.extend(damaged.execute(select))
    except sqlite3.Error:
        return found  # what came before the damage is worth keeping
    return found


def _copy(session: Session, insert: str, found: Iterable[tuple[Any, ...]]) -> None:
    for row in found:
        try:
            session.connection.execute(insert, row)
        except (sqlite3.IntegrityError, sqlite3.InterfaceError, sqlite3.ProgrammingError):
            continue  # a value that is no longer of its column's kind
