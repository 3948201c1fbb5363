"""Reading on costs the same in a room of any length: the writer that everybody waits for does it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop.store import upkeep
from desktop.store.session import Session
from tests.faults.authors import ROOM, Author, stamp
from tests.faults.plain import PlainStore

MESSAGES = 3_000
STEPS = 1_000
"""Of SQLite's machine: many more than a mark needs, many fewer than a walk through the room."""


def walks(session: Session, do: Callable[[], object]) -> int:
    """How often SQLite took so many steps in one statement."""
    counted: list[None] = []
    session.connection.set_progress_handler(lambda: counted.append(None), STEPS)
    try:
        do()
    finally:
        session.connection.set_progress_handler(None, 0)
    return len(counted)


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
