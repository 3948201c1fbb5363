"""The list of rooms: a Qt model of values, the delegate that paints a row, and the list view."""

from __future__ import annotations

import enum
import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, QRect, Signal
from PySide6.QtGui import QFocusEvent
from typing_extensions import override

from desktop.model import MessageState, Room, RoomKind
from desktop.namesakes import label
from desktop.ui import strings
from desktop.ui.bidi import filled
from desktop.ui.row_list import MenuRowList, RowDelegate
from desktop.ui.row_model import VALUE_ROLE, RowModel
from desktop.ui.row_painter import RowPainter
from desktop.ui.timeline.cleaning import cleaned
from desktop.ui.timeline.markup import Kind, parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from desktop.ui.row_model import Index
    from desktop.ui.theme import ThemeSwitch
    from net.ids import RoomId

PREVIEW_CHARS = 200
"""More than any row is wide; keeps a 16 KiB message from being measured for one line."""

_STATE_SIGNS = {
    MessageState.PENDING: "clock",
    MessageState.STORED: "check",
    MessageState.DELIVERED: "check-check",
    MessageState.FAILED: "alert-circle",
}


class RoomFilter(enum.Enum):
    """Which rooms are listed."""

    ALL = "all"
    UNREAD = "unread"
    ROOMS = "rooms"
    PEOPLE = "people"


def passes(room: Room, wanted: RoomFilter) -> bool:
    """Whether a filter lets a room through."""
    match wanted:
        case RoomFilter.ALL:
            return True
        case RoomFilter.UNREAD:
            return waits(room)
        case RoomFilter.ROOMS:
            return room.kind is not RoomKind.DIRECT
        case RoomFilter.PEOPLE:
            return room.kind is RoomKind.DIRECT


def waits(room: Room) -> bool:
    """Whether something in a room waits for its owner: messages, or an invitation."""
    return room.unread > 0 or not room.joined


def by_recency(rooms: tuple[Room, ...], now_ms: int) -> tuple[Room, ...]:
    """Return the pinned ones first, then invitations, then by their last message or the coming in.

    A clock of the future gains nothing.
    """

    def key(room: Room) -> tuple[bool, bool, int]:
        last_ms = room.came_ms if room.last is None else room.last.sent_at_ms
        return not room.pinned, room.joined, -min(last_ms, now_ms)

    return tuple(sorted(rooms, key=key))


@functools.lru_cache(maxsize=256)  # rows are painted anew with every move of the mouse
def in_a_line(text: str) -> str:
    """Return a message's words without the marks of its looks, and without what it quotes."""
    blocks = parse(text).blocks
    own = [each for each in blocks if each.kind is not Kind.QUOTE] or blocks
    words = " ".join(each.words for each in own).replace("\u200b", "").split()
    return " ".join(words) or " ".join(text.split())


