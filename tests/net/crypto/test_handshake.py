"""The link handshake joins two honest devices and nobody else."""

from __future__ import annotations

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from net.crypto import handshake as module
from net.crypto.handshake import MAX_HANDSHAKE_BYTES, LinkHandshake
from net.crypto.identity import Identity
from net.crypto.noise import HandshakeState
from net.errors import LocalProtocolError, RemoteProtocolError

ANN = Identity.from_seeds(b"a" * 32, b"b" * 32, b"c" * 32, 1)
BEN = Identity.from_seeds(b"d" * 32, b"e" * 32, b"f" * 32, 2)
MALLORY = Identity.from_seeds(b"g" * 32, b"h" * 32, b"i" * 32, 3)

NETWORK = bytes(range(32))
PSK = b"p" * 32

both_modes = pytest.mark.parametrize("psk", [None, PSK], ids=["open", "closed"])


def end(identity: Identity, *, initiator: bool, psk=None, network=NETWORK, version=1):
    return LinkHandshake(
        initiator=initiator,
        identity=identity,
        network_id=network,
        psk=psk,
        protocol_version=version,
    )


def pair(psk=None, first=ANN, second=BEN):
    return end(first, initiator=True, psk=psk), end(second, initiator=False, psk=psk)


def run(ann: LinkHandshake, ben: LinkHandshake, change=lambda number, message: message) -> None:
    """Carry the three messages; `change` may alter each of them on the way."""
    message = ann.start()
    for number, receiver in enumerate((ben, ann, ben)):
        message = receiver.receive(change(number, message))
    assert message is None


@both_modes
def test_two_devices_meet(psk) -> None:
    ann, ben = pair(psk)
    assert (ann.session, ben.session) == (None, None)
    run(ann, ben)
    assert ann.session.remote == BEN.certificate
    assert ben.session.remote == ANN.certificate
    assert ann.session.handshake_hash == ben.session.handshake_hash
    assert len(ann.session.handshake_hash) == 32
    assert ann.session.initiator
    assert not ben.session.initiator
    for sender, receiver in ((ann.session, ben.session), (ben.session, ann.session)):
        for text in (b"hello", b"", bytes(60_000)):
            assert receiver.receive.decrypt(sender.send.encrypt(text)) == text


def test_each_link_has_its_own_keys() -> None:
    hashes, sealed = set(), set()
    for _ in range(3):
        ann, ben = pair()
        run(ann, ben)
        hashes.add(ann.session.handshake_hash)
        sealed.add(ann.session.send.encrypt(b"same text"))
        sealed.add(ben.session.send.encrypt(b"same text"))
    assert len(hashes) == 3
    assert len(sealed) == 6


def test_nothing_of_the_devices_is_readable_on_the_way() -> None:
    ann, ben = pair()
    seen = []
    run(ann, ben, lambda _, message: seen.append(message) or message)
    for identity in (ANN, BEN):
        own = identity.certificate
        for secret in (own.person_public, own.device_sign_public, own.device_link_public):
            assert secret not in b"".join(seen)


@both_modes
def test_every_flipped_byte_of_every_message_is_refused(psk) -> None:
    ann, ben = pair(psk)
    sizes = []
    run(ann, ben, lambda _, message: sizes.append(len(message)) or message)
    flips = ((number, place) for number, size in enumerate(sizes) for place in range(size))
    for number, place in flips:
        ann, ben = pair(psk)

        def change(at: int, message: bytes, number=number, place=place) -> bytes:
            if at != number:
                return message
            return message[:place] + bytes((message[place] ^ 0x80,)) + message[place + 1 :]

        with pytest.raises(RemoteProtocolError):
            run(ann, ben, change)
        assert ben.session is None
        assert ann.session is None or number == 2  # it cannot know yet that its last one was hit


