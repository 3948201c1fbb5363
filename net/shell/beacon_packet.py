"""The beacon's datagram: bytes of strangers to a checked value and back. Nothing in it is proven."""

from __future__ import annotations

import msgspec

from net.config import PROTOCOL_VERSION
from net.ids import ID_BYTES, DeviceId, NetworkId, digest

MAGIC = b"GVB"
"""First field of every beacon: other programs' datagrams on our port fall out at once."""

MAX_PACKET_BYTES = 512
"""Ours have 70; room for what later versions append."""

MAX_VERSION = 0xFFFF
"""No version of the protocol will be higher; a larger number is a forger's."""

TAG_BYTES = 8
NONCE_BYTES = 8


class Beacon(msgspec.Struct, array_like=True, frozen=True):
    """`device` of network `tag` accepts links on TCP `port`; `nonce` is new at each start.

    `answer` marks a reply, which is never replied to.
    """

    magic: bytes
    version: int
    tag: bytes
    device: bytes
    port: int
    nonce: bytes
    answer: bool


class _Preface(msgspec.Struct, array_like=True, frozen=True):
    """What a beacon of every version begins with."""

    magic: bytes
    version: int


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Beacon)
_preface = msgspec.msgpack.Decoder(_Preface)


def network_tag(network: NetworkId) -> bytes:
    """Return the 8 bytes by which devices of one network know each other; not the network's id."""
    return digest(b"grapevine beacon network", network)[:TAG_BYTES]


def make_beacon(device: DeviceId, network: NetworkId, port: int, nonce: bytes) -> Beacon:
    """Return this device's beacon."""
    return Beacon(MAGIC, PROTOCOL_VERSION, network_tag(network), device, port, nonce, answer=False)


def as_answer(beacon: Beacon) -> Beacon:
    """Return the same beacon as a reply to one stranger."""
    return msgspec.structs.replace(beacon, answer=True)


def encode(beacon: Beacon) -> bytes:
    """Return the datagram."""
    return _encoder.encode(beacon)


def decode(data: bytes) -> Beacon | None:
    """Return the beacon in a datagram; None for anything else, whatever it is."""
    if len(data) > MAX_PACKET_BYTES:
        return None
    try:
        beacon = _decoder.decode(data)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    good = (
        beacon.magic == MAGIC
        and beacon.version == PROTOCOL_VERSION
        and len(beacon.tag) == TAG_BYTES
        and len(beacon.device) == ID_BYTES
        and len(beacon.nonce) == NONCE_BYTES
        and 1 <= beacon.port <= 65535
    )
    return beacon if good else None


def other_version(data: bytes) -> int | None:
    """Return the version of a beacon that another version of the protocol sent; None for the rest."""
    if len(data) > MAX_PACKET_BYTES:
        return None
    try:
        found = _preface.decode(data)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    other = found.magic == MAGIC and found.version != PROTOCOL_VERSION
    return found.version if other and 0 <= found.version <= MAX_VERSION else None
