"""Notifications: which news is worth telling this person, once, and how bursts of it become one notice."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.errors import AppError
from desktop.model import MUTED_FOR_EVER_MS, Message, Notify, RoomKind
from desktop.services.news import (
    Invited,
    MessageNew,
    Notice,
    NoticeKind,
    Notified,
    RoomsChanged,
)
from desktop.texts import check_characters
from net.errors import StorageError
from net.ids import PersonId, RoomId
from net.pubsub import CHATS_TOPIC, ROOMS_TOPIC, PubSub, notifications_topic

if TYPE_CHECKING:
    from desktop.store.store import Store
    from net.ids import EntryId

log = logging.getLogger(__name__)

BURST_S = 2.0
"""Messages of one room this close together are one thing to look at."""
RETRY_S = 5.0
"""A disk that could not be read is asked again after this."""
RETRIES = 3
"""So often; then messages are told as in rooms for which nothing was chosen."""
MAX_KEYWORDS = 100
MAX_KEYWORD_CHARS = 64
MAX_WAITING = 10_000
"""Messages looked at later; a device away for a month brings fewer that are meant for somebody."""
MAX_TOLD = 4_096
"""Messages and announcements remembered as told; the store itself tells each message once."""
KEPT_ANNOUNCEMENTS = 256
"""Of these on disk: the copies of one announcement arrive close together."""

SINCE = "notified_since_ms"
ROOMS_SINCE = "notified_rooms_since_ms"
QUIET = "do_not_disturb_until_ms"
KEYWORDS = "notify_keywords"
DEFAULT = "notify"
ANNOUNCED = "announcements_told"

PRESSING = tuple(NoticeKind)
"""The most pressing kind first: in the order of `NoticeKind`."""
_ALWAYS = frozenset(NoticeKind) - {NoticeKind.MESSAGE}
RINGS: dict[str, frozenset[NoticeKind]] = {
    "": _ALWAYS,  # mentions by default: what is meant for this person, and what is for everybody
    Notify.ALL.value: frozenset(NoticeKind),
    Notify.MENTIONS.value: frozenset((NoticeKind.MENTION, NoticeKind.KEYWORD)),
    Notify.NOTHING.value: frozenset(),
}
"""What is told of a room, by what was chosen for it."""


@dataclass(slots=True)
class _Burst:
    """What came in one room since the last notice was shown."""

    newest: Notified
    kind: NoticeKind
    count: int = 1


class Notifications:
    """Owned by the engine, used on its loop, ended by `close`.

    Tells `Notified` for each (programs) and `Notice` for bursts (windows) on notifications:<person>.
    """

    def __init__(
        self,
        *,
        store: Store,
        bus: PubSub,
        person: PersonId,
        kind_of: Callable[[RoomId], RoomKind | None],
        is_blocked: Callable[[PersonId], bool],
        now_ms: Callable[[], int],
        spawn: Callable[[Awaitable[None]], None],
        burst_s: float = BURST_S,
        retry_s: float = RETRY_S,
    ) -> None:
        self._store = store
        self._bus = bus
        self._me = person
        self._kind_of = kind_of
        self._is_blocked = is_blocked
        self._now_ms = now_ms
        self._spawn = spawn
        self._burst_s = burst_s
        self._retry_s = retry_s
        self._retry: asyncio.TimerHandle | None = None
        self._failed = 0
        self._topic = notifications_topic(person)
        self._since_ms = 0
        self._rooms_since_ms: dict[RoomId, int] = {}
        self._is_new = False
        self._quiet_until_ms = 0
        self._keywords: tuple[str, ...] = ()
        self._default = Notify.MENTIONS
        self._pattern: re.Pattern[str] | None = None
        self._told: OrderedDict[EntryId, None] = OrderedDict()
        self._announced: OrderedDict[str, None] = OrderedDict()
        self._waiting: deque[Message] = deque(maxlen=MAX_WAITING)
        self._working = False
        self._view: RoomId | None = None
        self._bursts: dict[RoomId, tuple[_Burst, asyncio.TimerHandle]] = {}
        self._subscriptions = [
            bus.subscribe(CHATS_TOPIC, self._on_chat),
            bus.subscribe(self._topic, self._on_invited),
        ]

    async def load(self, *, anew: bool) -> None:
        """Read what was chosen and how far was told; `anew`: the history here is to come again.

        What was written before this device was first started, or before it joined a room, is
        history and never told.
        """
        names = (SINCE, ROOMS_SINCE, QUIET, KEYWORDS, ANNOUNCED, DEFAULT)
        since, rooms, quiet, keywords, announced, default = await self._store.read(
            lambda reader: [reader.setting(name) for name in names]
        )
        self._rooms_since_ms = {
            RoomId(bytes.fromhex(room)): at for room, at in (rooms or {}).items()
        }
        self._quiet_until_ms = quiet or 0
        self._set_keywords(keywords or ())
        self._default = next((each for each in Notify if each.value == default), Notify.MENTIONS)
        self._announced = OrderedDict.fromkeys(announced or ())
        if since is None or anew:
            self._is_new = True
            since = self._now_ms()
            await self._store.set_setting(SINCE, since)
        self._since_ms = since

    def close(self) -> None:
        """Stop telling."""
        while self._subscriptions:
            self._subscriptions.pop().close()
        for _, timer in self._bursts.values():
            timer.cancel()
        if self._retry is not None:
            self._retry.cancel()
        self._bursts.clear()
        self._waiting.clear()

    def clock_judged(self, off_ms: int) -> None:
        """This device's clock is ahead of the others' by so much; matters on its first day."""
        if self._is_new:
            self._since_ms -= off_ms
            self._is_new = False
            self._spawn(self._store.set_setting(SINCE, self._since_ms))

    def rooms_changed(self, came: set[RoomId], left: set[RoomId], at_ms: int) -> None:
        """This person came into rooms at a time, and left others: what is older is history."""
        for room in left:
            self._rooms_since_ms.pop(room, None)
        self._rooms_since_ms |= dict.fromkeys(came, at_ms)
        kept = {room.hex(): at for room, at in self._rooms_since_ms.items()}
        self._spawn(self._store.set_setting(ROOMS_SINCE, kept))

    # What the person chooses.

    def set_view(self, room: RoomId | None, *, active: bool) -> None:
        """Say which room is in view, and whether its window is the active one."""
        self._view = room if active else None

    @property
    def quiet_until_ms(self) -> int | None:
        """Until when nothing is told (do not disturb); None: it is."""
        return self._quiet_until_ms if self._quiet_until_ms > self._now_ms() else None

    async def set_quiet(self, until_ms: int | None) -> None:
        """Tell nothing until a time; None ends that, MUTED_FOR_EVER_MS has no end. Kept.

        Raises:
            AppError: "invalid" for what is no time.
        """
        if until_ms is not None and not 0 <= until_ms <= MUTED_FOR_EVER_MS:
            raise AppError("invalid", "Do not disturb ends at a time in Unix ms, or is null.")
        await self._store.set_setting(QUIET, until_ms)
        self._quiet_until_ms = until_ms or 0

    @property
    def default(self) -> Notify:
        """What is told of a room for which nothing was chosen; direct messages always are."""
        return self._default

    async def set_default(self, level: Notify) -> None:
        """Choose what is told of rooms without a choice of their own. Kept."""
        await self._store.set_setting(DEFAULT, level.value)
        self._default = level
        self._bus.local_broadcast(ROOMS_TOPIC, RoomsChanged())

    @property
    def keywords(self) -> tuple[str, ...]:
        """The words this person wants to be told of."""
        return self._keywords

    async def set_keywords(self, words: Iterable[str]) -> None:
        """Choose words that are told wherever they are said, whatever their case. Kept.

        Raises:
            AppError: too many words, or one that is empty, too long or has half a character.
        """
        cleaned = tuple(dict.fromkeys(" ".join(word.split()) for word in words))
        check_characters(cleaned)
        if len(cleaned) > MAX_KEYWORDS:
            raise AppError("too-large", "At most {most} keywords.", most=MAX_KEYWORDS)
        if any(not 0 < len(word) <= MAX_KEYWORD_CHARS for word in cleaned):
            raise AppError(
                "invalid", "A keyword has 1 to {most} characters.", most=MAX_KEYWORD_CHARS
            )
        await self._store.set_setting(KEYWORDS, list(cleaned))
        self._set_keywords(cleaned)

    def _set_keywords(self, words: Iterable[str]) -> None:
        self._keywords = tuple(words)
        parts = (_as_pattern(word.casefold()) for word in self._keywords)
        self._pattern = re.compile("|".join(parts)) if self._keywords else None

    # What happens.

    def _on_chat(self, event: object) -> None:
        match event:
            case MessageNew(message, live) if message.person != self._me and not message.deleted:
                if live or message.sent_at_ms > self._history_until_ms(message.room):
                    self._waiting.append(message)
                    self._work()
            case _:
                pass

    def _history_until_ms(self, room: RoomId) -> int:
        return max(self._since_ms, self._rooms_since_ms.get(room, 0))

    def _on_invited(self, event: object) -> None:
        match event:
            case Invited(room, by) if not self._is_blocked(by) and self.quiet_until_ms is None:
                self._tell(Notified(NoticeKind.INVITE, room, by))
            case _:
                pass

    def _work(self) -> None:
        if not self._working:
            self._working = True
            self._spawn(self._look())

    async def _look(self) -> None:
        try:
            while self._waiting:
                message = self._waiting.popleft()
                kind = self._kind(message)
                if kind is None or message.id in self._told or self._is_blocked(message.person):
                    continue
                room = message.room
                if room == self._view:
                    continue  # it is being read; the disk need not be asked
                chosen = await self._chosen_for(room)
                if chosen is None and self._put_off(message):
                    return
                level, muted_until_ms = chosen or ("", 0)
                level = level or self._default_of(room)
                if muted_until_ms <= self._now_ms() and _rings(kind, message, level):
                    self._ring(kind, message)
        finally:
            self._working = False

    async def _chosen_for(self, room: RoomId) -> tuple[str, int] | None:
        """Return what is told of a room, and until when it is muted; None if the disk does not say."""
        try:
            chosen = await self._store.read(
                lambda reader: (reader.state(room).notify, reader.muted_until_ms(room) or 0)
            )
        except StorageError as error:
            log.info("what is told of a room could not be read: %s", error)
            return None
        self._failed = 0
        return chosen

    def _put_off(self, message: Message) -> bool:
        """Look at a message again in a while; False if the disk has failed too often for that."""
        if not self._subscriptions:
            return True  # closed meanwhile
        self._failed += 1
        if self._failed > RETRIES:
            return False
        self._waiting.appendleft(message)
        if self._retry is not None:
            self._retry.cancel()
        self._retry = asyncio.get_running_loop().call_later(self._retry_s, self._work)
        return True

    def _default_of(self, room: RoomId) -> str:
        if self._default is Notify.MENTIONS or self._kind_of(room) is RoomKind.DIRECT:
            return ""
        return str(self._default.value)

    def _ring(self, kind: NoticeKind, message: Message) -> None:
        # Asked only now: while the disk was asked the window may have been raised.
        if self.quiet_until_ms is not None or message.room == self._view:
            return
        if message.announcement is not None and not self._is_first(message):
            return
        self._told[message.id] = None
        while len(self._told) > MAX_TOLD:
            self._told.popitem(last=False)
        self._tell(Notified(kind, message.room, message.person, message))

    def _is_first(self, message: Message) -> bool:
        """Whether no other message of the same announcement was told."""
        # With its author: nobody's announcement can be silenced by another's of the same id.
        key = f"{message.person.hex()} {(message.announcement or b'').hex()}"
        if key in self._announced:
            return False
        self._announced[key] = None
        while len(self._announced) > KEPT_ANNOUNCEMENTS:
            self._announced.popitem(last=False)
        self._spawn(self._store.set_setting(ANNOUNCED, list(self._announced)))
        return True

    def _kind(self, message: Message) -> NoticeKind | None:
        if message.announcement is not None:
            return NoticeKind.ANNOUNCEMENT
        if self._kind_of(message.room) is RoomKind.DIRECT:
            return NoticeKind.DIRECT
        if message.mentions_me:
            return NoticeKind.MENTION
        if self._pattern is not None and self._pattern.search(message.text.casefold()):
            return NoticeKind.KEYWORD
        return NoticeKind.MESSAGE

    # Telling.

    def _tell(self, notified: Notified) -> None:
        self._bus.local_broadcast(self._topic, notified)
        room = notified.room
        running = self._bursts.get(room)
        if running is not None:
            burst = running[0]
            burst.newest = notified
            burst.count += 1
            burst.kind = min(burst.kind, notified.kind, key=PRESSING.index)
            return
        loop = asyncio.get_running_loop()
        timer = loop.call_later(self._burst_s, self._end_burst, room)
        self._bursts[room] = (_Burst(notified, notified.kind), timer)
        self._show(notified, notified.kind)

    def _end_burst(self, room: RoomId) -> None:
        burst, _ = self._bursts.pop(room)
        if burst.count > 1 and room != self._view and self.quiet_until_ms is None:
            self._show(burst.newest, burst.kind, count=burst.count, replaces=True)

    def _show(
        self, notified: Notified, kind: NoticeKind, *, count: int = 1, replaces: bool = False
    ) -> None:
        notice = Notice(kind, notified.room, notified.by, notified.message, count, replaces)
        self._bus.local_broadcast(self._topic, notice)


def _rings(kind: NoticeKind, message: Message, level: str) -> bool:
    wanted = RINGS.get(level, _ALWAYS)
    return kind in wanted or (message.mentions_me and NoticeKind.MENTION in wanted)


def _as_pattern(word: str) -> str:
    """Return a pattern for a word that stands alone; scripts without spaces have no such words."""
    escaped = r"\s+".join(map(re.escape, word.split()))
    if not word.isascii() and not any(char.lower() != char.upper() for char in word):
        return escaped
    return rf"(?<!\w){escaped}(?!\w)"
