"""The history against a plain set of entries: duplicates, holes, forks, any order, restarts."""

from __future__ import annotations

import asyncio
import random
import shutil
import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from desktop.store.append import append
from desktop.store.errors import BrokenOwnLog
from desktop.store.session import Session
from desktop.store.store import Store
from net.entry import Entry, Kind
from net.history import AHEAD_TOLERANCE_MS, History, StoredRun
from net.ids import DeviceId, EntryId, RoomId, digest
from tests.faults.authors import ROOM, Author, stamp
from tests.faults.plain import ME, PlainStore

OTHER_ROOM = RoomId(digest(b"another room"))
ME_AUTHOR = "me"


def missing_below(seqs: set[int]) -> tuple[tuple[int, int], ...]:
    """Return the holes below the highest of some sequence numbers."""
    holes: list[tuple[int, int]] = []
    expected = 1
    for seq in sorted(seqs):
        if seq > expected:
            holes.append((expected, seq - 1))
        expected = max(expected, seq + 1)
    return tuple(holes)


class HistoryMachine(RuleBasedStateMachine):
    """The model is the set of stored entries; everything the history says follows from it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="grapevine-history-"))
        self.me = Author(ME_AUTHOR)
        self.store = PlainStore(self.folder, self.me.device)
        self.stored: dict[EntryId, Entry] = {}
        self.heads: dict[tuple[RoomId, DeviceId], int] = {}
        self.written: list[Entry] = []

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    @initialize(seed=st.integers(0, 2**32))
    def write(self, seed: int) -> None:
        """Let three authors write in two rooms, one of them in two minds."""
        rng = random.Random(seed)
        authors = [Author("a", rng), Author("b", rng), Author("forker", rng)]
        for number in range(60):
            author = rng.choice(authors)
            room = rng.choice((ROOM, ROOM, OTHER_ROOM))
            mine = [e for e in self.written if e.device == author.device and e.room == room]
            if author is authors[2] and mine and rng.random() < 0.3:
                author.go_back(rng.choice(mine))
            kind = rng.choice((Kind.MESSAGE, Kind.MESSAGE, Kind.PROFILE, 999))
            signed = rng.random() < 0.5
            if kind is Kind.MESSAGE:
                entry = author.say(f"t{number}", stamp(number), room=room, signed=signed)
            else:
                entry = author.write(
                    kind, rng.randbytes(5), stamp(number), room=room, signed=signed
                )
            self.written.append(entry)

    def give(self, entries: list[Entry]) -> None:
        new = [e for i, e in enumerate(entries) if e.id not in self.stored and e not in entries[:i]]
        assert list(self.store.append(*entries)) == new
        self.stored.update((entry.id, entry) for entry in new)

    @rule(data=st.data())
    def append_any(self, data: st.DataObject) -> None:
        """Any entries in any order, known ones among them, each once in a call."""
        self.give(data.draw(st.lists(st.sampled_from(self.written), max_size=8, unique_by=id)))

    @rule(data=st.data())
    def append_run(self, data: st.DataObject) -> None:
        """A piece of one log, as sync brings it."""
        entry = data.draw(st.sampled_from(self.written))
        by_id = {e.id: e for e in self.written}
        run = [entry]
        while run[0].seq > 1 and len(run) < 10:
            run.insert(0, by_id[EntryId(run[0].prev)])
        self.give(run)

    @rule()
    def speak(self) -> None:
        """An own message follows the own head."""
        self.give([self.me.say("mine", stamp(1000 + len(self.stored)))])

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.store = PlainStore(self.folder, self.me.device)
        assert self.store.opened.recovery is None
        assert not self.store.opened.fresh

    @invariant()
    def summary_follows_from_the_entries(self) -> None:
        logs: dict[tuple[RoomId, DeviceId], list[Entry]] = {}
        for entry in self.stored.values():
            logs.setdefault((entry.room, entry.device), []).append(entry)
        snapshot = self.store.load()
        assert len(snapshot.logs) == len(logs)
        assert snapshot.highest_hlc == max((e.hlc for e in self.stored.values()), default=0)
        continued = {entry.prev for entry in self.stored.values()}
        branches = {(room, device, seq, entry) for room, device, seq, entry in snapshot.branches}
        for log in snapshot.logs:
            entries = logs[log.room, log.device]
            seqs = {entry.seq for entry in entries}
            assert log.head_seq == max(seqs)
            assert log.missing == missing_below(seqs)
            head = self.stored[log.head_id]
            assert (head.seq, head.hlc) == (log.head_seq, log.head_hlc)
            in_two_minds = len(seqs) < len(entries)
            assert not in_two_minds or (log.room, log.device) in snapshot.forked
            for entry in entries:
                told = (entry.room, entry.device, entry.seq, entry.id) in branches
                beside = sum(other.seq == entry.seq for other in entries) > 1
                above = any(other.seq == entry.seq + 1 for other in entries)
                tip = entry.id not in continued and entry.id != log.head_id
                assert told == (tip and (beside or above or entry.seq == log.head_seq))

    @precondition(lambda self: self.stored)
    @rule(data=st.data())
    def read_one(self, data: st.DataObject) -> None:
        entry = data.draw(st.sampled_from(sorted(self.stored.values(), key=lambda e: e.id)))
        found = self.store.read_entry(entry.id)
        assert found is not None
        assert found.body == entry.body
        assert found.signature in (entry.signature, b"")
        assert self.store.read_entry(EntryId(digest(b"nobody", entry.id))) is None

    @precondition(lambda self: self.stored)
    @rule(
        data=st.data(),
        span=st.integers(0, 12),
        signed=st.booleans(),
        max_bytes=st.integers(100, 3000),
    )
    def read_run(self, data: st.DataObject, span: int, *, signed: bool, max_bytes: int) -> None:
        some = data.draw(st.sampled_from(sorted(self.stored.values(), key=lambda e: e.id)))
        lo, hi = some.seq, some.seq + span
        run = self.store.read_run(
            some.room, some.device, lo, hi, max_bytes=max_bytes, signed=signed
        )
        log = [e for e in self.stored.values() if (e.room, e.device) == (some.room, some.device)]
        top = max(e.seq for e in log if lo <= e.seq <= hi)
        if run is None:
            assert signed or max_bytes < max(len(e.body) for e in log)
            return
        self.check_run(run, log, lo, max_bytes)
        last = run.first_seq + len(run.bodies) - 1
        if signed:
            assert run.signature
            assert last >= top
        else:
            assert last == top

    def check_run(self, run: StoredRun, log: list[Entry], lo: int, max_bytes: int) -> None:
        by_body = {e.body: e for e in log}
        entries = [by_body[body] for body in run.bodies]
        assert [e.seq for e in entries] == list(range(run.first_seq, run.first_seq + len(entries)))
        for below, above in zip(entries, entries[1:], strict=False):
            assert above.prev == below.id
        size = sum(map(len, run.bodies))
        assert size <= max_bytes
        if run.first_seq > lo:
            under = [e for e in log if e.id == entries[0].prev]
            assert not under or size + len(under[0].body) > max_bytes

    @invariant()
    def messages_are_those_that_can_be_shown(self) -> None:
        reader = self.store.reader()
        for room in (ROOM, OTHER_ROOM):
            shown = reader.latest(room, 1000)
            expected = sorted(
                (e.hlc, int.from_bytes(e.device[:8], "big", signed=True), e.seq, e.id)
                for e in self.stored.values()
                if e.room == room and e.kind == Kind.MESSAGE
            )
            assert [message.key for message in shown] == expected
            assert reader.counts(room).messages == len(expected)
        assert reader.entry_count() == len(self.stored)


TestHistory = HistoryMachine.TestCase
TestHistory.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)


@pytest.fixture
def me() -> Author:
    return Author(ME_AUTHOR)


@pytest.mark.parametrize("seed", range(10))
def test_the_order_is_that_of_the_set_whatever_came_first(tmp_path: Path, seed: int) -> None:
    """Entries that judge each other's stamps, put in in three orders, are shown in one."""
    rng = random.Random(seed)
    tolerance = AHEAD_TOLERANCE_MS
    authors = [Author(f"{name}{seed}") for name in "abcd"]
    entries: list[Entry] = []
    for _ in range(60):
        ahead = tuple(
            (judged.device, rng.randint(1, 20))
            for judged in rng.sample(authors, rng.choice((0, 0, 0, 1, 2)))
        )
        moment = rng.choice((0, 0, tolerance * 3, tolerance * 10)) + rng.randrange(tolerance)
        entries.append(rng.choice(authors).say("w", stamp(moment), ahead=ahead))
    expected = sorted(
        (place(entry, entries), int.from_bytes(entry.device[:8], "big", signed=True),
         entry.seq, entry.id)
        for entry in entries
    )  # fmt: skip
    assert any(key[0] != entry.hlc for key in expected for entry in entries if entry.id == key[3])
    for attempt in range(3):
        order = list(entries)
        if attempt:
            rng.shuffle(order)
        folder = tmp_path / str(attempt)
        folder.mkdir()
        store = PlainStore(folder, authors[0].device)
        store.do(lambda session, order=order: _append_in_pieces(session, order, rng))
        shown = store.reader().latest(ROOM, 1000)
        assert [message.key for message in shown] == expected
        assert all(
            message.clock_suspect == (message.key[0] != _by_id(entries)[message.id].hlc)
            for message in shown
            if message.key is not None
        )
        store.close()


