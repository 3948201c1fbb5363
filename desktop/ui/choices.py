"""The list that opens over the composer while a name or an emoji is being typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QHideEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from desktop.ui.choice import Choice
from desktop.ui.row_painter import RowPainter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.theme import Theme, ThemeSwitch

Index = QModelIndex | QPersistentModelIndex

CHOICE_ROLE = Qt.ItemDataRole.UserRole
ROWS_SHOWN = 6
ROW_PX = 36
WIDTH_PX = 300
CORNER_PX = 12
"""From the corner of the list to the sign that opened it, so that titles stand over the words."""


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.choices: tuple[Choice, ...] = ()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        self.beginResetModel()
        self.choices = tuple(choices)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.choices)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        choice = self.choices[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return " ".join(each for each in (choice.sign, choice.title, choice.detail) if each)
            case Qt.ItemDataRole.UserRole:
                return choice
            case _:
                return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, switch: ThemeSwitch, parent: QWidget) -> None:
        super().__init__(parent)
        self._switch = switch

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = self._switch.theme
        return QSize(theme.px(WIDTH_PX), theme.px(ROW_PX))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        choice = index.data(CHOICE_ROLE)
        theme = self._switch.theme
        px = theme.px
        rect: QRect = option.rect
        with RowPainter(painter, option, theme) as row:
            row.focused = False
            row.ground(rect.adjusted(px(4), px(1), -px(4), -px(1)), 8)
            left, middle = rect.x() + px(12), rect.center().y()
            sign = QRect(left, middle - px(12), px(24), px(24))
            if choice.person is not None:
                row.avatar(sign, choice.person, choice.title, None, theme.raised)
            else:
                row.text(sign, choice.sign, theme.font(17), theme.text)
            font, ink = theme.font(14, 500), theme.softtext if row.chosen else theme.text
            start = left + px(34)
            end = rect.right() - px(14)
            detail = row.width(choice.detail, theme.font(12)) if choice.detail else 0
            name = QRect(start, rect.y(), max(px(60), end - start - detail - px(8)), rect.height())
            row.text(name, choice.title, font, ink)
            if choice.detail and name.right() + px(8) < end - detail + 1:
                place = QRect(end - detail, rect.y(), detail, rect.height())
                row.text(place, choice.detail, theme.font(12), theme.text2, end=True)


class ChoicesPopup(QListView):
    """Floats inside the window, above the text; the keyboard stays in the text."""

    picked = Signal(object)
    """The Choice that was clicked."""

    spoken = Signal(str)
    """What the line says that Enter takes; empty when the list is gone."""

    def __init__(self, switch: ThemeSwitch, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("choices")
        self.setAccessibleName(self.tr("Suggestions"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._switch = switch
        self._window = window
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(switch, self))
        self.clicked.connect(lambda index: self.picked.emit(index.data(CHOICE_ROLE)))
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)
        self.hide()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._speak()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.spoken.emit("")

    def show_choices(self, choices: Sequence[Choice], bottom_left: QPoint) -> None:
        """List these with their lower corner here, in the window; nothing hides the list."""
        if not choices:
            self.hide()
            return
        theme = self._switch.theme
        self._model.set_choices(choices)
        self.setCurrentIndex(self._model.index(0, 0))
        height = min(len(choices), ROWS_SHOWN) * theme.px(ROW_PX) + 2 * theme.px(4) + 2
        width = theme.px(WIDTH_PX) + 2
        x = bottom_left.x()
        if self.isRightToLeft():  # over the words that were written, not over the rooms beside them
            x += 2 * theme.px(CORNER_PX) - width
        x = max(0, min(x, self._window.width() - width - theme.px(8)))
        self.setGeometry(x, max(0, bottom_left.y() - height), width, height)
        self.show()
        self.raise_()
        self._speak()

    def _speak(self) -> None:
        choice = self.current()
        if choice is not None:
            self.spoken.emit(", ".join(filter(None, (choice.title, choice.detail))))

    def step(self, rows: int) -> None:
        """Go up or down, round the ends."""
        count = self._model.rowCount()
        if count:
            self.setCurrentIndex(self._model.index((self.currentIndex().row() + rows) % count, 0))

    def current(self) -> Choice | None:
        """The line that Enter takes."""
        found = self.currentIndex().data(CHOICE_ROLE) if self.isVisible() else None
        return found if isinstance(found, Choice) else None

    def _set_theme(self, theme: Theme) -> None:
        pad, radius = theme.px(4), theme.px(10)
        self.setStyleSheet(
            f"QListView#choices {{ background: {theme.raised.name()};"
            f" border: 1px solid {theme.border.name()}; border-radius: {radius}px;"
            f" padding: {pad}px 0; }}"
        )
