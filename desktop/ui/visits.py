"""From place to place by keys: the next conversation, the Nth of the list, and back where one was."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from typing_extensions import override

from desktop.ui.rooms_list import waits
from desktop.ui.shortcuts import NUMBERED

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.model import Room
    from desktop.ui.talk import Talk
    from desktop.ui.timeline.leaps import Spot
    from net.ids import RoomId

VISITS_KEPT = 64
"""Steps back that are remembered: nobody goes further by single steps."""

P = TypeVar("P")


class Trail(Generic[P]):
    """Where one was, and where one went back from; bounded, each place once in a row."""

    def __init__(self) -> None:
        self._places: list[P] = []
        self._at = -1

    def visit(self, place: P) -> None:
        """Come to a place; from there nothing leads forward."""
        if self._places and self._places[self._at] == place:
            return
        self._places = [*self._places[: self._at + 1], place][-VISITS_KEPT:]
        self._at = len(self._places) - 1

    def note(self, place: P) -> None:
        """Say more exactly where one is."""
        if self._places:
            self._places[self._at] = place

    def step(self, by: int, is_there: Callable[[P], bool]) -> P | None:
        """Go one back (-1) or forward (1); None at the end. Places that are gone are passed over."""
        here = self._places[self._at] if self._places else None
        at = self._at + by
        while 0 <= at < len(self._places):
            if is_there(self._places[at]) and self._places[at] != here:
                self._at = at
                return self._places[at]
            at += by
        return None


class Visits(QObject):
    """Belongs to the main window: it follows its rooms, its keys and the mouse's extra buttons.

    A far leap within a room is a step of the trail as a change of rooms is, so that both lead back to
    what one was reading. All that is found in a row by one search in the room is one step.
    """

    room_chosen = Signal(bytes)

    def __init__(
        self, window: QWidget, listed: Callable[[], tuple[Room, ...]], talk: Talk
    ) -> None:
        """Take the window, how to look up the list of conversations as it stands, and the messages."""
        super().__init__(window)
        self._window = window
        self._listed = listed
        self._find = talk.find
        self._leaps = talk.timeline.leaps
        self._rooms: frozenset[RoomId] = frozenset()
        self._current: RoomId | None = None
        self._trail: Trail[tuple[RoomId, Spot | None]] = Trail()
        self._stepping = False
        self._found: Spot | None = None
        """Where the finding led last, until another leap is made."""
        self._arriving = QTimer(self, singleShot=True, interval=0)
        """A leap while it runs leads on to where one wanted to go when the room was opened."""
        self._leaps.leapt.connect(self._leapt)
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
        """Say which conversation is in view from now on; the messages are still those of the one before."""
        if room == self._current:
            return
        if not self._stepping:
            self._note()
            self._trail.visit((room, None))
            self._arriving.start()
        self._current, self._found = room, None

    def step(self, by: int) -> None:
        """Go back or forward through what was in view."""
        self._note()
        place = self._trail.step(by, lambda place: place[0] in self._rooms)
        if place is None:
            return
        room, spot = place
        self._found = None
        if room != self._current:
            self._stepping = True
            self.room_chosen.emit(room)
            self._stepping = False
        if room == self._current:
            self._leaps.go_back(spot)

    def _note(self) -> None:
        if self._current is not None:
            self._trail.note((self._current, self._leaps.spot()))

    def _leapt(self, before: Spot | None) -> None:
        room = self._current
        if room is None:
            return
        here = (room, self._leaps.spot())
        finding = not self._find.isHidden()
        if self._arriving.isActive() or (finding and before is not None and before == self._found):
            self._trail.note(here)
        else:
            self._trail.note((room, before))
            self._trail.visit(here)
        self._found = here[1] if finding else None

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
