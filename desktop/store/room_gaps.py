"""Where a room is known to lack entries: holes of its logs, by the message each stands before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from net.ids import EntryId

if TYPE_CHECKING:
    from desktop.store.connection import Connection
    from desktop.store.people import People

HOLES_READ = 256
"""Holes looked at; a room of forty authors that just began to sync has forty."""
ENTRIES_WALKED = 64
"""Entries above a hole among which a message is looked for: most are messages."""


class Gap(msgspec.Struct, frozen=True):
    """Entries of one log that are missing just before a message that is shown.

    What they are cannot be known: `entries` may count reactions and edits among messages. `device`
    is the number of the one whose log it is.
    """

    before: EntryId
    device: int
    name: str
    entries: int


def find(connection: Connection, room: int, people: People, most: int) -> tuple[Gap, ...]:
    """Return the gaps of a room, those of the highest entries first, at most `most` holes.

    Costs nothing where nothing is missing, and never grows with the history.
    """
    holes = connection.execute(
        "SELECT device, lo, hi FROM (SELECT device, lo, hi FROM holes WHERE room=? LIMIT ?) "
        "ORDER BY hi DESC LIMIT ?",
        (room, HOLES_READ, most),
    ).fetchall()
    gaps: dict[EntryId, Gap] = {}
    for device, lo, hi in holes:
        row = connection.execute(
            "SELECT e.id FROM (SELECT n, id FROM entries "
            "WHERE room=? AND device=? AND seq>? ORDER BY seq LIMIT ?) e "
            "CROSS JOIN messages m ON m.entry=e.n ORDER BY m.seq LIMIT 1",
            (room, device, hi, ENTRIES_WALKED),
        ).fetchone()
        if row is None:
            continue  # of somebody hidden, or of a log without messages
        before = EntryId(row[0])
        known = gaps.get(before)
        entries = hi - lo + 1 + (known.entries if known is not None else 0)
        gaps[before] = Gap(before, device, people.author(device).name, entries)
    return tuple(gaps.values())
