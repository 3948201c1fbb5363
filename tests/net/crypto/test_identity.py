"""Certificates and signatures: only true ones pass, ids follow the keys, secrets stay hidden."""

from __future__ import annotations

import hashlib
import random
import traceback

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from net.crypto import identity as module
from net.crypto.identity import (
    MAX_CERTIFICATE_BYTES,
    MAX_CREATED_MS,
    DeviceCertificate,
    Identity,
    device_id_of,
    person_id_of,
    safety_number,
    verify_signature,
)
from net.errors import LocalProtocolError, RemoteProtocolError

ANN = Identity.from_seeds(b"a" * 32, b"b" * 32, b"c" * 32, 1_700_000_000_000)
BEN = Identity.from_seeds(b"d" * 32, b"e" * 32, b"f" * 32, 1_700_000_000_001)

GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493
PRIME = 2**255 - 19


def fields(identity: Identity) -> list:
    return msgspec.msgpack.decode(identity.certificate.encoded)


def certificate(values: list) -> bytes:
    return msgspec.msgpack.encode(values)


def certify(by_person: Identity, by_device: Identity, **changes) -> bytes:
    """A certificate signed by what `by_person` and `by_device` hold, with single fields changed."""
    body = {
        "version": 1,
        "person": by_person.certificate.person_public,
        "sign": by_device.certificate.device_sign_public,
        "link": by_device.certificate.device_link_public,
        "created_ms": 5,
    } | changes
    text = module._in_domain(
        b"grapevine device certificate", msgspec.msgpack.encode(list(body.values()))
    )
    signatures = [by_device.sign_key.sign(text), by_person.person_key.sign(text)]
    return certificate([*body.values(), *signatures])


def test_a_certificate_says_what_was_certified() -> None:
    own = ANN.certificate
    read = DeviceCertificate.decode(own.encoded)
    assert read == own
    assert read.person_public == ANN.person_key.public_key().public_bytes_raw()
    assert read.device_sign_public == ANN.sign_key.public_key().public_bytes_raw()
    assert read.device_link_public == ANN.link_key.public_key().public_bytes_raw()
    assert read.created_ms == 1_700_000_000_000
    assert ANN.person_id == read.person_id == person_id_of(read.person_public)
    assert ANN.device_id == read.device_id
    assert read.device_id == device_id_of(read.device_sign_public, read.device_link_public)


def test_the_bytes_of_a_certificate_are_fixed() -> None:
    """Old certificates must stay valid: a change of format has to change the version."""
    hashed = hashlib.sha256(ANN.certificate.encoded).hexdigest()
    assert hashed == "df5b5852a31cd1f24a7992e6fcea8badc6e573c7f72be2ac0eedc68f06ea67a1"


def test_ids_are_32_bytes_and_differ_by_kind() -> None:
    ids = {ANN.person_id, ANN.device_id, BEN.person_id, BEN.device_id}
    assert len(ids) == 4
    assert {len(each) for each in ids} == {32}


def test_every_flipped_byte_is_refused() -> None:
    good = ANN.certificate.encoded
    for place in range(len(good)):
        for flip in (0x01, 0x80, 0xFF):
            bad = good[:place] + bytes((good[place] ^ flip,)) + good[place + 1 :]
            with pytest.raises(RemoteProtocolError):
                DeviceCertificate.decode(bad)


def test_every_cut_and_every_addition_is_refused() -> None:
    good = ANN.certificate.encoded
    for size in range(len(good)):
        with pytest.raises(RemoteProtocolError):
            DeviceCertificate.decode(good[:size])
    with pytest.raises(RemoteProtocolError):
        DeviceCertificate.decode(good + b"\0")
    with pytest.raises(RemoteProtocolError):
        DeviceCertificate.decode(certificate([*fields(ANN), 1]))


@given(st.binary(max_size=MAX_CERTIFICATE_BYTES + 10))
def test_random_bytes_are_refused(junk: bytes) -> None:
    with pytest.raises(RemoteProtocolError):
        DeviceCertificate.decode(junk)


def test_a_nesting_bomb_is_refused() -> None:
    head = b"\x98" + ANN.certificate.encoded[1:]  # eight fields, the last one nested
    with pytest.raises(RemoteProtocolError):
        DeviceCertificate.decode(head + b"\x91" * (MAX_CERTIFICATE_BYTES - len(head)))


json_like = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.binary() | st.text(),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=10,
)


@given(st.integers(0, 6), json_like)
def test_any_other_value_in_a_field_is_refused(place: int, value: object) -> None:
    values = fields(ANN)
    if values[place] == value and type(values[place]) is type(value):
        return
    values[place] = value
    with pytest.raises(RemoteProtocolError):
        DeviceCertificate.decode(certificate(values))


