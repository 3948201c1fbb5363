"""Errors of the store: what happened to the disk or the database, in words that say what to do."""

from __future__ import annotations

import enum
import sqlite3
from typing import TYPE_CHECKING

from net.errors import Sentence, StorageError

if TYPE_CHECKING:
    from pathlib import Path


class Trouble(enum.Enum):
    """What is wrong with the disk or the database."""

    FULL = "full"
    READ_ONLY = "read-only"
    LOCKED = "locked"
    CORRUPT = "corrupt"
    IO = "i/o"
    CANNOT_OPEN = "cannot open"


class KnownStoreError(StorageError):
    """The disk refused; the text is for people and says what to do. Nothing of the call was kept."""

    def __init__(self, trouble: Trouble, detail: str = "") -> None:
        words = _SENTENCES[trouble]
        super().__init__(
            Sentence("{words} ({detail})", words=words, detail=detail) if detail else words
        )
        self.trouble = trouble
        self.detail = detail


class DataFolderInUse(StorageError):  # noqa: N818 - the name says the state, callers show it
    """Another running instance holds the data folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            Sentence(
                "Grapevine is already running with the folder {folder}. "
                "Use that one, or start with another folder (--data-dir).",
                folder=folder,
            )
        )


class NewerDatabase(StorageError):  # noqa: N818
    """The database was written by a newer version of the program; it was not touched."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(
            Sentence(
                "{path} was written by a newer version of Grapevine (format {found}; this version "
                "knows {known}). Install the newer version; nothing was changed.",
                path=path,
                found=found,
                known=known,
            )
        )


class BrokenOwnLog(StorageError):  # noqa: N818
    """An own entry does not follow the last one stored: the one before it did not reach the disk."""


_SENTENCES = {
    Trouble.FULL: Sentence(
        "The disk is full. Free some space and try again; nothing else is needed."
    ),
    Trouble.READ_ONLY: Sentence(
        "The data folder cannot be written to. "
        "Check its permissions, or whether the disk is mounted read-only."
    ),
    Trouble.LOCKED: Sentence("Another program holds Grapevine's database. Close it and try again."),
    Trouble.CORRUPT: Sentence(
        "Grapevine's database is damaged. "
        "Start Grapevine again: it keeps the damaged file aside and saves what can be read."
    ),
    Trouble.IO: Sentence(
        "The disk reported an error. Check the disk and its cable, then try again."
    ),
    Trouble.CANNOT_OPEN: Sentence(
        "Grapevine's database cannot be opened. "
        "Check that the data folder exists and belongs to you."
    ),
}

# Primary result codes, https://sqlite.org/rescode.html
_TROUBLES = {
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_PERM: Trouble.READ_ONLY,
    sqlite3.SQLITE_BUSY: Trouble.LOCKED,
    sqlite3.SQLITE_LOCKED: Trouble.LOCKED,
    sqlite3.SQLITE_CORRUPT: Trouble.CORRUPT,
    sqlite3.SQLITE_NOTADB: Trouble.CORRUPT,
    sqlite3.SQLITE_FORMAT: Trouble.CORRUPT,
    sqlite3.SQLITE_IOERR: Trouble.IO,
    sqlite3.SQLITE_CANTOPEN: Trouble.CANNOT_OPEN,
}


def known(error: BaseException) -> KnownStoreError | None:
    """Return what an SQLite error means for people, or None where it can only be our bug.

    Each call makes a new instance: many futures may fail for one reason, and a raised exception
    gathers a traceback.
    """
    if isinstance(error, KnownStoreError):
        return KnownStoreError(error.trouble, error.detail)
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(error, sqlite3.Error):
        return None
    if code is None:
        # The module raises DatabaseError without a code when a value does not decode as its type.
        return None
    trouble = _TROUBLES.get(code & 0xFF)
    if trouble is None:
        return None
    return KnownStoreError(trouble, getattr(error, "sqlite_errorname", "").lower())
