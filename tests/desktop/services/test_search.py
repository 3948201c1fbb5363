"""The search service over a real store: queries, watches, groups, news, and that nothing leaks."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import msgspec
import pytest
import pytest_asyncio

from desktop.errors import AppError
from desktop.model import Message, OrderKey
from desktop.services import search_watch
from desktop.services.news import MessageChanged, MessageNew, RoomsChanged, SearchChanged
from desktop.services.search import Search
from desktop.store.errors import KnownStoreError, Trouble
from desktop.store.search_reader import Answer
from desktop.store.search_terms import Wanted
from desktop.store.store import Store
from net.entry import Entry
from net.ids import PersonId, RoomId, digest
from net.pubsub import CHATS_TOPIC, ROOMS_TOPIC, PubSub, search_topic
from tests.faults.authors import ROOM, START_MS, Author, stamp
from tests.faults.plain import ME

OTHER = RoomId(digest(b"other room"))
SECRET = RoomId(digest(b"a room of others"))
BO = PersonId(digest(b"bo"))
EVE = PersonId(digest(b"eve"))
WAIT_S = 20.0

pytestmark = pytest.mark.asyncio


class World:
    """A store, a bus, the service, and one author who talks."""

    def __init__(self, store: Store) -> None:
        self.bo = Author("bo")
        self.store = store
        self.bus = PubSub()
        self.rooms = [(ROOM, "lobby"), (OTHER, "Café corner")]
        self.people = [(ME, "Ana Ferreira"), (BO, "Bo Berg")]
        self.search = Search(
            store=self.store,
            bus=self.bus,
            person=ME,
            rooms=lambda: self.rooms,
            people=lambda: self.people,
            now_ms=lambda: START_MS,
        )
        self.told: list[SearchChanged] = []
        self.bus.subscribe(search_topic(ME), self._on_search)
        self._news = asyncio.Event()

    async def say(
        self, *texts: str, at_ms: int = 0, room: RoomId = ROOM, live: bool = True
    ) -> list[Message]:
        entries = [
            self.bo.say(text, stamp(at_ms + i * 1000), room=room) for i, text in enumerate(texts)
        ]
        await self.store.history.append(entries)
        messages = [await self.message(entry) for entry in entries]
        for message in messages:
            self.bus.local_broadcast(CHATS_TOPIC, MessageNew(message, live))
        return messages

    async def message(self, entry: Entry) -> Message:
        """What the store keeps of an entry."""
        found = await self.store.read(lambda reader: reader.message(entry.id))
        assert found is not None
        return found

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(WAIT_S):
            while not true():
                self._news.clear()
                await self._news.wait()

    async def shows(self, watch: int, texts: list[str]) -> None:
        """Wait until a watch shows exactly these texts."""
        await self.until(lambda: self.shown(watch) == texts)

    def shown(self, watch: int) -> list[str] | None:
        for changed in reversed(self.told):
            if watch in changed.watches:
                return [hit.text for hit in changed.result.hits]
        return None

    async def found(self, text: str, room: RoomId | None = None) -> list[str]:
        return [hit.text for hit in (await self.search.query(text, 50, room)).hits]

    def _on_search(self, event: object) -> None:
        assert isinstance(event, SearchChanged)
        self.told.append(event)
        self._news.set()


@pytest_asyncio.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    store = await asyncio.to_thread(Store.open, tmp_path, Author("me").device, ME, now_ms=START_MS)
    world = World(store)
    yield world
    await world.search.close()
    await world.store.aclose()


async def test_what_was_just_said_is_found(world: World) -> None:
    for number in range(20):
        await world.say(f"grape number {number}", at_ms=number * 1000)
        assert (await world.found("grap"))[0] == f"grape number {number}"


async def test_a_full_disk_hides_nothing_that_was_indexed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.say("grape")
    assert await world.found("grape") == ["grape"]

    async def refuse(_: int) -> bool:
        raise KnownStoreError(Trouble.FULL)

    monkeypatch.setattr(world.store, "catch_up_search", refuse)
    assert await world.found("grape") == ["grape"]


async def test_an_answer_says_what_was_asked_and_whether_there_is_more(world: World) -> None:
    await world.say("grape one", "grape two", "grape three")
    result = await world.search.query("  GRAPE  ", 2)
    assert result.query == "GRAPE"
    assert [(hit.text, hit.marks) for hit in result.hits] == [
        ("grape three", ((0, 5),)), ("grape two", ((0, 5),)),
    ]  # fmt: skip
    assert result.more
    assert result.hits[0].sent_at_ms == START_MS + 2000
    assert result.hits[0].room == ROOM


@pytest.mark.parametrize(("text", "reason"), [("", "empty"), ("ab", "too-short"), ("abc", None)])
async def test_too_little_finds_nothing_and_says_why(
    world: World, text: str, reason: str | None
) -> None:
    await world.say("ab abc")
    assert (await world.search.query(text, 5)).reason == reason


async def test_names_of_people_and_rooms(world: World) -> None:
    await world.say("grape here")
    await world.say("grape there", at_ms=10_000, room=OTHER)
    assert await world.found("grape in:lobby") == ["grape here"]
    assert await world.found('grape in:"cafe c"') == ["grape there"]
    assert await world.found("grape in:corner") == ["grape there"]
    assert await world.found("grape -in:lob") == ["grape there"]
    assert await world.found("grape in:nowhere") == []
    assert await world.found("grape", OTHER) == ["grape there"]
    assert await world.found("grape in:lobby", OTHER) == []
    assert await world.found("grape from:nobody") == []
    assert await world.found("grape from:me") == []


async def test_only_rooms_this_person_is_in_are_searched(world: World) -> None:
    await world.say("grape of others", room=SECRET)
    assert await world.found("grape") == []
    watch = world.search.watch("grape")
    await world.shows(watch, [])
    await world.say("grape of others again", at_ms=5_000, room=SECRET)
    await world.say("grape for all", at_ms=6_000)
    await world.shows(watch, ["grape for all"])
    with pytest.raises(AppError):
        await world.search.query("grape", 5, SECRET)
    world.rooms.append((SECRET, "joined"))
    world.bus.local_broadcast(ROOMS_TOPIC, RoomsChanged())
    await world.shows(watch, ["grape for all", "grape of others again", "grape of others"])


async def test_a_watch_tells_at_first_and_when_something_new_matches(world: World) -> None:
    await world.say("grape one")
    watch = world.search.watch("grap")
    await world.shows(watch, ["grape one"])
    await world.say("nothing of it", at_ms=10_000)
    await world.say("grapes two", at_ms=20_000)
    await world.shows(watch, ["grapes two", "grape one"])
    assert world.told[-1].result.query == "grap"


async def test_a_new_match_is_found_in_memory_not_in_the_store(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = world.search.watch("grape")
    await world.shows(watch, [])
    asked: list[object] = []
    monkeypatch.setattr(world.store, "search", asked.append)
    for number in range(5):
        await world.say(f"grape {number}", at_ms=number * 1000)
    await world.until(lambda: len(world.shown(watch) or []) == 5)
    assert asked == []


async def test_an_edit_or_a_delete_is_followed(world: World) -> None:
    (message,) = await world.say("grape one")
    watch = world.search.watch("grape")
    await world.shows(watch, ["grape one"])
    edited = msgspec.structs.replace(message, text="wine one", edited_at_ms=1)
    world.bus.local_broadcast(CHATS_TOPIC, MessageChanged(edited))
    await world.shows(watch, [])
    back = msgspec.structs.replace(message, text="a grape again", edited_at_ms=2)
    world.bus.local_broadcast(CHATS_TOPIC, MessageChanged(back))
    await world.shows(watch, ["a grape again"])
    gone = msgspec.structs.replace(message, text="", deleted=True)
    world.bus.local_broadcast(CHATS_TOPIC, MessageChanged(gone))
    await world.shows(watch, [])


async def test_the_newest_query_of_a_group_is_that_of_all_its_windows(world: World) -> None:
    await world.say("grape one", "wine two")
    first = world.search.watch("grape", "windows")
    await world.shows(first, ["grape one"])
    second = world.search.watch("wine", "windows")
    alone = world.search.watch("grape")
    await world.shows(second, ["wine two"])
    await world.shows(first, ["wine two"])
    await world.shows(alone, ["grape one"])
    world.search.change(first, "two")
    await world.until(lambda: world.told[-1].result.query == "two")
    assert set(world.told[-1].watches) == {first, second}
    generations = [told.generation for told in world.told if told.group == "windows"]
    assert generations == sorted(generations)


async def test_a_late_answer_of_an_older_query_is_dropped(world: World) -> None:
    await world.say("grape one", "wine two")
    watch = world.search.watch("grape", "g")
    current = "grape"
    stale: list[str] = []

    def check(event: object) -> None:
        assert isinstance(event, SearchChanged)
        if event.result.query != current:
            stale.append(event.result.query)

    world.bus.subscribe(search_topic(ME), check)
    for turn in range(60):  # each interrupts the one before, at whatever point it is
        current = ("grape", "wine")[turn % 2]
        world.search.change(watch, current)
        for _ in range(turn % 7):
            await asyncio.sleep(0)
    await world.shows(watch, ["wine two"])
    assert stale == []


async def test_a_query_that_becomes_too_short_clears(world: World) -> None:
    await world.say("grape one")
    watch = world.search.watch("grape")
    await world.shows(watch, ["grape one"])
    world.search.change(watch, "g")
    await world.shows(watch, [])
    assert world.told[-1].result.reason == "too-short"
    await world.say("g grape", at_ms=10_000)
    world.search.change(watch, "grape")
    await world.shows(watch, ["g grape", "grape one"])


async def test_a_flood_of_synced_history_is_looked_up_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_watch, "MATCHED_ONE_BY_ONE", 5)
    watch = world.search.watch("grape")
    await world.shows(watch, [])
    await world.say(*(f"grape {number}" for number in range(60)), live=False)
    newest = [f"grape {number}" for number in range(59, 9, -1)]
    await world.shows(watch, newest)
    assert world.told[-1].result.more
    assert len(world.told) < 20


async def test_what_comes_while_a_query_runs_is_in_its_answer(world: World) -> None:
    watch = world.search.watch("grape")
    await world.say("grape at once")
    await world.shows(watch, ["grape at once"])


async def test_results_go_to_this_persons_topic_only(world: World) -> None:
    others: list[object] = []
    world.bus.subscribe(search_topic(EVE), others.append)
    watch = world.search.watch("grape")
    await world.say("grape one")
    await world.shows(watch, ["grape one"])
    assert others == []


async def test_an_ended_watch_is_silent(world: World) -> None:
    watch = world.search.watch("grape")
    await world.shows(watch, [])
    world.search.unwatch(watch)
    before = len(world.told)
    await world.say("grape one")
    other = world.search.watch("grape")
    await world.shows(other, ["grape one"])
    assert all(watch not in told.watches for told in world.told[before:])
    with pytest.raises(AppError):
        world.search.unwatch(watch)
    with pytest.raises(AppError):
        world.search.change(watch, "x")


async def test_watches_and_limits_are_capped(world: World) -> None:
    for _ in range(search_watch.MAX_WATCHES):
        world.search.watch("grape", "one group")
    with pytest.raises(AppError) as refused:
        world.search.watch("grape")
    assert refused.value.kind == "too-large"
    for limit in (0, -1, 201):
        with pytest.raises(AppError):
            await world.search.query("grape", limit)


async def test_many_queries_at_once_are_all_answered(world: World) -> None:
    await world.say(*(f"grape number {number}" for number in range(30)))
    results = await asyncio.gather(
        *(world.search.query(f'grape "number {number}"', 5) for number in range(30))
    )
    assert [[hit.text for hit in result.hits] for result in results] == [
        [f"grape number {number}"] for number in range(30)
    ]


async def test_a_cancelled_query_leaves_the_next_one_alone(world: World) -> None:
    await world.say(*(f"grape number {number}" for number in range(200)))
    for _ in range(30):
        task = asyncio.ensure_future(world.search.query("grape", 200))
        await asyncio.sleep(0)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
    assert len(await world.found("grape")) == 50


async def test_the_context_of_a_hit(world: World) -> None:
    messages = await world.say(*(f"line {number}" for number in range(20)))
    around, at = await world.search.context(messages[7].id, 3, 2)
    assert [message.text for message in around] == [f"line {n}" for n in range(4, 10)]
    assert around[at].id == messages[7].id
    first, at = await world.search.context(messages[0].id, 5, 1)
    assert ([message.text for message in first], at) == (["line 0", "line 1"], 0)
    (secret,) = await world.say("hidden", room=SECRET)
    for message in (secret.id, bytes(32)):
        with pytest.raises(AppError):
            await world.search.context(message, 1, 1)  # type: ignore[arg-type]
    with pytest.raises(AppError):
        await world.search.context(messages[0].id, 500, 1)


# ---------------------------------------------------------------- older results


def grapes(first: int, last: int) -> list[str]:
    """Return the texts of grapes from the newest down, both included."""
    return [f"grape {number}" for number in range(first, last - 1, -1)]


async def test_older_results_come_in_steps_until_there_are_no_more(world: World) -> None:
    await world.say(*(f"grape {number}" for number in range(120)))
    watch = world.search.watch("grape", "windows")
    other = world.search.watch("grape", "windows")
    await world.shows(other, grapes(119, 70))
    world.search.more(watch, "grape")
    await world.shows(watch, grapes(119, 20))
    assert world.shown(other) == world.shown(watch)
    assert world.told[-1].result.more
    world.search.more(other, "grape")
    await world.shows(watch, grapes(119, 0))
    assert not world.told[-1].result.more
    assert not world.search.more(other, "grape")
    await world.say("grape 120", at_ms=200_000)
    await world.shows(watch, grapes(120, 0))


async def test_what_comes_while_older_results_are_shown_pushes_none_of_them_out(
    world: World,
) -> None:
    await world.say(*(f"grape {number}" for number in range(120)))
    watch = world.search.watch("grape", "windows")
    await world.shows(watch, grapes(119, 70))
    world.search.more(watch, "grape")
    await world.say("grape 120", at_ms=200_000)
    await world.shows(watch, grapes(120, 20))
    late = await world.say("grape late", at_ms=-200_000, live=False)
    await world.say("grape 121", at_ms=201_000)
    await world.shows(watch, grapes(121, 20))  # the late one has its place below
    world.bus.local_broadcast(ROOMS_TOPIC, RoomsChanged())
    world.rooms.pop()
    world.bus.local_broadcast(ROOMS_TOPIC, RoomsChanged())
    await world.say("grape 122", at_ms=202_000)
    await world.shows(watch, grapes(122, 20))  # looked up anew: still as many
    world.search.more(watch, "grape")
    await world.shows(watch, [*grapes(122, 0), late[0].text])


async def test_older_results_of_another_query_are_not_asked_for(world: World) -> None:
    await world.say(*(f"grape {number}" for number in range(70)), "wine")
    watch = world.search.watch("grape", "windows")
    await world.shows(watch, grapes(69, 20))
    assert world.search.more(watch, "grape")
    world.search.change(watch, "wine")
    assert not world.search.more(watch, "grape")
    await world.shows(watch, ["wine"])
    assert [len(told.result.hits) for told in world.told] == [50, 1]


async def test_older_results_end_where_there_are_enough(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_watch, "MAX_HITS", 70)
    await world.say(*(f"grape {number}" for number in range(120)))
    watch = world.search.watch("grape", "windows")
    await world.shows(watch, grapes(119, 70))
    assert not world.told[-1].result.full
    world.search.more(watch, "grape")
    await world.shows(watch, grapes(119, 50))
    assert (world.told[-1].result.more, world.told[-1].result.full) == (True, True)
    world.search.more(watch, "grape")
    await world.say("grape 120", at_ms=200_000)
    await world.shows(watch, grapes(120, 51))


@pytest.mark.parametrize(("empty", "found"), [(0, 1), (3, 1), (100, 0)])
async def test_a_search_that_stops_before_it_finds_anything_goes_on_for_a_while(
    world: World, monkeypatch: pytest.MonkeyPatch, empty: int, found: int
) -> None:
    await world.say("grape")
    asked: list[object] = []
    ask = world.search._watches._ask_store

    async def stopping(wanted: Wanted, limit: int, below: OrderKey | None) -> Answer:
        asked.append(below)
        if len(asked) <= empty:  # as after MAX_JUDGED candidates, none of them wanted
            return Answer((), more=True, down_to=(2**60 - len(asked), 0, 0, b""))
        return await ask(wanted, limit, None)

    monkeypatch.setattr(world.search._watches, "_ask_store", stopping)
    world.search.watch("grape")
    await world.until(lambda: bool(world.told))
    result = world.told[-1].result
    assert (len(result.hits), result.more) == (found, not found)
    assert asked[1:] == [(2**60 - n, 0, 0, b"") for n in range(1, len(asked))]


async def test_a_disk_that_does_not_answer_is_told_and_asked_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.say(*(f"grape {number}" for number in range(70)))
    watch = world.search.watch("grape", "windows")
    await world.shows(watch, grapes(69, 20))

    def refuse(_: object) -> None:
        raise KnownStoreError(Trouble.IO)

    with monkeypatch.context() as broken:
        broken.setattr(world.store, "search", refuse)
        world.search.more(watch, "grape")
        await world.until(lambda: world.told[-1].error is not None)
        assert world.shown(watch) == grapes(69, 20)
        world.search.change(watch, "grap")
        await world.until(lambda: world.told[-1].result.query == "grap")
        assert world.told[-1].error is not None
    world.search.more(watch, "grap")
    await world.shows(watch, grapes(69, 20))
    assert world.told[-1].error is None


async def test_a_mishap_is_told_and_the_next_wish_looks_anew(
    world: World, monkeypatch: pytest.MonkeyPatch, expected_logs
) -> None:
    expected_logs("a watched search failed")
    await world.say(*(f"grape {number}" for number in range(70)))
    watch = world.search.watch("grape", "windows")
    await world.shows(watch, grapes(69, 20))

    def fail(_: object) -> None:
        raise ValueError

    with monkeypatch.context() as broken:
        broken.setattr(world.store, "search", fail)
        world.search.more(watch, "grape")
        await world.until(lambda: world.told[-1].error is not None)
    assert world.search.more(watch, "grape")
    await world.until(lambda: world.told[-1].error is None)


async def test_a_failure_that_is_over_by_the_time_of_telling_is_not_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.say(*(f"grape {number}" for number in range(70)))
    watch = world.search.watch("grape", "windows")
    await world.shows(watch, grapes(69, 20))
    group = world.search._watches._known(watch)

    def refuse(_: object) -> None:
        raise KnownStoreError(Trouble.IO)

    with monkeypatch.context() as broken:
        broken.setattr(world.store, "search", refuse)
        world.search.more(watch, "grape")
        await world.until(lambda: group.error is not None)
    world.search.more(watch, "grape")
    await world.until(lambda: group.error is None and group.telling is None)
    assert world.told[-1].error is None
    assert world.shown(watch) == grapes(69, 0)


async def test_what_comes_in_one_millisecond_stands_as_it_was_said(world: World) -> None:
    watch = world.search.watch("grape")
    await world.shows(watch, [])
    entries = [world.bo.say(f"grape {number}", stamp(0, number)) for number in range(30)]
    await world.store.history.append(entries)
    for entry in entries:
        message = await world.message(entry)
        unread = msgspec.structs.replace(message, key=None)  # as its own node tells it
        world.bus.local_broadcast(CHATS_TOPIC, MessageNew(unread, live=True))
    await world.shows(watch, grapes(29, 0))


async def test_what_messages_answer_is_found_in_rooms_of_ones_own_alone(world: World) -> None:
    first, *rest = await world.say("grape one", "grape two", "grape three")
    (secret,) = await world.say("grape of others", at_ms=9_000, room=SECRET)
    two, three = (
        msgspec.structs.replace(each, reply_to=to)
        for each, to in zip(rest, (first.id, secret.id), strict=True)
    )
    assert [each.text for each in await world.search.answered([two, three])] == ["grape one"]
    assert await world.search.answered([first, two]) == ()
