"""Reading on costs the same in a room of any length: the writer that everybody waits for does it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from desktop.store import read_marks, upkeep
from desktop.store.connection import connect
from desktop.store.reader import Reader
from desktop.store.session import Session
from net.ids import EntryId
from tests.faults.authors import ROOM, START_MS, Author, stamp
from tests.faults.plain import PlainStore

MESSAGES = 3_000
STEPS = 1_000
"""Of SQLite's machine: many more than a mark needs, many fewer than a walk through the room."""


def walks(session: Session, do: Callable[[], object]) -> int:
    """How often SQLite took so many steps in one statement."""
    counted: list[None] = []
    assert isinstance(session.connection, sqlite3.Connection)
    session.connection.set_progress_handler(lambda: counted.append(None), STEPS)
    try:
        do()
    finally:
        session.connection.set_progress_handler(None, 0)
    return len(counted)


def last_read(store: PlainStore) -> EntryId | None:
    """The newest message held that was read."""
    reader = store.reader()
    return reader.last_read(ROOM, reader.state(ROOM).read)


def test_a_mark_is_moved_without_a_walk_through_the_room(tmp_path: Path) -> None:
    bo = Author("bo")
    store = PlainStore(tmp_path, Author("me").device)
    store.append(*(bo.say(f"{number}", stamp(number)) for number in range(MESSAGES)))
    first, last = store.reader().latest(ROOM, 2)
    for message, move in (
        (first, upkeep.mark_read),
        (last, upkeep.mark_read),
        (first, upkeep.mark_unread),
    ):
        taken = store.do(
            lambda session, message=message, move=move: walks(
                session, lambda: move(session, ROOM, message.key)
            )
        )
        assert taken <= 1
    assert store.reader().counts(ROOM).unread == 2
    store.close()


def test_what_was_written_before_one_came_in_is_read_whenever_it_arrives(tmp_path: Path) -> None:
    bo, cy = Author("bo"), Author("cy")
    store = PlainStore(tmp_path, Author("me").device)
    history = [bo.say(f"{number}", stamp(number)) for number in range(MESSAGES)]
    store.append(*history[:10])
    enter = partial(read_marks.enter, room=ROOM, now_ms=START_MS + MESSAGES)
    taken = store.do(lambda session: walks(session, lambda: enter(session)))
    assert taken <= 1
    assert last_read(store) == history[9].id
    store.append(*history[10:])
    assert store.reader().counts(ROOM).unread == 0
    assert last_read(store) == history[-1].id
    store.append(cy.say("to you", stamp(MESSAGES + 1)))
    assert store.reader().counts(ROOM).unread == 1
    assert last_read(store) == history[-1].id
    store.close()


def test_coming_in_reads_what_a_clock_a_little_ahead_wrote_and_nothing_of_a_wild_one(
    tmp_path: Path,
) -> None:
    bo, cy = Author("bo"), Author("cy")
    store = PlainStore(tmp_path, Author("me").device)
    store.append(bo.say("a little ahead", stamp(20_000)), cy.say("days ahead", stamp(10**9)))
    store.do(lambda session: read_marks.enter(session, ROOM, START_MS))
    assert store.reader().counts(ROOM).unread == 1
    store.append(bo.say("said after that", stamp(20_001)))
    assert store.reader().counts(ROOM).unread == 2
    store.close()


def test_a_mark_by_a_clock_that_was_ahead_is_put_right_unless_something_was_read(
    tmp_path: Path,
) -> None:
    bo = Author("bo")
    store = PlainStore(tmp_path, Author("me").device)
    hour_ms = 3_600_000
    store.do(lambda session: read_marks.enter(session, ROOM, START_MS + hour_ms))
    store.append(bo.say("history", stamp(-5)), bo.say("news", stamp(5)))
    assert store.reader().counts(ROOM).unread == 0
    assert store.do(lambda session: read_marks.correct(session, ROOM, hour_ms))
    assert store.reader().counts(ROOM).unread == 1
    key = store.reader().latest(ROOM, 1)[0].key
    assert key is not None
    store.do(lambda session: upkeep.mark_read(session, ROOM, key))
    assert not store.do(lambda session: read_marks.correct(session, ROOM, hour_ms))
    assert store.reader().counts(ROOM).unread == 0
    store.close()


def test_a_mark_alone_is_told_without_looking_for_the_message_it_stands_at(tmp_path: Path) -> None:
    bo = Author("bo")
    store = PlainStore(tmp_path, Author("me").device)
    reader = store.reader()
    assert last_read(store) is None
    store.append(bo.say("hello", stamp(0)), bo.say("again", stamp(1)))
    first, last = reader.latest(ROOM, 2)
    key = last.key
    assert key is not None
    store.do(lambda session: upkeep.mark_read(session, ROOM, key))
    asked: list[str] = []
    with closing(connect(store.path, "ro")) as connection:
        assert isinstance(connection, sqlite3.Connection)
        connection.set_trace_callback(asked.append)
        assert Reader(connection, store.owner, store.damaged.append).state(ROOM).read == key
        assert not any("messages" in each for each in asked)
    assert last_read(store) == last.id
    store.do(lambda session: upkeep.mark_unread(session, ROOM, key))
    assert last_read(store) == first.id
    store.close()
