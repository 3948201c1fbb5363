"""Two and three whole nodes on loopback see who is there, and who leaves, crashes or changes."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from typing import cast

import pytest
import pytest_asyncio

from net.config import NetConfig
from net.core.presence_events import DeviceDown
from net.crypto.identity import Identity
from net.history import History, Snapshot
from net.ids import PersonId, lobby_id, open_network_id
from net.news import NodeOptions
from net.node import Node
from tests.sim.history import MemoryHistory

NET = "network"


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(15.0):
        while not condition():
            await asyncio.sleep(0.005)


class Empty:
    """A history without any: these nodes write nothing."""

    async def load(self) -> Snapshot:
        return MemoryHistory().load()


class Nodes:
    def __init__(self) -> None:
        self.all: list[Node] = []
        self.news: dict[Node, list[object]] = {}

    async def start(self, *connect: Node) -> Node:
        identity = Identity.generate(1_800_000_000_000)
        network = open_network_id()
        told: list[object] = []
        node = Node(
            config=NetConfig(),
            identity=identity,
            network=network,
            rooms=(lobby_id(network),),
            history=cast("History", Empty()),
            options=NodeOptions(
                host="127.0.0.1",
                connect=tuple(("127.0.0.1", other.listening[0][1]) for other in connect),
                discovery=False,
            ),
            wall_ms=lambda: 1_800_000_000_000,
            on_news=told.append,
            rng=random.Random(len(self.all)),
        )
        await node.start()
        node.tell_news()
        self.all.append(node)
        self.news[node] = told
        node.presence.track(NET, b"hi")
        return node


@pytest_asyncio.fixture
async def nodes() -> AsyncIterator[Nodes]:
    made = Nodes()
    yield made
    await asyncio.gather(*(node.stop() for node in made.all))


def meta(node: Node, person: PersonId) -> bytes | None:
    metas = node.presence.get_by_key(NET, person)
    return metas[0].meta if metas else None


def seen(node: Node) -> int:
    return node.presence.count(NET)[1]


@pytest.mark.asyncio
async def test_nodes_see_each_other_come_change_and_leave(nodes: Nodes) -> None:
    a = await nodes.start()
    b = await nodes.start(a)
    c = await nodes.start(a, b)
    await until(lambda: all(seen(node) == 3 for node in nodes.all))
    c.presence.update(NET, b"busy")
    key = c._identity.person_id
    await until(lambda: all(meta(node, key) == b"busy" for node in nodes.all))
    await until(lambda: all(n._datagrams.has_path(v.link) for n in nodes.all for v in n.links()))
    await c.stop()
    await until(lambda: seen(a) == seen(b) == 2)
    downs = [n for node in (a, b) for n in nodes.news[node] if isinstance(n, DeviceDown)]
    assert [down.left for down in downs] == [True, True]


@pytest.mark.asyncio
async def test_a_crash_is_seen_and_idle_links_are_probed_by_datagrams(nodes: Nodes) -> None:
    a = await nodes.start()
    b = await nodes.start(a)
    c = await nodes.start(a, b)
    await until(lambda: all(seen(node) == 3 for node in nodes.all))
    for server in c._links._servers:
        server.close()
    for connection in tuple(c._links._connections):
        connection.abort("killed")
    c._stopping = True
    await until(lambda: seen(a) == seen(b) == 2)
    downs = [n for node in (a, b) for n in nodes.news[node] if isinstance(n, DeviceDown)]
    assert [down.left for down in downs] == [False, False]
    sent = a._datagrams.counters["sent"]
    await until(lambda: a._datagrams.counters["sent"] > sent + 2)
    assert seen(a) == seen(b) == 2
    c._stopping = False
