"""Has glibc give the memory of freed pictures back to the system, whatever was freed before.

By itself it takes the first large block that is freed as a hint that such blocks come and go, and keeps
all up to that size in its heap from then on: the three megabytes of each window that was closed.
"""

from __future__ import annotations

import sys

M_MMAP_THRESHOLD = -3  # malloc.h
OWN_MAPPING_FROM_BYTES = 256 * 1024
"""Above all that is made and freed many times a second, below the picture of the smallest window."""


def give_pictures_back() -> bool:
    """Fix the size from which a block has a mapping of its own; returns whether the system does so."""
    if sys.platform != "linux":
        return False
    import ctypes  # noqa: PLC0415 - not before the first paint; ifaddr loads it anyway

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none and gives back by itself
    return mallopt is not None and bool(mallopt(M_MMAP_THRESHOLD, OWN_MAPPING_FROM_BYTES))
