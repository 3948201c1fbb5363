"""Who is present where: one state a device, written by that device alone, merged by the larger.

A state is (incarnation, seq, {topic: meta}). Since it has one writer, the newer one simply replaces
the older: merging is idempotent, commutative and associative and needs no tombstones. What people
see is a view over the states of the devices that are up; its changes are computed here and never
sent to anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from net.config import NetConfig
from net.core.presence_diff import Diff, Meta, Shown, device_diffs
from net.errors import LocalProtocolError
from net.ids import DeviceId, PersonId
from net.wire import MAX_TOPIC_BYTES

MAX_PRESENCE_TOPICS = 256
"""Topics one device is present on: the network's and its rooms in use; more is a made-up state."""

MAX_META_BYTES = 512
"""What a device says of itself on one topic: a note of 256 bytes and a dozen small fields."""

Version = tuple[int, int]
"""(incarnation, seq) of a state."""


@dataclass(frozen=True, slots=True)
class DeviceState:
    """What one device says of itself; `topics` are (topic, ref, meta), ascending by topic."""

    device: DeviceId
    incarnation: int
    seq: int
    topics: tuple[tuple[str, int, bytes], ...] = ()

    @property
    def version(self) -> Version:
        """The larger one is newer."""
        return (self.incarnation, self.seq)

    @property
    def size_bytes(self) -> int:
        """Bytes of topics and metas, for limits."""
        return sum(len(topic.encode()) + len(meta) + 8 for topic, _, meta in self.topics)

    def newer_than(self, other: DeviceState) -> bool:
        """Whether this one replaces the other.

        Two states of one version exist only where a device broke the rules (one key, two
        processes): then the larger content wins, so that all still agree.
        """
        if self.version != other.version:
            return self.version > other.version
        return self.topics > other.topics


@dataclass(slots=True)
class _Record:
    state: DeviceState
    person: PersonId | None
    up: bool
    size_bytes: int

    def shown(self) -> Shown:
        """What is to be seen of the device now."""
        if not self.up or self.person is None:
            return {}
        incarnation = self.state.incarnation
        return {topic: ((incarnation, ref), meta) for topic, ref, meta in self.state.topics}


