"""The UDP lane of every link: sealed datagrams past any bulk on TCP, for what may be lost.

One socket a family, on the port of the TCP listener. A link's lane is used once its path is proven
by a challenge and its answer, and again checked when nothing comes back. Without a path `send` says
so, and the caller takes TCP. No datagram and no error of a socket ever closes anything.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from dataclasses import dataclass, field
from secrets import token_bytes
from typing import TYPE_CHECKING

from net.errors import RemoteProtocolError
from net.shell.addresses import SocketAddress, numeric
from net.shell.bucket import Bucket
from net.shell.datagram_crypto import NAME_BYTES, OVERHEAD_BYTES, LaneCrypto
from net.shell.datagram_sockets import DatagramSockets
from net.shell.records import LENGTH_BYTES, split_frames
from net.wire import (
    Address,
    Frame,
    Ping,
    Pong,
    Presence,
    PresenceDigest,
    Publish,
    Suspect,
    decode,
    encode,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from net.config import NetConfig
    from net.core.events import LinkId
    from net.crypto.handshake import Session

log = logging.getLogger(__name__)

MAY_BE_LOST = (Ping, Pong, Presence, PresenceDigest, Suspect, Publish)
"""The frames that a datagram may carry: each stands for itself, none needs an order."""

FRAMES, CHALLENGE, ANSWER = 0, 1, 2
"""First byte of a content: what follows are frames, a token to be sent back, or that token."""

TOKEN_BYTES = 8

MAX_CHALLENGES = 8
"""Tokens out at once for one lane: a round to every address, and a roaming peer's new one."""

ROAM_EVERY_S = 1.0
"""A lane follows its peer to a new address this often at most."""

TRIES_BEFORE_LOST = 4
"""Unanswered challenges before a proven path is given up."""


@dataclass(slots=True, eq=False)
class _Lane:
    """One link's datagrams; times are those of the loop."""

    link: LinkId
    crypto: LaneCrypto
    bucket: Bucket
    places: list[SocketAddress]
    path: SocketAddress | None = None
    waiting: list[bytes] = field(default_factory=list)
    waiting_bytes: int = 0
    challenges: dict[bytes, SocketAddress] = field(default_factory=dict)
    tries: int = 0
    retry: asyncio.TimerHandle | None = None
    unheard_since: float | None = None
    roamed_at: float = 0.0


