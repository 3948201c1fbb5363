"""The line with what others see of oneself: status, note and how long they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QSize, Qt, QTime, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop import online
from desktop.model import PersonPresence, Status
from desktop.ui import strings
from desktop.ui.avatar import Avatar, status_icon
from desktop.ui.controls import Choice
from desktop.ui.folding import FoldingLayout
from desktop.ui.labels import ElidedLabel
from desktop.ui.layouts import set_margins

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent, QIcon

    from desktop.ui.theme import Theme, ThemeSwitch

NOTE_CHARS = 80
"""One line in everybody's list."""

HOUR_MS = 3_600_000
TODAY = "today"
"""Besides hours: until midnight here."""
KEPT = "kept"
"""The end that holds already."""
PASSING = (Status.AWAY.value, Status.BUSY.value)
"""A status that may end by itself also without a note."""


class StatusChoice(Choice):
    """Online, away, do not disturb, or unseen; each with its shape."""

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        self._shapes = switch
        super().__init__(switch, "", (), name="own-status", parent=parent)
        self._label = self.tr("Your status")
        self.set_options([(each, strings.own_status(each)) for each in Status])

    @override
    def sign(self, value: object) -> QIcon | None:
        if not isinstance(value, Status):
            return None
        return status_icon(self._shapes.theme, value)


class NoteField(QLineEdit):
    """A line for the note; Enter or leaving it is `entered`."""

    entered = Signal()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.maximumWidth(), super().sizeHint().height())

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() in {Qt.FocusReason.MouseFocusReason, Qt.FocusReason.TabFocusReason}:
            self.entered.emit()


class OwnStatus(QWidget):
    """Shows what it is given; `status_chosen` tells a change once it is complete."""

    status_chosen = Signal(str, str, object)
    """Status value ("offline" is invisible), note, until when (Unix ms) or None."""

    def __init__(
        self, switch: ThemeSwitch, now_ms: Callable[[], int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("own-bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._now_ms = now_ms
        self._told: tuple[str, str] | None = None
        self._until_ms: int | None = None
        self._avatar = Avatar(switch, 40, self)
        self._avatar.set_ground("window")
        self.name = ElidedLabel("", tone="strong", name="presence-name")
        self.seen = ElidedLabel(self.tr("what others see"), tone="meta", name="presence-seen")
        self.status = StatusChoice(switch, self)
        self.note = NoteField(self)
        self.note.setObjectName("own-note")
        self.note.setMaxLength(NOTE_CHARS)
        self.note.setPlaceholderText(self.tr("What are you doing?"))
        self.note.setAccessibleName(self.tr("Your note"))
        self._durations: tuple[tuple[object, str], ...] = (
            (None, self.tr("until cleared")),
            (0.5, self.tr("for 30 min")),
            (1, self.tr("for 1 h")),
            (4, self.tr("for 4 h")),
            (TODAY, self.tr("for today")),
        )
        self.duration = Choice(
            switch,
            self.tr("Clear the note after"),
            self._durations,
            name="note-duration",
            parent=self,
        )
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.name)
        words.addWidget(self.seen)
        words.addStretch(1)
        self._who, self._what = QHBoxLayout(), QHBoxLayout()
        self._who.addWidget(self._avatar)
        self._who.addLayout(words, 1)
        self._who.addWidget(self.status)
        self._what.addWidget(self.note, 1)
        self._what.addWidget(self.duration)
        self._row = FoldingLayout(self)
        self._row.add_layout(self._who)
        self._row.add_layout(self._what)
        self.status.chosen.connect(self._on_choice)
        self.duration.chosen.connect(self._on_duration)
        self.note.returnPressed.connect(self._tell)
        self.note.entered.connect(self._tell)
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)

    def set_me(self, me: PersonPresence) -> None:
        """Show oneself; a note that is being typed stays."""
        self._avatar.set_person(me.person, me.name, status=me.status)
        self.name.setText(me.name)
        status = online.chosen(me)
        self._told = (status.value, me.note)
        self._until_ms = me.until_ms
        self.status.set_value(status)
        if not self.note.hasFocus():
            self.note.setText(me.note)
        self._show_end(me.until_ms)
        if me.until_ms is not None:
            until = strings.clock_time(me.until_ms)
            self.seen.setText(self.tr("what others see · until {0}").format(until))
        else:
            self.seen.setText(self.tr("what others see"))

    def _show_end(self, until_ms: int | None) -> None:
        """Show the end that holds as what is chosen, whenever it was: also before a restart."""
        if until_ms is None:
            if self.duration.value == KEPT:
                self.duration.set_value(None)
            self.duration.set_options(self._durations)
        else:
            until = strings.with_end("", until_ms, self._now_ms())
            self.duration.set_options(((KEPT, until), *self._durations))
            self.duration.set_value(KEPT)

    def _on_choice(self) -> None:
        self._tell()

    def _on_duration(self) -> None:
        self._told = None
        self._tell()

    def _tell(self) -> None:
        status = self.status.value
        value = status.value if isinstance(status, Status) else Status.ONLINE.value
        note = " ".join(self.note.text().split())
        if self._told != (value, note):
            # Whoever changes only their status does not begin the note's time anew.
            same = self._told is not None and self._told[1] == note and self._until_ms is not None
            until = self._until_ms if same and (note or value in PASSING) else self._until(value)
            self._told, self._until_ms = (value, note), until
            self.status_chosen.emit(value, note, until)

    def _until(self, status: str) -> int | None:
        hours = self.duration.value
        if not (self.note.text().strip() or status in PASSING) or hours is None:
            return None
        if hours == KEPT:
            return self._until_ms
        now = self._now_ms()
        if hours == TODAY:
            midnight = QDateTime.fromMSecsSinceEpoch(now).addDays(1)
            midnight.setTime(QTime(0, 0))
            return midnight.toMSecsSinceEpoch()
        return now + round(float(str(hours)) * HOUR_MS)

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        self.setMinimumHeight(px(64))
        set_margins(self._row, self, px(19), px(10), px(20), px(10))
        for layout in (self._row, self._who, self._what):
            layout.setSpacing(px(10))
        self.note.setMinimumWidth(px(140))
        self.note.setMaximumWidth(px(260))
