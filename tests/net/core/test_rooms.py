"""Room policies: who may see a room, and whose entries count in it."""

from __future__ import annotations

from net.core.rooms import RoomPolicies
from net.ids import DeviceId, PersonId, RoomId

LOBBY, PRIVATE, OTHER = (RoomId(bytes([n]) * 32) for n in range(3))
ANA, BO, EVE = (PersonId(bytes([n]) * 32) for n in range(10, 13))
DEVICE = DeviceId(b"d" * 32)


def policies() -> RoomPolicies:
    rooms = RoomPolicies(3, [LOBBY])
    assert rooms.allow(PRIVATE, frozenset((ANA, BO)), frozenset((ANA, BO)))
    return rooms


def test_a_private_room_is_seen_by_its_members_only() -> None:
    rooms = policies()
    assert rooms.may_see(LOBBY, EVE)
    assert rooms.may_see(PRIVATE, ANA)
    assert not rooms.may_see(PRIVATE, EVE)
    assert not rooms.may_see(OTHER, ANA)
    assert set(rooms) == {LOBBY, PRIVATE}


def test_a_stranger_s_entries_do_not_belong_there() -> None:
    rooms = policies()
    assert rooms.takes(PRIVATE, DEVICE, ANA, 1)
    assert rooms.takes(PRIVATE, DEVICE, None, 1)  # whose device it is shows with its certificate
    assert not rooms.takes(PRIVATE, DEVICE, EVE, 1)
    assert rooms.takes(LOBBY, DEVICE, EVE, 1)


def test_what_a_removed_member_wrote_later_is_not_taken_nor_fetched() -> None:
    rooms = policies()
    rooms.cut(PRIVATE, DEVICE, 5)
    rooms.cut(PRIVATE, DEVICE, 7)
    assert rooms.takes(PRIVATE, DEVICE, BO, 5)
    assert not rooms.takes(PRIVATE, DEVICE, BO, 6)
    assert rooms.wanted(PRIVATE, DEVICE, ((1, 3), (5, 9))) == ((1, 3), (5, 5))
    assert rooms.wanted(LOBBY, DEVICE, ((1, 9),)) == ((1, 9),)


def test_allowing_a_room_again_lifts_its_cuts() -> None:
    rooms = policies()
    rooms.cut(PRIVATE, DEVICE, 5)
    assert not rooms.allow(PRIVATE, frozenset((ANA, BO)), frozenset((ANA, BO)))
    assert rooms.takes(PRIVATE, DEVICE, BO, 6)
    assert rooms.wanted(PRIVATE, DEVICE, ((5, 9),)) == ((5, 9),)


def test_rooms_have_a_cap_and_tell_what_changed() -> None:
    rooms = policies()
    assert not rooms.allow(PRIVATE, frozenset((ANA, BO)), frozenset((ANA, BO)))
    assert rooms.allow(PRIVATE, frozenset((ANA,)), frozenset((ANA, BO)))
    assert rooms.allow(OTHER)
    assert not rooms.allow(RoomId(b"x" * 32))
    rooms.disallow(OTHER)
    assert rooms.allow(RoomId(b"x" * 32))