@both_modes
@pytest.mark.parametrize("number", [0, 1, 2])
def test_cut_and_longer_messages_are_refused(psk, number: int) -> None:
    for cut in (0, 1, 31, 32, 47, 48, 79, 80, 200, -17, -1):
        ann, ben = pair(psk)
        sizes = []

        def change(at: int, message: bytes, cut=cut, sizes=sizes) -> bytes:
            sizes.append(len(message))
            return message[:cut] if at == number else message

        if cut >= 0 and number == 0 and cut >= (32 if psk is None else 48):
            continue  # nothing is cut off
        with pytest.raises(RemoteProtocolError):
            run(ann, ben, change)
        assert ben.session is None
    for more in (b"\0", bytes(16), bytes(MAX_HANDSHAKE_BYTES)):
        ann, ben = pair(psk)
        with pytest.raises(RemoteProtocolError):
            run(ann, ben, lambda at, m, more=more: m + more if at == number else m)
        assert ben.session is None


@both_modes
@given(junk=st.lists(st.binary(max_size=600), min_size=1, max_size=3), skip=st.integers(0, 2))
def test_random_bytes_are_refused(psk, junk: list[bytes], skip: int) -> None:
    ann, ben = pair(psk)
    message = ann.start()
    receivers = [ben, ann, ben]
    for receiver in receivers[:skip]:
        message = receiver.receive(message)
    receiver = receivers[skip]
    try:
        receiver.receive(junk[0])
    except RemoteProtocolError:
        assert receiver.session is None
    else:
        # Any 32 bytes are a key, so junk passes for the first message; the second one must not.
        assert skip == 0
        assert psk is None
        assert len(junk[0]) == 32
        with pytest.raises(RemoteProtocolError):
            receiver.receive(junk[-1])
    assert ben.session is None


@pytest.mark.parametrize("skip", [0, 1, 2])
def test_size_is_checked_first(skip: int) -> None:
    ann, ben = pair()
    message = ann.start()
    receivers = [ben, ann, ben]
    for receiver in receivers[:skip]:
        message = receiver.receive(message)
    with pytest.raises(RemoteProtocolError, match="too long"):
        receivers[skip].receive(bytes(MAX_HANDSHAKE_BYTES + 1))


@pytest.mark.parametrize(
    "other",
    [
        {"network": bytes(32)},
        {"network": b""},
        {"network": NETWORK + b"\0"},
        {"version": 2},
        {"version": 257},
        {"psk": PSK},
    ],
)
def test_another_network_or_version_is_refused_and_says_so(other: dict) -> None:
    for ann, ben in (
        (end(ANN, initiator=True), end(BEN, initiator=False, **other)),
        (end(ANN, initiator=True, **other), end(BEN, initiator=False)),
    ):
        with pytest.raises(RemoteProtocolError, match=r"another network.*version"):
            run(ann, ben)
        assert ann.session is None
        assert ben.session is None


def test_the_first_message_carries_nothing() -> None:
    ann, ben = pair()
    with pytest.raises(RemoteProtocolError, match="another network"):
        ben.receive(ann.start() + b"\0")


def test_another_psk_is_refused_by_the_end_that_answers() -> None:
    ann, ben = end(ANN, initiator=True, psk=PSK), end(BEN, initiator=False, psk=b"q" * 32)
    with pytest.raises(RemoteProtocolError, match="another network"):
        run(ann, ben)
    assert ben.session is None


def test_network_and_version_cannot_be_mixed_up() -> None:
    prologues = {
        module._prologue(network, version)
        for network in (b"", b"\0", b"\1", b"\0\1", b"\1\0")
        for version in (0, 1, 256, 257)
    }
    assert len(prologues) == 20


# ---------------------------------------------------------------- attackers


def attack_as_responder(static: X25519PrivateKey, proof_of) -> None:
    """Answer Ann with this static key and the payload of `proof_of(hash)`; she must refuse."""
    ann = end(ANN, initiator=True)
    noise = HandshakeState(
        module.OPEN_PROTOCOL,
        initiator=False,
        prologue=module._prologue(NETWORK, 1),
        static=static,
    )
    noise.read_message(ann.start())
    try:
        ann.receive(noise.write_message(proof_of(noise.handshake_hash)))
    finally:
        assert ann.session is None


