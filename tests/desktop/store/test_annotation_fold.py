"""The fold of what was said about a message: the same for any order, whoever says it."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from desktop.model import Reaction
from desktop.store import annotation_fold
from desktop.store.annotation_fold import NOTHING, Mark, Stamp, fold
from net.entry import Kind
from net.ids import PersonId

ANA, BO, CY = (PersonId(bytes([n]) * 32) for n in (1, 2, 3))


def mark(
    kind: Kind, person: PersonId, place: int, emoji: str = "", *, on: bool = True, device: int = 0
) -> Mark:
    stamp = Stamp(place, person[:31] + bytes([device]), place, 0)
    return Mark(kind, person, stamp, emoji, on, entry=place)


marks = st.lists(
    st.builds(
        mark,
        st.sampled_from([Kind.EDIT, Kind.DELETE, Kind.REACTION, Kind.REACTION, Kind.PIN]),
        st.sampled_from([ANA, BO, CY]),
        st.integers(0, 30),
        st.sampled_from(["👍", "❤️", "🎉"]),
        on=st.booleans(),
        device=st.integers(0, 2),
    ),
    max_size=20,
    unique_by=lambda mark: mark.stamp,
)


@given(marks, st.randoms(use_true_random=False))
def test_the_order_of_arrival_plays_no_part(said: list[Mark], rng: random.Random) -> None:
    other = list(said)
    rng.shuffle(other)
    assert fold(ANA, said) == fold(ANA, other)
    assert fold(ANA, said) == fold(ANA, said + other)  # twice is once


@given(marks)
def test_older_words_that_come_late_change_nothing_newer(said: list[Mark]) -> None:
    by_person = [mark for mark in said if mark.kind == Kind.REACTION]
    shown = fold(ANA, by_person)
    for reaction in shown.reactions:
        for person in reaction.people:
            newest = max(
                (m for m in by_person if (m.person, m.emoji) == (person, reaction.emoji)),
                key=lambda m: m.stamp,
            )
            assert newest.on


def test_nothing_said_is_nothing_shown() -> None:
    assert fold(ANA, []) == NOTHING


def test_only_the_author_edits_and_deletes() -> None:
    others = [mark(Kind.EDIT, BO, 5), mark(Kind.DELETE, CY, 6)]
    assert fold(ANA, others) == NOTHING
    own = [mark(Kind.EDIT, ANA, 2, device=1), mark(Kind.EDIT, ANA, 1)]
    assert [each.entry for each in fold(ANA, own + others).edits] == [1, 2]
    assert fold(ANA, [*own, mark(Kind.DELETE, ANA, 0)]).deleted  # even if its clock was behind


def test_a_deleted_message_shows_neither_reactions_nor_a_pin() -> None:
    said = [mark(Kind.REACTION, BO, 1, "👍"), mark(Kind.PIN, BO, 2), mark(Kind.DELETE, ANA, 3)]
    shown = fold(ANA, said)
    assert (shown.deleted, shown.reactions, shown.pinned) == (True, (), False)


def test_of_two_devices_of_a_person_the_newer_word_counts() -> None:
    said = [mark(Kind.REACTION, BO, 1, "👍", device=2), mark(Kind.REACTION, BO, 2, "👍", on=False)]
    assert fold(ANA, said).reactions == ()
    said.append(mark(Kind.REACTION, BO, 3, "👍", device=2))
    assert fold(ANA, said).reactions == (Reaction("👍", (BO,)),)


def test_anybody_unpins() -> None:
    said = [mark(Kind.PIN, BO, 1), mark(Kind.PIN, CY, 2, on=False)]
    assert not fold(ANA, said).pinned
    assert fold(ANA, [*said, mark(Kind.PIN, ANA, 3)]).pinned


def test_who_reacted_first_stands_first() -> None:
    said = [mark(Kind.REACTION, CY, 3, "👍"), mark(Kind.REACTION, BO, 2, "🎉"),
            mark(Kind.REACTION, BO, 1, "👍")]  # fmt: skip
    assert fold(ANA, said).reactions == (Reaction("👍", (BO, CY)), Reaction("🎉", (BO,)))


def test_the_caps_hold_and_keep_the_same_ones_in_any_order() -> None:
    emoji = [chr(0x1F600 + n) for n in range(70)]
    greedy = [mark(Kind.REACTION, BO, n, each) for n, each in enumerate(emoji)]
    shown = fold(ANA, greedy).reactions
    assert [each.emoji for each in shown] == emoji[-annotation_fold.MAX_EMOJI_PER_PERSON :]
    crowd = [
        mark(Kind.REACTION, PersonId(n.to_bytes(32, "big")), n, emoji[n % 70])
        for n in range(1, annotation_fold.MAX_REACTIONS + 501)
    ]
    rng = random.Random(7)
    first = fold(ANA, crowd)
    rng.shuffle(crowd)
    assert fold(ANA, crowd) == first
    assert len(first.reactions) == annotation_fold.MAX_EMOJI
    assert sum(len(each.people) for each in first.reactions) <= annotation_fold.MAX_REACTIONS