def test_size_is_checked_before_anything_is_decoded() -> None:
    with pytest.raises(RemoteProtocolError, match="long"):
        DeviceCertificate.decode(ANN.certificate.encoded.ljust(MAX_CERTIFICATE_BYTES + 1, b"\0"))


def test_a_second_spelling_is_refused() -> None:
    """A longer MessagePack form of the same values would give one certificate two names."""
    good = ANN.certificate.encoded
    assert good[0] == 0x97
    respelled = b"\xdc\x00\x07" + good[1:]  # the same array of seven, with a 16-bit length
    assert msgspec.msgpack.decode(respelled) == fields(ANN)
    with pytest.raises(RemoteProtocolError, match="canonical"):
        DeviceCertificate.decode(respelled)


def test_the_test_certificates_are_right() -> None:
    assert DeviceCertificate.decode(certify(ANN, BEN)).person_id == ANN.person_id


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 0},
        {"version": 2},
        {"created_ms": -1},
        {"created_ms": MAX_CREATED_MS + 1},
        {"link": b""},
        {"link": bytes(31)},
        {"link": bytes(33)},
        {"sign": b""},
        {"sign": bytes(33)},
        {"person": b""},
        {"person": bytes(31)},
    ],
)
def test_well_signed_nonsense_is_refused(changes: dict) -> None:
    with pytest.raises(RemoteProtocolError):
        DeviceCertificate.decode(certify(ANN, BEN, **changes))


def test_nobody_certifies_anothers_device() -> None:
    """Mallory signs Ben's device keys with her person key, to appear as the author of his words."""
    mallory = ANN
    body = [
        1,
        mallory.certificate.person_public,
        BEN.certificate.device_sign_public,
        BEN.certificate.device_link_public,
        5,
    ]
    text = module._in_domain(b"grapevine device certificate", msgspec.msgpack.encode(body))
    by_mallory = mallory.person_key.sign(text)
    for device_signature in (mallory.sign_key.sign(text), by_mallory, fields(BEN)[5]):
        with pytest.raises(RemoteProtocolError, match="signed"):
            DeviceCertificate.decode(certificate([*body, device_signature, by_mallory]))


def test_nobody_puts_their_device_under_another_person() -> None:
    body = [
        1,
        BEN.certificate.person_public,
        ANN.certificate.device_sign_public,
        ANN.certificate.device_link_public,
        5,
    ]
    text = module._in_domain(b"grapevine device certificate", msgspec.msgpack.encode(body))
    by_device = ANN.sign_key.sign(text)
    for person_signature in (ANN.person_key.sign(text), by_device, fields(BEN)[6]):
        with pytest.raises(RemoteProtocolError, match="signed"):
            DeviceCertificate.decode(certificate([*body, by_device, person_signature]))


def test_signatures() -> None:
    public = ANN.certificate.device_sign_public
    signature = ANN.sign(b"entry", b"text")
    assert len(signature) == 64
    assert verify_signature(public, b"entry", b"text", signature)
    assert not verify_signature(public, b"entry", b"texT", signature)
    assert not verify_signature(public, b"other", b"text", signature)
    assert not verify_signature(public, b"entryt", b"ext", signature)
    assert not verify_signature(public, b"", b"entrytext", signature)
    assert not verify_signature(BEN.certificate.device_sign_public, b"entry", b"text", signature)
    assert not verify_signature(ANN.certificate.person_public, b"entry", b"text", signature)


@given(st.binary(max_size=80), st.binary(max_size=80))
def test_junk_is_no_signature(public: bytes, signature: bytes) -> None:
    assert not verify_signature(public, b"entry", b"text", signature)
    assert not verify_signature(ANN.certificate.device_sign_public, b"entry", b"text", signature)


def test_a_signature_has_one_form() -> None:
    """S plus the group order satisfies the equation as well; RFC 8032 wants it refused."""
    public = ANN.certificate.device_sign_public
    signature = ANN.sign(b"entry", b"text")
    scalar = int.from_bytes(signature[32:], "little") + GROUP_ORDER
    again = signature[:32] + scalar.to_bytes(32, "little")
    assert not verify_signature(public, b"entry", b"text", again)


