"""Which time it is: our clock against those of our peers, and the hybrid logical stamps from it.

Votes are kept against the monotonic clock, so a step of our own wall clock is noticed at once.
"""

from __future__ import annotations

from net.config import NetConfig
from net.core.events import LinkId
from net.history import AHEAD_TOLERANCE_MS, HLC_COUNTER_BITS

JUDGED_AGAIN_MS = 5_000
"""A judgement is told again when it moved by more than this: clocks drift, news should not."""

MAX_MS = 2**47 - 1
"""Stamps are stored as signed 64-bit integers; see `net.entry.MAX_HLC`."""


def stamp_ms(hlc: int) -> int:
    """Return the Unix milliseconds of a hybrid logical stamp."""
    return hlc >> HLC_COUNTER_BITS


class Clocks:
    """Votes of linked peers on the time, and our stamps."""

    def __init__(self, config: NetConfig, highest_hlc: int = 0) -> None:
        self._config = config
        self._votes: dict[LinkId, int] = {}
        self._last = 0
        self._remembered = highest_hlc
        self._judged = 0

    def vote(self, link: LinkId, clock_ms: int, rtt_ms: float, now: float) -> None:
        """Note a peer's wall clock that left the peer half a round trip ago."""
        if clock_ms < self._config.plausible_after_ms or clock_ms > MAX_MS:
            self._votes.pop(link, None)
            return
        self._votes[link] = clock_ms + int(rtt_ms / 2) - int(now * 1000)

    def forget(self, link: LinkId) -> None:
        """Drop the vote of a link that is gone."""
        self._votes.pop(link, None)

    def offset_ms(self, wall_ms: int, now: float) -> int:
        """Return what must be added to our wall clock: 0 while it is right."""
        ours = wall_ms - int(now * 1000)
        plausible = wall_ms >= self._config.plausible_after_ms
        votes = sorted([*self._votes.values(), *([ours] if plausible else [])])
        if not votes:
            # Alone with a dead clock: it is at least as late as the newest stamp ever stored.
            return max(0, stamp_ms(max(self._remembered, self._last)) - wall_ms)
        off = votes[(len(votes) - 1) // 2] - ours
        return off if not plausible or abs(off) > self._config.clock_off_ms else 0

    def corrected_ms(self, wall_ms: int, now: float) -> int:
        """Return the best guess of the true time."""
        return min(MAX_MS, max(0, wall_ms + self.offset_ms(wall_ms, now)))

    def judge(self, wall_ms: int, now: float) -> int | None:
        """Return how far our clock is ahead of the median when that is news, else None."""
        off = -self.offset_ms(wall_ms, now) if self._votes else 0
        if off == self._judged:
            return None
        if off and self._judged and abs(off - self._judged) <= JUDGED_AGAIN_MS:
            return None
        self._judged = off
        return off

    def stamp(self, wall_ms: int, now: float) -> int:
        """Return the stamp of a new own entry: above all that came before it, unless that is wrong."""
        corrected = self.corrected_ms(wall_ms, now)
        limit = (corrected + AHEAD_TOLERANCE_MS) << HLC_COUNTER_BITS
        last = max(known for known in (0, self._last, self._remembered) if known <= limit)
        self._last = max(corrected << HLC_COUNTER_BITS, last + 1)
        return self._last

    def ahead_limit(self, wall_ms: int, now: float) -> int:
        """Return the stamp above which an entry is ahead of time."""
        limit_ms = self.corrected_ms(wall_ms, now) + AHEAD_TOLERANCE_MS
        return (limit_ms + 1 << HLC_COUNTER_BITS) - 1

    def observe(self, hlc: int, wall_ms: int, now: float) -> bool:
        """Note a received stamp; False if it is too far ahead to move our clock."""
        if hlc <= self._last:
            return True
        if stamp_ms(hlc) > self.corrected_ms(wall_ms, now) + AHEAD_TOLERANCE_MS:
            return False
        self._last = hlc
        return True
