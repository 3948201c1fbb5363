"""Writers of linked entries for the store's tests; unsigned, since the store does not check that."""

from __future__ import annotations

import random

from desktop.store.payloads import MessagePayload, encode_message
from net.entry import Entry, Kind, decode, encode_body
from net.ids import DeviceId, RoomId, digest

ROOM = RoomId(digest(b"test room"))
START_MS = 1_800_000_000_000
"""A moment in 2027: the wall clock plays no part."""


def stamp(ms: int, counter: int = 0) -> int:
    """Return the hybrid stamp of a moment `ms` after START_MS."""
    return (START_MS + ms) << 16 | counter


class Author:
    """One device's logs; every entry it writes links to the one before it in the same room."""

    def __init__(self, name: str, rng: random.Random | None = None) -> None:
        self.device = DeviceId(digest(b"test device", name.encode()))
        self._rng = rng or random.Random(name)
        self._heads: dict[RoomId, tuple[int, bytes]] = {}

    def say(
        self,
        text: str,
        hlc: int,
        *,
        room: RoomId = ROOM,
        ahead: tuple[tuple[DeviceId, int], ...] = (),
        local_id: bytes | None = None,
        mentions: tuple[bytes, ...] = (),
        signed: bool = True,
    ) -> Entry:
        """Write a message."""
        payload = MessagePayload(local_id or self._rng.randbytes(16), text, None, mentions)
        return self.write(
            Kind.MESSAGE, encode_message(payload), hlc, room=room, ahead=ahead, signed=signed
        )

    def write(
        self,
        kind: int,
        payload: bytes,
        hlc: int,
        *,
        room: RoomId = ROOM,
        ahead: tuple[tuple[DeviceId, int], ...] = (),
        signed: bool = True,
    ) -> Entry:
        """Write an entry of any kind."""
        seq, prev = self._heads.get(room, (0, b""))
        body = encode_body(
            room=room, device=self.device, seq=seq + 1, prev=prev, hlc=hlc, kind=kind,
            payload=payload, ahead=ahead,
        )  # fmt: skip
        entry = decode(body, self._rng.randbytes(64) if signed else b"")
        self._heads[room] = (entry.seq, entry.id)
        return entry

    def continue_after(self, room: RoomId, seq: int, head: bytes) -> None:
        """Continue a log written earlier."""
        self._heads[room] = (seq, head)

    def go_back(self, entry: Entry) -> None:
        """Continue after an earlier entry: what follows is another branch of a fork."""
        self._heads[entry.room] = (entry.seq, entry.id)
