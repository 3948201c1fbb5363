"""What the writer remembers between its jobs: small integers for ids, log heads, counters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.store.order import dev8_of
from net.crypto.identity import DeviceCertificate
from net.ids import DeviceId, EntryId, RoomId

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.store.connection import Connection
    from desktop.store.owner import Owner

MAX_REMEMBERED = 20_000
"""Log heads and devices kept in memory, each; a flood of new ones only costs reading them again."""


@dataclass(slots=True)
class Device:
    """A device as the tables name it."""

    n: int
    id: DeviceId
    dev8: int
    certificate: bytes | None
    person: bytes | None = None

    @property
    def owner(self) -> bytes:
        """The person it belongs to; a device without a certificate stands for itself."""
        return self.person if self.person is not None else self.id


@dataclass(slots=True)
class Log:
    """The head of one log, as stored or as it will be with the running transaction."""

    room: int
    device: int
    head_seq: int = 0
    head_id: bytes = b""
    head_hlc: int = 0
    highest_hlc: int = 0
    forked: bool = False


@dataclass(slots=True)
class Count:
    """The number of messages in a room and the last revision given out."""

    messages: int = 0
    rev: int = 0


class Session:
    """The writer's connection with a memory of what it last read or wrote.

    Owned by the committer and used on its thread only. After any failure the memory is dropped, so
    that it can never disagree with what the rollback left.
    """

    def __init__(self, connection: Connection, owner: Owner) -> None:
        self.connection = connection
        self.owner = owner
        self._rooms: dict[RoomId, int] = {}
        self._devices: dict[DeviceId, Device] = {}
        self._logs: dict[tuple[int, int], Log] = {}
        self._counts: dict[int, Count] = {}
        self._next_entry: int | None = None
        self._blocked: set[bytes] | None = None
        self.hurried: Callable[[], bool] = _never
        """Whether somebody waits, so that work which can go on later should end."""
        self.changed: list[tuple[EntryId, bool]] = []
        """Messages that show something else since the running append began; True: they are new."""
        self.bared: dict[EntryId, bytes] = {}
        """Entries whose words the running append dropped, with what is left of them."""
        self.read_on: list[RoomId] = []
        """Rooms whose read mark moved since the running append began."""
        self.purged_large = False
        """A large search index was rewritten in this run of the program."""
        self.scrub_due = False
        """Words were dropped that the write-ahead log may still hold."""

    def forget(self) -> None:
        """Drop everything remembered."""
        self._rooms.clear()
        self._devices.clear()
        self._logs.clear()
        self._counts.clear()
        self._next_entry = None
        self._blocked = None

    def begin_append(self) -> None:
        """Start to note anew what an append changes."""
        self.changed = []
        self.bared = {}
        self.read_on = []

    def is_blocked(self, person: bytes) -> bool:
        """Whether somebody's messages are not to be shown."""
        if self._blocked is None:
            self._blocked = {
                row[0]
                for row in self.connection.execute("SELECT person FROM people_state WHERE blocked")
            }
        return person in self._blocked

    def forget_blocked(self) -> None:
        """Read anew who is blocked."""
        self._blocked = None

    def room(self, room: RoomId) -> int:
        """Return a room's number, giving it one if it is new."""
        n = self._rooms.get(room)
        if n is None:
            n = self._number("rooms", room)
            _bound(self._rooms)
            self._rooms[room] = n
        return n

    def device(self, device: DeviceId) -> Device:
        """Return a device's row, making one if it is new."""
        found = self._devices.get(device)
        if found is None:
            n = self._number("devices", device)
            certificate, person = self.connection.execute(
                "SELECT certificate, person FROM devices WHERE n=?", (n,)
            ).fetchone()
            found = Device(n, device, dev8_of(device), certificate, person)
            _bound(self._devices)
            self._devices[device] = found
        return found

    def log(self, room: int, device: int) -> Log:
        """Return a log's head; that of an empty log if nothing of it is stored."""
        log = self._logs.get((room, device))
        if log is None:
            row = self.connection.execute(
                "SELECT head_seq, head_id, head_hlc, highest_hlc, forked FROM logs "
                "WHERE room=? AND device=?",
                (room, device),
            ).fetchone()
            log = Log(room, device)
            if row is not None:
                log = Log(room, device, row[0], row[1], row[2], row[3], bool(row[4]))
            _bound(self._logs)
            self._logs[room, device] = log
        return log

    def keep_log(self, log: Log) -> None:
        """Write a log's head as it is now."""
        self.connection.execute(
            "INSERT OR REPLACE INTO logs VALUES (?,?,?,?,?,?,?)",
            (
                log.room,
                log.device,
                log.head_seq,
                log.head_id,
                log.head_hlc,
                log.highest_hlc,
                int(log.forked),
            ),
        )

    def count(self, room: int) -> Count:
        """Return a room's counters."""
        count = self._counts.get(room)
        if count is None:
            row = self.connection.execute(
                "SELECT messages, rev FROM counts WHERE room=?", (room,)
            ).fetchone()
            count = Count(*row) if row is not None else Count()
            _bound(self._counts)
            self._counts[room] = count
        return count

    def keep_count(self, room: int) -> None:
        """Write a room's counters as they are now."""
        count = self.count(room)
        self.connection.execute(
            "INSERT OR REPLACE INTO counts VALUES (?,?,?)", (room, count.messages, count.rev)
        )

    def take_entry_numbers(self, number: int) -> int:
        """Return the first of `number` unused, ascending entry numbers."""
        if self._next_entry is None:
            # Nor one that the search index has seen: the entry behind it may have been dropped.
            (highest,) = self.connection.execute(
                "SELECT max(seen, coalesce((SELECT max(n) FROM entries), 0)) FROM search_state"
            ).fetchone()
            self._next_entry = highest + 1
        first = self._next_entry
        self._next_entry += number
        return first

    def keep_certificate(self, encoded: bytes) -> None:
        """Store a device's certificate and thereby whose device it is.

        Raises:
            RemoteProtocolError: the certificate does not hold; the core checks it long before.
        """
        certificate = DeviceCertificate.decode(encoded)
        device = self.device(certificate.device_id)
        if device.certificate == encoded:
            return
        self.connection.execute(
            "UPDATE devices SET person=?, certificate=? WHERE n=?",
            (certificate.person_id, encoded, device.n),
        )
        device.certificate = encoded
        device.person = certificate.person_id
        self.people_changed()

    def people_changed(self) -> None:
        """Tell readers that a name or an owner of a device is another now."""
        self.connection.execute("UPDATE revisions SET rev=rev+1 WHERE topic='people'")

    def _number(self, table: str, raw: bytes) -> int:
        row = self.connection.execute(f"SELECT n FROM {table} WHERE id=?", (raw,)).fetchone()  # noqa: S608 - one of two table names
        if row is None:
            row = self.connection.execute(
                f"INSERT INTO {table} (id) VALUES (?) RETURNING n",  # noqa: S608
                (raw,),
            ).fetchone()
        return int(row[0])


def _never() -> bool:
    return False


def _bound(remembered: dict) -> None:  # type: ignore[type-arg]
    if len(remembered) >= MAX_REMEMBERED:
        remembered.clear()
