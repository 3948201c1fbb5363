"""Controls that Qt does not have in our look: chips, choices from a short list, switches, cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QIcon,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QCheckBox, QMenu, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.labels import button_text
from desktop.ui.menu_signs import put_sign
from desktop.ui.signed_field import SignedField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.theme import Theme, ThemeSwitch


class _Chip(QPushButton):
    """As wide as its words are when it is pressed, and they are bold."""

    @override
    def sizeHint(self) -> QSize:
        hint, bold = super().sizeHint(), QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        words = self.text()
        more = QFontMetrics(bold).horizontalAdvance(words)
        more -= QFontMetrics(self.font()).horizontalAdvance(words)
        return QSize(hint.width() + max(0, more), hint.height())


def chip(words: str, *, name: str) -> QPushButton:
    """Return a rounded button that stays pressed, for one of several filters."""
    made = _Chip(button_text(words))
    made.setObjectName(name)
    made.setProperty("kind", "chip")
    made.setCheckable(True)
    made.setAutoDefault(False)
    made.setAccessibleName(words)
    return made


def rename_button(button: QPushButton, words: str) -> None:
    """Give a button other words, also for screen readers."""
    button.setText(button_text(words))
    button.setAccessibleName(words)


class Card(QWidget):
    """A framed column of rows."""

    def __init__(self, *, name: str, kind: str = "card", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("kind", kind)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(1, 1, 1, 1)
        self.column.setSpacing(0)

    def add_row(self, row: QWidget) -> None:
        """Add a row, with a line above it if it is not the first."""
        if self.column.count():
            self.column.addWidget(rule())
        self.column.addWidget(row)

    def clear(self) -> None:
        """Take all rows out."""
        while (item := self.column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def rule() -> QWidget:
    """Return a level line of one pixel."""
    line = QWidget()
    line.setProperty("kind", "line")
    line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    line.setFixedHeight(1)
    return line


class SearchField(SignedField):
    """A line with a magnifying glass; Esc empties it before it closes anything, Down leaves it."""

    left_down = Signal()

    def __init__(
        self, switch: ThemeSwitch, words: str, *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(switch, parent)
        self.setObjectName(name)
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setMaxLength(200)  # more than any name; keeps a pasted book from being matched
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)

    def _set_theme(self, theme: Theme) -> None:
        self.setFixedHeight(theme.px(36))

    @override
    def event(self, event: QEvent) -> bool:
        # Otherwise Esc would close the window while there is something to empty.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.text()
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
            return
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)


class Choice(QPushButton):
    """One value out of a short list, shown on a button that opens the list."""

    chosen = Signal(object)
    """The value somebody picked; not emitted by `set_value`."""

    def __init__(
        self,
        switch: ThemeSwitch,
        label: str,
        options: Sequence[tuple[object, str]],
        *,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._switch = switch
        self._label = label
        self._options: tuple[tuple[object, str], ...] = ()
        self._value: object = None
        self.setObjectName(name)
        self.setProperty("kind", "choice")
        self.setAutoDefault(False)
        self.clicked.connect(self.open_list)
        switch.changed.connect(self._set_theme)
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[object, str]]) -> None:
        """Offer these values; keeps the chosen one if it is among them."""
        self._options = tuple(options)
        if options and self._value not in [value for value, _ in options]:
            self._value = options[0][0]
        self._show()

    @property
    def value(self) -> object:
        """What is chosen."""
        return self._value

    def set_value(self, value: object) -> None:
        """Show this value; one that is not offered is shown as the first."""
        known = [each for each, _ in self._options]
        self._value = value if value in known else known[0] if known else None
        self._show()

    def open_list(self) -> None:
        """Show what there is to choose from."""
        menu = QMenu(self)
        menu.setObjectName(f"{self.objectName()}-menu")
        menu.setAccessibleName(self._label)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for value, words in self._options:
            action = menu.addAction(button_text(words))
            action.setCheckable(True)
            action.setChecked(value == self._value)
            sign = self.sign(value)
            if sign is not None:
                action.setIcon(sign)
            if value == self._value:
                if sign is None:  # the styled menu draws an icon, but no mark of its own
                    put_sign(action, "check", self._switch.theme, accent=True)
                menu.setActiveAction(action)
            action.triggered.connect(lambda _=False, picked=value: self._pick(picked))
        menu.setMinimumWidth(self.width())
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def sign(self, value: object) -> QIcon | None:
        """Return the picture of a value; for classes that have some."""
        del value
        return None

    def _pick(self, value: object) -> None:
        if value != self._value:
            self._value = value
            self._show()
            self.chosen.emit(value)

    def _show(self) -> None:
        words = next((words for value, words in self._options if value == self._value), "")
        self.setText(button_text(words))
        self.setAccessibleName(f"{self._label}: {words}" if words else self._label)
        self.setToolTip(self._label)
        sign = self.sign(self._value)
        if sign is not None:
            side = self._switch.theme.px(16)
            self.setIconSize(QSize(side, side))
            self.setIcon(sign)
        self.updateGeometry()

    def _set_theme(self, theme: Theme) -> None:
        self._show()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + self._switch.theme.px(26), hint.height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        values = [value for value, _ in self._options]
        if values:
            at = values.index(self._value) + step
            self._pick(values[max(0, min(len(values) - 1, at))])

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = self._switch.theme
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.text2, 1.6 * theme.zoom))
            middle = theme.px(16) if self.isRightToLeft() else self.width() - theme.px(16)
            at, half = QPointF(middle, self.height() / 2), 4 * theme.zoom
            painter.drawPolyline(
                [
                    at + QPointF(-half, -half / 2),
                    at + QPointF(0, half / 2),
                    at + QPointF(half, -half / 2),
                ]
            )
        finally:
            painter.end()


class Switch(QCheckBox):
    """An on-off setting drawn as a switch; its words are for screen readers."""

    def __init__(
        self, switch: ThemeSwitch, words: str, *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._switch = switch
        self.setObjectName(name)
        self.setAccessibleName(words)
        switch.changed.connect(self._set_theme)

    def _set_theme(self, theme: Theme) -> None:
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        px = self._switch.theme.px
        return QSize(px(48), px(32))

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, zoom = self._switch.theme, self._switch.theme.zoom
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            track = QRectF(0, 0, 38 * zoom, 22 * zoom)
            track.moveCenter(QRectF(self.rect()).center())
            on = self.isChecked()
            painter.setPen(QPen(theme.accent if on else theme.off, 1.5 * zoom))
            painter.setBrush(theme.accent if on else theme.surface)
            if not self.isEnabled():
                painter.setPen(QPen(theme.border, 1.5 * zoom))
                painter.setBrush(theme.sunken)
            radius = track.height() / 2
            painter.drawRoundedRect(track, radius, radius)
            at_right = on != self.isRightToLeft()
            x = track.right() - radius if at_right else track.left() + radius
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.onaccent if on else theme.off)
            painter.drawEllipse(
                QPointF(x, track.center().y()), radius - 4 * zoom, radius - 4 * zoom
            )
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.text if on else theme.accent, 2))
                painter.drawRoundedRect(track.adjusted(-3, -3, 3, 3), radius + 3, radius + 3)
        finally:
            painter.end()
