"""Frames between peers: bytes to values and back; with `net.entry` the only parser of peer bytes.

A frame is a msgpack array whose first item is its tag. Fields are only ever appended, unknown tags
are ignored, so a newer peer can talk to an older one. Sizes are checked before decoding.
"""

from __future__ import annotations

from typing import Any

import msgspec

from net.errors import RemoteProtocolError

MAX_TOPIC_BYTES = 256
MAX_PUBLISH_BYTES = 20 * 1024
"""16 KiB of JSON payload and its frame."""
MAX_HINTS_PER_FRAME = 64
MAX_IDS_PER_FRAME = 1024
MAX_DIGESTS_PER_FRAME = 1024
MAX_LINES_PER_FRAME = 512
MAX_RUN_ENTRIES = 8192
MAX_NAME_BYTES = 192

Address = tuple[str, int]


class Frame(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """Base of all frames."""


class Hello(Frame, tag=1):
    """First frame of both sides: wall clock (Unix ms), listening port, boot incarnation, features."""

    clock_ms: int
    listen_port: int
    incarnation: int
    features: tuple[str, ...] = ()


class Ping(Frame, tag=2):
    """Probe of an idle link; carries the sender's wall clock in Unix ms."""

    number: int
    clock_ms: int


class Pong(Frame, tag=3):
    """Answer to a probe."""

    number: int
    clock_ms: int


class Goodbye(Frame, tag=4):
    """Orderly leave: the sender is about to close and will not be back at once."""

    reason: str


class Hints(Frame, tag=5):
    """Peers told by peers: (device id, addresses); hints only, never trusted."""

    peers: tuple[tuple[bytes, tuple[Address, ...]], ...]


class Live(Frame, tag=10):
    """One new entry, pushed eagerly."""

    body: bytes
    signature: bytes
    hops: int = 0


class IHave(Frame, tag=11):
    """Lazy announcement: (room, device, seq, entry id) the sender holds (Plumtree)."""

    entries: tuple[tuple[bytes, bytes, int, bytes], ...]


class Graft(Frame, tag=12):
    """Make this link eager and send these entries (Plumtree); may be empty."""

    entries: tuple[bytes, ...]


class Prune(Frame, tag=13):
    """Make this link lazy: the sender gets entries faster elsewhere (Plumtree)."""


class Roster(Frame, tag=14):
    """Digest of the devices the sender is linked with; equal rosters need no relaying."""

    digest: bytes
    size: int


class Digests(Frame, tag=20):
    """Digest of the version vector of each room: (room id, 16 bytes)."""

    rooms: tuple[tuple[bytes, bytes], ...]
    more: bool = False


class Vector(Frame, tag=21):
    """Version vector of a room: (device, head seq, head id, missing ranges).

    `answer` asks the receiver to send its own vector back. `branches` are the tips of forked logs
    besides their heads: (device, seq, entry id).
    """

    room: bytes
    lines: tuple[tuple[bytes, int, bytes, tuple[tuple[int, int], ...]], ...]
    answer: bool = False
    more: bool = False
    branches: tuple[tuple[bytes, int, bytes], ...] = ()


class Want(Frame, tag=22):
    """Request for the newest piece of [lo, hi] of a log; `signed` asks for a proven head."""

    room: bytes
    device: bytes
    lo: int
    hi: int
    signed: bool


class Run(Frame, tag=23):
    """A gapless piece of a log, ascending; empty bodies mean the sender has none of what was asked."""

    room: bytes
    device: bytes
    lo: int
    hi: int
    first_seq: int
    bodies: tuple[bytes, ...]
    signature: bytes
    certificate: bytes


class Fork(Frame, tag=24):
    """Proof of a fork: two signed entries of one device with one place in one log."""

    body_a: bytes
    signature_a: bytes
    body_b: bytes
    signature_b: bytes
    certificate: bytes


class Ack(Frame, tag=25):
    """`holder` has stored the log (room, author) without holes up to `seq`."""

    room: bytes
    author: bytes
    holder: bytes
    seq: int


class WantEntry(Frame, tag=26):
    """Request for single entries by id (the other branch of a fork)."""

    entries: tuple[bytes, ...]


class Join(Frame, tag=30):
    """HyParView: the sender is new here; tell it to others by random walks."""


class ForwardJoin(Frame, tag=31):
    """HyParView: a newcomer walks through the overlay."""

    device: bytes
    addresses: tuple[Address, ...]
    ttl: int


class Neighbour(Frame, tag=32):
    """HyParView: the sender wants this link in its active view."""

    high_priority: bool


class Disconnect(Frame, tag=33):
    """HyParView: the sender drops this link from its active view."""


class Shuffle(Frame, tag=34):
    """HyParView: an exchange of passive views on a random walk."""

    origin: bytes
    addresses: tuple[Address, ...]
    peers: tuple[tuple[bytes, tuple[Address, ...]], ...]
    ttl: int


class ShuffleReply(Frame, tag=35):
    """HyParView: the answer to a shuffle."""

    peers: tuple[tuple[bytes, tuple[Address, ...]], ...]


class Publish(Frame, tag=40):
    """Ephemeral message on a topic; never stored. (origin, number) is its identity.

    `room` is empty, or the room whose members alone may hear it. `signature` is the origin's, over
    everything but the hops.
    """

    topic: str
    payload: bytes
    origin: bytes
    number: int
    hops: int = 0
    room: bytes = b""
    signature: bytes = b""


class Presence(Frame, tag=41):
    """Presence of one device, signed by it; (topic, ref, meta), see `net.core.presence_proof`."""

    device: bytes
    incarnation: int
    seq: int
    topics: tuple[tuple[str, int, bytes], ...]
    signature: bytes = b""
    certificate: bytes = b""


class PresenceDigest(Frame, tag=42):
    """16 bytes over the versions of all presence that the sender holds of devices that are up."""

    digest: bytes


class PresenceWant(Frame, tag=43):
    """What is held of devices `first` to `last`, a line each (-1: nothing); send what is newer."""

    lines: tuple[tuple[bytes, int, int, int], ...]  # device, incarnation, presence seq, links seq
    answer: bool = False
    first: bytes = b""
    last: bytes = b""


class Suspect(Frame, tag=44):
    """The sender has not heard this device for a while: who is linked with it, probe it now."""

    device: bytes


class Linked(Frame, tag=45):
    """Whom a device is linked with: the beginnings of their ids, signed by it; `gone`: it leaves."""

    device: bytes
    incarnation: int
    seq: int
    neighbours: bytes
    gone: bool = False
    signature: bytes = b""
    certificate: bytes = b""


FRAME_TYPES: tuple[type[Frame], ...] = (
    Hello, Ping, Pong, Goodbye, Hints, Live, IHave, Graft, Prune, Roster, Digests, Vector, Want,
    Run, Fork, Ack, WantEntry, Join, ForwardJoin, Neighbour, Disconnect, Shuffle, ShuffleReply,
    Publish, Presence, PresenceDigest, PresenceWant, Suspect, Linked,
)  # fmt: skip

_encoder = msgspec.msgpack.Encoder()
_decoders: dict[int, msgspec.msgpack.Decoder[Any]] = {}


class _Tag(msgspec.Struct, array_like=True, frozen=True):
    tag: int


_tag_decoder = msgspec.msgpack.Decoder(_Tag)
for _type in FRAME_TYPES:
    _tag = _type.__struct_config__.tag
    if isinstance(_tag, int):
        _decoders[_tag] = msgspec.msgpack.Decoder(_type)


def encode(frame: Frame) -> bytes:
    """Return a frame's bytes."""
    return _encoder.encode(frame)


def decode(data: bytes | memoryview, max_bytes: int) -> Frame | None:
    """Parse one frame; None for a tag this version does not know.

    Raises:
        RemoteProtocolError: larger than `max_bytes`, or not a frame.
    """
    if len(data) > max_bytes:
        raise RemoteProtocolError(f"frame of {len(data)} bytes; at most {max_bytes}")
    try:
        decoder = _decoders.get(_tag_decoder.decode(data).tag)
        if decoder is None:
            return None
        frame: Frame = decoder.decode(data)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise RemoteProtocolError("frame does not decode") from error
    _check(frame)
    return frame


def _ids(*ids: bytes) -> None:
    for raw in ids:
        if len(raw) != 32:
            raise RemoteProtocolError("frame with a malformed id")


def _at_most(items: tuple[Any, ...], count: int) -> None:
    if len(items) > count:
        raise RemoteProtocolError(f"frame with {len(items)} items; at most {count}")


def _peers(peers: tuple[tuple[bytes, tuple[Address, ...]], ...]) -> None:
    _at_most(peers, MAX_HINTS_PER_FRAME)
    for device, addresses in peers:
        _ids(device)
        _addresses(addresses)


def _addresses(addresses: tuple[Address, ...]) -> None:
    _at_most(addresses, 8)
    for host, port in addresses:
        if len(host) > 64 or not 1 <= port <= 65535:
            raise RemoteProtocolError("frame with a malformed address")


def _seqs(*seqs: int) -> None:
    for seq in seqs:
        if not 0 <= seq <= 2**48:
            raise RemoteProtocolError("frame with a sequence number out of range")


def _check(frame: Frame) -> None:  # noqa: C901 - one flat table of limits, a case a frame
    match frame:
        case Hello(features=features):
            _at_most(features, 32)
        case Hints(peers=peers) | ShuffleReply(peers=peers):
            _peers(peers)
        case IHave(entries=entries):
            _at_most(entries, MAX_IDS_PER_FRAME)
            for room, device, seq, entry in entries:
                _ids(room, device, entry)
                _seqs(seq)
        case Graft(entries=ids) | WantEntry(entries=ids):
            _at_most(ids, MAX_IDS_PER_FRAME)
            _ids(*ids)
        case Digests(rooms=rooms):
            _at_most(rooms, MAX_DIGESTS_PER_FRAME)
            _ids(*(room for room, _ in rooms))
        case Vector(room=room, lines=lines, branches=branches):
            _at_most(lines, MAX_LINES_PER_FRAME)
            _at_most(branches, MAX_LINES_PER_FRAME)
            _ids(*(branch[0] for branch in branches), *(branch[2] for branch in branches))
            _seqs(*(branch[1] for branch in branches))
            _ids(room, *(line[0] for line in lines), *(line[2] for line in lines))
            for _, head, _, missing in lines:
                _at_most(missing, 64)
                _seqs(head, *(bound for pair in missing for bound in pair))
        case Want(room=room, device=device, lo=lo, hi=hi):
            _ids(room, device)
            _seqs(lo, hi)
        case Run(room=room, device=device, bodies=bodies):
            _ids(room, device)
            _at_most(bodies, MAX_RUN_ENTRIES)
            _seqs(frame.lo, frame.hi, frame.first_seq)
        case Ack(room=room, author=author, holder=holder, seq=seq):
            _ids(room, author, holder)
            _seqs(seq)
        case ForwardJoin(device=device, addresses=addresses, ttl=ttl):
            _ids(device)
            _addresses(addresses)
            _ttl(ttl)
        case Shuffle(origin=origin, addresses=addresses, peers=peers, ttl=ttl):
            _ids(origin)
            _addresses(addresses)
            _peers(peers)
            _ttl(ttl)
        case Publish(topic=topic, payload=payload, origin=origin, room=room):
            _ids(origin, *((room,) if room else ()))
            if not 0 < len(topic.encode()) <= MAX_TOPIC_BYTES or len(payload) > MAX_PUBLISH_BYTES:
                raise RemoteProtocolError("topic or payload of a wrong size")
        case PresenceWant(lines=lines):
            _at_most(lines, MAX_LINES_PER_FRAME)
            _ids(*(line[0] for line in lines))
        case Presence(device=device) | Linked(device=device) | Suspect(device=device):
            _ids(device)
        case _:
            pass


def _ttl(ttl: int) -> None:
    if not 0 <= ttl <= 16:
        raise RemoteProtocolError("walk with a time to live out of range")