class Datagrams:
    """All lanes of this device. Every method runs on the loop that `start` ran on.

    `on_frame` and `on_path` are called from the loop, never from inside a method of this class.
    """

    def __init__(
        self,
        config: NetConfig,
        on_frame: Callable[[LinkId, Frame], None],
        on_path: Callable[[LinkId, bool], None] | None = None,
        on_bad: Callable[[LinkId, str], None] | None = None,
    ) -> None:
        self._config = config
        self._on_frame = on_frame
        self._on_path = on_path
        self._on_bad = on_bad
        self._sockets = DatagramSockets(self._received)
        self._lanes: dict[LinkId, _Lane] = {}
        self._by_name: dict[bytes, _Lane] = {}
        self._dirty: list[_Lane] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self.counters: Counter[str] = Counter()

    # Life.

    async def start(self, host: str | None, port: int) -> list[Address]:
        """Open the sockets; return where. None at all is no error: then everything goes on TCP.

        Args:
            host: An address of this machine, or None for all, IPv4 and IPv6.
            port: That of the TCP listener.
        """
        self._loop = asyncio.get_running_loop()
        return await self._sockets.start(host, port)

    def stop(self) -> None:
        """Close the sockets and forget every lane."""
        for link in tuple(self._lanes):
            self.link_down(link)
        self._sockets.stop()

    # What the owner says and asks for.

    def link_up(self, link: LinkId, session: Session, *addresses: Address) -> None:
        """Open a link's lane.

        Args:
            link: The link.
            session: What its handshake made; the keys come from it.
            addresses: Where the peer's TCP connection is. Only the side that dialled knows its
                port; the other side learns it from the first authentic datagram.
        """
        if link in self._lanes:
            return
        if self._loop is None:  # links may stand before our sockets do
            self._loop = asyncio.get_running_loop()
        known = [numeric(address) for address in addresses] if session.initiator else []
        rate = self._config.datagrams_per_s
        lane = _Lane(
            link, LaneCrypto(session), Bucket(rate, rate / 2), [place for place in known if place]
        )
        self._lanes[link] = lane
        self._by_name[lane.crypto.receive_name] = lane
        if lane.places:
            self._try_path(lane)

    def link_down(self, link: LinkId) -> None:
        """Forget a link's lane; unknown ones are no error."""
        lane = self._lanes.pop(link, None)
        if lane is None:
            return
        del self._by_name[lane.crypto.receive_name]
        if lane.retry is not None:
            lane.retry.cancel()
        lane.path = None
        lane.waiting.clear()

    def network_changed(self) -> None:
        """Interfaces changed or the machine woke up: check every path now."""
        for lane in self._lanes.values():
            if lane.retry is not None:
                lane.retry.cancel()
            lane.tries = 0
            self._try_path(lane)

    def has_path(self, link: LinkId) -> bool:
        """Whether a link's datagrams are known to arrive."""
        lane = self._lanes.get(link)
        return lane is not None and lane.path is not None

    def send(self, link: LinkId, frame: Frame) -> bool:
        """Send a frame with all others of this loop turn; False if it must go on TCP instead."""
        lane = self._lanes.get(link)
        if lane is None or lane.path is None or self._loop is None:
            return False
        data = encode(frame)
        size = LENGTH_BYTES + len(data)
        room = self._config.max_datagram_bytes - OVERHEAD_BYTES - 1
        if size > room or not isinstance(frame, MAY_BE_LOST):
            return False
        if self._sockets.is_full(lane.path):
            self.counters["no room"] += 1
            return False
        if lane.waiting_bytes + size > room:
            self._flush_lane(lane)
        if not lane.waiting:
            if not self._dirty:
                self._loop.call_soon(self._flush)
            self._dirty.append(lane)
        lane.waiting += (len(data).to_bytes(LENGTH_BYTES, "big"), data)
        lane.waiting_bytes += size
        return True

    # Out.

    def _flush(self) -> None:
        dirty, self._dirty = self._dirty, []
        for lane in dirty:
            self._flush_lane(lane)

    def _flush_lane(self, lane: _Lane) -> None:
        if not lane.waiting or lane.path is None or self._loop is None:
            return
        content = bytes((FRAMES,)) + b"".join(lane.waiting)
        lane.waiting.clear()
        lane.waiting_bytes = 0
        self._put(lane, content, lane.path)
        now = self._loop.time()
        if lane.unheard_since is None:
            lane.unheard_since = now
        elif now - lane.unheard_since > self._config.path_silent_s and lane.retry is None:
            self._try_path(lane)

    def _put(self, lane: _Lane, content: bytes, place: SocketAddress) -> None:
        self._sockets.send(lane.crypto.seal(content), place)
        self.counters["sent"] += 1

    def _try_path(self, lane: _Lane) -> None:
        """Challenge the path, or all places where the peer might be; again and again till it answers."""
        lane.retry = None
        if self._loop is None or lane.link not in self._lanes:
            return
        if lane.path is not None and lane.tries >= TRIES_BEFORE_LOST:
            lane.places = [lane.path, *lane.places]
            lane.path = None
            lane.waiting.clear()
            lane.waiting_bytes = 0
            self._tell_path(lane, ok=False)
        for place in [lane.path] if lane.path is not None else _different(lane.places):
            self._challenge(lane, place)
        steps = self._config.path_retry_s
        lane.retry = self._loop.call_later(
            steps[min(lane.tries, len(steps) - 1)], self._try_path, lane
        )
        lane.tries += 1

    def _challenge(self, lane: _Lane, place: SocketAddress) -> None:
        token = token_bytes(TOKEN_BYTES)
        lane.challenges[token] = place
        if len(lane.challenges) > MAX_CHALLENGES:
            del lane.challenges[next(iter(lane.challenges))]
        self._put(lane, bytes((CHALLENGE,)) + token, place)

    def _tell_path(self, lane: _Lane, *, ok: bool) -> None:
        log.debug("link %d: %s", lane.link, "datagrams arrive" if ok else "datagrams do not arrive")
        if self._on_path is not None:
            self._on_path(lane.link, ok)

    # In.

    def _received(self, datagram: bytes, place: SocketAddress) -> None:
        """Take whatever came; what is not ours costs a look into one table."""
        size = len(datagram)
        lane = self._by_name.get(datagram[:NAME_BYTES])
        if lane is None or not OVERHEAD_BYTES < size <= self._config.max_datagram_bytes:
            self.counters["junk"] += 1
            return
        now = self._now()
        if not lane.bucket.take(now):
            self.counters["too many"] += 1
            return
        content = lane.crypto.open(datagram)
        if not content:
            self.counters["refused"] += 1
            return
        self.counters["received"] += 1
        lane.unheard_since = None
        kind, rest = content[0], content[1:]
        if kind == ANSWER:
            self._answered(lane, rest)
            return
        if kind == CHALLENGE and len(rest) == TOKEN_BYTES:
            # Sent back to where it came from, whoever carries it there: an answer is no larger.
            self._put(lane, bytes((ANSWER,)) + rest, place)
        if place != lane.path and lane.crypto.was_newest:
            self._roam(lane, place, now)
        if kind == FRAMES:
            self._frames(lane, rest)

    def _answered(self, lane: _Lane, token: bytes) -> None:
        place = lane.challenges.pop(token, None)
        if place is None:
            return
        fresh = lane.path is None
        lane.path = place
        lane.challenges.clear()
        lane.tries = 0
        if lane.retry is not None:
            lane.retry.cancel()
            lane.retry = None
        if fresh:
            self._tell_path(lane, ok=True)

    def _roam(self, lane: _Lane, place: SocketAddress, now: float) -> None:
        """The peer sends from elsewhere: prove that it is there before anything goes there."""
        if lane.path is not None and now - lane.roamed_at < ROAM_EVERY_S:
            return
        lane.roamed_at = now
        if place not in lane.places:
            lane.places = [place, *lane.places][: self._config.max_addresses_per_hint]
        if lane.path is None and lane.retry is None:
            self._try_path(lane)
        else:
            self._challenge(lane, place)

    def _frames(self, lane: _Lane, plain: bytes) -> None:
        try:
            for data in split_frames(plain):
                frame = decode(data, self._config.max_datagram_bytes)
                if isinstance(frame, MAY_BE_LOST) and lane.link in self._lanes:
                    self._on_frame(lane.link, frame)
        except RemoteProtocolError as error:
            self.counters["malformed"] += 1
            if self._on_bad is not None:
                self._on_bad(lane.link, str(error))

    def _now(self) -> float:
        return 0.0 if self._loop is None else self._loop.time()


def _different(places: list[SocketAddress]) -> list[SocketAddress]:
    return list(dict.fromkeys(places))
