"""What a search found as a Qt model: headings, messages and kept queries, the newest first."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from typing_extensions import override

from desktop.model import RoomKind
from desktop.namesakes import label, marked
from desktop.ui import strings
from desktop.ui.bidi import filled, joined
from desktop.ui.search_excerpt import Excerpt, excerpt
from desktop.ui.search_pages import Pages, Tail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from desktop.model import Hit, Room, SearchResult
    from net.ids import EntryId, PersonId, RoomId

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole
"""The Row itself."""


class Grouping(enum.Enum):
    """What the headings name."""

    ROOM = "room"
    DAY = "day"


class Kind(enum.Enum):
    """What a row shows."""

    HEAD = "head"
    HIT = "hit"
    RECENT = "recent"
    TAIL = "tail"
    """What stands below the oldest message while there are older ones."""


@dataclass(slots=True)
class Row:
    """One row; all but headings can be chosen. `line` is made when first painted."""

    kind: Kind
    words: str = ""
    hit: Hit | None = None
    room: Room | None = None
    new: bool = False
    line: Excerpt | None = field(default=None, repr=False)


class ResultsModel(QAbstractListModel):
    """Rows in the order of reading. Names come from the people and rooms it was told of."""

    def __init__(self, now_ms: Callable[[], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now_ms = now_ms
        self._rows: list[Row] = []
        self._places: dict[EntryId, int] = {}
        """Where each message stands: what is chosen is looked for among many with every news."""
        self._hits: tuple[Hit, ...] = ()
        self._pages = Pages()
        self._people: Mapping[PersonId, str] = {}
        self._marks: Mapping[PersonId, str] = {}
        self._rooms: Mapping[RoomId, Room] = {}
        self.grouping = Grouping.ROOM

    # ---- what the window tells

    def set_people(
        self, people: Mapping[PersonId, str], marks: Mapping[PersonId, str] | None = None
    ) -> None:
        """Call people by these names, with a mark where another is called so, too."""
        marks = marks or {}
        if (people, marks) != (self._people, self._marks):
            self._people, self._marks = people, marks
            self._names_changed()

    def set_rooms(self, rooms: Mapping[RoomId, Room]) -> bool:
        """Call rooms by these names; whether what is shown is behind now: `lay_out` is due then."""
        before, self._rooms = self._rooms, rooms
        return bool(self._hits) and _told(before) != _told(rooms)

    def set_hits(self, hits: Sequence[Hit], pages: Pages | None = None) -> None:
        """Show these messages, the newest first, on the pages they came on."""
        self._hits, self._pages = tuple(hits), pages or Pages()
        self.lay_out()

    def set_tail(self, tail: Tail) -> None:
        """Say something else below the oldest message."""
        self._pages.tail = tail
        last = len(self._rows) - 1
        row = self.row(last)
        if row is not None and row.kind is Kind.TAIL:
            row.words = self._tail_words()
            self.dataChanged.emit(self.index(last, 0), self.index(last, 0))

    def set_recent(self, queries: Iterable[str]) -> None:
        """Show kept queries in place of messages."""
        self._hits, self._pages = (), Pages()
        rows = [Row(Kind.RECENT, query) for query in queries]
        if rows:
            rows.insert(0, Row(Kind.HEAD, self.tr("Recent searches")))
        self._replace(rows)

    def set_grouping(self, grouping: Grouping) -> None:
        """Put the messages under other headings."""
        self.grouping = grouping
        if self._hits:
            self.lay_out()

    # ---- what the window asks

    def row(self, number: int) -> Row | None:
        """Return a row, None where there is none."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def hit(self, message: EntryId) -> Hit | None:
        """Return a message that is shown."""
        row = self.row(self.row_of(message))
        return row.hit if row is not None else None

    def row_of(self, message: EntryId) -> int:
        """Return where a message stands, -1 if it is not shown."""
        return self._places.get(message, -1)

    @property
    def tail(self) -> Tail:
        """What stands below the oldest message."""
        return self._pages.tail

    def choosable(self) -> list[int]:
        """Return the rows that can be chosen."""
        return [n for n, row in enumerate(self._rows) if row.kind is not Kind.HEAD]

    def name(self, person: PersonId) -> str:
        """Return what somebody is called."""
        return self._people.get(person) or self.tr("Somebody")

    def author(self, person: PersonId) -> str:
        """Return the name with its mark."""
        return marked(self.name(person), self._marks.get(person))

    def time(self, row: Row) -> str:
        """Return when a message was sent, as the row says it."""
        if row.hit is None:
            return ""
        if self.grouping is Grouping.DAY:
            return strings.clock_time(row.hit.sent_at_ms)
        clock = strings.clock_time(row.hit.sent_at_ms)
        return f"{self.day(row.hit.sent_at_ms)} {clock}"

    def day(self, at_ms: int) -> str:
        """Return a day in words: today, yesterday, a weekday of the last six days, else the date."""
        at = QDateTime.fromMSecsSinceEpoch(at_ms).date()
        today = QDateTime.fromMSecsSinceEpoch(self._now_ms()).date()
        days, locale = at.daysTo(today), QLocale()
        if days == 0:
            return self.tr("Today")
        if days == 1:
            return self.tr("Yesterday")
        if 1 < days < 7:
            return locale.dayName(at.dayOfWeek(), QLocale.FormatType.LongFormat)
        month = locale.monthName(at.month(), QLocale.FormatType.ShortFormat)
        date = self.tr("{0} {1}", "day of the month, short month").format(at.day(), month)
        return date if at.year() == today.year() else f"{date} {at.year()}"

    def room_name(self, room: RoomId) -> str:
        """Return what a room is called; of one that is not listed only that."""
        known = self._rooms.get(room)
        return label(known) if known is not None else self.tr("A room you are not in any more")

    def place(self, row: Row, hit: Hit) -> tuple[str, str]:
        """Return where and when a message was written, as it stands above those round it."""
        sign = "# " if sign_of(row.room) == "hash" else ""
        when = f"{self.day(hit.sent_at_ms)} {strings.clock_time(hit.sent_at_ms)}"
        return f"{sign}{self.room_name(hit.room)}", when

    def spoken(self, row: Row) -> str:
        """Return everything a row shows, in words."""
        if row.hit is None:
            return row.words
        told = [
            self.author(row.hit.person),
            self.time(row),
            self.line(row).text,
            self.room_name(row.hit.room) if self.grouping is Grouping.DAY else "",
            self.arrived() if row.new else "",
        ]
        return ", ".join(part for part in told if part)

    def line(self, row: Row) -> Excerpt:
        """Return the words of a found message."""
        if row.line is None:
            row.line = excerpt(row.hit.text, row.hit.marks) if row.hit is not None else Excerpt("")
        return row.line

    def arrived(self) -> str:
        """Say that a message came after the search was asked."""
        return self.tr("arrived while you were looking")

    # ---- rows

    def lay_out(self) -> None:
        """Put what was found under headings, by the names that are known now."""
        by_room = self.grouping is Grouping.ROOM
        new = self._pages.new
        groups: dict[tuple[int, object], list[Row]] = {}
        for hit in self._hits:
            # Days go on from page to page; rooms begin anew, or an older page would be shown in between.
            page = self._pages.page(hit.message) if by_room else 0
            key = hit.room if by_room else self.day(hit.sent_at_ms)
            row = Row(Kind.HIT, hit=hit, room=self._rooms.get(hit.room), new=hit.message in new)
            groups.setdefault((page, key), []).append(row)
        rows: list[Row] = []
        shown = 0
        for (page, _), found in groups.items():
            first = found[0].hit
            if first is None:
                continue
            if page > shown:
                shown = page
                rows.append(Row(Kind.HEAD, self.tr("Older messages")))
            name = self.room_name(first.room) if by_room else self.day(first.sent_at_ms)
            head = joined((name, QLocale().toString(len(found))))
            rows.append(Row(Kind.HEAD, head, room=found[0].room if by_room else None))
            rows.extend(found)
        if self._pages.tail is not Tail.NOTHING:
            rows.append(Row(Kind.TAIL, self._tail_words()))
        self._replace(rows)

    def _tail_words(self) -> str:
        match self._pages.tail:
            case Tail.NOTHING:
                return ""
            case Tail.MORE:
                return self.tr("Show older messages")
            case Tail.LOADING:
                return self.tr("Looking for older messages…")
            case Tail.FULL:
                most = QLocale().toString(len(self._hits))
                return filled(
                    self.tr("No more than {0} are listed. Search what is older"), most
                )

    def _replace(self, rows: list[Row]) -> None:
        self.beginResetModel()
        self._rows = rows
        self._places = {row.hit.message: n for n, row in enumerate(rows) if row.hit is not None}
        self.endResetModel()

    def _names_changed(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))

    # ---- Qt

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row(index.row())
        if row is None or row.kind is Kind.HEAD:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words if row.hit is None else self.line(row).text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row)
        return None


