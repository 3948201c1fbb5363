"""What was being written in a room is there again, for as many rooms as anybody goes between."""

from __future__ import annotations

from desktop.ui.kept_drafts import DRAFTS_KEPT, KeptDrafts
from net.ids import PersonId, RoomId


def room(number: int) -> RoomId:
    return RoomId(number.to_bytes(16, "big"))


def test_words_are_kept_for_each_room_and_dropped_when_sent() -> None:
    drafts = KeptDrafts()
    drafts.keep(room(1), "one")
    drafts.keep(room(2), "two")
    drafts.keep(room(2), "two, changed")
    assert (drafts.of(room(1)), drafts.of(room(2)), drafts.of(room(3))) == ("one", "two, changed", "")
    drafts.drop(room(1))
    drafts.keep(room(2), "")
    assert (drafts.of(room(1)), drafts.of(room(2))) == ("", "")


def test_who_was_picked_in_them_is_kept_and_dropped_with_them() -> None:
    drafts, picks = KeptDrafts(), (("Bo", PersonId(bytes(32))),)
    drafts.keep(room(1), "@Bo", picks)
    assert (drafts.picks(room(1)), drafts.picks(room(2))) == (picks, ())
    drafts.drop(room(1))
    assert drafts.picks(room(1)) == ()


def test_the_room_left_longest_ago_is_forgotten_first() -> None:
    drafts = KeptDrafts()
    for number in range(DRAFTS_KEPT):
        drafts.keep(room(number), str(number))
    drafts.keep(room(0), "left again")
    drafts.keep(room(DRAFTS_KEPT), "one too many")
    assert drafts.of(room(0)) == "left again"
    assert drafts.of(room(1)) == ""
    assert drafts.of(room(2)) == "2"