def attack_as_initiator(static: X25519PrivateKey, proof_of) -> None:
    """Dial Ann with this static key and the payload of `proof_of(hash)`; she must refuse."""
    ann = end(ANN, initiator=False)
    noise = HandshakeState(
        module.OPEN_PROTOCOL,
        initiator=True,
        prologue=module._prologue(NETWORK, 1),
        static=static,
    )
    noise.read_message(ann.receive(noise.write_message()))
    try:
        ann.receive(noise.write_message(proof_of(noise.handshake_hash)))
    finally:
        assert ann.session is None


attacks = pytest.mark.parametrize("attack", [attack_as_responder, attack_as_initiator])


def proof(
    shown: Identity, signer: Identity, link: Identity, domain: bytes = b"grapevine link proof"
):
    """A payload maker: the certificate of `shown`, signed by `signer` over the key of `link`."""

    def make(handshake_hash: bytes) -> bytes:
        text = link.certificate.device_link_public + handshake_hash
        return msgspec.msgpack.encode([shown.certificate.encoded, signer.sign(domain, text)])

    return make


@attacks
def test_an_honest_end_made_by_hand_is_taken(attack) -> None:
    """The attacks below fail for what they change, not for being made by hand."""
    with pytest.raises(AssertionError):
        attack(BEN.link_key, proof(BEN, BEN, BEN))


@attacks
@pytest.mark.parametrize("signer", [ANN, BEN, MALLORY])
def test_the_certificate_of_another_is_refused(attack, signer: Identity) -> None:
    """Mallory links with her own key and shows Ben's certificate."""
    with pytest.raises(RemoteProtocolError, match="another device"):
        attack(MALLORY.link_key, proof(BEN, signer, MALLORY))


@attacks
def test_a_stolen_link_key_is_not_enough(attack) -> None:
    """Whoever has Ben's link key but not his signing key is refused."""
    for signer in (MALLORY, ANN):
        with pytest.raises(RemoteProtocolError, match="does not hold"):
            attack(BEN.link_key, proof(BEN, signer, BEN))


@attacks
def test_a_stolen_signing_key_is_not_enough(attack) -> None:
    with pytest.raises(RemoteProtocolError, match="another device"):
        attack(MALLORY.link_key, proof(BEN, BEN, MALLORY))


@attacks
def test_whoever_has_our_own_keys_is_not_somebody_else_to_us(attack) -> None:
    """Key compromise impersonation: Ann's keys are out; nobody can be Ben to Ann with them."""
    with pytest.raises(RemoteProtocolError, match="this device itself"):
        attack(ANN.link_key, proof(BEN, ANN, ANN))
    with pytest.raises(RemoteProtocolError, match="another device"):
        attack(MALLORY.link_key, proof(BEN, ANN, MALLORY))


@attacks
def test_swapped_static_keys_are_refused(attack) -> None:
    for static, shown in ((BEN, MALLORY), (MALLORY, BEN)):
        with pytest.raises(RemoteProtocolError, match="another device"):
            attack(static.link_key, proof(shown, shown, shown))


@attacks
def test_a_proof_for_another_handshake_is_refused(attack) -> None:
    """The signature covers what was said before in this handshake: an old one is worth nothing."""
    old = proof(BEN, BEN, BEN)(bytes(32))
    with pytest.raises(RemoteProtocolError, match="does not hold"):
        attack(BEN.link_key, lambda _: old)


@attacks
def test_a_signature_made_for_something_else_is_refused(attack) -> None:
    with pytest.raises(RemoteProtocolError, match="does not hold"):
        attack(BEN.link_key, proof(BEN, BEN, BEN, b"grapevine entry"))


@attacks
@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\xc1",
        b"\x90",
        msgspec.msgpack.encode([b""]),
        msgspec.msgpack.encode([b"", b""]),
        msgspec.msgpack.encode(["text", b""]),
        msgspec.msgpack.encode([BEN.certificate.encoded]),
        msgspec.msgpack.encode([BEN.certificate.encoded, b""]),
        msgspec.msgpack.encode([BEN.certificate.encoded, bytes(64)]),
        msgspec.msgpack.encode([bytes(4000), bytes(3000)]),
        b"\x91" * 4000,
        b"\x93\xc4\x00\xc4\x00" + b"\x91" * 4000 + b"\xc0",
        b"\x93\xc4\x00\xc4\x00" + b"\x81\xc0" * 2000 + b"\xc0",
        b"\x93\xc4\x00\xc4\x00\xa1\xff",
        b"\x92\xc6\xff\xff\xff\xff",
    ],
    ids=range(15),
)
def test_a_proof_that_is_none_is_refused(attack, payload: bytes) -> None:
    with pytest.raises(RemoteProtocolError):
        attack(BEN.link_key, lambda _: payload)


