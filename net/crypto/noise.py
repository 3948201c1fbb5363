"""The Noise protocol framework over 25519 and ChaChaPoly, as values and bytes, without any I/O.

Source: "The Noise Protocol Framework", revision 34 (2018-07-11). Grapevine uses XX and XXpsk3 with
BLAKE2s; the other patterns and hashes are rows of tables, kept so that the public test vectors
check the code which the used ones run through.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from net.errors import LocalProtocolError, RemoteProtocolError

if TYPE_CHECKING:
    from collections.abc import Callable

    HashFunction = Callable[..., Any]

DH_BYTES = 32
"""Length of an X25519 key and of a shared secret (spec 12.1)."""

KEY_BYTES = 32
"""Length of a cipher key and of a pre-shared key (spec 5.1, 9)."""

TAG_BYTES = 16
"""What ChaChaPoly adds to every sealed text."""

MAX_MESSAGE_BYTES = 65535
"""A handshake message may not be longer (spec 3)."""

MAX_NONCE = 2**64 - 1
"""This nonce is never used for a message; a cipher that got there is used up (spec 5.1)."""

PATTERNS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "N": ("", "s", ("e es",)),
    "K": ("s", "s", ("e es ss",)),
    "X": ("", "s", ("e es s ss",)),
    "NN": ("", "", ("e", "e ee")),
    "NK": ("", "s", ("e es", "e ee")),
    "NX": ("", "", ("e", "e ee s es")),
    "KN": ("s", "", ("e", "e ee se")),
    "KK": ("s", "s", ("e es ss", "e ee se")),
    "KX": ("s", "", ("e", "e ee se s es")),
    "XN": ("", "", ("e", "e ee", "s se")),
    "XK": ("", "s", ("e es", "e ee", "s se")),
    "XX": ("", "", ("e", "e ee s es", "s se")),
    "IN": ("", "", ("e s", "e ee se")),
    "IK": ("", "s", ("e es s ss", "e ee se")),
    "IX": ("", "", ("e s", "e ee se s es")),
}
"""Pattern -> keys known before (of initiator, of responder), tokens of each message (spec 7)."""

_HASHES: dict[str, HashFunction] = {
    "BLAKE2s": hashlib.blake2s,
    "BLAKE2b": hashlib.blake2b,
    "SHA256": hashlib.sha256,
    "SHA512": hashlib.sha512,
}

_Key = TypeVar("_Key")

_nonce_bytes = struct.Struct("<4xQ").pack


class SealError(RemoteProtocolError):
    """A sealed text does not open: altered, out of order, or sealed with other keys or data."""


@dataclass(frozen=True, slots=True)
class Protocol:
    """What a Noise protocol name says: the name itself, the hash, and the tokens to run through."""

    name: bytes
    hash: HashFunction
    before: tuple[str, str]
    messages: tuple[tuple[str, ...], ...]
    has_psk: bool


def parse_protocol(name: str) -> Protocol:
    """Return the protocol of a name such as "Noise_XXpsk3_25519_ChaChaPoly_BLAKE2s" (spec 8, 9.4).

    Raises:
        LocalProtocolError: this module does not speak it.
    """
    noise, _, rest = name.partition("_")
    pattern, _, suite = rest.partition("_")
    base, *places = pattern.split("psk")
    curve, _, ciphers = suite.partition("_")
    cipher, _, hash_name = ciphers.partition("_")
    known = noise == "Noise" and curve == "25519" and cipher == "ChaChaPoly"
    if not known or base not in PATTERNS or hash_name not in _HASHES or len(places) > 1:
        raise LocalProtocolError(f"no such Noise protocol here: {name}")
    initiator_before, responder_before, lines = PATTERNS[base]
    messages = [line.split() for line in lines]
    for place in places:
        if place not in [str(number) for number in range(len(messages) + 1)]:
            raise LocalProtocolError(f"no such Noise protocol here: {name}")
        if place == "0":
            messages[0].insert(0, "psk")
        else:
            messages[int(place) - 1].append("psk")
    return Protocol(
        name=name.encode(),
        hash=_HASHES[hash_name],
        before=(initiator_before, responder_before),
        messages=tuple(tuple(tokens) for tokens in messages),
        has_psk=bool(places),
    )


class Cipher:
    """One direction of a secret channel: a key and the number of the next message (spec 5.1).

    Messages must be opened in the order in which they were sealed, each exactly once. The length of
    a text is not limited here; the caller's framing does that.
    """

    __slots__ = ("_aead", "_nonce")

    def __init__(self, key: bytes) -> None:
        self._aead = ChaCha20Poly1305(key)
        self._nonce = 0

    def encrypt(self, plaintext: bytes, ad: bytes | None = None) -> bytes:
        """Return the sealed text, 16 bytes longer, bound to the additional data.

        Raises:
            LocalProtocolError: 2**64 - 1 messages were sealed already.
        """
        nonce = self._nonce
        if nonce >= MAX_NONCE:
            raise LocalProtocolError("this cipher has used all its nonces; make a new link")
        self._nonce = nonce + 1
        return self._aead.encrypt(_nonce_bytes(nonce), plaintext, ad)

    def decrypt(self, ciphertext: bytes, ad: bytes | None = None) -> bytes:
        """Return the plain text of the next message.

        Raises:
            SealError: altered, out of order, sent before, or sealed with another key.
        """
        nonce = self._nonce
        if nonce >= MAX_NONCE:
            raise RemoteProtocolError("the peer has used all nonces of this link")
        try:
            plaintext = self._aead.decrypt(_nonce_bytes(nonce), ciphertext, ad)
        except InvalidTag:
            raise SealError("a sealed message does not open") from None
        self._nonce = nonce + 1
        return plaintext


class SymmetricState:
    """The hash of all that was said and the chain of keys made from it (spec 5.2)."""

    __slots__ = ("_cipher", "_hash", "chaining_key", "handshake_hash")

    def __init__(self, protocol: Protocol) -> None:
        self._hash = protocol.hash
        size_bytes = self._hash(b"").digest_size
        name = protocol.name
        fits = len(name) <= size_bytes
        self.handshake_hash = name.ljust(size_bytes, b"\0") if fits else self._hash(name).digest()
        self.chaining_key = self.handshake_hash
        self._cipher: Cipher | None = None

    def mix_hash(self, data: bytes) -> None:
        """Let the rest of the handshake depend on this data being the same at both ends."""
        self.handshake_hash = self._hash(self.handshake_hash + data).digest()

    def mix_key(self, secret: bytes) -> None:
        """Let all later keys depend on this secret."""
        self.chaining_key, key = self._derive(secret, 2)
        self._cipher = Cipher(key[:KEY_BYTES])

    def mix_key_and_hash(self, secret: bytes) -> None:
        """Let all later keys and hashes depend on this secret: how a pre-shared key comes in."""
        self.chaining_key, for_hash, key = self._derive(secret, 3)
        self.mix_hash(for_hash)
        self._cipher = Cipher(key[:KEY_BYTES])

    @property
    def seals(self) -> bool:
        """Whether a key exists, so that what goes out from now on is encrypted."""
        return self._cipher is not None

    def seal(self, plaintext: bytes) -> bytes:
        """Encrypt if there is a key yet, and mix what goes out into the hash."""
        cipher = self._cipher
        sealed = plaintext if cipher is None else cipher.encrypt(plaintext, self.handshake_hash)
        self.mix_hash(sealed)
        return sealed

    def open(self, sealed: bytes) -> bytes:
        """Undo `seal`.

        Raises:
            SealError: it was altered, or the ends do not agree on what was before.
        """
        cipher = self._cipher
        plaintext = sealed if cipher is None else cipher.decrypt(sealed, self.handshake_hash)
        self.mix_hash(sealed)
        return plaintext

    def split(self) -> tuple[Cipher, Cipher, bytes]:
        """Return the ciphers initiator -> responder and responder -> initiator, and one more secret.

        The third is the root of "additional symmetric keys" (the Noise extension of that name): an
        output of the same HKDF, which says nothing about the two keys, nor they about it.
        """
        first, second, additional = self._derive(b"", 3)
        return Cipher(first[:KEY_BYTES]), Cipher(second[:KEY_BYTES]), additional

    def _derive(self, secret: bytes, count: int) -> list[bytes]:
        """HKDF of the spec's section 4.3: `count` outputs, each as long as the hash."""
        base = hmac.digest(self.chaining_key, secret, self._hash)
        outputs = [hmac.digest(base, b"\x01", self._hash)]
        for number in range(2, count + 1):
            outputs.append(hmac.digest(base, outputs[-1] + bytes((number,)), self._hash))
        return outputs


