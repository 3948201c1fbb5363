"""The rows of a room's members: model and painting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect
from typing_extensions import override

from desktop.model import RoomMember
from desktop.namesakes import label
from desktop.online import PARTS
from desktop.ui import strings
from desktop.ui.row_list import RowDelegate
from desktop.ui.row_model import VALUE_ROLE, RowModel
from desktop.ui.row_painter import RowPainter

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from desktop.ui.row_model import Index
    from net.ids import PersonId

MEMBERS_SHOWN = 1_000
"""A room's log can name any number of people."""


class MembersModel(RowModel[RoomMember]):
    """Rows are members: those who are here first, then by name; last who has not come in yet."""

    def set_members(self, members: tuple[RoomMember, ...]) -> None:
        """Show these."""
        ordered = sorted(
            members,
            key=lambda m: (not m.mine, m.invited, PARTS[m.status], m.name.casefold(), m.person),
        )
        self.set_rows(ordered[:MEMBERS_SHOWN])

    def any_removable(self) -> bool:
        """Whether anybody could be removed."""
        return any(member.removable for member in self._rows)

    @override
    def key(self, value: RoomMember) -> PersonId:
        return value.person

    @override
    def words(self, value: RoomMember) -> str:
        return label(value)

    @override
    def spoken(self, value: RoomMember) -> str:
        you = [self.tr("you")] if value.mine else []
        return ", ".join([label(value), *you, shown_as(value)])


def shown_as(member: RoomMember) -> str:
    """Return how somebody is there, or that they are not yet."""
    if member.invited:
        return QCoreApplication.translate("MembersModel", "invited")
    return strings.status(member.status)


class MemberDelegate(RowDelegate):
    """Paints a member."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        member = index.data(VALUE_ROLE)
        if not isinstance(member, RoomMember):
            return
        theme, px = self._switch.theme, self._switch.theme.px
        with RowPainter(painter, option, theme) as row:
            box = option.rect.adjusted(0, px(1), 0, -px(1))
            row.ground(box, 8)
            circle = QRect(box.left() + px(8), box.center().y() - px(15), px(32), px(32))
            row.avatar(circle, member.person, member.name, member.status, theme.surface)
            words = self.tr("you") if member.mine else shown_as(member)
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
