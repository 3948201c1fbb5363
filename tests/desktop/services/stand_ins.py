"""A store that keeps settings in memory, and tasks that a test can wait for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from desktop.store.reader import RoomState
from net.ids import RoomId


class MemoryStore:
    """What the services of this moment ask of `Store`; its own reader."""

    def __init__(self) -> None:
        self.settings: dict[str, Any] = {}
        self.levels: dict[RoomId, str] = {}
        self.muted: dict[RoomId, int] = {}

    async def read(self, ask: Callable[[Any], Any]) -> Any:
        await asyncio.sleep(0)
        return ask(self)

    async def set_setting(self, key: str, value: Any) -> None:
        await asyncio.sleep(0)
        self.settings[key] = value

    def setting(self, key: str, default: Any = None) -> Any:
        return self.settings.get(key, default)

    def state(self, room: RoomId) -> RoomState:
        return RoomState(notify=self.levels.get(room, ""))

    def muted_until_ms(self, room: RoomId) -> int | None:
        return self.muted.get(room)


class Tasks:
    """Keeps what a service spawned."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()

    def spawn(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def done(self) -> None:
        while self._running:
            ended, _ = await asyncio.wait(self._running)  # gather comes back at once where all are done
            for task in ended:
                task.result()
