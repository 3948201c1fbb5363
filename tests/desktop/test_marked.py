"""What stands between the rows of a room: gaps while they last, and what came together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.marked import AGAIN_AFTER_S, MAX_GAPS, SETTLED_AFTER_S, MarkedTimeline, Merged, Notes
from desktop.model import Message
from desktop.store.payloads import ProfilePayload, encode_profile
from net.entry import Kind
from tests.desktop.services.test_timeline import Mirror
from tests.faults.authors import ROOM, Author, stamp
from tests.faults.plain import PlainStore


class Clock:
    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PlainStore]:
    store = PlainStore(tmp_path, Author("me").device)
    yield store
    store.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def timeline(store: PlainStore, clock: Clock) -> Iterator[MarkedTimeline]:
    timeline = MarkedTimeline(store.rows(ROOM), words=lambda notes: notes, now_s=clock)
    yield timeline
    timeline.close()


def marked(timeline: MarkedTimeline) -> dict[str, object]:
    rows: list[Message] = list(timeline.rows(0, timeline.count()))
    return {row.text: note for row in rows if (note := timeline.marker_before(row)) is not None}


def missing(timeline: MarkedTimeline) -> dict[str, int]:
    return {
        text: note.gap.entries
        for text, note in marked(timeline).items()
        if isinstance(note, Notes) and note.gap is not None
    }


def test_a_gap_is_shown_after_a_moment_and_goes_when_it_is_filled(
    store: PlainStore, timeline: MarkedTimeline, clock: Clock
) -> None:
    bo, ann = Author("bo"), Author("ann")
    said = [bo.say(f"bo {number}", stamp(number)) for number in range(1, 6)]
    store.append(said[0], ann.say("ann 1", stamp(0)))
    store.append(said[3], said[4])
    mirror = Mirror(timeline)
    timeline.refresh()
    mirror.settle()
    assert timeline.unsettled
    assert missing(timeline) == {}
    clock.now_s += SETTLED_AFTER_S
    timeline.refresh()
    assert not timeline.unsettled
    assert missing(timeline) == {"bo 4": 2}
    assert mirror.told[-1] == ("changed", 2, 1)
    store.append(said[2])
    timeline.refresh()
    assert timeline.unsettled, "looked at too lately: once more, please"
    clock.now_s += AGAIN_AFTER_S
    timeline.refresh()
    mirror.settle()
    assert missing(timeline) == {"bo 3": 1}
    store.append(said[1])
    clock.now_s += AGAIN_AFTER_S
    timeline.refresh()
    mirror.settle()
    assert not timeline.unsettled
    assert missing(timeline) == {}
    assert [row.text for row in timeline.rows(0, 9)] == [
        "ann 1",
        "bo 1",
        "bo 2",
        "bo 3",
        "bo 4",
        "bo 5",
    ]


def test_what_is_missing_when_a_room_is_opened_is_shown_at_once(store: PlainStore) -> None:
    bo = Author("bo")
    said = [bo.say(f"bo {number}", stamp(number)) for number in range(1, 9)]
    like = bo.write(999, b"", stamp(9))
    last = bo.say("bo 10", stamp(10))
    store.append(said[2])
    store.append(like)
    store.append(last)
    timeline = MarkedTimeline(store.rows(ROOM), words=lambda notes: notes, now_s=lambda: 0.0)
    # What follows the second hole is no message: both stand above what does.
    assert missing(timeline) == {"bo 3": 2, "bo 10": 5}
    assert not timeline.unsettled
    timeline.close()


def test_a_gap_has_the_name_of_its_author(store: PlainStore) -> None:
    bo = Author("bo")
    store.append(bo.write(Kind.PROFILE, encode_profile(ProfilePayload("Bo Diddley")), stamp(0)))
    store.do(
        lambda session: session.connection.execute(
            "UPDATE devices SET person=id WHERE id=?", (bo.device,)
        )
    )
    store.do(lambda session: session.people_changed())
    bo.say("lost", stamp(1))
    store.append(bo.say("here", stamp(2)))
    timeline = MarkedTimeline(store.rows(ROOM), words=lambda notes: notes, now_s=lambda: 0.0)
    note = marked(timeline)["here"]
    assert isinstance(note, Notes)
    assert note.gap is not None
    assert note.gap.name == "Bo Diddley"
    timeline.close()


def test_many_gaps_cost_as_much_as_a_few(store: PlainStore) -> None:
    authors = [Author(f"author {number}") for number in range(MAX_GAPS + 5)]
    for number, author in enumerate(authors):
        author.say("lost", stamp(number))
        store.append(author.say(f"here {number}", stamp(100 + number)))
    timeline = MarkedTimeline(store.rows(ROOM), words=lambda notes: notes, now_s=lambda: 0.0)
    assert len(missing(timeline)) == MAX_GAPS
    timeline.close()


def test_what_came_together_stands_above_one_message(
    store: PlainStore, timeline: MarkedTimeline
) -> None:
    bo = Author("bo")
    said = [bo.say(f"bo {number}", stamp(number)) for number in range(3)]
    store.append(*said)
    timeline.refresh()
    mirror = Mirror(timeline)
    timeline.set_merged(said[1].id, Merged(2, 1))
    assert marked(timeline) == {"bo 1": Notes(merged=Merged(2, 1))}
    assert mirror.told == [("changed", 1, 1)]
    timeline.set_merged(said[1].id, Merged(2, 1))
    assert len(mirror.told) == 1
    timeline.set_merged(said[0].id, Merged(34, 3))
    assert marked(timeline) == {"bo 0": Notes(merged=Merged(34, 3))}
    assert sorted(mirror.told[1:]) == [("changed", 0, 1), ("changed", 1, 1)]
    timeline.set_merged(None, None)
    assert marked(timeline) == {}
