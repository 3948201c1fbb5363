"""The dialog with the open rooms of the network: find one, join it, open it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, QRect, Qt, Signal
from typing_extensions import override

from desktop.model import Room, RoomKind
from desktop.ui import strings
from desktop.ui.buttons import push_button
from desktop.ui.controls import SearchField
from desktop.ui.dialog import Dialog
from desktop.ui.fuzzy import find
from desktop.ui.row_list import RowDelegate, RowList
from desktop.ui.row_model import VALUE_ROLE, RowModel
from desktop.ui.row_painter import RowPainter

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from desktop.ui.row_model import Index
    from desktop.ui.theme import ThemeSwitch
    from net.ids import RoomId

ROOMS_LISTED = 1_000
"""Anybody on the network can make rooms; letters find those that are not listed."""


class OpenRoomsModel(RowModel[Room]):
    """Rows are open rooms, those with the most people first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Room, ...] = ()
        self._query = ""

    def set_rooms(self, rooms: tuple[Room, ...]) -> None:
        """Offer these; what is not open is left out."""
        self._all = tuple(room for room in rooms if room.kind is RoomKind.OPEN)
        self.set_rows(self._found())

    def set_query(self, query: str) -> None:
        """Show those whose name or topic fits."""
        self._query = query
        self.reset_rows(self._found())

    def _found(self) -> list[Room]:
        found = []
        for room in self._all:
            name, topic = find(self._query, room.name), find(self._query, room.topic)
            scores = [fits.score for fits in (name, topic) if fits is not None]
            if scores:
                found.append((-max(scores), -room.members, room.name.casefold(), room))
        found.sort(key=lambda each: each[:3])
        return [each[3] for each in found[:ROOMS_LISTED]]

    @override
    def key(self, value: Room) -> RoomId:
        return value.room

    @override
    def words(self, value: Room) -> str:
        return value.name

    @override
    def spoken(self, value: Room) -> str:
        joined = self.tr("joined") if value.joined else ""
        told = [value.name, value.topic, strings.members(value.members), joined]
        return ", ".join(part for part in told if part)


class OpenRoomDelegate(RowDelegate):
    """Paints a room with its topic and how many are in it."""

    row_px = (58, 48)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        room = index.data(VALUE_ROLE)
        if not isinstance(room, Room):
            return
        theme, px = self._switch.theme, self._switch.theme.px
        with RowPainter(painter, option, theme) as row:
            box = option.rect.adjusted(0, px(1), 0, -px(1))
            row.ground(box, 8)
            middle = box.center().y()
            row.room(QRect(box.left() + px(8), middle - px(17), px(36), px(36)), "hash")
            words = self.tr("joined") if room.joined else strings.members(room.members)
            small = theme.font(12)
            ink = theme.softtext if row.chosen else theme.ok if room.joined else theme.text2
            end = row.width(words, small)
            right, left = box.right() - px(12), box.left() + px(56)
            row.text(
                QRect(right - end, box.top(), end + 1, box.height()), words, small, ink, end=True
            )
            right -= end + px(12)
            top = middle - (px(19) if room.topic else px(10))
            line = QRect(left, top, right - left, px(20))
            row.text(line, room.name, theme.font(14, 500), theme.text)
            if room.topic:
                ink = theme.softtext if row.chosen else theme.text2
                row.text(line.translated(0, px(19)), room.topic, small, ink)


class BrowseRooms(Dialog):
    """Opens at once and is filled by `set_rooms` as often as there is news."""

    join_wanted = Signal(bytes)
    """The RoomId of a room to join and open."""

    open_wanted = Signal(bytes)
    """The RoomId of a room that is joined already."""

    create_wanted = Signal(str)
    """Make a room instead; what was typed as its name."""

    def __init__(self, switch: ThemeSwitch, parent: QWidget, *, can_create: bool = True) -> None:
        super().__init__(
            switch,
            QCoreApplication.translate("BrowseRooms", "Rooms on this network"),
            "browse-rooms",
            parent,
        )
        self.field = SearchField(switch, self.tr("Find a room"), name="browse-find")
        self._model = OpenRoomsModel(self)
        self.list = RowList(
            switch,
            self._model,
            OpenRoomDelegate(switch),
            name="open-rooms",
            title=self.tr("Open rooms"),
        )
        self.body.addWidget(self.field)
        self.body.addWidget(self.list, 1)
        self.nothing = self.add_words("", tone="lead", name="browse-nothing")
        self._filled = False
        if can_create:
            create = push_button(self.tr("New room…"), name="browse-create")
            create.clicked.connect(self._create)
            self.buttons.insertWidget(0, create)
        self.add_close(self.tr("Close"))
        self.join = self.add_accept(self.tr("Join"), name="join")
        self.join.clicked.connect(self._go)
        self.list.activated.connect(self._go)
        self.field.textChanged.connect(self._find)
        self.field.returnPressed.connect(self._go)
        self.field.left_down.connect(self._enter_list)
        self.list.selectionModel().currentChanged.connect(self._show)
        self.resize(switch.theme.px(500), switch.theme.px(540))
        self.field.setFocus()
        self._show()

    def set_rooms(self, rooms: tuple[Room, ...]) -> None:
        """Show the open rooms that are known, joined ones among them."""
        self._filled = True
        chosen, filled = self._chosen(), self._model.rowCount() > 0
        self._model.set_rooms(rooms)
        if filled and (chosen is None or self._model.row_of(chosen.room) < 0):
            self.list.setCurrentIndex(QModelIndex())  # no other is joined in its place
            self._show()
        else:
            self._choose(chosen)

    def _find(self, query: str) -> None:
        self._model.set_query(query)
        self._choose(None)

    def _choose(self, kept: Room | None) -> None:
        row = -1 if kept is None else self._model.row_of(kept.room)
        if self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(max(0, row), 0))
        self._show()

    def _chosen(self) -> Room | None:
        room = self.list.currentIndex().data(VALUE_ROLE)
        return room if isinstance(room, Room) else None

    def _show(self) -> None:
        room = self._chosen()
        self.join.setEnabled(room is not None)
        words = self.tr("Open") if room is not None and room.joined else self.tr("Join")
        self.join.setText(words)
        self.join.setAccessibleName(words)
        empty = self._model.rowCount() == 0
        self.list.setVisible(not empty)
        self.nothing.setVisible(empty)
        if self.field.text().strip():
            self.nothing.setText(self.tr("No open room is called that."))
        elif self._filled:
            self.nothing.setText(self.tr("There is no open room on this network yet."))
        else:
            self.nothing.setText(self.tr("Looking for rooms…"))

    def _enter_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _go(self) -> None:
        room = self._chosen()
        if room is None:
            return
        self.accept()
        (self.open_wanted if room.joined else self.join_wanted).emit(room.room)

    def _create(self) -> None:
        name = self.field.text()
        self.accept()
        self.create_wanted.emit(name)
