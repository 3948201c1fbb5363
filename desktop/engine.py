"""The engine's composition root: store, node and services on one asyncio loop, without Qt.

Start order: key file, store, services, node. Stop order: node, then store, so that everything the
network hands over on its way out still reaches the disk.
"""

from __future__ import annotations

import asyncio
import getpass
import logging
import random
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.clock import unix_ms
from desktop.errors import AppError, StartError
from desktop.services.chat import Chat
from desktop.services.link_news import LinkNews
from desktop.services.network import Network
from desktop.services.people import People
from desktop.services.presence import Presence
from desktop.services.rooms import Rooms
from desktop.store.store import DataFolderInUse, Store
from desktop.texts import clean_name, safe_name
from net.config import NetConfig
from net.core import events as ev
from net.crypto.keyfile import load_or_create, renew_device
from net.errors import NetError, StorageError
from net.ids import closed_network_id, directory_id, lobby_id, open_network_id
from net.node import EntriesStored, News, Node, NodeOptions
from net.pubsub import LINKS_TOPIC, PEOPLE_TOPIC, PubSub, chat_topic

if TYPE_CHECKING:
    from desktop.options import Options
    from net.crypto.identity import Identity
    from net.entry import Entry, Kind
    from net.ids import DeviceId, PersonId, RoomId

log = logging.getLogger(__name__)

EXIT_IN_USE = 2


