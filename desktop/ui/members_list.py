"""The rows of a room's members: model and painting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from desktop.model import RoomMember
from desktop.namesakes import label
from desktop.online import PARTS
from desktop.ui import strings
from desktop.ui.row_painter import RowPainter

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from desktop.ui.theme import ThemeSwitch
    from net.ids import PersonId

Index = QModelIndex | QPersistentModelIndex

MEMBER_ROLE = Qt.ItemDataRole.UserRole
MEMBERS_SHOWN = 1_000
"""A room's log can name any number of people."""


class MembersModel(QAbstractListModel):
    """Rows are members: those who are here first, then by name."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._members: tuple[RoomMember, ...] = ()

    def set_members(self, members: tuple[RoomMember, ...]) -> None:
        """Show these."""
        ordered = sorted(
            members, key=lambda m: (not m.mine, PARTS[m.status], m.name.casefold(), m.person)
        )
        self.beginResetModel()
        self._members = tuple(ordered[:MEMBERS_SHOWN])
        self.endResetModel()

    def row_of(self, person: PersonId) -> int:
        """Return somebody's row, -1 if they are not there."""
        rows = (row for row, member in enumerate(self._members) if member.person == person)
        return next(rows, -1)

    def member(self, row: int) -> RoomMember | None:
        """Return who stands in a row."""
        return self._members[row] if 0 <= row < len(self._members) else None

    def any_removable(self) -> bool:
        """Whether anybody could be removed."""
        return any(member.removable for member in self._members)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._members)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        member = self.member(index.row()) if index.isValid() else None
        if member is None:
            return None
        if role == MEMBER_ROLE:
            return member
        if role == Qt.ItemDataRole.DisplayRole:
            return label(member)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            you = [self.tr("you")] if member.mine else []
            return ", ".join([label(member), *you, strings.status(member.status)])
        return None


class MemberDelegate(QStyledItemDelegate):
    """Paints a member."""

    def __init__(self, switch: ThemeSwitch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._switch = switch

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self._switch.theme.row_px(44, 38))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        member = index.data(MEMBER_ROLE)
        if not isinstance(member, RoomMember):
            return
        theme, px = self._switch.theme, self._switch.theme.px
        with RowPainter(painter, option, theme) as row:
            box = option.rect.adjusted(0, px(1), 0, -px(1))
            row.ground(box, 8)
            circle = QRect(box.left() + px(8), box.center().y() - px(15), px(32), px(32))
            row.avatar(circle, member.person, member.name, member.status, theme.surface)
            words = self.tr("you") if member.mine else strings.status(member.status)
            font, small = theme.font(14, 500), theme.font(12)
            end = row.width(words, small)
            right = box.right() - px(12)
            left = box.left() + px(52)
            row.text(
                QRect(left, box.top(), right - end - px(12) - left, box.height()),
                label(member),
                font,
                theme.text,
            )
            ink = theme.softtext if row.chosen else theme.text2
            row.text(
                QRect(right - end, box.top(), end + 1, box.height()), words, small, ink, end=True
            )
