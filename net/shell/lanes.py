"""What waits to be written on one link: three bounded queues of frames, most urgent first."""

from __future__ import annotations

import enum
from collections import deque
from typing import TYPE_CHECKING

from net.core.events import Lane
from net.shell.records import LENGTH_BYTES, MAX_PLAIN_BYTES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from net.config import NetConfig

BULK_QUEUE_WINDOWS = 4
"""Bulk waiting on a link, in bulk windows: an honest peer asks for one window at a time
(`runs_in_flight`), so a queue of four is only ever filled by asking without reading."""


class Verdict(enum.Enum):
    """What became of a frame that was put on a lane."""

    QUEUED = enum.auto()
    DROPPED = enum.auto()
    """Bulk was full, or live still is behind: the frame is gone, as the protocol expects."""
    BEHIND = enum.auto()
    """Live was full: the whole lane is gone, sync brings the rest."""
    OVERFLOW = enum.auto()
    """Control was full: the peer takes nothing any more."""


class Lanes:
    """The frames waiting on one link and their bytes; the link alone uses it."""

    __slots__ = ("_bytes", "_limits", "_queues", "behind", "bulk_dropped")

    def __init__(self, config: NetConfig) -> None:
        self._queues: tuple[deque[bytes], ...] = (deque(), deque(), deque())
        self._bytes = [0, 0, 0]
        self._limits = (
            config.control_queue_bytes,
            config.live_queue_bytes,
            BULK_QUEUE_WINDOWS * config.bulk_in_flight_bytes,
        )
        self.behind = False
        self.bulk_dropped = False

    def put(self, lane: Lane, frame: bytes) -> Verdict:
        """Queue a frame's bytes, or say why not."""
        if lane is Lane.LIVE and self.behind:
            return Verdict.DROPPED
        size = len(frame) + LENGTH_BYTES
        if self._bytes[lane] + size <= self._limits[lane]:
            self._queues[lane].append(frame)
            self._bytes[lane] += size
            return Verdict.QUEUED
        if lane is Lane.CONTROL:
            return Verdict.OVERFLOW
        if lane is Lane.BULK:
            self.bulk_dropped = True
            return Verdict.DROPPED
        self.clear(Lane.LIVE)
        self.behind = True
        return Verdict.BEHIND

    @property
    def urgent_bytes(self) -> int:
        """Bytes waiting on control and live, lengths included."""
        return self._bytes[Lane.CONTROL] + self._bytes[Lane.LIVE]

    @property
    def bulk_bytes(self) -> int:
        """Bytes waiting on bulk, lengths included."""
        return self._bytes[Lane.BULK]

    @property
    def waiting_bytes(self) -> int:
        """Bytes waiting on all lanes, lengths included."""
        return sum(self._bytes)

    @property
    def by_lane(self) -> tuple[int, int, int]:
        """Bytes waiting on control, live and bulk, lengths included."""
        control, live, bulk = self._bytes
        return control, live, bulk

    def clear(self, *lanes: Lane) -> None:
        """Forget what waits on these lanes."""
        for lane in lanes:
            self._queues[lane].clear()
            self._bytes[lane] = 0

    def take(self, urgent_room: int, bulk_room: int) -> list[bytes]:
        """Take frames in the order of their lanes, packed into as few plain records as possible.

        Args:
            urgent_room: Bytes of control and live to take, rounded up to a whole frame.
            bulk_room: Bytes of bulk to take, rounded down to whole frames.
        """
        records: list[bytes] = []
        parts: list[bytes] = []
        packed = 0
        for frame in self._pick(urgent_room, bulk_room):
            size = len(frame) + LENGTH_BYTES
            if packed + size > MAX_PLAIN_BYTES:
                records.append(b"".join(parts))
                parts, packed = [], 0
            parts += (len(frame).to_bytes(LENGTH_BYTES, "big"), frame)
            packed += size
        if parts:
            records.append(b"".join(parts))
        return records

    def _pick(self, urgent_room: int, bulk_room: int) -> Sequence[bytes]:
        if self.urgent_bytes <= urgent_room and not self._queues[Lane.BULK]:
            # The common turn, ten times the others: everything that waits goes at once.
            control, live, _ = self._queues
            picked = [*control, *live]
            self.clear(Lane.CONTROL, Lane.LIVE)
            return picked
        picked = []
        for lane in (Lane.CONTROL, Lane.LIVE):
            queue = self._queues[lane]
            while queue and urgent_room > 0:
                urgent_room -= self._pop(lane, picked)
        queue = self._queues[Lane.BULK]
        while queue and not self.urgent_bytes and len(queue[0]) + LENGTH_BYTES <= bulk_room:
            bulk_room -= self._pop(Lane.BULK, picked)
        return picked

    def _pop(self, lane: Lane, picked: list[bytes]) -> int:
        frame = self._queues[lane].popleft()
        size = len(frame) + LENGTH_BYTES
        self._bytes[lane] -= size
        picked.append(frame)
        return size
