"""Token buckets: how much of something a peer or an author may cost in a while."""

from __future__ import annotations

from typing import Generic, TypeVar

Key = TypeVar("Key")


class TokenBucket:
    """Holds up to `burst` tokens, refilled at `rate` a second; starts full."""

    __slots__ = ("_at", "_tokens", "burst", "rate")

    def __init__(self, rate: float, burst: float, now: float) -> None:
        self.rate = rate
        self.burst = burst
        self._tokens = burst
        self._at = now

    def available(self, now: float) -> float:
        """Return how many tokens there are; time that runs backwards adds none."""
        if now > self._at:
            self._tokens = min(self.burst, self._tokens + (now - self._at) * self.rate)
            self._at = now
        return self._tokens

    def take(self, now: float, count: float = 1.0) -> bool:
        """Take tokens if there are enough of them; otherwise take none."""
        if self.available(now) < count:
            return False
        self._tokens -= count
        return True

    def next_at(self, now: float) -> float:
        """Return when a token can be taken; a ms later than that, for what rounding leaves out."""
        return now + max(0.0, 1.0 - self.available(now)) / self.rate + 0.001

    def spend(self, now: float, count: float) -> None:
        """Take tokens that are spent already; the bucket may owe some."""
        self.available(now)
        self._tokens -= count


class BucketTable(Generic[Key]):
    """One bucket a key, at most `capacity` of them.

    The one used longest ago leaves first: it is the fullest, so forgetting it gives least away.
    """

    def __init__(self, rate: float, burst: float, capacity: int) -> None:
        self._rate = rate
        self._burst = burst
        self._capacity = capacity
        self._buckets: dict[Key, TokenBucket] = {}

    def bucket(self, key: Key, now: float) -> TokenBucket:
        """Return the key's bucket, a full one for a new key."""
        bucket = self._buckets.pop(key, None)
        if bucket is None:
            bucket = TokenBucket(self._rate, self._burst, now)
            if len(self._buckets) >= self._capacity:
                del self._buckets[next(iter(self._buckets))]
        self._buckets[key] = bucket
        return bucket

    def __len__(self) -> int:
        return len(self._buckets)
