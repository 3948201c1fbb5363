"""The framing of a link: records with a 16-bit length, and inside each record frames likewise.

A record is one handshake message or one sealed Noise message. Lengths are checked before anything
more than them is kept, so what a peer claims never costs more memory than one record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from net.crypto.noise import MAX_MESSAGE_BYTES, TAG_BYTES
from net.errors import RemoteProtocolError

if TYPE_CHECKING:
    from collections.abc import Iterator

LENGTH_BYTES = 2
MAX_RECORD_BYTES = MAX_MESSAGE_BYTES
MAX_PLAIN_BYTES = MAX_RECORD_BYTES - TAG_BYTES
"""What fits into one record: frames, each with its length."""


def with_length(data: bytes) -> bytes:
    """Return the data behind its length, as it goes on the wire."""
    return len(data).to_bytes(LENGTH_BYTES, "big") + data


def split_frames(plain: bytes) -> Iterator[memoryview]:
    """Yield the frames of an opened record.

    Raises:
        RemoteProtocolError: at the point where the lengths do not add up.
    """
    view = memoryview(plain)
    at, end = 0, len(view)
    while at < end:
        start = at + LENGTH_BYTES
        at = start + int.from_bytes(view[at:start], "big")
        if start > end or at > end:
            raise RemoteProtocolError("a record is cut off in a frame")
        yield view[start:at]


class RecordReader:
    """The bytes received and not yet cut into records; holds one record of the limit at most.

    The transport writes into `room()`; after `filled(n)`, `next_record()` is asked until it has
    none. One buffer a link, since Windows' proactor keeps writing into it between callbacks.
    """

    __slots__ = ("_buffer", "_end", "_limit", "_start")

    def __init__(self, limit_bytes: int) -> None:
        self._limit = limit_bytes
        self._buffer = bytearray(LENGTH_BYTES + limit_bytes)
        self._start = 0
        self._end = 0

    @property
    def held_bytes(self) -> int:
        """Bytes received and not yet given out."""
        return self._end - self._start

    def raise_limit(self, limit_bytes: int) -> None:
        """Allow larger records from now on; what was received stays."""
        rest = self._buffer[self._start : self._end]
        self._limit = limit_bytes
        self._buffer = bytearray(LENGTH_BYTES + limit_bytes)
        self._buffer[: len(rest)] = rest
        self._start, self._end = 0, len(rest)

    def clear(self) -> None:
        """Forget what was received."""
        self._start = self._end = 0

    def room(self) -> memoryview:
        """Return the free end of the buffer; never empty once `next_record` has said None."""
        return memoryview(self._buffer)[self._end :]

    def filled(self, count: int) -> None:
        """Take note that the transport wrote `count` bytes into `room()`."""
        self._end += count

    def next_record(self) -> bytes | None:
        """Return the next whole record, None if more bytes are needed.

        Raises:
            RemoteProtocolError: a length of zero or above the limit.
        """
        start = self._start + LENGTH_BYTES
        if start > self._end:
            self._compact()
            return None
        length = int.from_bytes(self._buffer[self._start : start], "big")
        if not 0 < length <= self._limit:
            raise RemoteProtocolError(f"a record of {length} bytes; at most {self._limit}")
        if start + length > self._end:
            self._compact()
            return None
        self._start = start + length
        return bytes(memoryview(self._buffer)[start : self._start])

    def _compact(self) -> None:
        rest = self._end - self._start
        if self._start:
            self._buffer[:rest] = self._buffer[self._start : self._end]
            self._start, self._end = 0, rest
