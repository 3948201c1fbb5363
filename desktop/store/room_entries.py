"""Which entries make rooms: the words that an index and the queries over it must share."""

from __future__ import annotations

from net.entry import Kind

ROOM_ENTRIES = f"kind IN ({int(Kind.ROOM)}, {int(Kind.MEMBERSHIP)})"
"""SQL that picks the entries which make rooms; the index stands for exactly these words."""
