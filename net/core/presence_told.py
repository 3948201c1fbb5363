"""The signed statements held of every device, as they are passed on: versions, digest, what is newer."""

from __future__ import annotations

import hashlib
import random
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from net.core.events import LinkId
from net.core.presence import Version
from net.ids import DeviceId
from net.wire import MAX_LINES_PER_FRAME, Linked, Presence, PresenceWant

Line = tuple[bytes, int, int, int]
"""(device, incarnation, presence seq, links seq); -1 for what is not held of this incarnation."""

NOTHING: Line = (b"", -1, -1, -1)

STATEMENT_OVERHEAD_BYTES = 400
"""Ids, signature and certificate of one statement, for the size of an answer."""

_pack = struct.Struct(">qqq").pack


@dataclass(slots=True)
class _Held:
    presence: Presence | None = None
    links: Linked | None = None
    presence_bearers: set[LinkId] = field(default_factory=set)
    links_bearers: set[LinkId] = field(default_factory=set)

    def line(self, device: DeviceId) -> Line:
        """The versions of both parts in one line."""
        one, two = _version(self.presence), _version(self.links)
        incarnation = max(one[0], two[0])
        return (
            device,
            incarnation,
            one[1] if one[0] == incarnation else -1,
            two[1] if two[0] == incarnation else -1,
        )


class Told:
    """Statements by device; the caller has checked each of them."""

    def __init__(self, me: DeviceId) -> None:
        self._me = me
        self._held: dict[DeviceId, _Held] = {}

    def __len__(self) -> int:
        return len(self._held)

    def presence(self, device: DeviceId) -> Presence | None:
        """Return a device's presence, or None."""
        held = self._held.get(device)
        return held.presence if held else None

    def links(self, device: DeviceId) -> Linked | None:
        """Return a device's links, or None."""
        held = self._held.get(device)
        return held.links if held else None

    def presence_version(self, device: DeviceId) -> Version | None:
        """Return which presence is held, or None."""
        frame = self.presence(device)
        return None if frame is None else _version(frame)

    def links_version(self, device: DeviceId) -> Version | None:
        """Return which links are held, or None."""
        frame = self.links(device)
        return None if frame is None else _version(frame)

    def put_presence(self, frame: Presence, link: LinkId | None) -> None:
        """Keep a newer presence; `link` brought it, None if it is our own."""
        held = self._held.setdefault(DeviceId(frame.device), _Held())
        held.presence = frame
        held.presence_bearers = set() if link is None else {link}

    def put_links(self, frame: Linked, link: LinkId | None) -> None:
        """Keep newer links; `link` brought them, None if they are our own."""
        held = self._held.setdefault(DeviceId(frame.device), _Held())
        held.links = frame
        held.links_bearers = set() if link is None else {link}

    def bearer(self, frame: Presence | Linked, link: LinkId) -> None:
        """Note that the other end of a link holds what we hold."""
        self._bearers(frame).add(link)

    def was_bearer(self, frame: Presence | Linked, link: LinkId) -> bool:
        """Whether the other end of a link is known to hold this statement."""
        return link in self._bearers(frame)

    def forget_link(self, link: LinkId) -> None:
        """A link is gone, and its number may come again."""
        for held in self._held.values():
            held.presence_bearers.discard(link)
            held.links_bearers.discard(link)

    def keep_only(self, devices: set[DeviceId]) -> None:
        """Forget the statements of all others."""
        for device in self._held.keys() - devices - {self._me}:
            del self._held[device]

    def digest(self, up: Iterable[DeviceId]) -> bytes:
        """Return 16 bytes over the versions of all that are up and this device.

        Those that are down are left out: what two devices remember of the past need not be equal.
        """
        state = hashlib.blake2b(digest_size=16)
        for device in sorted((*up, self._me)):
            held = self._held.get(device)
            if held is not None:
                state.update(device + _pack(*held.line(device)[1:]))
        return state.digest()

    def want(self, rng: random.Random, *, answer: bool) -> PresenceWant:
        """Return the question for what we lack; where not all fits in a frame, for a random part."""
        known = sorted(self._held)
        start = rng.randrange(max(1, len(known) - MAX_LINES_PER_FRAME + 1))
        asked = known[start : start + MAX_LINES_PER_FRAME]
        first = asked[0] if start else b""
        last = asked[-1] if start + len(asked) < len(known) else b""
        lines = tuple(self._held[device].line(device) for device in asked)
        return PresenceWant(lines, answer, first, last)

    def newer_than(
        self, want: PresenceWant, up: Iterable[DeviceId], max_bytes: int
    ) -> tuple[list[Presence | Linked], bool]:
        """Return the statements a peer lacks, those of devices that are up, and whether that is all."""
        theirs = {DeviceId(line[0]): line for line in want.lines}
        found: list[Presence | Linked] = []
        size = 0
        for device in (self._me, *sorted(up)):
            if device < want.first or (want.last and device > want.last):
                continue
            for frame in self._missing(device, theirs.get(device, NOTHING)):
                if size > max_bytes:
                    return found, False
                found.append(frame)
                size += _size_bytes(frame)
        return found, True

    def is_behind(self, lines: Iterable[Line]) -> bool:
        """Whether a peer with these versions holds something newer."""
        for raw, incarnation, presence_seq, links_seq in lines:
            held = self._held.get(DeviceId(raw), _Held())
            if presence_seq >= 0 and (incarnation, presence_seq) > _version(held.presence):
                return True
            if links_seq >= 0 and (incarnation, links_seq) > _version(held.links):
                return True
        return False

    def _missing(self, device: DeviceId, line: Line) -> Iterator[Presence | Linked]:
        held = self._held.get(device)
        if held is None:
            return
        _, incarnation, presence_seq, links_seq = line
        if held.presence is not None and _version(held.presence) > (incarnation, presence_seq):
            yield held.presence
        if held.links is not None and _version(held.links) > (incarnation, links_seq):
            yield held.links

    def _bearers(self, frame: Presence | Linked) -> set[LinkId]:
        held = self._held.get(DeviceId(frame.device))
        if held is None:
            return set()
        return held.presence_bearers if isinstance(frame, Presence) else held.links_bearers


def _version(frame: Presence | Linked | None) -> Version:
    return (-1, -1) if frame is None else (frame.incarnation, frame.seq)


def _size_bytes(frame: Presence | Linked) -> int:
    if isinstance(frame, Linked):
        return STATEMENT_OVERHEAD_BYTES + len(frame.neighbours)
    own = sum(len(topic) + len(meta) for topic, _, meta in frame.topics)
    return STATEMENT_OVERHEAD_BYTES + own
