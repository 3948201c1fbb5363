"""The right side of the window: who is in this room, those with a live link first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.model import DeviceKind, DeviceView, PersonPresence, RoomKind, Status
from desktop.namesakes import label
from desktop.online import PARTS
from desktop.ui import strings
from desktop.ui.buttons import IconButton
from desktop.ui.labels import PlainLabel
from desktop.ui.layouts import hairline, set_margins
from desktop.ui.row_list import MenuRowList, RowDelegate
from desktop.ui.row_model import VALUE_ROLE, RowModel
from desktop.ui.row_painter import RowPainter

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from desktop.model import Person, Room
    from desktop.ui.row_model import Index
    from desktop.ui.theme import Theme, ThemeSwitch
    from net.ids import PersonId

WIDTH_PX = 236

PEOPLE_SHOWN = 1_000
"""Peers can claim to be any number of people; the list view lays each row out."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody as a row: name and the line under it."""

    person: PersonPresence
    line: str


def as_presence(person: Person, me: PersonId | None) -> PersonPresence:
    """Return what is known of somebody of whom only the links are known."""
    devices = tuple(DeviceView(device, "", Status.ONLINE) for device in person.devices)
    return PersonPresence(
        person.person,
        person.name,
        Status.ONLINE if person.online else Status.OFFLINE,
        devices=devices,
        since_ms=None if person.online else person.last_seen_ms,
        mine=person.person == me,
        blocked=person.blocked,
        verified_at_ms=0 if person.verified else None,
    )


