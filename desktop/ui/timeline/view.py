"""The timeline widget that windows use: the canvas with mouse, keyboard, clipboard and signals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QContextMenuEvent, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from typing_extensions import override

from desktop.ui.features import Feature
from desktop.ui.focus_edges import FocusEdges
from desktop.ui.labels import plain_tooltip
from desktop.ui.timeline import accessible
from desktop.ui.timeline.canvas import FRAME_MS, Canvas
from desktop.ui.timeline.clipboard import Clips
from desktop.ui.timeline.doings import Doing, doable
from desktop.ui.timeline.keyboard import Keyboard
from desktop.ui.timeline.leaps import Leaps
from desktop.ui.timeline.pointer import Pointer
from desktop.ui.timeline.unread_line import UnreadLine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, tzinfo

    from PySide6.QtGui import (
        QFocusEvent,
        QKeyEvent,
        QMouseEvent,
        QResizeEvent,
        QShowEvent,
        QWheelEvent,
    )

    from desktop.model import Message
    from desktop.ui.theme import Theme
    from desktop.ui.timeline.around import Found
    from desktop.ui.timeline.canvas import Shown
    from desktop.ui.timeline.source import TimelineSource
    from desktop.ui.timeline.toolbar import Toolbar
    from net.ids import EntryId, PersonId, RoomId

OWN_WALK = 256
"""How many messages are looked at for one's own last one; further back nobody edits by a key."""

MESSAGE_FEATURES = frozenset(
    {
        Feature.REPLIES,
        Feature.REACTIONS,
        Feature.EDITS,
        Feature.PINS,
        Feature.DETAILS,
        Feature.MESSAGE_LINKS,
        Feature.MARK_UNREAD,
        Feature.CARDS,
    }
)

NOTCH = 120
"""What Qt reports for one notch of a wheel, in eighths of a degree."""


