"""An announcement as its readers will see it: one row, drawn as the timeline draws it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy
from typing_extensions import override

from desktop.model import Message, MessageState
from desktop.ui.spoken_role import SpokenRole, tell_roles
from desktop.ui.timeline import labels
from desktop.ui.timeline.around import Around
from desktop.ui.timeline.body import build
from desktop.ui.timeline.cleaning import cleaned
from desktop.ui.timeline.labels import Calendar
from desktop.ui.timeline.metrics import Metrics
from desktop.ui.timeline.painting import Marks, paint_row
from desktop.ui.timeline.pieces import Act
from desktop.ui.timeline.rows import Head, Row
from net.ids import DeviceId, EntryId, PersonId, RoomId

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from desktop.ui.theme import Theme, ThemeSwitch

HEIGHT_PX = 176
"""A name and six lines: more is scrolled, the text itself is what one works on here."""
FOLDS = (Act.MORE, Act.LESS)


class AnnouncePreview(QAbstractScrollArea, SpokenRole):
    """As high as its row, up to a limit; then it scrolls, by keys too. Links in it lead nowhere."""

    spoken_role = QAccessible.Role.StaticText

    def __init__(self, switch: ThemeSwitch, now_ms: Callable[[], int]) -> None:
        super().__init__()
        self.setObjectName("announce-look")
        self.setProperty("kind", "look")
        self.setAccessibleName(self.tr("How it will look"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        tell_roles()
        self._now_ms = now_ms
        self._calendar = Calendar(lambda: self._calendar.day(now_ms()))
        self._metrics = Metrics(switch.theme, rtl=self.isRightToLeft())
        self._person, self._name, self._text = PersonId(b""), "", ""
        self._opened = False
        self._most_px = switch.theme.px(HEIGHT_PX)
        self._row: Row | None = None
        switch.changed.connect(self._set_theme)

    # ---- what the window tells

    def set_author(self, person: PersonId, name: str) -> None:
        """Say who it will be from."""
        if (person, name) != (self._person, self._name):
            self._person, self._name = person, name
            self._lay_out()

    def set_text(self, text: str) -> None:
        """Show other words; the beginning of very many, like the timeline."""
        if text != self._text:
            self._text = text
            self.setAccessibleDescription(cleaned(text))
            self._lay_out()

    def set_most(self, height_px: int) -> None:
        """Take no more of the window than this."""
        if height_px != self._most_px:
            self._most_px = height_px
            self.updateGeometry()

    # ---- inside

    def _lay_out(self) -> None:
        metrics = self._metrics
        message = Message(
            EntryId(b""), b"", RoomId(b""), self._person, DeviceId(b""), self._name, self._text,
            self._now_ms(), MessageState.STORED,
        )  # fmt: skip
        around, width = Around(), self.viewport().width()
        body = build(message, None, width, metrics, around, opened=self._opened)
        author = labels.author(message, around)
        self._row = Row(b"", message, Head.measured(metrics), body, metrics.theme.rev, author)
        self.updateGeometry()
        self._sync()
        self.viewport().update()

    def _row_px(self) -> int:
        """Return how high the row is, with as much air below as above."""
        row, gap = self._row, self._metrics.group_gap
        return 0 if row is None else row.head.height + row.body.height + gap // 2

    def _top(self) -> int:
        """Return where the row begins: a group's gap above it is more air than a frame needs."""
        return -self._metrics.group_gap // 2 - self.verticalScrollBar().value()

    def _sync(self) -> None:
        room, bar = self.viewport().height(), self.verticalScrollBar()
        needed = self._row_px() - self._metrics.group_gap // 2
        bar.setPageStep(room)
        bar.setSingleStep(self._metrics.line)
        bar.setRange(0, max(0, needed - room))

    def _fold(self) -> None:
        """Show all of a long text, or its beginning again."""
        self._opened = not self._opened
        self._lay_out()

    def _folds(self, at: QPoint | None = None) -> bool:
        """Whether a long text can be opened or closed, at this point or anywhere."""
        if self._row is None:
            return False
        spots = [spot for spot in self._row.body.spots if spot.act in FOLDS]
        if at is None:
            return bool(spots)
        place = at - QPoint(0, self._top() + self._row.head.height)
        return any(rect.contains(place) for spot in spots for rect in spot.rects)

    def _set_theme(self, theme: Theme) -> None:
        self._metrics = Metrics(theme, rtl=self.isRightToLeft())
        self._lay_out()

    # ---- Qt

    @override
    def sizeHint(self) -> QSize:
        frame = self.height() - self.viewport().height() if self.isVisible() else 0
        needed = self._row_px() - self._metrics.group_gap // 2
        return QSize(self._metrics.px(400), min(needed, self._most_px) + max(frame, 2 * self._metrics.px(2)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._metrics.px(200), self.sizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._row is None or self._row.body.width != self.viewport().width():
            self._lay_out()
        else:
            self._sync()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._folds():
            self._fold()
        else:
            super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._folds(event.position().toPoint()):
            self._fold()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._set_theme(self._metrics.theme)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._row is None:
            return
        viewport = self.viewport()
        painter = QPainter(viewport)
        try:
            painter.fillRect(event.rect(), self._metrics.theme.surface)
            paint_row(painter, self._row, self._top(), viewport.width(), self._metrics,
                      self._calendar, Marks(), QRect(event.rect()))  # fmt: skip
        finally:
            painter.end()
