"""Every public Noise vector for 25519 and ChaChaPoly gives the published bytes."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from net.crypto.noise import PATTERNS, HandshakeState, parse_protocol

VECTORS = Path(__file__).parent / "vectors" / "noise_25519_chachapoly.json.gz"

Vector = dict[str, str]


def load_vectors() -> list[Vector]:
    return json.loads(gzip.decompress(VECTORS.read_bytes()))


def pattern_of(vector: Vector) -> str:
    return vector["handshake"].split("_")[1].split("psk")[0]


@pytest.fixture(scope="module")
def vectors() -> list[Vector]:
    return load_vectors()


def private_key(vector: Vector, name: str) -> X25519PrivateKey | None:
    return (
        X25519PrivateKey.from_private_bytes(bytes.fromhex(vector[name])) if name in vector else None
    )


def public_key(key: X25519PrivateKey | None) -> bytes | None:
    return None if key is None else key.public_key().public_bytes_raw()


def both_ends(vector: Vector) -> tuple[HandshakeState, HandshakeState]:
    protocol = parse_protocol(vector["handshake"])
    before = PATTERNS[pattern_of(vector)]
    statics = (private_key(vector, "init_static"), private_key(vector, "resp_static"))
    ends = []
    for number, ephemeral in enumerate(("gen_init_ephemeral", "gen_resp_ephemeral")):
        other = 1 - number
        ends.append(
            HandshakeState(
                protocol,
                initiator=number == 0,
                prologue=bytes.fromhex(vector.get("prologue", "")),
                static=statics[number],
                remote_static=public_key(statics[other]) if before[other] else None,
                psk=bytes.fromhex(vector["preshared_key"]) if "preshared_key" in vector else None,
                ephemeral=private_key(vector, ephemeral),
            )
        )
    return ends[0], ends[1]


def run(vector: Vector) -> int:
    """Run both ends through a vector; return the number of messages that were compared."""
    ends = both_ends(vector)
    turns = len(PATTERNS[pattern_of(vector)][2])
    number = 0
    while f"msg_{number}_payload" in vector:
        payload = bytes.fromhex(vector[f"msg_{number}_payload"])
        expected = bytes.fromhex(vector[f"msg_{number}_ciphertext"])
        if number < turns:
            writer, reader = ends if number % 2 == 0 else ends[::-1]
            assert writer.write_message(payload) == expected
            assert reader.read_message(expected) == payload
        else:
            way = (number - turns) % 2  # the file's order: first initiator to responder, then back
            writing, reading = (end.ciphers for end in ends)
            assert writing is not None
            assert reading is not None
            assert writing[way].encrypt(payload) == expected
            assert reading[way].decrypt(expected) == payload
        number += 1
    assert ends[0].handshake_hash == ends[1].handshake_hash
    return number


@pytest.mark.parametrize("pattern", sorted(PATTERNS))
def test_every_vector_of_the_pattern(vectors: list[Vector], pattern: str) -> None:
    compared = [run(vector) for vector in vectors if pattern_of(vector) == pattern]
    # Four hashes, with and without prologue, with and without payloads; one row a psk place.
    places = 3 if len(pattern) == 1 else 2 + len(PATTERNS[pattern][2])
    assert len(compared) == 16 * places
    assert min(compared) >= 3


def test_the_file_is_whole(vectors: list[Vector]) -> None:
    used = [v["handshake"].split("_", 1)[1] for v in vectors]
    assert len(vectors) == 960
    assert sum(name.startswith("X") for name in used) == 288
    for name in ("XX_25519_ChaChaPoly_BLAKE2s", "XXpsk3_25519_ChaChaPoly_BLAKE2s"):
        assert used.count(name) == 4


def test_a_changed_vector_is_noticed(vectors: list[Vector]) -> None:
    vector = dict(next(v for v in vectors if v["handshake"].startswith("Noise_XX_")))
    text = vector["msg_2_ciphertext"]
    vector["msg_2_ciphertext"] = text[:-1] + ("0" if text[-1] != "0" else "1")
    with pytest.raises(AssertionError):
        run(vector)