def _told(rooms: Mapping[RoomId, Room]) -> dict[RoomId, tuple[object, ...]]:
    """Return what the results show of rooms; all else in a room changes with every message."""
    return {each: (label(room), room.kind, room.peer) for each, room in rooms.items()}


def sign_of(room: Room | None) -> str:
    """Return the icon of a heading."""
    if room is None:
        return "clock"
    return {RoomKind.OPEN: "hash", RoomKind.PRIVATE: "lock", RoomKind.DIRECT: "user"}[room.kind]


def summary(answer: SearchResult, took_ms: int | None) -> str:
    """Return what a search found, in one line."""
    translate = QCoreApplication.translate
    count = len(answer.hits)
    if not count and answer.more:
        return translate("SearchWindow", "None among the newest messages")
    if not count:
        return translate("SearchWindow", "No messages")
    if answer.more:
        found = strings.counted(
            "SearchWindow", "the newest %n message", "the newest %n messages", count
        )
        parts = [found, translate("SearchWindow", "there are more")]
    else:
        found = strings.counted("SearchWindow", "%n message", "%n messages", count)
        parts = [found, translate("SearchWindow", "newest first")]
    if took_ms is not None and not answer.more:  # there the line is long already
        took = QLocale().toString(took_ms)
        parts.append(filled(translate("SearchWindow", "{0} ms"), took))
    return joined(parts)
