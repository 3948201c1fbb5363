"""Opens a database file whatever its state: new, old, newer, empty, damaged, or no file at all."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desktop.store import schema
from desktop.store.connection import connect_damaged
from desktop.store.errors import KnownStoreError, NewerDatabase, Trouble, known
from desktop.store.file_version import APPLICATION_ID, version_of
from desktop.store.folder import create_private, known_os_error, sync_file, sync_folder
from desktop.store.salvage import salvage
from desktop.store.session import Session
from net.entry import entry_id

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.store.connection import Connect, Connection
    from desktop.store.owner import Owner
    from desktop.store.salvage import Verify

SIDE_FILES = ("-wal", "-shm")
CHECKED_AT_START_BYTES = 16 * 1024 * 1024
"""A file up to this size is read whole at each start, in about 60 ms; a larger one when something
looked wrong, and in idle time."""

_MAGIC = b"SQLite format 3\0"
_DAMAGE = (Trouble.CORRUPT,)
_REFUSALS = (Trouble.FULL, Trouble.READ_ONLY, Trouble.LOCKED, Trouble.IO, Trouble.CANNOT_OPEN)


@dataclass(frozen=True, slots=True)
class Recovery:
    """A damaged database was kept aside.

    `kept` is where it is now, None where it was empty. `entries` counts what was saved from it.
    """

    kept: Path | None
    entries: int
    reason: str

    def __str__(self) -> str:
        where = f" The old file is kept as {self.kept.name}." if self.kept is not None else ""
        return (
            f"Grapevine's database was damaged: {self.reason}. {self.entries} entries were saved; "
            f"the rest comes back from other people's devices.{where}"
        )


@dataclass(frozen=True, slots=True)
class Opened:
    """How a database came to be ready."""

    fresh: bool
    recovery: Recovery | None = None
    backup: Path | None = None


def open_database(
    path: Path, owner: Owner, now_ms: int, verify: Verify | None, connect: Connect
) -> Opened:
    """Leave a sound database of the newest version at `path`; see `Store.open`.

    Raises:
        NewerDatabase: a newer version wrote it; nothing was changed.
        KnownStoreError: the disk refuses; the text says what to do.
    """
    try:
        _clear_unfinished(path)
        if not path.exists():
            _set_aside_strays(path, now_ms)
            _make_new(path, connect)
            return Opened(fresh=True)
        if not path.is_file():
            raise KnownStoreError(Trouble.CANNOT_OPEN, f"{path} is not a file: move it away")
        damage = _damage_of(path, connect)
        if damage is None:
            try:
                return Opened(fresh=False, backup=_migrate(path, connect))
            except sqlite3.Error as error:
                if known(error) is not None:
                    raise
                damage = "its tables were not those of its version"
        return Opened(fresh=False, recovery=_recover(path, owner, now_ms, verify, connect, damage))
    except sqlite3.Error as error:
        raise known(error) or error from error
    except OSError as error:
        raise known_os_error(error) from error


def is_sound(connection: Connection, *, thorough: bool) -> bool:
    """Whether the file holds together: pages and indexes if `thorough`, and every log's head."""
    try:
        if thorough:
            verdict = connection.execute("PRAGMA integrity_check(1)").fetchall()
            if verdict != [("ok",)]:
                return False
        for table in ("rooms", "devices", "entries", "messages", "counts", "settings"):
            connection.execute(f"SELECT * FROM {table} LIMIT 1").fetchall()  # noqa: S608
        return _heads_stand(connection)
    except sqlite3.Error as error:
        trouble = known(error)
        if trouble is not None and trouble.trouble in _REFUSALS:
            raise
        return False


def mark_for_check(path: Path) -> None:
    """Have the next start read the whole file; called when something in it looked wrong."""
    with contextlib.suppress(OSError):
        _mark(path).touch(mode=0o600)


def _heads_stand(connection: Connection) -> bool:
    """Whether each log's head is a stored entry with sound bytes: the next own entry links to it."""
    for seq, head, stored, body in connection.execute(
        "SELECT l.head_seq, l.head_id, e.id, e.body FROM logs l "
        "LEFT JOIN entries e ON e.room=l.room AND e.device=l.device AND e.seq=l.head_seq "
        "AND e.id=l.head_id WHERE NOT EXISTS (SELECT 1 FROM holes h "
        "WHERE h.room=l.room AND h.device=l.device AND l.head_seq BETWEEN h.lo AND h.hi)"
    ):
        if stored is None or seq < 1 or entry_id(body) != head:
            return False
    return True


