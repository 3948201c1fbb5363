"""The engine's composition root: store, node and services on one asyncio loop, without Qt.

Start order: key file, store, services, node. Stop order: node, then store, so that everything the
network hands over on its way out still reaches the disk.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop import store_news
from desktop.budget import Budget
from desktop.clock import unix_ms
from desktop.data_folder import network_of, node_options, open_folder, system_name
from desktop.errors import AppError, StartError
from desktop.preview import OWNER_SETTING, owner_setting
from desktop.realtime import Realtime
from desktop.services.chat import Chat
from desktop.services.link_news import LinkNews
from desktop.services.message_actions import MessageActions
from desktop.services.network import Network
from desktop.services.people import People
from desktop.services.presence import Presence
from desktop.services.private_rooms import PrivateRooms
from desktop.services.reading import Reading
from desktop.services.rooms import Rooms
from desktop.services.search import Search
from desktop.store.errors import DataFolderInUse
from desktop.store.room_payloads import direct_room_id
from desktop.texts import clean_name, safe_name
from net.config import NetConfig
from net.errors import NetError, StorageError
from net.ids import directory_id, lobby_id
from net.news import (
    Acknowledged,
    ClockJudged,
    DiscoveryChanged,
    EntriesStored,
    News,
    PeerDown,
    PeerUp,
    PresenceChanged,
    Remember,
    TopicMessage,
    Tried,
)
from net.node import Node
from net.pubsub import (
    CHATS_TOPIC,
    FAN_OUTS_TOPIC,
    LINKS_TOPIC,
    PEOPLE_TOPIC,
    PRESENCE_TOPIC,
    ROOMS_TOPIC,
    TYPING_TOPIC,
    PubSub,
    notifications_topic,
    search_topic,
)

if TYPE_CHECKING:
    from desktop.options import Address, Options
    from desktop.store.store import Store
    from net.crypto.identity import DeviceCertificate, Identity
    from net.entry import Entry, Kind
    from net.ids import DeviceId, PersonId, RoomId

log = logging.getLogger(__name__)

EXIT_IN_USE = 2


class Engine:
    """Everything but a face. Made by `open`, used on the loop it was made on, ended by `close`."""

    def __init__(
        self,
        options: Options,
        identity: Identity,
        store: Store,
        remembered: tuple[tuple[DeviceId, Address], ...],
    ) -> None:
        network = network_of(options)
        self.bus = PubSub()
        self.budget = Budget(lambda: asyncio.get_running_loop().time())
        self.store = store
        self.identity = identity
        self.lobby = lobby_id(network)
        self._options = options
        self._held: dict[tuple[RoomId, DeviceId], int] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._directory = directory = directory_id(network)
        self.node = Node(
            config=NetConfig(),
            identity=identity,
            network=network,
            rooms=(self.lobby, directory),
            history=store.history,
            options=node_options(options, remembered),
            wall_ms=unix_ms,
            on_news=self._on_news,
            rng=random.Random(),
        )
        self.people = People(
            append=self._append,
            store=store,
            bus=self.bus,
            person=identity.person_id,
            directory=directory,
            person_of=self._person_of,
            online=lambda: self.presence.online(),  # noqa: PLW0108 - made later
            certificates_of=self._certificates_of,
            shown_again=lambda rooms: self.rooms.spoken_in(rooms),  # noqa: PLW0108 - made later
            spawn=self._spawn,
        )
        self.private = PrivateRooms(
            append=self._append,
            store=store,
            bus=self.bus,
            identity=identity,
            network=network,
            keyring=store.owner.keyring,
            person_of=self._person_of,
            devices_of=self._certificates_of,
            head_seq=self.node.head_seq,
            allow=self.node.allow_room,
            disallow=self.node.disallow_room,
            cut=self.node.cut_log,
            changed=lambda state, invited_by: self.rooms.private_changed(state, invited_by),  # noqa: PLW0108
            unsealed=lambda room: self.chat.unsealed(room),  # noqa: PLW0108 - made later
            spawn=self._spawn,
            rng=random.Random(),
        )
        self.rooms = Rooms(
            append=self._append,
            store=store,
            bus=self.bus,
            private=self.private,
            person=identity.person_id,
            network=network,
            lobby=self.lobby,
            directory=directory,
            person_of=self._person_of,
            name_of=self.people.name_of,
            people=self.people.ids,
            is_blocked=self.people.is_blocked,
            allow=lambda wish: self.node.allow_room(wish.room, wish.members, wish.authors),
            disallow=self.node.disallow_room,
            entered=lambda room: self.realtime.entering.entered(room),  # noqa: PLW0108
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
            rooms=self.rooms.joined,
            is_blocked=self.people.is_blocked,
            named=self._named,
            take=self.budget.take,
            spawn=self._spawn,
        )
        store_news.listen(store, self.node, self.chat)
        self.actions = MessageActions(
            append=self._append,
            store=store,
            person=identity.person_id,
            has_room=self.rooms.has,
            named=self._named,
            take=self.budget.take,
        )
        self.reading = Reading(
            append=self._append,
            store=store,
            bus=self.bus,
            self_room=direct_room_id(network, identity.person_id, identity.person_id),
            has_room=self.rooms.has,
            has_other_devices=lambda: len(self.people.devices_of(identity.person_id)) > 1,
            spawn=self._spawn,
        )
        self.network = Network(
            node=self.node, store=store, identity=identity, options=options,
            name_of=self.people.name_of, rooms=self.rooms.joined,
        )  # fmt: skip
        self.presence = Presence(
            door=self.node.presence,
            store=store,
            bus=self.bus,
            person=identity.person_id,
            device=identity.device_id,
            lobby=self.lobby,
            people=self.people.everybody,
            rooms=self.rooms.joined,
            members=self.rooms.members,
            has_room=self.rooms.has,
            now_ms=unix_ms,
            spawn=self._spawn,
        )
        self.search = Search(
            store=store,
            bus=self.bus,
            person=identity.person_id,
            rooms=lambda: ((room, self.rooms.name(room)) for room in self.rooms.joined()),
            people=lambda: ((person, self.people.name_of(person)) for person in self.people.ids()),
            now_ms=unix_ms,
        )
        self.bus.subscribe(ROOMS_TOPIC, lambda _: self.presence.changed(None))
        self.realtime = Realtime(
            node=self.node,
            store=store,
            bus=self.bus,
            person=identity.person_id,
            lobby=self.lobby,
            person_of=self._person_of,
            here=self.presence.online,
            rooms=self.rooms,
            people=self.people,
            chat=self.chat,
            budget=self.budget,
            spawn=self._spawn,
        )
        self._link_news = LinkNews(self.bus, self.people.knows, self.people.name_of)

    @classmethod
    async def open(cls, options: Options) -> Engine:
        """Load keys, open the store, start the network; its news wait for `node.tell_news()`.

        Raises:
            StartError: the folder is in use (exit code 2), not usable, or the port is taken.
        """
        try:
            identity, store = await asyncio.to_thread(open_folder, options)
        except NetError as error:
            in_use = isinstance(error, DataFolderInUse)
            raise StartError(error, EXIT_IN_USE if in_use else 1) from error
        except OSError as error:
            raise StartError(
                "The data folder {folder} cannot be used: {reason}. Choose another with --data-dir.",
                folder=options.data_dir,
                reason=error.strerror or error,
            ) from error
        try:
            known = await store.read(lambda reader: reader.addresses())
            remembered = tuple((each.device, (each.host, each.port)) for each in known)
            engine = cls(options, identity, store, remembered)
            await engine._start()
        except StartError:
            await store.aclose()
            raise
        except NetError as error:
            await store.aclose()
            raise StartError(error) from error
        return engine

    async def _start(self) -> None:
        await self.people.load()
        self._held = await self.store.read(lambda reader: reader.held())  # not told again
        await self.presence.load()
        await self.network.load()
        named = self.people.own_name or self._options.name or self._options.face == "rpc"
        await self.node.start(self.presence.opening() if named else {})
        await self.rooms.load()
        await self.private.load()
        await self.realtime.load()
        await self._settle_name()
        if self.people.own_name is not None:
            self.presence.appear()
        self._spawn(self.store.settle_blocked())
        owner = owner_setting(self.identity.person_id, self.identity.device_id, self.lobby)
        if await self.store.read(lambda reader: reader.setting(OWNER_SETTING)) != owner:
            await self.store.set_setting(OWNER_SETTING, owner)

    async def close(self) -> None:
        """Leave in order."""
        await self.realtime.close()
        await self._last_marks()
        await self.node.stop()
        await self.search.close()
        for each in (self._link_news, self.private, self.presence):
            each.close()
        while self._tasks:
            await asyncio.wait(self._tasks)
        await self.store.aclose()

    async def _last_marks(self) -> None:
        for closing in (self.reading.close(), self.people.close(unix_ms())):
            try:
                await closing
            except StorageError as error:
                log.info("not kept at the end: %s", error)

    def watch(self, listener: Callable[[object], None]) -> None:
        """Tell a listener everything the windows show; for the life of the engine."""
        topics = (CHATS_TOPIC, ROOMS_TOPIC, PEOPLE_TOPIC, PRESENCE_TOPIC, LINKS_TOPIC, TYPING_TOPIC)
        mine = (search_topic(self.identity.person_id), notifications_topic(self.identity.person_id))
        for topic in (*topics, FAN_OUTS_TOPIC, *mine):
            self.bus.subscribe(topic, listener)

    async def _settle_name(self) -> None:
        wanted = self._options.name
        if wanted is None:
            if self.people.own_name is not None or self._options.face == "window":
                return  # the window asks on its first-run page
            wanted = safe_name(system_name()) or "Somebody"
        try:
            await self.people.set_own_name(clean_name(wanted))
        except AppError as error:
            raise StartError("grapevine: --name: {reason}", 2, reason=error) from error
        except StorageError as error:
            raise StartError(error) from error

    async def _append(self, room: RoomId, kind: Kind, payload: bytes) -> Entry:
        return await self.node.append(room, kind, self.private.seal(room, kind, payload))

    def _named(self, room: RoomId) -> list[tuple[PersonId, str]]:
        return [(person, self.people.name_of(person)) for person in self.rooms.members(room)]

    def _person_of(self, device: DeviceId) -> PersonId | None:
        certificate = self.node.certificate(device)
        return certificate.person_id if certificate is not None else None

    def _certificates_of(self, person: PersonId) -> list[DeviceCertificate]:
        devices = {*self.people.devices_of(person)}
        if person == self.identity.person_id:
            devices.add(self.identity.device_id)
        found = (self.node.certificate(device) for device in sorted(devices))
        return [each for each in found if each is not None and each.person_id == person]

    # News of the node, in the order: store done, then services, then who listens.

    def _on_news(self, item: News) -> None:  # noqa: C901 - one flat case a kind of news
        match item:
            case EntriesStored():
                new = self.people.entries_stored(item)
                for person in new:
                    self.rooms.people_changed()
                    self.private.devices_changed(person)
                self._link_news.names_changed()
                self.rooms.entries_stored(item)
                self.private.entries_stored(item)
                if self.identity.person_id in new:
                    self.presence.appear()  # the name was just chosen: be seen from now on
                    self._spawn(self.reading.device_came(self.rooms.joined()))
                elif new:
                    self.presence.changed(new)
                self.chat.entries_stored(item)
            case PeerUp():
                for view in filter(lambda each: each.device == item.device, self.node.links()):
                    self._link_news.up(self.network.link_info(view))
                self.people.seen(item.person, unix_ms())
            case PeerDown(device, person, _, reason):
                self._link_news.down(device, reason)
                self.realtime.peer_down(device)
                self.people.seen(person, unix_ms())
            case Acknowledged():
                self._on_acknowledged(item)
            case DiscoveryChanged():
                self._link_news.network_changed()
            case ClockJudged(off_ms):
                self.network.clock_judged(off_ms)
                self.realtime.clock_judged(off_ms)
            case TopicMessage():
                self.realtime.heard(item)
            case Remember(device, address):
                self._spawn(self.store.remember_address(device, *address, unix_ms()))
            case PresenceChanged(diffs):
                people = {person for diff in diffs for person in (*diff.joins, *diff.leaves)}
                for person in people:
                    self.people.seen(person, unix_ms())
                self.presence.changed(people)
            case Tried():
                self.network.trials.tried(item)
            case _:
                pass

    def _on_acknowledged(self, item: Acknowledged) -> None:
        previous = self._held.get(key := (item.room, item.holder), 0)
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
