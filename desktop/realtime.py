"""Puts the services together that tell what happens this moment: topics, typing, notices, fan-out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING

from desktop.clock import unix_ms
from desktop.services.apart import Apart
from desktop.services.entering import Entering
from desktop.services.fan_out import FanOut
from desktop.services.notifications import SINCE, Notifications
from desktop.services.topics import Topics
from desktop.services.typing import Typing
from net.news import NO_ROOM
from net.pubsub import PubSub, space_of

if TYPE_CHECKING:
    from desktop.budget import Budget
    from desktop.services.chat import Chat
    from desktop.services.people import People
    from desktop.services.rooms import Rooms
    from desktop.store.store import Store
    from net.ids import DeviceId, PersonId, RoomId
    from net.news import TopicMessage
    from net.node import Node


class Realtime:
    """Made, fed and ended by the engine, on its loop."""

    def __init__(
        self,
        *,
        node: Node,
        store: Store,
        bus: PubSub,
        person: PersonId,
        lobby: RoomId,
        person_of: Callable[[DeviceId], PersonId | None],
        here: Callable[[], Iterable[PersonId]],
        rooms: Rooms,
        people: People,
        chat: Chat,
        budget: Budget,
        spawn: Callable[[Awaitable[None]], None],
    ) -> None:
        self._store = store
        self._spawn = spawn

        def publish(topic: str, payload: bytes, room: RoomId | None = None) -> None:
            node.publish(topic, payload, NO_ROOM if room is None else room)

        self.topics = Topics(
            bus=bus,
            person=person,
            publish=publish,
            has_room=rooms.has,
            person_of=person_of,
            is_blocked=people.is_blocked,
            take=budget.take,
        )
        self.typing = Typing(
            store=store,
            bus=bus,
            person=person,
            publish=publish,
            kind_of=rooms.kind_of,
            has_room=rooms.has,
            members=rooms.members,
            here=here,
            person_of=person_of,
            is_blocked=people.is_blocked,
        )
        self.notifications = Notifications(
            store=store,
            bus=bus,
            person=person,
            kind_of=rooms.kind_of,
            is_blocked=people.is_blocked,
            now_ms=unix_ms,
            spawn=spawn,
        )
        self.entering = Entering(
            store=store,
            bus=bus,
            lobby=lobby,
            kind_of=rooms.kind_of,
            joined=rooms.joined,
            changed=self.notifications.rooms_changed,
            now_ms=unix_ms,
            spawn=spawn,
        )
        self.apart = Apart(store=store, bus=bus, joined=rooms.joined, now_ms=unix_ms)
        self.fan_out = FanOut(
            bus=bus,
            send=chat.send,
            open_direct=rooms.open_direct,
            take=budget.take,
            spawn=spawn,
        )

    async def load(self) -> None:
        """Read what the services keep; after the rooms are known."""
        self._spawn(self.apart.load())  # nobody waits for it: a merge needs a loss before
        await self.typing.load()
        since = await self._store.read(lambda reader: reader.setting(SINCE))
        await self.notifications.load(anew=self._store.recovered is not None)
        await self.entering.load(first=since is None)

    def heard(self, said: TopicMessage) -> None:
        """Pass on what another device said on a topic."""
        if space_of(said.topic):  # typing: the core lets nothing else of a system space through
            self.typing.heard(said)
        else:
            self.topics.heard(said)

    def peer_down(self, device: DeviceId) -> None:
        """A device is gone."""
        self.typing.peer_down(device)

    def clock_judged(self, off_ms: int) -> None:
        """This device's clock was compared with the others'."""
        self.notifications.clock_judged(off_ms)
        self.entering.clock_judged(off_ms)

    async def close(self) -> None:
        """Send what waits, while the network still stands; then end timers and listeners."""
        await self.fan_out.finish()
        self.typing.close()
        self.entering.close()
        self.notifications.close()
