"""Who a person and a device are: their keys, and the certificate that ties a device to a person.

Ids are hashes of public keys. A certificate is signed twice over the same bytes: by the person key
("this is my device") and by the device key ("this is my person"). Without the second, anybody could
put another's device under their own name and appear as the author of what it signed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from secrets import token_bytes
from typing import TYPE_CHECKING

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from net.errors import LocalProtocolError, RemoteProtocolError
from net.ids import DeviceId, PersonId, digest

if TYPE_CHECKING:
    from collections.abc import Callable

KEY_BYTES = 32
"""Public keys and private seeds of Ed25519 and X25519 (RFC 8032, RFC 7748)."""

SIGNATURE_BYTES = 64
"""An Ed25519 signature (RFC 8032)."""

CERTIFICATE_VERSION = 1
"""First field of every certificate; another number is refused."""

MAX_CERTIFICATE_BYTES = 512
"""Version 1 has 250 bytes at most; the cap is checked before anything is decoded."""

MAX_CREATED_MS = 2**48 - 1
"""Year 10889: what the clock of the history can hold (48 bits of milliseconds)."""

CACHED_KEYS = 4096
"""Public keys kept ready: above the 2,000 peers known at once, about 1 MB when full."""

SAFETY_ITERATIONS = 5200
"""As in Signal: makes looking for a key with a similar number 5,200 times dearer."""

UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)
"""All that msgspec raises for bytes of a stranger: the last two for text that is not UTF-8 and for
arrays nested thousands deep, even in a field that would be ignored."""

_CERTIFICATE_DOMAIN = b"grapevine device certificate"

_FIELD_PRIME = 2**255 - 19

_ORDER_8_Y = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
"""The y coordinate of points of order 8 on Curve25519's Edwards form; the other one is -y."""

_SMALL_ORDER_Y = frozenset((0, 1, _FIELD_PRIME - 1, _ORDER_8_Y, _FIELD_PRIME - _ORDER_8_Y))
"""The y coordinates of the 8 points of small order."""


