"""The small calendar behind the date in the messages: a day, a typed date and time, or the first one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QDateTime, QLocale, QPoint, QRect, QSize, Qt, QTime, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.bidi import from_left
from desktop.ui.buttons import IconButton, push_button
from desktop.ui.labels import PlainLabel
from desktop.ui.popup import Popup

if TYPE_CHECKING:
    from datetime import date

    from desktop.ui.theme import Theme, ThemeSwitch

CELL_PX = 34
SHORT_NAME = 3
"""Letters over a column: "Mon", "Mo."."""
DAYS, WEEKS = 7, 6
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -DAYS,
    Qt.Key.Key_Down: DAYS,
}
_FORMATS = ("yyyy-MM-dd HH:mm", "yyyy-MM-dd", "d.M.yyyy HH:mm", "d.M.yyyy", "HH:mm")


class MonthGrid(QWidget):
    """One month, painted; arrows move, Enter or a click chooses. Days to come cannot be chosen."""

    chosen = Signal(QDate)
    moved = Signal(QDate)

    def __init__(self, switch: ThemeSwitch, today: QDate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("month-grid")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._switch = switch
        self._today = today
        self.day = today
        self._side = switch.theme.px(CELL_PX)
        self.setFixedSize(self.sizeHint())
        self.go(today)

    def fit(self, height_px: int) -> None:
        """Be no higher than this, on a screen that is low for so large a look."""
        self._side = max(1, min(self._switch.theme.px(CELL_PX), height_px // (WEEKS + 1)))
        self.setFixedSize(self.sizeHint())

    def go(self, day: QDate) -> None:
        """Mark this day and show its month."""
        self.day = min(day, self._today)
        self.setAccessibleName(QLocale().toString(self.day, QLocale.FormatType.LongFormat))
        self.moved.emit(self.day)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._side * DAYS, self._side * (WEEKS + 1))

    def _first(self) -> QDate:
        """Return the day in the upper left cell."""
        first = QDate(self.day.year(), self.day.month(), 1)
        begin = QLocale().firstDayOfWeek().value
        return first.addDays(-((first.dayOfWeek() - begin) % DAYS))

    def _cell(self, column: int, row: int) -> QRect:
        side = self._side
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            column = DAYS - 1 - column
        return QRect(column * side, row * side, side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, locale = self._switch.theme, QLocale()
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(theme.font(11))
            painter.setPen(theme.text3)
            first = self._first()
            for column in range(DAYS):
                name = _day_name(locale, first.addDays(column).dayOfWeek())
                painter.drawText(self._cell(column, 0), Qt.AlignmentFlag.AlignCenter, name)
            for number in range(DAYS * WEEKS):
                self._paint_day(painter, theme, first.addDays(number), number)
        finally:
            painter.end()

    def _paint_day(self, painter: QPainter, theme: Theme, day: QDate, number: int) -> None:
        cell = self._cell(number % DAYS, number // DAYS + 1).adjusted(2, 2, -2, -2)
        chosen = day == self.day
        if chosen:
            painter.setPen(theme.text if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent)
            painter.drawRoundedRect(cell, cell.width() / 2, cell.height() / 2)
        inside = day.month() == self.day.month() and day <= self._today
        ink = theme.text if inside else theme.off
        if day == self._today and not chosen:
            ink = theme.accent
        painter.setPen(theme.onaccent if chosen else ink)
        painter.setFont(theme.font(13, 600 if day == self._today else 400))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, QLocale().toString(day.day()))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        first, at = self._first(), event.position().toPoint()
        for number in range(DAYS * WEEKS):
            day = first.addDays(number)
            inside = self._cell(number % DAYS, number // DAYS + 1).contains(at)
            if inside and day <= self._today:
                self.go(day)
                self.chosen.emit(day)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            sideways = key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
            rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            self.go(self.day.addDays(-_STEPS[key] if sideways and rtl else _STEPS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.go(self.day.addMonths(-1 if key == Qt.Key.Key_PageUp else 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self.day)
        else:
            super().keyPressEvent(event)


class DayPicker(Popup):
    """A popup; tells a local time, or that the very first message is wanted."""

    time_chosen = Signal(QDateTime)
    """Local time; midnight where only a day was picked."""

    first_chosen = Signal()

    def __init__(self, switch: ThemeSwitch, today: date, parent: QWidget) -> None:
        super().__init__(switch, "day-picker", parent)
        self.setAccessibleName(self.tr("Go to a day"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        px = switch.theme.px
        self.grid = MonthGrid(switch, QDate(today.year, today.month, today.day))
        self.month = PlainLabel("", tone="strong", name="day-picker-month")
        words = self.tr("Month before (Page Up)")
        before = IconButton(switch, "arrow-up", words, name="month-before", size_px=30)
        words = self.tr("Month after (Page Down)")
        after = IconButton(switch, "arrow-down", words, name="month-after", size_px=30)
        self.field = QLineEdit()
        self.field.setObjectName("day-field")
        self.field.setPlaceholderText(self.tr("Such as {0}").format(from_left(f"{today:%Y-%m-%d} 09:30")))
        self.field.setAccessibleName(self.tr("Date and time"))
        self.field.setMaxLength(20)
        self.first = push_button(self.tr("First message"), name="first-message", kind="link")
        top = QHBoxLayout()
        top.addWidget(self.month, 1)
        top.addWidget(before)
        top.addWidget(after)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(8), px(12), px(10))
        column.setSpacing(px(6))
        column.addLayout(top)
        column.addWidget(self.grid)
        column.addWidget(self.field)
        column.addWidget(self.first, 0, Qt.AlignmentFlag.AlignLeft)
        before.clicked.connect(lambda: self.grid.go(self.grid.day.addMonths(-1)))
        after.clicked.connect(lambda: self.grid.go(self.grid.day.addMonths(1)))
        self.grid.moved.connect(self._on_moved)
        self.grid.chosen.connect(self._on_day)
        self.field.returnPressed.connect(self._on_typed)
        self.first.clicked.connect(self._on_first)
        self._on_moved(self.grid.day)

    def open_at(self, on_screen: QPoint, day: date) -> None:
        """Open with its upper middle here, at the month of this day."""
        self.grid.go(QDate(day.year, day.month, day.day))
        screen = QGuiApplication.screenAt(on_screen) or self.screen()
        room = screen.availableGeometry()
        self.ensurePolished()
        self.grid.fit(room.height() - (self.sizeHint().height() - self.grid.height()))
        self.adjustSize()
        x = on_screen.x() - self.width() // 2
        x = min(max(room.left(), x), room.right() - self.width())
        self.move(x, min(on_screen.y() + 4, room.bottom() - self.height()))
        self.show()
        self.grid.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_moved(self, day: QDate) -> None:
        locale = QLocale()
        month = locale.standaloneMonthName(day.month(), QLocale.FormatType.LongFormat)
        self.month.setText(f"{month} {day.year()}")

    def _on_day(self, day: QDate) -> None:
        self.close()
        self.time_chosen.emit(QDateTime(day, QTime(0, 0)))

    def _on_typed(self) -> None:
        at = typed_time(self.field.text(), self.grid.day)
        if at is None:
            self.field.selectAll()
            return
        self.close()
        self.time_chosen.emit(at)

    def _on_first(self) -> None:
        self.close()
        self.first_chosen.emit()


def _day_name(locale: QLocale, day: int) -> str:
    """Return what stands over a column: three letters at most, one where names begin alike."""
    name = locale.dayName(day, QLocale.FormatType.ShortFormat)
    if len(name) > SHORT_NAME:
        return locale.dayName(day, QLocale.FormatType.NarrowFormat)
    return name


def typed_time(text: str, day: QDate) -> QDateTime | None:
    """Return the local time that was typed, a lone time as of this day; None if it is none."""
    words = " ".join(text.split())
    for form in _FORMATS:
        found = QDateTime.fromString(words, form)
        if found.isValid():
            return found if "y" in form else QDateTime(day, found.time())
    return None
