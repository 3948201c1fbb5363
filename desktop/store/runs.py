"""Reads entries back for peers: gapless, linked pieces of a log, each body checked against its id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from net.entry import Entry, decode, entry_id
from net.errors import RemoteProtocolError
from net.history import LogSummary, Snapshot, StoredRun
from net.ids import DeviceId, EntryId, RoomId

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.store.connection import Connection

MAX_WALK = 8_192
"""Entries looked at above a piece for a signature: no run between peers is longer."""

_COLUMNS = "n, seq, id, signature, body"


class Damaged(msgspec.Struct, frozen=True):
    """An entry that is not what was stored: its number, and where it stood."""

    number: int
    room: RoomId
    device: DeviceId
    seq: int


def load(connection: Connection) -> Snapshot:
    """Return the summary of everything stored; cost grows with the logs, not with the entries."""
    connection.execute("BEGIN")
    try:
        missing: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for room, device, lo, hi in connection.execute(
            "SELECT room, device, lo, hi FROM holes ORDER BY room, device, lo"
        ):
            missing.setdefault((room, device), []).append((lo, hi))
        logs: list[LogSummary] = []
        forked: list[tuple[RoomId, DeviceId]] = []
        highest = 0
        for room, device, room_id, device_id, seq, head, head_hlc, hlc, fork in connection.execute(
            "SELECT l.room, l.device, r.id, d.id, head_seq, head_id, head_hlc, highest_hlc, forked "
            "FROM logs l JOIN rooms r ON r.n=l.room JOIN devices d ON d.n=l.device"
        ):
            holes = tuple(missing.get((room, device), ()))
            logs.append(LogSummary(room_id, device_id, seq, head, holes, head_hlc))
            highest = max(highest, hlc)
            if fork:
                forked.append((room_id, device_id))
        certificates = connection.execute(
            "SELECT certificate FROM devices WHERE certificate IS NOT NULL ORDER BY n"
        ).fetchall()
        branches = connection.execute(
            "SELECT r.id, d.id, b.seq, b.id FROM branches b JOIN rooms r ON r.n=b.room "
            "JOIN devices d ON d.n=b.device ORDER BY b.room, b.device, b.seq, b.id"
        ).fetchall()
    finally:
        connection.execute("COMMIT")
    return Snapshot(
        tuple(logs),
        tuple(row[0] for row in certificates),
        highest,
        tuple(forked),
        tuple((room, device, seq, entry) for room, device, seq, entry in branches),
    )


class LogReader:
    """Reads one log's pieces on a read connection; reports each damaged entry it meets."""

    def __init__(self, connection: Connection, report: Callable[[Damaged], None]) -> None:
        self._connection = connection
        self._report = report

    def run(
        self, room: RoomId, device: DeviceId, lo: int, hi: int, *, max_bytes: int, signed: bool
    ) -> StoredRun | None:
        """Return the piece that `History.read_run` describes."""
        numbers = self._connection.execute(
            "SELECT r.n, d.n FROM rooms r, devices d WHERE r.id=? AND d.id=?", (room, device)
        ).fetchone()
        if numbers is None:
            return None
        self._connection.execute("BEGIN")
        try:
            return self._run(numbers, lo, hi, max_bytes, signed)
        finally:
            self._connection.execute("COMMIT")

    def _run(
        self, log: tuple[int, int], lo: int, hi: int, max_bytes: int, signed: bool
    ) -> StoredRun | None:
        top = self._top(log, lo, hi)
        if top is None:
            return None
        if signed:
            top = self._signed_above(log, top)
            if top is None:
                return None
        piece = self._piece(log, top, lo, max_bytes)
        if not piece:
            return None
        piece.reverse()
        return StoredRun(
            piece[0].seq, tuple(entry.body for entry in piece), piece[-1].signature or b""
        )

    def _top(self, log: tuple[int, int], lo: int, hi: int) -> Entry | None:
        """Return the newest sound entry of [lo, hi]; of a fork's branches the one linked from above."""
        best: Entry | None = None
        for row in self._connection.execute(
            f"SELECT {_COLUMNS} FROM entries WHERE room=? AND device=? AND seq BETWEEN ? AND ? "  # noqa: S608
            "ORDER BY seq DESC, n",
            (*log, lo, hi),
        ):
            if best is not None and row[1] != best.seq:
                break
            entry = self._sound(row)
            if entry is not None and (best is None or self._is_linked(log, entry)):
                best = entry
        return best

    def _is_linked(self, log: tuple[int, int], entry: Entry) -> bool:
        return any(above.prev == entry.id for above in self._at(log, entry.seq + 1))

    def _signed_above(self, log: tuple[int, int], entry: Entry) -> Entry | None:
        """Walk up from an entry along the links to the first one whose signature is held."""
        level = [entry]
        for _ in range(MAX_WALK):
            signed = next((one for one in level if one.signature), None)
            if signed is not None or not level:
                return signed
            ids = {one.id for one in level}
            level = [above for above in self._at(log, level[0].seq + 1) if above.prev in ids]
        return None

    def _at(self, log: tuple[int, int], seq: int) -> list[Entry]:
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM entries WHERE room=? AND device=? AND seq=? ORDER BY n",  # noqa: S608
            (*log, seq),
        ).fetchall()
        return [entry for entry in map(self._sound, rows) if entry is not None]

    def _piece(self, log: tuple[int, int], top: Entry, lo: int, max_bytes: int) -> list[Entry]:
        """Walk down from the top along the links while the bytes fit; newest first."""
        size = len(top.body)
        if size > max_bytes:
            return []
        piece = [top]
        for row in self._connection.execute(
            f"SELECT {_COLUMNS} FROM entries WHERE room=? AND device=? AND seq BETWEEN ? AND ? "  # noqa: S608
            "ORDER BY seq DESC, n",
            (*log, lo, top.seq - 1),
        ):
            last = piece[-1]
            if row[1] < last.seq - 1:
                break
            if row[2] != last.prev:
                continue  # another branch of a fork
            entry = self._sound(row)
            if entry is None or size + len(entry.body) > max_bytes:
                break
            size += len(entry.body)
            piece.append(entry)
        return piece

    def _sound(self, row: Any) -> Entry | None:
        """Return the entry of a row, or None (and a report) if it is not what was stored."""
        number, seq, stored_id, signature, body = row
        entry = sound_entry(self._connection, number, stored_id, signature, body, self._report)
        return entry if entry is not None and entry.seq == seq else None


