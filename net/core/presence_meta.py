"""What a device says of itself: on the network's topic its status, in a room that it is there.

Fields are only ever appended, so an older version reads what it knows. All of it is decoration that
a peer wrote: names come from signed profiles, and no text here is ever markup.
"""

from __future__ import annotations

from typing import TypeVar

import msgspec

from net.core.presence import MAX_META_BYTES
from net.errors import LocalProtocolError, RemoteProtocolError, Sentence

MAX_NOTE_BYTES = 256
MAX_DEVICE_NAME_BYTES = 64
MAX_MS = 2**48 - 1
"""Year 10889, as in certificates."""

STATUSES = ("online", "away", "busy")
"""Somebody invisible says nothing at all: an entry that says "invisible" would be none."""


class NetworkMeta(msgspec.Struct, array_like=True, frozen=True):
    """A device on the network: times in Unix ms by its own clock; `idle_since_ms` 0 while in use.

    `until_ms` is when status and note are to end, 0 for not by themselves.
    """

    status: str
    since_ms: int
    note: str = ""
    device_name: str = ""
    idle_since_ms: int = 0
    until_ms: int = 0


class RoomMeta(msgspec.Struct, array_like=True, frozen=True):
    """A device in a room; `active` while the room is the one in view."""

    active: bool
    since_ms: int


_M = TypeVar("_M", NetworkMeta, RoomMeta)

_encoder = msgspec.msgpack.Encoder()
_network_decoder = msgspec.msgpack.Decoder(NetworkMeta)
_room_decoder = msgspec.msgpack.Decoder(RoomMeta)


def encode_meta(meta: NetworkMeta | RoomMeta) -> bytes:
    """Return a meta's bytes.

    Raises:
        LocalProtocolError: an unknown status, a time or a text out of its limits.
    """
    problem = _problem(meta)
    if isinstance(meta, NetworkMeta) and meta.status not in STATUSES:
        problem = Sentence("a status is one of {statuses}", statuses=", ".join(STATUSES))
    if problem:
        raise LocalProtocolError(problem)
    try:
        return _encoder.encode(meta)
    except UnicodeEncodeError as error:
        raise LocalProtocolError("a note must be valid text") from error


def decode_network_meta(data: bytes) -> NetworkMeta:
    """Return what a device says on the network's topic; a status of a newer version reads online.

    Raises:
        RemoteProtocolError: it does not decode or breaks a limit.
    """
    meta = _decode(_network_decoder, data)
    return meta if meta.status in STATUSES else msgspec.structs.replace(meta, status=STATUSES[0])


def decode_room_meta(data: bytes) -> RoomMeta:
    """Return what a device says in a room.

    Raises:
        RemoteProtocolError: it does not decode or breaks a limit.
    """
    return _decode(_room_decoder, data)


def _decode(decoder: msgspec.msgpack.Decoder[_M], data: bytes) -> _M:
    if len(data) > MAX_META_BYTES:
        raise RemoteProtocolError("presence too large")
    try:
        meta = decoder.decode(data)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise RemoteProtocolError("presence does not decode") from error
    problem = _problem(meta)
    if problem:
        raise RemoteProtocolError(problem)
    return meta


def _problem(meta: NetworkMeta | RoomMeta) -> Sentence | None:
    if not 0 <= meta.since_ms <= MAX_MS:
        return Sentence("a time is between 1970 and 10889")
    if isinstance(meta, RoomMeta):
        return None
    if not 0 <= meta.idle_since_ms <= MAX_MS or not 0 <= meta.until_ms <= MAX_MS:
        return Sentence("a time is between 1970 and 10889")
    if len(meta.note.encode(errors="replace")) > MAX_NOTE_BYTES:
        return Sentence("a note has at most {most} bytes", most=MAX_NOTE_BYTES)
    if len(meta.device_name.encode(errors="replace")) > MAX_DEVICE_NAME_BYTES:
        return Sentence("a device's name has at most {most} bytes", most=MAX_DEVICE_NAME_BYTES)
    return None
