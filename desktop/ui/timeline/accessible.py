"""Shows the timeline to screen readers: a list whose children are the rows on screen.

Python must hold every interface object, or Qt is left with a dead one: the list holds its rows.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QColor,
    QWindow,
)
from PySide6.QtWidgets import QAccessibleWidget
from typing_extensions import override

from desktop.ui import strings
from desktop.ui.timeline import labels
from desktop.ui.timeline.around import Around
from desktop.ui.timeline.canvas import Canvas
from desktop.ui.timeline.cleaning import cleaned

if TYPE_CHECKING:
    from desktop.model import Message
    from desktop.ui.timeline.canvas import Shown
    from desktop.ui.timeline.labels import Calendar

ANNOUNCED = 3
"""More messages at once are announced as a number: a reader cannot listen to a flood."""

SPOKEN_CHARS = 2_000
"""Of a message's text in its name; a longer one would be read for minutes."""


SPOKEN_REACTIONS = 6
"""Of a message's reactions in its name; the others can be walked to."""

NOBODY = Around()


def row_name(message: Message, calendar: Calendar, around: Around = NOBODY) -> str:
    """Return what is read for a message, like: Ana, 10:24: Boards are back, not sent."""
    who = f"{labels.author(message, around)}, {calendar.clock(message.sent_at_ms)}"
    deleted = QCoreApplication.translate("Timeline", "message deleted")
    text = deleted if message.deleted else spoken(message)
    words = [f"{who}: {text}"]
    state = labels.state_words(message)
    if state:
        words.append(state)
    if message.mentions_me:
        words.append(QCoreApplication.translate("Timeline", "mentions you"))
    if message.edited_at_ms is not None:
        words.append(QCoreApplication.translate("Timeline", "edited"))
    if message.pinned:
        words.append(QCoreApplication.translate("Timeline", "pinned"))
    if message.reply_to is not None:
        words.append(QCoreApplication.translate("Timeline", "a reply"))
    words += [labels.reaction_words(each, around) for each in message.reactions[:SPOKEN_REACTIONS]]
    return ", ".join(words)


def spoken(message: Message) -> str:
    """Return the text of a message on one line, bounded."""
    return " ".join(cleaned(message.text[:SPOKEN_CHARS]).split())


class RowInterface(QAccessibleInterface):
    """One row on screen."""

    def __init__(self, owner: ListInterface, shown: Shown) -> None:
        super().__init__()
        self._owner = owner
        self.shown = shown

    @override
    def isValid(self) -> bool:
        return self._owner.isValid()

    @override
    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    @override
    def window(self) -> QWindow | None:  # type: ignore[override]
        return self._owner.window()

    @override
    def parent(self) -> QAccessibleInterface:
        return self._owner

    @override
    def childCount(self) -> int:
        return 0

    @override
    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    @override
    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    @override
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    @override
    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    @override
    def rect(self) -> QRect:
        viewport = self._owner.canvas.viewport()
        corner = viewport.mapToGlobal(QPoint(0, self.shown.top))
        return QRect(corner.x(), corner.y(), viewport.width(), self.shown.bottom - self.shown.top)

    @override
    def text(self, kind: QAccessible.Text) -> str:
        canvas = self._owner.canvas
        if kind is QAccessible.Text.Name:
            name = row_name(self.shown.row.message, canvas.calendar, canvas.rows.around)
            marker = self.shown.row.head.marker
            return name if marker is None else f"{marker.words}. {name}"
        return ""

    @override
    def setText(self, kind: QAccessible.Text, text: str) -> None:
        pass

    @override
    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        canvas = self._owner.canvas
        state.focusable = True
        state.readOnly = True
        focused = canvas.hasFocus() and canvas.reader.focus == self.shown.ordinal
        state.focused = focused
        return state

    @override
    def foregroundColor(self) -> QColor:
        return self._owner.canvas.metrics.theme.text

    @override
    def backgroundColor(self) -> QColor:
        return self._owner.canvas.metrics.theme.surface


class ListInterface(QAccessibleWidget):
    """The timeline as a list of what is on screen."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, QAccessible.Role.List, "Messages")
        self.canvas = canvas
        self._rows: dict[bytes, RowInterface] = {}

    def rows(self) -> list[RowInterface]:
        """Return the interfaces of the rows on screen; those of gone rows are given back."""
        kept: dict[bytes, RowInterface] = {}
        for shown in self.canvas.shown:
            key = shown.row.key
            interface = self._rows.pop(key, None)
            if interface is None:
                interface = RowInterface(self, shown)
                QAccessible.registerAccessibleInterface(interface)
            interface.shown = shown
            kept[key] = interface
        for gone in self._rows.values():
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(gone))
        self._rows = kept
        return list(kept.values())

    @override
    def childCount(self) -> int:
        return len(self.canvas.shown)

    @override
    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        rows = self.rows()
        return rows[index] if 0 <= index < len(rows) else None

    @override
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return next((i for i, row in enumerate(self.rows()) if row is child), -1)

    @override
    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return next((row for row in self.rows() if row.rect().contains(x, y)), None)

    @override
    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        focus = self.canvas.reader.focus
        if not self.canvas.hasFocus():
            return None
        return next((row for row in self.rows() if row.shown.ordinal == focus), self)


@functools.cache
def install_accessibility() -> None:
    """Teach Qt to describe timelines. Once per process, after the QApplication is made."""
    QAccessible.installFactory(_interface)


def _interface(_class_name: str, thing: QObject | None) -> QAccessibleInterface | None:
    if not isinstance(thing, Canvas):
        return None
    if not isinstance(thing.interface, ListInterface):
        thing.interface = ListInterface(thing)
    return thing.interface


def rows_moved(canvas: Canvas) -> None:
    """Tell readers that the list has other children now."""
    QAccessible.updateAccessibility(QAccessibleEvent(canvas, QAccessible.Event.ObjectReorder))


def announce(canvas: Canvas, n: int) -> None:
    """Have the newest `n` messages read out; one's own are known already."""
    count = canvas.rows.count
    new = [canvas.rows.message(i) for i in range(max(0, count - min(n, ANNOUNCED)), count)]
    new = [message for message in new if not message.own]
    if n > ANNOUNCED:
        _say(canvas, strings.counted("Timeline", "%n new message", "%n new messages", n))
        return
    for message in new:
        _say(canvas, f"{labels.author(message, canvas.rows.around)}: {spoken(message)}")


def row_focused(canvas: Canvas, ordinal: int) -> None:
    """Tell readers that a message has the keyboard now."""
    if not QAccessible.isActive():
        return
    for index, shown in enumerate(canvas.shown):
        if shown.ordinal == ordinal:
            event = QAccessibleEvent(canvas, QAccessible.Event.Focus)
            event.setChild(index)
            QAccessible.updateAccessibility(event)


def spot_focused(canvas: Canvas, label: str) -> None:
    """Tell readers which link or button of the focused message Enter would activate."""
    if QAccessible.isActive():
        _say(canvas, label)


def tell(canvas: Canvas, words: str) -> None:
    """Tell readers that something was done which is seen nowhere else."""
    if QAccessible.isActive():
        _say(canvas, words)


def _say(canvas: Canvas, words: str) -> None:
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(canvas, words))
