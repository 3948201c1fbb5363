"""The timeline against a plain sorted list: whatever comes, moves or goes, the window can follow."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop.model import Message, MessageState
from desktop.services import timeline as timeline_module
from desktop.services.timeline import RoomTimeline
from desktop.store import ordinals, projection
from desktop.store.loss import drop_damaged
from desktop.store.rows import Delivery
from desktop.store.runs import Damaged
from desktop.store.session import Session
from net.entry import Entry
from net.history import AHEAD_TOLERANCE_MS
from net.ids import EntryId
from tests.faults.authors import ROOM, START_MS, Author, stamp
from tests.faults.plain import ME, PlainStore


class Mirror:
    """What a window would show if it only ever believed what it is told."""

    def __init__(self, timeline: RoomTimeline) -> None:
        self.timeline = timeline
        self.shown: list[bytes] = []
        self.told: list[tuple[str, int, int]] = []
        self.counts: set[int] = set()
        """How many rows there were, by the timeline, while it told."""

        timeline.set_listener(self)
        self.settle()

    def inserted(self, ordinal: int, n: int) -> None:
        assert n > 0
        assert 0 <= ordinal <= len(self.shown)
        self.counts.add(self.timeline.count())
        self.told.append(("inserted", ordinal, n))
        self.shown[ordinal:ordinal] = [b"?"] * n

    def removed(self, ordinal: int, n: int) -> None:
        assert n > 0
        assert 0 <= ordinal <= len(self.shown) - n
        self.told.append(("removed", ordinal, n))
        del self.shown[ordinal : ordinal + n]

    def changed(self, ordinal: int) -> None:
        self.told.append(("changed", ordinal, 1))
        self.shown[ordinal] = b"?"

    def reset(self) -> None:
        self.told.append(("reset", 0, 0))
        self.shown = [b"?"] * self.timeline.count()

    def settle(self) -> None:
        """Fill what is new from the timeline; the rest must be what the timeline says already."""
        rows = self.timeline.rows(0, self.timeline.count())
        if not self.shown:
            self.shown = [b"?"] * len(rows)
        assert len(self.shown) == len(rows) == self.timeline.count()
        for ordinal, row in enumerate(rows):
            assert self.shown[ordinal] in (b"?", row.id), ordinal
        self.shown = [row.id for row in rows]


@pytest.fixture
def me() -> Author:
    return Author("me")


@pytest.fixture
def store(tmp_path: Path, me: Author) -> Iterator[PlainStore]:
    store = PlainStore(tmp_path, me.device)
    yield store
    store.close()


@pytest.fixture
def timeline(store: PlainStore) -> Iterator[RoomTimeline]:
    timeline = RoomTimeline(store.rows(ROOM), lambda: store.rows(ROOM))
    yield timeline
    timeline.close()


def pending(me: Author, local_id: bytes, text: str, ms: int) -> Message:
    return Message(
        EntryId(local_id), local_id, ROOM, ME, me.device, "Me", text, START_MS + ms,
        MessageState.PENDING, own=True,
    )  # fmt: skip


def test_an_empty_room_has_no_rows(timeline: RoomTimeline) -> None:
    assert timeline.count() == 0
    assert timeline.rows(0, 10) == []
    assert timeline.ordinal_at_time(START_MS) == 0
    assert timeline.ordinal_of(bytes(32)) is None


def test_nothing_moves_until_refresh(store: PlainStore, timeline: RoomTimeline, me: Author) -> None:
    store.append(me.say("one", stamp(0)))
    timeline.refresh()
    store.append(me.say("two", stamp(1)))
    assert [row.text for row in timeline.rows(0, 9)] == ["one"]
    timeline.refresh()
    assert [row.text for row in timeline.rows(0, 9)] == ["one", "two"]


def test_an_own_message_stays_in_its_row_from_typed_to_delivered(
    store: PlainStore, timeline: RoomTimeline, me: Author
) -> None:
    store.append(Author("bo").say("hi", stamp(0)))
    timeline.refresh()
    mirror = Mirror(timeline)
    local_id = b"l" * 16
    timeline.add_pending(pending(me, local_id, "hello", 5))
    assert mirror.told == [("inserted", 1, 1)]
    assert timeline.ordinal_of(local_id) == 1
    assert timeline.rows(1, 2)[0].state is MessageState.PENDING
    entry = me.say("hello", stamp(5), local_id=local_id)
    store.append(entry)
    mirror.settle()
    timeline.refresh()
    assert mirror.told[1:] == [("changed", 1, 1)]
    (row,) = timeline.rows(1, 2)
    assert (row.id, row.state, row.own) == (entry.id, MessageState.STORED, False)
    assert timeline.ordinal_of(local_id) == timeline.ordinal_of(entry.id) == 1
    store.do(
        lambda session: session.connection.execute(
            "INSERT INTO receipts (room, author, holder, seq) VALUES (?,?,?,?)",
            (session.room(ROOM), session.device(me.device).n,
             session.device(Author("bo").device).n, 1),
        )
    )  # fmt: skip
    timeline.refresh()
    assert mirror.told[2:] == [("changed", 1, 1)]
    assert timeline.rows(1, 2)[0].delivered_to == 1
    assert timeline.rows(1, 2)[0].state is MessageState.DELIVERED


def test_an_own_message_stored_with_those_of_others_is_counted_once(
    store: PlainStore, timeline: RoomTimeline, me: Author
) -> None:
    timeline.add_pending(pending(me, b"l" * 16, "mine", 5))
    mirror = Mirror(timeline)
    bo = Author("bo")
    store.append(bo.say("one", stamp(1)), bo.say("two", stamp(2)))
    store.append(me.say("mine", stamp(5), local_id=b"l" * 16))
    timeline.refresh()
    assert mirror.told == [("inserted", 0, 2), ("changed", 2, 1)]
    assert mirror.counts == {3}
    mirror.settle()


def test_a_failed_message_stands_at_the_end_until_discarded(
    store: PlainStore, timeline: RoomTimeline, me: Author
) -> None:
    timeline.add_pending(pending(me, b"a" * 16, "words", 0))
    mirror = Mirror(timeline)
    timeline.fail_pending(b"a" * 16, "The disk is full.")
    store.append(Author("bo").say("later", stamp(9)))
    timeline.refresh()
    mirror.settle()
    last = timeline.rows(0, 5)[-1]
    assert (last.state, last.error, last.text) == (
        MessageState.FAILED, "The disk is full.", "words",
    )  # fmt: skip
    timeline.discard(b"a" * 16)
    mirror.settle()
    assert [row.text for row in timeline.rows(0, 5)] == ["later"]
    timeline.discard(b"a" * 16)
    timeline.fail_pending(b"a" * 16, "too late")
    assert timeline.count() == 1


def test_a_row_pending_after_the_disk_was_faster_is_not_shown_twice(
    store: PlainStore, timeline: RoomTimeline, me: Author
) -> None:
    store.append(me.say("hello", stamp(0), local_id=b"x" * 16))
    timeline.refresh()
    timeline.add_pending(pending(me, b"x" * 16, "hello", 0))
    assert timeline.count() == 1


def test_times_and_keys_lead_to_the_first_row_at_or_after(
    store: PlainStore, timeline: RoomTimeline, me: Author
) -> None:
    store.append(*(me.say(str(i), stamp(i * 1000)) for i in range(300)))
    timeline.refresh()
    assert timeline.ordinal_at_time(0) == 0
    assert timeline.ordinal_at_time(START_MS + 7_000) == 7
    assert timeline.ordinal_at_time(START_MS + 7_001) == 8
    assert timeline.ordinal_at_time(START_MS + 10**9) == 300
    assert timeline.ordinal_at_time(2**62) == 300
    key = timeline.rows(120, 121)[0].key
    assert key is not None
    assert timeline.ordinal_at(key) == 120
    timeline.add_pending(pending(me, b"p" * 16, "late", 10**6))
    assert timeline.ordinal_at_time(START_MS + 10**6) == 300
    assert timeline.ordinal_at_time(START_MS + 10**6 + 1) == 301


def test_a_message_changed_on_disk_is_never_shown(
    store: PlainStore, timeline: RoomTimeline, me: Author
) -> None:
    entries = [me.say(f"true {i}", stamp(i)) for i in range(5)]
    store.append(*entries)
    store.do(
        lambda session: session.connection.execute(
            "UPDATE entries SET body=replace(body, 'true 2', 'lies 2') WHERE id=?",
            (entries[2].id,),
        )
    )
    timeline.refresh()
    mirror = Mirror(timeline)
    assert [row.text for row in timeline.rows(0, 5)] == ["true 0", "true 1", "", "true 3", "true 4"]
    assert [damaged.seq for damaged in store.drop_damaged()] == [3]
    timeline.refresh()
    mirror.settle()
    assert mirror.told == [("removed", 2, 1)]
    assert [row.text for row in timeline.rows(0, 5)] == ["true 0", "true 1", "true 3", "true 4"]
    store.append(entries[2])
    timeline.refresh()
    mirror.settle()
    assert timeline.rows(2, 3)[0].text == "true 2"


def test_a_touched_row_is_told_as_changed(
    store: PlainStore, timeline: RoomTimeline, me: Author
) -> None:
    store.append(*(me.say(str(i), stamp(i)) for i in range(5)))
    timeline.refresh()
    mirror = Mirror(timeline)
    store.do(lambda session: projection.touch(session, session.room(ROOM), 3))
    timeline.refresh()
    assert mirror.told == [("changed", 2, 1)]


def test_more_changes_than_told_one_by_one_are_a_reset(
    store: PlainStore, timeline: RoomTimeline, me: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timeline_module, "MAX_TOLD", 10)
    timeline.add_pending(pending(me, b"m" * 16, "mine", 3))
    mirror = Mirror(timeline)
    store.append(me.say("mine", stamp(3), local_id=b"m" * 16))
    store.append(*(me.say(str(i), stamp(i + 4)) for i in range(20)))
    timeline.refresh()
    mirror.settle()
    assert mirror.told == [("reset", 0, 0)]
    assert timeline.count() == 21


def test_a_row_that_came_and_moved_at_once_is_told_once(
    store: PlainStore, timeline: RoomTimeline, me: Author
) -> None:
    bo = Author("bo")
    store.append(me.say("0", stamp(0)), me.say("9", stamp(9)))
    timeline.refresh()
    mirror = Mirror(timeline)
    early = bo.say("ahead of time", stamp(9 * AHEAD_TOLERANCE_MS))
    store.append(early)
    store.append(me.say("judge", stamp(5), ahead=((bo.device, 1),)))
    timeline.refresh()
    mirror.settle()
    assert mirror.told == [("inserted", 1, 2)]
    assert [row.text for row in timeline.rows(0, 9)] == ["0", "ahead of time", "judge", "9"]


def test_bookmarks_built_before_a_change_are_brought_up_to_date(
    store: PlainStore, timeline: RoomTimeline, me: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timeline_module, "EVERY", 4)
    entries = [me.say(str(i), stamp(100 + i)) for i in range(40)]
    store.append(*entries)
    timeline.build_bookmarks()
    store.append(Author("bo").say("first", stamp(0)))
    store.do(lambda session: _lose(session, entries[30].id))
    timeline.refresh()
    texts = ["first", *(str(i) for i in range(40) if i != 30)]
    assert [timeline.rows(at, at + 1)[0].text for at in range(40)] == texts
    assert [timeline.ordinal_of(entry.id) for entry in entries[:30]] == list(range(1, 31))


@pytest.mark.parametrize("seed", range(12))
def test_the_timeline_is_the_sorted_list(
    store: PlainStore, me: Author, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Random arrivals in the middle, moves, losses and own rows; small strides so that all is used."""
    rng = random.Random(seed)
    for module, name, value in (
        (timeline_module, "PAGE_ROWS", 8), (timeline_module, "MAX_PAGES", 3),
        (timeline_module, "MAX_MESSAGES", 16), (timeline_module, "EVERY", 4),
        (timeline_module, "MAX_TOLD", 20 if seed % 4 == 0 else 1000), (ordinals, "EVERY", 4),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, value)
    authors = [me, Author(f"a{seed}", rng), Author(f"b{seed}", rng)]
    waiting: list[Entry] = []
    unsent: list[tuple[bytes, str, int]] = []
    shown: dict[bytes, Entry] = {}
    timeline = RoomTimeline(store.rows(ROOM), lambda: store.rows(ROOM))
    mirror = Mirror(timeline)

    def speak() -> None:
        author = rng.choice(authors[1:])
        late = rng.choice((0, 0, 0, 5 * AHEAD_TOLERANCE_MS))
        victim = rng.choice(authors)
        seq = rng.randint(1, 40)
        ahead = ((victim.device, seq),) if rng.random() < 0.15 else ()
        waiting.append(author.say("w", stamp(rng.randrange(5_000) + late), ahead=ahead))

    def deliver() -> None:
        rng.shuffle(waiting)
        batch = [waiting.pop() for _ in range(min(len(waiting), rng.randint(1, 12)))]
        if batch:
            shown.update((entry.id, entry) for entry in store.append(*batch))

    def type_words() -> None:
        local_id = rng.randbytes(16)
        unsent.append((local_id, "mine", rng.randrange(9_000)))
        timeline.add_pending(pending(me, *unsent[-1]))

    def send() -> None:
        if unsent:
            local_id, text, ms = unsent.pop(0)
            entry = me.say(text, stamp(ms), local_id=local_id)
            store.append(entry)
            shown[entry.id] = entry

    def lose() -> None:
        others = [entry for entry in shown.values() if entry.device != me.device]
        if others:
            entry = rng.choice(others)
            store.do(lambda session: _lose(session, entry.id))
            shown.pop(entry.id)

    def look() -> None:
        at = rng.randrange(timeline.count() + 1)
        rows = timeline.rows(at, at + rng.randint(1, 20))
        assert [row.id for row in rows] == mirror.shown[at : at + len(rows)]
        for offset, row in enumerate(rows):
            assert timeline.ordinal_of(row.id) == at + offset

    for _ in range(120):
        rng.choice(
            (speak, speak, speak, deliver, type_words, send, lose, timeline.build_bookmarks)
        )()
        if rng.random() < 0.5:
            timeline.refresh()
            mirror.settle()
            stored = [row for row in timeline.rows(0, timeline.count()) if row.key is not None]
            assert {row.id for row in stored} == set(shown)
            assert [row.key for row in stored] == sorted(row.key for row in stored if row.key)
            assert [
                row.local_id for row in timeline.rows(0, timeline.count()) if row.key is None
            ] == [local_id for local_id, _, _ in unsent]
            look()
    if seed % 4:
        assert "reset" not in {what for what, _, _ in mirror.told}
    timeline.close()


