"""What the store tells the network engine of an entry whose bytes changed on disk: it is gone."""

from __future__ import annotations

import msgspec

from net.ids import DeviceId, EntryId, RoomId


class LostEntry(msgspec.Struct, frozen=True):
    """An entry that was held and is not any more.

    `head` is the newest entry still held of its log, as (seq, id); (0, b"") for none. `is_hole` is
    False where another branch of a fork still stands at its place.
    """

    room: RoomId
    device: DeviceId
    seq: int
    entry: EntryId
    head: tuple[int, EntryId]
    is_hole: bool
