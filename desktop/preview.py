"""A first look at the store before the engine runs, so that the window paints its history at once.

Needs neither keys nor network: who this device is stands in the settings since the last run.
Whatever is unusual (no database, another version, a lock) means: no preview, wait for the engine.
"""

from __future__ import annotations

import logging
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from desktop.model import Room, RoomKind
from desktop.store.connection import connect
from desktop.store.file_version import DATABASE_NAME, FORMAT_VERSION, version_of
from desktop.store.owner import Owner
from desktop.store.reader import Reader
from desktop.store.room_rows import RoomRows
from net.ids import DeviceId, PersonId, RoomId, from_text, to_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.model import Person
    from desktop.store.runs import Damaged

log = logging.getLogger(__name__)

OWNER_SETTING = "owner"
"""JSON: who wrote this store last, and its lobby, as texts."""
LAST_ROOM_SETTING = "last_room"
"""JSON: the room that was turned to last, as texts: what the window needs before the engine knows rooms."""
MAX_PORT = 65_535


class Met:
    """Told of each entry that a preview finds changed; passes each on once, to whoever listens.

    The rows of a preview stay in view for as long as its room does, long after the engine's start.
    """

    def __init__(self) -> None:
        self.tell: Callable[[int], object] | None = None
        self._numbers: set[int] = set()

    def __call__(self, damaged: Damaged) -> None:
        """Pass on an entry's number."""
        if self.tell is not None and damaged.number not in self._numbers:
            self._numbers.add(damaged.number)
            self.tell(damaged.number)


@dataclass(frozen=True, slots=True)
class Preview:
    """What can be shown before the engine runs. `close` the reader; the rows are the timeline's."""

    reader: Reader
    owner: Owner
    lobby: RoomId
    me: Person
    path: Path
    met: Met

    def first_room(self) -> Room:
        """Return the room to show at the start: that of the last visit, or the lobby."""
        kept = self.reader.setting(LAST_ROOM_SETTING)
        try:
            peer = kept["peer"]
            return Room(
                RoomId(from_text(kept["room"])),
                str(kept["name"]),
                RoomKind(kept["kind"]),
                peer=PersonId(from_text(peer)) if peer else None,
            )
        except (TypeError, KeyError, ValueError):  # none yet, or not as this version writes it
            return Room(self.lobby, "lobby", RoomKind.OPEN)

    def room_rows(self, room: RoomId) -> RoomRows:
        """Open a room for a timeline."""
        return RoomRows(connect(self.path, "ro"), room, self.owner, self.met)

    def with_counts(self, room: Room) -> Room:
        """Return a room with its unread count and last message."""
        counts = self.reader.counts(room.room)
        return msgspec.structs.replace(
            room, unread=counts.unread, mentions=counts.mentions, last=counts.last
        )


def owner_setting(person: PersonId, device: DeviceId, lobby: RoomId) -> dict[str, str]:
    """Return what the engine keeps for the next start's preview."""
    return {"person": to_text(person), "device": to_text(device), "lobby": to_text(lobby)}


def last_room_setting(room: Room) -> dict[str, str]:
    """Return what is kept of the room in view for the next start."""
    peer = "" if room.peer is None else to_text(room.peer)
    return {
        "room": to_text(room.room), "name": room.name, "kind": room.kind.value, "peer": peer,
    }  # fmt: skip


def look(folder: Path) -> Preview | None:
    """Return the first look at a data folder's store, None where there is nothing safe to show."""
    path = folder / DATABASE_NAME
    if not path.is_file():
        return None
    connection = None
    try:
        connection = connect(path, "ro")
        if version_of(connection) != FORMAT_VERSION:
            raise LookupError("another version's file")
        return _looked(connection, path)
    except (sqlite3.Error, OSError, LookupError, ValueError) as error:
        log.info("no preview: %s", error)
        if connection is not None:
            connection.close()
        return None


class StartSettings(NamedTuple):
    """What was chosen in the settings and counts from the start on; anything odd is the usual."""

    language: str = ""
    """A code, empty for that of the system."""

    port: int = 0
    """0 is any free one."""

    discovery: bool = True


def start_settings(folder: Path, preview: Preview | None) -> StartSettings:
    """Return what counts from the start on.

    Also of a store that another version wrote: its settings have always been kept alike.
    """
    if preview is not None:
        return _start_settings(preview.reader)
    path = folder / DATABASE_NAME
    if not path.is_file():
        return StartSettings()
    try:
        connection = connect(path, "ro")
    except (sqlite3.Error, OSError) as error:
        log.info("no settings: %s", error)
        return StartSettings()
    try:
        return _start_settings(Reader(connection, Owner(DeviceId(b""), PersonId(b"")), _ignore))
    finally:
        connection.close()


def _start_settings(reader: Reader) -> StartSettings:
    try:
        language, port, discovery = map(reader.setting, ("language", "port", "discovery"))
    except (sqlite3.Error, ValueError) as error:  # no such table, or no JSON
        log.info("no settings: %s", error)
        return StartSettings()
    return StartSettings(
        language if isinstance(language, str) else "",
        port if type(port) is int and 0 < port <= MAX_PORT else 0,
        discovery is not False,
    )


def _looked(connection: Any, path: Path) -> Preview:
    probe = Reader(connection, Owner(DeviceId(b""), PersonId(b"")), _ignore)
    setting = probe.setting(OWNER_SETTING)
    if not isinstance(setting, dict):
        raise LookupError("nobody has written here yet")  # noqa: TRY004 - it is a missing value
    person = PersonId(from_text(str(setting.get("person"))))
    device = DeviceId(from_text(str(setting.get("device"))))
    lobby = RoomId(from_text(str(setting.get("lobby"))))
    owner = Owner(device, person)
    reader = Reader(connection, owner, _ignore)
    me = next((known for known in reader.people() if known.person == person), None)
    if me is None:
        raise LookupError("no name was chosen yet")
    return Preview(reader, owner, lobby, me, path, Met())


def _ignore(damaged: object) -> None:
    """The engine's own readers report damage in what it reads, too."""
    del damaged
