"""What the window asks of the message view, and when a message counts as read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from desktop.model import MessageState
from desktop.ui.absence import Absence

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget

    from desktop.model import Message
    from desktop.ui.theme import Theme
    from desktop.ui.timeline.source import TimelineSource
    from net.ids import EntryId, RoomId


class Timeline(Protocol):
    """The part of `TimelineView` that the window uses."""

    link_activated: SignalInstance
    retry_requested: SignalInstance
    edit_requested: SignalInstance
    discard_requested: SignalInstance
    at_bottom_changed: SignalInstance
    visible_range_changed: SignalInstance

    def set_source(self, source: TimelineSource | None) -> None:
        """Show another room's messages."""

    def set_theme(self, theme: Theme) -> None:
        """Draw in this theme."""

    def scroll_by(self, dy: int) -> None:
        """Move by pixels; positive goes to newer messages."""

    def jump_to_latest(self) -> None:
        """Show the newest message and stay with what comes."""

    @property
    def at_bottom(self) -> bool:
        """Whether the newest message is on screen to its end."""

    def last_fully_visible(self) -> Message | None:
        """Return the newest message whose end is on screen."""

    def mark_unseen(self, seen: EntryId | None) -> None:
        """Draw the line above what came after `seen`, and keep it on screen; of None do nothing.

        ABOVE_ALL: above all there is.
        """


class ReadMark(QObject):
    """Tells once how far a room is read: to the end, on screen, in a window somebody looks at."""

    moved = Signal(bytes, bytes)
    """RoomId, EntryId."""

    let_go = Signal(bytes)
    """RoomId: it was kept unread, and is no longer."""

    def __init__(self, timeline: Timeline, window: QWidget) -> None:
        super().__init__(window)
        self._timeline = timeline
        self._window = window
        self._room: RoomId | None = None
        self._read: EntryId | None = None
        self._seen: EntryId | None = None
        """What came after it in this visit, and not before somebody's eyes, gets the line."""
        self._held = False
        self._absence = Absence(window)
        self._absence.near_end.connect(self.look)
        self._absence.ended.connect(self.look)
        timeline.at_bottom_changed.connect(self.look)
        timeline.visible_range_changed.connect(self.look)

    def set_room(self, room: RoomId) -> None:
        """Count for this room from now on."""
        if room != self._room:
            self._room, self._read, self._seen, self._held = room, None, None, False

    def set_read(self, message: EntryId | None) -> None:
        """Know how far the room was read when it was opened, where nothing in it is unread.

        ABOVE_ALL: nothing was in it.
        """
        self._seen = message

    def set_idle(self, since_ms: int | None) -> None:
        """Nobody is at this machine since then, or somebody is: None."""
        self._absence.set_nobody(nobody=since_ms is not None)

    def hold(self) -> None:
        """Leave the room unread, whatever is seen of it, until it is left or `release`."""
        self._held, self._read, self._seen = True, None, None

    def release(self) -> None:
        """Somebody has turned to the room again: count as usual."""
        if self._held and self._room is not None:
            self._held = False
            self.let_go.emit(self._room)
            self.look()

    def look(self) -> None:
        """Tell if somebody sees a newer message than told last; if nobody looks, draw the line."""
        if self._room is None or self._held:
            return
        if self._absence.is_on:
            self._timeline.mark_unseen(self._seen)
            return
        message = self._timeline.last_fully_visible() if self._timeline.at_bottom else None
        if message is None or message.state in {MessageState.PENDING, MessageState.FAILED}:
            return
        self._seen = message.id
        if message.id != self._read and self._window.isActiveWindow():
            self._read = message.id
            self.moved.emit(self._room, message.id)