class RoomsModel(RowModel[Room]):
    """Rows are rooms, in the order they were given."""

    def __init__(self, now_ms: Callable[[], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Room, ...] = ()
        self._filter = RoomFilter.ALL
        self._open: RoomId | None = None
        self._now_ms = now_ms

    def set_rooms(self, rooms: tuple[Room, ...]) -> None:
        """Show these rooms; where only their news changed the rows stay, and so does the choice."""
        self._all = by_recency(rooms, self._now_ms())
        kept = None if self._open is None or self.row_of(self._open) < 0 else self._open
        self._show(kept=kept)

    def set_filter(self, wanted: RoomFilter) -> None:
        """Show only these of the rooms."""
        self._filter = wanted
        self._show(kept=None)

    def set_open(self, room: RoomId) -> None:
        """Know which room is in view: it does not vanish under its reader when it was read."""
        self._open = room

    def listed(self) -> tuple[Room, ...]:
        """Return the rooms as they stand."""
        return tuple(self._rows)

    def _show(self, *, kept: RoomId | None) -> None:
        rooms = tuple(room for room in self._all if passes(room, self._filter) or room.room == kept)
        if [room.room for room in rooms] == [room.room for room in self._rows]:
            self.set_rows(rooms)
        else:  # a row that goes must not hand on what is open to the one below it
            self.reset_rows(rooms)

    @override
    def key(self, value: Room) -> RoomId:
        return value.room

    @override
    def words(self, value: Room) -> str:
        return label(value)

    def preview(self, room: Room, *, short: bool = False) -> str:
        """Return one line that tells who said what last; the topic while nobody said anything.

        `short` leaves the first of somebody's names.
        """
        if not room.joined:
            return self.tr("You are invited")
        if room.draft:
            return " ".join(room.draft[:PREVIEW_CHARS].split())
        if room.last is None:
            return room.topic
        words = in_a_line(cleaned(room.last.text[:PREVIEW_CHARS]))
        if room.kind is RoomKind.DIRECT and not room.last.own:
            return words
        name = room.last.name
        if room.last.own:
            name = self.tr("You")
        elif short:
            name = name.split()[0] if name.split() else name
        return filled("{0}: {1}", name, words)

    def draft_mark(self) -> str:
        """Return what stands before words that were not sent."""
        return self.tr("Draft:")

    @override
    def spoken(self, value: Room) -> str:
        room = value
        kind = {RoomKind.PRIVATE: self.tr("private"), RoomKind.DIRECT: ""}.get(room.kind, "")
        told = [
            label(room),
            kind,
            "" if room.status is None else strings.status(room.status),
            strings.unread(room.unread) if room.unread else "",
            self.tr("mentions you") if room.mentions else "",
            self.tr("muted") if self.is_muted(room) else "",
            self.tr("pinned") if room.pinned else "",
            self.draft_mark() if room.draft else "",
            self.preview(room),
            self.time_text(room),
        ]
        return ", ".join(part for part in told if part)

    def is_muted(self, room: Room) -> bool:
        """Whether the room is silent now."""
        return room.muted_until_ms is not None and room.muted_until_ms > self._now_ms()

    def time_text(self, room: Room) -> str:
        """Return when the last message came, short; empty without one."""
        return "" if room.last is None else strings.short_time(room.last.sent_at_ms, self._now_ms())


class RoomDelegate(RowDelegate):
    """Paints a row: badge, name, time, preview, and a mark at the end. All rows have one size."""

    row_px = (62, 48)

    def __init__(
        self, switch: ThemeSwitch, model: RoomsModel, parent: QObject | None = None
    ) -> None:
        super().__init__(switch, parent)
        self._model = model

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        room = index.data(VALUE_ROLE)
        if isinstance(room, Room):
            with RowPainter(painter, option, self._switch.theme) as row:
                self._paint(row, room)

    def _paint(self, row: RowPainter, room: Room) -> None:
        theme, px = row.theme, row.theme.px
        box = row.bounds.adjusted(px(8), 0, -px(8), -px(2))
        row.ground(box)
        side, air = theme.row_px(40, 32), theme.row_px(10, 7)
        badge = QRect(box.left() + px(10), box.top() + air, side, side)
        if room.peer is not None:
            row.avatar(badge, room.peer, room.name, room.status, theme.window)
        else:
            row.room(badge, "lock" if room.kind is RoomKind.PRIVATE else "hash")
        left, right = badge.right() + px(11), box.right() - px(9)
        top, second = box.top() + theme.row_px(10, 3), box.top() + theme.row_px(31, 22)
        time, time_font = self._model.time_text(room), theme.font(11)
        time_px = row.width(time, time_font)
        quiet = theme.softtext if row.chosen else theme.text3
        news = room.unread > 0 and not self._model.is_muted(room)
        ink = theme.accent if news and not row.chosen else quiet
        row.text(QRect(right - time_px, top, time_px + 1, px(21)), time, time_font, ink, end=True)
        name = QRect(left, top, right - time_px - px(8) - left, px(21))
        row.text(name, label(room), theme.font(14, 600 if waits(room) else 500), theme.text)
        right -= self._paint_mark(row, room, right, second)
        self._paint_preview(row, room, QRect(left, second, right - left, px(20)))

    def _paint_preview(self, row: RowPainter, room: Room, rect: QRect) -> None:
        theme = row.theme
        if room.draft and room.joined:
            mark, font = self._model.draft_mark(), theme.font(13, 500)
            row.text(rect, mark, font, theme.danger)
            rect = rect.adjusted(row.width(mark, font) + theme.px(4), 0, 0, 0)
        color = theme.softtext if row.chosen else theme.text2 if room.joined else theme.accent
        row.text(rect, self._model.preview(room, short=True), theme.font(13), color)

    def _paint_mark(self, row: RowPainter, room: Room, right: int, top: int) -> int:
        """Draw the one thing worth knowing most at the end; return the room it takes."""
        theme, px = row.theme, row.theme.px
        muted = self._model.is_muted(room)
        if room.mentions:
            ink = theme.onaccent if theme.dark else theme.surface
            words = f"@{min(room.mentions, 999)}"
            return row.pill(right, top, words, theme.danger, ink) + px(8)
        if room.unread:
            words = "999+" if room.unread > 999 else str(room.unread)
            if not muted:
                return row.pill(right, top, words, theme.accent, theme.onaccent) + px(8)
            used = row.pill(right, top, words, theme.text3, theme.surface) + px(5)
            self._paint_sign(row, "bell-off", right - used, top)  # grey alone would not say it
            return used + px(22)
        sign = "bell-off" if muted else "pin" if room.pinned else ""
        if not sign and room.last is not None and room.last.own and not room.draft:
            sign = _STATE_SIGNS[room.last.state]
        if not sign:
            return 0
        self._paint_sign(row, sign, right, top)
        return px(24)

    def _paint_sign(self, row: RowPainter, sign: str, right: int, top: int) -> None:
        px = row.theme.px
        ink = row.theme.softtext if row.chosen else row.theme.text2
        row.icon(QRect(right - px(16) + 1, top + px(2), px(16), px(16)), sign, ink)


class RoomsList(MenuRowList):
    """Shows the rooms; choosing one by mouse or key is `room_chosen`."""

    room_chosen = Signal(bytes)
    """The RoomId somebody chose; not emitted for `choose`."""

    def __init__(
        self, switch: ThemeSwitch, now_ms: Callable[[], int], parent: QWidget | None = None
    ) -> None:
        rooms = RoomsModel(now_ms)
        title = QCoreApplication.translate("RoomsList", "Rooms")
        delegate = RoomDelegate(switch, rooms)
        super().__init__(switch, rooms, delegate, name="rooms", title=title, parent=parent)
        rooms.setParent(self)
        self._rooms = rooms
        self._chosen: RoomId | None = None
        self._entering = False
        self.selectionModel().currentChanged.connect(self._on_current)
        self.activated.connect(self._take)

    def set_rooms(self, rooms: tuple[Room, ...]) -> None:
        """List these rooms by recency; the chosen one stays chosen, what is on screen stays there."""
        before, at = self._rooms.listed(), self.verticalScrollBar().value()
        self._rooms.set_rooms(rooms)
        if self._chosen is not None:
            self.setAutoScroll(not before)
            self.choose(self._chosen)
            self.setAutoScroll(True)
        if before and [each.room for each in before] != [each.room for each in self.listed()]:
            self._hold(before, at)

    def _hold(self, before: tuple[Room, ...], at: int) -> None:
        """Show what stood `at` this place among the rows before: most of it moved as one."""
        self.doItemsLayout()
        height = max(1, self.sizeHintForRow(0))
        seen = before[at // height : (at + self.viewport().height()) // height + 1]
        rows = [self._rooms.row_of(room.room) for room in seen]
        moves = sorted(row - old for old, row in enumerate(rows, at // height) if row >= 0)
        shift = moves[len(moves) // 2] * height if at and moves else 0
        self.verticalScrollBar().setValue(at + shift)
        if any(room.room == self._chosen for room in seen):  # it goes to the top with its news
            self.scrollTo(self.currentIndex())

    def choose(self, room: RoomId) -> None:
        """Mark this room as the open one."""
        self._chosen = room
        self._rooms.set_open(room)
        row = self._rooms.row_of(room)
        if row >= 0:
            self.setCurrentIndex(self._rooms.index(row, 0))

    def set_filter(self, wanted: RoomFilter) -> None:
        """List only these of the rooms."""
        self._rooms.set_filter(wanted)
        if self._chosen is not None:
            self.choose(self._chosen)

    def listed(self) -> tuple[Room, ...]:
        """Return the rooms as they stand, from top to bottom."""
        return self._rooms.listed()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        # Where the open room is not listed Qt stands on the first row: to come here opens no room.
        self._entering = True
        try:
            super().focusInEvent(event)
        finally:
            self._entering = False

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if not self._entering:
            self._take(current)

    def _take(self, current: QModelIndex) -> None:
        room = current.data(VALUE_ROLE) if current.isValid() else None
        if isinstance(room, Room) and room.room != self._chosen:
            self._chosen = room.room
            self._rooms.set_open(room.room)
            self.room_chosen.emit(room.room)
