"""Sealed datagrams of one link: keys of their own, a counter as nonce, and no datagram taken twice.

A datagram is: the receiver's name for the link (8 bytes), the counter (8 bytes, big endian), and
the ChaCha20-Poly1305 sealing of its content, bound to both. Names and keys come from the link's
handshake, one set a direction, so nothing has to be negotiated and nothing fits another link.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from net.crypto.noise import TAG_BYTES

if TYPE_CHECKING:
    from net.crypto.handshake import Session

NAME_BYTES = 8
"""Random for everybody else; that two of a device's 128 links share one will not happen (2^-51)."""

HEADER_BYTES = NAME_BYTES + 8

OVERHEAD_BYTES = HEADER_BYTES + TAG_BYTES

WINDOW = 1024
"""Datagrams that may be overtaken and still count; half a second of the fastest allowed stream."""

MAX_COUNTER = 2**63
"""Never reached: 2,000 datagrams a second for 146 million years."""

_INITIATOR = b"grapevine datagrams of the initiator "
_RESPONDER = b"grapevine datagrams of the responder "

_counter = struct.Struct(">Q")
_nonce = struct.Struct("<4xQ").pack


class ReplayWindow:
    """Which counters were seen: the highest, and one bit for each of the `WINDOW` below it."""

    __slots__ = ("_highest", "_seen")

    def __init__(self) -> None:
        self._highest = -1
        self._seen = 0

    def is_new(self, counter: int) -> bool:
        """Whether a counter was not seen yet and is not too old to know."""
        behind = self._highest - counter
        if behind < 0:
            return True
        return behind < WINDOW and not self._seen >> behind & 1

    def add(self, counter: int) -> bool:
        """Note a counter, after its datagram proved authentic; whether it is the highest so far."""
        ahead = counter - self._highest
        if ahead <= 0:
            self._seen |= 1 << -ahead
            return False
        # A forged jump would cost nothing here: only authentic counters come this far.
        self._seen = (self._seen << ahead | 1) & (1 << WINDOW) - 1 if ahead < WINDOW else 1
        self._highest = counter
        return True


class LaneCrypto:
    """Both directions of one link's datagrams."""

    __slots__ = (
        "_counter", "_open", "_seal", "_send_name", "_window", "receive_name", "was_newest",
    )  # fmt: skip

    def __init__(self, session: Session) -> None:
        ours, theirs = (_INITIATOR, _RESPONDER) if session.initiator else (_RESPONDER, _INITIATOR)
        self._seal = ChaCha20Poly1305(session.export_key(ours + b"key"))
        self._open = ChaCha20Poly1305(session.export_key(theirs + b"key"))
        self._send_name = session.export_key(ours + b"name")[:NAME_BYTES]
        self.receive_name = session.export_key(theirs + b"name")[:NAME_BYTES]
        self._counter = 0
        self._window = ReplayWindow()
        self.was_newest = False

    def seal(self, content: bytes) -> bytes:
        """Return the datagram with this content."""
        counter = self._counter
        if counter >= MAX_COUNTER:
            raise OverflowError("a link's datagrams are numbered up to 2**63")
        self._counter = counter + 1
        header = self._send_name + _counter.pack(counter)
        return header + self._seal.encrypt(_nonce(counter), content, header)

    def open(self, datagram: bytes) -> bytes | None:
        """Return a datagram's content, None if it is seen before, too old or not of this link.

        `was_newest` then says whether it was sent after all that came before.
        """
        header = datagram[:HEADER_BYTES]
        (counter,) = _counter.unpack_from(datagram, NAME_BYTES)
        if counter >= MAX_COUNTER or not self._window.is_new(counter):
            return None
        try:
            content = self._open.decrypt(_nonce(counter), datagram[HEADER_BYTES:], header)
        except InvalidTag:
            return None
        self.was_newest = self._window.add(counter)
        return content
