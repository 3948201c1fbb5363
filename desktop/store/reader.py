"""Reads what the services and the windows show; a reader has a connection of its own and one thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from desktop.store import rows
from desktop.store.details import Details, details
from desktop.store.flags import DELETED, MENTIONS_ME
from desktop.store.order import FIRST, dev8_of, position_of
from desktop.store.people import People
from desktop.store.room_entries import ROOM_ENTRIES
from desktop.store.runs import sound_entry
from net.ids import ID_BYTES, DeviceId, EntryId, PersonId, RoomId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from desktop.model import Message, OrderKey, Person, Picks
    from desktop.store.connection import Connection
    from desktop.store.owner import Owner
    from desktop.store.runs import Damaged
    from net.entry import Entry

UNREAD_CAP = 100_000
"""Beyond it a room says so many unread: at 60 ns each, counting this many takes 6 ms."""

_OUR_ORDER = "m.place, m.dev8, m.seq, m.tie"
_DOWN = "m.place DESC, m.dev8 DESC, m.seq DESC, m.tie DESC"


class RoomCounts(msgspec.Struct, frozen=True):
    """The figures of a room's line: all messages, those unread (at most UNREAD_CAP), mentions."""

    room: RoomId
    messages: int
    unread: int
    mentions: int
    last: Message | None


def picks_key(room: RoomId) -> str:
    """Return the setting that holds who was picked for the names in a room's draft."""
    return f"draft_picks:{room.hex()}"


class RoomState(msgspec.Struct, frozen=True):
    """What this device keeps about a room: how far it was read, the draft, how loud it is."""

    read: OrderKey | None = None
    draft: str = ""
    picks: Picks = ()
    """Who was picked for the names in the draft."""
    notify: str = ""


class KnownAddress(msgspec.Struct, frozen=True):
    """An address under which a device was reached."""

    device: DeviceId
    host: str
    port: int
    last_ok_ms: int


