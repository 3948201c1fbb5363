"""The list of the presence window: people by state, with devices, notes and since when."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect
from typing_extensions import override

from desktop.model import DeviceKind, PersonPresence, Status
from desktop.namesakes import label
from desktop.online import PARTS, is_online
from desktop.ui import strings
from desktop.ui.fuzzy import find
from desktop.ui.row_list import RowDelegate, RowList
from desktop.ui.row_model import VALUE_ROLE, RowModel
from desktop.ui.row_painter import RowPainter

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from desktop.ui.row_model import Index
    from desktop.ui.theme import ThemeSwitch
    from net.ids import PersonId

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


class PresenceModel(RowModel["str | PersonPresence"]):
    """Rows are sections and people, oneself left out: one's own line stands above."""

    def __init__(self, now_ms: Callable[[], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now_ms = now_ms
        self._people: tuple[PersonPresence, ...] = ()
        self._room: frozenset[PersonId] = frozenset()
        self._shown = Shown.EVERYONE
        self._query = ""

    def set_people(self, people: tuple[PersonPresence, ...]) -> None:
        """Know these people."""
        self._people = tuple(person for person in people if not person.mine)
        self.set_rows(self._listed())

    def set_room(self, members: frozenset[PersonId]) -> None:
        """Say who is in the open room."""
        self._room = members
        self.set_rows(self._listed())

    def set_shown(self, shown: Shown) -> None:
        """List these."""
        self._shown = shown
        self.reset_rows(self._listed())

    def set_query(self, query: str) -> None:
        """List those whose name, note or device fits."""
        self._query = query.strip()
        self.reset_rows(self._listed())

    def counts(self) -> dict[Shown, int]:
        """Return how many people each filter lets through, oneself left out as in the rows."""
        return {each: sum(self._passes(p, each) for p in self._people) for each in Shown}

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

    def _listed(self) -> list[str | PersonPresence]:
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
        return rows

    @override
    def key(self, value: str | PersonPresence) -> Hashable:
        return value.person if isinstance(value, PersonPresence) else super().key(value)

    @override
    def words(self, value: str | PersonPresence) -> str:
        return label(value) if isinstance(value, PersonPresence) else value

    @override
    def spoken(self, value: str | PersonPresence) -> str:
        if isinstance(value, str):
            return value
        told = [
            label(value),
            strings.status(value.status),
            self.tr("verified") if value.verified_at_ms is not None else "",
            self.tr("new here") if value.new_here else "",
            self.line(value),
            *(device.name for device in value.devices[:DEVICES_SHOWN]),
            self.end(value),
        ]
        return ", ".join(part for part in told if part)


class PresenceDelegate(RowDelegate):
    """Paints a section, or a person of 56 px."""

    row_px = (56, 46)

    def __init__(
        self, switch: ThemeSwitch, model: PresenceModel, parent: QObject | None = None
    ) -> None:
        super().__init__(switch, parent)
        self._model = model

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(VALUE_ROLE)
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


class PresenceList(RowList):
    """The rows on screen."""

    def __init__(
        self, switch: ThemeSwitch, model: PresenceModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            switch,
            model,
            PresenceDelegate(switch, model),
            name="presence-list",
            title=QCoreApplication.translate("PresenceList", "People"),
            uniform=False,
            parent=parent,
        )
