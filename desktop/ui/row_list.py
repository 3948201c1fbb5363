"""A list of rows that a delegate paints: it follows the theme, and news do not move it under its reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QWidget
from typing_extensions import override

from desktop.ui.row_model import VALUE_ROLE

if TYPE_CHECKING:
    from typing import Any

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QStyleOptionViewItem

    from desktop.ui.row_model import Index, RowModel
    from desktop.ui.theme import ThemeSwitch


class RowDelegate(QStyledItemDelegate):
    """Paints rows of one height: `row_px` comfortable and compact; a heading's is `heading_px`."""

    row_px = (44, 38)
    heading_px = 33

    def __init__(self, switch: ThemeSwitch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._switch = switch

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = self._switch.theme
        heading = isinstance(index.data(VALUE_ROLE), str)
        return QSize(100, theme.px(self.heading_px) if heading else theme.row_px(*self.row_px))


class RowList(QListView):
    """The rows on screen; `uniform` says that all have one height, which spares Qt asking each."""

    def __init__(
        self,
        switch: ThemeSwitch,
        model: RowModel[Any],
        delegate: QStyledItemDelegate,
        *,
        name: str,
        title: str,
        uniform: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._delegate = delegate
        delegate.setParent(self)
        self._switch = switch
        self._laid = switch.theme
        self._top: tuple[QPersistentModelIndex, int] | None = None
        self._seen: list[tuple[QPersistentModelIndex, int]] = []
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setUniformItemSizes(uniform)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        model.shifting.connect(self._remember)
        model.shifted.connect(self._restore)
        self.verticalScrollBar().valueChanged.connect(self._note_top)
        switch.changed.connect(self._on_theme)

    def _note_top(self, value: int) -> None:
        """Know what stands at the top: when the theme is told, Qt has moved the rows already."""
        if self._switch.theme is not self._laid:
            return
        index = self.indexAt(QPoint(0, 0)) if value else QModelIndex()
        top = self.visualRect(index).top()
        self._top = (QPersistentModelIndex(index), top) if index.isValid() else None

    def _remember(self) -> None:
        """Remember what is on screen, and where; at the top of the list nothing has to be held."""
        self._seen = []
        if self.verticalScrollBar().value() == 0:
            return
        height = self.viewport().height()
        first = self.indexAt(QPoint(0, 0)).row()
        for number in range(max(0, first), self.model().rowCount()):
            index = self.model().index(number, 0)
            top = self.visualRect(index).top()
            if top >= height:
                return
            self._seen.append((QPersistentModelIndex(index), top))

    def _restore(self) -> None:
        """Scroll by as much as most of what was on screen moved: it stands where it stood."""
        if not self._seen:
            return
        self.doItemsLayout()
        moves = sorted(
            self.visualRect(index).top() - top for index, top in self._seen if index.isValid()
        )
        self._seen = []
        if moves:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + moves[len(moves) // 2])

    def _on_theme(self) -> None:
        """Lay out the rows by their new heights; the one at the top stays there."""
        self.doItemsLayout()
        if self._top is not None and self._top[0].isValid():
            index, top = self._top
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visualRect(index).top() - top)
        self._laid = self._switch.theme
        self.viewport().update()


class MenuRowList(RowList):
    """A list whose rows have a menu: a right click, or the menu key, wants it and chooses nothing."""

    menu_wanted = Signal(object, QPoint)
    """The value of a row, and the place on the screen for its menu."""

    def __init__(
        self,
        switch: ThemeSwitch,
        model: RowModel[Any],
        delegate: QStyledItemDelegate,
        **more: Any,
    ) -> None:
        super().__init__(switch, model, delegate, **more)
        # A menu that is closed again leaves the keyboard where it was: see mousePressEvent.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        # Qt chooses with any button; what is only looked at is not opened, and keeps the keyboard away.
        if event.button() is Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            super().mousePressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        value = index.data(VALUE_ROLE) if index.isValid() else None
        if value is not None and not isinstance(value, str):
            place = self.visualRect(index).center() if by_key else event.pos()
            self.menu_wanted.emit(value, self.viewport().mapToGlobal(place))
