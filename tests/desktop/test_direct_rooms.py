"""Which direct rooms are listed, and since when."""

from __future__ import annotations

from desktop.direct_rooms import DirectRooms
from net.ids import RoomId

ONE, TWO, THREE = (RoomId(bytes([n]) * 32) for n in range(3))


def test_a_room_that_was_opened_comes_back_with_its_time() -> None:
    rooms = DirectRooms()
    rooms.load([ONE], {})
    assert rooms.open(TWO)
    assert rooms.came_ms(TWO) > 0
    assert not rooms.open(TWO)
    rooms.spoken(THREE)
    assert list(rooms) == [ONE, TWO, THREE]
    again = DirectRooms()
    again.load([ONE, THREE], rooms.kept())
    assert set(again) == {ONE, TWO, THREE}
    assert [again.came_ms(each) for each in (ONE, TWO, THREE)] == [0, rooms.came_ms(TWO), 0]
    again.close(TWO)
    assert TWO not in again
    assert again.came_ms(TWO) == 0


def test_the_list_that_earlier_versions_kept_is_understood() -> None:
    rooms = DirectRooms()
    rooms.load([], [ONE.hex(), TWO.hex()])
    assert set(rooms) == {ONE, TWO}
    assert rooms.open(ONE)  # of it nobody knew when
    assert rooms.came_ms(ONE) > 0
