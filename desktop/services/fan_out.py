"""Fan-out: one text to many rooms and people, each its own stored message, held back a moment if wished."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from desktop.errors import AppError
from desktop.services.news import FanOutEnded, FanOutPending, FanOutResult
from desktop.texts import clean_text
from net.errors import StorageError
from net.ids import PersonId, RoomId
from net.pubsub import FAN_OUTS_TOPIC, PubSub

if TYPE_CHECKING:
    from desktop.model import Message

Target = RoomId | PersonId

ID_BYTES = 16
"""Random, as a message's own local id."""
MAX_TARGETS = 200
"""Rooms and people of one announcement: a school's classes; more is a mistake or spam."""
AT_ONCE = 16
"""Targets written together: the disk commits them as one group, and other calls still get in."""
UNDO_S = 5.0
MAX_UNDO_S = 60.0
MAX_PENDING = 16
"""Announcements held back at once, in memory."""


class Send(Protocol):
    """Stores a text in a room, see `Chat.send`."""

    def __call__(  # noqa: D102
        self, room: RoomId, text: str, *, local_id: bytes, announcement: bytes
    ) -> Awaitable[Message]: ...


@dataclass(frozen=True, slots=True)
class _Wish:
    """An announcement as asked for; targets are in order and each once."""

    announcement: bytes
    rooms: tuple[RoomId, ...]
    people: tuple[PersonId, ...]
    text: str


class FanOut:
    """Owned by the engine, used on its loop, ended by `finish`."""

    def __init__(
        self,
        *,
        bus: PubSub,
        send: Send,
        open_direct: Callable[[PersonId], Awaitable[RoomId]],
        take: Callable[[str, int], None],
        spawn: Callable[[Awaitable[None]], None],
    ) -> None:
        self._bus = bus
        self._send = send
        self._open_direct = open_direct
        self._take = take
        self._spawn = spawn
        self._pending: OrderedDict[bytes, tuple[_Wish, asyncio.TimerHandle]] = OrderedDict()

    async def send(
        self, rooms: Sequence[RoomId], people: Sequence[PersonId], text: str
    ) -> tuple[FanOutResult, ...]:
        """Send a text to rooms and people now; one result a target, in order, each target once.

        A target that fails does not stop the others.

        Raises:
            AppError: the text, too many targets, or too many announcements at once; nothing was sent.
        """
        return await self._sent(self._wish(rooms, people, text))

    def prepare(
        self,
        rooms: Sequence[RoomId],
        people: Sequence[PersonId],
        text: str,
        undo_s: float = UNDO_S,
    ) -> FanOutPending:
        """Send a text in `undo_s` seconds; `FanOutEnded` tells the results on the topic fan-outs.

        Raises:
            AppError: as `send`, or too many are held back already.
        """
        if not 0 <= undo_s <= MAX_UNDO_S:
            raise AppError(
                "invalid",
                "An announcement is held back for 0 to {most_s} s.",
                most_s=int(MAX_UNDO_S),
            )
        if len(self._pending) >= MAX_PENDING:
            raise AppError("refused", "Several announcements are waiting: let them go first.")
        wish = self._wish(rooms, people, text)
        loop = asyncio.get_running_loop()
        timer = loop.call_later(undo_s, self._due, wish.announcement)
        self._pending[wish.announcement] = (wish, timer)
        pending = FanOutPending(wish.announcement, len(wish.rooms) + len(wish.people), undo_s)
        self._bus.local_broadcast(FAN_OUTS_TOPIC, pending)
        return pending

    def cancel(self, announcement: bytes) -> bool:
        """Call an announcement off; False if it is not held back any more."""
        found = self._pending.pop(announcement, None)
        if found is None:
            return False
        found[1].cancel()
        self._bus.local_broadcast(FAN_OUTS_TOPIC, FanOutEnded(announcement, cancelled=True))
        return True

    async def finish(self) -> None:
        """Send what is held back: whoever closes the program did not call it off."""
        while self._pending:
            _, (wish, timer) = self._pending.popitem(last=False)
            timer.cancel()
            await self._end(wish)

    # Inside.

    def _wish(self, rooms: Sequence[RoomId], people: Sequence[PersonId], text: str) -> _Wish:
        targets = tuple(dict.fromkeys(rooms)), tuple(dict.fromkeys(people))
        count = len(targets[0]) + len(targets[1])
        if count > MAX_TARGETS:
            raise AppError(
                "too-large", "An announcement has at most {most} targets.", most=MAX_TARGETS
            )
        cleaned = clean_text(text)
        self._take("announcements", count)
        return _Wish(os.urandom(ID_BYTES), *targets, cleaned)

    def _due(self, announcement: bytes) -> None:
        wish, _ = self._pending.pop(announcement)
        self._spawn(self._end(wish))

    async def _end(self, wish: _Wish) -> None:
        results = await self._sent(wish)
        self._bus.local_broadcast(FAN_OUTS_TOPIC, FanOutEnded(wish.announcement, results))

    async def _sent(self, wish: _Wish) -> tuple[FanOutResult, ...]:
        room_for = asyncio.Semaphore(AT_ONCE)
        # A person's direct room may be among the rooms, too: one message, named by both targets.
        sends: dict[RoomId, asyncio.Future[Message]] = {}

        async def to_room(target: Target, room: RoomId) -> FanOutResult:
            running = sends.get(room)
            if running is not None:
                return FanOutResult(target, await asyncio.shield(running))
            sends[room] = future = asyncio.get_running_loop().create_future()
            try:
                message = await self._send(
                    room,
                    wish.text,
                    local_id=_local_id(wish.announcement, room),
                    announcement=wish.announcement,
                )
            except BaseException as error:
                future.set_exception(error)
                future.exception()  # read: nobody else may be waiting for it
                raise
            future.set_result(message)
            return FanOutResult(target, message)

        async def to_person(person: PersonId) -> FanOutResult:
            return await to_room(person, await self._open_direct(person))

        async def one(
            target: Target, sending: Callable[[], Awaitable[FanOutResult]]
        ) -> FanOutResult:
            try:
                async with room_for:
                    return await sending()
            except AppError as error:
                return FanOutResult(target, error=(error.kind, error.sentence))
            except StorageError as error:
                return FanOutResult(target, error=("storage", error.sentence))

        return tuple(
            await asyncio.gather(
                *(one(room, partial(to_room, room, room)) for room in wish.rooms),
                *(one(person, partial(to_person, person)) for person in wish.people),
            )
        )


def _local_id(announcement: bytes, room: RoomId) -> bytes:
    """The same for each try, so that a target never gets an announcement twice."""
    return hashlib.blake2b(announcement + room, digest_size=ID_BYTES).digest()
