"""Announcements: a goodbye is said at once, silence after a grace, a return within it never."""

from __future__ import annotations

from net.core.presence_diff import Diff, Meta
from net.core.presence_grace import MAX_ABSENT, Announcement, Grace, Word
from net.ids import DeviceId, PersonId

ANN, BEN = PersonId(b"a" * 32), PersonId(b"b" * 32)
DESK, LAP = DeviceId(b"d" * 32), DeviceId(b"l" * 32)


def meta(device: DeviceId) -> tuple[Meta, ...]:
    return (Meta(device, (1, 1), b""),)


def join(person: PersonId = ANN, device: DeviceId = DESK, topic: str = "t") -> Diff:
    return Diff(topic, {person: meta(device)}, {})


def leave(
    person: PersonId = ANN, device: DeviceId = DESK, topic: str = "t", *, vanished: bool = False
) -> Diff:
    return Diff(topic, {}, {person: meta(device)}, vanished)


def test_coming_and_an_orderly_leave_are_said_at_once() -> None:
    grace = Grace(12.0)
    assert grace.changed([join()], 0.0) == [Announcement("t", ANN, Word.CAME)]
    assert grace.changed([leave()], 1.0) == [Announcement("t", ANN, Word.LEFT)]
    assert grace.next_deadline() is None


def test_who_vanishes_is_said_to_have_left_after_the_grace() -> None:
    grace = Grace(12.0)
    grace.changed([join()], 0.0)
    assert grace.changed([leave(vanished=True)], 5.0) == []
    assert grace.next_deadline() == 17.0
    assert grace.due(16.9) == []
    assert grace.due(17.0) == [Announcement("t", ANN, Word.LEFT)]
    assert grace.due(99.0) == []


def test_who_comes_back_within_the_grace_was_never_away() -> None:
    grace = Grace(12.0)
    grace.changed([join()], 0.0)
    for at in (5.0, 10.0, 15.0):
        assert grace.changed([leave(vanished=True)], at) == []
        assert grace.changed([join()], at + 4.0) == []
    assert grace.next_deadline() is None
    assert grace.due(99.0) == []


def test_an_update_says_nothing() -> None:
    grace = Grace(12.0)
    grace.changed([join()], 0.0)
    assert grace.changed([Diff("t", {ANN: meta(DESK)}, {ANN: meta(DESK)})], 1.0) == []
    assert grace.changed([leave()], 2.0) == [Announcement("t", ANN, Word.LEFT)]


def test_only_the_last_device_of_a_person_counts() -> None:
    grace = Grace(12.0)
    assert len(grace.changed([join(), join(device=LAP)], 0.0)) == 1
    assert grace.changed([leave(vanished=True)], 1.0) == []
    assert grace.next_deadline() is None
    assert grace.changed([leave(device=LAP)], 2.0) == [Announcement("t", ANN, Word.LEFT)]


def test_people_and_topics_do_not_mix() -> None:
    grace = Grace(12.0)
    grace.changed([join(), join(BEN), join(topic="u")], 0.0)
    grace.changed([leave(vanished=True)], 1.0)
    assert grace.changed([join(BEN, LAP)], 2.0) == []
    assert grace.changed([leave(topic="u")], 3.0) == [Announcement("u", ANN, Word.LEFT)]
    assert grace.due(13.0) == [Announcement("t", ANN, Word.LEFT)]


def test_a_network_that_falls_apart_is_bounded() -> None:
    grace = Grace(12.0)
    people = [PersonId(number.to_bytes(32, "big")) for number in range(MAX_ABSENT + 10)]
    grace.changed([join(person) for person in people], 0.0)
    said = grace.changed([leave(person, vanished=True) for person in people], 1.0)
    assert len(said) == 10