def edwards_add(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
    curve = -121665 * pow(121666, -1, PRIME) % PRIME
    product = curve * a[0] * b[0] * a[1] * b[1]
    x = (a[0] * b[1] + b[0] * a[1]) * pow(1 + product, -1, PRIME)
    y = (a[1] * b[1] + a[0] * b[0]) * pow(1 - product, -1, PRIME)
    return x % PRIME, y % PRIME


def edwards_x(y: int) -> int:
    curve = -121665 * pow(121666, -1, PRIME) % PRIME
    square = (y * y - 1) * pow(curve * y * y + 1, -1, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if (x * x - square) % PRIME:
        x = x * pow(2, (PRIME - 1) // 4, PRIME) % PRIME
    assert (x * x - square) % PRIME == 0
    return x


def test_the_table_of_weak_keys_is_the_8_points_of_small_order() -> None:
    points = {(x, y) for y in module._SMALL_ORDER_Y for x in (edwards_x(y), -edwards_x(y) % PRIME)}
    assert len(points) == 8
    for point in points:
        times_8 = point
        for _ in range(3):
            times_8 = edwards_add(times_8, times_8)
        assert times_8 == (0, 1)


@pytest.mark.parametrize("sign_bit", [0, 2**255])
@pytest.mark.parametrize("y", [*sorted(module._SMALL_ORDER_Y), PRIME, PRIME + 1, 2**255 - 1])
def test_weak_and_misspelled_keys_verify_nothing(y: int, sign_bit: int) -> None:
    weak = (y | sign_bit).to_bytes(32, "little")
    fits_all = b"\x01" + bytes(63)  # R is the neutral point and S is 0
    for number in range(16):  # some orders fit only some texts
        assert not verify_signature(weak, b"entry", b"text %d" % number, fits_all)


def test_the_library_alone_would_take_a_weak_key() -> None:
    """Why the table exists. If this fails the library has become strict."""
    weak = b"\x01" + bytes(31)
    key = Ed25519PublicKey.from_public_bytes(weak)
    key.verify(weak + bytes(32), b"any text")


def test_the_key_cache_is_bounded() -> None:
    for number in range(3):
        verify_signature(number.to_bytes(32, "big"), b"", b"", bytes(64))
    assert module._public_key.cache_info().maxsize == module.CACHED_KEYS


def test_secrets_are_not_shown() -> None:
    secrets = [b"a" * 32, b"b" * 32, b"c" * 32]
    for text in (repr(ANN), str(ANN), f"{ANN}", repr([ANN])):
        assert text.strip("[]").startswith("Identity(device ")
        for secret in secrets:
            assert secret.decode() not in text
            assert secret.hex() not in text
    with pytest.raises(LocalProtocolError) as caught:
        Identity.from_seeds(b"a" * 32, b"b" * 32, b"c" * 33, 1)
    assert "ccc" not in "".join(traceback.format_exception_only(caught.value))


def test_identities_are_new_each_time_unless_chance_is_given() -> None:
    assert Identity.generate(1).device_id != Identity.generate(1).device_id
    first, second = (Identity.generate(1, random.Random(7).randbytes) for _ in range(2))
    assert first.certificate == second.certificate


@pytest.mark.parametrize(
    "seeds", [(b"", b"b" * 32, b"c" * 32), (b"a" * 32, b"b" * 31, b"c" * 32), (b"a" * 33,) * 3]
)
def test_seeds_of_a_wrong_length_are_a_local_error(seeds: tuple[bytes, bytes, bytes]) -> None:
    with pytest.raises(LocalProtocolError):
        Identity.from_seeds(*seeds, 1)


@pytest.mark.parametrize("created_ms", [-1, MAX_CREATED_MS + 1])
def test_times_out_of_range_are_a_local_error(created_ms: int) -> None:
    with pytest.raises(LocalProtocolError):
        Identity.generate(created_ms)


def test_the_safety_number_is_the_same_on_both_sides() -> None:
    ann, ben = ANN.certificate.person_public, BEN.certificate.person_public
    number = safety_number(ann, ben)
    assert number == safety_number(ben, ann)
    groups = number.split(" ")
    assert len(groups) == 12
    assert all(len(group) == 5 and group.isdecimal() for group in groups)
    halves = [" ".join(groups[:6]), " ".join(groups[6:])]
    assert halves == sorted(halves)


def test_the_safety_number_changes_in_one_half_with_one_key() -> None:
    ann, ben = ANN.certificate.person_public, BEN.certificate.person_public
    other = Ed25519PrivateKey.from_private_bytes(b"g" * 32).public_key().public_bytes_raw()
    of = {
        name: set(safety_number(*keys).split(" "))
        for name, keys in {"ann ben": (ann, ben), "ann other": (ann, other)}.items()
    }
    assert of["ann ben"] != of["ann other"]
    assert len(of["ann ben"] & of["ann other"]) >= 6


def test_the_safety_number_is_fixed() -> None:
    """People compare it across versions: it may not change in silence."""
    number = safety_number(ANN.certificate.person_public, BEN.certificate.person_public)
    assert number == "11466 72468 76456 18020 90974 28951 75625 82758 48483 48004 38896 91282"
