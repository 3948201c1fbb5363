"""One's own status: how long it holds, over restarts and sleep."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from desktop.errors import AppError
from desktop.services.presence import NETWORK_TOPIC, SETTING, OwnStatus, Presence
from net.ids import DeviceId, PersonId, RoomId
from net.news import NetworkMeta, decode_network_meta
from net.pubsub import PubSub
from tests.desktop.services.stand_ins import MemoryStore, Tasks

pytestmark = pytest.mark.asyncio
HOUR_MS = 3_600_000


class Door:
    """What this device says on the network's topic."""

    def __init__(self) -> None:
        self.said: NetworkMeta | None = None

    def track(self, topic: str, meta: bytes) -> None:
        assert topic == NETWORK_TOPIC
        self.said = decode_network_meta(meta)

    update = track

    def untrack(self, topic: str) -> None:
        self.said = None

    def list(self, topic: str) -> dict[PersonId, Any]:
        return {}


class Desk:
    """A presence service with a clock that a test turns."""

    def __init__(self, store: MemoryStore | None = None, now_ms: int = HOUR_MS) -> None:
        self.now_ms = now_ms
        self.store = store or MemoryStore()
        self.door = Door()
        self.tasks = Tasks()
        self.presence = Presence(
            door=self.door,  # type: ignore[arg-type]
            store=self.store,  # type: ignore[arg-type]
            bus=PubSub(),
            person=PersonId(bytes(32)),
            device=DeviceId(bytes(32)),
            lobby=RoomId(bytes(32)),
            people=lambda: (),
            rooms=lambda: (),
            members=lambda room: (),
            has_room=lambda room: False,
            now_ms=lambda: self.now_ms,
            spawn=self.tasks.spawn,
        )

    async def later(self, now_ms: int) -> None:
        """Let the time come, and the timer look, as it does within a minute."""
        self.now_ms = now_ms
        assert self.presence._ending is not None
        self.presence._ending.cancel()
        self.presence._end()
        await self.tasks.done()


async def test_the_end_is_told_and_ends_it() -> None:
    desk = Desk()
    await desk.presence.set_status("busy", "in the lab", 2 * HOUR_MS)
    assert desk.door.said is not None
    assert (desk.door.said.status, desk.door.said.until_ms) == ("busy", 2 * HOUR_MS)
    await desk.later(2 * HOUR_MS - 1)
    assert desk.presence.own.status == "busy"
    await desk.later(2 * HOUR_MS)
    assert desk.presence.own == OwnStatus()
    assert (desk.door.said.status, desk.door.said.note, desk.door.said.until_ms) == (
        "online",
        "",
        0,
    )
    assert desk.store.settings[SETTING] == OwnStatus().kept()
    assert desk.presence._ending is None


async def test_a_sleep_over_the_end_is_noticed_within_a_minute() -> None:
    desk = Desk()
    loop = asyncio.get_running_loop()
    await desk.presence.set_status("busy", "", 9 * HOUR_MS)
    assert desk.presence._ending is not None
    assert desk.presence._ending.when() <= loop.time() + 60
    desk.presence.close()
    assert desk.presence._ending is None


async def test_it_holds_over_a_restart_until_its_time() -> None:
    first = Desk()
    await first.presence.set_status("away", "lunch", 2 * HOUR_MS)
    first.presence.close()
    second = Desk(first.store, HOUR_MS + 5)
    await second.presence.load()
    second.presence.appear()
    assert second.door.said is not None
    assert (second.door.said.status, second.door.said.until_ms) == ("away", 2 * HOUR_MS)
    await second.later(2 * HOUR_MS)
    assert second.door.said.status == "online"


async def test_an_end_that_came_while_nothing_ran_is_over_at_the_start() -> None:
    first = Desk()
    await first.presence.set_status("busy", "lunch", 2 * HOUR_MS)
    first.presence.close()
    second = Desk(first.store, 3 * HOUR_MS)
    await second.presence.load()
    assert second.presence.opening().keys() == {NETWORK_TOPIC}
    assert second.presence.own == OwnStatus()
    assert second.store.settings[SETTING] == OwnStatus().kept()
    assert second.presence._ending is None


async def test_settings_of_an_older_or_broken_kind_have_no_end() -> None:
    for kept in ({"status": "busy", "note": "x"}, {"status": "busy", "note": "x", "until_ms": "z"}):
        store = MemoryStore()
        store.settings[SETTING] = kept
        desk = Desk(store)
        await desk.presence.load()
        assert desk.presence.own == OwnStatus("busy", "x")


async def test_whoever_hides_stays_hidden_when_the_note_ends() -> None:
    desk = Desk()
    await desk.presence.set_status("invisible", "psst", 2 * HOUR_MS)
    await desk.later(2 * HOUR_MS)
    assert desk.presence.own == OwnStatus("invisible")
    assert desk.door.said is None


async def test_a_note_that_stays_keeps_its_end_and_a_new_one_has_its_own() -> None:
    desk = Desk()
    await desk.presence.set_status("busy", "lab", 2 * HOUR_MS)
    await desk.presence.set_status("away")
    assert desk.presence.own == OwnStatus("away", "lab", 2 * HOUR_MS)
    await desk.presence.set_status("away", "home")
    assert desk.presence.own == OwnStatus("away", "home")
    await desk.presence.set_status("busy", "", 2 * HOUR_MS)
    await desk.presence.set_status("online")
    assert desk.presence.own == OwnStatus()


async def test_a_time_that_is_none_is_refused_and_nothing_changes() -> None:
    desk = Desk()
    await desk.presence.set_status("busy", "lab", 2 * HOUR_MS)
    with pytest.raises(AppError):
        await desk.presence.set_status("away", "home", -1)
    assert desk.presence.own == OwnStatus("busy", "lab", 2 * HOUR_MS)
    desk.presence.close()


async def test_what_is_chosen_as_the_old_status_ends_is_not_overruled_by_its_end() -> None:
    desk = Desk()
    await desk.presence.set_status("busy", "in the lab", 2 * HOUR_MS)
    desk.now_ms = 2 * HOUR_MS
    desk.presence._end()
    await desk.presence.set_status("away", "lunch")
    await desk.tasks.done()
    assert desk.presence.own == OwnStatus("away", "lunch")


async def test_what_cannot_be_said_leaves_the_status_since_when_it_holds() -> None:
    desk = Desk()
    await desk.presence.set_status("busy")
    desk.now_ms += 1000
    with pytest.raises(AppError):
        await desk.presence.set_status("away", "x" * 300)
    desk.presence.set_idle(None)
    desk.presence.set_idle(desk.now_ms)  # said once more
    assert desk.door.said is not None
    assert (desk.door.said.status, desk.door.said.since_ms) == ("busy", HOUR_MS)