class Engine:
    """Everything but a face. Made by `open`, used on the loop it was made on, ended by `close`."""

    def __init__(self, options: Options, identity: Identity, store: Store) -> None:
        key = options.network_key
        network = closed_network_id(key) if key is not None else open_network_id()
        self.bus = PubSub()
        self.store = store
        self.identity = identity
        self.lobby = lobby_id(network)
        self._options = options
        self._started_ms = unix_ms()
        self._held: dict[tuple[RoomId, DeviceId], int] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        directory = directory_id(network)
        self.node = Node(
            config=NetConfig(),
            identity=identity,
            network=network,
            rooms=(self.lobby, directory),
            history=store.history,
            options=self._node_options(options, store),
            wall_ms=unix_ms,
            on_news=self._on_news,
            rng=random.Random(),  # noqa: S311 - jitter and peer choice, never secrets
        )
        self.rooms = Rooms(store=store, lobby=self.lobby, members=self._count_people)
        self.people = People(
            append=self._append,
            store=store,
            bus=self.bus,
            person=identity.person_id,
            directory=directory,
            person_of=self._person_of,
            online=self._linked_people,
        )
        self.chat = Chat(
            append=self._append,
            store=store,
            bus=self.bus,
            person=identity.person_id,
            device=identity.device_id,
            name_of=self.people.name_of,
            person_of=self._person_of,
            has_room=self.rooms.has,
        )
        self.network = Network(
            node=self.node,
            store=store,
            person=identity.person_id,
            device=identity.device_id,
            closed=key is not None,
            name_of=self.people.name_of,
        )
        self.presence = Presence(
            person=identity.person_id,
            device=identity.device_id,
            started_ms=self._started_ms,
            links=self.node.links,
            people=self.people.everybody,
            has_room=self.rooms.has,
        )
        self._link_news = LinkNews(self.bus, self.people.knows, self.people.name_of)

    @classmethod
    async def open(cls, options: Options) -> Engine:
        """Load or make the keys, open the store, start the network.

        Raises:
            StartError: the folder is in use (exit code 2), not usable, or the port is taken.
        """
        try:
            identity = await asyncio.to_thread(
                load_or_create, options.data_dir, now_ms=unix_ms()
            )
            store = await Store.open(options.data_dir, identity.certificate)
        except DataFolderInUse as error:
            raise StartError(str(error), EXIT_IN_USE) from error
        except NetError as error:
            raise StartError(str(error)) from error
        except OSError as error:
            raise StartError(
                f"The data folder {options.data_dir} cannot be used: {error.strerror or error}. "
                "Choose another with --data-dir."
            ) from error
        try:
            if store.recovered is not None:
                # The own log's end may be lost with the damaged file; a new device key never forks.
                log.warning("%s", store.recovered)
                identity = await asyncio.to_thread(
                    renew_device, options.data_dir, identity, now_ms=unix_ms()
                )
                await store.adopt(identity.certificate)
            engine = cls(options, identity, store)
            await engine._start()
        except StartError:
            await store.close()
            raise
        except NetError as error:
            await store.close()
            raise StartError(str(error)) from error
        return engine

    async def _start(self) -> None:
        await self.people.load()
        await self.node.start()
        await self._settle_name()

    async def close(self) -> None:
        """Leave in order."""
        await self.node.stop()
        self._link_news.close()
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.store.close()

    def watch(self, listener: Callable[[object], None]) -> None:
        """Tell a listener everything the windows show; for the life of the engine."""
        for topic in (chat_topic(self.lobby), PEOPLE_TOPIC, LINKS_TOPIC):
            self.bus.subscribe(topic, listener)

    async def _settle_name(self) -> None:
        wanted = self._options.name
        if wanted is None:
            if self.people.own_name is not None or self._options.face == "window":
                return  # the window asks on its first-run page
            wanted = safe_name(_system_name()) or "Somebody"
        try:
            await self.people.set_own_name(clean_name(wanted))
        except AppError as error:
            raise StartError(f"grapevine: --name: {error}", 2) from error
        except StorageError as error:
            raise StartError(str(error)) from error

    def _node_options(self, options: Options, store: Store) -> NodeOptions:
        host, port = options.listen if options.listen is not None else (None, 0)
        return NodeOptions(
            host=host or None,
            port=port,
            connect=options.connect,
            remembered=store.remembered_addresses(),
            discovery=options.discovery,
            psk=options.network_key,
        )

    async def _append(self, room: RoomId, kind: Kind, payload: bytes) -> Entry:
        return await self.node.append(room, kind, payload)

    def _person_of(self, device: DeviceId) -> PersonId | None:
        certificate = self.node.certificate(device)
        return certificate.person_id if certificate is not None else None

    def _linked_people(self) -> list[PersonId]:
        return [link.person for link in self.node.links()]

    def _count_people(self) -> int:
        return len(self.people.everybody())

    # News of the node, in the order: store done, then services, then who listens.

    def _on_news(self, item: News) -> None:
        match item:
            case EntriesStored():
                self.people.entries_stored(item)
                self._link_news.names_changed()
                self.chat.entries_stored(item)
            case ev.PeerUp():
                views = [view for view in self.node.links() if view.device == item.device]
                if views:
                    self._link_news.up(self.network.link_info(views[0]))
                self.people.seen(item.person, unix_ms())
            case ev.PeerDown(device, person, _, reason):
                self._link_news.down(device, reason)
                self.people.seen(person, unix_ms())
            case ev.Acknowledged():
                self._on_acknowledged(item)
            case ev.ClockJudged(off_ms):
                self.network.clock_judged(off_ms)
            case ev.Remember(device, address):
                self._spawn(self.store.remember_address(device, address, unix_ms()))
            case ev.Forked() | ev.TopicMessage() | ev.Misbehaved():
                pass

    def _on_acknowledged(self, item: ev.Acknowledged) -> None:
        key = (item.room, item.holder)
        previous = self._held.get(key, 0)
        if item.seq > previous:
            self._held[key] = item.seq
            self._spawn(self.chat.acknowledged(item, previous))

    def _spawn(self, coroutine: object) -> None:
        task = asyncio.ensure_future(coroutine)  # type: ignore[call-overload]  # noqa: TID251 - kept in _tasks, awaited by close()
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            if isinstance(error, StorageError):
                log.info("not stored: %s", error)
            else:
                log.error("a task of the engine failed", exc_info=error)


def _system_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user in a bare container
        return ""
