"""Which news rings, that nothing rings twice, and how a burst becomes one notice."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from msgspec.structs import replace

from desktop.errors import AppError
from desktop.model import MUTED_FOR_EVER_MS, Message, MessageState, Notify, RoomKind
from desktop.services.news import Invited, MessageNew, Notice, NoticeKind, Notified, RoomsChanged
from desktop.services.notifications import KEPT_ANNOUNCEMENTS, Notifications
from net.errors import StorageError
from net.ids import DeviceId, EntryId, PersonId, RoomId
from net.pubsub import CHATS_TOPIC, ROOMS_TOPIC, PubSub, notifications_topic
from tests.desktop.services.stand_ins import MemoryStore, Tasks

pytestmark = pytest.mark.asyncio

ME, ANA, BO = (PersonId(bytes([n]) * 32) for n in (1, 2, 3))
ROOM, DIRECT, BOATS = (RoomId(bytes([n]) * 32) for n in (7, 8, 9))
START_MS = 1_800_000_000_000


class Desk:
    """One person's notifications, and everything they were told."""

    def __init__(self, store: MemoryStore | None = None, now_ms: int = START_MS) -> None:
        self.store = store or MemoryStore()
        self.now_ms = now_ms
        self.bus = PubSub()
        self.tasks = Tasks()
        self.blocked: set[PersonId] = set()
        self.told: list[Notified] = []
        self.shown: list[Notice] = []
        self.number = 0
        self.service = Notifications(
            store=self.store,  # type: ignore[arg-type]
            bus=self.bus,
            person=ME,
            kind_of=lambda room: RoomKind.DIRECT if room == DIRECT else RoomKind.OPEN,
            is_blocked=lambda person: person in self.blocked,
            now_ms=lambda: self.now_ms,
            spawn=self.tasks.spawn,
            burst_s=0.05,
            retry_s=0.01,
        )
        self.bus.subscribe(notifications_topic(ME), self._take)

    def _take(self, event: object) -> None:
        if isinstance(event, Notified):
            self.told.append(event)
        elif isinstance(event, Notice):
            self.shown.append(event)

    def message(self, text: str = "x", **changes: Any) -> Message:
        self.number += 1
        made = Message(
            id=EntryId(self.number.to_bytes(32, "big")), local_id=bytes(16), room=ROOM, person=ANA,
            device=DeviceId(bytes(32)), name="Ana", text=text, sent_at_ms=self.now_ms,
            state=MessageState.STORED,
        )  # fmt: skip
        return replace(made, **changes)

    async def hears(self, *messages: Message, live: bool = True) -> list[NoticeKind]:
        """The kinds of what rang for these messages."""
        self.told.clear()
        for message in messages:
            self.bus.local_broadcast(CHATS_TOPIC, MessageNew(message, live))
        await self.tasks.done()
        return [each.kind for each in self.told]


@contextlib.asynccontextmanager
async def desk(
    store: MemoryStore | None = None, now_ms: int = START_MS, *, anew: bool = False
) -> AsyncIterator[Desk]:
    one = Desk(store, now_ms)
    await one.service.load(anew=anew)
    try:
        yield one
    finally:
        await one.tasks.done()
        one.service.close()


async def test_the_kind_of_a_message() -> None:
    async with desk() as one:
        await one.service.set_keywords(["tide"])
        assert await one.hears(
            one.message(mentions_me=True),
            one.message(room=DIRECT),
            one.message(room=DIRECT, mentions_me=True),
            one.message(announcement=bytes(16), mentions_me=True),
            one.message("low Tide"),
            one.message("plain"),
            one.message(person=ME, mentions_me=True),
            one.message(mentions_me=True, deleted=True),
        ) == [
            NoticeKind.MENTION, NoticeKind.DIRECT, NoticeKind.DIRECT, NoticeKind.ANNOUNCEMENT,
            NoticeKind.KEYWORD,
        ]  # fmt: skip


