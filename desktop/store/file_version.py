"""Whose a database file is and of which version: all that a first look at it has to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.store.connection import Connection

DATABASE_NAME = "history.db"

APPLICATION_ID = 0x47525056
"""GRPV: tells `file` and us whose database this is."""

FORMAT_VERSION = 4
"""The version this program writes: as many as `desktop.store.schema` has steps."""


def version_of(connection: Connection) -> int:
    """Return the format version of an open database; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
