"""From conversation to conversation by keys: the next, the Nth of the list, the one before this one."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent
from typing_extensions import override

from desktop.ui.rooms_list import waits
from desktop.ui.shortcuts import NUMBERED

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from PySide6.QtWidgets import QWidget

    from desktop.model import Room
    from net.ids import RoomId

VISITS_KEPT = 64
"""Steps back that are remembered: nobody goes further by single steps."""


class Trail:
    """Where one was, and where one went back from; bounded, each place once in a row."""

    def __init__(self) -> None:
        self._places: list[RoomId] = []
        self._at = -1

    def visit(self, room: RoomId) -> None:
        """Come to a place; from there nothing leads forward."""
        if self._places and self._places[self._at] == room:
            return
        self._places = [*self._places[: self._at + 1], room][-VISITS_KEPT:]
        self._at = len(self._places) - 1

    def step(self, by: int, known: Collection[RoomId]) -> RoomId | None:
        """Go one back (-1) or forward (1); None at the end. Places that are gone are passed over."""
        here = self._places[self._at] if self._places else None
        at = self._at + by
        while 0 <= at < len(self._places):
            if self._places[at] in known and self._places[at] != here:
                self._at = at
                return self._places[at]
            at += by
        return None


class Visits(QObject):
    """Belongs to the main window: it follows its rooms, its keys and the mouse's extra buttons."""

    room_chosen = Signal(bytes)

    def __init__(self, window: QWidget, listed: Callable[[], tuple[Room, ...]]) -> None:
        """Take the window and how to look up the list of conversations as it stands."""
        super().__init__(window)
        self._window = window
        self._listed = listed
        self._rooms: frozenset[RoomId] = frozenset()
        self._current: RoomId | None = None
        self._trail = Trail()
        window.installEventFilter(self)

    def acts(self) -> dict[str, Callable[[], object]]:
        """Return what to do by the id of the shortcut."""
        acts: dict[str, Callable[[], object]] = {
            "previous-room": lambda: self.walk(-1, unread=False),
            "next-room": lambda: self.walk(1, unread=False),
            "previous-unread": lambda: self.walk(-1, unread=True),
            "next-unread": lambda: self.walk(1, unread=True),
            "back": lambda: self.step(-1),
            "forward": lambda: self.step(1),
        }
        for number in NUMBERED:
            acts[f"room-{number}"] = functools.partial(self.go_to, number)
        return acts

    def set_rooms(self, rooms: tuple[Room, ...]) -> None:
        """Know which conversations there are, listed or not."""
        self._rooms = frozenset(room.room for room in rooms)

    def opened(self, room: RoomId) -> None:
        """Say which conversation is in view."""
        self._current = room
        self._trail.visit(room)

    def step(self, by: int) -> None:
        """Go back or forward through what was in view."""
        room = self._trail.step(by, self._rooms)
        if room is not None:
            self.room_chosen.emit(room)

    def go_to(self, number: int) -> None:
        """Open the Nth conversation of the list, counted from 1."""
        listed = self._listed()
        if number <= len(listed) and listed[number - 1].room != self._current:
            self.room_chosen.emit(listed[number - 1].room)

    def walk(self, step: int, *, unread: bool) -> None:
        """Go to the next conversation of the list, round its end; perhaps only where news wait."""
        listed = self._listed()
        ids = [room.room for room in listed]
        at = ids.index(self._current) if self._current in ids else (-1 if step > 0 else 0)
        for distance in range(1, len(listed) + 1):
            room = listed[(at + step * distance) % len(listed)]
            if room.room != self._current and (not unread or waits(room)):
                self.room_chosen.emit(room.room)
                return

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and watched is self._window:
            # Lists and fields keep the extra buttons to themselves: they are taken before those.
            handle = self._window.windowHandle()
            if handle is not None:
                handle.installEventFilter(self)
        elif isinstance(event, QMouseEvent) and watched is not self._window:
            steps = {Qt.MouseButton.BackButton: -1, Qt.MouseButton.ForwardButton: 1}
            step = steps.get(event.button())
            if step is not None and event.type() == QEvent.Type.MouseButtonPress:
                self.step(step)
            return step is not None and event.type() != QEvent.Type.MouseMove
        return False
