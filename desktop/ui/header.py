"""The line above the messages: which room this is, who is in it, and who is here now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.model import Room, RoomKind
from desktop.namesakes import label
from desktop.ui import strings
from desktop.ui.bidi import joined
from desktop.ui.buttons import IconButton
from desktop.ui.labels import ElidedLabel
from desktop.ui.layouts import set_margins

if TYPE_CHECKING:
    from desktop.ui.theme import Theme, ThemeSwitch


class Header(QWidget):
    """Shows a room's name and numbers; toggles the people panel and, when narrow, the sidebar."""

    people_toggled = Signal(bool)
    rooms_toggled = Signal(bool)

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._switch = switch
        self._room: Room | None = None
        self._online: int | None = None
        self.rooms = IconButton(switch, "menu", self.tr("Show rooms"), name="show-rooms")
        self.rooms.setCheckable(True)
        self.rooms.hide()
        self.title = ElidedLabel("", tone="title", name="room-title")
        self.subtitle = ElidedLabel("", tone="meta", name="room-subtitle")
        self.search = IconButton(
            switch, "search", self.tr("Search everything"), name="open-search", keys="search"
        )
        self.search.hide()
        self.bell = IconButton(switch, "bell", self.tr("Notifications"), name="room-bell")
        self.bell.hide()
        self.people = IconButton(
            switch, "users", self.tr("Show who is here"), name="show-people", keys="people"
        )
        self.people.setCheckable(True)
        self.more = IconButton(switch, "more", self.tr("More about this room"), name="room-more")
        self.more.hide()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        words.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.rooms)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.search)
        self._row.addWidget(self.bell)
        self._row.addWidget(self.people)
        self._row.addWidget(self.more)
        self.people.toggled.connect(self.people_toggled)
        self.rooms.toggled.connect(self.rooms_toggled)
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)

    def set_room(self, room: Room) -> None:
        """Show this room."""
        self._room = room
        self._show()

    def set_muted(self, *, muted: bool) -> None:
        """Show whether the room is silent."""
        self.bell.show_sign("bell-off" if muted else "bell")
        words = self.tr("Notifications: muted") if muted else self.tr("Notifications")
        self.bell.set_words(words)

    def set_online(self, online: int | None) -> None:
        """Say how many of the members are here now, oneself included; None while nobody knows."""
        self._online = online
        self._show()

    def set_narrow(self, *, narrow: bool) -> None:
        """Offer the rooms behind a button while there is no room for the sidebar."""
        self.rooms.setVisible(narrow)
        self._set_theme(self._switch.theme)

    def _show(self) -> None:
        if self._room is None:
            return
        sign = "# " if self._room.kind is RoomKind.OPEN else ""
        self.title.setText(f"{sign}{label(self._room)}")
        if self._room.kind is RoomKind.DIRECT:
            status = "" if self._room.status is None else strings.status(self._room.status)
            self.subtitle.setText(joined((status, self._room.topic)))
            return
        online, count = self._online, max(self._room.members, self._online or 0)
        counts = strings.members(count) if count else ""  # at least oneself, once it is known
        if count and online is not None:
            counts = self.tr("{0}, {1}").format(counts, strings.online(online))
        private = self.tr("Private room") if self._room.kind is RoomKind.PRIVATE else ""
        told = (private, counts, self._room.topic)
        self.subtitle.setText(joined(told))

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        self.setFixedHeight(px(60))
        # The icon button has its own air, so that its glyph stands where the text would.
        start = 24 if self.rooms.isHidden() else 12
        set_margins(self._row, self, px(start), 0, px(12), 0)
        self._row.setSpacing(px(4))
