"""The room in view: its rows, what is sent from it, its draft, and how far it was read."""

from __future__ import annotations

import logging
import os
import threading
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from desktop.clock import unix_ms
from desktop.errors import AppError
from desktop.marked import SETTLED_AFTER_S, MarkedTimeline, Merged
from desktop.model import Message, MessageState, Person, Picks, Room
from desktop.texts import clean_text
from desktop.ui.refusals import refusal
from desktop.ui.timeline.notes import marker_of
from desktop.ui.timeline.rows import ABOVE_ALL
from net.errors import NetError
from net.ids import DeviceId, EntryId, RoomId

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.bridge import Bridge
    from desktop.services.news import ApartChanged
    from desktop.store.reader import Reader
    from desktop.store.room_rows import RoomRows
    from desktop.ui.chat_window import ChatWindow
    from desktop.ui.timeline.view import TimelineView
    from desktop.ui.written import Written

log = logging.getLogger(__name__)

LOCAL_ID_BYTES = 16
REST_MS = 100
"""Between two looks at least: whoever reads a stream of messages sees ten steps a second as one flow,
and a wheel that turns meanwhile has its frames to itself."""
REST_SHARE = 3
"""A look at what was committed is followed by a rest this many times as long: keys and paints keep
three quarters of the windows' thread while a long history arrives."""
BOOKMARKS_AFTER_MS = 200
"""Far jumps need them; after the paint of a room, and not for one that is only passed through."""
HELD_SETTING = "kept_unread"
HELD_KEPT = 64
"""Rooms that stay unread over a restart; nobody marks more, and a damaged setting may hold any."""


