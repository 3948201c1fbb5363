"""Sealing for the members of a private room: a room key for devices, payloads under a room key.

A room key is sealed to a device with an ephemeral X25519 key, HKDF-SHA256 and ChaCha20-Poly1305 (the
shape of RFC 9180's base mode, without its negotiation). Payloads are sealed with the room key itself;
who wrote them is proven by the entry's signature, so the key only decides who can read.
"""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from net.ids import digest

KEY_BYTES = 32
KEY_ID_BYTES = 8
"""Names one of the few keys a room has had; a clash (one in 2^64) only costs a failed opening."""
NONCE_BYTES = 12
TAG_BYTES = 16
SEALED_KEY_BYTES = 32 + KEY_BYTES + TAG_BYTES
"""Ephemeral public key, the key, its tag."""
PAYLOAD_OVERHEAD_BYTES = KEY_ID_BYTES + NONCE_BYTES + TAG_BYTES

_ZERO_NONCE = bytes(NONCE_BYTES)
"""Each derived key seals one room key and is then forgotten."""


def new_room_key() -> bytes:
    """Return a fresh room key of 32 random bytes."""
    return token_bytes(KEY_BYTES)


def room_key_id(key: bytes) -> bytes:
    """Return the 8 bytes that name a room key without telling anything of it."""
    return digest(b"grapevine room key id", key)[:KEY_ID_BYTES]


def seal_key(key: bytes, device_link_public: bytes, context: bytes) -> bytes:
    """Return a room key that only this device can open, in this context (the room's id).

    Raises:
        ValueError: the device's public key is one under which nothing can be kept secret.
    """
    ephemeral = X25519PrivateKey.generate()
    public = ephemeral.public_key().public_bytes_raw()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(device_link_public))
    box = _box(shared, public, device_link_public, context)
    return public + box.encrypt(_ZERO_NONCE, key, context)


def open_key(sealed: bytes, device_link_key: X25519PrivateKey, context: bytes) -> bytes | None:
    """Return the room key sealed to this device, None for anything else."""
    if len(sealed) != SEALED_KEY_BYTES:
        return None
    public = sealed[:32]
    try:
        shared = device_link_key.exchange(X25519PublicKey.from_public_bytes(public))
        own_public = device_link_key.public_key().public_bytes_raw()
        box = _box(shared, public, own_public, context)
        return box.decrypt(_ZERO_NONCE, sealed[32:], context)
    except (InvalidTag, ValueError):
        return None


def seal_payload(key: bytes, payload: bytes, context: bytes) -> bytes:
    """Return a payload that only holders of the room key can read: key id, nonce, ciphertext."""
    nonce = token_bytes(NONCE_BYTES)
    return room_key_id(key) + nonce + ChaCha20Poly1305(key).encrypt(nonce, payload, context)


def open_payload(keys: Mapping[bytes, bytes], sealed: bytes, context: bytes) -> bytes | None:
    """Return the payload, None where its key (by id) is not among these or it was altered."""
    if len(sealed) < PAYLOAD_OVERHEAD_BYTES:
        return None
    key = keys.get(sealed[:KEY_ID_BYTES])
    if key is None:
        return None
    nonce, text = sealed[KEY_ID_BYTES:][:NONCE_BYTES], sealed[KEY_ID_BYTES + NONCE_BYTES :]
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, text, context)
    except InvalidTag:
        return None


def _box(shared: bytes, ephemeral: bytes, device: bytes, context: bytes) -> ChaCha20Poly1305:
    info = digest(b"grapevine room key for a device", ephemeral, device, context)
    return ChaCha20Poly1305(HKDF(SHA256(), KEY_BYTES, None, info).derive(shared))
