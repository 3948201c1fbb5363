"""Presence is passed on by others, so each device signs what it says: made and checked here.

Two statements a device: its presence (topics and metas) and its links (whom it is linked with).
Both are bound to the network; a stranger's certificate comes along and is checked first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import msgspec

from net.config import NetConfig
from net.core.presence import MAX_META_BYTES, MAX_PRESENCE_TOPICS, DeviceState
from net.crypto.identity import DeviceCertificate, verify_signature
from net.errors import RemoteProtocolError
from net.ids import DeviceId, NetworkId
from net.wire import MAX_TOPIC_BYTES, Linked, Presence

NEIGHBOUR_BYTES = 8
"""The beginning of a device id in `Linked`: finding another key with the same costs 2^64 tries."""

MAX_NEIGHBOURS = 256
"""Twice `max_links`: no honest device stands on more links."""

MAX_SEQ = 2**48
"""Boot times in ms and counters stay far below."""

_PRESENCE_DOMAIN = b"grapevine presence v1"
_LINKS_DOMAIN = b"grapevine links v1"

_encoder = msgspec.msgpack.Encoder()

Sign = Callable[[bytes, bytes], bytes]
"""(domain, data) to a signature: `Identity.sign`."""


class CertificateBook(Protocol):
    """Where proven certificates are kept."""

    def certificate(self, device: DeviceId) -> DeviceCertificate | None:
        """Return a device's certificate, or None."""

    def learn(self, certificate: DeviceCertificate) -> bool:
        """Keep a certificate; False where there is no room for more strangers."""


class Proof:
    """Signs this device's statements and checks those of others."""

    def __init__(
        self, config: NetConfig, network: NetworkId, sign: Sign, book: CertificateBook
    ) -> None:
        self._config = config
        self._network = network
        self._sign = sign
        self._book = book

    def presence(self, state: DeviceState) -> Presence:
        """Return this device's presence, signed."""
        domain = _PRESENCE_DOMAIN + self._network
        signature = self._sign(
            domain, _encoder.encode((state.device, *state.version, state.topics))
        )
        return Presence(state.device, state.incarnation, state.seq, state.topics, signature)

    def links(
        self, device: DeviceId, incarnation: int, seq: int, neighbours: bytes, *, gone: bool
    ) -> Linked:
        """Return this device's links, signed."""
        data = _encoder.encode((device, incarnation, seq, neighbours, gone))
        signature = self._sign(_LINKS_DOMAIN + self._network, data)
        return Linked(device, incarnation, seq, neighbours, gone, signature)

    def check_presence(self, frame: Presence) -> DeviceState:
        """Return the state in a frame, proven to be of the device it names.

        Raises:
            RemoteProtocolError: it breaks a limit, or that device did not sign it.
        """
        state = DeviceState(DeviceId(frame.device), frame.incarnation, frame.seq, frame.topics)
        if len(frame.topics) > MAX_PRESENCE_TOPICS:
            raise RemoteProtocolError("presence on more topics than a device may be on")
        before = ""
        for topic, ref, meta in frame.topics:
            if not topic > before or len(topic.encode()) > MAX_TOPIC_BYTES:
                raise RemoteProtocolError("presence whose topics are too long or not in order")
            if len(meta) > MAX_META_BYTES or not 0 <= ref <= frame.seq:
                raise RemoteProtocolError("presence with a meta that is too large or too new")
            before = topic
        _check_version(frame.incarnation, frame.seq)
        if state.size_bytes > self._config.max_state_bytes:
            raise RemoteProtocolError("presence too large")
        data = _encoder.encode((frame.device, frame.incarnation, frame.seq, frame.topics))
        self._check(frame, _PRESENCE_DOMAIN, data)
        return state

    def check_links(self, frame: Linked) -> None:
        """Check that a frame was made by the device it names.

        Raises:
            RemoteProtocolError: it breaks a limit, or that device did not sign it.
        """
        size = len(frame.neighbours)
        if size % NEIGHBOUR_BYTES or size > MAX_NEIGHBOURS * NEIGHBOUR_BYTES:
            raise RemoteProtocolError("a list of neighbours of a wrong length")
        _check_version(frame.incarnation, frame.seq)
        data = _encoder.encode(
            (frame.device, frame.incarnation, frame.seq, frame.neighbours, frame.gone)
        )
        self._check(frame, _LINKS_DOMAIN, data)

    def to_pass_on(self, frame: Presence | Linked) -> Presence | Linked:
        """Return another device's statement with what its receiver needs to check it."""
        known = self._book.certificate(DeviceId(frame.device))
        certificate = b"" if known is None else known.encoded
        if isinstance(frame, Presence):
            return msgspec.structs.replace(frame, certificate=certificate)
        return msgspec.structs.replace(frame, certificate=certificate)

    def _check(self, frame: Presence | Linked, domain: bytes, data: bytes) -> None:
        device = DeviceId(frame.device)
        known = self._book.certificate(device)
        certificate = known or DeviceCertificate.decode(frame.certificate)
        if certificate.device_id != device:
            raise RemoteProtocolError("presence with the certificate of another device")
        public = certificate.device_sign_public
        if not verify_signature(public, domain + self._network, data, frame.signature):
            raise RemoteProtocolError("presence that its device did not sign")
        if known is None:
            self._book.learn(certificate)


def _check_version(*numbers: int) -> None:
    for number in numbers:
        if not 0 <= number <= MAX_SEQ:
            raise RemoteProtocolError("presence with a number out of range")
