"""The entry: one signed, hash-linked step of a device's log in a room; the only parser of its bytes.

An entry's body is a header and a payload. The header is kept and passed on as the exact bytes that
were signed; its id is their hash, its `prev` the id of the entry before it in the same (room, device)
log, so a run of entries is proven by the signature of its last one and a walk over the hashes. The
header holds the payload's hash, so the words of a deleted message can be dropped (the payload is
withheld) while the log stays whole and provable.

Body: header length (2 bytes, big-endian), header (msgpack array), payload.
"""

from __future__ import annotations

import enum
import hashlib

import msgspec

from net.errors import LocalProtocolError, RemoteProtocolError
from net.ids import DeviceId, EntryId, NetworkId, RoomId

ENTRY_VERSION = 1
SIGNATURE_BYTES = 64
MAX_ENTRY_BYTES = 24 * 1024
"""A text of 16 KiB, mentions and the header fit; a frame of 60 KiB still carries two of them."""
MAX_AHEAD = 8
"""Logs one entry may judge to be ahead of time; an attacker's devices beyond these wait a message."""
MAX_SEQ = 2**48
"""No device writes more; keeps every sum of sequence numbers inside SQLite's signed 64 bits."""
MAX_HLC = 2**63 - 1
"""The stamp is stored as SQLite's signed 64-bit integer; its 47-bit milliseconds end in year 6429."""

_LENGTH_BYTES = 2
"""A header has under 500 bytes."""

SIGNING_DOMAIN = b"grapevine entry v1"


class Kind(enum.IntEnum):
    """What an entry means. Kinds a version does not know are stored and passed on, never shown."""

    MESSAGE = 1
    PROFILE = 2
    EDIT = 3
    DELETE = 4
    REACTION = 5
    PIN = 6
    ROOM = 7
    MEMBERSHIP = 8
    READ = 9


class _Header(msgspec.Struct, array_like=True, frozen=True, gc=False):
    version: int
    room: bytes
    device: bytes
    seq: int
    prev: bytes
    hlc: int
    kind: int
    payload_bytes: int
    payload_hash: bytes
    ahead: tuple[tuple[bytes, int], ...]


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(_Header)


class Entry(msgspec.Struct, frozen=True):
    """One decoded entry.

    `hlc` is the hybrid logical stamp: Unix milliseconds in the upper 48 bits, a counter in the
    lower 16. `ahead` lists (device, seq) whose entries up to seq the author saw stamped in his
    future: they are ordered before this entry. `signature` is empty where the entry was proven by
    the hash link from a later one. `withheld` says that the payload was dropped, by its author's
    later wish or by whoever passed it on.
    """

    body: bytes
    signature: bytes
    id: EntryId
    room: RoomId
    device: DeviceId
    seq: int
    prev: bytes
    hlc: int
    kind: int
    payload: bytes
    ahead: tuple[tuple[DeviceId, int], ...]
    withheld: bool = False


def signed_part(body: bytes) -> bytes:
    """Return the header of a body: the bytes that its author signed."""
    return body[_LENGTH_BYTES : _LENGTH_BYTES + int.from_bytes(body[:_LENGTH_BYTES], "big")]


def without_payload(body: bytes) -> bytes:
    """Return the body of the same entry with its payload dropped."""
    return body[: _LENGTH_BYTES + int.from_bytes(body[:_LENGTH_BYTES], "big")]


def entry_id(body: bytes) -> EntryId:
    """Return the id of an entry: the BLAKE2b-256 hash of its header."""
    return EntryId(_hash(signed_part(body)))


def _hash(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=32).digest()


def encode_body(
    *,
    room: RoomId,
    device: DeviceId,
    seq: int,
    prev: bytes,
    hlc: int,
    kind: int,
    payload: bytes,
    ahead: tuple[tuple[DeviceId, int], ...] = (),
) -> bytes:
    """Return the body of a new entry; what is signed of it is `signed_part`.

    Raises:
        LocalProtocolError: the payload is larger than an entry may be.
    """
    header = _encoder.encode(
        _Header(
            ENTRY_VERSION, room, device, seq, prev, hlc, int(kind),
            len(payload), _hash(payload), ahead,
        )
    )  # fmt: skip
    body = len(header).to_bytes(_LENGTH_BYTES, "big") + header + payload
    if len(body) > MAX_ENTRY_BYTES:
        raise LocalProtocolError(
            "this is {size} bytes; one entry holds at most {most}: make it shorter",
            size=len(body),
            most=MAX_ENTRY_BYTES,
        )
    return body


def signing_prefix(network: NetworkId) -> bytes:
    """Return the domain an entry is signed under: an entry of one network is nothing in another."""
    return SIGNING_DOMAIN + network


def decode(body: bytes, signature: bytes) -> Entry:
    """Parse an entry's bytes; the signature is carried along, not checked here.

    Raises:
        RemoteProtocolError: too large, not an entry, or not in its one canonical encoding.
    """
    if len(body) > MAX_ENTRY_BYTES:
        raise RemoteProtocolError(f"entry of {len(body)} bytes; at most {MAX_ENTRY_BYTES}")
    if len(signature) not in (0, SIGNATURE_BYTES):
        raise RemoteProtocolError("an entry's signature has 64 bytes")
    header = signed_part(body)
    try:
        raw = _decoder.decode(header)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise RemoteProtocolError("entry does not decode") from error
    _check(raw)
    if _encoder.encode(raw) != header or len(header) != int.from_bytes(body[:_LENGTH_BYTES], "big"):
        raise RemoteProtocolError("entry is not in canonical encoding")
    payload = body[_LENGTH_BYTES + len(header) :]
    withheld = not payload and raw.payload_bytes > 0
    if not withheld and (len(payload) != raw.payload_bytes or _hash(payload) != raw.payload_hash):
        raise RemoteProtocolError("entry whose payload is not the one its author hashed")
    return Entry(
        body=body,
        signature=signature,
        id=EntryId(_hash(header)),
        room=RoomId(raw.room),
        device=DeviceId(raw.device),
        seq=raw.seq,
        prev=raw.prev,
        hlc=raw.hlc,
        kind=raw.kind,
        payload=payload,
        ahead=tuple((DeviceId(device), seq) for device, seq in raw.ahead),
        withheld=withheld,
    )


def _check(raw: _Header) -> None:
    if raw.version != ENTRY_VERSION:
        raise RemoteProtocolError(f"entry of version {raw.version}; this program knows version 1")
    if len(raw.room) != 32 or len(raw.device) != 32:
        raise RemoteProtocolError("entry with a malformed id")
    if not 1 <= raw.seq <= MAX_SEQ or len(raw.prev) != (0 if raw.seq == 1 else 32):
        raise RemoteProtocolError("entry with a malformed place in its log")
    if not 0 <= raw.hlc <= MAX_HLC or not 0 <= raw.kind <= 0xFFFF:
        raise RemoteProtocolError("entry with a stamp or kind out of range")
    if raw.payload_bytes < 0 or len(raw.payload_hash) != 32:
        raise RemoteProtocolError("entry with a malformed payload hash")
    if len(raw.ahead) > MAX_AHEAD or any(
        len(device) != 32 or not 1 <= seq <= MAX_SEQ for device, seq in raw.ahead
    ):
        raise RemoteProtocolError("entry with a malformed list of entries ahead of time")
