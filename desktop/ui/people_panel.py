"""The right side of the window: who is in this room, those with a live link first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.ui import strings
from desktop.ui.avatar import paint_avatar
from desktop.ui.buttons import IconButton
from desktop.ui.icons import icon_pixmap
from desktop.ui.labels import PlainLabel
from desktop.ui.layouts import hairline, set_margins

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.model import Person
    from desktop.ui.theme import Theme, ThemeSwitch
    from net.ids import PersonId

Index = QModelIndex | QPersistentModelIndex

WIDTH_PX = 236

PEOPLE_SHOWN = 1_000
"""Peers can claim to be any number of people; the list view lays each row out."""

ROW_ROLE = Qt.ItemDataRole.UserRole
"""The PersonRow, or the str of a section."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody as a row: name and the line under it."""

    person: Person
    line: str
    mine: bool


class PeopleModel(QAbstractListModel):
    """Rows are the sections Online and Offline and the people in them, by name."""

    def __init__(
        self, now_ms: Callable[[], int], *, sections: bool, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._now_ms = now_ms
        self._sections = sections
        self._rows: list[str | PersonRow] = []

    def set_people(self, people: tuple[Person, ...], me: PersonId | None) -> None:
        """Show these people; oneself is first among those online."""
        ordered = sorted(people, key=lambda p: (p.person != me, p.name.casefold(), p.person))
        online = [person for person in ordered if person.online]
        offline = [person for person in ordered if not person.online]
        rows: list[str | PersonRow] = []
        for words, group in ((self.tr("Online"), online), (self.tr("Offline"), offline)):
            if group and self._sections:
                rows.append(f"{words} · {len(group)}")
            rows += [self._row(person, me) for person in group]
        if len(rows) > PEOPLE_SHOWN:
            hidden = len(rows) - PEOPLE_SHOWN
            rows = [*rows[:PEOPLE_SHOWN], self.tr("and {0} more").format(hidden)]
        if rows == self._rows:
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _row(self, person: Person, me: PersonId | None) -> PersonRow:
        mine = person.person == me
        line = self.tr("you") if mine else ""
        if not (mine or person.online or person.last_seen_ms is None):
            seen = strings.short_time(person.last_seen_ms, self._now_ms())
            line = self.tr("seen {0}").format(seen)
        return PersonRow(person, line, mine)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        row = index.data(ROW_ROLE)
        if isinstance(row, PersonRow):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        if isinstance(row, str):
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.person.name
        state = self.tr("online") if row.person.online else self.tr("offline")
        count = len(row.person.devices)
        told = [row.person.name, row.line, state, strings.devices(count) if count else ""]
        return ", ".join(part for part in told if part)


class PersonDelegate(QStyledItemDelegate):
    """Paints a section heading or a person of 44 px."""

    def __init__(self, switch: ThemeSwitch, ground: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._switch = switch
        self._ground = ground

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        heading = isinstance(index.data(ROW_ROLE), str)
        return QSize(100, self._switch.theme.px(33 if heading else 44))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        if isinstance(row, str):
            self._paint_heading(painter, option, row)
        elif isinstance(row, PersonRow):
            self._paint_person(painter, option, row)
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, text: str) -> None:
        theme = self._switch.theme
        rect = option.rect.adjusted(theme.px(18), theme.px(4), -theme.px(12), 0)
        _line(painter, option, rect, text, theme.font(12, 500), theme.text2)

    def _paint_person(
        self, painter: QPainter, option: QStyleOptionViewItem, row: PersonRow
    ) -> None:
        theme, px, bounds = self._switch.theme, self._switch.theme.px, option.rect
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.accent, 2))
            painter.drawRoundedRect(QRectF(bounds).adjusted(5, 1, -5, -1), px(8), px(8))
        circle = QRect(bounds.left() + px(18), bounds.top() + px(6), px(32), px(32))
        paint_avatar(
            painter,
            QRectF(QStyle.visualRect(option.direction, bounds, circle)),
            theme,
            row.person.person,
            row.person.name,
            online=row.person.online,
            ground=getattr(theme, self._ground),
            mirrored=option.direction == Qt.LayoutDirection.RightToLeft,
        )
        left, right = bounds.left() + px(60), bounds.right() - px(14)
        top, height = bounds.top() + px(4 if row.line else 12), px(20)
        font = theme.font(14, 500)
        name_px = QFontMetrics(font).horizontalAdvance(row.person.name) + 2
        devices_px = self._devices_px(len(row.person.devices))
        name_px = min(name_px, right - left - devices_px)
        _line(painter, option, QRect(left, top, name_px, height), row.person.name, font, theme.text)
        if devices_px:
            self._paint_devices(
                painter, option, row, QRect(left + name_px, top, devices_px, height)
            )
        if row.line:
            rect = QRect(left, top + px(18), right - left, px(17))
            _line(painter, option, rect, row.line, theme.font(12), theme.text2)

    def _devices_px(self, count: int) -> int:
        """Width of the sign of several devices; one device is nothing to tell."""
        theme = self._switch.theme
        if count < 2:
            return 0
        return theme.px(26) + QFontMetrics(theme.font(11)).horizontalAdvance(str(count))

    def _paint_devices(
        self, painter: QPainter, option: QStyleOptionViewItem, row: PersonRow, rect: QRect
    ) -> None:
        theme, px = self._switch.theme, self._switch.theme.px
        glyph = QRect(rect.left() + px(6), rect.top() + px(2), px(16), px(16))
        pixmap = icon_pixmap("laptop", theme.text3, px(16), painter.device().devicePixelRatioF())
        placed = QStyle.visualRect(option.direction, option.rect, glyph)
        painter.drawPixmap(QRectF(placed), pixmap, QRectF(pixmap.rect()))
        number = rect.adjusted(px(25), 0, 0, 0)
        count = str(len(row.person.devices))
        _line(painter, option, number, count, theme.font(11), theme.text3)