def _append_in_pieces(session: Session, entries: list[Entry], rng: random.Random) -> None:
    while entries:
        cut = rng.randint(1, len(entries))
        # Own entries come in any order here, as they would out of a damaged file.
        append(session, entries[:cut], restoring=True)
        entries = entries[cut:]


def _by_id(entries: list[Entry]) -> dict[bytes, Entry]:
    return {entry.id: entry for entry in entries}


def place(entry: Entry, entries: list[Entry]) -> int:
    """The rule of `net.history`, word for word."""
    judges = [
        other.hlc
        for other in entries
        for device, seq in other.ahead
        if device == entry.device
        and entry.seq <= seq
        and entry.hlc - other.hlc > AHEAD_TOLERANCE_MS << 16
    ]
    return min([entry.hlc, *(hlc - 1 for hlc in judges)])


def test_an_own_entry_must_follow_the_last_one_on_disk(tmp_path: Path, me: Author) -> None:
    store = PlainStore(tmp_path, me.device)
    first, lost, after = (me.say(word, stamp(i)) for i, word in enumerate("abc"))
    store.append(first)
    with pytest.raises(BrokenOwnLog):
        store.append(after)
    assert [log.head_id for log in store.load().logs] == [first.id]
    store.append(lost, after)
    assert [log.head_id for log in store.load().logs] == [after.id]
    store.close()


