"""Ends of links for these tests: real sockets, and every event kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import TypeVar

import pytest_asyncio

from net.config import NetConfig
from net.core import events as ev
from net.crypto.identity import Identity
from net.ids import NetworkId, open_network_id
from net.shell.links import Links

E = TypeVar("E")

CREATED_MS = 1_800_000_000_000
PATIENCE_S = 10.0


async def until(condition: Callable[[], object]) -> None:
    """Wait until it is true; fail when it never comes."""
    async with asyncio.timeout(PATIENCE_S):
        while not condition():
            await asyncio.sleep(0.002)


class End:
    """One device's links and what they told."""

    def __init__(
        self,
        config: NetConfig | None = None,
        network: NetworkId | None = None,
        psk: bytes | None = None,
    ) -> None:
        self.identity = Identity.generate(CREATED_MS)
        self.events: list[ev.Event] = []
        self.answer: Callable[[ev.Event], None] | None = None
        self.links = Links(
            config or NetConfig(), self.identity, network or open_network_id(), psk, self._note
        )

    def _note(self, event: ev.Event) -> None:
        self.events.append(event)
        if self.answer is not None:
            self.answer(event)

    def all(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]

    async def first(self, kind: type[E]) -> E:
        await until(lambda: self.all(kind))
        return self.all(kind)[0]

    @property
    def address(self) -> tuple[str, int]:
        return ("127.0.0.1", self.links.port)


class Ends:
    """Makes ends that listen on loopback, and stops them."""

    def __init__(self) -> None:
        self._all: list[End] = []

    async def make(
        self,
        config: NetConfig | None = None,
        network: NetworkId | None = None,
        psk: bytes | None = None,
        host: str | None = "127.0.0.1",
    ) -> End:
        end = End(config, network, psk)
        await end.links.start(host, 0)
        self._all.append(end)
        return end

    async def linked(
        self, config_a: NetConfig | None = None, config_b: NetConfig | None = None
    ) -> tuple[End, int, End, int]:
        """Two ends with a link: (dialler, its link, listener, its link)."""
        a, b = await self.make(config_a), await self.make(config_b)
        a.links.dial(1, None, [b.address])
        up_a, up_b = await a.first(ev.LinkUp), await b.first(ev.LinkUp)
        return a, up_a.link, b, up_b.link

    async def stop(self) -> None:
        await asyncio.gather(*(end.links.stop() for end in self._all))


@pytest_asyncio.fixture
async def ends() -> AsyncIterator[Ends]:
    made = Ends()
    yield made
    await made.stop()
