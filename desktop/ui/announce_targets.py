"""Whom an announcement can go to: rooms and people to tick, narrowed by a few letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from typing_extensions import override

from desktop.model import Room, RoomKind, Status
from desktop.namesakes import label
from desktop.ui import strings
from desktop.ui.fuzzy import find
from desktop.ui.row_list import RowDelegate, RowList
from desktop.ui.row_model import VALUE_ROLE, RowModel
from desktop.ui.row_painter import RowPainter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from desktop.model import PersonPresence
    from desktop.ui.row_model import Index
    from desktop.ui.theme import ThemeSwitch
    from net.ids import PersonId, RoomId

TARGETS_LISTED = 1_000
"""Peers can claim to be any number of people; letters find those that are not listed."""


@dataclass(frozen=True, slots=True)
class Target:
    """A room or a person; exactly one of the two ids is there."""

    name: str
    room: RoomId | None = None
    person: PersonId | None = None
    private: bool = False
    members: int = 0
    status: Status | None = None

    @property
    def key(self) -> bytes:
        """The id, whichever it is."""
        return self.room or self.person or b""


@dataclass(frozen=True, slots=True)
class Reach:
    """Where an announcement goes. `people` counts each once; `exact` is false where it is a bound."""

    rooms: tuple[RoomId, ...] = ()
    persons: tuple[PersonId, ...] = ()
    people: int = 0
    exact: bool = True


class TargetsModel(RowModel[Target | str]):
    """Rows are headings and targets; what is ticked outlives the filter."""

    changed = Signal()
    """Something was ticked, or is no longer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rooms: tuple[Target, ...] = ()
        self._people: tuple[Target, ...] = ()
        self._members: Mapping[RoomId, frozenset[PersonId]] = {}
        self._me: PersonId | None = None
        self._ticked: dict[bytes, Target] = {}
        self._query = ""

    def set_rooms(self, rooms: Iterable[Room]) -> None:
        """Offer the rooms of these that one is in; direct rooms are people."""
        offered = tuple(
            Target(
                label(room),
                room=room.room,
                private=room.kind is RoomKind.PRIVATE,
                members=room.members,
            )
            for room in rooms
            if room.joined and room.kind is not RoomKind.DIRECT
        )
        if offered != self._rooms:
            self._rooms = offered
            self._renew()

    def set_people(self, people: Iterable[PersonPresence]) -> None:
        """Offer these people but oneself and the blocked ones."""
        kept = tuple(people)
        self._me = next((each.person for each in kept if each.mine), None)
        offered = tuple(
            Target(label(each), person=each.person, status=each.status)
            for each in sorted(kept, key=lambda each: each.name.casefold())
            if not each.mine and not each.blocked
        )
        if offered != self._people:
            self._people = offered
            self._renew()

    def set_members(self, members: Mapping[RoomId, frozenset[PersonId]]) -> None:
        """Count people of these rooms exactly; of others only how many they are is known."""
        if members != self._members:
            self._members = members
            self.changed.emit()

    def set_query(self, query: str) -> None:
        """Show those whose names fit."""
        self._query = query
        self._show()

    def targets(self) -> tuple[Target, ...]:
        """Return what is ticked: rooms, then people, each in the order of ticking."""
        ticked = self._ticked.values()
        rooms = tuple(each for each in ticked if each.room is not None)
        return rooms + tuple(each for each in ticked if each.room is None)

    def reach(self) -> Reach:
        """Return where it goes, and to how many people but oneself, each counted once."""
        chosen = self.targets()
        rooms = tuple(each.room for each in chosen if each.room is not None)
        persons = tuple(each.person for each in chosen if each.person is not None)
        known = {person for room in rooms for person in self._members.get(room, ())}
        known.update(persons)
        known.discard(self._me)
        unknown = [each for each in chosen if each.room and each.room not in self._members]
        bound = sum(max(0, each.members - 1) for each in unknown)
        return Reach(rooms, persons, len(known) + bound, exact=not unknown)

    def toggle(self, index: Index) -> None:
        """Tick a target, or take the tick away."""
        target = index.data(VALUE_ROLE)
        if isinstance(target, Target):
            self._tick([target], on=target.key not in self._ticked)

    def tick_shown(self) -> None:
        """Tick all that the filter shows."""
        self._tick([row for row in self._rows if isinstance(row, Target)], on=True)

    def clear(self) -> None:
        """Tick nothing."""
        self._tick(list(self._ticked.values()), on=False)

    def _tick(self, targets: list[Target], *, on: bool) -> None:
        for target in targets:
            if on:
                self._ticked[target.key] = target
            else:
                self._ticked.pop(target.key, None)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))
        self.changed.emit()

    def _renew(self) -> None:
        """Follow the news: a room that was left, or a person who is gone, gets nothing."""
        known = {each.key: each for each in (*self._rooms, *self._people)}
        self._ticked = {key: known[key] for key in self._ticked if key in known}
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        rows: list[Target | str] = []
        for title, targets in ((self.tr("Rooms"), self._rooms), (self.tr("People"), self._people)):
            found = [(find(self._query, each.name), each) for each in targets]
            fitting = [each for fits, each in found if fits is not None]
            if fitting:
                rows += [title, *fitting]
        self.set_rows(rows[:TARGETS_LISTED])

    @override
    def key(self, value: Target | str) -> bytes | str:
        return value.key if isinstance(value, Target) else value

    @override
    def words(self, value: Target | str) -> str:
        return value.name if isinstance(value, Target) else value

    @override
    def spoken(self, value: Target | str) -> str:
        return f"{value.name}, {detail(value)}" if isinstance(value, Target) else value

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        kept = super().flags(index)
        return kept | Qt.ItemFlag.ItemIsUserCheckable if kept else kept

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index.row())
        if role == Qt.ItemDataRole.CheckStateRole and isinstance(row, Target):
            ticked = row.key in self._ticked
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        return super().data(index, role)


