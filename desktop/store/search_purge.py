"""Drops deleted words from the search index for good, in small steps while nothing else waits.

A word taken out of an FTS5 index stays in its older segments, hidden, until they are merged. Merging
all of them rewrites the index: at once where it is small, once a run of the program where it is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.store.connection import Connection
    from desktop.store.session import Session

SMALL_MESSAGES = 20_000
"""An index of this many is rewritten in about half a second of idle time after each delete; a larger
one waits for the next start, since 200 MB should not be rewritten for every word taken back."""
STEP_PAGES = 64
"""Index pages merged in one step: about 10 ms that a message to be stored has to wait."""

_TABLES = ("search_words", "search_parts")
_KEY = "search_purge"
_BEGIN, _GOING = "begin", "going"


def ask(connection: Connection) -> None:
    """Have words that were taken out dropped for good."""
    connection.execute("INSERT OR REPLACE INTO settings VALUES (?,?)", (_KEY, f'"{_BEGIN}"'))


def step(session: Session) -> bool:
    """Merge a little; whether there is more to do now."""
    connection = session.connection
    row = connection.execute("SELECT value FROM settings WHERE key=?", (_KEY,)).fetchone()
    if row is None or not _is_time(session):
        return False
    begin = row[0] == f'"{_BEGIN}"'
    before = connection.total_changes
    for table in _TABLES:
        # A negative number has all segments merged into one, as much of it as these pages are.
        connection.execute(
            f"INSERT INTO {table} ({table}, rank) VALUES ('merge', ?)",  # noqa: S608
            (-STEP_PAGES if begin else STEP_PAGES,),
        )
    if begin:
        connection.execute("UPDATE settings SET value=? WHERE key=?", (f'"{_GOING}"', _KEY))
        return True
    # SQLite's own sign that there was nothing to merge: the row of the command itself is one change.
    if connection.total_changes - before > len(_TABLES):
        return True
    connection.execute("DELETE FROM settings WHERE key=?", (_KEY,))
    session.purged_large = True
    session.scrub_due = True
    return False


def _is_time(session: Session) -> bool:
    (messages,) = session.connection.execute(
        "SELECT coalesce(sum(messages), 0) FROM counts"
    ).fetchone()
    return messages <= SMALL_MESSAGES or not session.purged_large