def _line(
    painter: QPainter,
    option: QStyleOptionViewItem,
    rect: QRect,
    text: str,
    font: QFont,
    color: QColor,
) -> None:
    painter.setFont(font)
    painter.setPen(color)
    rtl = option.direction == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(
        QStyle.visualRect(option.direction, option.rect, rect),
        side
        | Qt.AlignmentFlag.AlignVCenter
        | Qt.AlignmentFlag.AlignAbsolute
        | Qt.TextFlag.TextSingleLine,
        shown,
    )


class PeopleList(QListView):
    """The rows of people, for the panel and the first-run page.

    `ground` names the token of what it stands on; without `sections` it has no headings.
    """

    def __init__(
        self,
        switch: ThemeSwitch,
        now_ms: Callable[[], int],
        *,
        ground: str = "surface",
        sections: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("people")
        self.setAccessibleName(self.tr("People"))
        self._switch = switch
        self._people = PeopleModel(now_ms, sections=sections, parent=self)
        self._delegate = PersonDelegate(switch, ground, self)
        self.setModel(self._people)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        switch.changed.connect(self._on_theme)

    def set_people(self, people: tuple[Person, ...], me: PersonId | None) -> None:
        """Show these people."""
        self._people.set_people(people, me)
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        rows = range(self._people.rowCount())
        return QSize(self._switch.theme.px(200), sum(self.sizeHintForRow(row) for row in rows))

    def _on_theme(self) -> None:
        self.doItemsLayout()
        self.viewport().update()


class PeoplePanel(QWidget):
    """The members of the open room, and the way to add somebody by address."""

    add_wanted = Signal()

    def __init__(
        self, switch: ThemeSwitch, now_ms: Callable[[], int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("people-panel")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = PlainLabel(self.tr("Members"), tone="strong", name="people-title")
        self.add = IconButton(
            switch,
            "user-plus",
            self.tr("Add someone by address"),
            name="add-person",
            keys="add-address",
            size_px=32,
        )
        self.people = PeopleList(switch, now_ms, parent=self)
        self._top = QHBoxLayout()
        self._top.addWidget(self._title, 1)
        self._top.addWidget(self.add)
        row = QHBoxLayout(self)
        column = QVBoxLayout()
        row.addWidget(hairline())
        row.addLayout(column, 1)
        for layout in (row, column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        column.addLayout(self._top)
        column.addWidget(self.people, 1)
        self.add.clicked.connect(self.add_wanted)
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        self.setFixedWidth(px(WIDTH_PX))
        set_margins(self._top, self, px(17), px(14), px(12), px(10))
