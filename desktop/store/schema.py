"""The tables, and how an older database becomes a newer one: one function a step, by user_version."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from desktop.store import search_index
from desktop.store.errors import KnownStoreError, NewerDatabase, Trouble
from desktop.store.file_version import APPLICATION_ID, version_of
from desktop.store.flags import DELETED, PINNED
from desktop.store.folder import create_private, sync_file, sync_folder
from desktop.store.room_entries import ROOM_ENTRIES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from desktop.store.connection import Connection

_VERSION_1 = (
    # Small integers stand for 32-byte ids in every other table.
    "CREATE TABLE rooms (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE)",
    """CREATE TABLE devices (
        n INTEGER PRIMARY KEY,
        id BLOB NOT NULL UNIQUE,
        person BLOB,
        certificate BLOB
    )""",
    "CREATE INDEX devices_person ON devices (person) WHERE person IS NOT NULL",
    # The one source of truth. `signature` is NULL where a later entry's hash link is the proof.
    """CREATE TABLE entries (
        n INTEGER PRIMARY KEY,
        room INTEGER NOT NULL,
        device INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        hlc INTEGER NOT NULL,
        kind INTEGER NOT NULL,
        id BLOB NOT NULL,
        signature BLOB,
        body BLOB NOT NULL
    )""",
    "CREATE INDEX entries_log ON entries (room, device, seq)",
    # Eight bytes find an id as well as 32 do, in a third of the pages; the row itself decides.
    "CREATE INDEX entries_id ON entries (substr(id, 1, 8))",
    # What load() returns, kept with every append: no scan at start.
    """CREATE TABLE logs (
        room INTEGER NOT NULL,
        device INTEGER NOT NULL,
        head_seq INTEGER NOT NULL,
        head_id BLOB NOT NULL,
        head_hlc INTEGER NOT NULL,
        highest_hlc INTEGER NOT NULL,
        forked INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (room, device)
    ) WITHOUT ROWID""",
    """CREATE TABLE holes (
        room INTEGER NOT NULL,
        device INTEGER NOT NULL,
        lo INTEGER NOT NULL,
        hi INTEGER NOT NULL,
        PRIMARY KEY (room, device, lo)
    ) WITHOUT ROWID""",
    """CREATE TABLE branches (
        room INTEGER NOT NULL,
        device INTEGER NOT NULL,
        id BLOB NOT NULL,
        seq INTEGER NOT NULL,
        PRIMARY KEY (room, device, id)
    ) WITHOUT ROWID""",
    # Verdicts "entries of this log up to seq are ahead of time": only the steps that matter.
    """CREATE TABLE ahead (
        room INTEGER NOT NULL,
        dev8 INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        hlc INTEGER NOT NULL,
        PRIMARY KEY (room, dev8, seq)
    ) WITHOUT ROWID""",
    # Projection of the message entries in the order shown; the words stay in `entries`. `born` is
    # the revision at which the row came to its position, `rev` that of its last change.
    """CREATE TABLE messages (
        entry INTEGER PRIMARY KEY,
        room INTEGER NOT NULL,
        place INTEGER NOT NULL,
        dev8 INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        tie INTEGER NOT NULL,
        born INTEGER NOT NULL,
        rev INTEGER NOT NULL,
        flags INTEGER NOT NULL,
        local_id BLOB
    )""",
    "CREATE UNIQUE INDEX messages_order ON messages (room, place, dev8, seq, tie)",
    "CREATE INDEX messages_rev ON messages (room, rev)",
    "CREATE INDEX messages_local ON messages (local_id) WHERE local_id IS NOT NULL",
    "CREATE INDEX messages_mention ON messages (room, place, dev8, seq, tie) WHERE flags & 1",
    # Places that a message left: what a reader needs to follow a change without reading history.
    """CREATE TABLE vacated (
        room INTEGER NOT NULL,
        rev INTEGER NOT NULL,
        born INTEGER NOT NULL,
        place INTEGER NOT NULL,
        dev8 INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        tie INTEGER NOT NULL,
        PRIMARY KEY (room, rev)
    ) WITHOUT ROWID""",
    """CREATE TABLE counts (
        room INTEGER PRIMARY KEY,
        messages INTEGER NOT NULL,
        rev INTEGER NOT NULL
    )""",
    """CREATE TABLE profiles (
        device INTEGER PRIMARY KEY,
        hlc INTEGER NOT NULL,
        entry INTEGER NOT NULL
    )""",
    """CREATE TABLE receipts (
        room INTEGER NOT NULL,
        author INTEGER NOT NULL,
        holder INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        PRIMARY KEY (room, author, holder)
    ) WITHOUT ROWID""",
    """CREATE TABLE addresses (
        device BLOB NOT NULL,
        host TEXT NOT NULL,
        port INTEGER NOT NULL,
        last_ok_ms INTEGER NOT NULL,
        PRIMARY KEY (device, host, port)
    ) WITHOUT ROWID""",
    "CREATE INDEX addresses_age ON addresses (last_ok_ms)",
    """CREATE TABLE room_state (
        room INTEGER PRIMARY KEY,
        read_place INTEGER,
        read_dev8 INTEGER,
        read_seq INTEGER,
        read_id BLOB,
        draft TEXT NOT NULL DEFAULT '',
        notify TEXT NOT NULL DEFAULT ''
    )""",
    "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    # people: raised whenever a name or a certificate changes, so that readers drop what they cache.
    "CREATE TABLE revisions (topic TEXT PRIMARY KEY, rev INTEGER NOT NULL) WITHOUT ROWID",
    "INSERT INTO revisions VALUES ('people', 0)",
)


def _to_version_1(connection: Connection) -> None:
    for statement in _VERSION_1:
        connection.execute(statement)


def _to_version_2(connection: Connection) -> None:
    search_index.create(connection)


def _to_version_3(connection: Connection) -> None:
    # The few entries that make rooms, found without reading the many that talk in them.
    connection.execute(f"CREATE INDEX entries_rooms ON entries (room) WHERE {ROOM_ENTRIES}")


_ANNOTATIONS = (
    # What each device last said about a message, one row for each thing it can say.
    """CREATE TABLE annotations (
        room INTEGER NOT NULL,
        target BLOB NOT NULL,
        kind INTEGER NOT NULL,
        device INTEGER NOT NULL,
        mark BLOB NOT NULL,
        seq INTEGER NOT NULL,
        tie INTEGER NOT NULL,
        hlc INTEGER NOT NULL,
        is_on INTEGER NOT NULL,
        entry INTEGER NOT NULL,
        PRIMARY KEY (room, target, kind, device, mark)
    ) WITHOUT ROWID""",
    "CREATE INDEX annotations_log ON annotations (room, device, seq)",
    # Messages that something was said about and that are not shown: not here yet, or hidden.
    """CREATE TABLE awaited (
        room INTEGER NOT NULL,
        target BLOB NOT NULL,
        PRIMARY KEY (room, target)
    ) WITHOUT ROWID""",
    f"CREATE INDEX messages_deleted ON messages (room, place, dev8, seq, tie) "
    f"WHERE flags & {DELETED}",
    f"CREATE INDEX messages_pinned ON messages (room, place, dev8, seq, tie) "
    f"WHERE flags & {PINNED}",
    # `settled` is 0 while messages are still to be hidden or shown again.
    """CREATE TABLE people_state (
        person BLOB PRIMARY KEY,
        verified INTEGER NOT NULL DEFAULT 0,
        blocked INTEGER NOT NULL DEFAULT 0,
        settled INTEGER NOT NULL DEFAULT 1
    ) WITHOUT ROWID""",
    "ALTER TABLE receipts ADD COLUMN at_ms INTEGER NOT NULL DEFAULT 0",
)


def _to_version_4(connection: Connection) -> None:
    for statement in _ANNOTATIONS:
        connection.execute(statement)


if TYPE_CHECKING:
    Step = Callable[[Connection], None]

STEPS: Sequence[Step] = (_to_version_1, _to_version_2, _to_version_3, _to_version_4)
"""STEPS[n] turns version n into version n + 1; released steps are never changed."""


def migrate(connection: Connection, path: Path, steps: Sequence[Step] = STEPS) -> Path | None:
    """Bring a database to the newest version in one transaction; an existing one is copied first.

    A kill in the middle leaves the old version in place, and the next start begins anew.

    Returns:
        The backup, `NAME.before-vN`, or None where nothing was migrated or the file was empty.

    Raises:
        NewerDatabase: the file is from a newer program; it was not changed.
        KnownStoreError: another program reads the file, so that it cannot be copied whole.
        sqlite3.Error: the disk or the file refused.
    """
    found = version_of(connection)
    if found > len(steps):
        raise NewerDatabase(path, found, len(steps))
    if found == len(steps):
        return None
    backup = _back_up(connection, path, found) if found else None
    connection.execute("BEGIN IMMEDIATE")
    try:
        for number in range(found, len(steps)):
            steps[number](connection)
            connection.execute(f"PRAGMA user_version={number + 1}")
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    # The new version must stand in the file itself: an older program looks there before it opens.
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return backup


def _back_up(connection: Connection, path: Path, version: int) -> Path:
    (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise KnownStoreError(Trouble.LOCKED)
    backup = path.with_name(f"{path.name}.before-v{version + 1}")
    partial = path.with_name(f"{backup.name}.partial")
    # The folder's lock keeps every other writer out, so the file itself is a whole copy.
    partial.unlink(missing_ok=True)
    create_private(partial)
    with path.open("rb") as source, partial.open("wb") as target:
        shutil.copyfileobj(source, target)
    sync_file(partial)
    partial.replace(backup)
    sync_folder(path.parent)
    return backup
