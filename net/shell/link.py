"""One TCP connection to a peer: the handshake first, then sealed frames both ways.

Whatever happens on the socket ends in a call of the host or in nothing; no error leaves this file.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from typing import TYPE_CHECKING, Protocol, cast

from net.core import events as ev
from net.crypto.handshake import MAX_HANDSHAKE_BYTES, LinkHandshake, Session
from net.errors import NetError, RemoteProtocolError
from net.shell.addresses import from_socket
from net.shell.lanes import Lanes, Verdict
from net.shell.records import (
    LENGTH_BYTES,
    MAX_RECORD_BYTES,
    RecordReader,
    split_frames,
    with_length,
)
from net.shell.words import why_lost
from net.wire import Address, decode

if TYPE_CHECKING:
    from net.config import NetConfig

log = logging.getLogger(__name__)

WRITE_AT_ONCE_BYTES = 256 * 1024
"""Control and live written in one turn: four records, 2 ms on a gigabit link. More waits in its
lane, where a control frame still overtakes it; so much waiting is written without waiting."""

LINGER_S = 1.0
"""A closed link's last words may take so long to leave; then it is cut."""

REFUSED = (
    "the other side broke off the handshake; it may be in another network, of another version,"
    " or full"
)
"""A peer answers nothing to what it cannot open, so more is not known."""


class LinkHost(Protocol):
    """What a link tells its owner. `opened` and `admit` come at most once, `ended` exactly once."""

    def opened(self, link: Link) -> None:
        """The connection stands; nothing is proven yet."""

    def admit(self, link: Link) -> str | None:
        """The peer is proven (`link.session`): None to keep the link, or why it is refused."""

    def event(self, event: ev.Event) -> None:
        """Something happened on an admitted link."""

    def ended(self, link: Link, reason: str) -> None:
        """The link carries nothing more; `reason` is a sentence."""

    def gone(self, link: Link) -> None:
        """The socket is closed, too."""