def _damage_of(path: Path, connect: Connect) -> str | None:
    """Say what is wrong with a file, None if it can be used; a newer or refused file raises."""
    size = path.stat().st_size
    if size == 0:
        return "it was empty"
    with path.open("rb") as file:
        if file.read(16) != _MAGIC:
            return "it was no database"
    mark = _mark(path)
    try:
        connection = connect(path, "rw")
    except sqlite3.Error as error:
        trouble = known(error)
        if trouble is not None and trouble.trouble in _REFUSALS:
            raise
        return "it could not be opened"
    try:
        damage = _damage_inside(
            connection, path, thorough=size <= CHECKED_AT_START_BYTES or mark.exists()
        )
    finally:
        connection.close()
    if damage is None:
        mark.unlink(missing_ok=True)
    return damage


def _damage_inside(connection: Connection, path: Path, *, thorough: bool) -> str | None:
    try:
        version = version_of(connection)
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        if application != APPLICATION_ID:
            return "it was not Grapevine's"
        if version < 1:
            return "its version was none"
        if version > len(schema.STEPS):
            raise NewerDatabase(path, version, len(schema.STEPS))
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except sqlite3.Error as error:
        trouble = known(error)
        if trouble is not None and trouble.trouble in _REFUSALS:
            raise
        return "it could not be read"
    if version < len(schema.STEPS):
        thorough_old = connection.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
        return None if thorough_old else "its pages did not hold together"
    return None if is_sound(connection, thorough=thorough) else "its pages did not hold together"


def _make_new(path: Path, connect: Connect) -> None:
    """Make an empty database under another name and give it its own when all of it is on disk."""
    new = _new(path)
    create_private(new)
    connection = connect(new, "rw")
    try:
        schema.migrate(connection, new)
    finally:
        connection.close()
    _publish(path)


def _publish(path: Path) -> None:
    new = _new(path)
    for suffix in SIDE_FILES:
        new.with_name(new.name + suffix).unlink(missing_ok=True)  # closed cleanly: nothing in them
    sync_file(new)
    new.replace(path)
    sync_folder(path.parent)


def _migrate(path: Path, connect: Connect) -> Path | None:
    connection = connect(path, "rw")
    try:
        return schema.migrate(connection, path)
    finally:
        connection.close()


def _recover(
    path: Path, owner: Owner, now_ms: int, verify: Verify | None, connect: Connect, damage: str
) -> Recovery:
    """Save what can be read into a new database, keep the damaged one under a dated name."""
    empty = path.stat().st_size == 0
    saved = _build_from(path, owner, verify, connect)
    kept = _free_name(path, now_ms)
    for suffix in SIDE_FILES:
        side = path.with_name(path.name + suffix)
        if side.exists():
            side.rename(kept.with_name(kept.name + suffix))
    path.rename(kept)
    _publish(path)
    _mark(path).unlink(missing_ok=True)
    if empty:
        kept.unlink()
        return Recovery(None, 0, damage)
    return Recovery(kept, saved, damage)


def _build_from(path: Path, owner: Owner, verify: Verify | None, connect: Connect) -> int:
    new = _new(path)
    create_private(new)
    fresh = connect(new, "rw")
    try:
        schema.migrate(fresh, new)
        damaged = _open_damaged(path, connect)
        if damaged is None:
            return 0
        with contextlib.closing(damaged):
            fresh.execute("BEGIN IMMEDIATE")
            saved = salvage(damaged, Session(fresh, owner), verify)
            fresh.execute("COMMIT")
        return saved
    finally:
        fresh.close()


def _open_damaged(path: Path, connect: Connect) -> Connection | None:
    with contextlib.suppress(sqlite3.Error):
        return connect(path, "ro")
    with contextlib.suppress(sqlite3.Error):
        return connect_damaged(path)
    return None


def _clear_unfinished(path: Path) -> None:
    """Drop a new database that a kill left half made."""
    new = _new(path)
    for name in (new.name, *(new.name + suffix for suffix in SIDE_FILES)):
        new.with_name(name).unlink(missing_ok=True)


def _set_aside_strays(path: Path, now_ms: int) -> None:
    """A log without its database would be replayed into the new one: keep it under another name."""
    for suffix in SIDE_FILES:
        side = path.with_name(path.name + suffix)
        if side.exists():
            side.rename(_free_name(side, now_ms))


def _free_name(path: Path, now_ms: int) -> Path:
    stamp = datetime.fromtimestamp(now_ms / 1000, UTC).strftime("%Y%m%d-%H%M%S")
    kept = path.with_name(f"{path.name}.corrupt-{stamp}")
    number = 1
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.name}.corrupt-{stamp}-{number}")
    return kept


def _new(path: Path) -> Path:
    return path.with_name(f"{path.name}.new")


def _mark(path: Path) -> Path:
    return path.with_name(f"{path.name}.check")
