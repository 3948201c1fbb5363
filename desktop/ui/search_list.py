"""The list of results and what is chosen in it: moved by keys, kept while rows come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QListView, QWidget

from desktop.ui.search_results import Kind, ResultsModel, Row
from desktop.ui.search_rows import ResultDelegate

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.theme import ThemeSwitch

WIDGET_MAX_PX = 16_777_215
"""Qt's own limit of a widget's height: no limit."""


class ResultsView(QListView):
    """The keyboard stays in the line above; its keys move the choice here."""

    chosen = Signal()
    """Another row is chosen, or none."""

    opened = Signal()
    """A row was clicked that a click opens, or any row twice."""

    def __init__(
        self, switch: ThemeSwitch, model: ResultsModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rows = model
        self._delegate = ResultDelegate(switch, model, self)
        self.setObjectName("search-results")
        self.setAccessibleName(self.tr("Results"))
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(self.opened)
        switch.changed.connect(self.scheduleDelayedItemsLayout)

    def row(self) -> Row | None:
        """Return what is chosen."""
        return self._rows.row(self.currentIndex().row())

    def choose(self, number: int, *, scroll: bool = True) -> None:
        """Choose a row; -1 chooses none."""
        if number < 0:
            self.setCurrentIndex(QModelIndex())
        else:
            index = self._rows.index(number, 0)
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, flag)
            if scroll:
                above = self._rows.row(number - 1)
                if above is not None and above.kind is Kind.HEAD:
                    self.scrollTo(self._rows.index(number - 1, 0))
                self.scrollTo(index)
        self.chosen.emit()

    def choose_first(self) -> None:
        """Choose the newest message; of kept queries none, so that Enter does what was typed."""
        choosable = self._rows.choosable()
        first = self._rows.row(choosable[0]) if choosable else None
        self.choose(choosable[0] if first is not None and first.hit is not None else -1)

    def move_choice(self, step: int) -> None:
        """Go up (negative) or down by rows that can be chosen; stops at the ends."""
        choosable = self._rows.choosable()
        if not choosable:
            return
        now = self.currentIndex().row()
        if now not in choosable:
            self.choose(choosable[0 if step > 0 else -1])
            return
        at = choosable.index(now) + step
        self.choose(choosable[max(0, min(len(choosable) - 1, at))])

    def keep_choice(self, change: Callable[[], bool | None]) -> None:
        """Change the rows without moving what is chosen, in the list or on the screen.

        `change` says False if it left the rows as they were.
        """
        row = self.row()
        chosen = row.hit.message if row is not None and row.hit is not None else None
        before = self.visualRect(self.currentIndex()).top()
        if change() is False:
            return
        number = self._rows.row_of(chosen) if chosen is not None else -1
        if number < 0:
            self.choose_first()
            return
        self.choose(number, scroll=False)
        self.doItemsLayout()
        moved = self.visualRect(self.currentIndex()).top() - before
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved)

    def set_short(self, *, short: bool) -> None:
        """Take no more height than the rows need while true."""
        heights = (self.sizeHintForRow(row) for row in range(self._rows.rowCount() if short else 0))
        self.setMaximumHeight(sum(heights) + 2 if short else WIDGET_MAX_PX)

    def _clicked(self, index: QModelIndex) -> None:
        row = self._rows.row(index.row())
        if row is not None and row.kind is not Kind.HEAD:
            self.choose(index.row(), scroll=False)
            if row.kind is Kind.RECENT:
                self.opened.emit()
