"""Who was heard calling in another network or another version: not found, but worth telling people.

Beacons are not proven, so this is told as heard, never acted on; what is kept stays small whatever
is forged.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TypeVar

Key = TypeVar("Key", bytes, int)

FRESH_S = 90.0
"""Three times the slowest beacon: longer silence means that they are gone."""

MAX_DEVICES = 64
"""Counted of other networks; a larger count tells people nothing more."""

MAX_VERSIONS = 4
"""Named at a time; a network in the middle of an update has two or three."""


class Strangers:
    """Devices of other networks and versions of the protocol, each for as long as it is fresh."""

    def __init__(self) -> None:
        self._devices: OrderedDict[bytes, float] = OrderedDict()
        self._versions: OrderedDict[int, float] = OrderedDict()

    def heard_device(self, device: bytes, now_s: float) -> bool:
        """A device called in another network; returns whether it is the first for long."""
        return _note(self._devices, device, now_s, MAX_DEVICES)

    def heard_version(self, version: int, now_s: float) -> bool:
        """Somebody called in another version; returns whether it is the first for long."""
        return _note(self._versions, version, now_s, MAX_VERSIONS)

    def devices(self, now_s: float) -> int:
        """Return how many devices of other networks called lately."""
        return sum(now_s - heard_s <= FRESH_S for heard_s in self._devices.values())

    def versions(self, now_s: float) -> tuple[int, ...]:
        """Return the other versions heard lately, in order."""
        fresh = (each for each, heard_s in self._versions.items() if now_s - heard_s <= FRESH_S)
        return tuple(sorted(fresh))


def _note(seen: OrderedDict[Key, float], key: Key, now_s: float, limit: int) -> bool:
    newest_s = next(reversed(seen.values()), None)
    seen[key] = now_s
    seen.move_to_end(key)
    if len(seen) > limit:
        seen.popitem(last=False)
    return newest_s is None or now_s - newest_s > FRESH_S
