"""What stands above the list of rooms: the field that opens the switcher, and the filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.ui import shortcuts
from desktop.ui.buttons import SHORTCUT
from desktop.ui.controls import chip, rename_button
from desktop.ui.flow import FlowLayout
from desktop.ui.icons import icon_pixmap
from desktop.ui.labels import PlainLabel
from desktop.ui.layouts import set_margins
from desktop.ui.rooms_list import RoomFilter, waits

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton

    from desktop.model import Room
    from desktop.ui.theme import Theme, ThemeSwitch


class JumpButton(QPushButton):
    """Looks like a search field, and opens one that has room for what it finds."""

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("jump")
        self.setAccessibleName(self.tr("Search or jump to…"))
        self.setProperty(SHORTCUT, "switcher")
        self._sign = QLabel(self)
        self._words = PlainLabel(self.tr("Search or jump to…"), tone="preview", parent=self)
        keys = shortcuts.keys_text(shortcuts.shortcut("switcher"))
        self.keys = PlainLabel(keys.replace("+", " "), tone="hint", parent=self)
        self.keys.setProperty("kind", "keys")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._sign)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self.keys, 0, Qt.AlignmentFlag.AlignVCenter)
        for label in (self._sign, self._words, self.keys):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        self.setFixedHeight(px(36) + 2)
        set_margins(self._row, self, px(12), 0, px(10), 0)
        self._row.setSpacing(px(8))
        ratio = self.devicePixelRatioF() or 1.0
        self._sign.setPixmap(icon_pixmap("search", theme.text2, px(16), ratio))


class Finder(QWidget):
    """Field and chips; each shows only once it is offered."""

    jump_wanted = Signal()
    filter_chosen = Signal(object)
    """A RoomFilter."""

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.jump = JumpButton(switch, self)
        self._words = {
            RoomFilter.ALL: self.tr("All"),
            RoomFilter.UNREAD: self.tr("Unread"),
            RoomFilter.ROOMS: self.tr("Rooms"),
            RoomFilter.PEOPLE: self.tr("People"),
        }
        self.chips = {
            wanted: chip(words, name=f"filter-{wanted.value}")
            for wanted, words in self._words.items()
        }
        self._chip_box = QWidget(self)
        self._chip_box.setAccessibleName(self.tr("Show"))
        self._chips_row = FlowLayout(self._chip_box)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        for button in self.chips.values():
            button.setAutoExclusive(True)  # one of several, also to screen readers
            self._group.addButton(button)
            self._chips_row.addWidget(button)
        self.chips[RoomFilter.ALL].setChecked(True)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.jump)
        self._column.addWidget(self._chip_box)
        self.jump.clicked.connect(self.jump_wanted)
        self._group.buttonToggled.connect(self._on_chip)  # a screen reader chooses without a click
        self.offer(jump=False, filters=False)
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)

    def offer(self, *, jump: bool, filters: bool) -> None:
        """Show what can be used."""
        self.jump.setVisible(jump)
        self._chip_box.setVisible(filters)
        self.setVisible(jump or filters)

    def set_rooms(self, rooms: tuple[Room, ...]) -> None:
        """Count the rooms in which something waits."""
        waiting = sum(waits(room) for room in rooms)
        words = self._words[RoomFilter.UNREAD]
        text = self.tr("Unread {0}").format(waiting) if waiting else words
        rename_button(self.chips[RoomFilter.UNREAD], text)

    def chosen(self) -> RoomFilter:
        """Return the filter in force."""
        return next(wanted for wanted, button in self.chips.items() if button.isChecked())

    def choose(self, wanted: RoomFilter) -> None:
        """Filter by this."""
        self.chips[wanted].setChecked(True)

    def _on_chip(self, _chip: QAbstractButton, on: bool) -> None:
        if on:
            self.filter_chosen.emit(self.chosen())

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        set_margins(self._column, self, px(11), px(1), px(12), px(8))
        self._column.setSpacing(px(8))
        self._chips_row.set_gap(px(6))
        for button in self.chips.values():
            button.setFixedHeight(px(26))
