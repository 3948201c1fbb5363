"""Has glibc keep less memory: freed pictures go back to the system, and all threads share one heap.

By itself it takes the first large block that is freed as a hint that such blocks come and go, and keeps
all up to that size in its heap from then on: the three megabytes of each window that was closed. And it
gives each thread a heap of its own, where what one has freed serves no other: five megabytes here.
"""

from __future__ import annotations

import sys

M_MMAP_THRESHOLD, M_ARENA_MAX = -3, -8  # malloc.h
OWN_MAPPING_FROM_BYTES = 256 * 1024
"""Above all that is made and freed many times a second, below the picture of the smallest window."""
HEAPS = 1
"""Python lets one thread run at a time; they would wait for each other anyway."""


def keep_less() -> bool:
    """Set both, before threads start; returns whether this system's allocator knows them."""
    if sys.platform != "linux":
        return False
    import ctypes  # noqa: PLC0415 - not before the first paint; ifaddr loads it anyway

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none, and keeps little
    if mallopt is None:
        return False
    return all((mallopt(M_MMAP_THRESHOLD, OWN_MAPPING_FROM_BYTES), mallopt(M_ARENA_MAX, HEAPS)))
