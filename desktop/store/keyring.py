"""The keys of private rooms, in memory: what turns a sealed payload into the one its author wrote.

Filled by the rooms service from the members' entries, which stand in the store; never written to
disk by itself. Used from every thread that reads entries: each dictionary operation is atomic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from net.entry import Kind
from net.errors import LocalProtocolError

if TYPE_CHECKING:
    from net.entry import Entry
    from net.ids import DeviceId, RoomId

MAX_SEALED_ROOMS = 4096
"""As many rooms as one device syncs at all."""

_IN_CLEAR = frozenset({Kind.ROOM, Kind.MEMBERSHIP})
"""Without these nobody could find the key; a private room's entries reach only its members."""


class Keyring:
    """Knows which rooms are sealed, and the keys that were given to this device."""

    def __init__(self) -> None:
        self._rooms: dict[RoomId, dict[bytes, bytes]] = {}

    def add_room(self, room: RoomId) -> None:
        """Treat a room's words as sealed from now on."""
        if room not in self._rooms and len(self._rooms) < MAX_SEALED_ROOMS:
            self._rooms[room] = {}

    def add_key(self, room: RoomId, key: bytes) -> bool:
        """Keep a room's key; whether it is new here."""
        from net.crypto.sealing import room_key_id  # noqa: PLC0415 - see payload_of

        self.add_room(room)
        keys = self._rooms.get(room)
        if keys is None or room_key_id(key) in keys:
            return False
        keys[room_key_id(key)] = key
        return True

    def key(self, room: RoomId, key_id: bytes) -> bytes | None:
        """Return a room's key by its id."""
        return self._rooms.get(room, {}).get(key_id)

    def keys(self, room: RoomId) -> dict[bytes, bytes]:
        """Return the keys of a room that this device has, by id."""
        return dict(self._rooms.get(room, {}))

    def is_sealed(self, room: RoomId) -> bool:
        """Whether a room's words are sealed."""
        return room in self._rooms

    def payload_of(self, entry: Entry) -> bytes:
        """Return what an entry says; b"" where this device has no key for it (or it was dropped)."""
        keys = self._rooms.get(entry.room)
        if keys is None or entry.kind in _IN_CLEAR:
            return entry.payload
        # Here, because the first paint of an open room does not need cryptography: 30 ms.
        from net.crypto.sealing import open_payload  # noqa: PLC0415

        context = _context(entry.room, entry.device, entry.kind)
        return open_payload(keys, entry.payload, context) or b""

    def seal(
        self, room: RoomId, device: DeviceId, kind: int, payload: bytes, key_id: bytes
    ) -> bytes:
        """Return the payload as it is written into the room's log.

        Raises:
            LocalProtocolError: this device has not been given that key yet.
        """
        if room not in self._rooms or kind in _IN_CLEAR:
            return payload
        key = self.key(room, key_id)
        if key is None:
            raise LocalProtocolError(
                "This room's key has not arrived yet: wait until one of its members is online."
            )
        from net.crypto.sealing import seal_payload  # noqa: PLC0415 - see payload_of

        return seal_payload(key, payload, _context(room, device, kind))


def _context(room: RoomId, device: DeviceId, kind: int) -> bytes:
    return room + device + kind.to_bytes(2, "big")
