"""Identifiers: 32-byte hashes of keys and signed bytes, and their text form.

Nothing is ever identified by a name that somebody claims. An id is the BLAKE2b-256 hash of what it
names, under a domain of its own, so that an id of one kind can never stand for another kind.
"""

from __future__ import annotations

import base64
import binascii
import functools
import hashlib
from typing import NewType

PersonId = NewType("PersonId", bytes)
DeviceId = NewType("DeviceId", bytes)
RoomId = NewType("RoomId", bytes)
EntryId = NewType("EntryId", bytes)
NetworkId = NewType("NetworkId", bytes)

ID_BYTES = 32
"""BLAKE2b-256: collision resistance of 128 bits, the strength of the Ed25519 keys behind it."""

TEXT_CHARS = 52
"""32 bytes in base32 without padding: case-insensitive, safe in file names, links and DNS labels."""


def digest(domain: bytes, *parts: bytes) -> bytes:
    """Hash the parts under a domain; each part is preceded by its length, so no two lists collide."""
    state = hashlib.blake2b(digest_size=ID_BYTES)
    for part in (domain, *parts):
        state.update(len(part).to_bytes(4, "big"))
        state.update(part)
    return state.digest()


_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = tuple(first + second for first in _LETTERS for second in _LETTERS)
_PAIR_BITS = 10
_SPARE_BITS = TEXT_CHARS * 5 - ID_BYTES * 8
_SHIFTS = tuple(range(TEXT_CHARS * 5 - _PAIR_BITS, -1, -_PAIR_BITS))
_TEXTS_KEPT = 4096
"""Rooms, people and devices are spelled with each message; a message's own id only once or twice."""


@functools.lru_cache(maxsize=_TEXTS_KEPT)
def to_text(raw: bytes) -> str:
    """Return the 52 lower-case base32 characters of a 32-byte id.

    Two characters a step: the library's encoder was a third of the time that a long history takes.

    Raises:
        ValueError: these are not 32 bytes.
    """
    if len(raw) != ID_BYTES:
        raise ValueError(f"an id has {ID_BYTES} bytes, not {len(raw)}")
    number = int.from_bytes(raw, "big") << _SPARE_BITS
    return "".join([_PAIRS[number >> shift & 1023] for shift in _SHIFTS])


def from_text(text: str) -> bytes:
    """Return the 32 bytes behind a text id.

    Raises:
        ValueError: the text is not 52 base32 characters in their one canonical spelling.
    """
    if len(text) != TEXT_CHARS or not text.isascii():
        raise ValueError("an id has 52 characters, a-z and 2-7")
    try:
        raw = base64.b32decode(text.upper() + "====")
    except binascii.Error as error:
        raise ValueError("an id has 52 characters, a-z and 2-7") from error
    if to_text(raw) != text.lower():
        raise ValueError("an id has one spelling only; this one has stray bits at its end")
    return raw


def open_network_id() -> NetworkId:
    """Return the id of the open network, the one everybody without a network key is in."""
    return NetworkId(digest(b"grapevine open network"))


def closed_network_id(key: bytes) -> NetworkId:
    """Return the id of the closed network that this 32-byte secret key opens."""
    return NetworkId(digest(b"grapevine closed network", key))


def lobby_id(network: NetworkId) -> RoomId:
    """Return the id of the open room that every installation on this network is in."""
    return RoomId(digest(b"grapevine lobby", network))


def directory_id(network: NetworkId) -> RoomId:
    """Return the id of the hidden room whose logs carry people's profiles."""
    return RoomId(digest(b"grapevine directory", network))
