"""How far rooms were read reaches the other own devices, also after a disk that took nothing."""

from __future__ import annotations

import asyncio

import pytest

from desktop.services.reading import Reading
from desktop.store.annotation_payloads import decode_read
from desktop.store.reader import RoomState
from net.entry import Kind
from net.errors import StorageError
from net.ids import EntryId, RoomId
from net.pubsub import PubSub
from tests.desktop.services.stand_ins import MemoryStore, Tasks

pytestmark = pytest.mark.asyncio

SELF, ONE, TWO = (RoomId(bytes([n]) * 32) for n in (1, 2, 3))


class Marks(MemoryStore):
    """Every room was read up to one message."""

    def state(self, room: RoomId) -> RoomState:
        return RoomState(read=(5, 1, 1, EntryId(room)))


async def test_a_slow_disk_is_told_each_mark_once() -> None:
    written: list[bytes] = []
    free = asyncio.Event()

    async def append(room: RoomId, kind: Kind, payload: bytes) -> None:
        written.append(payload)
        await free.wait()

    tasks = Tasks()
    reading = Reading(
        append=append,  # type: ignore[arg-type]
        store=Marks(),  # type: ignore[arg-type]
        bus=PubSub(),
        self_room=SELF,
        has_room=lambda room: True,
        has_other_devices=lambda: True,
        spawn=tasks.spawn,
    )
    await reading.device_came((ONE, TWO))
    reading._due()
    ending = asyncio.ensure_future(reading.close())
    while not written:
        await asyncio.sleep(0)
    await asyncio.sleep(0)
    free.set()
    await ending
    await tasks.done()
    assert len(written) == 2


async def test_marks_that_the_disk_did_not_take_go_with_the_next_ones() -> None:
    written: list[bytes] = []
    room_left = 1

    async def append(room: RoomId, kind: Kind, payload: bytes) -> None:
        nonlocal room_left
        assert (room, kind) == (SELF, Kind.READ)
        room_left -= 1
        if room_left < 0:
            raise StorageError("the disk is full")
        said = decode_read(payload)
        assert said is not None
        written.append(said.room)

    tasks = Tasks()
    reading = Reading(
        append=append,  # type: ignore[arg-type]
        store=Marks(),  # type: ignore[arg-type]
        bus=PubSub(),
        self_room=SELF,
        has_room=lambda room: True,
        has_other_devices=lambda: True,
        spawn=tasks.spawn,
    )
    await reading.device_came((ONE, TWO))
    with pytest.raises(StorageError):
        await reading.close()
    assert written == [ONE]
    room_left = 9
    await reading.close()
    assert written == [ONE, TWO]
    await reading.close()
    assert written == [ONE, TWO], "each is said once"
