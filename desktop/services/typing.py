"""Typing: who is writing in a room right now; told to its members, forgotten seconds later, never stored.

`TypingCore` decides (no clock, no tasks), `Typing` is what the engine owns. A signal says how long
ago the last key was, so that an entry ends three seconds after it wherever it is shown.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.errors import UnknownRoomError
from desktop.model import RoomKind
from desktop.services.news import MessageNew, TypingChanged
from net.ids import DeviceId, PersonId, RoomId, from_text
from net.pubsub import CHATS_TOPIC, ROOMS_TOPIC, TYPING_TOPIC, PubSub, typing_topic

if TYPE_CHECKING:
    from desktop.store.store import Store
    from net.news import TopicMessage

SIGNAL_EVERY_S = 2.0
"""At most one signal a room in this time, however fast somebody types (security.md, limits)."""
SHOWN_S = 3.0
"""An entry ends this long after the last key, and after the last signal of a device that died."""
MAX_ROOM = 100
"""People of a room who are here; above it nobody tells. If one in twenty of 100 types, each device
takes 2.5 signals a second; beyond that it is work for all and a list of names that nobody reads."""
MAX_DEVICES = 256
"""Entries of one room: more than `MAX_ROOM` people with two devices each."""
OFF = b"off"
SETTING = "typing_shown"


@dataclass(slots=True)
class _Own:
    """This device's typing in one room; times are seconds of one clock."""

    signal_at: float = float("-inf")
    key_at: float = float("-inf")
    told_key_at: float = float("-inf")
    """The newest key that others were told of; one may come at the very moment of a signal."""

    told: bool = False


@dataclass(frozen=True, slots=True)
class Signal:
    """Tell a room: the last key was `age_s` ago; None: stopped."""

    room: RoomId
    age_s: float | None


@dataclass(slots=True)
class Turn:
    """What a call of the core asks for."""

    signals: list[Signal] = field(default_factory=list)
    changed: list[RoomId] = field(default_factory=list)