def _lose(session: Session, entry: bytes) -> None:
    row = session.connection.execute("SELECT n, seq FROM entries WHERE id=?", (entry,)).fetchone()
    drop_damaged(session, Damaged(row[0], ROOM, session.owner.device, row[1]))


def test_a_new_name_changes_the_rows_at_hand(
    store: PlainStore, timeline: RoomTimeline, me: Author
) -> None:
    bo = Author("bo")
    store.append(bo.say("hi", stamp(0)), me.say("ho", stamp(1)))
    timeline.refresh()
    mirror = Mirror(timeline)

    def rename(session: object) -> None:
        session.connection.execute(  # type: ignore[attr-defined]
            "UPDATE devices SET person=? WHERE id=?", (ME, me.device)
        )
        session.people_changed()  # type: ignore[attr-defined]

    store.do(rename)
    timeline.refresh()
    assert mirror.told == [("changed", 1, 1)]
    assert timeline.rows(1, 2)[0].own


def test_delivery_counts_the_holders(store: PlainStore, me: Author) -> None:
    delivery = Delivery.__new__(Delivery)
    delivery.reached = (1, 3, 3, 7)
    assert [delivery.of(seq) for seq in (1, 2, 3, 4, 7, 8)] == [4, 3, 3, 1, 1, 0]
    assert replace(pending(me, b"q" * 16, "t", 0), delivered_to=delivery.of(2)).delivered_to == 3