class Reader:
    """One read connection. Every call sees what was committed before it. One thread at a time."""

    def __init__(
        self, connection: Connection, owner: Owner, report: Callable[[Damaged], None]
    ) -> None:
        self._connection = connection
        self._owner = owner
        self._report = report
        self._people = People(connection, report)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    # Messages.

    def latest(self, room: RoomId, limit: int = 50) -> list[Message]:
        """Return the newest messages of a room in the order shown."""
        return self._page(room, "", (), _DOWN, limit)[::-1]

    def newest_in(self, rooms: Iterable[RoomId]) -> dict[RoomId, EntryId]:
        """Return the newest message of each of these rooms that has one."""
        return {message.room: message.id for room in rooms for message in self.latest(room, 1)}

    def before(self, room: RoomId, key: OrderKey, limit: int = 50) -> list[Message]:
        """Return the messages just before a key in the order shown."""
        where = f"AND ({_OUR_ORDER}) < (?,?,?,?)"
        return self._page(room, where, position_of(key), _DOWN, limit)[::-1]

    def after(self, room: RoomId, key: OrderKey, limit: int = 50) -> list[Message]:
        """Return the messages just after a key in the order shown."""
        where = f"AND ({_OUR_ORDER}) > (?,?,?,?)"
        return self._page(room, where, position_of(key), _OUR_ORDER, limit)

    def message(self, entry: EntryId) -> Message | None:
        """Return a message by its id, None if it is not held or is no message."""
        found = self._rows(
            f"SELECT r.id, {rows.COLUMNS} FROM entries e JOIN messages m ON m.entry=e.n "  # noqa: S608
            "JOIN rooms r ON r.n=m.room WHERE substr(e.id, 1, 8)=substr(?1, 1, 8) AND e.id=?1",
            (entry,),
        )
        return found[0] if found else None

    def own_message(self, local_id: bytes) -> Message | None:
        """Return a message of this device by its local id, None if it is not stored."""
        found = self._rows(
            f"SELECT r.id, {rows.COLUMNS} FROM messages m JOIN entries e ON e.n=m.entry "  # noqa: S608
            "JOIN rooms r ON r.n=m.room WHERE m.local_id=? ORDER BY m.entry",
            (local_id,),
        )
        return found[0] if found else None

    def check(self, number: int) -> None:
        """Read an entry once more; one that is not what was stored is reported by that."""
        row = self._connection.execute(
            "SELECT id, signature, body FROM entries WHERE n=?", (number,)
        ).fetchone()
        if row is not None:
            sound_entry(self._connection, number, row[0], row[1], row[2], self._report)

    def room_entries(self, room: RoomId) -> list[Entry]:
        """Return the entries that make rooms (kinds ROOM and MEMBERSHIP) in a room's logs."""
        found = self._connection.execute(
            "SELECT n, id, signature, body FROM entries "  # noqa: S608
            f"WHERE room=(SELECT n FROM rooms WHERE id=?) AND {ROOM_ENTRIES}",
            (room,),
        ).fetchall()
        entries = (
            sound_entry(self._connection, n, stored_id, signature, body, self._report)
            for n, stored_id, signature, body in found
        )
        return [entry for entry in entries if entry is not None]

    def muted_until_ms(self, room: RoomId) -> int | None:
        """Return until when a room is muted here, None where it is not."""
        kept = self.setting(f"muted:{room.hex()}")
        return kept if isinstance(kept, int) and kept > 0 else None

    def own_messages(
        self, room: RoomId, after_seq: int, up_to_seq: int, limit: int
    ) -> list[Message]:
        """Return this device's messages with after_seq < seq <= up_to_seq, the newest, ascending."""
        found = self._rows(
            f"SELECT r.id, {rows.COLUMNS} FROM entries e JOIN messages m ON m.entry=e.n "  # noqa: S608
            "JOIN rooms r ON r.n=e.room JOIN devices o ON o.n=e.device "
            "WHERE r.id=? AND o.id=? AND e.seq>? AND e.seq<=? ORDER BY e.seq DESC LIMIT ?",
            (room, self._owner.device, after_seq, up_to_seq, limit),
        )
        return found[::-1]

    def details(self, entry: EntryId) -> Details | None:
        """Return a message's former words and which devices hold it; None if it is not shown."""
        message = self.message(entry)
        if message is None:
            return None
        return details(self._connection, message, self._owner, self._report)

    def held(self) -> dict[tuple[RoomId, DeviceId], int]:
        """Return up to which seq other devices acknowledged this device's logs, by room and device."""
        return {
            (RoomId(room), DeviceId(holder)): seq
            for room, holder, seq in self._connection.execute(
                "SELECT r.id, h.id, t.seq FROM receipts t JOIN rooms r ON r.n=t.room "
                "JOIN devices a ON a.n=t.author JOIN devices h ON h.n=t.holder WHERE a.id=?",
                (self._owner.device,),
            )
        }

    def talked_in(self) -> tuple[RoomId, ...]:
        """Return the rooms with messages to show."""
        return tuple(
            row[0]
            for row in self._connection.execute(
                "SELECT r.id FROM counts c JOIN rooms r ON r.n=c.room WHERE c.messages>0 ORDER BY n"
            )
        )

    def entry_count(self) -> int:
        """Return how many entries of all kinds are held; cost grows with the logs, not with them."""
        (linear,) = self._connection.execute(
            "SELECT coalesce(sum(head_seq), 0) FROM logs WHERE forked=0"
        ).fetchone()
        (missing,) = self._connection.execute(
            "SELECT coalesce(sum(hi - lo + 1), 0) FROM holes h "
            "JOIN logs l USING (room, device) WHERE l.forked=0"
        ).fetchone()
        (forked,) = self._connection.execute(
            "SELECT count(*) FROM logs l JOIN entries e USING (room, device) WHERE l.forked=1"
        ).fetchone()
        return int(linear - missing + forked)

    def message_count(self) -> int:
        """Return how many messages all rooms together show."""
        (shown,) = self._connection.execute(
            "SELECT coalesce(sum(messages), 0) FROM counts"
        ).fetchone()
        return int(shown)

    def around(self, room: RoomId, key: OrderKey, before: int, after: int) -> list[Message]:
        """Return the context of a message: some before, the one with this key, some after."""
        own = self._page(room, f"AND ({_OUR_ORDER}) = (?,?,?,?)", position_of(key), _OUR_ORDER, 1)
        return self.before(room, key, before) + own + self.after(room, key, after)

    # Rooms and people.

    def rooms(self) -> tuple[RoomId, ...]:
        """Return the rooms of which entries are held, messages or not."""
        return tuple(
            row[0]
            for row in self._connection.execute(
                "SELECT id FROM rooms r WHERE EXISTS (SELECT 1 FROM logs WHERE room=r.n) ORDER BY n"
            )
        )

    def counts(self, room: RoomId) -> RoomCounts:
        """Return the figures of a room's line."""
        n = self._number(room)
        if n is None:
            return RoomCounts(room, 0, 0, 0, None)
        found = self._connection.execute(
            "SELECT messages FROM counts WHERE room=?", (n,)
        ).fetchone()
        last = self.latest(room, 1)
        return RoomCounts(
            room=room,
            messages=found[0] if found is not None else 0,
            # Deleted messages are few: counting them apart leaves the many to the order's index.
            unread=self._unread(n, "") - self._unread(n, f"AND flags & {DELETED}"),
            mentions=self._unread(n, f"AND flags & {MENTIONS_ME}"),
            last=last[0] if last else None,
        )

    def state(self, room: RoomId) -> RoomState:
        """Return what this device keeps about a room."""
        row = self._connection.execute(
            "SELECT read_place, read_dev8, read_seq, read_id, draft, notify "
            "FROM room_state s JOIN rooms r ON r.n=s.room WHERE r.id=?",
            (room,),
        ).fetchone()
        if row is None:
            return RoomState()
        read = None if row[0] is None else (row[0], row[1], row[2], row[3])
        picks = self._picks(room) if row[4] else ()
        return RoomState(read, row[4], picks, row[5])

    def last_read(self, room: RoomId, read: OrderKey | None) -> EntryId | None:
        """Return the newest message held up to a room's mark, which may name one that never came."""
        if read is None:
            return None
        last = self._connection.execute(
            "SELECT e.id FROM messages m JOIN entries e ON e.n=m.entry "  # noqa: S608
            f"WHERE m.room=(SELECT n FROM rooms WHERE id=?) AND ({_OUR_ORDER}) <= (?,?,?,?) "
            f"ORDER BY {_DOWN} LIMIT 1",
            (room, *position_of(read)),
        ).fetchone()
        return None if last is None else EntryId(last[0])

    def _picks(self, room: RoomId) -> Picks:
        try:
            found = msgspec.convert(self.setting(picks_key(room), []), list[tuple[str, str]])
            people = [(name, bytes.fromhex(person)) for name, person in found]
        except (msgspec.ValidationError, ValueError):
            return ()  # not as this version writes it: then the names are only names
        return tuple((name, PersonId(person)) for name, person in people if len(person) == ID_BYTES)

    def people(self) -> tuple[Person, ...]:
        """Return everybody known by a certificate."""
        return self._people.all()

    def profile_stamps(self) -> dict[PersonId, tuple[int, DeviceId]]:
        """Return the stamp and device of everybody's newest profile."""
        return self._people.stamps()

    def name(self, person: PersonId) -> str:
        """Return what a person is called: by their newest profile, else the start of their id."""
        return self._people.name(person)

    def person_of(self, device: DeviceId) -> PersonId | None:
        """Return whose device it is, None without a certificate."""
        row = self._connection.execute(
            "SELECT person FROM devices WHERE id=?", (device,)
        ).fetchone()
        return PersonId(row[0]) if row is not None and row[0] is not None else None

    def certificate(self, device: DeviceId) -> bytes | None:
        """Return a device's certificate, None if it is not held."""
        row = self._connection.execute(
            "SELECT certificate FROM devices WHERE id=?", (device,)
        ).fetchone()
        return row[0] if row is not None else None

    # This device's own things.

    def setting(self, key: str, default: Any = None) -> Any:
        """Return a setting's value as it was given, or the default."""
        row = self._connection.execute("SELECT value FROM settings WHERE key=?", (key,)).fetchone()
        return default if row is None else msgspec.json.decode(row[0])

    def addresses(self) -> tuple[KnownAddress, ...]:
        """Return the remembered addresses, the last that worked first."""
        return tuple(
            KnownAddress(*row)
            for row in self._connection.execute(
                "SELECT device, host, port, last_ok_ms FROM addresses ORDER BY last_ok_ms DESC"
            )
        )

    # Inside.

    def _number(self, room: RoomId) -> int | None:
        row = self._connection.execute("SELECT n FROM rooms WHERE id=?", (room,)).fetchone()
        return None if row is None else int(row[0])

    def _page(
        self, room: RoomId, where: str, bounds: Sequence[Any], order: str, limit: int
    ) -> list[Message]:
        n = self._number(room)
        if n is None or limit <= 0:
            return []
        found = self._connection.execute(
            f"SELECT {rows.COLUMNS} FROM {rows.SOURCE} WHERE m.room=? {where} "  # noqa: S608
            f"ORDER BY {order} LIMIT ?",
            (n, *bounds, limit),
        ).fetchall()
        self._people.refresh()
        delivery = rows.Delivery(self._connection, room, self._owner)
        return self._shown(room, found, delivery)

    def _rows(self, sql: str, parameters: Sequence[Any]) -> list[Message]:
        self._people.refresh()
        messages: list[Message] = []
        deliveries: dict[RoomId, rows.Delivery] = {}
        for room, *row in self._connection.execute(sql, parameters).fetchall():
            if room not in deliveries:
                deliveries[room] = rows.Delivery(self._connection, room, self._owner)
            messages += self._shown(room, [row], deliveries[room])
        return messages

    def _shown(self, room: RoomId, found: list[Any], delivery: rows.Delivery) -> list[Message]:
        messages = (
            rows.message(
                self._connection, room, row, self._people, delivery, self._owner, self._report
            )
            for row in found
        )
        return [message for message in messages if message is not None]

    def _unread(self, room: int, more: str) -> int:
        row = self._connection.execute(
            "SELECT read_place, read_dev8, read_seq, read_id FROM room_state WHERE room=?", (room,)
        ).fetchone()
        start = FIRST
        if row is not None and row[0] is not None:
            start = position_of((row[0], row[1], row[2], row[3]))
        own = [
            found[0]
            for found in self._connection.execute(
                "SELECT id FROM devices WHERE person=? OR id=?",
                (self._owner.person, self._owner.device),
            )
        ]
        others = " ".join("AND dev8<>?" for _ in own)
        (number,) = self._connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM messages WHERE room=? "  # noqa: S608
            f"AND (place, dev8, seq, tie) > (?,?,?,?) {others} {more} LIMIT {UNREAD_CAP})",
            (room, *start, *map(dev8_of, own)),
        ).fetchone()
        return int(number)
