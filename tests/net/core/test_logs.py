"""Segments of logs: whatever the order of arrival, what is held, missing and told is right."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from net.config import NetConfig
from net.core import seqs
from net.core.logs import Log, LogBook, Span
from net.history import LogSummary, Snapshot
from net.ids import DeviceId, EntryId, RoomId
from net.lost import LostEntry

ROOM = RoomId(b"r" * 32)
DEVICE = DeviceId(b"d" * 32)


def entry_id(seq: int) -> EntryId:
    return EntryId(bytes([seq]) * 32)


pieces = st.lists(st.tuples(st.integers(1, 40), st.integers(0, 6)), max_size=20)


@given(pieces)
def test_a_span_holds_what_came_in_any_order(arrivals: list[tuple[int, int]]) -> None:
    span, model = Span(), set()
    for lo, more in arrivals:
        hi = lo + more
        span.insert(lo, hi, entry_id(lo - 1) if lo > 1 else b"", entry_id(hi))
        model |= set(range(lo, hi + 1))
        assert {seq for lo, hi in span.ranges() for seq in range(lo, hi + 1)} == model
        assert seqs.is_sound(span.ranges())
        assert all(span.holds(seq) == (seq in model) for seq in range(1, 50))
        assert span.head == max(model)
        run = 0
        while run + 1 in model:
            run += 1
        assert span.contiguous() == run
        for segment in span.segments:
            # A hash that is known is the right one; overlaps may only forget.
            assert segment.below in (None, entry_id(segment.lo - 1) if segment.lo > 1 else b"")
            assert segment.top in (None, entry_id(segment.hi))


@given(pieces)
def test_digests_agree_however_the_entries_came(arrivals: list[tuple[int, int]]) -> None:
    seqs_held = sorted({seq for lo, more in arrivals for seq in range(lo, lo + more + 1)})
    books = []
    for order in (seqs_held, seqs_held[::-1]):
        book = LogBook(NetConfig(), Snapshot())
        for seq in order:
            log = book.make(ROOM, DEVICE)
            assert log is not None
            below = entry_id(seq - 1) if seq > 1 else b""
            log.commit(seq, seq, below, entry_id(seq), (), 16)
            book.changed(ROOM)
        books.append(book)
    if seqs_held:
        summary = LogSummary(
            ROOM, DEVICE, seqs_held[-1], entry_id(seqs_held[-1]),
            seqs.gaps(books[0].get(ROOM, DEVICE).held.ranges()),
        )  # fmt: skip
        books.append(LogBook(NetConfig(), Snapshot(logs=(summary,))))
    assert len({book.digest(ROOM) for book in books}) == 1


def test_loose_ends_name_the_entries_that_must_exist() -> None:
    log = Log(ROOM, DEVICE)
    log.seen.insert(1, 3, b"", entry_id(3))
    log.seen.insert(7, 9, entry_id(6), entry_id(9))
    assert log.loose_ends(4, 6, entry_id(3), entry_id(6)) == []
    other = EntryId(b"\xee" * 32)
    assert log.loose_ends(4, 6, other, entry_id(6)) == [(3, other)]
    assert log.loose_ends(4, 6, entry_id(3), other) == [(6, entry_id(6))]


def test_both_tips_of_a_fork_are_told_and_the_larger_id_is_the_head() -> None:
    digests = set()
    for first, second in ((8, 9), (9, 8)):
        book = LogBook(NetConfig(), Snapshot())
        log = book.make(ROOM, DEVICE)
        assert log is not None
        log.commit(1, 1, b"", entry_id(first), (), 16)
        log.commit_branch(1, entry_id(second), b"", has_child=False, max_branches=16)
        assert log.held.head_id == entry_id(9)
        assert log.branches == {entry_id(8): 1}
        digests.add(book.digest(ROOM))
        # The smaller one grows: it is no tip any more.
        log.commit(2, 2, entry_id(8), entry_id(20), (), 16)
        assert log.branches == {entry_id(9): 1}
    assert len(digests) == 1


def test_a_log_that_forks_on_and_on_keeps_few_tips() -> None:
    log = Log(ROOM, DEVICE)
    log.commit(1, 1, b"", entry_id(1), (), 4)
    for number in range(2, 60):
        log.commit_branch(1, entry_id(number), b"", has_child=False, max_branches=4)
    assert len(log.branches) == 4


def test_what_the_disk_refused_is_no_longer_seen() -> None:
    log = Log(ROOM, DEVICE)
    log.commit(1, 2, b"", entry_id(2), (), 4)
    log.seen.insert(1, 5, b"", entry_id(5))
    log.forget_unsaved()
    assert log.seen.ranges() == ((1, 2),)


def test_too_many_logs_in_a_room_are_refused() -> None:
    book = LogBook(NetConfig(max_logs_per_room=3), Snapshot())
    made = [book.make(ROOM, DeviceId(bytes([n]) * 32)) for n in range(5)]
    assert [log is not None for log in made] == [True, True, True, False, False]


@given(st.sets(st.integers(1, 12), min_size=1), st.data())
def test_a_book_that_lost_an_entry_is_one_that_never_had_it(
    held: set[int], data: st.DataObject
) -> None:
    lost = data.draw(st.sampled_from(sorted(held)))
    left = held - {lost}
    books = [book_of(held), book_of(left)]
    head = max(left, default=0)
    books[0].lose(
        LostEntry(
            ROOM,
            DEVICE,
            lost,
            entry_id(lost),
            (head, entry_id(head) if head else EntryId(b"")),
            True,
        )
    )
    assert books[0].digest(ROOM) == books[1].digest(ROOM)
    had, never = (book.get(ROOM, DEVICE) for book in books)
    assert had is not None
    assert had.seen.ranges() == had.held.ranges() == (never.held.ranges() if never else ())
    had.commit(lost, lost, entry_id(lost - 1) if lost > 1 else b"", entry_id(lost), (), 16)
    books[0].changed(ROOM)
    assert books[0].digest(ROOM) == book_of(held).digest(ROOM)  # it came back


def test_a_lost_branch_is_no_tip_any_more() -> None:
    book = book_of({1})
    log = book.get(ROOM, DEVICE)
    assert log is not None
    log.commit_branch(1, entry_id(9), b"", has_child=False, max_branches=16)
    assert (log.held.head_id, log.branches) == (entry_id(9), {entry_id(1): 1})
    book.lose(LostEntry(ROOM, DEVICE, 1, entry_id(9), (1, entry_id(1)), False))
    assert (log.held.head_id, log.branches) == (entry_id(1), {})
    assert log.held.holds(1)


def book_of(held: set[int]) -> LogBook:
    book = LogBook(NetConfig(), Snapshot())
    for seq in sorted(held):
        log = book.make(ROOM, DEVICE)
        assert log is not None
        below = entry_id(seq - 1) if seq > 1 else b""
        log.seen.insert(seq, seq, below, entry_id(seq))
        log.commit(seq, seq, below, entry_id(seq), (), 16)
    return book
