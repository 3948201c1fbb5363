"""Readers: pages, names, delivery, counts, settings, and everything the services ask."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.model import MessageState
from desktop.store import upkeep
from desktop.store.append import append
from desktop.store.payloads import ProfilePayload, encode_profile
from desktop.store.reader import UNREAD_CAP, Reader, picks_key
from desktop.store.room_rows import RoomRows
from desktop.store.session import Session
from desktop.store.store import Store
from net.crypto.identity import Identity
from net.entry import Entry, Kind
from net.ids import DeviceId, EntryId, PersonId, RoomId, digest, to_text
from net.lost import LostEntry
from tests.faults.authors import ROOM, Author, stamp
from tests.faults.plain import ME, PlainStore


class Writer(Author):
    """An author with real keys, so that a certificate ties the device to a person."""

    def __init__(self, number: int, *, person: Identity | None = None) -> None:
        super().__init__(f"writer {number}")
        rng = random.Random(number)
        self.identity = Identity.generate(1_700_000_000_000, rng.randbytes)
        self.device = self.identity.device_id
        self.certificate = self.identity.certificate.encoded

    def name(self, name: str, hlc: int, room: RoomId) -> Entry:
        return self.write(Kind.PROFILE, encode_profile(ProfilePayload(name)), hlc, room=room)


@pytest.fixture
def me() -> Writer:
    return Writer(1)


@pytest.fixture
def bo() -> Writer:
    return Writer(2)


@pytest.fixture
def store(tmp_path: Path, me: Writer) -> Iterator[PlainStore]:
    store = PlainStore(tmp_path, me.device)
    store.owner = type(store.owner)(me.device, me.identity.person_id)
    store.close()
    own = _Owned(tmp_path, me)
    yield own
    own.close()


class _Owned(PlainStore):
    def __init__(self, folder: Path, me: Writer) -> None:
        super().__init__(folder, me.device)
        self.owner = type(self.owner)(me.device, me.identity.person_id)
        self.do(lambda session: setattr(session, "owner", self.owner))


DIRECTORY = RoomId(digest(b"test directory"))


def know(store: PlainStore, *writers: Writer) -> None:
    store.do(lambda session: append(session, [], [w.certificate for w in writers]))


def mark(store: PlainStore, room: RoomId, key: object) -> None:
    store.do(lambda session: upkeep.mark_read(session, room, key))  # type: ignore[arg-type]


def test_pages_join_without_gap_or_overlap(store: PlainStore, bo: Writer) -> None:
    entries = [bo.say(str(i), stamp(i)) for i in range(130)]
    store.append(*entries)
    reader = store.reader()
    page = reader.latest(ROOM, 50)
    texts = [row.text for row in page]
    while page and page[0].key is not None:
        page = reader.before(ROOM, page[0].key, 50)
        texts = [row.text for row in page] + texts
    assert texts == [str(i) for i in range(130)]
    middle = reader.message(entries[60].id)
    assert middle is not None
    assert middle.key is not None
    assert [row.text for row in reader.after(ROOM, middle.key, 3)] == ["61", "62", "63"]
    assert [row.text for row in reader.around(ROOM, middle.key, 2, 1)] == ["58", "59", "60", "61"]
    assert reader.latest(RoomId(bytes(32))) == []
    assert reader.latest(ROOM, 0) == []


def test_names_are_those_people_gave_themselves(store: PlainStore, me: Writer, bo: Writer) -> None:
    store.append(bo.say("hi", stamp(0)))
    reader = store.reader()
    assert reader.latest(ROOM)[0].person == bo.device  # nothing is known of this device yet
    know(store, bo, me)
    (row,) = reader.latest(ROOM)
    assert row.person == bo.identity.person_id
    assert row.name == to_text(bo.identity.person_id)[:8]
    store.append(bo.name("Bo", stamp(5), DIRECTORY))
    assert reader.latest(ROOM)[0].name == "Bo"
    newer = bo.name("Bob", stamp(9), DIRECTORY)
    junk = bo.write(Kind.PROFILE, b"\xff\xff", stamp(11), room=DIRECTORY)
    store.append(junk, newer)
    assert reader.name(bo.identity.person_id) == "Bob"
    assert reader.latest(ROOM)[0].name == "Bob"
    assert reader.message(newer.id) is None
    assert {(p.person, p.name, p.devices) for p in reader.people()} == {
        (bo.identity.person_id, "Bob", (bo.device,)),
        (me.identity.person_id, to_text(me.identity.person_id)[:8], (me.device,)),
    }
    assert reader.person_of(bo.device) == bo.identity.person_id
    assert reader.person_of(DeviceId(bytes(32))) is None
    assert reader.certificate(bo.device) == bo.certificate
    assert reader.rooms() == (ROOM, DIRECTORY)


def test_a_name_changed_on_disk_is_not_used(store: PlainStore, bo: Writer) -> None:
    know(store, bo)
    store.append(bo.name("Bo", stamp(5), DIRECTORY))
    store.do(
        lambda session: session.connection.execute(
            "UPDATE entries SET body=CAST(replace(body, 'Bo', 'Me') AS BLOB)"
        )
    )
    assert store.reader().name(bo.identity.person_id) == to_text(bo.identity.person_id)[:8]
    assert len(store.drop_damaged()) == 1


def test_own_messages_count_the_devices_that_hold_them(
    store: PlainStore, me: Writer, bo: Writer
) -> None:
    know(store, me, bo)
    entries = [me.say(str(i), stamp(i), local_id=bytes([i]) * 16) for i in range(3)]
    store.append(*entries, bo.say("theirs", stamp(9)))

    def holds(holder: DeviceId, seq: int) -> None:
        store.do(
            lambda session: session.connection.execute(
                "INSERT OR REPLACE INTO receipts (room, author, holder, seq) VALUES (?,?,?,?)",
                (session.room(ROOM), session.device(me.device).n, session.device(holder).n, seq),
            )
        )

    holds(bo.device, 2)
    holds(Author("cy").device, 1)
    holds(me.device, 3)
    reader = store.reader()
    rows = reader.latest(ROOM)
    assert [row.delivered_to for row in rows] == [2, 1, 0, 0]
    assert [row.state for row in rows] == [
        MessageState.DELIVERED, MessageState.DELIVERED, MessageState.STORED, MessageState.STORED,
    ]  # fmt: skip
    assert [row.own for row in rows] == [True, True, True, False]
    assert reader.own_message(b"\x01" * 16) == rows[1]
    assert reader.own_message(b"\x09" * 16) is None
    assert [row.text for row in reader.own_messages(ROOM, 1, 3, 10)] == ["1", "2"]
    assert [row.text for row in reader.own_messages(ROOM, 0, 3, 2)] == ["1", "2"]


def test_unread_counts_others_after_the_mark(store: PlainStore, me: Writer, bo: Writer) -> None:
    know(store, me)
    mentioned = (me.identity.person_id,)
    store.append(*(bo.say(str(i), stamp(i * 10)) for i in range(4)))
    store.append(me.say("mine", stamp(35)), bo.say("you", stamp(50), mentions=mentioned))
    reader = store.reader()
    counts = reader.counts(ROOM)
    assert (counts.messages, counts.unread, counts.mentions) == (6, 5, 1)
    assert counts.last is not None
    assert (counts.last.text, counts.last.mentions_me) == ("you", True)
    rows = reader.latest(ROOM)
    mark(store, ROOM, rows[2].key)
    mark(store, ROOM, rows[0].key)  # a mark never moves back
    assert reader.state(ROOM).read == rows[2].key
    assert (reader.counts(ROOM).unread, reader.counts(ROOM).mentions) == (2, 1)
    mark(store, ROOM, rows[-1].key)
    assert (reader.counts(ROOM).unread, reader.counts(ROOM).mentions) == (0, 0)
    assert reader.counts(RoomId(bytes(32))).messages == 0


def test_unread_stops_counting(store: PlainStore, bo: Writer) -> None:
    store.append(*(bo.say("x", stamp(i)) for i in range(UNREAD_CAP + 10)))
    counts = store.reader().counts(ROOM)
    assert (counts.messages, counts.unread) == (UNREAD_CAP + 10, UNREAD_CAP)


def test_all_messages_are_counted_and_nothing_else(store: PlainStore, bo: Writer) -> None:
    assert store.reader().message_count() == 0
    elsewhere = RoomId(bytes([7]) * 32)
    store.append(bo.say("one", stamp(0)), bo.write(4711, b"of a newer version", stamp(1)))
    store.append(bo.say("two", stamp(2), room=elsewhere), bo.name("Bo", stamp(3), elsewhere))
    assert store.reader().message_count() == 2


def test_what_cannot_be_shown_is_kept_and_not_shown(store: PlainStore, bo: Writer) -> None:
    strange = [
        bo.write(Kind.MESSAGE, b"\xc1", stamp(0)),
        bo.write(Kind.MESSAGE, b"\x92\xc4\x01a\xa2hi", stamp(1)),
        bo.write(4711, b"of a newer version", stamp(2)),
    ]
    store.append(*strange, bo.say("fine\x07\u2028", stamp(3)))
    reader = store.reader()
    assert [row.text for row in reader.latest(ROOM)] == ["fine\u2028"]
    assert reader.entry_count() == 4
    assert all(store.read_entry(entry.id) == entry for entry in strange)
    run = store.read_run(ROOM, bo.device, 1, 4, max_bytes=9999, signed=True)
    assert run is not None
    assert len(run.bodies) == 4


def test_addresses_are_capped_by_age(store: PlainStore, bo: Writer) -> None:
    def remember(session: Session) -> None:
        for i in range(upkeep.MAX_ADDRESSES + 20):
            upkeep.remember_address(session, bo.device, f"10.0.{i // 250}.{i % 250}", 4000, i)
        upkeep.remember_address(session, bo.device, "10.0.0.100", 4000, 10_000)
        upkeep.forget_address(session, bo.device, "10.0.0.101", 4000)

    store.do(remember)
    addresses = store.reader().addresses()
    assert len(addresses) == upkeep.MAX_ADDRESSES - 1
    assert (addresses[0].host, addresses[0].last_ok_ms) == ("10.0.0.100", 10_000)
    assert addresses[-1].last_ok_ms >= 20


@pytest.mark.asyncio
async def test_own_things_are_kept_over_a_restart(tmp_path: Path, bo: Writer) -> None:
    def opened() -> Store:
        return Store.open(tmp_path, bo.device, ME, now_ms=0)

    store = await asyncio.to_thread(opened)
    await store.set_setting("window", {"width": 900, "theme": "dark"})
    await store.set_setting("gone", 1)
    await store.set_setting("gone", None)
    await store.set_draft(ROOM, "half a \ud83d thought @Bo", (("Bo", ME),))
    await store.set_notify(ROOM, "mentions")
    await store.mark_read(ROOM, (5, -6, 7, bytes(32)))
    await store.remember_address(bo.device, "192.0.2.1", 4000, 12)
    await store.forget_address(bo.device, "192.0.2.2", 4000)
    await store.aclose()
    store = await asyncio.to_thread(opened)
    setting, gone, state, addresses = await store.read(
        lambda reader: (
            reader.setting("window"), reader.setting("gone", "default"),
            reader.state(ROOM), reader.addresses(),
        )
    )  # fmt: skip
    await store.aclose()
    assert setting == {"width": 900, "theme": "dark"}
    assert gone == "default"
    assert (state.read, state.draft, state.notify) == (
        (5, -6, 7, bytes(32)), "half a ? thought @Bo", "mentions",
    )  # fmt: skip
    assert state.picks == (("Bo", ME),)
    assert addresses[0].host == "192.0.2.1"


@pytest.mark.asyncio
@pytest.mark.parametrize("written", [None, "nobody", [["Bo"]], [["Bo", "xyz"]], [["Bo", "00"]], {}])
async def test_a_draft_without_picks_or_with_strange_ones_is_its_words(
    tmp_path: Path, bo: Writer, written: object
) -> None:
    store = await asyncio.to_thread(Store.open, tmp_path, bo.device, ME, now_ms=0)
    await store.set_draft(ROOM, "ask @Bo", (("Bo", ME),))
    await store.set_setting(picks_key(ROOM), written)  # None: as older versions left it
    state = await store.read(lambda reader: reader.state(ROOM))
    assert (state.draft, state.picks) == ("ask @Bo", ())
    await store.set_draft(ROOM, "ask @Bo", (("Bo", ME),))
    await store.set_draft(ROOM, "")
    kept = await store.read(lambda reader: reader.setting(picks_key(ROOM)))
    await store.aclose()
    assert kept is None


@pytest.mark.asyncio
async def test_a_damaged_entry_is_told_once_after_it_is_gone(tmp_path: Path, bo: Writer) -> None:
    told: list[LostEntry] = []
    store = await asyncio.to_thread(Store.open, tmp_path, DeviceId(bytes(32)), ME, now_ms=0)
    store.on_lost = told.append
    entries = [bo.say(f"true {i}", stamp(i)) for i in range(4)]
    await store.history.append(entries)
    await store._do(
        lambda session: session.connection.execute("UPDATE entries SET body=x'00' WHERE seq=2")  # type: ignore[arg-type]
    )
    for _ in range(3):
        assert await store.history.read_entry(entries[1].id) is None
    await store.set_setting("after", 1)  # behind the writer's own job
    second, last = entries[1], entries[3]
    assert told == [LostEntry(ROOM, bo.device, 2, second.id, (4, last.id), is_hole=True)]
    assert [log.missing for log in (await store.history.load()).logs] == [((2, 2),)]
    await store.history.append([entries[1]])
    assert await store.history.read_entry(entries[1].id) == entries[1]
    await store.aclose()


def test_two_readers_see_the_same_commit(store: PlainStore, bo: Writer) -> None:
    rows: RoomRows = store.rows(ROOM)
    reader: Reader = store.reader()
    entry = bo.say("hello", stamp(0))
    store.append(entry)
    assert reader.message(EntryId(entry.id)) is not None
    assert rows.find(entry.id) is None
    rows.advance()
    assert rows.find(entry.id) is not None
    assert rows.count == 1
    rows.close()
    assert PersonId(ME) == ME