class PeopleModel(RowModel["str | PersonRow"]):
    """Rows are the sections Online, Away, Offline and Invited and the people in them, by name."""

    def __init__(
        self, now_ms: Callable[[], int], *, sections: bool, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._now_ms = now_ms
        self._sections = sections

    def set_people(self, people: tuple[Person, ...], me: PersonId | None) -> None:
        """Show these people by their links; oneself is first among those online."""
        self.set_presence(tuple(as_presence(person, me) for person in people))

    def set_presence(self, people: tuple[PersonPresence, ...]) -> None:
        """Show these people; oneself is first among those online."""
        ordered = sorted(people, key=lambda p: (not p.mine, p.name.casefold(), p.person))
        came = [each for each in ordered if not each.invited]
        rows: list[str | PersonRow] = []
        for number, words in enumerate((self.tr("Online"), self.tr("Away"), self.tr("Offline"))):
            group = [each for each in came if PARTS[each.status] == number]
            rows += self._section(words, group)
        rows += self._section(self.tr("Invited"), [each for each in ordered if each.invited])
        if len(rows) > PEOPLE_SHOWN:
            hidden = len(rows) - PEOPLE_SHOWN
            rows = [*rows[:PEOPLE_SHOWN], self.tr("and {0} more").format(hidden)]
        self.set_rows(rows)

    def _section(self, words: str, people: list[PersonPresence]) -> list[str | PersonRow]:
        heading = [f"{words} · {len(people)}"] if people and self._sections else []
        return [*heading, *(PersonRow(person, self._line(person)) for person in people)]

    def _line(self, person: PersonPresence) -> str:
        if person.note or person.until_ms is not None:
            words = person.note or strings.status(person.status)
            return strings.with_end(words, person.until_ms, self._now_ms())
        if person.mine:
            return self.tr("you")
        if person.status is Status.OFFLINE and person.since_ms is not None:
            return self.tr("seen {0}").format(strings.short_time(person.since_ms, self._now_ms()))
        if person.status in (Status.AWAY, Status.BUSY) and not self._sections:
            return strings.status(person.status)  # no heading says it
        return ""

    @override
    def key(self, value: str | PersonRow) -> Hashable:
        return value.person.person if isinstance(value, PersonRow) else super().key(value)

    @override
    def words(self, value: str | PersonRow) -> str:
        return label(value.person) if isinstance(value, PersonRow) else value

    @override
    def spoken(self, value: str | PersonRow) -> str:
        if isinstance(value, str):
            return value
        person, count = value.person, len(value.person.devices)
        told = [
            label(person),
            self.tr("invited") if person.invited else "",
            self.tr("verified") if person.verified_at_ms is not None else "",
            value.line,
            strings.status(person.status),
            strings.devices(count) if count else "",
        ]
        return ", ".join(part for part in told if part)


class PersonDelegate(RowDelegate):
    """Paints a section heading or a person of 44 px."""

    def __init__(self, switch: ThemeSwitch, ground: str, parent: QObject | None = None) -> None:
        super().__init__(switch, parent)
        self._ground = ground

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found = index.data(VALUE_ROLE)
        with RowPainter(painter, option, self._switch.theme) as row:
            if isinstance(found, str):
                px = row.theme.px
                rect = row.bounds.adjusted(px(18), px(4), -px(12), 0)
                row.text(rect, found, row.theme.font(12, 500), row.theme.text2)
            elif isinstance(found, PersonRow):
                self._paint_person(row, found)

    def _paint_person(self, row: RowPainter, found: PersonRow) -> None:
        theme, px, bounds = row.theme, row.theme.px, row.bounds
        person = found.person
        row.chosen = False  # nothing is open by standing on a row
        row.ground(bounds.adjusted(px(8), 1, -px(8), -1), 8)
        middle = bounds.center().y() + 1
        circle = QRect(bounds.left() + px(18), middle - px(16), px(32), px(32))
        row.avatar(circle, person.person, person.name, person.status, getattr(theme, self._ground))
        left, right = bounds.left() + px(60), bounds.right() - px(14)
        top, height = middle - px(18 if found.line else 10), px(20)
        font = theme.font(14, 500)
        signs = [] if person.verified_at_ms is None else [("shield-check", theme.ok)]
        kinds = {DeviceKind.LAPTOP: "laptop", DeviceKind.DESKTOP: "monitor"}
        if len(person.devices) > 1:
            shown = sorted({each.kind.value: each.kind for each in person.devices}.items())
            signs += [(kinds[kind], theme.text3) for _, kind in shown]
        count = str(len(person.devices)) if len(person.devices) > 2 else ""
        if len(person.devices) == 2 and len(signs) - (person.verified_at_ms is not None) == 1:
            count = "2"
        room = len(signs) * px(18) + (px(4) + row.width(count, theme.font(11)) if count else 0)
        name_px = min(row.width(label(person), font) + 1, right - left - room - px(2))
        row.text(QRect(left, top, name_px, height), label(person), font, theme.text)
        at = left + name_px + px(6)
        for sign, color in signs:
            row.icon(QRect(at, top + px(3), px(14), px(14)), sign, color)
            at += px(18)
        if count:
            row.text(QRect(at, top, px(30), height), count, theme.font(11), theme.text3)
        if found.line:
            rect = QRect(left, top + px(18), right - left, px(17))
            row.text(rect, found.line, theme.font(12), theme.text2)


class PeopleList(MenuRowList):
    """The rows of people, for the panel and the first-run page.

    `ground` names the token of what it stands on; without `sections` it has no headings.
    """

    person_chosen = Signal(bytes)
    """The PersonId of a row that was clicked, or on which Enter was pressed."""

    def __init__(
        self,
        switch: ThemeSwitch,
        now_ms: Callable[[], int],
        *,
        ground: str = "surface",
        sections: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        people = PeopleModel(now_ms, sections=sections)
        super().__init__(
            switch,
            people,
            PersonDelegate(switch, ground),
            name="people",
            title=QCoreApplication.translate("PeopleList", "People"),
            uniform=False,
            parent=parent,
        )
        people.setParent(self)
        self._switch = switch
        self._people = people
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def set_people(self, people: tuple[Person, ...], me: PersonId | None) -> None:
        """Show these people by their links."""
        self._people.set_people(people, me)
        self.updateGeometry()

    def set_presence(self, people: tuple[PersonPresence, ...]) -> None:
        """Show these people."""
        self._people.set_presence(people)
        self.updateGeometry()

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(VALUE_ROLE)
        if isinstance(row, PersonRow):
            self.person_chosen.emit(row.person.person)

    @override
    def sizeHint(self) -> QSize:
        rows = range(self._people.rowCount())
        return QSize(self._switch.theme.px(200), sum(self.sizeHintForRow(row) for row in rows))


class PeoplePanel(QWidget):
    """The members of the open room, and the way to add one: by address, or by an invitation."""

    add_wanted = Signal()
    invite_wanted = Signal(bytes)
    """The RoomId of the private room in view."""

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
        words = self.tr("Invite people")
        self.invite = IconButton(switch, "user-plus", words, name="panel-invite", size_px=32)
        self.invite.hide()
        self._room = b""
        self.people = PeopleList(switch, now_ms, parent=self)
        self._top = QHBoxLayout()
        self._top.addWidget(self._title, 1)
        self._top.addWidget(self.add)
        self._top.addWidget(self.invite)
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
        self.invite.clicked.connect(lambda: self.invite_wanted.emit(self._room))
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)

    def set_room(self, room: Room) -> None:
        """Know the room in view: who is to come into a private one is invited."""
        self._room = room.room
        private = room.kind is RoomKind.PRIVATE and room.joined
        self.invite.setVisible(private)
        self.add.setVisible(not private)

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        self.setFixedWidth(px(WIDTH_PX))
        set_margins(self._top, self, px(17), px(14), px(12), px(10))
