"""One simulated device with its presence core, and an application that lives on diffs alone."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from net.core.presence_diff import Diff
from net.core.presence_events import DeviceDown
from net.core.presence_peer import PresencePeer
from net.crypto.identity import DeviceCertificate, Identity
from net.ids import DeviceId, PersonId


class Book:
    """Certificates by device."""

    def __init__(self) -> None:
        self.known: dict[DeviceId, DeviceCertificate] = {}

    def certificate(self, device: DeviceId) -> DeviceCertificate | None:
        return self.known.get(device)

    def learn(self, certificate: DeviceCertificate) -> bool:
        self.known[certificate.device_id] = certificate
        return True


def identity(number: int, device: int = 0) -> Identity:
    """The same number is the same person; devices of one person differ."""

    def seed(*parts: object) -> bytes:
        return hashlib.blake2b(repr(parts).encode(), digest_size=32).digest()

    return Identity.from_seeds(
        seed("person", number), seed("sign", number, device), seed("link", number, device), 1
    )


@dataclass
class Node:
    """One device, over its restarts."""

    name: int
    identity: Identity
    core: PresencePeer
    book: Book
    links: dict[int, int] = field(default_factory=dict)
    """Link number to the other node's name; both ends use the same number."""
    alive: bool = True
    frozen: bool = False
    lag_s: float = 0.0
    mirror: dict[str, dict[PersonId, dict[DeviceId, bytes]]] = field(default_factory=dict)
    """What the diffs alone say is there."""
    news: list[tuple[float, object]] = field(default_factory=list)
    bytes_sent: Counter[str] = field(default_factory=Counter)
    bytes_received: int = 0
    inbox: list[Callable[[], None]] = field(default_factory=list)
    wake_at: float | None = None

    @property
    def device(self) -> DeviceId:
        return self.identity.device_id

    @property
    def view(self) -> dict[str, dict[PersonId, dict[DeviceId, bytes]]]:
        """What `list` says is there."""
        presence = self.core.gossip.presence
        topics = [
            topic
            for device in presence.devices()
            if (state := presence.state_of(device))
            for topic, _, _ in state.topics
        ]
        found = {
            topic: {
                person: {meta.device: meta.meta for meta in metas}
                for person, metas in presence.list(topic).items()
            }
            for topic in topics
        }
        return {topic: people for topic, people in found.items() if people}

    def downs(self, device: DeviceId) -> list[float]:
        """When this node saw a device go down."""
        return [
            at for at, news in self.news if isinstance(news, DeviceDown) and news.device == device
        ]


def apply(mirror: dict[str, dict[PersonId, dict[DeviceId, bytes]]], diff: Diff) -> None:
    """What an application does with a diff: joins first, then leaves of what they did not replace."""
    people = mirror.setdefault(diff.topic, {})
    for person, metas in diff.joins.items():
        for meta in metas:
            people.setdefault(person, {})[meta.device] = meta.meta
    for person, metas in diff.leaves.items():
        renewed = {meta.device for meta in diff.joins.get(person, ())}
        for meta in metas:
            if meta.device not in renewed:
                people[person].pop(meta.device)
        if person in people and not people[person]:
            del people[person]
    if not people:
        del mirror[diff.topic]
