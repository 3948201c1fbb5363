"""The list of rooms: a Qt model of values, the delegate that paints a row, and the list view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from desktop.model import Room, RoomKind
from desktop.ui import strings
from desktop.ui.avatar import paint_room

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.theme import Theme, ThemeSwitch
    from net.ids import RoomId

Index = QModelIndex | QPersistentModelIndex

ROOM_ROLE = Qt.ItemDataRole.UserRole
"""The Room of a row."""

PREVIEW_CHARS = 200
"""More than any row is wide; keeps a 16 KiB message from being measured for one line."""


class RoomsModel(QAbstractListModel):
    """Rows are rooms, in the order they were given."""

    def __init__(self, now_ms: Callable[[], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rooms: tuple[Room, ...] = ()
        self._now_ms = now_ms

    def set_rooms(self, rooms: tuple[Room, ...]) -> None:
        """Show these rooms; where only their news changed the rows stay, and so does the choice."""
        if [room.room for room in rooms] == [room.room for room in self._rooms]:
            self._rooms = rooms
            if rooms:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rooms) - 1, 0))
            return
        self.beginResetModel()
        self._rooms = rooms
        self.endResetModel()

    def row_of(self, room: RoomId) -> int:
        """Return the row of a room, -1 if it is not listed."""
        rows = (row for row, listed in enumerate(self._rooms) if listed.room == room)
        return next(rows, -1)

    def preview(self, room: Room) -> str:
        """Return one line that tells who said what last; the topic while nobody said anything."""
        if room.last is None:
            return room.topic
        words = " ".join(room.last.text[:PREVIEW_CHARS].split())
        return f"{self.tr('You') if room.last.own else room.last.name}: {words}"

    def time_text(self, room: Room) -> str:
        """Return when the last message came, short; empty without one."""
        return "" if room.last is None else strings.short_time(room.last.sent_at_ms, self._now_ms())

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rooms)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rooms):
            return None
        room = self._rooms[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return room.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            unread = [strings.unread(room.unread)] if room.unread else []
            told = [self.preview(room), self.time_text(room)]
            return ", ".join(part for part in [room.name, *unread, *told] if part)
        return room if role == ROOM_ROLE else None


class RoomDelegate(QStyledItemDelegate):
    """Paints a row: badge, name, time, preview, pill. All rows have one size."""

    def __init__(
        self, switch: ThemeSwitch, model: RoomsModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._switch = switch
        self._model = model

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self._switch.theme.px(62))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        room = index.data(ROOM_ROLE)
        if not isinstance(room, Room):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        _Row(painter, option, self._switch.theme).paint(
            room, self._model.preview(room), self._model.time_text(room)
        )
        painter.restore()


class _Row:
    """One row while it is painted; mirrors itself where the text runs from right to left."""

    def __init__(self, painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> None:
        self._bounds: QRect = option.rect
        self._state: QStyle.StateFlag = option.state
        self._direction: Qt.LayoutDirection = option.direction
        self._painter = painter
        self._theme = theme
        px = theme.px
        self._row = self._bounds.adjusted(px(8), 0, -px(8), -px(2))

    def paint(self, room: Room, preview: str, time: str) -> None:
        theme, px, row = self._theme, self._theme.px, self._row
        chosen = bool(self._state & QStyle.StateFlag.State_Selected)
        self._paint_ground(chosen=chosen)
        sign = "lock" if room.kind is RoomKind.PRIVATE else "hash"
        badge = self._placed(QRect(row.left() + px(10), row.top() + px(10), px(40), px(40)))
        paint_room(self._painter, QRectF(badge), theme, sign, chosen=chosen)
        left, right = row.left() + px(60), row.right() - px(9)
        news = chosen or room.unread > 0
        time_font = theme.font(11)
        time_px = QFontMetrics(time_font).horizontalAdvance(time)
        top, second = row.top() + px(10), row.top() + px(31)
        self._text(
            QRect(right - time_px, top, time_px + 1, px(21)),
            time,
            time_font,
            theme.accent if news and not chosen else theme.softtext if chosen else theme.text3,
            end=True,
        )
        name_font = theme.font(14, 600 if room.unread else 500)
        self._text(
            QRect(left, top, right - time_px - px(8) - left, px(21)),
            room.name,
            name_font,
            theme.text,
        )
        if room.unread:
            right -= self._paint_pill(room, right, second) + px(8)
        color = theme.softtext if chosen else theme.text2
        self._text(QRect(left, second, right - left, px(20)), preview, theme.font(13), color)

    def _paint_ground(self, *, chosen: bool) -> None:
        hovered = bool(self._state & QStyle.StateFlag.State_MouseOver)
        radius = 10 * self._theme.zoom
        self._painter.setPen(Qt.PenStyle.NoPen)
        if chosen or hovered:
            self._painter.setBrush(self._theme.soft if chosen else self._theme.hover)
            self._painter.drawRoundedRect(QRectF(self._row), radius, radius)
        if self._state & QStyle.StateFlag.State_HasFocus:
            self._painter.setBrush(Qt.BrushStyle.NoBrush)
            self._painter.setPen(QPen(self._theme.accent, 2))
            self._painter.drawRoundedRect(QRectF(self._row).adjusted(1, 1, -1, -1), radius, radius)

    def _paint_pill(self, room: Room, right: int, top: int) -> int:
        """Draw the number of unread messages; return how wide it came out."""
        theme = self._theme
        words = "999+" if room.unread > 999 else str(room.unread)
        ground, ink = theme.accent, theme.onaccent
        if room.mentions:
            words, ground = f"@{min(room.mentions, 999)}", theme.danger
            ink = theme.onaccent if theme.dark else theme.surface
        font = theme.font(11, 600)
        width = max(theme.px(20), QFontMetrics(font).horizontalAdvance(words) + theme.px(12))
        pill = self._placed(QRect(right - width + 1, top, width, theme.px(20)))
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(ground)
        self._painter.drawRoundedRect(QRectF(pill), theme.px(10), theme.px(10))
        self._painter.setPen(ink)
        self._painter.setFont(font)
        self._painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
        return width

    def _text(
        self, rect: QRect, text: str, font: QFont, color: QColor, *, end: bool = False
    ) -> None:
        self._painter.setFont(font)
        self._painter.setPen(color)
        # The width of the row, not the script of the text, says where the line starts.
        rtl = self._direction == Qt.LayoutDirection.RightToLeft
        at_right = end != rtl
        side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        self._painter.drawText(self._placed(rect), flags | Qt.TextFlag.TextSingleLine, shown)

    def _placed(self, rect: QRect) -> QRect:
        return QStyle.visualRect(self._direction, self._bounds, rect)


class RoomsList(QListView):
    """Shows the rooms; choosing one by mouse or key is `room_chosen`."""

    room_chosen = Signal(bytes)
    """The RoomId somebody chose; not emitted for `choose`."""

    def __init__(
        self, switch: ThemeSwitch, now_ms: Callable[[], int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rooms")
        self.setAccessibleName(self.tr("Rooms"))
        self._rooms = RoomsModel(now_ms, self)
        self._delegate = RoomDelegate(switch, self._rooms, self)
        self._chosen: RoomId | None = None
        self.setModel(self._rooms)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._on_current)
        switch.changed.connect(self._on_theme)

    def set_rooms(self, rooms: tuple[Room, ...]) -> None:
        """List these rooms in this order; the chosen one stays chosen."""
        self._rooms.set_rooms(rooms)
        if self._chosen is not None:
            self.choose(self._chosen)

    def choose(self, room: RoomId) -> None:
        """Mark this room as the open one."""
        self._chosen = room
        row = self._rooms.row_of(room)
        if row >= 0:
            self.setCurrentIndex(self._rooms.index(row, 0))

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        room = current.data(ROOM_ROLE) if current.isValid() else None
        if isinstance(room, Room) and room.room != self._chosen:
            self._chosen = room.room
            self.room_chosen.emit(room.room)

    def _on_theme(self) -> None:
        self.doItemsLayout()
        self.viewport().update()
