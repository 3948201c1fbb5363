"""Rows of a list as values: with news each row that stays keeps the keyboard, the choice and its place."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

Index = QModelIndex | QPersistentModelIndex
Value = TypeVar("Value")

VALUE_ROLE = Qt.ItemDataRole.UserRole
"""The value of a row."""


class RowModel(QAbstractListModel, Generic[Value]):
    """Holds the rows; a list says which of them are one and the same, and what they say.

    A row that is a plain str is a heading: nothing to stand on.
    """

    shifting = Signal()
    """Rows are about to come, go or move."""

    shifted = Signal()
    """They did."""

    _rows: Sequence[Value] = ()

    def key(self, value: Value) -> Hashable:
        """Return what makes a row the same row after news; of a heading its words without a count."""
        return value.partition(" · ")[0] if isinstance(value, str) else value

    def words(self, value: Value) -> str:
        """Return what a row is called."""
        return str(value)

    def spoken(self, value: Value) -> str:
        """Return all that a row shows, in words, for who cannot see it."""
        return self.words(value)

    def row(self, number: int) -> Value | None:
        """Return the value of a row, None where there is none."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def row_of(self, key: Hashable) -> int:
        """Return where a row stands, -1 if it is not there."""
        return next((n for n, value in enumerate(self._rows) if self.key(value) == key), -1)

    def first(self) -> int:
        """Return the first row that is no heading, -1 if there is none."""
        return next((n for n, value in enumerate(self._rows) if not isinstance(value, str)), -1)

    def reset_rows(self, rows: Iterable[Value]) -> None:
        """Show other rows: where the keyboard stood is forgotten."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def set_rows(self, rows: Iterable[Value]) -> None:
        """Take news of the rows: those that stay are moved, not made again."""
        new = list(rows)
        keys = [self.key(value) for value in new]
        before = [self.key(value) for value in self._rows]
        stay = set(keys).intersection(before)
        if keys != before:
            if not stay or len(set(keys)) < len(keys) or len(set(before)) < len(before):
                self.reset_rows(new)
                return
            self.shifting.emit()
            self._remove_all_but(stay)
            self._arrange([key for key in keys if key in stay])
        self._put(value for value, key in zip(new, keys, strict=True) if key in stay)
        if keys != before:
            self._insert(new, keys, stay)
            self.shifted.emit()

    def _remove_all_but(self, stay: set[Hashable]) -> None:
        rows = list(self._rows)
        gone = [number for number, value in enumerate(rows) if self.key(value) not in stay]
        for first, last in reversed(_runs(gone)):
            self.beginRemoveRows(QModelIndex(), first, last)
            del rows[first : last + 1]
            self._rows = tuple(rows)
            self.endRemoveRows()

    def _arrange(self, order: list[Hashable]) -> None:
        """Bring the rows, which are these, into this order."""
        old = [self.key(value) for value in self._rows]
        if old == order:
            return
        self.layoutAboutToBeChanged.emit()
        place = {key: number for number, key in enumerate(order)}
        held = self.persistentIndexList()
        self.changePersistentIndexList(
            held, [self.index(place[old[index.row()]], 0) for index in held]
        )
        by_key = dict(zip(old, self._rows, strict=True))
        self._rows = [by_key[key] for key in order]
        self.layoutChanged.emit()

    def _put(self, values: Iterable[Value]) -> None:
        """Put these values, one for each row, in place of the old ones."""
        old, self._rows = self._rows, list(values)
        pairs = enumerate(zip(old, self._rows, strict=True))
        other = [number for number, (was, is_) in pairs if was != is_]
        if other:
            self.dataChanged.emit(self.index(other[0], 0), self.index(other[-1], 0))

    def _insert(self, new: list[Value], keys: list[Hashable], stay: set[Hashable]) -> None:
        rows = list(self._rows)
        come = [number for number, key in enumerate(keys) if key not in stay]
        for first, last in _runs(come):
            self.beginInsertRows(QModelIndex(), first, last)
            rows[first:first] = new[first : last + 1]
            self._rows = tuple(rows)
            self.endInsertRows()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        value = self.row(index.row())
        if value is None or isinstance(value, str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        value = self.row(index.row()) if index.isValid() else None
        if value is None:
            return None
        if role == VALUE_ROLE:
            return value
        if role == Qt.ItemDataRole.DisplayRole:
            return value if isinstance(value, str) else self.words(value)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return value if isinstance(value, str) else self.spoken(value)
        return None


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    """Return ascending numbers as runs (first, last) without a gap."""
    grouped = itertools.groupby(enumerate(numbers), key=lambda each: each[1] - each[0])
    runs = [[number for _, number in run] for _, run in grouped]
    return [(run[0], run[-1]) for run in runs]