class TypingCore:
    """Decides when to tell others and who is shown; every call takes the time, in seconds."""

    def __init__(self, me: PersonId) -> None:
        self._me = me
        self._own: dict[RoomId, _Own] = {}
        self._others: dict[RoomId, dict[tuple[PersonId, DeviceId], float]] = {}

    # This person's own keys.

    def key(self, room: RoomId, now: float) -> Turn:
        """A key in a room; the first one is told at once."""
        own = self._own.setdefault(room, _Own())
        own.key_at = now
        if now < own.signal_at + SIGNAL_EVERY_S:
            return Turn()
        own.signal_at, own.told, own.told_key_at = now, True, now
        return Turn([Signal(room, 0.0)])

    def stop(self, room: RoomId, now: float) -> Turn:
        """The box is empty or out of view; told at once if others think that somebody types."""
        own = self._own.get(room)
        if own is None:
            return Turn()
        was_shown = own.told and now < own.key_at + SHOWN_S
        own.told, own.key_at = False, float("-inf")
        return Turn([Signal(room, None)] if was_shown else [])

    def stop_all(self, now: float) -> Turn:
        """Nobody is to see any more that this person types."""
        return Turn([signal for room in self._own for signal in self.stop(room, now).signals])

    def sent(self, room: RoomId) -> None:
        """A message was sent: it says by itself that its author stopped."""
        self._own.pop(room, None)

    # Others.

    def heard(
        self, room: RoomId, person: PersonId, device: DeviceId, age_s: float | None, now: float
    ) -> Turn:
        """A signal came; `age_s` as in `Signal`."""
        if person == self._me:
            return Turn()
        before = self.people(room)
        entries = self._others.setdefault(room, {})
        key = (person, device)
        if age_s is None or age_s >= SHOWN_S:
            entries.pop(key, None)
        elif key in entries or len(entries) < MAX_DEVICES:
            entries[key] = now + SHOWN_S - age_s
        return self._compared(room, before)

    def said(self, room: RoomId, person: PersonId) -> Turn:
        """A message of somebody came, or they left the room."""
        return self._without(room, lambda key: key[0] == person)

    def gone(self, device: DeviceId) -> Turn:
        """A device is not here any more."""
        changed = [
            room
            for each in tuple(self._others)
            for room in self._without(each, lambda key: key[1] == device).changed
        ]
        return Turn(changed=changed)

    def left(self, room: RoomId) -> Turn:
        """This person is not in the room any more."""
        self._own.pop(room, None)
        return self._without(room, lambda _: True)

    # Time.

    def due(self, now: float) -> Turn:
        """Tell of keys that came after the last signal, and end what is over."""
        turn = Turn()
        for room, own in tuple(self._own.items()):
            waits = own.key_at > own.told_key_at and now >= own.signal_at + SIGNAL_EVERY_S
            if waits and now < own.key_at + SHOWN_S:
                own.signal_at, own.told, own.told_key_at = now, True, own.key_at
                turn.signals.append(Signal(room, now - own.key_at))
            elif now >= max(own.key_at + SHOWN_S, own.signal_at + SIGNAL_EVERY_S):
                del self._own[room]
        for room in tuple(self._others):
            ends = self._others[room]
            turn.changed += self._without(room, lambda key, ends=ends: ends[key] <= now).changed  # type: ignore[misc]
        return turn

    def next_deadline(self) -> float | None:
        """Return when `due` has something to do."""
        deadlines = [end for entries in self._others.values() for end in entries.values()]
        for own in self._own.values():
            again = own.signal_at + SIGNAL_EVERY_S
            deadlines.append(
                again if own.key_at > own.told_key_at else max(own.key_at + SHOWN_S, again)
            )
        return min(deadlines, default=None)

    # Views.

    def people(self, room: RoomId) -> tuple[PersonId, ...]:
        """Return who is shown as typing in a room, each once, who began first first."""
        return tuple(dict.fromkeys(person for person, _ in self._others.get(room, ())))

    def rooms(self) -> tuple[RoomId, ...]:
        """Return the rooms in which anybody types, oneself included."""
        return tuple({**self._others, **self._own})

    def _without(
        self, room: RoomId, ended: Callable[[tuple[PersonId, DeviceId]], bool]
    ) -> Turn:
        before = self.people(room)
        entries = self._others.get(room, {})
        for key in [key for key in entries if ended(key)]:
            del entries[key]
        return self._compared(room, before)

    def _compared(self, room: RoomId, before: tuple[PersonId, ...]) -> Turn:
        if room in self._others and not self._others[room]:
            del self._others[room]
        return Turn(changed=[room] if set(self.people(room)) != set(before) else [])