class Link(asyncio.BufferedProtocol):
    """One connection; made and owned by `Links`, driven by its transport."""

    __slots__ = (
        "_config", "_end_timer", "_ended", "_flush_due", "_handshake", "_host", "_lanes", "_loop",
        "_paused", "_reader", "_stalled", "_transport", "address", "id", "outbound", "session",
    )  # fmt: skip

    def __init__(
        self,
        number: ev.LinkId,
        host: LinkHost,
        config: NetConfig,
        handshake: LinkHandshake,
        dialled: Address | None,
    ) -> None:
        self.id = number
        self.outbound = dialled is not None
        self.address: Address = dialled or ("", 0)
        self.session: Session | None = None
        self._host = host
        self._config = config
        self._handshake = handshake
        self._lanes = Lanes(config)
        self._reader = RecordReader(MAX_HANDSHAKE_BYTES)
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._end_timer: asyncio.TimerHandle | None = None
        self._ended = False
        self._paused = False
        self._flush_due = False
        self._stalled = False

    # What the owner asks for.

    @property
    def write_buffer_bytes(self) -> int:
        """Bytes written and not yet taken by this machine's kernel."""
        return 0 if self._transport is None else self._transport.get_write_buffer_size()

    @property
    def remote(self) -> Address:
        """The numeric address of the other end; the dialled one may be a name."""
        peer = None if self._transport is None else self._transport.get_extra_info("peername")
        return from_socket(peer) if peer else self.address

    @property
    def local_host(self) -> str:
        """The numeric address of this end, "" once the socket is gone."""
        own = None if self._transport is None else self._transport.get_extra_info("sockname")
        return from_socket(own)[0] if own else ""

    @property
    def waiting_by_lane(self) -> tuple[int, int, int]:
        """Bytes not yet written on control, live and bulk."""
        return self._lanes.by_lane

    @property
    def waiting_bytes(self) -> int:
        """Bytes in the lanes, not yet written."""
        return self._lanes.waiting_bytes

    @property
    def unwritten_bytes(self) -> int:
        """Bytes of all kinds that the other end was too slow to take."""
        return self.waiting_bytes + self.write_buffer_bytes

    @property
    def held_bytes(self) -> int:
        """Bytes received of a record that is not whole yet."""
        return self._reader.held_bytes

    def send(self, lane: ev.Lane, frame: bytes) -> None:
        """Queue a frame's bytes; they leave with all others of this loop turn in one write."""
        if self._ended:
            return
        match self._lanes.put(lane, frame):
            case Verdict.BEHIND:
                self._stalled = True
                self._loop.call_soon(self._tell, ev.Behind(self.id))
            case Verdict.DROPPED:
                self._stalled = True
            case Verdict.OVERFLOW:
                self.close("the other side takes no more data; it may be asleep or overloaded")
                return
            case Verdict.QUEUED:
                pass
        if self._lanes.urgent_bytes >= WRITE_AT_ONCE_BYTES and not self._paused:
            self._write()
        self._flush_soon()

    def close(self, reason: str) -> None:
        """End the link after what waits on its control lane; nothing more is received."""
        if self._ended or self._transport is None:
            self.abort(reason)
            return
        self._lanes.clear(ev.Lane.LIVE, ev.Lane.BULK)
        self._write()
        self._end(reason)
        self._end_timer = self._loop.call_later(LINGER_S, self._cut)
        try:
            # Not close(): a socket closed with unread bytes resets, and the last words are lost.
            self._transport.write_eof()
        except OSError:
            self._cut()

    def abort(self, reason: str) -> None:
        """End the link at once."""
        self._end(reason)
        self._cut()

    # What the transport reports.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Say the first word if we dialled; a stranger gets a moment to say it."""
        self._transport = cast("asyncio.Transport", transport)
        if self._ended:  # the race was decided while the transport was made
            self._cut()
            return
        peer = transport.get_extra_info("peername")
        if peer is None:
            self.abort(why_lost(None))
            return
        if not self.outbound:
            self.address = from_socket(peer)
        self._tune(self._transport)
        self._end_timer = self._loop.call_later(self._config.handshake_timeout_s, self._too_slow)
        self._host.opened(self)
        first = self._handshake.start()
        if first is not None and not self._ended:
            self._transport.write(with_length(first))

    def get_buffer(self, sizehint: int) -> memoryview:
        """Lend the transport the free end of the record buffer."""
        if self._ended:
            self._reader.clear()
        return self._reader.room()

    def buffer_updated(self, nbytes: int) -> None:
        """Work off every whole record that has come."""
        self._reader.filled(nbytes)
        try:
            while not self._ended:
                record = self._reader.next_record()
                if record is None:
                    return
                if self.session is None:
                    self._shake(record)
                else:
                    self._open(self.session, record)
        except RemoteProtocolError as error:
            self.abort(str(error))

    def eof_received(self) -> bool:
        """A peer that says no more is gone: grapevine never half-closes."""
        self.abort(self._why_lost(None))
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """Report the end, whoever brought it about."""
        self._end(self._why_lost(exc))
        if self._end_timer is not None:
            self._end_timer.cancel()
        self._transport = None
        self._host.gone(self)

    def pause_writing(self) -> None:
        """The kernel takes no more for now: frames wait in their lanes, where they stay bounded."""
        self._paused = True

    def resume_writing(self) -> None:
        """There is room again."""
        self._paused = False
        self._flush_soon()

    # Inside.

    def _tune(self, transport: asyncio.Transport) -> None:
        window = self._config.bulk_in_flight_bytes
        transport.set_write_buffer_limits(high=window // 4, low=window // 16)
        raw = transport.get_extra_info("socket")
        with contextlib.suppress(OSError):
            # asyncio does it only for sockets made with the protocol's number, and ours are not. Else
            # a frame right after another waits 40 ms for the first one's delayed acknowledgement.
            raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            # Else the kernel would take megabytes of bulk, and live would stand behind them.
            if hasattr(socket, "TCP_NOTSENT_LOWAT"):
                raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, window // 2)
            else:  # Windows
                raw.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, window // 2)

    def _why_lost(self, error: Exception | None) -> str:
        return REFUSED if self.session is None else why_lost(error)

    def _too_slow(self) -> None:
        self.abort("the other side did not finish the handshake in time")

    def _shake(self, message: bytes) -> None:
        answer = self._handshake.receive(message)
        session = self._handshake.session
        if session is not None:
            self.session = session
            refusal = self._host.admit(self)
            if refusal is not None:
                self.abort(refusal)
                return
            if self._end_timer is not None:
                self._end_timer.cancel()
            self._reader.raise_limit(MAX_RECORD_BYTES)
        if answer is not None and self._transport is not None and not self._ended:
            self._transport.write(with_length(answer))
        if session is not None:
            self._tell(ev.LinkUp(self.id, session.remote, self.outbound, self.address))

    def _open(self, session: Session, record: bytes) -> None:
        plain = session.receive.decrypt(record)
        bad = 0
        try:
            for data in split_frames(plain):
                try:
                    frame = decode(data, self._config.max_frame_bytes)
                except RemoteProtocolError as error:
                    bad += 1
                    self._tell(ev.BadFrame(self.id, str(error)))
                else:
                    if frame is not None:
                        self._tell(ev.Received(self.id, frame))
                if self._ended or bad >= self._config.bad_frames_before_close:
                    return
        except RemoteProtocolError as error:
            self._tell(ev.BadFrame(self.id, str(error)))

    def _tell(self, event: ev.Event) -> None:
        if not self._ended:
            self._host.event(event)

    def _flush_soon(self) -> None:
        if not self._flush_due and not self._paused:
            self._flush_due = True
            self._loop.call_soon(self._flush)

    def _flush(self) -> None:
        self._flush_due = False
        if self._ended or self._paused:
            return
        self._write()
        if self._lanes.waiting_bytes:
            self._stalled = self._stalled or self._lanes.bulk_bytes > 0
            self._flush_soon()
        elif self._stalled and not self._paused:
            self._stalled = False
            self._lanes.behind = False
            self._tell(ev.Drained(self.id))

    def _write(self) -> None:
        """Hand the transport one piece: as much as may stand between now and an urgent frame."""
        if self._transport is None or self.session is None:
            return
        window = self._config.bulk_in_flight_bytes // 2
        bulk_room = window - self._transport.get_write_buffer_size()
        if not self._paused:
            # At least one frame, whatever the numbers are: else it would wait for ever.
            bulk_room = max(bulk_room, self._config.max_frame_bytes + LENGTH_BYTES)
        seal = self.session.send.encrypt
        try:
            records = [
                with_length(seal(plain))
                for plain in self._lanes.take(WRITE_AT_ONCE_BYTES, bulk_room)
            ]
        except NetError as error:  # the cipher is used up, after 2**64 records
            self.abort(str(error))
            return
        if records:
            self._transport.write(b"".join(records))

    def _cut(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def _end(self, reason: str) -> None:
        if self._ended:
            return
        self._ended = True
        self._lanes.clear(*ev.Lane)
        if self._end_timer is not None:
            self._end_timer.cancel()
        # Later, not now: the owner may stand in the middle of carrying out what it decided.
        self._loop.call_soon(self._host.ended, self, reason)
