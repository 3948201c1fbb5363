"""A list of people to tick: by mouse or Space, or by a few letters and Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.model import PersonPresence
from desktop.namesakes import label
from desktop.ui import strings
from desktop.ui.announce_targets import paint_tick
from desktop.ui.controls import SearchField
from desktop.ui.fuzzy import find
from desktop.ui.row_list import RowDelegate, RowList
from desktop.ui.row_model import VALUE_ROLE, RowModel
from desktop.ui.row_painter import RowPainter
from net.ids import PersonId

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

    from desktop.ui.row_model import Index
    from desktop.ui.theme import ThemeSwitch

PEOPLE_LISTED = 1_000
"""Peers can claim to be any number of people; letters find those that are not listed."""

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class PickModel(RowModel[PersonPresence]):
    """Rows are people; what is ticked outlives the filter."""

    picked_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[PersonPresence, ...] = ()
        self._picked: dict[PersonId, None] = {}
        self._query = ""

    def set_people(self, people: tuple[PersonPresence, ...]) -> None:
        """Offer these people."""
        self._all = people
        self.set_rows(self._found())

    def set_query(self, query: str) -> None:
        """Show those whose names fit."""
        self._query = query
        self.reset_rows(self._found())

    def picked(self) -> tuple[PersonId, ...]:
        """Return who is ticked, in the order of ticking."""
        return tuple(self._picked)

    def toggle(self, index: Index) -> None:
        """Tick somebody, or take the tick away."""
        person = index.data(VALUE_ROLE)
        if not isinstance(person, PersonPresence):
            return
        if person.person in self._picked:
            del self._picked[person.person]
        else:
            self._picked[person.person] = None
        here = self.index(index.row(), 0)
        self.dataChanged.emit(here, here)
        self.picked_changed.emit()

    def _found(self) -> list[PersonPresence]:
        found = []
        for person in self._all:
            fits = find(self._query, person.name)
            if fits is not None:
                found.append((-fits.score, person.name.casefold(), person))
        found.sort(key=lambda each: each[:2])
        return [person for _, _, person in found[:PEOPLE_LISTED]]

    @override
    def key(self, value: PersonPresence) -> PersonId:
        return value.person

    @override
    def words(self, value: PersonPresence) -> str:
        return label(value)

    @override
    def spoken(self, value: PersonPresence) -> str:
        return f"{label(value)}, {strings.status(value.status)}"

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        kept = super().flags(index)
        return kept | Qt.ItemFlag.ItemIsUserCheckable if kept else kept

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        person = self.row(index.row())
        if role == Qt.ItemDataRole.CheckStateRole and person is not None:
            ticked = person.person in self._picked
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        return super().data(index, role)


class PickDelegate(RowDelegate):
    """Paints somebody with a box to tick."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        person = index.data(VALUE_ROLE)
        if not isinstance(person, PersonPresence):
            return
        theme, px = self._switch.theme, self._switch.theme.px
        with RowPainter(painter, option, theme) as row:
            row.chosen = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            box = option.rect.adjusted(0, px(1), 0, -px(1))
            row.ground(box, 8)
            middle = box.center().y()
            circle = QRect(box.left() + px(8), middle - px(15), px(32), px(32))
            row.avatar(circle, person.person, person.name, person.status, theme.surface)
            line = box.adjusted(px(52), 0, -px(44), 0)
            row.text(line, label(person), theme.font(14, 500), theme.text)
            mark = QRect(box.right() - px(32), middle - px(9), px(20), px(20))
            paint_tick(painter, row, mark)


class PeoplePick(QWidget):
    """Field and list; `changed` tells the number of people ticked."""

    changed = Signal(int)

    def __init__(
        self,
        switch: ThemeSwitch,
        people: tuple[PersonPresence, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.field = SearchField(switch, self.tr("Find a person"), name="pick-find")
        self._model = PickModel(self)
        self._model.set_people(people)
        self.list = RowList(
            switch, self._model, PickDelegate(switch), name="pick-list", title=self.tr("People")
        )
        self.field.installEventFilter(self)
        self.list.installEventFilter(self)
        self.list.viewport().installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(switch.theme.px(8))
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        self.field.textChanged.connect(self._model.set_query)
        self.field.left_down.connect(self._enter_list)
        self._model.picked_changed.connect(lambda: self.changed.emit(len(self.picked())))

    def picked(self) -> tuple[PersonId, ...]:
        """Return who is ticked."""
        return self._model.picked()

    def _enter_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.TabFocusReason)
        if self._model.rowCount() and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._model.index(0, 0))

    def _take_found(self) -> None:
        """Tick whom the typed words leave, and let the next one be typed; go to several of them."""
        if self._model.rowCount() > 1:
            self._enter_list()
        elif self._model.rowCount():
            index = self._model.index(0, 0)
            if index.data(Qt.ItemDataRole.CheckStateRole) != Qt.CheckState.Checked:
                self._model.toggle(index)
            self.field.clear()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.field:
                if event.key() not in _ENTER or not self.field.text().strip():
                    return False
                self._take_found()
                return True  # the button that Enter presses waits until nothing is being looked for
            if event.key() == Qt.Key.Key_Space:
                self._model.toggle(self.list.currentIndex())
                return True
        elif watched is self.field:
            return False
        elif event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            self._model.toggle(self.list.indexAt(event.position().toPoint()))
        return False