async def test_a_message_is_told_once_even_if_it_comes_twice() -> None:
    async with desk() as one:
        message = one.message(mentions_me=True)
        assert await one.hears(message, message) == [NoticeKind.MENTION]
        assert await one.hears(message, live=False) == []


async def test_an_announcement_is_told_once_also_after_a_restart_and_by_its_author() -> None:
    first, other = b"a" * 16, b"b" * 16
    async with desk() as one:
        assert (
            await one.hears(
                one.message(announcement=first),
                one.message(announcement=first, room=DIRECT),
                one.message(announcement=first, person=BO),
                one.message(announcement=other),
            )
            == [NoticeKind.ANNOUNCEMENT] * 3
        )
    async with desk(one.store) as again:
        again.number = 100
        assert await again.hears(again.message(announcement=first, room=DIRECT)) == []
        for number in range(KEPT_ANNOUNCEMENTS + 10):
            await again.hears(again.message(announcement=number.to_bytes(16, "big")))
        assert len(again.store.settings["announcements_told"]) == KEPT_ANNOUNCEMENTS


async def test_history_does_not_ring_and_what_was_missed_does() -> None:
    async with desk() as one:
        old: dict[str, Any] = {"sent_at_ms": START_MS - 1, "mentions_me": True}
        new: dict[str, Any] = {"sent_at_ms": START_MS + 1, "mentions_me": True}
        assert await one.hears(one.message(**old), live=False) == []
        assert await one.hears(one.message(**new), live=False) == [NoticeKind.MENTION]
        assert await one.hears(one.message(**old), live=True) == [NoticeKind.MENTION]
    async with desk(one.store, START_MS + 1_000_000) as later:
        later.number = 100
        assert await later.hears(
            later.message(sent_at_ms=START_MS + 5, mentions_me=True), live=False
        ) == [NoticeKind.MENTION], "the mark is where this device was first started"
        later.now_ms += 1000
        later.service.rooms_changed({BOATS}, set(), later.now_ms)
        before: dict[str, Any] = {"room": BOATS, "sent_at_ms": later.now_ms - 1, "mentions_me": True}
        assert await later.hears(later.message(**before), live=False) == []
        assert await later.hears(later.message(**before), live=True) == [NoticeKind.MENTION]
    async with desk(one.store, START_MS + 2_000_000, anew=True) as restored:
        restored.number = 200
        assert (
            await restored.hears(
                restored.message(sent_at_ms=START_MS + 1_500_000, mentions_me=True), live=False
            )
            == []
        ), "a damaged database fetches its history again: that is no news"


async def test_a_clock_that_was_wrong_on_the_first_day_is_put_right() -> None:
    async with desk() as one:
        one.service.clock_judged(-1_000_000)  # this clock is that far behind
        assert (
            await one.hears(
                one.message(sent_at_ms=START_MS + 500_000, mentions_me=True), live=False
            )
            == []
        )
    assert one.store.settings["notified_since_ms"] == START_MS + 1_000_000


async def test_the_room_in_view_does_not_ring_while_its_window_is_active() -> None:
    async with desk() as one:
        one.service.set_view(ROOM, active=True)
        assert await one.hears(one.message(mentions_me=True)) == []
        assert await one.hears(one.message(room=DIRECT)) == [NoticeKind.DIRECT]
        one.service.set_view(ROOM, active=False)
        assert await one.hears(one.message(mentions_me=True)) == [NoticeKind.MENTION]
        one.service.set_view(None, active=True)
        assert await one.hears(one.message(mentions_me=True)) == [NoticeKind.MENTION]


@pytest.mark.parametrize(
    ("level", "kinds"),
    [
        ("", [NoticeKind.MENTION, NoticeKind.ANNOUNCEMENT]),
        ("all", [NoticeKind.MENTION, NoticeKind.ANNOUNCEMENT, NoticeKind.MESSAGE]),
        ("mentions", [NoticeKind.MENTION]),
        ("nothing", []),
        ("something newer", [NoticeKind.MENTION, NoticeKind.ANNOUNCEMENT]),
    ],
)
async def test_levels(level: str, kinds: list[NoticeKind]) -> None:
    async with desk() as one:
        one.store.levels[ROOM] = level
        assert (
            await one.hears(
                one.message(mentions_me=True), one.message(announcement=bytes(16)), one.message()
            )
            == kinds
        )
        one.store.levels[DIRECT] = "mentions"
        assert await one.hears(
            one.message(room=DIRECT), one.message(room=DIRECT, mentions_me=True)
        ) == [NoticeKind.DIRECT]


