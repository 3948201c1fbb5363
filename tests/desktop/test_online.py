"""One rule says who counts as online, in every list and number."""

from __future__ import annotations

from desktop import online
from desktop.model import PersonPresence, Status
from net.ids import PersonId


def of(n: int, status: Status, *, mine: bool = False) -> PersonPresence:
    return PersonPresence(PersonId(bytes([n]) * 32), f"P{n}", status, mine=mine)


def test_who_is_away_or_gone_is_not_online_and_every_status_has_its_part() -> None:
    people = [of(n, status) for n, status in enumerate(Status)]
    assert {each.status for each in people if online.is_online(each.status)} == {
        Status.ONLINE,
        Status.BUSY,
    }
    assert online.count(people) == 2
    assert online.PARTS.keys() == set(Status)


def test_oneself_is_counted_if_not_said_otherwise() -> None:
    people = [of(1, Status.ONLINE, mine=True), of(2, Status.ONLINE), of(3, Status.AWAY)]
    assert online.count(people) == 2
    assert online.count(people, but_me=True) == 1


def test_what_somebody_chose_is_known_where_nobody_sees_it() -> None:
    me = PersonPresence(PersonId(bytes(32)), "Ana", Status.OFFLINE, mine=True, chosen=Status.BUSY)
    assert online.chosen(me) is Status.BUSY
    assert online.chosen(of(1, Status.AWAY, mine=True)) is Status.AWAY
