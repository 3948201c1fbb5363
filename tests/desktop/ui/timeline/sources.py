"""Histories for the timeline's tests and bench: one in memory, one computed, of any length."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

from msgspec.structs import replace

from desktop.model import Message, MessageState
from net.ids import DeviceId, EntryId, PersonId, RoomId

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.timeline.source import TimelineListener

ROOM = RoomId(b"room".ljust(32, b"\0"))
NOON_MS = 1_762_164_000_000
"""Monday, 3 November 2025, 10:00 UTC."""


def person(name: str) -> PersonId:
    return PersonId(name.encode("utf-8", "surrogatepass").ljust(32, b"\0")[:32])


def message(
    number: int | str,
    text: str,
    name: str = "Ana Ferreira",
    at_ms: int = NOON_MS,
    **other: object,
) -> Message:
    ident = str(number).encode()
    own = bool(other.get("own"))
    made = Message(
        id=EntryId(ident.ljust(32, b"\0")),
        local_id=ident.ljust(16, b"\0") if own else b"",
        room=ROOM,
        person=person(name),
        device=DeviceId(person(name)),
        name=name,
        text=text,
        sent_at_ms=at_ms,
        state=MessageState.STORED,
    )
    return replace(made, **other)


class ListSource:
    """A history in a list; its methods that change it tell the listener, as a room would."""

    def __init__(self, messages: Sequence[Message] = ()) -> None:
        self.messages = list(messages)
        self.listener: TimelineListener | None = None

    def count(self) -> int:
        return len(self.messages)

    def rows(self, first: int, last: int) -> Sequence[Message]:
        return tuple(self.messages[first:last])

    def ordinal_of(self, message_id: EntryId) -> int | None:
        return next((i for i, m in enumerate(self.messages) if m.id == message_id), None)

    def ordinal_at_time(self, unix_ms: int) -> int:
        return bisect.bisect_left([m.sent_at_ms for m in self.messages], unix_ms)

    def set_listener(self, listener: TimelineListener | None) -> None:
        self.listener = listener

    def insert(self, ordinal: int, *messages: Message) -> None:
        self.messages[ordinal:ordinal] = messages
        if self.listener is not None:
            self.listener.inserted(ordinal, len(messages))

    def append(self, *messages: Message) -> None:
        self.insert(len(self.messages), *messages)

    def remove(self, ordinal: int, n: int = 1) -> None:
        del self.messages[ordinal : ordinal + n]
        if self.listener is not None:
            self.listener.removed(ordinal, n)

    def change(self, ordinal: int, new: Message) -> None:
        self.messages[ordinal] = new
        if self.listener is not None:
            self.listener.changed(ordinal)

    def batch(self, changes: Sequence[tuple[str, int, Sequence[Message]]]) -> None:
        """Make many changes, then tell them one after the other, as a refresh does."""
        told: list[tuple[str, int, int]] = []
        for what, ordinal, messages in changes:
            if what == "insert":
                self.messages[ordinal:ordinal] = messages
                told.append(("inserted", ordinal, len(messages)))
            else:
                del self.messages[ordinal]
                told.append(("removed", ordinal, 1))
        for what, ordinal, n in told:
            if self.listener is not None:
                getattr(self.listener, what)(ordinal, n)

    def replace_all(self, messages: Sequence[Message]) -> None:
        self.messages = list(messages)
        if self.listener is not None:
            self.listener.reset()


NAMES = ("Ana Ferreira", "Bo Lindqvist", "Chidi Okafor", "Farah Nasser", "Goro Tanaka")
SHORT = (
    "ok", "On my way.", "The tide gauge is back, drift is under 0.4 cm.", "see https://tide.lan/7",
    "Who has the charger?", "\U0001f44d", "thanks! \U0001f30a", "14:30 at the winch then",
)  # fmt: skip
MEDIUM = (
    "Boards are back from the workshop. Two of the four pass the leak test, the other two sit in "
    "the sink until noon, and after that we decide which of them fly."
)
LONG = " ".join([MEDIUM] * 6)
CODE = (
    "This is what I run:\n```python\ndef drift(samples):\n    return fit(samples).slope * 3600\n```"
)
STEP_MS = 47_000


class ComputedSource:
    """Rows computed from their ordinal: 62 % short, 25 % medium, 7 % long, code, RTL, emoji."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._extra: list[Message] = []
        self.listener: TimelineListener | None = None

    def count(self) -> int:
        return self._count + len(self._extra)

    def rows(self, first: int, last: int) -> Sequence[Message]:
        computed = [self._row(i) for i in range(first, min(last, self._count))]
        return computed + self._extra[max(0, first - self._count) : max(0, last - self._count)]

    def _row(self, i: int) -> Message:
        mixed = (i * 2_654_435_761) & 0xFFFFFFFF
        part, who = mixed % 100, (mixed >> 8) // 3 % len(NAMES)
        if part < 62:
            text = SHORT[(mixed >> 16) % len(SHORT)]
        elif part < 87:
            text = MEDIUM[: 40 + (mixed >> 16) % 110]
        elif part < 94:
            text = LONG[: 300 + (mixed >> 16) % 500]
        elif part < 97:
            text = CODE
        else:
            text = "القارب يعود قبل الغروب، والبحر هادئ"
        name = NAMES[(i // 3 + who // 4) % len(NAMES)]
        return message(i, text, name, NOON_MS + i * STEP_MS)

    def ordinal_of(self, message_id: EntryId) -> int | None:
        number = int(message_id.rstrip(b"\0"))
        return number if number < self.count() else None

    def ordinal_at_time(self, unix_ms: int) -> int:
        return min(max(-(-(unix_ms - NOON_MS) // STEP_MS), 0), self._count)

    def set_listener(self, listener: TimelineListener | None) -> None:
        self.listener = listener

    def append(self, text: str) -> None:
        at = self.count()
        name = NAMES[at // 3 % len(NAMES)]
        self._extra.append(message(at, text, name, NOON_MS + at * STEP_MS))
        if self.listener is not None:
            self.listener.inserted(at, 1)
