"""The Noise state machines refuse misuse, weak keys and altered messages; a second one agrees."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from noise.connection import Keypair, NoiseConnection

from net.crypto.noise import MAX_NONCE, Cipher, HandshakeState, SealError, parse_protocol
from net.errors import LocalProtocolError, RemoteProtocolError

XX = parse_protocol("Noise_XX_25519_ChaChaPoly_BLAKE2s")
XXPSK3 = parse_protocol("Noise_XXpsk3_25519_ChaChaPoly_BLAKE2s")

LOW_ORDER_U = (
    0,
    1,
    2**255 - 20,
    2**255 - 19,
    2**255 - 18,
    325606250916557431795983626356110631294008115727848805560023387167927233504,
    39382357235489614581723060781553021112529911719440698176882885853963445705823,
)
"""Every u coordinate that multiplies to zero (RFC 7748, section 6.1, and its references)."""


def pair(protocol=XX, psk=None) -> tuple[HandshakeState, HandshakeState]:
    ends = [
        HandshakeState(protocol, initiator=own, static=X25519PrivateKey.generate(), psk=psk)
        for own in (True, False)
    ]
    return ends[0], ends[1]


@pytest.mark.parametrize(
    "name",
    [
        "Noise_XX_25519_ChaChaPoly_MD5",
        "Noise_XX_25519_AESGCM_SHA256",
        "Noise_XX_448_ChaChaPoly_SHA256",
        "Noise_ZZ_25519_ChaChaPoly_SHA256",
        "Noise_XXpsk4_25519_ChaChaPoly_SHA256",
        "Noise_XXpsk_25519_ChaChaPoly_SHA256",
        "Noise_XXpsk0psk1_25519_ChaChaPoly_SHA256",
        "XX",
        "",
    ],
)
def test_an_unknown_protocol_is_refused(name: str) -> None:
    with pytest.raises(LocalProtocolError):
        parse_protocol(name)


@pytest.mark.parametrize("u", LOW_ORDER_U)
@pytest.mark.parametrize("top_bit", [0, 2**255])
def test_a_key_that_gives_no_secret_is_refused(u: int, top_bit: int) -> None:
    weak = (u | top_bit).to_bytes(32, "little")
    _, responder = pair()
    responder.read_message(weak)  # no DH yet in the first message of XX
    with pytest.raises(RemoteProtocolError, match="no secret"):
        responder.write_message()
    initiator, _ = pair()
    initiator.write_message()
    with pytest.raises(RemoteProtocolError, match="no secret"):
        initiator.read_message(weak + bytes(48 + 16))


def test_a_broken_handshake_stays_broken() -> None:
    initiator, responder = pair()
    responder.read_message(initiator.write_message())
    answer = responder.write_message()
    with pytest.raises(SealError):
        initiator.read_message(answer[:-1] + bytes((answer[-1] ^ 1,)))
    with pytest.raises(LocalProtocolError, match="over"):
        initiator.read_message(answer)


def test_out_of_turn_and_after_the_end_is_a_local_error() -> None:
    initiator, responder = pair()
    with pytest.raises(LocalProtocolError, match="turn"):
        responder.write_message()
    with pytest.raises(LocalProtocolError, match="turn"):
        initiator.read_message(bytes(32))
    responder.read_message(initiator.write_message())
    initiator.read_message(responder.write_message())
    responder.read_message(initiator.write_message())
    for end in (initiator, responder):
        with pytest.raises(LocalProtocolError, match="over"):
            end.write_message()
        with pytest.raises(LocalProtocolError, match="over"):
            end.read_message(bytes(100))


def test_sizes() -> None:
    initiator, responder = pair()
    with pytest.raises(RemoteProtocolError, match="65535"):
        responder.read_message(bytes(65536))
    with pytest.raises(LocalProtocolError, match="65535"):
        initiator.write_message(bytes(65535 - 31))
    initiator, responder = pair()
    assert responder.read_message(initiator.write_message(bytes(65535 - 32))) == bytes(65503)
    with pytest.raises(RemoteProtocolError, match="short"):
        pair()[1].read_message(bytes(31))


@pytest.mark.parametrize(
    ("protocol", "psk"), [(XX, bytes(32)), (XXPSK3, None), (XXPSK3, bytes(31)), (XXPSK3, b"")]
)
def test_a_psk_comes_with_a_psk_pattern_only(protocol, psk) -> None:
    with pytest.raises(LocalProtocolError, match="pre-shared"):
        pair(protocol, psk)


def test_a_missing_static_key_is_a_local_error() -> None:
    responder = HandshakeState(XX, initiator=False)
    responder.read_message(X25519PrivateKey.generate().public_key().public_bytes_raw())
    with pytest.raises(LocalProtocolError, match="not given"):
        responder.write_message()


def test_no_two_handshakes_are_alike() -> None:
    first, _ = pair()
    second, _ = pair()
    assert first.write_message() != second.write_message()


def sealed_pair() -> tuple[Cipher, Cipher]:
    return Cipher(bytes(32)), Cipher(bytes(32))


def test_records_open_once_and_in_order() -> None:
    sender, receiver = sealed_pair()
    first, second = sender.encrypt(b"one"), sender.encrypt(b"two")
    assert first != sender.encrypt(b"one")
    with pytest.raises(SealError):
        receiver.decrypt(second)
    assert receiver.decrypt(first) == b"one"  # a refused record does not move the counter
    with pytest.raises(SealError):
        receiver.decrypt(first)
    assert receiver.decrypt(second) == b"two"


@pytest.mark.parametrize("sealed", [b"", b"x", bytes(15), bytes(16), bytes(1000)])
def test_junk_does_not_open(sealed: bytes) -> None:
    with pytest.raises(SealError):
        sealed_pair()[1].decrypt(sealed)


def test_additional_data_is_bound() -> None:
    sender, receiver = sealed_pair()
    sealed = sender.encrypt(b"text", b"this link")
    with pytest.raises(SealError):
        receiver.decrypt(sealed, b"that link")
    assert receiver.decrypt(sealed, b"this link") == b"text"
    assert receiver.decrypt(sender.encrypt(b"text", b"")) == b"text"


def test_nonces_run_out() -> None:
    sender, receiver = sealed_pair()
    sender._nonce = receiver._nonce = MAX_NONCE - 1
    assert receiver.decrypt(sender.encrypt(b"the last one")) == b"the last one"
    with pytest.raises(LocalProtocolError, match="nonces"):
        sender.encrypt(b"")
    with pytest.raises(RemoteProtocolError, match="nonces"):
        receiver.decrypt(bytes(16))


@pytest.mark.parametrize("ours_starts", [True, False])
@pytest.mark.parametrize("psk", [None, bytes(range(32))])
def test_a_second_implementation_understands_us(ours_starts: bool, psk: bytes | None) -> None:
    protocol = XX if psk is None else XXPSK3
    static = X25519PrivateKey.generate()
    ours = HandshakeState(
        protocol, initiator=ours_starts, prologue=b"prologue", static=static, psk=psk
    )
    theirs = NoiseConnection.from_name(protocol.name)
    theirs.set_prologue(b"prologue")
    theirs.set_keypair_from_private_bytes(
        Keypair.STATIC, X25519PrivateKey.generate().private_bytes_raw()
    )
    if psk is not None:
        theirs.set_psks(psk)
    (theirs.set_as_responder if ours_starts else theirs.set_as_initiator)()
    theirs.start_handshake()
    for number in range(3):
        payload = bytes((number,)) * number
        if (number % 2 == 0) == ours_starts:
            assert theirs.read_message(ours.write_message(payload)) == payload
        else:
            assert ours.read_message(bytes(theirs.write_message(payload))) == payload
    assert theirs.get_handshake_hash() == ours.handshake_hash
    assert ours.ciphers is not None
    send, receive = ours.ciphers if ours_starts else reversed(ours.ciphers)
    for number in range(3):
        text = b"record %d" % number
        assert theirs.decrypt(send.encrypt(text)) == text
        assert receive.decrypt(theirs.encrypt(text)) == text
