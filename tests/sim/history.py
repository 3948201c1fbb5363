"""A History in memory: what `desktop.store` does on disk, for the simulator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from net.entry import Entry
from net.history import (
    AHEAD_TOLERANCE_MS,
    HLC_COUNTER_BITS,
    LogSummary,
    Snapshot,
    StoredRun,
)
from net.ids import DeviceId, EntryId, RoomId
from net.wire import MAX_RUN_ENTRIES

LogKey = tuple[RoomId, DeviceId]


class MemoryHistory:
    """The durable set of entries of one simulated device; survives its crashes."""

    def __init__(self) -> None:
        self.entries: dict[EntryId, Entry] = {}
        self.logs: dict[LogKey, dict[int, list[EntryId]]] = {}
        self.children: dict[bytes, list[EntryId]] = {}
        self.certificates: dict[bytes, None] = {}

    def append(
        self, entries: Sequence[Entry], certificates: Iterable[bytes] = ()
    ) -> tuple[Entry, ...]:
        fresh = []
        for entry in entries:
            if entry.id in self.entries:
                continue
            self.entries[entry.id] = entry
            log = self.logs.setdefault((entry.room, entry.device), {})
            log.setdefault(entry.seq, []).append(entry.id)
            self.children.setdefault(entry.prev, []).append(entry.id)
            fresh.append(entry)
        self.certificates.update(dict.fromkeys(certificates))
        return tuple(fresh)

    def load(self) -> Snapshot:
        logs, forked, branches = [], [], []
        for (room, device), log in self.logs.items():
            head = max(log)
            head_id = max(log[head])
            missing, expected = [], 1
            for seq in sorted(log):
                if seq > expected:
                    missing.append((expected, seq - 1))
                expected = seq + 1
            hlc = self.entries[head_id].hlc
            logs.append(LogSummary(room, device, head, head_id, tuple(missing), hlc))
            if any(len(ids) > 1 for ids in log.values()):
                forked.append((room, device))
                branches.extend(
                    (room, device, seq, entry)
                    for seq, ids in log.items()
                    for entry in ids
                    if entry != head_id and not self.children.get(entry)
                    and (len(ids) > 1 or seq + 1 in log)
                )  # fmt: skip
        highest = max((entry.hlc for entry in self.entries.values()), default=0)
        return Snapshot(
            tuple(logs), tuple(self.certificates), highest, tuple(forked), tuple(branches)
        )

    def read_run(
        self, room: RoomId, device: DeviceId, lo: int, hi: int, max_bytes: int, *, signed: bool
    ) -> StoredRun | None:
        log = self.logs.get((room, device), {})
        end = next((seq for seq in range(min(hi, max(log, default=0)), lo - 1, -1) if seq in log), 0)
        if not end:
            return None
        last = self._end(log[end], signed=signed)
        if last is None:
            return None
        run: list[Entry] = []
        left = max_bytes
        entry: Entry | None = last
        while entry is not None and entry.seq >= lo and len(run) < MAX_RUN_ENTRIES:
            if run and len(entry.body) > left:
                break
            left -= len(entry.body)
            run.append(entry)
            entry = self.entries.get(EntryId(entry.prev))
        run.reverse()
        return StoredRun(run[0].seq, tuple(each.body for each in run), last.signature)

    def _end(self, ids: list[EntryId], *, signed: bool) -> Entry | None:
        ranked = sorted(ids, key=lambda entry: (bool(self.children.get(entry)), entry))
        if not signed:
            return self.entries[ranked[-1]]
        level = ranked
        while level:
            for entry in reversed(level):
                if self.entries[entry].signature:
                    return self.entries[entry]
            level = [child for entry in level for child in self.children.get(entry, [])]
        return None

    def head(self, room: RoomId, device: DeviceId) -> tuple[int, EntryId]:
        log = self.logs.get((room, device), {})
        if not log:
            return 0, EntryId(b"")
        seq = max(log)
        return seq, max(log[seq])

    def ids(self, room: RoomId) -> set[EntryId]:
        return {entry.id for entry in self.entries.values() if entry.room == room}

    def shown(self, room: RoomId) -> list[Entry]:
        """The room's entries in the order that `net.history` lays down."""
        entries = [entry for entry in self.entries.values() if entry.room == room]
        lowered: dict[DeviceId, list[tuple[int, int]]] = {}
        for entry in entries:
            for device, seq in entry.ahead:
                lowered.setdefault(device, []).append((seq, entry.hlc))

        def place(entry: Entry) -> int:
            found = entry.hlc
            for seq, hlc in lowered.get(entry.device, ()):
                earlier = (entry.hlc >> HLC_COUNTER_BITS) - (hlc >> HLC_COUNTER_BITS)
                if entry.seq <= seq and earlier > AHEAD_TOLERANCE_MS:
                    found = min(found, hlc - 1)
            return found

        return sorted(entries, key=lambda e: (place(e), e.device, e.seq, e.id))
