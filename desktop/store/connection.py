"""Opens SQLite connections, each with the same defences: durable, distrustful of the file, patient."""

from __future__ import annotations

import sqlite3
import sys
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

BUSY_TIMEOUT_MS = 5_000
"""Only a checkpoint's last moment or a foreign tool can hold a lock; longer means a real fault."""
CACHE_KIB = 6 * 1024
"""Pages the writer keeps: the upper levels of every index at 1,000,000 messages; the operating system's
cache holds the rest. With 16 MiB a late joiner was no faster."""
READER_CACHE_KIB = 1024
"""A reader touches a few pages at a time; the operating system's cache holds the rest."""
HEAP_BYTES = 5 * 1024 * 1024
"""Of all connections of the process together, not a wall: above it a connection reuses its own oldest
page before it takes memory for another. Seven full caches would be twelve megabytes."""
WAL_BACKSTOP_PAGES = 8_000
"""32 MB. The writer checkpoints between commits long before; this holds if it never gets idle."""
WAL_KEPT_BYTES = 64 * 1024 * 1024
"""The log file is cut back to this after a burst."""


class Cursor(Protocol):
    """Rows of one statement."""

    def fetchone(self) -> Any:
        """Return the next row or None."""
        ...

    def fetchall(self) -> list[Any]:
        """Return all rows left."""
        ...

    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """The part of `sqlite3.Connection` the store uses; the fault tests give another one."""

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        ...

    @property
    def total_changes(self) -> int:
        """Rows changed since the connection was opened."""
        ...

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Cursor:
        """Run one statement."""
        ...

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> Cursor:
        """Run one statement for each row of parameters."""
        ...

    def interrupt(self) -> None:
        """Stop the statement running on another thread."""
        ...

    def close(self) -> None:
        """Close the file."""
        ...


if TYPE_CHECKING:
    Connect = Callable[[Path, str], Connection]
    """Opens a file in mode "rw", "rwc" or "ro"."""


def connect(path: Path, mode: str) -> Connection:
    """Open a database file with the standard library; usable on one thread at a time.

    Args:
        path: The file.
        mode: "rw" for an existing file, "rwc" to create it, "ro" for reading only.

    Raises:
        sqlite3.Error: the file cannot be opened or is no database.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,  # transactions are begun and ended in plain sight
        check_same_thread=False,
        cached_statements=256,
    )
    # A blob whose type byte changed on disk reads as text: it must reach the check of its hash.
    connection.text_factory = _lenient_text
    try:
        if sys.version_info >= (3, 12):
            connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
        prepare(connection, mode)
    except UnicodeDecodeError as error:  # the words of SQLite's own error quote the damaged schema
        connection.close()
        raise sqlite3.DatabaseError("the schema is damaged") from error
    except BaseException:
        connection.close()
        raise
    return connection


def connect_damaged(path: Path) -> sqlite3.Connection:
    """Open a file that `connect` refuses, to read what is left: cut short, or its schema half lost.

    Raises:
        sqlite3.Error: nothing of it can be read.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None
    )
    connection.text_factory = _lenient_text
    try:
        # Before the schema is read: then what of it does not parse is left out, the rest is there.
        connection.execute("PRAGMA writable_schema=ON")
        prepare(connection, "ro")
    except BaseException:
        connection.close()
        raise
    return connection


def _lenient_text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def prepare(connection: Connection, mode: str, synchronous: str = "FULL") -> None:
    """Set what every connection obeys.

    `synchronous=FULL` makes a commit wait for the disk: with NORMAL, 200 of 200 acknowledged rows
    were lost in a simulated power cut. The rest is SQLite's own list against hostile files
    (https://sqlite.org/security.html): no functions from the schema, no oversized cells, no mapped
    memory that a truncated file could take away.
    """
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA cell_size_check=ON")
    connection.execute("PRAGMA mmap_size=0")
    connection.execute("PRAGMA temp_store=MEMORY")
    connection.execute(f"PRAGMA soft_heap_limit={HEAP_BYTES}").fetchall()
    if mode == "ro":
        connection.execute("PRAGMA query_only=ON")
        connection.execute(f"PRAGMA cache_size=-{READER_CACHE_KIB}")
        return
    connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
    connection.execute(f"PRAGMA synchronous={synchronous}")
    # Words that were taken back are overwritten where they stood, not only forgotten.
    connection.execute("PRAGMA secure_delete=ON").fetchall()
    connection.execute("PRAGMA journal_mode=WAL").fetchall()
    connection.execute(f"PRAGMA wal_autocheckpoint={WAL_BACKSTOP_PAGES}").fetchall()
    connection.execute(f"PRAGMA journal_size_limit={WAL_KEPT_BYTES}").fetchall()