class _Certificate(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """A certificate on the wire: seven fields of a MessagePack array, in this order."""

    version: int
    person_public: bytes
    device_sign_public: bytes
    device_link_public: bytes
    created_ms: int
    device_signature: bytes
    person_signature: bytes


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(_Certificate)


@dataclass(frozen=True, slots=True)
class DeviceCertificate:
    """A device and its person, proven: exists only where both signatures were checked or made here.

    `encoded` is the exact bytes that were signed, sent and stored; the rest follows from them.
    """

    encoded: bytes
    person_public: bytes
    device_sign_public: bytes
    device_link_public: bytes
    created_ms: int
    person_id: PersonId
    device_id: DeviceId

    @staticmethod
    def decode(encoded: bytes) -> DeviceCertificate:
        """Return the certificate in these bytes, everything in it checked.

        Raises:
            RemoteProtocolError: too long, not canonical, of another version, or not signed by both.
        """
        if len(encoded) > MAX_CERTIFICATE_BYTES:
            raise RemoteProtocolError("a device certificate is too long")
        try:
            raw = _decoder.decode(encoded)
        except UNREADABLE:
            raise RemoteProtocolError("a device certificate cannot be read") from None
        if raw.version != CERTIFICATE_VERSION:
            raise RemoteProtocolError("a device certificate of an unknown version")
        if not 0 <= raw.created_ms <= MAX_CREATED_MS or _encoder.encode(raw) != encoded:
            raise RemoteProtocolError("a device certificate is not in its one canonical form")
        if len(raw.device_link_public) != KEY_BYTES:
            raise RemoteProtocolError("a device certificate has a key of a wrong length")
        body = _certificate_body(
            raw.person_public, raw.device_sign_public, raw.device_link_public, raw.created_ms
        )
        for public, signature in (
            (raw.person_public, raw.person_signature),
            (raw.device_sign_public, raw.device_signature),
        ):
            if not verify_signature(public, _CERTIFICATE_DOMAIN, body, signature):
                raise RemoteProtocolError("a device certificate is not signed by its keys")
        return DeviceCertificate(
            encoded=encoded,
            person_public=raw.person_public,
            device_sign_public=raw.device_sign_public,
            device_link_public=raw.device_link_public,
            created_ms=raw.created_ms,
            person_id=person_id_of(raw.person_public),
            device_id=device_id_of(raw.device_sign_public, raw.device_link_public),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Identity:
    """This device's private keys and its certificate; made once, kept in the key file.

    Its text form shows ids only, so that a key never gets into a log or a traceback.
    """

    person_key: Ed25519PrivateKey
    sign_key: Ed25519PrivateKey
    link_key: X25519PrivateKey
    certificate: DeviceCertificate

    def __repr__(self) -> str:
        return f"Identity(device {self.device_id.hex()[:8]}, keys hidden)"

    @staticmethod
    def generate(created_ms: int, random_bytes: Callable[[int], bytes] = token_bytes) -> Identity:
        """Make a new person on a new device.

        Args:
            created_ms: Unix time for the certificate.
            random_bytes: Where secrets come from; only tests and the simulator give another source.
        """
        seeds = tuple(random_bytes(KEY_BYTES) for _ in range(3))
        return Identity.from_seeds(seeds[0], seeds[1], seeds[2], created_ms)

    @staticmethod
    def from_seeds(
        person_seed: bytes, sign_seed: bytes, link_seed: bytes, created_ms: int
    ) -> Identity:
        """Return the identity of these three 32-byte secrets; the same ones give the same bytes.

        Raises:
            LocalProtocolError: a seed has a wrong length, or the time does not fit in 48 bits.
        """
        if {len(seed) for seed in (person_seed, sign_seed, link_seed)} != {KEY_BYTES}:
            raise LocalProtocolError("a private key has 32 bytes")
        if not 0 <= created_ms <= MAX_CREATED_MS:
            raise LocalProtocolError("a certificate's time is between 1970 and 10889")
        person_key = Ed25519PrivateKey.from_private_bytes(person_seed)
        sign_key = Ed25519PrivateKey.from_private_bytes(sign_seed)
        link_key = X25519PrivateKey.from_private_bytes(link_seed)
        certificate = _certify(person_key, sign_key, link_key, created_ms)
        return Identity(person_key, sign_key, link_key, certificate)

    def on_new_device(
        self, created_ms: int, random_bytes: Callable[[int], bytes] = token_bytes
    ) -> Identity:
        """Return the same person on a device with new keys, whose logs nobody has seen yet."""
        sign_seed, link_seed = random_bytes(KEY_BYTES), random_bytes(KEY_BYTES)
        person_seed = self.person_key.private_bytes_raw()
        return Identity.from_seeds(person_seed, sign_seed, link_seed, created_ms)

    @property
    def person_id(self) -> PersonId:
        """The id of the person at this device."""
        return self.certificate.person_id

    @property
    def device_id(self) -> DeviceId:
        """The id of this device."""
        return self.certificate.device_id

    def sign(self, domain: bytes, data: bytes) -> bytes:
        """Return the device key's 64-byte signature; the domain says what kind of data it is."""
        return self.sign_key.sign(_in_domain(domain, data))


def person_id_of(person_public: bytes) -> PersonId:
    """Return the id of the person with this public key."""
    return PersonId(digest(b"grapevine person", person_public))


def device_id_of(sign_public: bytes, link_public: bytes) -> DeviceId:
    """Return the id of the device with these two public keys."""
    return DeviceId(digest(b"grapevine device", sign_public, link_public))


def verify_signature(sign_public: bytes, domain: bytes, data: bytes, signature: bytes) -> bool:
    """Whether the key made this signature over this data in this domain.

    False, too, for keys and signatures of a wrong length and for the few keys under which one
    signature fits any data. From any thread; the GIL is free meanwhile.
    """
    key = _public_key(sign_public)
    if key is None:
        return False
    try:
        key.verify(signature, _in_domain(domain, data))
    except InvalidSignature:
        return False
    return True


def safety_number(person_a_public: bytes, person_b_public: bytes) -> str:
    """Return the 60 digits that two people compare, in groups of five; the same on both sides.

    Signal's shape: two halves of 30 digits, one a person, in ascending order.
    """
    halves = sorted(_fingerprint_digits(key) for key in (person_a_public, person_b_public))
    digits = "".join(halves)
    return " ".join(digits[start : start + 5] for start in range(0, len(digits), 5))


def _certificate_body(person: bytes, sign: bytes, link: bytes, created_ms: int) -> bytes:
    """The bytes that both signatures of a certificate are over."""
    return _encoder.encode((CERTIFICATE_VERSION, person, sign, link, created_ms))


def _certify(
    person_key: Ed25519PrivateKey,
    sign_key: Ed25519PrivateKey,
    link_key: X25519PrivateKey,
    created_ms: int,
) -> DeviceCertificate:
    person, sign, link = (
        key.public_key().public_bytes_raw() for key in (person_key, sign_key, link_key)
    )
    body = _in_domain(_CERTIFICATE_DOMAIN, _certificate_body(person, sign, link, created_ms))
    raw = _Certificate(
        version=CERTIFICATE_VERSION,
        person_public=person,
        device_sign_public=sign,
        device_link_public=link,
        created_ms=created_ms,
        device_signature=sign_key.sign(body),
        person_signature=person_key.sign(body),
    )
    return DeviceCertificate.decode(_encoder.encode(raw))


def _in_domain(domain: bytes, data: bytes) -> bytes:
    """Put the domain and its length before the data: no text of one kind reads as another's."""
    return bytes((len(domain),)) + domain + data


@lru_cache(maxsize=CACHED_KEYS)
def _public_key(public: bytes) -> Ed25519PublicKey | None:
    """Return the key ready for use, or None if it is none or one of small order.

    Under a key of small order a signature can fit every text (RFC 8032 leaves that open and OpenSSL
    accepts it), and a key has a second spelling if its y is not below the field's prime.
    """
    if len(public) != KEY_BYTES:
        return None
    y = int.from_bytes(public, "little") & (2**255 - 1)
    if y >= _FIELD_PRIME or y in _SMALL_ORDER_Y:
        return None
    return Ed25519PublicKey.from_public_bytes(public)


def _fingerprint_digits(person_public: bytes) -> str:
    """Return 30 digits of a key: SHA-512 over and over, then six times 5 bytes modulo 100,000."""
    state = b"\0\0" + person_public + person_id_of(person_public)
    for _ in range(SAFETY_ITERATIONS):
        state = hashlib.sha512(state + person_public).digest()
    groups = (state[start : start + 5] for start in range(0, 30, 5))
    return "".join(f"{int.from_bytes(group, 'big') % 100_000:05d}" for group in groups)
