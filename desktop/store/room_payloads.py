"""What stands inside the payloads that make rooms: their description, their members, their keys.

Like `desktop.store.payloads`: msgpack arrays with append-only fields. A room's id is the hash of its
maker's person id and a random nonce, so nobody can claim to have made a room that another made.
"""

from __future__ import annotations

import enum

import msgspec

from desktop.texts import MAX_ROOM_NAME_BYTES, MAX_ROOM_TOPIC_BYTES
from net.errors import LocalProtocolError
from net.ids import NetworkId, PersonId, RoomId, digest

MAX_PEOPLE_PER_ENTRY = 128
"""128 ids are 4 KiB; a longer list is several entries."""
MAX_KEYS_PER_ENTRY = 128
"""A sealed key with its names has 128 bytes: 16 KiB an entry."""
MAX_CUTS_PER_ENTRY = 128
NONCE_BYTES = 16
ID_BYTES = 32


class RoomType(enum.IntEnum):
    """Who may read a room, on the wire."""

    OPEN = 1
    PRIVATE = 2


class Act(enum.IntEnum):
    """What a membership entry does. Unknown ones are kept and ignored.

    JOIN makes its author a member of an open room; in a private one, where others add, it only says
    that they came in.
    """

    ADD = 1
    REMOVE = 2
    LEAVE = 3
    KEYS = 4
    INVITE = 5
    JOIN = 6


class RoomPayload(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A room's description: made with a nonce, changed later with None for what stays."""

    room: bytes
    type: int
    nonce: bytes
    name: str | None = None
    topic: str | None = None


class MembershipPayload(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A change of a room's members.

    `cuts` are (device, seq): what these removed devices wrote later does not count. `keys` are
    (key id, device, sealed room key).
    """

    room: bytes
    act: int
    people: tuple[bytes, ...] = ()
    cuts: tuple[tuple[bytes, int], ...] = ()
    keys: tuple[tuple[bytes, bytes, bytes], ...] = ()
    nonce: bytes = b""
    maker: bytes = b""
    name: str = ""


_encoder = msgspec.msgpack.Encoder()
_room_decoder = msgspec.msgpack.Decoder(RoomPayload)
_membership_decoder = msgspec.msgpack.Decoder(MembershipPayload)


def room_id_of(maker: PersonId, nonce: bytes) -> RoomId:
    """Return the id of the room that this person made with this nonce."""
    return RoomId(digest(b"grapevine room", maker, nonce))


def direct_room_id(network: NetworkId, one: PersonId, other: PersonId) -> RoomId:
    """Return the id of the direct conversation of two people; the same for both."""
    return RoomId(digest(b"grapevine direct", network, *sorted((one, other))))


def encode_room(payload: RoomPayload) -> bytes:
    """Return the payload of a room entry.

    Raises:
        LocalProtocolError: a name or topic that is too long or no text.
    """
    if _wrong_room(payload):
        raise LocalProtocolError(
            "a room's name has at most {name_bytes} bytes, its topic {topic_bytes}",
            name_bytes=MAX_ROOM_NAME_BYTES,
            topic_bytes=MAX_ROOM_TOPIC_BYTES,
        )
    return _encoder.encode(payload)


def encode_membership(payload: MembershipPayload) -> bytes:
    """Return the payload of a membership entry.

    Raises:
        LocalProtocolError: more people, keys or cuts than one entry holds.
    """
    if _wrong_membership(payload):
        raise LocalProtocolError(
            "one change of members names at most {most}", most=MAX_PEOPLE_PER_ENTRY
        )
    return _encoder.encode(payload)


def decode_room(payload: bytes) -> RoomPayload | None:
    """Return the room description in a payload, None where there is none."""
    try:
        room = _room_decoder.decode(payload)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    return None if _wrong_room(room) else room


def decode_membership(payload: bytes) -> MembershipPayload | None:
    """Return the change of members in a payload, None where there is none."""
    try:
        change = _membership_decoder.decode(payload)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    return None if _wrong_membership(change) else change


def _too_long(text: str | None, limit: int) -> bool:
    if text is None:
        return False
    try:
        return len(text.encode()) > limit
    except UnicodeEncodeError:
        return True


def _wrong_room(room: RoomPayload) -> bool:
    return (
        len(room.room) != ID_BYTES
        or len(room.nonce) not in (0, NONCE_BYTES)
        or _too_long(room.name, MAX_ROOM_NAME_BYTES)
        or _too_long(room.topic, MAX_ROOM_TOPIC_BYTES)
    )


def _wrong_membership(change: MembershipPayload) -> bool:
    return (
        len(change.room) != ID_BYTES
        or len(change.people) > MAX_PEOPLE_PER_ENTRY
        or any(len(person) != ID_BYTES for person in change.people)
        or len(change.cuts) > MAX_CUTS_PER_ENTRY
        or any(len(device) != ID_BYTES or seq < 0 for device, seq in change.cuts)
        or len(change.keys) > MAX_KEYS_PER_ENTRY
        or len(change.nonce) not in (0, NONCE_BYTES)
        or len(change.maker) not in (0, ID_BYTES)
        or _too_long(change.name, MAX_ROOM_NAME_BYTES)
    )
