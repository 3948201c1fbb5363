"""Presence as the application sees it: the node hands this out, and each change is one event of it."""

from __future__ import annotations

from collections.abc import Callable

from net.core.events import ChangePresence
from net.core.presence_diff import Meta
from net.core.presence_gossip import PresenceGossip
from net.ids import DeviceId, PersonId


class PresenceDoor:
    """Track, update, untrack and look; news of all changes come as `PresenceChanged`."""

    def __init__(
        self, feed: Callable[[ChangePresence], None], gossip: Callable[[], PresenceGossip]
    ) -> None:
        self._feed = feed
        self._gossip = gossip

    def track(self, topic: str, meta: bytes) -> None:
        """Be present on a topic.

        Raises:
            LocalProtocolError: already tracked, or topic, meta or their number too large.
        """
        self._feed(ChangePresence(lambda gossip, now: gossip.track(topic, meta, now)))

    def update(self, topic: str, meta: bytes | Callable[[bytes], bytes]) -> None:
        """Replace the meta on a topic, by a value or by a function of the old one.

        Raises:
            LocalProtocolError: not tracked on this topic, or too large.
        """
        self._feed(ChangePresence(lambda gossip, now: gossip.update(topic, meta, now)))

    def untrack(self, topic: str) -> None:
        """Leave a topic; one that is not tracked is no error."""
        self._feed(ChangePresence(lambda gossip, now: gossip.untrack(topic, now)))

    def untrack_all(self) -> None:
        """Leave every topic."""
        self._feed(ChangePresence(lambda gossip, now: gossip.untrack_all(now)))

    def list(self, topic: str) -> dict[PersonId, tuple[Meta, ...]]:
        """Return who is present on a topic: people, each with their devices."""
        return self._gossip().presence.list(topic)

    def get_by_key(self, topic: str, person: PersonId) -> tuple[Meta, ...] | None:
        """Return a person's devices on a topic, or None if they are not there."""
        return self._gossip().presence.get_by_key(topic, person)

    def count(self, topic: str) -> tuple[int, int]:
        """Return how many people and how many devices are present on a topic."""
        return self._gossip().presence.count(topic)

    @property
    def up(self) -> frozenset[DeviceId]:
        """The other devices that are up, linked or not."""
        return self._gossip().up