def detail(target: Target) -> str:
    """Return what stands behind a name: members of a room, how somebody is."""
    if target.room is not None:
        return strings.members(target.members)
    return strings.status(target.status) if target.status is not None else ""


class TargetDelegate(RowDelegate):
    """Paints a heading, or a target with a box to tick."""

    heading_px = 32

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(VALUE_ROLE)
        theme, px = self._switch.theme, self._switch.theme.px
        with RowPainter(painter, option, theme) as paint:
            if isinstance(row, str):
                line = option.rect.adjusted(px(8), px(6), -px(8), 0)
                paint.text(line, row, theme.font(12, 500), theme.text2)
                return
            if not isinstance(row, Target):
                return
            paint.chosen = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            box = option.rect.adjusted(0, px(1), 0, -px(1))
            paint.ground(box, 8)
            picture = QRect(box.left() + px(8), box.center().y() - px(15), px(32), px(32))
            if row.person is not None:
                paint.avatar(picture, row.person, row.name, row.status, theme.surface)
            else:
                paint.room(picture, "lock" if row.private else "hash")
            right = box.right() - px(44)
            words, font = detail(row), theme.font(12)
            name = QRect(box.left() + px(52), box.top(), 0, box.height())
            name_font = theme.font(14, 500)
            # What it is called comes first, where both are too long for the row.
            room = right - px(8) - name.left()
            wide = min(paint.width(words, font), room - min(paint.width(row.name, name_font), room))
            name.setRight(right - wide - px(8))
            paint.text(name, row.name, name_font, theme.text)
            ink = theme.softtext if paint.chosen else theme.text2
            end = QRect(right - wide, box.top(), wide, box.height())
            paint.text(end, words, font, ink, end=True)
            mark = QRect(box.right() - px(32), box.center().y() - px(9), px(20), px(20))
            paint_tick(painter, paint, mark)


def paint_tick(painter: QPainter, row: RowPainter, mark: QRect) -> None:
    """Draw a box that is ticked while the row is chosen."""
    theme = row.theme
    place = QRectF(row.placed(mark)).adjusted(1, 1, -1, -1)
    painter.setPen(QPen(theme.accent if row.chosen else theme.off, 1.6 * theme.zoom))
    painter.setBrush(theme.accent if row.chosen else theme.surface)
    painter.drawRoundedRect(place, theme.px(5), theme.px(5))
    if row.chosen:
        inner = theme.px(2)
        row.icon(mark.adjusted(inner, inner, -inner, -inner), "check", theme.onaccent)


class TargetsView(RowList):
    """The list; Space or a click ticks."""

    def __init__(
        self, switch: ThemeSwitch, model: TargetsModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            switch,
            model,
            TargetDelegate(switch),
            name="announce-targets",
            title=QCoreApplication.translate("TargetsView", "Rooms and people"),
            uniform=False,
            parent=parent,
        )
        self._targets = model
        self.viewport().installEventFilter(self)

    def enter(self) -> None:
        """Take the keyboard, at the first target if none was walked to."""
        self.setFocus(Qt.FocusReason.TabFocusReason)
        if not self.currentIndex().isValid() and self._targets.first() >= 0:
            self.setCurrentIndex(self._targets.index(self._targets.first(), 0))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._targets.toggle(self.currentIndex())
            return
        super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            self._targets.toggle(self.indexAt(event.position().toPoint()))
        return False
