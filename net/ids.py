"""Identifiers: 32-byte hashes of keys and signed bytes, and their text form.

Nothing is ever identified by a name that somebody claims. An id is the BLAKE2b-256 hash of what it
names, under a domain of its own, so that an id of one kind can never stand for another kind.
"""

from __future__ import annotations

import base64
import binascii
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


def to_text(raw: bytes) -> str:
    """Return the 52 lower-case base32 characters of a 32-byte id."""
    return base64.b32encode(raw).decode("ascii").rstrip("=").lower()


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