async def test_muted_quiet_and_blocked() -> None:
    async with desk() as one:
        one.store.muted[ROOM] = START_MS + 1
        assert await one.hears(one.message(mentions_me=True)) == []
        one.now_ms += 1
        assert await one.hears(one.message(mentions_me=True)) == [NoticeKind.MENTION]
        await one.service.set_quiet(MUTED_FOR_EVER_MS)
        one.bus.local_broadcast(notifications_topic(ME), Invited(BOATS, ANA))
        assert await one.hears(one.message(mentions_me=True)) == []
    async with desk(one.store) as again:
        again.number = 100
        assert again.service.quiet_until_ms == MUTED_FOR_EVER_MS
        await again.service.set_quiet(again.now_ms + 10)
        again.now_ms += 10
        assert again.service.quiet_until_ms is None
        assert await again.hears(again.message(room=DIRECT)) == [NoticeKind.DIRECT]
        again.blocked.add(ANA)
        again.told.clear()
        again.bus.local_broadcast(notifications_topic(ME), Invited(BOATS, ANA))
        again.bus.local_broadcast(notifications_topic(ME), Invited(BOATS, BO))
        assert [each.by for each in again.told] == [BO]
        assert await again.hears(again.message(mentions_me=True)) == []


async def test_a_burst_is_told_each_once_and_shown_as_one() -> None:
    async with desk() as one:
        await one.service.set_keywords(["x"])
        await one.hears(one.message("x"), one.message(mentions_me=True), one.message("x 3"))
        await one.hears(one.message(room=DIRECT))
        assert [(each.room, each.count, each.replaces) for each in one.shown] == [
            (ROOM, 1, False), (DIRECT, 1, False),
        ]  # fmt: skip
        while len(one.shown) < 3:
            await asyncio.sleep(0.01)
        last = one.shown[2]
        assert (last.room, last.count, last.replaces) == (ROOM, 3, True)
        assert last.kind is NoticeKind.MENTION, "the most pressing of the burst"
        assert last.message is not None
        assert last.message.text == "x 3", "the newest of the burst"
        await asyncio.sleep(0.06)
        assert len(one.shown) == 3, "one message alone needs no second notice"
        await one.hears(one.message(mentions_me=True))
        assert one.shown[-1].count == 1


async def test_a_burst_that_ends_when_nothing_is_to_be_told_is_not_shown() -> None:
    async with desk() as one:
        await one.hears(one.message(mentions_me=True), one.message(mentions_me=True))
        await one.service.set_quiet(MUTED_FOR_EVER_MS)
        while one.service._bursts:
            await asyncio.sleep(0.01)
        assert [each.count for each in one.shown] == [1]


@pytest.mark.parametrize(
    ("word", "text", "rings"),
    [
        ("tide", "TIDE", True), ("tide", "tides", False), ("tide", "a-tide.", True),
        ("straße", "die STRASSE", True), ("c++", "learn C++ now", True), ("c++", "abc++", False),
        ("low tide", "low \n tide", True), ("船", "小船来了", True), ("тут", "туту", False),
        ("тут", "он ТУТ", True), (".*", "anything", False), ("🚢", "a 🚢!", True),
    ],
)  # fmt: skip
async def test_keywords(word: str, text: str, *, rings: bool) -> None:
    async with desk() as one:
        await one.service.set_keywords([f" {word} "])
        assert await one.hears(one.message(text)) == ([NoticeKind.KEYWORD] if rings else [])


