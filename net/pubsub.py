"""Topics: who listens to what on this device, and the hook through which a topic reaches others.

Phoenix.PubSub's semantics with three changes: a subscription is a token that ends with its owner,
local delivery never depends on the network, and a listener that fails is logged and does not stop
the rest. One thread only: the engine's loop.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from net.core import topics
from net.errors import LocalProtocolError
from net.ids import PersonId, RoomId, to_text
from net.wire import MAX_TOPIC_BYTES

log = logging.getLogger(__name__)

Listener = Callable[[Any], None]

MAX_TOPICS = 100_000
"""Topics with local listeners; a script that subscribes to more is told so."""


def chat_topic(room: RoomId) -> str:
    """Messages of a room: new ones and changed ones."""
    return f"chat:{to_text(room)}"


def presence_topic(room: RoomId) -> str:
    """Who is in a room."""
    return f"presence:{to_text(room)}"


def typing_topic(room: RoomId) -> str:
    """Who is typing in a room."""
    return f"typing:{to_text(room)}"


def notifications_topic(person: PersonId) -> str:
    """What one person should be told."""
    return f"notifications:{to_text(person)}"


def search_topic(person: PersonId) -> str:
    """Search results shared among the windows of one person."""
    return f"search:{to_text(person)}"


LINKS_TOPIC = "links"
"""Local only: links that came up or went down, and what discovery says."""
CHATS_TOPIC = "chats"
"""Local only: what is published on the chat topic of any room."""
ROOMS_TOPIC = "rooms"
"""Local only: rooms that were made, joined, left, renamed."""
PRESENCE_TOPIC = "presences"
"""Local only: what is published on the presence topic of any room."""
PEOPLE_TOPIC = "people"
"""Local only: people who became known or changed their name."""
TYPING_TOPIC = "typing"
"""Local only: what is published on the typing topic of any room."""
FAN_OUTS_TOPIC = "fan-outs"
"""Local only: announcements that wait to be sent, were sent or called off."""


space_of = topics.space_of
"""The system space a topic is in ("chat", "typing", …), "" for a free topic."""


def check_topic(topic: str) -> None:
    """Check a topic's name.

    Raises:
        LocalProtocolError: empty, longer than 256 bytes of UTF-8, or with control characters.
    """
    try:
        size = len(topic.encode())
    except UnicodeEncodeError as error:
        raise LocalProtocolError("a topic's name must be valid text") from error
    if not 0 < size <= MAX_TOPIC_BYTES or not topic.isprintable():
        raise LocalProtocolError(
            "a topic's name has 1 to {most} printable bytes", most=MAX_TOPIC_BYTES
        )


class Subscription:
    """A listener's place on a topic; `close()` ends it, more than once is harmless."""

    __slots__ = ("_bus", "listener", "topic")

    def __init__(self, bus: PubSub, topic: str, listener: Listener) -> None:
        self._bus: PubSub | None = bus
        self.topic = topic
        self.listener = listener

    def close(self) -> None:
        """Stop listening; nothing is delivered afterwards, not even from a running dispatch."""
        if self._bus is not None:
            self._bus._remove(self)  # noqa: SLF001 - the token is the bus's other half
            self._bus = None

    @property
    def live(self) -> bool:
        """Whether the subscription still receives."""
        return self._bus is not None


class PubSub:
    """Local dispatch of topics; owned by the engine, used on its loop only."""

    def __init__(self) -> None:
        self._topics: dict[str, list[Subscription]] = {}

    def subscribe(self, topic: str, listener: Listener) -> Subscription:
        """Deliver everything published on the topic to the listener until the token is closed.

        Raises:
            LocalProtocolError: a malformed topic, or more topics than the cap.
        """
        check_topic(topic)
        if topic not in self._topics and len(self._topics) >= MAX_TOPICS:
            raise LocalProtocolError(
                "at most {most} topics at once: unsubscribe some first", most=MAX_TOPICS
            )
        subscription = Subscription(self, topic, listener)
        self._topics.setdefault(topic, []).append(subscription)
        return subscription

    def local_broadcast(
        self, topic: str, message: object, *, exclude: Subscription | None = None
    ) -> int:
        """Deliver to this device's listeners; returns how many took it."""
        delivered = 0
        for subscription in tuple(self._topics.get(topic, ())):
            if subscription is exclude or not subscription.live:
                continue
            try:
                subscription.listener(message)
            except Exception:
                log.exception("a listener of topic %s failed", topic.partition(":")[0])
            else:
                delivered += 1
        return delivered

    def listeners(self, topic: str) -> int:
        """Return how many subscriptions a topic has here."""
        return len(self._topics.get(topic, ()))

    def _remove(self, subscription: Subscription) -> None:
        listeners = self._topics.get(subscription.topic)
        if listeners is not None and subscription in listeners:
            listeners.remove(subscription)
            if not listeners:
                del self._topics[subscription.topic]