def test_a_second_own_entry_for_one_place_is_kept_as_a_fork(tmp_path: Path, me: Author) -> None:
    store = PlainStore(tmp_path, me.device)
    first, second = me.say("a", stamp(0)), me.say("b", stamp(1))
    store.append(first, second)
    me.go_back(first)
    clone = me.say("from a cloned disk", stamp(2))
    assert store.append(clone) == (clone,)
    snapshot = store.load()
    assert snapshot.forked == ((ROOM, me.device),)
    assert snapshot.branches == ((ROOM, me.device, 2, clone.id),)
    store.close()


def test_a_signature_that_comes_later_is_kept(tmp_path: Path, me: Author) -> None:
    store = PlainStore(tmp_path, me.device)
    bo = Author("bo")
    signed = bo.say("a", stamp(0))
    store.append(msgspec.structs.replace(signed, signature=b""))
    assert store.read_run(ROOM, bo.device, 1, 1, max_bytes=9999, signed=True) is None
    assert store.append(signed) == ()
    run = store.read_run(ROOM, bo.device, 1, 1, max_bytes=9999, signed=True)
    assert run == StoredRun(1, (signed.body,), signed.signature)
    store.close()


def test_a_body_changed_on_disk_ends_the_piece_and_becomes_a_hole(tmp_path: Path) -> None:
    store = PlainStore(tmp_path, Author(ME_AUTHOR).device)
    bo = Author("bo")
    entries = [bo.say(f"true {i}", stamp(i)) for i in range(7)]
    store.append(*entries)
    store.do(
        lambda session: session.connection.execute(
            "UPDATE entries SET body=CAST(replace(body, 'true', 'lies') AS BLOB) "
            "WHERE seq IN (2, 3, 7)"
        )
    )
    run = store.read_run(ROOM, bo.device, 1, 7, max_bytes=9999, signed=False)
    assert run is not None
    assert run.bodies == tuple(entry.body for entry in entries[3:6])
    assert store.read_entry(entries[1].id) is None
    assert {damaged.seq for damaged in store.drop_damaged()} == {2, 3, 7}
    (log,) = store.load().logs
    assert (log.head_seq, log.head_id, log.missing) == (6, entries[5].id, ((2, 3),))
    assert store.read_entry(entries[2].id) is None
    assert store.append(entries[2], entries[6]) == (entries[2], entries[6])
    assert store.append(entries[1]) == (entries[1],)
    (log,) = store.load().logs
    assert (log.head_seq, log.missing) == (7, ())
    store.close()


