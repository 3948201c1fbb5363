"""Of one name: each has a mark, and nobody else has."""

from __future__ import annotations

from desktop.model import PersonPresence, Status
from desktop.namesakes import label, marks
from net.ids import PersonId, digest

ANA, BO, OTHER = (PersonId(digest(name)) for name in (b"ana", b"bo", b"other"))


def test_only_who_shares_a_name_has_a_mark_however_it_is_written() -> None:
    found = marks([(ANA, "Ana Ferreira"), (OTHER, " ana  FERREIRA"), (BO, "Bo")])
    assert found.keys() == {ANA, OTHER}
    assert len({*found.values()}) == 2
    assert all(len(mark) == 4 for mark in found.values())
    assert found == marks([(OTHER, "Ana Ferreira"), (ANA, "Ana Ferreira")])


def test_marks_that_begin_alike_are_longer() -> None:
    one, two = b"\x00" * 32, b"\x00" * 31 + b"\x01"
    found = marks([(one, "x"), (two, "x")])
    assert found[one] != found[two]
    assert marks([(one, "x"), (one, "x")])[one]


def test_a_label_is_the_name_and_the_mark_if_there_is_one() -> None:
    assert label(PersonPresence(ANA, "Ana", Status.ONLINE)) == "Ana"
    assert label(PersonPresence(ANA, "Ana", Status.ONLINE, mark="K7QF")) == "Ana (K7QF)"
