"""The list of the presence window: people by state, with devices, notes and since when."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from desktop.model import DeviceKind, PersonPresence, Status
from desktop.namesakes import label
from desktop.online import PARTS, is_online
from desktop.ui import strings
from desktop.ui.fuzzy import find
from desktop.ui.row_painter import RowPainter

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPainter

    from desktop.ui.theme import Theme, ThemeSwitch
    from net.ids import PersonId

Index = QModelIndex | QPersistentModelIndex

ENTRY_ROLE = Qt.ItemDataRole.UserRole
"""The PersonPresence, or the str of a section."""

PEOPLE_SHOWN = 1_000
"""Peers can claim to be any number of people; letters find those that are not shown."""

DEVICES_SHOWN = 2
DEVICES_FROM_PX = 440
"""Narrower than this the devices stand in the card only."""

DEVICE_SIGNS = {DeviceKind.DESKTOP: "monitor", DeviceKind.LAPTOP: "laptop"}


class Shown(enum.Enum):
    """Which people are listed."""

    ONLINE = "online"
    AWAY = "away"
    EVERYONE = "everyone"
    ROOM = "room"


class PresenceModel(QAbstractListModel):
    """Rows are sections and people, oneself left out: one's own line stands above."""

    def __init__(self, now_ms: Callable[[], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now_ms = now_ms
        self._people: tuple[PersonPresence, ...] = ()
        self._room: frozenset[PersonId] = frozenset()
        self._shown = Shown.EVERYONE
        self._query = ""
        self._rows: list[str | PersonPresence] = []

    def set_people(self, people: tuple[PersonPresence, ...]) -> None:
        """Know these people."""
        self._people = tuple(person for person in people if not person.mine)
        self._show()

    def set_room(self, members: frozenset[PersonId]) -> None:
        """Say who is in the open room."""
        self._room = members
        self._show()

    def set_shown(self, shown: Shown) -> None:
        """List these."""
        self._shown = shown
        self._show()

    def set_query(self, query: str) -> None:
        """List those whose name, note or device fits."""
        self._query = query.strip()
        self._show()

    def counts(self) -> dict[Shown, int]:
        """Return how many people each filter lets through, oneself left out as in the rows."""
        return {each: sum(self._passes(p, each) for p in self._people) for each in Shown}

    def row_of(self, person: PersonId) -> int:
        """Return somebody's row, -1 if they are not listed."""
        for number, row in enumerate(self._rows):
            if isinstance(row, PersonPresence) and row.person == person:
                return number
        return -1

    def first(self) -> int:
        """Return the row of the first person, -1 if nobody is listed."""
        rows = (n for n, row in enumerate(self._rows) if isinstance(row, PersonPresence))
        return next(rows, -1)

    def line(self, person: PersonPresence) -> str:
        """Return what stands under a name."""
        if person.note or person.until_ms is not None:
            words = person.note or strings.status(person.status)
            return strings.with_end(words, person.until_ms, self._now_ms())
        if person.status is Status.OFFLINE and person.since_ms is not None:
            return self.tr("seen {0}").format(strings.seen_time(person.since_ms, self._now_ms()))
        if person.status is Status.BUSY:
            return strings.status(person.status)
        return ""

    def end(self, person: PersonPresence) -> str:
        """Return what stands at the end of a row."""
        if person.waiting:
            return strings.counted(
                "PresenceModel", "%n message waits", "%n messages wait", person.waiting
            )
        if person.status is Status.OFFLINE or person.since_ms is None:
            return ""
        if person.status is Status.AWAY:
            return ""
        if self._now_ms() - person.since_ms < 60_000:
            return self.tr("just now")
        return self.tr("since {0}").format(strings.short_time(person.since_ms, self._now_ms()))

    def _passes(self, person: PersonPresence, shown: Shown) -> bool:
        match shown:
            case Shown.ONLINE:
                return is_online(person.status)
            case Shown.AWAY:
                return person.status is Status.AWAY
            case Shown.EVERYONE:
                return True
            case Shown.ROOM:
                return person.person in self._room

    def _fits(self, person: PersonPresence) -> bool:
        texts = [person.name, person.note, *(device.name for device in person.devices)]
        return any(find(self._query, text) is not None for text in texts if text or not self._query)

    def _show(self) -> None:
        people = [p for p in self._people if self._passes(p, self._shown) and self._fits(p)]
        people.sort(key=lambda p: (p.name.casefold(), p.person))
        rows: list[str | PersonPresence] = []
        for number, words in enumerate((self.tr("Online"), self.tr("Away"), self.tr("Offline"))):
            group = [p for p in people if PARTS[p.status] == number]
            if group:
                rows += [f"{words} · {len(group)}", *group]
        if len(rows) > PEOPLE_SHOWN:
            more = self.tr("and {0} more").format(len(rows) - PEOPLE_SHOWN)
            rows = [*rows[:PEOPLE_SHOWN], more]
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(index.data(ENTRY_ROLE), PersonPresence):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ENTRY_ROLE:
            return row
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        if isinstance(row, str):
            return row
        return label(row) if role == Qt.ItemDataRole.DisplayRole else self.spoken(row)

    def spoken(self, person: PersonPresence) -> str:
        """Return everything a row shows, in words."""
        told = [
            label(person),
            strings.status(person.status),
            self.tr("verified") if person.verified_at_ms is not None else "",
            self.tr("new here") if person.new_here else "",
            self.line(person),
            *(device.name for device in person.devices[:DEVICES_SHOWN]),
            self.end(person),
        ]
        return ", ".join(part for part in told if part)


class PresenceDelegate(QStyledItemDelegate):
    """Paints a section, or a person of 56 px."""

    def __init__(
        self, switch: ThemeSwitch, model: PresenceModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._switch = switch
        self._model = model

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = self._switch.theme
        section = isinstance(index.data(ENTRY_ROLE), str)
        return QSize(100, theme.px(33) if section else theme.row_px(56, 46))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ENTRY_ROLE)
        with RowPainter(painter, option, self._switch.theme) as row:
            if isinstance(entry, str):
                rect = row.bounds.adjusted(row.theme.px(18), row.theme.px(6), 0, 0)
                row.text(rect, entry, row.theme.font(12, 500), row.theme.text2)
            elif isinstance(entry, PersonPresence):
                self._paint(row, entry)

    def _paint(self, row: RowPainter, person: PersonPresence) -> None:
        theme, px = row.theme, row.theme.px
        box = row.bounds.adjusted(px(8), 0, -px(8), 0)
        row.ground(box)
        side = theme.row_px(40, 34)
        middle = box.center().y() + 1
        circle = QRect(box.left() + px(12), middle - side // 2, side, side)
        row.avatar(circle, person.person, person.name, person.status, theme.surface)
        left, right = circle.right() + px(13), box.right() - px(12)
        end, small = self._model.end(person), theme.font(12)
        ink = theme.softtext if row.chosen else theme.text2
        end_px = row.width(end, small) if end else 0
        if end:
            rect = QRect(right - end_px, box.top(), end_px + 1, box.height())
            row.text(rect, end, small, ink, end=True)
        stop = right - end_px - px(12)
        column = box.left() + round(box.width() * 0.475)
        if person.devices and box.width() >= px(DEVICES_FROM_PX):
            self._paint_devices(row, person, QRect(column, middle - px(10), stop - column, px(20)))
            stop = column - px(10)
        line = self._model.line(person)
        top = middle - px(19 if line else 11)
        self._paint_name(row, person, QRect(left, top, stop - left, px(21)))
        if line:
            row.text(QRect(left, top + px(19), stop - left, px(18)), line, small, ink)

    def _paint_name(self, row: RowPainter, person: PersonPresence, rect: QRect) -> None:
        theme, px = row.theme, row.theme.px
        font = theme.font(14, 500)
        badge = QCoreApplication.translate("PresenceList", "new here") if person.new_here else ""
        badge_px = row.width(badge, theme.font(11, 600)) + px(20) if badge else 0
        signs = [("shield-check", theme.ok)] if person.verified_at_ms is not None else []
        signs += [("bell-off", theme.text2)] if person.muted else []
        signs += [("ban", theme.danger)] if person.blocked else []
        extra = badge_px + len(signs) * px(20)
        name_px = min(row.width(label(person), font) + 1, rect.width() - extra)
        row.text(
            QRect(rect.left(), rect.top(), name_px, rect.height()), label(person), font, theme.text
        )
        at = rect.left() + name_px + px(6)
        for sign, color in signs:
            row.icon(QRect(at, rect.top() + px(4), px(14), px(14)), sign, color)
            at += px(20)
        if badge:
            width = badge_px - px(9)
            row.pill(at + width, rect.top() + px(2), badge, theme.mention, theme.warn, height_px=17)

    def _paint_devices(self, row: RowPainter, person: PersonPresence, rect: QRect) -> None:
        theme, px = row.theme, row.theme.px
        font, at = theme.font(12), rect.left()
        ink = theme.softtext if row.chosen else theme.text2
        hidden = len(person.devices) - DEVICES_SHOWN
        for device in person.devices[:DEVICES_SHOWN]:
            name_px = min(row.width(device.name, font), rect.right() - at - px(18))
            if name_px < px(12):
                break
            row.icon(QRect(at, rect.top() + px(3), px(14), px(14)), DEVICE_SIGNS[device.kind], ink)
            row.text(QRect(at + px(19), rect.top(), name_px, rect.height()), device.name, font, ink)
            at += px(19) + name_px + px(14)
        if hidden > 0 and rect.right() - at > px(20):
            row.text(
                QRect(at, rect.top(), rect.right() - at, rect.height()), f"+{hidden}", font, ink
            )


class PresenceList(QListView):
    """The rows on screen."""

    def __init__(
        self, switch: ThemeSwitch, model: PresenceModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("presence-list")
        self.setAccessibleName(self.tr("People"))
        self._delegate = PresenceDelegate(switch, model, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        switch.changed.connect(self._on_theme)

    def _on_theme(self, _theme: Theme) -> None:
        self.doItemsLayout()
        self.viewport().update()
