"""A room named behind a number sign is a way to it, for those who are in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop import deep_links
from desktop.model import Room, RoomKind
from desktop.ui.timeline.room_marks import SIGNS_MAX, by_name, marks
from net.ids import RoomId
from tests.desktop.ui.timeline.sources import message

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.desktop.ui.timeline.conftest import Stage

LOGS, LOBBY = RoomId(b"l" * 32), RoomId(b"o" * 32)
ROOMS = {"data-logs": LOGS, "lobby": LOBBY, "lobby two": RoomId(b"t" * 32)}


def named(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in marks(text, ROOMS)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("photos are in #data-logs, the rest in #Lobby.", ["#data-logs", "#Lobby"]),
        ("#lobby two and #lobby three", ["#lobby two", "#lobby"]),
        ("(#lobby)", ["#lobby"]),
        ("a#lobby ##lobby &#lobby /#lobby #lobbyist #lobby_ # lobby", []),
        ("#nothing", []),
        ("", []),
    ],
)
def test_the_longest_whole_name_counts(text: str, found: list[str]) -> None:
    assert named(text) == found


def test_signs_without_end_are_not_all_looked_at() -> None:
    assert named("# " * SIGNS_MAX + "#lobby") == []
    assert named("# " * (SIGNS_MAX - 1) + "#lobby") == ["#lobby"]


def test_only_rooms_of_ones_own_that_share_their_name_with_none() -> None:
    def room(key: bytes, name: str, kind: RoomKind = RoomKind.OPEN, **more: object) -> Room:
        return Room(room=RoomId(key * 32), name=name, kind=kind, **more)  # type: ignore[arg-type]

    rooms = [
        room(b"1", "Lobby"),
        room(b"2", "safety", RoomKind.PRIVATE),
        room(b"3", "twin"),
        room(b"4", "TWIN"),
        room(b"5", "not joined", joined=False),
        room(b"6", "Dana", RoomKind.DIRECT),
        room(b"7", ""),
    ]
    assert by_name(rooms) == {"lobby": rooms[0].room, "safety": rooms[1].room}


@pytest.mark.qt
def test_a_named_room_is_clicked_like_a_link(stage: Stage, heard: Callable) -> None:
    stage.play(message(1, "see #data-logs, not `#lobby` nor https://a.example/#lobby"))
    view = stage.view
    spots = view.shown[0].row.body.spots
    assert [spot.label for spot in spots] == ["https://a.example/#lobby"]
    view.set_rooms(ROOMS)
    stage.settle()
    spots = view.shown[0].row.body.spots
    assert [spot.label for spot in spots] == ["#data-logs", "https://a.example/#lobby"]
    at = stage.spot(0, "#data-logs")
    assert view._pointer.tool_tip(at) == ""  # its words say where it leads
    assert view._pointer.tool_tip(stage.spot(0, "https://a.example/#lobby")) == "https://a.example/#lobby"
    told = heard(view.link_activated)
    stage.click(at)
    assert told == [(deep_links.make(LOGS), "#data-logs")]
    view.set_rooms({})
    stage.settle()
    assert len(view.shown[0].row.body.spots) == 1
