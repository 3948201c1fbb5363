"""Topics for scripts: who may listen to which, and JSON values said to everybody who listens.

Free topics have a bus of their own, so that no script's topic is ever one of the program's. What is
said is heard here at once and then goes to the network; nothing of it is ever stored or queued.
"""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.errors import AppError, UnknownRoomError
from desktop.services.news import TopicSaid
from net.ids import PersonId, RoomId, from_text
from net.pubsub import PubSub, Subscription, check_topic, space_of

if TYPE_CHECKING:
    from net.ids import DeviceId
    from net.news import TopicMessage

log = logging.getLogger(__name__)

MAX_PAYLOAD_BYTES = 16 * 1024
"""UTF-8 bytes of a value as JSON: with its topic and signature it fits a frame of 20 KiB."""
MAX_DEPTH = 32
"""Arrays and objects inside each other; Python's own reader gives up near 1,000."""
MAX_INTEGER_BITS = 64
"""What other languages read without loss or error (most keep 53 bits exactly)."""
OWN_SPACES = frozenset(("notifications", "search"))
"""Spaces whose topics belong to one person; the others' belong to a room."""
PUBLISHED_BY = {
    "chat": "messages.send",
    "typing": "typing.set",
    "presence": "presence.set",
    "notifications": "messages.fanOut",
    "search": "search.query",
}
"""What to call instead of publishing on a system topic."""

Listener = Callable[[Any], None]


class Topics:
    """Owned by the engine, used on its loop. `counters` says what was dropped and why."""

    def __init__(
        self,
        *,
        bus: PubSub,
        person: PersonId,
        publish: Callable[[str, bytes], None],
        has_room: Callable[[RoomId], bool],
        person_of: Callable[[DeviceId], PersonId | None],
        is_blocked: Callable[[PersonId], bool],
        take: Callable[[str], None],
    ) -> None:
        self._system = bus
        self._free = PubSub()
        self._me = person
        self._publish = publish
        self._has_room = has_room
        self._person_of = person_of
        self._is_blocked = is_blocked
        self._take = take
        self.counters: Counter[str] = Counter()

    def subscribe(self, topic: str, listener: Listener) -> Subscription:
        """Listen to a topic until the token is closed: to `TopicSaid`, or to a system topic's news.

        Raises:
            AppError: "invalid" for a malformed topic, "not-found" for a room one is not in,
                "refused" for what is another person's.
            LocalProtocolError: a malformed name, or too many topics.
        """
        check_topic(topic)
        space = space_of(topic)
        if not space:
            return self._free.subscribe(topic, listener)
        self._must_see(space, topic)
        return self._system.subscribe(topic, listener)

    def publish(self, topic: str, payload: Any) -> int:
        """Say a JSON value to everybody who listens to a free topic; returns how many do here.

        Raises:
            AppError: "refused" for a system topic or too much at once, "invalid" for what is no
                JSON that everybody can read, "too-large".
            LocalProtocolError: a malformed name.
        """
        check_topic(topic)
        space = space_of(topic)
        if space:
            raise AppError(
                "refused",
                "Topics that begin with {space}: are Grapevine's own; see {instead}.",
                space=space,
                instead=PUBLISHED_BY[space],
            )
        data, value = _encoded(payload)
        self._take("topic messages")
        heard = self._free.local_broadcast(topic, TopicSaid(topic, value, self._me))
        self._publish(topic, data)
        return heard

    def heard(self, said: TopicMessage) -> None:
        """Deliver what another device said on a free topic."""
        if not self._free.listeners(said.topic):
            return
        person = self._person_of(said.origin)
        if person is None or self._is_blocked(person):
            self.counters["hidden"] += 1
            return
        try:
            if len(said.payload) > MAX_PAYLOAD_BYTES:
                raise ValueError("too large")
            value = _decoded(said.payload)
        except ValueError:
            self.counters["no JSON"] += 1
            return
        self._free.local_broadcast(said.topic, TopicSaid(said.topic, value, person))

    def _must_see(self, space: str, topic: str) -> None:
        try:
            named = from_text(topic.partition(":")[2])
        except ValueError as error:
            raise AppError(
                "invalid", "After {space}: an id is needed: {reason}.", space=space, reason=error
            ) from error
        if space in OWN_SPACES:
            if named != self._me:
                raise AppError("refused", "The {space} of others are theirs alone.", space=space)
        elif not self._has_room(RoomId(named)):
            raise UnknownRoomError


def _encoded(value: Any) -> tuple[bytes, Any]:
    """Return a value's JSON and the value as its receivers will read it."""
    try:
        data = json.dumps(
            value, ensure_ascii=False, separators=(",", ":"), allow_nan=False
        ).encode()
        if len(data) > MAX_PAYLOAD_BYTES:
            raise AppError(
                "too-large",
                "This payload is {size} bytes of JSON; at most {most}.",
                size=len(data),
                most=MAX_PAYLOAD_BYTES,
            )
        return data, _decoded(data)
    except (ValueError, TypeError, RecursionError) as error:
        raise AppError("invalid", "This payload is no JSON that every reader takes.") from error


def _decoded(data: bytes) -> Any:
    """Return the value of some JSON.

    Raises:
        ValueError: it is none, or one that not every reader takes.
    """
    try:
        value = msgspec.json.decode(data)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ValueError("no JSON") from error
    _check(value, MAX_DEPTH)
    return value


def _check(value: Any, depth: int) -> None:
    """Refuse what some reader could not write down again: deep nests and huge integers."""
    if isinstance(value, int):
        if value.bit_length() > MAX_INTEGER_BITS:
            raise ValueError("a huge integer")
    elif isinstance(value, dict | list):
        if not depth:
            raise ValueError("a deep nest")
        for each in value.values() if isinstance(value, dict) else value:
            _check(each, depth - 1)
