"""The order of a room as integers that SQLite can index: one key from an entry, one from a message."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from net.history import AHEAD_TOLERANCE_MS, HLC_COUNTER_BITS

if TYPE_CHECKING:
    from desktop.model import OrderKey

TOLERANCE = AHEAD_TOLERANCE_MS << HLC_COUNTER_BITS
"""The tolerance in units of the hybrid stamp."""
VACATED_KEPT = 100_000
"""Revisions a reader may be behind and still follow change by change; further behind it starts anew."""
TIE_BYTES = 6
"""Of an entry's id: enough to tell the branches of a fork apart."""
MIN_PLACE = -1
"""One below the smallest stamp, 0."""


class Position(NamedTuple):
    """(place, dev8, seq, tie): sorts as the model's order key does, in 30 bytes instead of 62.

    `dev8` is the first 8 bytes of the device id as a signed integer, `tie` the first 6 of the
    entry id, unsigned: it only tells the branches of a fork apart.
    """

    place: int
    dev8: int
    seq: int
    tie: int


FIRST = Position(MIN_PLACE - 1, -(2**63), 0, 0)
"""Below every message."""


def dev8_of(device: bytes) -> int:
    """Return the device's part of the order."""
    return int.from_bytes(device[:8], "big", signed=True)


def tie_of(entry: bytes) -> int:
    """Return the part of the order that tells the branches of a fork apart."""
    return int.from_bytes(entry[:TIE_BYTES], "big")


def position_of(key: OrderKey) -> Position:
    """Return where a message with this key stands."""
    place, device, seq, entry = key
    return Position(place, device, seq, tie_of(entry))


def lowered(hlc: int, earliest_judge: int | None) -> int:
    """Return the place of an entry: its stamp, or just before the earliest who saw it ahead of time.

    Args:
        hlc: The entry's own stamp.
        earliest_judge: The smallest stamp of the entries that list it as ahead; None for no such.
    """
    if earliest_judge is not None and hlc - earliest_judge > TOLERANCE:
        return earliest_judge - 1
    return hlc
