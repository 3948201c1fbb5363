"""Whole engines in one process, linked over loopback: nothing of the application is left out but its face."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from desktop.clock import unix_ms
from desktop.engine import Engine
from desktop.options import Options
from net.crypto.keyfile import KEY_FILE_NAME, load_or_create, renew_device
from net.wire import Publish

WAIT_S = 15.0


async def until(condition: Callable[[], Any]) -> Any:
    """Wait until a condition holds; returns what it returned."""
    async with asyncio.timeout(WAIT_S):
        while not (held := condition()):
            await asyncio.sleep(0.005)
    return held


class Desk:
    """One running engine and everything its windows were told."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.news: list[Any] = []
        engine.watch(self.news.append)
        engine.node.tell_news()

    @property
    def person(self) -> Any:
        return self.engine.identity.person_id

    @property
    def lobby(self) -> Any:
        return self.engine.lobby

    def told(self, kind: type, /, **fields: Any) -> list[Any]:
        """The news of a kind so far whose fields are these."""
        return [
            each
            for each in self.news
            if isinstance(each, kind)
            and all(getattr(each, name) == value for name, value in fields.items())
        ]

    async def say(self, text: str, room: Any = None, **more: Any) -> Any:
        return await self.engine.chat.send(room or self.lobby, text, **more)

    async def texts(self, room: Any = None) -> list[str]:
        messages, _ = await self.engine.chat.page(room or self.lobby, before=None, limit=500)
        return [message.text for message in messages]


class Company:
    """Starts engines in one folder; each new one dials the ones that run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.desks: dict[str, Desk] = {}

    async def start(self, name: str, *, alone: bool = False) -> Desk:
        options = Options(
            face="rpc",
            data_dir=self.folder / name,
            name=name.partition("'")[0],
            listen=("127.0.0.1", 0),
            connect=() if alone else tuple(
                desk.engine.node.listening[0] for desk in self.desks.values()
            ),
            discovery=False,
        )  # fmt: skip
        desk = self.desks[name] = Desk(await Engine.open(options))
        return desk

    async def stop(self, name: str) -> None:
        await self.desks.pop(name).engine.close()

    async def second_device(self, name: str) -> Desk:
        """Start another device of the same person, as after a restore from a backup."""
        other = f"{name}'s second"

        def copy() -> None:
            (self.folder / other).mkdir(mode=0o700)
            shutil.copy(self.folder / name / KEY_FILE_NAME, self.folder / other)
            now_ms = unix_ms()
            identity = load_or_create(self.folder / other, now_ms=now_ms)
            renew_device(self.folder / other, identity, now_ms=now_ms)

        await asyncio.to_thread(copy)
        return await self.start(other)

    async def meet(self) -> None:
        """Wait until everybody is linked with everybody and knows them by name."""
        people = len({desk.person for desk in self.desks.values()})
        engines = [desk.engine for desk in self.desks.values()]
        await until(lambda: all(len(e.node.links()) == len(engines) - 1 for e in engines))
        await until(lambda: all(len(e.people.everybody()) == people for e in engines))


def published(desk: Desk) -> list[Publish]:
    """Start to note what a device sends that nobody keeps."""
    sent: list[Publish] = []
    broadcast = desk.engine.node._core._broadcast
    publish = broadcast.publish

    def note(frame: Publish, *, prompt: bool = False) -> None:
        sent.append(frame)
        publish(frame, prompt=prompt)

    vars(broadcast)["publish"] = note
    return sent


@contextlib.asynccontextmanager
async def company(folder: Path, *names: str) -> AsyncIterator[tuple[Company, list[Desk]]]:
    """Engines of these people, all linked; they end with the block."""
    all_of_them = Company(folder)
    try:
        desks = [await all_of_them.start(name) for name in names]
        await all_of_them.meet()
        yield all_of_them, desks
    finally:
        for name in tuple(all_of_them.desks):
            await all_of_them.stop(name)


async def open_room(name: str, maker: Desk, *others: Desk) -> Any:
    """Make an open room that these people are in."""
    room = await maker.engine.rooms.create(name, _open())
    await until(lambda: all(desk.engine.rooms.kind_of(room) is not None for desk in others))
    for desk in others:
        await desk.engine.rooms.join(room)
    everybody = (maker, *others)
    await until(
        lambda: all(len(d.engine.rooms.members(room)) == len(everybody) for d in everybody)
    )
    return room


def _open() -> Any:
    from desktop.model import RoomKind

    return RoomKind.OPEN
