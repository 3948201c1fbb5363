"""What the network engine needs from a store: the protocol that `desktop.store` fulfils.

Order of a room's entries, the same on every device that holds the same entries:
(place, device, seq, id), where `place` starts as the entry's own stamp and is lowered to one below
the stamp of every entry that lists it as ahead of time and is more than AHEAD_TOLERANCE_MS earlier.
Lowering is a minimum over the set of entries, so the order does not depend on who told what first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import msgspec

from net.entry import Entry
from net.ids import DeviceId, EntryId, RoomId

AHEAD_TOLERANCE_MS = 60_000
"""A peer may move our clock by a minute at most; what is further ahead is judged wrong."""
HLC_COUNTER_BITS = 16


class LogSummary(msgspec.Struct, frozen=True):
    """What is held of one (room, device) log: its last entry, and the holes below it.

    `missing` holds inclusive (lo, hi) pairs in ascending order. `head_hlc` is the head's stamp (0:
    not known); it tells after a restart which logs are ahead of time.
    """

    room: RoomId
    device: DeviceId
    head_seq: int
    head_id: EntryId
    missing: tuple[tuple[int, int], ...] = ()
    head_hlc: int = 0


class Snapshot(msgspec.Struct, frozen=True):
    """Everything the engine loads at start: log summaries, certificates, stamps.

    `forked` names the logs with two entries for one seq. `branches` are the tips of such logs
    besides the head: (room, device, seq, id) of entries that no stored entry has as `prev`.
    """

    logs: tuple[LogSummary, ...] = ()
    certificates: tuple[bytes, ...] = ()
    highest_hlc: int = 0
    forked: tuple[tuple[RoomId, DeviceId], ...] = ()
    branches: tuple[tuple[RoomId, DeviceId, int, EntryId], ...] = ()


class AppendResult(msgspec.Struct, frozen=True):
    """What one append did: the entries that were new, in the order given."""

    stored: tuple[Entry, ...] = ()


class StoredRun(msgspec.Struct, frozen=True):
    """A gapless piece of one log, ascending; `signature` proves its last entry, empty if unsigned."""

    first_seq: int
    bodies: tuple[bytes, ...] = ()
    signature: bytes = b""


class History(Protocol):
    """The durable set of entries. Every method is called on the engine's loop and never blocks it."""

    async def load(self) -> Snapshot:
        """Return the summary of everything stored."""
        ...

    async def append(
        self, entries: Sequence[Entry], certificates: Sequence[bytes] = ()
    ) -> AppendResult:
        """Store entries and certificates; returns after the commit is on disk.

        Entries already stored are skipped. A second entry of the same log and seq is stored beside
        the first (a fork). Own entries are checked against the log's head.

        Raises:
            StorageError: nothing of this call was stored.
        """
        ...

    async def read_run(
        self, room: RoomId, device: DeviceId, lo: int, hi: int, *, max_bytes: int, signed: bool
    ) -> StoredRun | None:
        """Return the newest gapless piece of [lo, hi], at most `max_bytes` of bodies, or None.

        With `signed` the piece ends at an entry whose signature is held: at the first such entry
        at or above its natural end, even above `hi`; None when there is none. Every body is
        checked against the stored id before it is returned; a body changed on disk ends the piece.
        """
        ...

    async def read_entry(self, entry: EntryId) -> Entry | None:
        """Return one entry by id, with its signature if held."""
        ...

    async def acknowledged(self, room: RoomId, author: DeviceId, holder: DeviceId, seq: int) -> None:
        """Remember that `holder` has `author`'s log up to `seq`; only larger values count."""
        ...