@attacks
@given(payload=st.binary(max_size=600))
def test_random_proofs_are_refused(attack, payload: bytes) -> None:
    with pytest.raises(RemoteProtocolError):
        attack(BEN.link_key, lambda _: payload)


@attacks
@pytest.mark.parametrize("weak", [0, 1, 2**255 - 19])
def test_weak_static_keys_are_refused(attack, weak: int) -> None:
    """A static key that gives no secret, sent by hand since the library makes none."""

    class Weak:
        """Looks like a private key whose public key is weak."""

        def exchange(self, _) -> bytes:
            return bytes(32)  # what every X25519 with a weak key gives

        def public_key(self):
            return self

        def public_bytes_raw(self) -> bytes:
            return weak.to_bytes(32, "little")

    with pytest.raises(RemoteProtocolError, match="no secret"):
        attack(Weak(), lambda _: b"")


# ---------------------------------------------------------------- replay and reflection


def test_a_replayed_dialler_is_refused() -> None:
    ann, ben = pair()
    seen = []
    run(ann, ben, lambda _, message: seen.append(message) or message)
    again = end(BEN, initiator=False)
    again.receive(seen[0])
    with pytest.raises(RemoteProtocolError):
        again.receive(seen[2])
    assert again.session is None


def test_a_replayed_answer_is_refused() -> None:
    ann, ben = pair()
    seen = []
    run(ann, ben, lambda _, message: seen.append(message) or message)
    again = end(ANN, initiator=True)
    again.start()
    with pytest.raises(RemoteProtocolError):
        again.receive(seen[1])
    assert again.session is None


def test_messages_out_of_order_are_refused() -> None:
    ann, ben = pair()
    answer = ben.receive(ann.start())
    for wrong in (answer, end(ANN, initiator=True).start()):
        with pytest.raises((RemoteProtocolError, LocalProtocolError)):
            ben.receive(wrong)
    assert ben.session is None


@both_modes
def test_an_echo_is_refused(psk) -> None:
    ann = end(ANN, initiator=True, psk=psk)
    first = ann.start()
    with pytest.raises(RemoteProtocolError, match="this device itself"):
        ann.receive(first)
    assert ann.session is None


@both_modes
def test_a_device_that_dials_itself_is_told_so(psk) -> None:
    dialled, answers = pair(psk, ANN, ANN)
    with pytest.raises(RemoteProtocolError, match="this device itself"):
        run(dialled, answers)
    assert dialled.session is None
    assert answers.session is None


def test_a_second_device_of_the_same_person_may_link() -> None:
    laptop = Identity.from_seeds(b"a" * 32, b"x" * 32, b"y" * 32, 4)
    ann, ben = pair(None, ANN, laptop)
    run(ann, ben)
    assert ann.session.remote.person_id == ANN.person_id
    assert ann.session.remote.device_id != ANN.device_id


# ---------------------------------------------------------------- misuse by this program


def test_misuse_is_a_local_error() -> None:
    for wrong in (
        {"network": bytes(256)},
        {"version": -1},
        {"version": 2**16},
        {"psk": b"short"},
        {"psk": b""},
    ):
        with pytest.raises(LocalProtocolError):
            end(ANN, initiator=True, **wrong)
    ann, ben = pair()
    assert ben.start() is None
    with pytest.raises(LocalProtocolError):
        ann.receive(bytes(100))  # not started
    ann, ben = pair()
    run(ann, ben)
    for each in (ann, ben):
        with pytest.raises(LocalProtocolError):
            each.receive(bytes(100))
    with pytest.raises(LocalProtocolError):
        ann.start()