async def test_what_cannot_be_chosen() -> None:
    async with desk() as one:
        for words, kind in (
            ([""], "invalid"),
            (["x" * 65], "invalid"),
            (map(str, range(101)), "too-large"),
        ):
            with pytest.raises(AppError) as caught:
                await one.service.set_keywords(words)
            assert caught.value.kind == kind
        for until in (-1, MUTED_FOR_EVER_MS + 1):
            with pytest.raises(AppError):
                await one.service.set_quiet(until)
        assert one.service.keywords == ()


async def test_a_year_of_history_costs_no_look_at_the_disk() -> None:
    async with desk() as one:
        old = [one.message(sent_at_ms=START_MS - 1, mentions_me=True) for _ in range(1000)]
        for message in old:
            one.bus.local_broadcast(CHATS_TOPIC, MessageNew(message, live=False))
        assert not one.service._waiting


async def test_rooms_without_a_choice_follow_the_default_and_direct_messages_always_ring() -> None:
    async with desk() as me:
        kinds = [NoticeKind.MENTION, NoticeKind.ANNOUNCEMENT, NoticeKind.DIRECT]
        number = 0

        async def rings() -> list[NoticeKind]:
            nonlocal number
            number += 1
            return await me.hears(
                me.message("plain"),
                me.message("for me", mentions_me=True),
                me.message("for all", announcement=number.to_bytes(16, "big")),
                me.message("between us", room=DIRECT),
            )

        assert me.service.default is Notify.MENTIONS
        assert await rings() == kinds
        told: list[object] = []
        me.bus.subscribe(ROOMS_TOPIC, told.append)
        await me.service.set_default(Notify.ALL)
        assert told == [RoomsChanged()], "windows look again"
        assert await rings() == [NoticeKind.MESSAGE, *kinds]
        await me.service.set_default(Notify.NOTHING)
        assert await rings() == [NoticeKind.DIRECT]
        me.store.levels[ROOM] = "all"
        assert await rings() == [NoticeKind.MESSAGE, *kinds], (
            "the room's own choice stands above it"
        )
        me.store.levels[ROOM] = ""
    async with desk(me.store) as again:
        assert again.service.default is Notify.NOTHING
        assert await again.hears(again.message("plain", mentions_me=True)) == []


async def test_a_default_that_is_none_is_mentions() -> None:
    store = MemoryStore()
    store.settings["notify"] = 7
    async with desk(store) as me:
        assert me.service.default is Notify.MENTIONS


class Broken(MemoryStore):
    """Fails to be read a few times."""

    left = 0

    async def read(self, ask: Callable[[Any], Any]) -> Any:
        if self.left:
            self.left -= 1
            raise StorageError("The disk could not be read.")
        return await super().read(ask)


async def eventually(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not true():
            await asyncio.sleep(0.001)


async def test_what_the_disk_did_not_say_at_once_is_asked_again() -> None:
    store = Broken()
    async with desk(store) as me:
        store.levels[BOATS] = "nothing"
        store.left = 2
        quiet = me.message(room=BOATS, mentions_me=True)
        first, second = me.message(mentions_me=True), me.message(mentions_me=True)
        assert await me.hears(quiet, first, second) == []
        await eventually(lambda: len(me.told) == 2)
        assert [each.message for each in me.told] == [first, second]
        await me.tasks.done()


async def test_a_disk_that_never_says_it_silences_no_mention() -> None:
    store = Broken()
    async with desk(store) as me:
        store.left = 1_000
        message = me.message(mentions_me=True)
        await me.hears(me.message("plain"), message)
        await eventually(lambda: bool(me.told))
        assert [each.message for each in me.told] == [message]
        await me.tasks.done()


async def test_nothing_is_asked_again_after_the_end() -> None:
    store = Broken()
    async with desk(store) as me:
        store.left = 1_000
        await me.hears(me.message(mentions_me=True))
        left = store.left
        me.service.close()
        assert me.service._retry is not None
        assert me.service._retry.cancelled()
        await me.tasks.done()
        assert (me.told, store.left) == ([], left)