class Typing:
    """Owned by the engine, used on its loop, ended by `close`."""

    def __init__(
        self,
        *,
        store: Store,
        bus: PubSub,
        person: PersonId,
        publish: Callable[[str, bytes, RoomId | None], None],
        kind_of: Callable[[RoomId], RoomKind | None],
        has_room: Callable[[RoomId], bool],
        members: Callable[[RoomId], Iterable[PersonId]],
        here: Callable[[], Iterable[PersonId]],
        person_of: Callable[[DeviceId], PersonId | None],
        is_blocked: Callable[[PersonId], bool],
    ) -> None:
        """Listen for messages and rooms.

        Args:
            store: Keeps the privacy switch.
            bus: Where messages come from and changes go to.
            person: This person.
            publish: Spreads (topic, payload), to the members of a room where one is named.
            kind_of: Who may read a room.
            has_room: Whether this person is in a room.
            members: Who is in a room.
            here: Who is here now, of the whole network.
            person_of: Whose device one is.
            is_blocked: Whose typing is not shown.
        """
        self._store = store
        self._bus = bus
        self._me = person
        self._publish = publish
        self._kind_of = kind_of
        self._has_room = has_room
        self._members = members
        self._here = here
        self._person_of = person_of
        self._is_blocked = is_blocked
        self._core = TypingCore(person)
        self._shown = True
        self._loop = asyncio.get_running_loop()
        self._timer: asyncio.TimerHandle | None = None
        self._subscriptions = (
            bus.subscribe(CHATS_TOPIC, self._on_chat),
            bus.subscribe(ROOMS_TOPIC, self._on_rooms),
        )

    async def load(self) -> None:
        """Read the privacy switch."""
        self._shown = await self._store.read(lambda reader: reader.setting(SETTING, True)) is True

    def close(self) -> None:
        """Stop; others see it by the link that ends."""
        for subscription in self._subscriptions:
            subscription.close()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    @property
    def shown(self) -> bool:
        """Whether others are told that this person types."""
        return self._shown

    async def set_shown(self, *, on: bool) -> None:
        """Choose whether others are told that this person types; kept.

        Raises:
            StorageError: the disk did not take it.
        """
        await self._store.set_setting(SETTING, on)
        self._shown = on
        if not on:
            self._carry_out(self._core.stop_all(self._loop.time()))

    def set(self, room: RoomId, *, on: bool) -> None:
        """Say that this person types (on every key, if one likes) or stopped.

        Raises:
            AppError: "not-found" for a room one is not in.
        """
        if not self._has_room(room):
            raise UnknownRoomError
        now = self._loop.time()
        if not on:
            self._carry_out(self._core.stop(room, now))
        elif self._shown:
            self._carry_out(self._core.key(room, now))

    def people(self, room: RoomId) -> tuple[PersonId, ...]:
        """Return who is typing in a room."""
        return self._core.people(room)

    def heard(self, said: TopicMessage) -> None:
        """Take another device's signal."""
        person = self._person_of(said.origin)
        room = _room_of(said.topic)
        if room is None or person is None or not self._has_room(room) or self._is_blocked(person):
            return
        if self._kind_of(room) is not RoomKind.OPEN and said.room != room:
            return  # it was told to everybody: not by a member who keeps the room private
        if person not in self._members(room):
            return
        age_s = _age_s(said.payload)
        now = self._loop.time()
        self._carry_out(self._core.heard(room, person, said.origin, age_s, now))

    def peer_down(self, device: DeviceId) -> None:
        """A device is gone."""
        self._carry_out(self._core.gone(device))

    # Inside.

    def _is_small(self, room: RoomId) -> bool:
        here = set(self._here())
        return sum(1 for person in self._members(room) if person in here) <= MAX_ROOM

    def _on_chat(self, event: object) -> None:
        match event:
            case MessageNew(message, live=True) if message.own or message.person == self._me:
                self._core.sent(message.room)
            case MessageNew(message, live=True):
                self._carry_out(self._core.said(message.room, message.person))
            case _:
                pass

    def _on_rooms(self, _: object) -> None:
        for room in self._core.rooms():
            if not self._has_room(room):
                self._carry_out(self._core.left(room))
                continue
            members = set(self._members(room))
            for person in self._core.people(room):
                if person not in members:
                    self._carry_out(self._core.said(room, person))

    def _carry_out(self, turn: Turn) -> None:
        for signal in turn.signals:
            if not self._is_small(signal.room):
                continue
            payload = OFF if signal.age_s is None else str(round(signal.age_s * 1000)).encode()
            is_open = self._kind_of(signal.room) is RoomKind.OPEN
            self._publish(typing_topic(signal.room), payload, None if is_open else signal.room)
        for room in turn.changed:
            news = TypingChanged(room, self._core.people(room))
            self._bus.local_broadcast(typing_topic(room), news)
            self._bus.local_broadcast(TYPING_TOPIC, news)
        self._arm()

    def _arm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        deadline = self._core.next_deadline()
        if deadline is not None:
            self._timer = self._loop.call_at(deadline, self._due)

    def _due(self) -> None:
        self._timer = None
        self._carry_out(self._core.due(self._loop.time()))


def _room_of(topic: str) -> RoomId | None:
    try:
        return RoomId(from_text(topic.partition(":")[2]))
    except ValueError:
        return None


def _age_s(payload: bytes) -> float | None:
    """Return how long ago the last key was; None for stopped and for what nobody should send."""
    if not 0 < len(payload) <= 4 or not payload.isdigit():
        return None
    return int(payload) / 1000
