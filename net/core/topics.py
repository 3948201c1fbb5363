"""Ephemeral messages on topics: signed by their origin, spread and delivered once, never kept.

A message that came through another device is believed because its origin signed it. What costs a
check is limited first, for each origin and kind of topic; what is over the limit is dropped.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from net.core.bounded import BoundedMap
from net.core.broadcast import MAX_HOPS, Broadcast
from net.core.buckets import BucketTable
from net.core.events import TopicMessage
from net.core.links import Link, Links
from net.core.rooms import RoomPolicies
from net.core.turn import Turn
from net.core.verify import Verifier
from net.crypto.identity import verify_signature
from net.errors import LocalProtocolError, RemoteProtocolError
from net.ids import DeviceId, NetworkId, RoomId
from net.wire import MAX_PUBLISH_BYTES, MAX_TOPIC_BYTES, Publish

TYPING = "typing"
LOCAL_SPACES = frozenset(("chat", "notifications", "presence", "search"))
"""Topics of these begin on each device by itself: out of entries, presence, one's own queries."""
SYSTEM_SPACES = LOCAL_SPACES | {TYPING}
"""What stands before the first colon of a topic that is Grapevine's own."""

NUMBERS_A_MS_BITS = 20
"""Numbers begin at the time of the start, in ms, times this power of two: a device that starts again
goes on above what it sent before, at a million messages a ms."""
REPLAY_WINDOW = 4096
"""A relayed message this far behind the newest of its origin is an old one played again."""

_SIGNING_DOMAIN = b"grapevine topic v1"

_encoder = msgspec.msgpack.Encoder()

Sign = Callable[[bytes, bytes], bytes]
"""(domain, data) to a signature: `Identity.sign`."""


def space_of(topic: str) -> str:
    """Return the system space that a topic is in, "" for a free topic."""
    space, colon, _ = topic.partition(":")
    return space if colon and space in SYSTEM_SPACES else ""


class Topics:
    """Numbers and signs our messages; checks those of others and drops what came twice.

    Whom we are linked with is heard only over the own link.
    """

    def __init__(
        self,
        turn: Turn,
        links: Links,
        broadcast: Broadcast,
        rooms: RoomPolicies,
        verifier: Verifier,
        network: NetworkId,
        sign: Sign,
        started_ms: int,
    ) -> None:
        config = turn.config
        self._rooms = rooms
        self._turn = turn
        self._links = links
        self._broadcast = broadcast
        self._verifier = verifier
        self._domain = _SIGNING_DOMAIN + network
        self._sign = sign
        self._number = started_ms << NUMBERS_A_MS_BITS
        self._seen: BoundedMap[tuple[bytes, int], None] = BoundedMap(config.max_seen)
        self._newest: BoundedMap[DeviceId, int] = BoundedMap(config.max_topic_origins)
        self._typing: BoundedMap[tuple[DeviceId, str], int] = BoundedMap(config.max_topic_origins)
        self._buckets: dict[str, BucketTable[DeviceId]] = {
            TYPING: BucketTable(config.typing_per_s, config.typing_burst, config.max_topic_origins),
            "": BucketTable(config.topics_per_s, config.topics_burst, config.max_topic_origins),
        }

    def publish(self, topic: str, payload: bytes, room: bytes = b"") -> None:
        """Spread a message of our own.

        Raises:
            LocalProtocolError: the topic or the payload is too large.
        """
        if len(topic.encode()) > MAX_TOPIC_BYTES or len(payload) > MAX_PUBLISH_BYTES:
            raise LocalProtocolError(
                "a topic has at most {topic_bytes} bytes, a payload {payload_bytes}",
                topic_bytes=MAX_TOPIC_BYTES,
                payload_bytes=MAX_PUBLISH_BYTES,
            )
        self._number += 1
        me = self._turn.me
        signature = self._sign(self._domain, _signed_part(topic, payload, me, self._number, room))
        frame = Publish(topic, payload, me, self._number, 0, room, signature)
        self._broadcast.publish(frame, prompt=space_of(topic) == TYPING)

    def told(self, source: Link, frame: Publish) -> None:
        """Take a message of another device and pass it on.

        Raises:
            RemoteProtocolError: its origin did not sign it; whoever passes on has to check that.
        """
        origin = DeviceId(frame.origin)
        key = (frame.origin, frame.number)
        direct = origin == source.device
        if origin == self._turn.me or not 0 <= frame.hops < MAX_HOPS:
            return
        if frame.room and not self._rooms.may_see(RoomId(frame.room), source.person):
            return
        if not direct and self._links.of(origin) is not None:
            return
        if key in self._seen:
            self._broadcast.duplicate(source, frame.hops)
            return
        if not self._is_signed(frame, origin, direct=direct):
            return
        self._seen.put(key, None)
        self._newest.put(origin, max(frame.number, self._newest.get(origin) or 0))
        is_typing = space_of(frame.topic) == TYPING
        if is_typing and self._is_overtaken(frame, origin):
            return
        self._turn.do(TopicMessage(frame.topic, frame.payload, origin, RoomId(frame.room)))
        self._broadcast.relay_publish(frame, source, prompt=is_typing)

    def _is_overtaken(self, frame: Publish, origin: DeviceId) -> bool:
        """Whether its author said something newer of the same: on two lanes the order is lost."""
        said = (origin, frame.topic)
        # Far behind is no straggler but a device that started anew with its clock set back.
        if 0 < (self._typing.get(said) or 0) - frame.number < REPLAY_WINDOW:
            self._turn.count("topics_overtaken")
            return True
        self._typing.put(said, frame.number)
        return False

    def _is_signed(self, frame: Publish, origin: DeviceId, *, direct: bool) -> bool:
        """Whether the origin made this message and may still say something; cheapest check first."""
        turn = self._turn
        buckets = self._buckets.get(space_of(frame.topic))
        if buckets is None:
            turn.count("topics_reserved")
            return False
        certificate = self._verifier.certificate(origin)
        if certificate is None or not frame.signature:
            turn.count("topics_unproven")
            return False
        if frame.room and not self._rooms.may_see(RoomId(frame.room), certificate.person_id):
            return False
        if direct:
            self._newest.pop(origin)  # it stands before us: its clock may have been set back
        elif frame.number <= (self._newest.get(origin) or 0) - REPLAY_WINDOW:
            turn.count("topics_old")
            return False
        if not buckets.bucket(origin, turn.now).take(turn.now):
            turn.count("topics_over")
            return False
        data = _signed_part(frame.topic, frame.payload, origin, frame.number, frame.room)
        public = certificate.device_sign_public
        if not verify_signature(public, self._domain, data, frame.signature):
            raise RemoteProtocolError("a message on a topic that its origin did not sign")
        return True


def _signed_part(topic: str, payload: bytes, origin: bytes, number: int, room: bytes) -> bytes:
    return _encoder.encode((topic, payload, origin, number, room))
