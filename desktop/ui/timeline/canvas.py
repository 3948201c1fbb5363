"""A viewport of message rows: anchored at one row, painted by hand, moved by copying pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QRegion
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QSizePolicy, QWidget
from typing_extensions import override

from desktop.model import MessageState
from desktop.ui.timeline.anchor import Anchor
from desktop.ui.timeline.bar import Bar
from desktop.ui.timeline.flash import Flash
from desktop.ui.timeline.ground_bar import GroundBar
from desktop.ui.timeline.labels import Calendar
from desktop.ui.timeline.metrics import Metrics
from desktop.ui.timeline.overlays import DateChip, LatestButton
from desktop.ui.timeline.painting import paint_row
from desktop.ui.timeline.reader import Reader
from desktop.ui.timeline.rows import PAGE_ROWS, Row, Rows, key_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, tzinfo

    from PySide6.QtGui import QPaintEvent

    from desktop.model import Message
    from desktop.ui.theme import Theme
    from desktop.ui.timeline.source import TimelineSource
    from net.ids import EntryId

FRAME_MS = 16
"""Changes and wheel turns are gathered this long: more than 60 pictures a second nobody sees."""


@dataclass(slots=True, eq=False, repr=False)
class Shown:
    """A row as it stands on screen."""

    ordinal: int
    row: Row
    top: int

    @property
    def body_top(self) -> int:
        """Where the text part begins."""
        return self.top + self.row.head.height

    @property
    def bottom(self) -> int:
        """Where the next row begins."""
        return self.body_top + self.row.body.height


class Canvas(QAbstractScrollArea):
    """Shows a source's rows and follows its changes; what is under the reader never moves.

    Knows nothing of mouse and keyboard: `view.py` adds those. All on the windows' thread.
    """

    at_bottom_changed = Signal(bool)
    visible_range_changed = Signal()
    """Other rows, or other parts of them, are on screen: see `last_fully_visible`."""

    def __init__(
        self,
        theme: Theme,
        today: Callable[[], date],
        zone: tzinfo | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("timeline")
        self.setAccessibleName(self.tr("Messages"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        # By mouse only with the left button: a menu leaves the keyboard where it was.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.metrics = Metrics(theme, rtl=self.isRightToLeft())
        self.calendar = Calendar(today, zone)
        self.rows = Rows(self.calendar, self.metrics)
        self.anchor = Anchor(self.rows.extent, (self.metrics.top, self.metrics.bottom))
        self.reader = Reader()
        self.shown: list[Shown] = []
        self.interface: object = None
        """What screen readers were given for this view; kept here so that it lives as long."""

        self.source: TimelineSource | None = None
        self.anchor_id: EntryId | None = None
        """The message of the anchor row, as of the last `flush`."""

        self._today = today()
        self._was_at_bottom = True
        self._ground_bar = GroundBar(self)
        self.setVerticalScrollBar(self._ground_bar)
        self._bar = Bar(self)
        self._dirty = False
        self._flush_timer = self.timer(FRAME_MS, self.flush)
        self._flash = Flash(self)
        viewport = self.viewport()
        viewport.setObjectName("timeline-viewport")
        # Without it Qt takes the pixels below as see-through and repaints all instead of moving.
        viewport.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        viewport.setMouseTracking(True)
        self.chip = DateChip(self.metrics, viewport)
        self.latest = LatestButton(self.metrics, viewport)
        self.latest.clicked.connect(self.jump_to_latest)
        self.overlays: list[QWidget] = [self.chip, self.latest]

    def timer(self, interval_ms: int, act: Callable[[], None]) -> QTimer:
        """Return a single-shot timer of this widget."""
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval_ms)
        timer.timeout.connect(act)
        return timer

    # ---- what the window tells

    def set_source(self, source: TimelineSource | None) -> None:
        """Show another room, at its newest message."""
        if self.source is not None:
            self.source.set_listener(None)
        self.source = source
        self.rows.set_unread_after(None)
        self.rows.set_source(source)
        self.reader.clear()
        self.anchor.jump_to_end()
        self.anchor.places = []
        self.latest.set_unread(0)
        self.chip.hide()
        if source is not None:
            source.set_listener(self)
        self.flush_later()

    def set_theme(self, theme: Theme) -> None:
        """Draw in this theme from now on; the row under the reader stays where it is."""
        self.metrics = Metrics(theme, self.metrics.bar_px, rtl=self.isRightToLeft())
        self.rows.set_metrics(self.metrics)
        self.anchor.pads = (self.metrics.top, self.metrics.bottom)
        self.chip.set_metrics(self.metrics)
        self.latest.set_metrics(self.metrics)
        self.latest.place(self.viewport().width(), self.viewport().height())
        self.flush()
        self.viewport().update()

    def set_unread_after(self, message_id: EntryId | None) -> None:
        """Draw the line "New messages" below this message, or above all, until told otherwise."""
        self.rows.set_unread_after(message_id)
        self.flush()

    def jump_to(self, message_id: EntryId, *, flash: bool = True) -> bool:
        """Bring a message into view; returns False if it is not in this room."""
        if (ordinal := self.ordinal_of(message_id)) is not None:
            self.jump_to_ordinal(ordinal, flash=flash)
        return ordinal is not None

    def ordinal_of(self, message_id: EntryId | None) -> int | None:
        """Return where a message of this room is."""
        source = self.source
        return None if source is None or message_id is None else source.ordinal_of(message_id)

    def jump_to_time(self, unix_ms: int) -> None:
        """Bring the first message of this time or later to the top."""
        if self.source is not None and self.rows.count:
            ordinal = min(self.source.ordinal_at_time(unix_ms), self.rows.count - 1)
            self.anchor.jump(ordinal, self.rows.extent(ordinal)[0])
            self.flush()

    def jump_to_ordinal(self, ordinal: int, *, flash: bool = False) -> None:
        """Bring a row into view, at a third of the height unless it is on screen already."""
        height = self.viewport().height()
        if not any(s.ordinal == ordinal and s.top >= 0 and s.bottom <= height for s in self.shown):
            self.anchor.jump(ordinal, height // 3)
        if flash:
            self._flash.start(ordinal)
        self.flush()

    def jump_to_latest(self) -> None:
        """Show the newest message and stay with what comes."""
        self.anchor.jump_to_end()
        self.flush()

    def scroll_by(self, dy: int) -> None:
        """Move by pixels; positive goes to newer messages."""
        self.anchor.scroll(dy, self.rows.count, self.viewport().height())
        self.set_hover(None)
        self.flush()
        if self.shown and not self.at_bottom:
            day = self.rows.day(self.shown[0].ordinal)
            self.chip.tell(self.calendar.day_label(day), self.viewport().width())

    @property
    def at_bottom(self) -> bool:
        """Whether the newest message is on screen to its end, and the view stays with new ones."""
        return self.anchor.stick

    def last_fully_visible(self) -> Message | None:
        """Return the newest message whose end is on screen, None while nothing is shown."""
        height = self.viewport().height()
        if not self.isVisible():
            return None
        return next((s.row.message for s in reversed(self.shown) if s.bottom <= height), None)

    # ---- what the source tells (TimelineListener)

    def inserted(self, ordinal: int, n: int) -> None:
        """Rows are new."""
        last = self.shown[-1].ordinal if self.shown else -1
        self.rows.forget(ordinal)
        self.anchor.inserted(ordinal, n)
        self.reader.inserted(ordinal, n)
        for shown in self.shown:
            if shown.ordinal >= ordinal:
                shown.ordinal += n
        if ordinal + n == self.rows.count:
            self._appended(n)
        if ordinal > last and not self.anchor.stick:
            self.latest.set_unread(self.latest.unread + self._from_others(ordinal, n))
        self.flush_later()

    def removed(self, ordinal: int, n: int) -> None:
        """Rows are gone."""
        self.rows.forget(ordinal)
        self.anchor.removed(ordinal, n)
        self.reader.removed(ordinal, n)
        for shown in self.shown:
            if shown.ordinal >= ordinal + n:
                shown.ordinal -= n
            elif shown.ordinal >= ordinal:
                shown.ordinal = -1
        self.flush_later()

    def changed(self, ordinal: int) -> None:
        """A row has other content."""
        self.rows.forget_one(ordinal)
        message = self.rows.message(ordinal)
        row = self.rows.laid_out(key_of(message))
        if row is not None and row.message.text != message.text:
            self.reader.selection.changed(ordinal)
        self.flush_later()

    def reset(self) -> None:
        """Everything may be different; what the reader looks and points at is found by its id."""
        pointed = {
            ordinal: message.id
            for ordinal in self.reader.ordinals()
            if (message := self.rows.read_message(ordinal)) is not None
        }
        self.rows.forget()
        self.reader.found_again({old: self.ordinal_of(known) for old, known in pointed.items()})
        ordinal = None if self.anchor.stick else self.ordinal_of(self.anchor_id)
        self.anchor.places = []
        if ordinal is None:
            self.anchor.jump_to_end()
        else:
            self.anchor.jump(ordinal, self.anchor.y)
        self.flush_later()

    def _from_others(self, ordinal: int, n: int) -> int:
        """Count the messages of other people; of very many, all."""
        if n > PAGE_ROWS:
            return n
        end = min(ordinal + n, self.rows.count)
        return sum(not self.rows.message(each).own for each in range(ordinal, end))

    def _appended(self, n: int) -> None:
        newest = self.rows.message(self.rows.count - 1)
        if newest.own and newest.state is MessageState.PENDING:
            self.anchor.jump_to_end()  # one's own words are where one looks next
        self.appended(n)

    def count_below(self) -> None:
        """Say at the arrow how many messages of others are further down, whenever they came."""
        below = self.shown[-1].ordinal + 1 if self.shown and not self.at_bottom else self.rows.count
        self.latest.set_unread(self._from_others(below, self.rows.count - below))

    def flush_later(self) -> None:
        """Place and paint with the next frame; a hidden view waits until it is shown."""
        self._dirty = True
        if self.isVisible() and not self._flush_timer.isActive():
            self._flush_timer.start()

    # ---- placing and presenting

    def flush(self) -> None:
        """Place the rows as of now and paint what differs from the screen."""
        self._flush_timer.stop()
        self._dirty = False
        today = self.calendar.today()
        if today != self._today:
            self._today = today
            self.rows.forget()
        viewport = self.viewport()
        bar_px = max(0, self.width() - viewport.width())
        if bar_px != self.metrics.bar_px:
            self.metrics.bar_px = bar_px
            self.rows.set_metrics(self.metrics)
        self.rows.set_width(viewport.width())
        places = self.anchor.place(self.rows.count, viewport.height())
        before = self.shown
        self.shown = [Shown(p.ordinal, self.rows.row(p.ordinal), p.top) for p in places]
        self._repaint_difference(before, self.shown)
        if self.shown and self.anchor.ordinal < self.rows.count:
            self.anchor_id = self.rows.message(self.anchor.ordinal).id
        self._bar.sync()
        self._ground_bar.follow()
        self._tell(before)

    def _repaint_difference(self, before: list[Shown], after: list[Shown]) -> None:
        viewport = self.viewport()
        old = {id(shown.row): shown.top for shown in before}
        new = {id(shown.row) for shown in after}
        deltas = {shown.top - old[id(shown.row)] for shown in after if id(shown.row) in old}
        if len(deltas) != 1 or (deltas != {0} and self.devicePixelRatioF() % 1):
            viewport.update()
            return
        dy = deltas.pop()
        if dy:
            self._move_pixels(dy)
        stale = [(s.top, s.bottom) for s in after if id(s.row) not in old]
        stale += [(s.top + dy, s.bottom + dy) for s in before if id(s.row) not in new]
        for top, bottom in stale:
            viewport.update(0, top, viewport.width(), bottom - top)

    def _move_pixels(self, dy: int) -> None:
        viewport = self.viewport()
        viewport.scroll(0, dy, viewport.rect())
        for overlay in self.overlays:
            if overlay.isVisible():  # its pixels moved too, but it did not
                place = overlay.geometry()
                viewport.update(QRegion(place) | place.translated(0, dy))

    def _tell(self, before: list[Shown]) -> None:
        if self.at_bottom:
            self.latest.set_unread(0)
        self.latest.setVisible(not self.at_bottom)
        if self.at_bottom != self._was_at_bottom:
            self._was_at_bottom = self.at_bottom
            self.at_bottom_changed.emit(self.at_bottom)
        if [(id(s.row), s.top) for s in before] != [(id(s.row), s.top) for s in self.shown]:
            self.visible_range_changed.emit()
            self.rows_moved()

    def appended(self, n: int) -> None:
        """Rows were added at the end; for `view.py`."""

    def rows_moved(self) -> None:
        """Other rows are on screen, or elsewhere on it; for `view.py`."""

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if self._bar.is_users() and self.rows.count:
            self._bar.follow()

    # ---- painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._dirty and not self.isVisible():
            self.flush()
        viewport = self.viewport()
        region, focused = event.region(), self.hasFocus()
        painter = QPainter(viewport)
        try:
            painter.fillRect(event.rect(), self.metrics.theme.surface)
            for shown in self.shown:
                rect = QRect(0, shown.top, viewport.width(), shown.bottom - shown.top)
                exposed = region.intersected(rect).boundingRect()
                if not exposed.isEmpty():
                    marks = self.reader.marks(shown.ordinal, shown.row, focused=focused)
                    paint_row(painter, shown.row, shown.top, viewport.width(), self.metrics,
                              self.calendar, marks, exposed)  # fmt: skip
        finally:
            painter.end()

    def update_row(self, ordinal: int | None) -> None:
        """Paint a row again, if it is on screen; what it stands on is as before."""
        for shown in self.shown:
            if shown.ordinal == ordinal:
                height = shown.bottom - shown.top
                self.viewport().update(0, shown.top, self.viewport().width(), height)

    def relight(self, *ordinals: int | None) -> None:
        """Paint rows again that stand on another ground by now, and the bar beside them."""
        self._ground_bar.follow()
        for ordinal in ordinals:
            self.update_row(ordinal)

    def set_hover(self, ordinal: int | None) -> None:
        """Shade this row and no other."""
        if ordinal != self.reader.hover:
            before, self.reader.hover = self.reader.hover, ordinal
            self.relight(before, ordinal)
