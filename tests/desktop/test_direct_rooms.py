"""Which direct rooms are listed, and since when."""

from __future__ import annotations

from desktop.direct_rooms import DirectRooms, closed_in
from net.ids import EntryId, RoomId

ONE, TWO, THREE = (RoomId(bytes([n]) * 32) for n in range(3))


def test_a_room_that_was_opened_comes_back_with_its_time() -> None:
    rooms = DirectRooms()
    rooms.load([ONE], {}, {})
    assert rooms.open(TWO)
    assert rooms.came_ms(TWO) > 0
    assert not rooms.open(TWO)
    rooms.spoken(THREE)
    assert list(rooms) == [ONE, TWO, THREE]
    again = DirectRooms()
    again.load([ONE, THREE], rooms.kept(), {})
    assert set(again) == {ONE, TWO, THREE}
    assert [again.came_ms(each) for each in (ONE, TWO, THREE)] == [0, rooms.came_ms(TWO), 0]
    again.close(TWO, None)
    assert TWO not in again
    assert again.came_ms(TWO) == 0


def test_the_list_that_earlier_versions_kept_is_understood() -> None:
    rooms = DirectRooms()
    rooms.load([], [ONE.hex(), TWO.hex()], {})
    assert set(rooms) == {ONE, TWO}
    assert rooms.open(ONE)  # of it nobody knew when
    assert rooms.came_ms(ONE) > 0


def test_a_closed_room_stays_so_until_somebody_says_something_there() -> None:
    old, new = EntryId(bytes(32)), EntryId(bytes([1]) * 32)
    rooms = DirectRooms()
    rooms.load([ONE, TWO], {}, {})
    rooms.close(ONE, old)
    kept = rooms.kept()
    for _ in range(2):  # over several starts
        kept = rooms.kept()
        assert closed_in(kept) == {ONE: old.hex()}
        rooms = DirectRooms()
        rooms.load([ONE, TWO], kept, {ONE: old})
        assert list(rooms) == [TWO]
    again = DirectRooms()
    again.load([ONE, TWO], kept, {ONE: new})
    assert set(again) == {ONE, TWO}
    for listed in (rooms.spoken, rooms.open):
        rooms.close(ONE, old)
        listed(ONE)
        assert closed_in(rooms.kept()) == {}
    rooms.close(THREE, None)
    again.load([], rooms.kept(), {})
    assert THREE not in again