class Presence:
    """The states of all devices known, and the view over those that are up."""

    def __init__(
        self,
        me: DeviceId,
        person_of: Callable[[DeviceId], PersonId | None],
        incarnation: int,
        config: NetConfig,
    ) -> None:
        """Start with nothing tracked.

        Args:
            me: This device; it is always up.
            person_of: Whose a device is; None while its certificate is not known.
            incarnation: Larger than at any earlier start of this device (its boot time in ms).
            config: Limits.
        """
        self._me = me
        self._person_of = person_of
        self._config = config
        own = DeviceState(me, incarnation, 0)
        self._records: dict[DeviceId, _Record] = {
            me: _Record(own, person_of(me), up=True, size_bytes=0)
        }
        self._bytes = 0
        self._topics: dict[str, dict[PersonId, dict[DeviceId, Meta]]] = {}
        self.refused = 0

    # What this device says of itself.

    @property
    def own(self) -> DeviceState:
        """This device's state, to be signed and told."""
        return self._records[self._me].state

    def track(self, topic: str, meta: bytes) -> tuple[Diff, ...]:
        """Be present on a topic.

        Raises:
            LocalProtocolError: already tracked, or topic, meta or their number too large.
        """
        topics = self._own_topics()
        if topic in topics:
            raise LocalProtocolError("already tracked on this topic: update it instead")
        size = len(topic.encode())
        if not 0 < size <= MAX_TOPIC_BYTES:
            raise LocalProtocolError("a topic's name has 1 to {most} bytes", most=MAX_TOPIC_BYTES)
        if len(topics) >= MAX_PRESENCE_TOPICS:
            raise LocalProtocolError("present on {most} topics already", most=MAX_PRESENCE_TOPICS)
        return self._write({**topics, topic: (self.own.seq + 1, meta)})

    def update(self, topic: str, meta: bytes | Callable[[bytes], bytes]) -> tuple[Diff, ...]:
        """Replace the meta on a topic, by a value or by a function of the old one.

        Raises:
            LocalProtocolError: not tracked on this topic, or too large.
        """
        topics = self._own_topics()
        if topic not in topics:
            raise LocalProtocolError("not tracked on this topic: track it first")
        new = meta(topics[topic][1]) if callable(meta) else meta
        return self._write({**topics, topic: (self.own.seq + 1, new)})

    def untrack(self, topic: str) -> tuple[Diff, ...]:
        """Leave a topic; one that is not tracked is no error."""
        topics = self._own_topics()
        if topics.pop(topic, None) is None:
            return ()
        return self._write(topics)

    def untrack_all(self) -> tuple[Diff, ...]:
        """Leave every topic."""
        return self._write({}) if self.own.topics else ()

    def outbid(self, version: Version) -> tuple[Diff, ...]:
        """Others hold a state of ours from the future (our clock went back): start above it."""
        own = self.own
        if version <= own.version:
            return ()
        return self._put_own(DeviceState(self._me, version[0] + 1, own.seq + 1, own.topics))

    # What others say.

    def merge(self, state: DeviceState) -> tuple[Diff, ...]:
        """Take a state whose signature was checked; returns what can be seen to change by it."""
        if state.device == self._me:
            return self.outbid(state.version)
        record = self._records.get(state.device)
        size = state.size_bytes
        if record is None:
            if not self._has_room(size):
                self.refused += 1
                return ()
            empty = DeviceState(state.device, -1, -1)
            record = _Record(empty, self._person_of(state.device), up=False, size_bytes=0)
            self._records[state.device] = record
        elif not state.newer_than(record.state):
            return ()
        elif size > record.size_bytes and self._bytes + size > self._config.max_presence_bytes:
            self.refused += 1
            return ()
        before = record.shown()
        self._bytes += size - record.size_bytes
        record.state, record.size_bytes = state, size
        record.person = record.person or self._person_of(state.device)
        return self._show(record, before)

    def device_up(self, device: DeviceId) -> tuple[Diff, ...]:
        """Show a device: what is held of it joins, with no transfer."""
        record = self._records.get(device)
        if record is None:
            if not self._has_room(0):
                self.refused += 1
                return ()
            record = _Record(DeviceState(device, -1, -1), None, up=False, size_bytes=0)
            self._records[device] = record
        before = record.shown()
        record.up = True
        record.person = record.person or self._person_of(device)
        return self._show(record, before)

    def device_down(self, device: DeviceId) -> tuple[Diff, ...]:
        """Hide a device; its state is kept."""
        record = self._records.get(device)
        if record is None or device == self._me:
            return ()
        before = record.shown()
        record.up = False
        # Youngest among the hidden: when room is needed, the one hidden longest ago leaves.
        self._records[device] = self._records.pop(device)
        return self._show(record, before)

    # The view.

    def list(self, topic: str) -> dict[PersonId, tuple[Meta, ...]]:
        """Return who is present on a topic: people, each with their devices, in the order of ids."""
        people = self._topics.get(topic, {})
        return {person: _in_order(people[person]) for person in sorted(people)}

    def get_by_key(self, topic: str, person: PersonId) -> tuple[Meta, ...] | None:
        """Return a person's devices on a topic, or None if they are not there."""
        devices = self._topics.get(topic, {}).get(person)
        return _in_order(devices) if devices else None

    def count(self, topic: str) -> tuple[int, int]:
        """Return how many people and how many devices are present on a topic."""
        people = self._topics.get(topic, {})
        return len(people), sum(len(devices) for devices in people.values())

    def state_of(self, device: DeviceId) -> DeviceState | None:
        """Return the state held of a device, up or not; None if nothing was ever heard."""
        record = self._records.get(device)
        return record.state if record is not None and record.state.seq >= 0 else None

    def is_up(self, device: DeviceId) -> bool:
        """Whether a device's presence is shown."""
        record = self._records.get(device)
        return record is not None and record.up

    def devices(self) -> Iterator[DeviceId]:
        """Return all devices of which anything is held, this one included."""
        return iter(self._records)

    @property
    def topics(self) -> int:
        """How many topics somebody is present on."""
        return len(self._topics)

    # Inside.

    def _own_topics(self) -> dict[str, tuple[int, bytes]]:
        return {topic: (ref, meta) for topic, ref, meta in self.own.topics}

    def _write(self, topics: Mapping[str, tuple[int, bytes]]) -> tuple[Diff, ...]:
        own = self.own
        listed = tuple((topic, *topics[topic]) for topic in sorted(topics))
        state = DeviceState(self._me, own.incarnation, own.seq + 1, listed)
        if any(len(meta) > MAX_META_BYTES for _, _, meta in listed):
            raise LocalProtocolError(
                "a presence meta has at most {most} bytes", most=MAX_META_BYTES
            )
        if state.size_bytes > self._config.max_state_bytes:
            raise LocalProtocolError("too much presence on this device: leave some topics first")
        return self._put_own(state)

    def _put_own(self, state: DeviceState) -> tuple[Diff, ...]:
        record = self._records[self._me]
        before = record.shown()
        record.state = state
        return self._show(record, before)

    def _has_room(self, size_bytes: int) -> bool:
        """Make room for one device more, at the cost of those hidden longest; the shown ones stay."""
        config = self._config
        hidden = (device for device, record in list(self._records.items()) if not record.up)
        while (
            len(self._records) >= config.max_presence_devices
            or self._bytes + size_bytes > config.max_presence_bytes
        ):
            oldest = next(hidden, None)
            if oldest is None:
                return False
            self._bytes -= self._records.pop(oldest).size_bytes
        return True

    def _show(self, record: _Record, before: Shown) -> tuple[Diff, ...]:
        """Bring the view in line with a record that changed, and say what that changed."""
        person, device = record.person, record.state.device
        if person is None:
            return ()
        diffs = device_diffs(person, device, before, record.shown())
        for diff in diffs:
            joined = diff.joins.get(person)
            people = self._topics.setdefault(diff.topic, {})
            devices = people.setdefault(person, {})
            if joined:
                devices[device] = Meta(device, joined[0].ref, joined[0].meta)
                continue
            devices.pop(device, None)
            if not devices:
                del people[person]
            if not people:
                del self._topics[diff.topic]
        return diffs


def _in_order(devices: Mapping[DeviceId, Meta]) -> tuple[Meta, ...]:
    return tuple(devices[device] for device in sorted(devices))
