"""What is sealed opens for the one it is meant for, and for nobody else."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from net.crypto.sealing import (
    SEALED_KEY_BYTES,
    new_room_key,
    open_key,
    open_payload,
    room_key_id,
    seal_key,
    seal_payload,
)

ROOM = b"r" * 32
OTHER_ROOM = b"o" * 32


def _public(key: X25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def test_only_the_device_it_was_sealed_for_opens_a_key() -> None:
    mine, yours = X25519PrivateKey.generate(), X25519PrivateKey.generate()
    key = new_room_key()
    sealed = seal_key(key, _public(mine), ROOM)
    assert len(sealed) == SEALED_KEY_BYTES
    assert open_key(sealed, mine, ROOM) == key
    assert open_key(sealed, yours, ROOM) is None
    assert open_key(sealed, mine, OTHER_ROOM) is None


def test_every_changed_byte_of_a_sealed_key_is_noticed() -> None:
    mine = X25519PrivateKey.generate()
    sealed = seal_key(new_room_key(), _public(mine), ROOM)
    for place in range(len(sealed)):
        altered = bytearray(sealed)
        altered[place] ^= 1
        # The top bit of an X25519 public key is not part of it (RFC 7748), but it is of the hash.
        assert open_key(bytes(altered), mine, ROOM) is None


def test_sealing_to_a_worthless_key_is_refused() -> None:
    with pytest.raises(ValueError, match=r"."):
        seal_key(new_room_key(), bytes(32), ROOM)


@given(st.binary(max_size=200))
def test_junk_opens_nothing(junk: bytes) -> None:
    key = new_room_key()
    assert open_key(junk, X25519PrivateKey.generate(), ROOM) is None
    assert open_payload({room_key_id(key): key}, junk, ROOM) is None


@given(st.binary(max_size=2000))
def test_a_payload_opens_with_its_key_only(payload: bytes) -> None:
    key, other = new_room_key(), new_room_key()
    sealed = seal_payload(key, payload, ROOM)
    keys = {room_key_id(each): each for each in (key, other)}
    assert open_payload(keys, sealed, ROOM) == payload
    assert open_payload(keys, sealed, OTHER_ROOM) is None
    assert open_payload({room_key_id(other): other}, sealed, ROOM) is None
    assert payload == b"" or payload not in sealed or len(payload) < 4


def test_two_sealings_of_one_payload_differ() -> None:
    key = new_room_key()
    assert seal_payload(key, b"hello", ROOM) != seal_payload(key, b"hello", ROOM)