def read_entry(
    connection: Connection, entry: EntryId, report: Callable[[Damaged], None]
) -> Entry | None:
    """Return one entry by id, None if it is not held or not sound."""
    row = connection.execute(
        "SELECT n, signature, body FROM entries WHERE substr(id, 1, 8)=substr(?1, 1, 8) AND id=?1",
        (entry,),
    ).fetchone()
    if row is None:
        return None
    return sound_entry(connection, row[0], entry, row[1], row[2], report)


def sound_entry(
    connection: Connection,
    number: int,
    stored_id: bytes,
    signature: bytes | None,
    body: bytes,
    report: Callable[[Damaged], None],
) -> Entry | None:
    """Decode a stored body if it still is the one its id was made of; report it otherwise."""
    if isinstance(body, bytes) and entry_id(body) == stored_id:
        try:
            return decode(body, signature or b"")
        except RemoteProtocolError:
            pass  # the signature's length, or an id that was made of other bytes on purpose
    row = connection.execute(
        "SELECT r.id, d.id, e.seq FROM entries e JOIN rooms r ON r.n=e.room "
        "JOIN devices d ON d.n=e.device WHERE e.n=?",
        (number,),
    ).fetchone()
    if row is not None:
        report(Damaged(number, row[0], row[1], row[2]))
    return None
