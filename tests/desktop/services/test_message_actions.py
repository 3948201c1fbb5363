"""Edit, delete, react, pin and read on a real store: what is refused, what stands, who is told."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from desktop.budget import Allowance, Budget
from desktop.errors import AppError
from desktop.services import news
from desktop.services.chat import Chat
from desktop.services.message_actions import MessageActions
from desktop.services.reading import MAX_DRAFT_BYTES, Reading
from desktop.store.annotation_fold import MAX_EMOJI_PER_PERSON
from desktop.store.annotation_payloads import decode_read
from desktop.store.store import Store
from net.entry import Entry, Kind
from net.ids import EntryId, PersonId, RoomId, digest
from net.news import EntriesStored
from net.pubsub import CHATS_TOPIC, PubSub
from tests.desktop.store.test_annotations import Speaker
from tests.faults.authors import ROOM, stamp

pytestmark = pytest.mark.asyncio

SELF_ROOM = RoomId(digest(b"room with oneself"))
KINDS = ("messages", "edits", "deletes", "reactions", "pins")


class Desk:
    """The services of one device over a store, without a network. A device is its own person."""

    def __init__(self, store: Store, me: Speaker) -> None:
        self.store = store
        self.me = me
        self.person = PersonId(me.device)
        self.bus = PubSub()
        self.told: list[Any] = []
        self.written: list[Entry] = []
        self.blocked: set[PersonId] = set()
        self.devices = 2
        self.now_s = 0.0
        self.budget = Budget(lambda: self.now_s, dict.fromkeys(KINDS, Allowance(1_000, 1.0)))
        self._ms = 0
        self._tasks: set[asyncio.Future[None]] = set()
        self.bus.subscribe(CHATS_TOPIC, self.told.append)
        shared: dict[str, Any] = {"append": self.append, "store": store, "has_room": self.has_room}
        self.chat = Chat(
            **shared, bus=self.bus, person=self.person, device=me.device,
            name_of=lambda person: "Somebody", person_of=PersonId,
            rooms=lambda: (ROOM,), is_blocked=self.blocked.__contains__,
            named=self.named, take=self.budget.take, spawn=self.spawn,
        )  # fmt: skip
        self.actions = MessageActions(
            **shared, person=self.person, named=self.named, take=self.budget.take
        )
        self.reading = Reading(
            **shared, bus=self.bus, self_room=SELF_ROOM, spawn=self.spawn,
            has_other_devices=lambda: self.devices > 1,
        )  # fmt: skip
        store.history.on_changed = self.chat.changed

    def has_room(self, room: RoomId) -> bool:
        return room == ROOM

    def named(self, room: RoomId) -> list[tuple[PersonId, str]]:
        return [(self.person, "Ana"), (PersonId(bytes(31) + b"b"), "Bo")]

    def spawn(self, coroutine: Any) -> None:
        task = asyncio.ensure_future(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def append(self, room: RoomId, kind: Kind, payload: bytes) -> Entry:
        self._ms += 1
        entry = self.me.write(kind, payload, stamp(1_000 + self._ms), room=room)
        await self.arrive(entry)
        self.written.append(entry)
        return entry

    async def arrive(self, *entries: Entry) -> None:
        result = await self.store.history.append(entries)
        self.chat.entries_stored(EntriesStored(result.stored, live=True))

    async def settle(self) -> list[Any]:
        """Return what was told about messages since the last time."""
        while self._tasks:
            ended, _ = await asyncio.wait(self._tasks)  # gather comes back at once where all are done
            for task in ended:
                task.result()
        told = [each for each in self.told if not isinstance(each, news.RoomTouched)]
        self.told.clear()
        return told


@pytest_asyncio.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    me = Speaker("me")
    store = await asyncio.to_thread(
        lambda: Store.open(tmp_path, me.device, PersonId(me.device), now_ms=0)
    )
    desk = Desk(store, me)
    yield desk
    await desk.reading.close()
    await desk.settle()
    await store.aclose()
    gc.collect()


@pytest.fixture
def bo() -> Speaker:
    return Speaker("bo")


async def refused(kind: str, act: Callable[[], Any]) -> str:
    with pytest.raises(AppError) as caught:
        await act()
    assert caught.value.kind == kind
    return str(caught.value)


async def test_each_act_returns_the_message_as_it_is_now(desk: Desk) -> None:
    said = await desk.chat.send(ROOM, "teh words")
    edited = await desk.actions.edit(said.id, "the words")
    assert (edited.id, edited.text) == (said.id, "the words")
    assert edited.edited_at_ms is not None
    reacted = await desk.actions.react(said.id, "❤", on=True)
    assert [(each.emoji, each.people) for each in reacted.reactions] == [("❤️", (desk.person,))]
    pinned = await desk.actions.pin(said.id, on=True)
    assert (pinned.pinned, pinned.text, len(pinned.reactions)) == (True, "the words", 1)
    details = await desk.actions.details(said.id)
    assert [version.text for version in details.versions] == ["teh words", "the words"]
    assert details.holders == ()
    deleted = await desk.actions.delete(said.id)
    assert (deleted.deleted, deleted.text, deleted.reactions) == (True, "", ())
    assert (await desk.actions.details(said.id)).versions == ()


async def test_every_change_is_told_once_and_what_stands_already_is_not_written(desk: Desk) -> None:
    said = await desk.chat.send(ROOM, "words")
    assert [type(each) for each in await desk.settle()] == [news.MessageNew]
    for _ in range(2):
        await desk.actions.react(said.id, "👍", on=True)
        await desk.actions.pin(said.id, on=True)
        await desk.actions.edit(said.id, "other words")
    told = await desk.settle()
    assert [type(each) for each in told] == [news.MessageChanged] * 3
    assert told[-1].message.text == "other words"
    for _ in range(2):
        await desk.actions.delete(said.id)
    assert [each.message.deleted for each in await desk.settle()] == [True]
    assert [entry.kind for entry in desk.written] == [
        Kind.MESSAGE, Kind.REACTION, Kind.PIN, Kind.EDIT, Kind.DELETE]  # fmt: skip


async def test_what_others_say_is_told_and_what_changes_nothing_is_not(
    desk: Desk, bo: Speaker
) -> None:
    said = await desk.chat.send(ROOM, "words")
    await desk.settle()
    await desk.arrive(bo.edit(said.id, "not yours", stamp(1)), bo.delete(said.id, stamp(2)))
    assert await desk.settle() == []
    await desk.arrive(bo.react(said.id, "👍", stamp(3)))
    (told,) = await desk.settle()
    assert told.message.reactions[0].people == (bo.device,)
    await desk.arrive(bo.react(said.id, "👍", stamp(4)))
    assert await desk.settle() == []


async def test_a_message_is_announced_as_it_stands_when_it_comes_last(
    desk: Desk, bo: Speaker
) -> None:
    said, gone = bo.say("teh words", stamp(1)), bo.say("oops", stamp(2))
    edit, delete = bo.edit(said.id, "the words", stamp(3)), bo.delete(gone.id, stamp(4))
    await desk.arrive(edit, delete)
    assert await desk.settle() == []
    await desk.arrive(said, gone)
    (told,) = await desk.settle()
    assert isinstance(told, news.MessageNew)
    assert (told.message.id, told.message.text) == (said.id, "the words")


async def test_only_the_author_changes_the_words(desk: Desk, bo: Speaker) -> None:
    said = bo.say("bo's", stamp(1))
    await desk.arrive(said)
    await refused("refused", lambda: desk.actions.edit(said.id, "mine"))
    await refused("refused", lambda: desk.actions.delete(said.id))
    nobody = EntryId(bytes(32))
    for act in (
        lambda: desk.actions.edit(nobody, "x"),
        lambda: desk.actions.delete(nobody),
        lambda: desk.actions.react(nobody, "👍", on=True),
        lambda: desk.actions.pin(nobody, on=True),
        lambda: desk.actions.details(nobody),
        lambda: desk.reading.mark_read(ROOM, nobody),
    ):
        await refused("not-found", act)
    assert desk.written == []


async def test_what_cannot_be_said_is_refused_with_a_reason(desk: Desk) -> None:
    said = await desk.chat.send(ROOM, "words")
    assert "one emoji" in await refused(
        "invalid", lambda: desk.actions.react(said.id, "thumbs up", on=True)
    )
    await refused("invalid", lambda: desk.actions.edit(said.id, " \x00 "))
    await refused("too-large", lambda: desk.actions.edit(said.id, "é" * 8_193))
    await desk.actions.delete(said.id)
    await refused("refused", lambda: desk.actions.edit(said.id, "again"))
    await refused("refused", lambda: desk.actions.react(said.id, "👍", on=True))
    await refused("refused", lambda: desk.actions.pin(said.id, on=True))


async def test_one_person_chooses_so_many_emoji(desk: Desk) -> None:
    said = await desk.chat.send(ROOM, "words")
    emoji = [chr(0x1F600 + n) for n in range(MAX_EMOJI_PER_PERSON + 1)]
    for each in emoji[:-1]:
        await desk.actions.react(said.id, each, on=True)
    await refused("refused", lambda: desk.actions.react(said.id, emoji[-1], on=True))
    await desk.actions.react(said.id, emoji[0], on=False)
    shown = await desk.actions.react(said.id, emoji[-1], on=True)
    assert [each.emoji for each in shown.reactions] == emoji[1:]


async def test_a_runaway_script_is_stopped_and_told_how_long_to_wait(desk: Desk) -> None:
    desk.budget = Budget(lambda: desk.now_s, dict.fromkeys(KINDS, Allowance(2, 0.5)))
    desk.actions._take = desk.chat._take = desk.budget.take
    said = await desk.chat.send(ROOM, "one")
    await desk.chat.send(ROOM, "two")
    assert "wait 2 s" in await refused("refused", lambda: desk.chat.send(ROOM, "three"))
    desk.now_s += 2
    await desk.chat.send(ROOM, "three")
    await desk.actions.react(said.id, "👍", on=True)
    await desk.actions.react(said.id, "👍", on=False)
    await refused("refused", lambda: desk.actions.react(said.id, "👍", on=True))


async def test_a_retry_returns_the_same_message_however_often(desk: Desk) -> None:
    local_id = bytes(range(16))
    first, second = await asyncio.gather(
        desk.chat.send(ROOM, "ok", local_id=local_id), desk.chat.send(ROOM, "ok", local_id=local_id)
    )
    third = await desk.chat.send(ROOM, "ok", local_id=local_id)
    assert first.id == second.id == third.id
    other = await desk.chat.send(ROOM, "ok")
    assert other.id != first.id  # equal words are two messages
    assert [entry.kind for entry in desk.written] == [Kind.MESSAGE] * 2


async def test_a_send_given_up_and_tried_again_is_one_message(desk: Desk) -> None:
    """A time-out is "unknown": the caller stops waiting, the same local id finds what became of it."""
    local_id = bytes(range(16))
    waiting = asyncio.ensure_future(desk.chat.send(ROOM, "words", local_id=local_id))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    again = await desk.chat.send(ROOM, "words", local_id=local_id)
    page, _ = await desk.chat.page(ROOM, before=None, limit=10)
    assert [message.id for message in page] == [again.id]


async def test_names_in_the_text_are_mentions_and_edits_change_them(desk: Desk) -> None:
    said = await desk.chat.send(ROOM, "look @bo and @ana")
    assert [person[-1:] for person in said.mentions][1:] == [desk.person[-1:]]
    assert said.mentions_me
    edited = await desk.actions.edit(said.id, "look @Bo")
    assert len(edited.mentions) == 1
    assert not edited.mentions_me
    by_id = await desk.chat.send(ROOM, "without a name", mentions=(desk.person,))
    kept = await desk.actions.edit(by_id.id, "still without a name")
    assert kept.mentions == (desk.person,)
    await refused("not-found", lambda: desk.chat.send(ROOM, "x", mentions=(PersonId(bytes(32)),)))
    picked = await desk.actions.edit(by_id.id, "other words", (said.mentions[0], PersonId(bytes(32))))
    assert picked.mentions == (desk.person, said.mentions[0])


async def test_read_marks_go_forward_and_other_devices_follow_once(
    desk: Desk, bo: Speaker
) -> None:
    said = [bo.say(f"{n}", stamp(n)) for n in range(5)]
    await desk.arrive(*said)
    for n in (1, 3, 3, 0):
        await desk.reading.mark_read(ROOM, said[n].id)
    assert (await desk.store.read(lambda reader: reader.counts(ROOM))).unread == 1
    assert desk.written == []
    await desk.reading.close()
    (entry,) = desk.written
    assert (entry.room, entry.kind) == (SELF_ROOM, Kind.READ)
    mark = decode_read(entry.payload)
    assert mark is not None
    assert (mark.room, mark.message) == (ROOM, said[3].id)


async def test_marking_unread_moves_the_mark_back_and_it_stays_there(
    desk: Desk, bo: Speaker
) -> None:
    async def unread() -> int:
        return (await desk.store.read(lambda reader: reader.counts(ROOM))).unread

    said = [bo.say(f"{n}", stamp(n)) for n in range(5)]
    await desk.arrive(*said)
    await desk.reading.mark_read(ROOM, said[4].id)
    assert await desk.reading.mark_unread(ROOM, said[2].id) == said[1].id
    assert await unread() == 3
    await desk.reading.close()  # what other devices were to follow is not told any more
    assert desk.written == []
    assert await unread() == 3
    assert news.RoomTouched(ROOM) in desk.told
    assert await desk.reading.mark_unread(ROOM, said[0].id) is None
    assert await unread() == 5
    state = await desk.store.read(lambda reader: reader.state(ROOM))
    assert state.read is None
    await desk.reading.mark_read(ROOM, said[3].id)
    assert await unread() == 1
    await refused("not-found", lambda: desk.reading.mark_unread(ROOM, EntryId(bytes(32))))
    await refused("not-found", lambda: desk.reading.mark_unread(SELF_ROOM, said[0].id))


async def test_a_read_mark_of_another_own_device_moves_ours_even_before_the_message(
    desk: Desk, bo: Speaker
) -> None:
    said = [bo.say(f"{n}", stamp(n)) for n in range(3)]
    await desk.arrive(said[0])
    await desk.reading.mark_read(ROOM, said[0].id)
    await desk.reading.close()
    stranger = bo.write(Kind.READ, desk.written[0].payload, stamp(9), room=SELF_ROOM)
    await desk.arrive(*said[1:])
    assert (await desk.store.read(lambda reader: reader.counts(ROOM))).unread == 2
    await desk.arrive(stranger)  # nobody else's word on what we have read counts
    assert (await desk.store.read(lambda reader: reader.counts(ROOM))).unread == 2
    desk.told.clear()
    newest = await desk.store.read(lambda reader: reader.message(said[2].id))
    assert newest is not None
    assert newest.key is not None
    later = bo.say("later", stamp(20))
    from desktop.store.annotation_payloads import ReadPayload, encode_read

    mark = ReadPayload(ROOM, later.id, (stamp(20), *newest.key[1:3]))
    await desk.append(SELF_ROOM, Kind.READ, encode_read(mark))
    assert news.RoomTouched(ROOM) in desk.told
    await desk.arrive(later)
    assert (await desk.store.read(lambda reader: reader.counts(ROOM))).unread <= 1


async def test_a_device_alone_writes_no_read_marks(desk: Desk, bo: Speaker) -> None:
    desk.devices = 1
    said = bo.say("words", stamp(0))
    await desk.arrive(said)
    await desk.reading.mark_read(ROOM, said.id)
    await desk.reading.close()
    assert desk.written == []


async def test_drafts(desk: Desk) -> None:
    assert await desk.reading.draft(ROOM) == ""
    await desk.reading.set_draft(ROOM, "half a sen")
    assert await desk.reading.draft(ROOM) == "half a sen"
    await refused("too-large", lambda: desk.reading.set_draft(ROOM, "x" * (MAX_DRAFT_BYTES + 1)))
    await refused("not-found", lambda: desk.reading.draft(SELF_ROOM))
    assert await desk.reading.draft(ROOM) == "half a sen"


async def test_hidden_people_are_neither_listed_counted_nor_announced(
    desk: Desk, bo: Speaker
) -> None:
    person = PersonId(bo.device)
    old = [bo.say(f"{n}", stamp(n)) for n in range(1_200)]
    await desk.arrive(*old)
    await desk.chat.send(ROOM, "mine")
    await desk.settle()
    desk.blocked.add(person)
    assert await desk.store.set_blocked(person, on=True) == {ROOM}
    new = bo.say("while hidden", stamp(5_000))
    edit = bo.edit(old[7].id, "edited while hidden", stamp(5_001))
    await desk.arrive(new, edit)
    assert await desk.settle() == []
    page, _ = await desk.chat.page(ROOM, before=None, limit=500)
    assert [message.text for message in page] == ["mine"]
    counts = await desk.store.read(lambda reader: reader.counts(ROOM))
    assert (counts.messages, counts.unread) == (1, 0)
    run = await desk.store.history.read_run(
        ROOM, bo.device, 1, 2_000, max_bytes=1_000_000, signed=True
    )
    assert run is not None
    assert len(run.bodies) == 1_202  # whole for whoever asks
    desk.blocked.discard(person)
    await desk.store.set_blocked(person, on=False)
    counts = await desk.store.read(lambda reader: reader.counts(ROOM))
    assert (counts.messages, counts.unread) == (1_202, 1_201)
    shown = await desk.chat.get(old[7].id)
    assert shown is not None
    assert shown.text == "edited while hidden"


async def test_words_deleted_while_hidden_leave_the_index_and_new_ones_come(
    desk: Desk, bo: Speaker
) -> None:
    person = PersonId(bo.device)
    gone, edited = bo.say("marmalade", stamp(1)), bo.say("breadcrumbs", stamp(2))
    await desk.arrive(gone, edited)
    await desk.store.catch_up_search(100)
    await desk.store.set_blocked(person, on=True)
    await desk.arrive(bo.delete(gone.id, stamp(3)), bo.edit(edited.id, "toast", stamp(4)))
    await desk.store.set_blocked(person, on=False)
    await desk.store.catch_up_search(100)

    def indexed(session: Any) -> list[int]:
        return [
            session.connection.execute(
                "SELECT count(*) FROM search_words WHERE search_words MATCH ?", (word,)
            ).fetchone()[0]
            for word in ("marmalade", "breadcrumbs", "toast")
        ]

    assert await desk.store._writer.submit(indexed) == [0, 0, 1]


async def test_hiding_goes_on_after_a_kill(desk: Desk, bo: Speaker, monkeypatch: Any) -> None:
    from desktop.store import blocking

    await desk.arrive(*(bo.say(f"{n}", stamp(n)) for n in range(1_200)))
    settle = desk.store.settle_blocked

    async def killed() -> set[RoomId]:
        await desk.store._writer.submit(lambda session: blocking.settle(session, blocking.Place()))
        return set()

    monkeypatch.setattr(desk.store, "settle_blocked", killed)
    await desk.store.set_blocked(PersonId(bo.device), on=True)
    counts = await desk.store.read(lambda reader: reader.counts(ROOM))
    assert counts.messages == 700
    await settle()
    counts = await desk.store.read(lambda reader: reader.counts(ROOM))
    assert counts.messages == 0