class TimelineView(Canvas):
    """A room's messages. Tell it a source; it never changes what it shows but by that source.

    Everything runs on the windows' thread. Links are never opened here, only told.
    """

    link_activated = Signal(str, str)
    """Target and shown text of a link that was clicked."""

    retry_requested = Signal(object)
    """The `local_id` of an own message that was not sent."""

    edit_requested = Signal(object)
    discard_requested = Signal(object)

    menu_requested = Signal(object, object)
    """The QMenu about to be shown and its Message: the window may add to it."""

    reply_wanted = Signal(object)
    edit_wanted = Signal(object)
    delete_wanted = Signal(object)
    details_requested = Signal(object)
    unread_wanted = Signal(object)
    """What somebody wants done with a stored Message; only what `set_features` offers is told."""

    person_wanted = Signal(bytes)
    """PersonId: whose name or picture was clicked."""

    pin_wanted = Signal(object, bool)
    reaction_toggled = Signal(bytes, str, bool)
    """EntryId, emoji, and whether it is to be on."""

    reaction_wanted = Signal(object, QPoint)
    """A Message for which an emoji is to be picked, and where on the screen."""

    date_wanted = Signal(QPoint)
    """The date was clicked: where on the screen a calendar may open."""

    def __init__(
        self,
        theme: Theme,
        today: Callable[[], date],
        zone: tzinfo | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, today, zone, parent)
        FocusEdges(self, lambda: self.reader.focus is not None)
        self.clips = Clips(self)
        self._pointer = Pointer(self)
        self._keyboard = Keyboard(self)
        self._wheel_px = 0.0
        self._wheel_timer = self.timer(FRAME_MS, self._apply_wheel)
        self.features: frozenset[Feature] = frozenset()
        self.dates = False
        """Whether a date can be clicked."""

        self._toolbar: Toolbar | None = None
        self.chip.clicked.connect(self.ask_day)
        self.line = UnreadLine(self)
        self.leaps = Leaps(self)
        self.leaps.landed.connect(self.line.leapt_over)
        self.above = self.line.button
        self.above.clicked.connect(self.jump_to_unread)
        self.overlays.append(self.above)
        self.verticalScrollBar().setAccessibleName(self.tr("Scroll messages"))

    # ---- what the window tells

    @override
    def set_unread_after(self, message_id: EntryId | None) -> None:
        super().set_unread_after(message_id)
        self.line.drawn()

    @override
    def flush(self) -> None:
        super().flush()
        self.line.follow()

    @override
    def set_source(self, source: TimelineSource | None) -> None:
        self.line.clear()
        super().set_source(source)

    @override
    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.above.set_metrics(self.metrics)

    def set_people(
        self,
        me: PersonId | None,
        names: Mapping[PersonId, str],
        marks: Mapping[PersonId, str] | None = None,
    ) -> None:
        """Draw mentions of these people by these names, one's own reactions as such, and marks."""
        around = replace(self.rows.around, me=me, names=dict(names), marks=dict(marks or {}))
        if around != self.rows.around:
            self.rows.set_around(around)
            self.flush_later()

    def set_rooms(self, rooms: Mapping[str, RoomId]) -> None:
        """Lead to these rooms from where they are named."""
        if rooms != self.rows.around.rooms:
            self.rows.set_around(replace(self.rows.around, rooms=dict(rooms)))
            self.flush_later()

    def set_reach(self, devices: int) -> None:
        """Say how many other devices one's own messages could come to; 0 if nobody knows."""
        if devices != self.rows.around.reach:
            self.rows.set_around(replace(self.rows.around, reach=devices))
            self.flush_later()

    def set_found(self, found: Mapping[EntryId, Found]) -> None:
        """Mark these words in these messages; told before their source, they are never seen unmarked."""
        self.rows.set_around(replace(self.rows.around, found=dict(found)))
        self.flush_later()

    def set_features(self, features: frozenset[Feature]) -> None:
        """Offer what the window can do with messages; at first that is nothing."""
        self.features = features & MESSAGE_FEATURES
        self.rows.set_around(replace(self.rows.around, offers=self.features))
        self.dates = Feature.DATES in features
        self.chip.set_clickable(clickable=self.dates)
        self.show_toolbar(None)
        self.flush()

    def ask_reaction(self, message: Message) -> None:
        """Ask the window for an emoji, beside the message."""
        shown = next((s for s in self.shown if s.row.message.id == message.id), None)
        y = self.metrics.line if shown is None else max(shown.body_top, 0) + self.metrics.line
        x = self.metrics.flipped(self.metrics.text_x, 0, self.viewport().width())
        self.reaction_wanted.emit(message, self.viewport().mapToGlobal(QPoint(x, y)))

    def last_own(self) -> Message | None:
        """Return the newest message of one's own that can be edited, as far back as is handy."""
        for ordinal in range(self.rows.count - 1, max(-1, self.rows.count - 1 - OWN_WALK), -1):
            message = self.rows.message(ordinal)
            if Doing.EDIT in doable(message, self.features):
                return message
        return None

    def show_toolbar(self, ordinal: int | None) -> None:
        """Show the card of this row, or none."""
        shown = next((s for s in self.shown if s.ordinal == ordinal), None)
        if self._toolbar is None:
            if shown is None or not self.features:
                return
            from desktop.ui.timeline.toolbar import Toolbar  # noqa: PLC0415 - not for the first paint

            self._toolbar = Toolbar(self)
            self.overlays.append(self._toolbar)
        self._toolbar.show_for(shown)

    @override
    def set_hover(self, ordinal: int | None) -> None:
        if ordinal != self.reader.hover:
            self.show_toolbar(ordinal)
        super().set_hover(ordinal)

    def ask_day(self) -> None:
        """Ask the window for a day to go to."""
        if self.dates:
            top = QPoint(self.viewport().width() // 2, self.metrics.px(40))
            self.date_wanted.emit(self.viewport().mapToGlobal(top))

    def focus_newest(self) -> None:
        """Take the keyboard and focus the newest message."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._keyboard.focus_newest()

    def mark_unseen(self, seen: EntryId | None) -> None:
        """Draw the line above the first message of others after `seen`; stay at it from now on."""
        self.line.mark_unseen(seen)

    def jump_to_unread(self) -> None:
        """Bring the line above the first unread message of this visit into view."""
        first = self.line.first()
        if first is not None and first < self.rows.count:
            with self.leaps.one():
                self.jump_to_ordinal(first)
        self.above.hide()

    @override
    def jump_to(self, message_id: EntryId, *, flash: bool = True) -> bool:
        with self.leaps.one():
            return super().jump_to(message_id, flash=flash)

    def jump_to_first(self) -> None:
        """Bring the oldest message into view."""
        with self.leaps.one():
            self.jump_to_ordinal(0)

    @override
    def jump_to_time(self, unix_ms: int) -> None:
        with self.leaps.one():
            super().jump_to_time(unix_ms)

    @override
    def jump_to_latest(self) -> None:
        self.above.hide()  # whoever comes back to the end has seen enough of what is above
        with self.leaps.one():
            super().jump_to_latest()

    def copy(self) -> bool:
        """Copy the selection, else the focused message; False if there is neither."""
        return self.clips.copy()

    def open_menu(self, shown: Shown, on_screen: QPoint) -> None:
        """Open the menu of a row on screen."""
        self._pointer.show_menu(shown, None, on_screen)

    # ---- accessibility

    @override
    def appended(self, n: int) -> None:
        if QAccessible.isActive() and self.isActiveWindow():
            accessible.announce(self, n)

    @override
    def rows_moved(self) -> None:
        if self._toolbar is not None and self._toolbar.isVisible():
            self.show_toolbar(self.reader.hover)
        self.line.passed()
        if QAccessible.isActive():
            accessible.rows_moved(self)

    # ---- Qt

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.metrics.px(740), self.metrics.px(560))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.metrics.px(280), self.metrics.px(120))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.latest.place(self.viewport().width(), self.viewport().height())
        self.above.place()
        self.flush()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.flush()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # the window zooms
            return
        pixels = event.pixelDelta().y()
        if not pixels:
            lines = max(1, QApplication.wheelScrollLines())
            self._wheel_px -= event.angleDelta().y() * self.metrics.line * lines / NOTCH
        self._wheel_px -= pixels
        if not self._wheel_timer.isActive():
            self._apply_wheel()
        event.accept()

    def _apply_wheel(self) -> None:
        """Move at once for the first turn, then once a frame for all that came meanwhile."""
        dy = int(self._wheel_px)
        if dy:
            self._wheel_px -= dy
            self.scroll_by(dy)
            self._wheel_timer.start()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._pointer.press(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer.move(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pointer.release(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pointer.double(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is not QContextMenuEvent.Reason.Keyboard:
            self._pointer.menu(event)
        elif not self._keyboard.menu():  # the place of such an event is only our middle
            event.ignore()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keyboard.press(event):
            event.ignore()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        return self._keyboard.walk(forward=next) or super().focusNextPrevChild(next)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update_row(self.reader.focus)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update_row(self.reader.focus)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.set_theme(self.metrics.theme)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.Leave:
                self.set_hover(None)
            case QEvent.Type.ToolTip if isinstance(event, QHelpEvent):
                self._tool_tip(event.pos(), event.globalPos())
                return True
        return super().viewportEvent(event)

    def _tool_tip(self, at: QPoint, on_screen: QPoint) -> None:
        words = self._pointer.tool_tip(at)
        if words:
            QToolTip.showText(on_screen, plain_tooltip(words), self.viewport())
        else:
            QToolTip.hideText()