class HandshakeState:
    """One end of a handshake (spec 5.3): write and read messages in turn until `ciphers` is there.

    After any error it is broken and refuses all further use: the link must be dropped.
    """

    __slots__ = (
        "_broken", "_ephemeral", "_initiator", "_protocol", "_psk", "_static", "_step",
        "_symmetric", "additional_secret", "ciphers", "remote_ephemeral", "remote_static",
    )  # fmt: skip

    def __init__(
        self,
        protocol: Protocol,
        *,
        initiator: bool,
        prologue: bytes = b"",
        static: X25519PrivateKey | None = None,
        remote_static: bytes | None = None,
        psk: bytes | None = None,
        ephemeral: X25519PrivateKey | None = None,
    ) -> None:
        """Start a handshake.

        Args:
            protocol: What both ends speak.
            initiator: Whether this end writes the first message.
            prologue: Data that both ends must have the same of; not sent.
            static: This end's long-lived key, where the pattern has one.
            remote_static: The other end's public key, where the pattern wants it known before.
            psk: The 32-byte pre-shared key; needed exactly when the protocol has one.
            ephemeral: Only for test vectors: a fixed key breaks all secrecy of the link.

        Raises:
            LocalProtocolError: a key is missing, too many, or has a wrong length.
        """
        if (psk is not None) != protocol.has_psk or (psk is not None and len(psk) != KEY_BYTES):
            raise LocalProtocolError("a pre-shared key has 32 bytes and belongs to a psk pattern")
        self._protocol = protocol
        self._initiator = initiator
        self._step = 0
        self._broken = False
        self._static = static
        self._ephemeral = ephemeral
        self._psk = psk
        self.remote_static = remote_static
        self.remote_ephemeral: bytes | None = None
        self.ciphers: tuple[Cipher, Cipher] | None = None
        self.additional_secret = b""
        self._symmetric = SymmetricState(protocol)
        self._symmetric.mix_hash(prologue)
        for known, of_initiator in zip(protocol.before, (True, False), strict=True):
            if known:
                own = of_initiator == initiator
                key = self._own_static_public() if own else _known(remote_static)
                self._symmetric.mix_hash(key)

    @property
    def handshake_hash(self) -> bytes:
        """The hash of all that was said so far; at the end unique to this link (spec 11.2)."""
        return self._symmetric.handshake_hash

    def write_message(self, payload: bytes = b"") -> bytes:
        """Return the next message to send.

        Raises:
            LocalProtocolError: not this end's turn, or the message would be too long.
        """
        tokens = self._start_message(writing=True)
        parts: list[bytes] = []
        for word in tokens:
            if word == "e":
                parts.append(self._write_ephemeral())
            elif word == "s":
                parts.append(self._symmetric.seal(self._own_static_public()))
            else:
                self._mix(word)
        parts.append(self._symmetric.seal(payload))
        message = b"".join(parts)
        if len(message) > MAX_MESSAGE_BYTES:
            raise LocalProtocolError("a Noise message has at most 65535 bytes")
        self._end_message()
        return message

    def read_message(self, message: bytes) -> bytes:
        """Return the payload of the next message received.

        Raises:
            RemoteProtocolError: too long, too short, altered, or not of this handshake.
            LocalProtocolError: it is this end's turn to write.
        """
        tokens = self._start_message(writing=False)
        if len(message) > MAX_MESSAGE_BYTES:
            raise RemoteProtocolError("a Noise message has at most 65535 bytes")
        rest = message
        for word in tokens:
            if word == "e":
                self.remote_ephemeral, rest = _cut(rest, DH_BYTES)
                self._mix_ephemeral(self.remote_ephemeral)
            elif word == "s":
                size_bytes = DH_BYTES + (TAG_BYTES if self._symmetric.seals else 0)
                sealed, rest = _cut(rest, size_bytes)
                self.remote_static = self._symmetric.open(sealed)
            else:
                self._mix(word)
        payload = self._symmetric.open(rest)
        self._end_message()
        return payload

    def _start_message(self, *, writing: bool) -> tuple[str, ...]:
        if self._broken or self.ciphers is not None:
            raise LocalProtocolError("this handshake is over")
        if writing != ((self._step % 2 == 0) == self._initiator):
            raise LocalProtocolError("not this end's turn in the handshake")
        self._broken = True  # until the message is through: an error on the way leaves it so
        return self._protocol.messages[self._step]

    def _end_message(self) -> None:
        self._broken = False
        self._step += 1
        if self._step == len(self._protocol.messages):
            first, second, self.additional_secret = self._symmetric.split()
            self.ciphers = (first, second)

    def _write_ephemeral(self) -> bytes:
        if self._ephemeral is None:
            self._ephemeral = X25519PrivateKey.generate()
        public = self._ephemeral.public_key().public_bytes_raw()
        self._mix_ephemeral(public)
        return public

    def _mix_ephemeral(self, public: bytes) -> None:
        self._symmetric.mix_hash(public)
        if self._protocol.has_psk:  # spec 9.2: keys depend on a fresh value even before any DH
            self._symmetric.mix_key(public)

    def _mix(self, word: str) -> None:
        """Mix in the pre-shared key or a shared secret; its first letter is the initiator's key."""
        if word == "psk":
            self._symmetric.mix_key_and_hash(_known(self._psk))
            return
        own, other = (word[0], word[1]) if self._initiator else (word[1], word[0])
        private = _known(self._ephemeral if own == "e" else self._static)
        public = _known(self.remote_ephemeral if other == "e" else self.remote_static)
        try:
            shared = private.exchange(X25519PublicKey.from_public_bytes(public))
        except ValueError:
            # The library refuses an all-zero result: the peer's key was one of the few weak ones.
            raise RemoteProtocolError("the peer sent a key that gives no secret") from None
        self._symmetric.mix_key(shared)

    def _own_static_public(self) -> bytes:
        return _known(self._static).public_key().public_bytes_raw()


def _known(key: _Key | None) -> _Key:
    if key is None:
        raise LocalProtocolError("this Noise pattern needs a key that was not given")
    return key


def _cut(data: bytes, size_bytes: int) -> tuple[bytes, bytes]:
    if len(data) < size_bytes:
        raise RemoteProtocolError("a handshake message is too short")
    return data[:size_bytes], data[size_bytes:]
