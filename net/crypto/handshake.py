"""The three messages that open a link: both ends prove which device they are and get two ciphers.

Noise XX, or XXpsk3 in a closed network. The second and the third message carry, encrypted, the
sender's device certificate and a signature of its device key over the link key and everything said
before in this handshake. The link key in the certificate must be the one that Noise proved.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from dataclasses import dataclass, field

import msgspec

from net.crypto.identity import UNREADABLE, DeviceCertificate, Identity, verify_signature
from net.crypto.noise import Cipher, HandshakeState, SealError, parse_protocol
from net.errors import LocalProtocolError, RemoteProtocolError

MAX_HANDSHAKE_BYTES = 8192
"""What a stranger may send before it proved anything, as in KDE Connect; ours need under 600."""

OPEN_PROTOCOL = parse_protocol("Noise_XX_25519_ChaChaPoly_BLAKE2s")

CLOSED_PROTOCOL = parse_protocol("Noise_XXpsk3_25519_ChaChaPoly_BLAKE2s")

_PROLOGUE_NAME = b"grapevine link"

_PROOF_DOMAIN = b"grapevine link proof"

_OTHER_NETWORK = (
    "the handshake cannot be opened: the peer is in another network, speaks another version,"
    " or the message was altered"
)
"""All three look the same: version and network are never sent, both ends must simply agree."""


ITSELF = "that is this device itself"
"""What a device says that dialled its own address."""


class _Proof(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """The payload of the second and third message."""

    certificate: bytes
    signature: bytes


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(_Proof)


@dataclass(frozen=True, slots=True)
class Session:
    """A link whose other end is proven.

    `handshake_hash` (32 bytes) is the same at both ends and on no other link: what is derived from
    it or signed with it belongs to this link only. It is no secret: keys come from `export_key`.
    """

    send: Cipher
    receive: Cipher
    remote: DeviceCertificate
    handshake_hash: bytes
    initiator: bool
    additional_secret: bytes = field(repr=False)

    def export_key(self, label: bytes) -> bytes:
        """Return 32 secret bytes that only the two ends of this link can know, one set a label."""
        return hmac.digest(self.additional_secret, label + self.handshake_hash, hashlib.blake2s)


class LinkHandshake:
    """One end of the link handshake; the link's shell owns it and carries the bytes.

    Call `start` once, then `receive` with each message, sending what they return, until `session`
    is there. After an error the link must be closed.
    """

    __slots__ = ("_identity", "_initiator", "_noise", "_sent", "session")

    def __init__(
        self,
        *,
        initiator: bool,
        identity: Identity,
        network_id: bytes,
        psk: bytes | None,
        protocol_version: int,
    ) -> None:
        """Start a handshake.

        Args:
            initiator: Whether this end dialled.
            identity: This device.
            network_id: Both ends must be in the same network; at most 255 bytes.
            psk: The 32-byte key of a closed network, None in the open one.
            protocol_version: Both ends must speak the same; 0 to 65535.

        Raises:
            LocalProtocolError: one of these has a wrong length or size.
        """
        if len(network_id) > 255 or not 0 <= protocol_version <= 0xFFFF:
            raise LocalProtocolError(
                "a network id has at most 255 bytes, a version at most 16 bits"
            )
        self._identity = identity
        self._initiator = initiator
        self._sent = b""
        self.session: Session | None = None
        self._noise = HandshakeState(
            OPEN_PROTOCOL if psk is None else CLOSED_PROTOCOL,
            initiator=initiator,
            prologue=_prologue(network_id, protocol_version),
            static=identity.link_key,
            psk=psk,
        )

    def start(self) -> bytes | None:
        """Return the first message if this end is the initiator, else None."""
        if not self._initiator:
            return None
        self._sent = self._noise.write_message()
        return self._sent

    def receive(self, message: bytes) -> bytes | None:
        """Take the next message of the peer; return what to send, or None.

        Raises:
            RemoteProtocolError: the message is refused, with the reason.
            LocalProtocolError: the handshake was not started, is over, or failed before.
        """
        if len(message) > MAX_HANDSHAKE_BYTES:
            raise RemoteProtocolError("a handshake message is too long")
        if message and message == self._sent:
            raise RemoteProtocolError("our own message came back: that is this device itself")
        said_before = self._noise.handshake_hash
        first = self._noise.remote_ephemeral is None and not self._initiator
        try:
            payload = self._noise.read_message(message)
        except SealError:
            raise RemoteProtocolError(_OTHER_NETWORK) from None
        if first:
            if payload:  # what a dialler in a closed network sends is longer
                raise RemoteProtocolError(_OTHER_NETWORK)
            self._sent = self._noise.write_message(self._proof())
            return self._sent
        remote = self._check_proof(payload, said_before)
        answer = self._noise.write_message(self._proof()) if self._initiator else None
        self._finish(remote)
        return answer

    def _finish(self, remote: DeviceCertificate) -> None:
        ciphers = self._noise.ciphers
        if ciphers is None:
            raise LocalProtocolError("the handshake did not end after three messages")
        send, receive = ciphers if self._initiator else reversed(ciphers)
        self.session = Session(
            send=send,
            receive=receive,
            remote=remote,
            handshake_hash=self._noise.handshake_hash,
            initiator=self._initiator,
            additional_secret=self._noise.additional_secret,
        )

    def _proof(self) -> bytes:
        own = self._identity
        text = own.certificate.device_link_public + self._noise.handshake_hash
        return _encoder.encode(_Proof(own.certificate.encoded, own.sign(_PROOF_DOMAIN, text)))

    def _check_proof(self, payload: bytes, said_before: bytes) -> DeviceCertificate:
        """Return the certificate of the device at the other end, or raise RemoteProtocolError."""
        static = self._noise.remote_static or b""
        own = self._identity.certificate
        if static == own.device_link_public:
            raise RemoteProtocolError(ITSELF)
        try:
            proof = _decoder.decode(payload)
        except UNREADABLE:
            raise RemoteProtocolError("the peer's proof of its device cannot be read") from None
        remote = DeviceCertificate.decode(proof.certificate)
        if remote.device_link_public != static:
            raise RemoteProtocolError("the peer showed the certificate of another device")
        text = static + said_before
        if not verify_signature(remote.device_sign_public, _PROOF_DOMAIN, text, proof.signature):
            raise RemoteProtocolError("the peer does not hold the key of its device")
        return remote


def _prologue(network_id: bytes, protocol_version: int) -> bytes:
    """What both ends must agree on without saying it: protocol, version, network."""
    sizes = struct.pack(">HB", protocol_version, len(network_id))
    return _PROLOGUE_NAME + sizes + network_id
