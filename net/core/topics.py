"""Ephemeral messages on topics: spread once along the broadcast's links, delivered once, never kept."""

from __future__ import annotations

from net.core.bounded import BoundedMap
from net.core.broadcast import MAX_HOPS, Broadcast
from net.core.events import TopicMessage
from net.core.links import Link, Links
from net.core.rooms import RoomPolicies
from net.core.turn import Turn
from net.errors import LocalProtocolError
from net.ids import DeviceId, RoomId
from net.wire import MAX_PUBLISH_BYTES, MAX_TOPIC_BYTES, Publish

NUMBER_BITS = 62
"""A random start makes numbers of two runs of the program differ; the wire has 64 signed bits."""


class Topics:
    """Numbers our messages and drops what came twice.

    The origin of a message that came through another device is that device's claim: what must be
    believed goes into an entry. Whom we are linked with is heard only over the own link.
    """

    def __init__(
        self, turn: Turn, links: Links, broadcast: Broadcast, rooms: RoomPolicies
    ) -> None:
        self._rooms = rooms
        self._turn = turn
        self._links = links
        self._broadcast = broadcast
        self._number = turn.rng.getrandbits(NUMBER_BITS)
        self._seen: BoundedMap[tuple[bytes, int], None] = BoundedMap(turn.config.max_seen)

    def publish(self, topic: str, payload: bytes, room: bytes = b"") -> None:
        """Spread a message of our own.

        Raises:
            LocalProtocolError: the topic or the payload is too large.
        """
        if len(topic.encode()) > MAX_TOPIC_BYTES or len(payload) > MAX_PUBLISH_BYTES:
            raise LocalProtocolError(
                f"a topic has at most {MAX_TOPIC_BYTES} bytes, a payload {MAX_PUBLISH_BYTES}"
            )
        self._number += 1
        frame = Publish(topic, payload, self._turn.me, self._number, 0, room)
        self._broadcast.publish(frame)

    def told(self, source: Link, frame: Publish) -> None:
        """Take a message of another device and pass it on."""
        origin = DeviceId(frame.origin)
        key = (frame.origin, frame.number)
        if origin == self._turn.me or not 0 <= frame.hops < MAX_HOPS:
            return
        if frame.room and not self._rooms.may_see(RoomId(frame.room), source.person):
            return
        if origin != source.device and self._links.of(origin) is not None:
            return
        if key in self._seen:
            self._broadcast.duplicate(source, frame.hops)
            return
        self._seen.put(key, None)
        self._turn.do(TopicMessage(frame.topic, frame.payload, origin, RoomId(frame.room)))
        self._broadcast.relay_publish(frame, source)
