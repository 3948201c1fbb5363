"""The list of results and what is chosen in it: moved by keys, kept while rows come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtWidgets import QListView, QWidget
from typing_extensions import override

from desktop.ui.search_results import Kind, ResultsModel, Row
from desktop.ui.search_rows import ResultDelegate

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QMouseEvent

    from desktop.ui.theme import ThemeSwitch
    from net.ids import EntryId

NEAR_END_PX = 180
"""Three messages before the end of the list older ones are asked for: who scrolls on need not wait."""
WIDGET_MAX_PX = 16_777_215
"""Qt's own limit of a widget's height: no limit."""


class ResultsView(QListView):
    """The keyboard stays in the line above; its keys move the choice here."""

    chosen = Signal()
    """Another row is chosen, or none."""

    opened = Signal()
    """A row was clicked that a click opens, or any row twice."""

    end_reached = Signal()
    """The end of the list came near, by scrolling or by keys."""

    def __init__(
        self, switch: ThemeSwitch, model: ResultsModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._switch = switch
        self._changing = False
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
        self.doubleClicked.connect(self._clicked_twice)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        switch.changed.connect(self.scheduleDelayedItemsLayout)

    def row(self) -> Row | None:
        """Return what is chosen."""
        return self._rows.row(self.currentIndex().row())

    def row_at(self, number: int) -> Row | None:
        """Return what stands at a place, None beyond the rows."""
        return self._rows.row(number)

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
        row = self.row()
        if row is not None and row.kind is Kind.TAIL:
            self.end_reached.emit()

    def choose_first(self) -> None:
        """Choose the newest message; of kept queries none, so that Enter does what was typed."""
        choosable = self._rows.choosable()
        first = self._rows.row(choosable[0]) if choosable else None
        found = first is not None and first.hit is not None
        self.choose(choosable[0] if found else -1, scroll=False)
        self.scrollToTop()  # however low the list is now, where kept queries stood

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

    def keep_choice(self, change: Callable[[], None]) -> None:
        """Change the rows without moving what is chosen or seen."""
        number = self.currentIndex().row()
        row = self._rows.row(number)
        at_tail = row is not None and row.kind is Kind.TAIL
        standing = self._near(number)
        seen = standing[:1] if self._is_seen(number) and not at_tail else self._near(self._top())
        place = self._place(seen)
        at_top = self.verticalScrollBar().value() == 0
        self._changing = True
        try:
            change()
            self._choose_again(standing, at_tail=at_tail)
            self.doItemsLayout()
            if at_top and self._is_whole(self.currentIndex().row()):
                return  # what came on top is seen, and what is chosen still is
            moved = self._place(seen, fallback=place) - place
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved)
            if at_tail:
                self.scrollTo(self.currentIndex())
        finally:
            self._changing = False

    def _choose_again(self, standing: list[EntryId], *, at_tail: bool) -> None:
        """Choose what was chosen; if it is gone, its neighbour. Below the oldest the next older one."""
        number = next((n for each in standing if (n := self._rows.row_of(each)) >= 0), -1)
        if number < 0:
            self.choose_first()
            return
        if at_tail:
            number = next((n for n in self._rows.choosable() if n > number), number)
        self.choose(number, scroll=False)

    def _near(self, number: int) -> list[EntryId]:
        """Return the message of a row, then those that stand above it, then those below."""
        if number < 0:
            return []
        order = (*range(number, -1, -1), *range(number + 1, self._rows.rowCount()))
        rows = (self._rows.row(each) for each in order)
        return [row.hit.message for row in rows if row is not None and row.hit is not None]

    def _top(self) -> int:
        """Return the first row that is seen as a whole, -1 if there is none."""
        count = self._rows.rowCount()
        return next((n for n in range(count) if self._rect(n).top() >= 0), count - 1)

    def _is_seen(self, number: int) -> bool:
        return number >= 0 and self._rect(number).intersects(self.viewport().rect())

    def _is_whole(self, number: int) -> bool:
        place = self._rect(number)  # of its height alone: the bar may come or go with the change
        return number >= 0 and place.top() >= 0 and place.bottom() < self.viewport().height()

    def _rect(self, number: int) -> QRect:
        return self.visualRect(self._rows.index(number, 0))

    def _place(self, messages: list[EntryId], fallback: int = 0) -> int:
        """Return where the first of these stands that is still there."""
        number = next((n for each in messages if (n := self._rows.row_of(each)) >= 0), -1)
        return self._rect(number).top() if number >= 0 else fallback

    def _scrolled(self, value: int) -> None:
        end = self.verticalScrollBar().maximum()
        if not self._changing and 0 < end <= value + self._switch.theme.px(NEAR_END_PX):
            self.end_reached.emit()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.RightButton:  # that one chooses with its menu
            super().mousePressEvent(event)

    def set_short(self, *, short: bool) -> None:
        """Take no more height than the rows need while true."""
        heights = (self.sizeHintForRow(row) for row in range(self._rows.rowCount() if short else 0))
        self.setMaximumHeight(sum(heights) + 2 if short else WIDGET_MAX_PX)

    def _clicked(self, index: QModelIndex) -> None:
        row = self._rows.row(index.row())
        if row is not None and row.kind is not Kind.HEAD:
            self.choose(index.row(), scroll=False)
            if row.kind is not Kind.HIT:
                self.opened.emit()

    def _clicked_twice(self, index: QModelIndex) -> None:
        row = self._rows.row(index.row())
        if row is not None and row.kind is Kind.HIT:
            self.opened.emit()