def test_the_own_head_keeps_its_place_when_its_bytes_are_lost(tmp_path: Path, me: Author) -> None:
    store = PlainStore(tmp_path, me.device)
    entries = [me.say(f"true {i}", stamp(i)) for i in range(3)]
    store.append(*entries)
    store.do(
        lambda session: session.connection.execute(
            "UPDATE entries SET body=CAST(replace(body, 'true 2', 'lies 2') AS BLOB)"
        )
    )
    assert store.read_entry(entries[2].id) is None
    store.drop_damaged()
    (log,) = store.load().logs
    assert (log.head_seq, log.head_id, log.missing) == (3, entries[2].id, ((3, 3),))
    assert store.append(me.say("goes on", stamp(9)))[0].seq == 4
    store.close()


@pytest.mark.asyncio
async def test_the_whole_store_serves_the_network(tmp_path: Path, me: Author) -> None:
    store = await _open(tmp_path, me)
    history: History = store.history
    bo = Author("bo")
    entries = [bo.say(str(i), stamp(i)) for i in range(5)]
    assert (await history.append(entries)).stored == tuple(entries)
    assert (await history.append(entries)).stored == ()
    assert [log.head_seq for log in (await history.load()).logs] == [5]
    run = await history.read_run(ROOM, bo.device, 2, 4, max_bytes=48 * 1024, signed=False)
    assert run is not None
    assert run.bodies == tuple(entry.body for entry in entries[1:4])
    assert await history.read_entry(entries[0].id) == entries[0]
    mine = me.say("mine", stamp(9))
    await history.append([mine])
    await history.acknowledged(ROOM, me.device, bo.device, 1)
    await history.acknowledged(ROOM, me.device, bo.device, 0)
    await history.acknowledged(ROOM, me.device, me.device, 1)
    found = await store.read(lambda reader: reader.message(mine.id))
    assert found is not None
    assert found.delivered_to == 1
    assert await store.check()
    await store.aclose()


async def _open(folder: Path, me: Author) -> Store:
    return await asyncio.to_thread(lambda: Store.open(folder, me.device, ME, now_ms=0))
