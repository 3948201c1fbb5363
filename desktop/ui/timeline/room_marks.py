"""Finds the names of rooms behind a number sign in a shown text, so that they lead there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from desktop import deep_links
from desktop.model import RoomKind
from desktop.texts import MAX_ROOM_NAME_BYTES
from desktop.ui.timeline.markup import Block, Kind, Look, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desktop.model import Room
    from net.ids import RoomId

SIGNS_MAX = 64
"""Number signs looked at in one paragraph: a text of more has them for something else."""


_WORDS = frozenset({Kind.TEXT, Kind.QUOTE, Kind.ITEM})


def by_name(rooms: Iterable[Room]) -> dict[str, RoomId]:
    """Return the reader's own rooms by name in small letters; not those that share one."""
    named: dict[str, list[RoomId]] = {}
    for room in rooms:
        if room.joined and room.kind is not RoomKind.DIRECT and room.name:
            named.setdefault(room.name.lower(), []).append(room.room)
    return {name: found[0] for name, found in named.items() if len(found) == 1}


def linked(block: Block, rooms: Mapping[str, RoomId]) -> Block:
    """Return the block with links to the rooms that it names, but for names in code and in links."""
    found = marks(block.text, rooms) if block.kind in _WORDS else []
    taken = [span for span in block.spans if span.look & (Look.CODE | Look.LINK)]
    spans = [
        Span(start, end, Look.LINK, deep_links.make(room))
        for start, end, room in found
        if not any(span.start < end and start < span.end for span in taken)
    ]
    if not spans:
        return block
    return replace(block, spans=tuple(sorted((*block.spans, *spans), key=lambda s: s.start)))


def marks(text: str, rooms: Mapping[str, RoomId]) -> list[tuple[int, int, RoomId]]:
    """Return (start, end, room) of each "#name" in order, the longest name where several fit."""
    if "#" not in text or not rooms:
        return []
    lower = text.lower()
    folded = lower if len(lower) == len(text) else text  # every character stays in its place
    longest = min(max(map(len, rooms)), MAX_ROOM_NAME_BYTES)
    found: list[tuple[int, int, RoomId]] = []
    end = 0
    for _ in range(SIGNS_MAX):
        at = folded.find("#", end)
        if at < 0:
            break
        end = at + 1
        if at and (_goes_on(folded[at - 1]) or folded[at - 1] in "#&/"):
            continue
        for stop in range(min(len(folded), end + longest), end, -1):
            room = rooms.get(folded[end:stop])
            if room is not None and not _goes_on(folded[stop : stop + 1]):
                found.append((at, stop, room))
                end = stop
                break
    return found


def _goes_on(character: str) -> bool:
    return character.isalnum() or character == "_"