class RoomView(QObject):
    """Owned by the wiring; lives on the windows' thread.

    Unsent messages are kept for every room, so that a room may be left and opened again while a
    message of it is on its way or waits for Retry.
    """

    changed = Signal()
    """Something of a room's line changed: unread, draft, last message."""

    def __init__(
        self,
        bridge: Bridge,
        window: ChatWindow,
        timeline: TimelineView,
        failed: Callable[[Exception], None],
        keep: Callable[[str, object], None],
    ) -> None:
        super().__init__()
        self._failed = failed
        self._keep = keep
        self._held: list[str] = []
        """Rooms that were marked unread and not turned to since, in hex."""

        self._bridge = bridge
        self._window = window
        self._timeline = timeline
        self._rows: MarkedTimeline | None = None
        self._room: RoomId | None = None
        self._unsent: dict[RoomId, dict[bytes, Message]] = {}
        self._put_back: bytes | None = None
        self._apart: ApartChanged | None = None
        self._apart_left: set[RoomId] = set()
        """Rooms of the newest merge whose visit is over."""
        self._clock = QElapsedTimer()
        self._clock.start()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(int(SETTLED_AFTER_S * 1000) + 1)
        self._settle.timeout.connect(self.refresh)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.refresh)
        self._rested_at_s = 0.0
        self._bookmarks = QTimer(self)
        self._bookmarks.setSingleShot(True)
        self._bookmarks.setInterval(BOOKMARKS_AFTER_MS)
        self._bookmarks.timeout.connect(self._build_bookmarks)
        self.me: Person | None = None
        self.device = DeviceId(b"")
        window.page.composer.message_written.connect(self._send)
        window.retry_requested.connect(self._retry)
        window.edit_requested.connect(self._edit_failed)
        window.discard_requested.connect(self._discard)
        window.draft_changed.connect(self._keep_draft)
        window.read_up_to.connect(self._mark_read)
        window.mark.let_go.connect(self._let_go)
        window.doors.read_wanted.connect(self._turned_to)
        window.page.talk.unread_requested.connect(self._mark_unread)

    @property
    def room(self) -> RoomId | None:
        """The room in view."""
        return self._room

    @property
    def rows(self) -> MarkedTimeline | None:
        """The rows in view."""
        return self._rows

    def close(self) -> None:
        """Let go of the store's connections."""
        for timer in (self._soon, self._settle, self._bookmarks):
            timer.stop()
        self._timeline.set_source(None)
        if self._rows is not None:
            self._rows.close()
            self._rows = None

    def set_held(self, rooms: object) -> None:
        """Know which rooms were left marked unread when the program ended."""
        if isinstance(rooms, list):
            self._held = [str(room) for room in rooms[-HELD_KEPT:]]

    def open(
        self,
        room: Room,
        open_rows: Callable[[], RoomRows],
        reader: Reader,
        *,
        chosen: bool = True,
    ) -> None:
        """Show a room: its rows, the line above what is unread, its draft, as a reader finds them.

        One that nobody has chosen, at the start, stays unread if it was marked so.
        """
        before = self._rows
        rows = MarkedTimeline(open_rows(), open_rows, words=marker_of, now_s=self._now_s)
        for message in self._unsent.get(room.room, {}).values():
            rows.add_pending(message)
        if self._room is not None and self._room != room.room:
            self._leave_apart(self._room)
        self._rows = rows
        self._room = room.room
        self._show_apart()
        self._window.open_room(room, rows)
        if chosen:
            self._let_go(room.room)
        elif room.room.hex() in self._held:
            self._window.mark.hold()
        if before is not None:
            before.close()
        state = reader.state(room.room)
        last_read = reader.last_read(room.room, state.read)
        if room.unread:
            self._timeline.set_unread_after(last_read or ABOVE_ALL)
        else:
            # What comes into an empty room while nobody looks is all new.
            self._window.mark.set_read(last_read if rows.count() else ABOVE_ALL)
        self._window.set_draft(state.draft, state.picks)
        self._bookmarks.start()

    def _build_bookmarks(self) -> None:
        """Read them on a thread of their own: it takes a moment in a room of a million."""
        if self._rows is not None:
            build = self._rows.build_bookmarks
            threading.Thread(target=build, name="bookmarks", daemon=True).start()

    def touched(self) -> None:
        """Show what was committed: in this turn of the loop, or after the rest that is due."""
        if not self._soon.isActive():
            self._soon.start(max(0, round((self._rested_at_s - self._now_s()) * 1000)))

    def refresh(self) -> None:
        """Show what was committed, in this room or another: a held snapshot keeps the log long."""
        if self._rows is None:
            return
        begun_s = self._now_s()
        self._rows.refresh()
        if self._rows.unsettled:
            self._settle.start()
        now_s = self._now_s()
        self._rested_at_s = now_s + max(REST_MS / 1000, REST_SHARE * (now_s - begun_s))

    def tell_apart(self, merged: ApartChanged) -> None:
        """Show, for one visit of each room, what came together after a split."""
        if self._apart is None or merged.number != self._apart.number:
            self._apart_left.clear()
        self._apart = merged
        self._show_apart()

    def _now_s(self) -> float:
        return self._clock.elapsed() / 1000

    def _show_apart(self) -> None:
        if self._rows is None or self._apart is None or self._room in self._apart_left:
            return
        merged = Merged(self._apart.messages, len(self._apart.rooms))
        for room, first, _ in self._apart.rooms:
            if room == self._room:
                self._rows.set_merged(first, merged)

    def _leave_apart(self, room: RoomId) -> None:
        if self._apart is not None and any(room == each for each, _, _ in self._apart.rooms):
            self._apart_left.add(room)

    # ---- what the person wants

    def _send(self, room: bytes, written: Written) -> None:
        try:
            cleaned = clean_text(written.text)
        except AppError as error:
            self._window.send_refused(refusal(error))
            return
        if self._rows is None or self.me is None:
            self._window.send_refused(self.tr("Grapevine is still starting: try again."))
            return
        message = self._pending(self.me, RoomId(room), cleaned, os.urandom(LOCAL_ID_BYTES))
        self._submit(
            msgspec.structs.replace(message, reply_to=written.reply_to, mentions=written.mentions)
        )
        self._window.send_accepted(RoomId(room), written.text)

    def _submit(self, message: Message) -> None:
        room, local_id, text = message.room, message.local_id, message.text
        self._unsent.setdefault(room, {})[local_id] = message
        if self._rows is not None and room == self._room:
            self._rows.add_pending(message)
        self._bridge.call(
            lambda engine: engine.chat.send(
                room, text, local_id=local_id, reply_to=message.reply_to, mentions=message.mentions
            ),
            lambda stored: self._sent(local_id, stored),
            lambda error: self._not_sent(message, error),
        )

    def _sent(self, local_id: bytes, message: Message) -> None:
        unsent = self._unsent.get(message.room, {}).pop(local_id, None)
        if unsent is not None and self._put_back == local_id:
            self._put_back = None
            # The copy in the box is not needed any more.
            self._window.send_accepted(message.room, unsent.text)
        if self._rows is not None and message.room == self._room:
            self._rows.replace_pending(local_id, message)

    def _not_sent(self, message: Message, error: Exception) -> None:
        if isinstance(error, AppError | NetError):
            reason = refusal(error)
        else:
            log.error("sending failed", exc_info=error)
            reason = self.tr("something went wrong inside Grapevine")
        self._put_back = message.local_id
        if self._rows is not None and message.room == self._room:
            self._rows.fail_pending(message.local_id, reason)
            self._window.send_failed(message.local_id, reason, message.text)

    def _taken_back(self, local_id: bytes) -> Message | None:
        for unsent in self._unsent.values():
            message = unsent.pop(local_id, None)
            if message is not None:
                if self._rows is not None:
                    self._rows.discard(local_id)
                return message
        return None

    def _retry(self, local_id: bytes) -> None:
        message = self._taken_back(local_id)
        if message is not None:
            self._submit(message)

    def _edit_failed(self, local_id: bytes) -> None:
        message = self._taken_back(local_id)
        if message is not None:
            self._window.put_back(message.text)

    def _discard(self, local_id: bytes) -> None:
        self._taken_back(local_id)

    def _keep_draft(self, room: bytes, text: str, picks: Picks) -> None:
        self._bridge.call(
            lambda engine: engine.store.set_draft(RoomId(room), text, picks),
            lambda _: self.changed.emit(),
            self._not_kept,
        )

    def _mark_read(self, room: bytes, message: bytes) -> None:
        self._bridge.call(
            lambda engine: engine.reading.mark_read(RoomId(room), EntryId(message)),
            lambda _: self.changed.emit(),
            self._not_kept,
        )

    def _mark_unread(self, message: bytes) -> None:
        room = self._room
        if room is None:
            return
        self._window.mark.hold()

        def done(last: EntryId | None) -> None:
            self._held = [*(each for each in self._held if each != room.hex()), room.hex()]
            self._keep(HELD_SETTING, self._held[-HELD_KEPT:])
            if room == self._room:
                self._timeline.set_unread_after(ABOVE_ALL if last is None else last)
            self.changed.emit()

        self._bridge.call(
            lambda engine: engine.reading.mark_unread(room, EntryId(message)), done, self._failed
        )

    def _turned_to(self, room: bytes) -> None:
        if room == self._room:
            self._window.mark.release()

    def _let_go(self, room: bytes) -> None:
        if room.hex() in self._held:
            self._held.remove(room.hex())
            self._keep(HELD_SETTING, self._held)

    def _not_kept(self, error: Exception) -> None:
        log.info("not kept: %s", error)

    def _pending(self, me: Person, room: RoomId, text: str, local_id: bytes) -> Message:
        return Message(
            id=EntryId(local_id),
            local_id=local_id,
            room=room,
            person=me.person,
            device=self.device,
            name=me.name,
            text=text,
            sent_at_ms=unix_ms(),
            state=MessageState.PENDING,
            own=True,
        )
