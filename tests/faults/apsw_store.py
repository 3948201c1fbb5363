"""The store's SQL on apsw: the same connection protocol, so that a fault-injecting VFS can stand below."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING, Any

import apsw

from desktop.store.connection import prepare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from desktop.store.connection import Connection

_MODES = {
    "ro": apsw.SQLITE_OPEN_READONLY,
    "rw": apsw.SQLITE_OPEN_READWRITE,
    "rwc": apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE,
}


class ApswCursor:
    """Rows of one statement; errors come out as those of the standard library."""

    def __init__(self, cursor: apsw.Cursor) -> None:
        self._cursor = cursor

    def fetchone(self) -> Any:
        return _translated(lambda: next(self._cursor, None))

    def fetchall(self) -> list[Any]:
        return _translated(self._cursor.fetchall)

    def __iter__(self) -> Iterator[Any]:
        while (row := self.fetchone()) is not None:
            yield row


class ApswConnection:
    """Fulfils `desktop.store.connection.Connection`."""

    def __init__(self, path: Path, mode: str, vfs: str | None) -> None:
        self._connection = _translated(lambda: apsw.Connection(str(path), _MODES[mode], vfs))

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    @property
    def total_changes(self) -> int:
        return self._connection.total_changes()

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> ApswCursor:
        return ApswCursor(_translated(lambda: self._connection.execute(sql, tuple(parameters))))

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> ApswCursor:
        return ApswCursor(_translated(lambda: self._connection.executemany(sql, parameters)))

    def interrupt(self) -> None:
        self._connection.interrupt()

    def close(self) -> None:
        with contextlib.suppress(apsw.IOError):  # the standard library does not tell it either
            self._connection.close(True)


def connector(
    vfs: str | None = None, synchronous: str = "FULL"
) -> Callable[[Path, str], Connection]:
    """Return what `Store.open` takes as `connect`.

    Args:
        vfs: The VFS to stand on, None for the system's.
        synchronous: How far a commit waits; anything but FULL is a test of the tests.
    """

    def connect(path: Path, mode: str) -> Connection:
        connection = ApswConnection(path, mode, vfs)
        try:
            prepare(connection, mode, synchronous)
        except BaseException:
            connection.close()
            raise
        return connection

    return connect


def _translated(act: Callable[[], Any]) -> Any:
    try:
        return act()
    except apsw.Error as error:
        code = getattr(error, "extendedresult", 0) or getattr(error, "result", 0)
        kind = sqlite3.IntegrityError if code & 0xFF == 19 else sqlite3.OperationalError
        translated = kind(str(error))
        translated.sqlite_errorcode = code
        translated.sqlite_errorname = type(error).__name__
        raise translated from error
