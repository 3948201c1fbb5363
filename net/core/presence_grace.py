"""When to say that somebody left: at once after a goodbye, later when they only fell silent.

Lists follow presence at once. What is announced (a line in the timeline, a sound) waits: a laptop
that slept, roamed or restarted within the grace was never away, so nothing is said at all.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from net.core.presence_diff import Diff
from net.core.turn import Timers
from net.ids import DeviceId, PersonId

MAX_ABSENT = 4096
"""(topic, person) pairs waiting; beyond it a leave is announced at once (a network that fell apart)."""


class Word(enum.Enum):
    """What is announced of a person on a topic."""

    CAME = enum.auto()
    LEFT = enum.auto()


@dataclass(frozen=True, slots=True)
class Announcement:
    """A person came to a topic or left it, with the last of their devices."""

    topic: str
    person: PersonId
    word: Word


class Grace:
    """Turns diffs into announcements; the caller says the time."""

    def __init__(self, grace_s: float) -> None:
        self._grace_s = grace_s
        self._there: dict[tuple[str, PersonId], set[DeviceId]] = {}
        self._timers = Timers()
        self._absent: set[tuple[str, PersonId]] = set()

    def next_deadline(self) -> float | None:
        """Return when `due` has something to say."""
        return self._timers.next()

    def changed(self, diffs: Iterable[Diff], now: float) -> list[Announcement]:
        """Take diffs in their order; return what to announce at once."""
        said: list[Announcement] = []
        for diff in diffs:
            for person, metas in diff.joins.items():
                key = (diff.topic, person)
                if key not in self._there and not self._came_back(key):
                    said.append(Announcement(*key, Word.CAME))
                self._there.setdefault(key, set()).update(meta.device for meta in metas)
            for person, metas in diff.leaves.items():
                joined = {meta.device for meta in diff.joins.get(person, ())}
                gone = {meta.device for meta in metas} - joined
                said += self._went((diff.topic, person), gone, diff.vanished, now)
        return said

    def due(self, now: float) -> list[Announcement]:
        """Return whose grace is over."""
        said = []
        while (key := self._timers.pop_due(now)) is not None:
            topic, person = key[1]
            self._absent.discard((topic, person))
            said.append(Announcement(topic, person, Word.LEFT))
        return said

    def _came_back(self, key: tuple[str, PersonId]) -> bool:
        if key not in self._absent:
            return False
        self._absent.discard(key)
        self._timers.cancel(("absent", key))
        return True

    def _went(
        self, key: tuple[str, PersonId], gone: set[DeviceId], vanished: bool, now: float
    ) -> list[Announcement]:
        devices = self._there.get(key)
        if devices is None:
            return []
        devices -= gone
        if devices:
            return []
        del self._there[key]
        if vanished and len(self._absent) < MAX_ABSENT:
            self._absent.add(key)
            self._timers.set(("absent", key), now + self._grace_s)
            return []
        return [Announcement(*key, Word.LEFT)]
