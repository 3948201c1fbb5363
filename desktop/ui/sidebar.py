"""The left side of the window: who I am, which network this is, the rooms, what is open to all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui import strings
from desktop.ui.bidi import filled, isolated
from desktop.ui.buttons import ElidedButton, IconButton
from desktop.ui.finder import Finder
from desktop.ui.findings import said
from desktop.ui.icons import icon, icon_pixmap
from desktop.ui.labels import Paragraph, plain_tooltip
from desktop.ui.layouts import give_way, hairline, set_margins
from desktop.ui.names import NameField
from desktop.ui.own_picture import OwnPicture
from desktop.ui.rooms_list import RoomsList

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from desktop.model import NetworkState, Person, PersonPresence, Room
    from desktop.ui.theme import Theme, ThemeSwitch

WIDTH_PX = 304

FOOT_FROM_PX = 400
"""Lower than this the rooms get the room of the note about openness: they are three rows then."""


class Sidebar(QWidget):
    """Shows what it is given; tells what somebody wants by signals."""

    name_changed = Signal(str)
    room_chosen = Signal(bytes)
    settings_wanted = Signal()
    network_wanted = Signal()

    def __init__(
        self, switch: ThemeSwitch, now_ms: Callable[[], int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.identity = _Identity(switch, self)
        self.finder = Finder(switch, self)
        self.rooms = RoomsList(switch, now_ms, self)
        give_way(self.rooms)
        self._switch, self._is_open, self._width_px = switch, True, WIDTH_PX
        self._foot = QWidget(self)
        self._foot.setObjectName("sidebar-foot")
        self._foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lock = QLabel(self._foot)
        self._note = Paragraph(strings.open_network(), tone="meta", name="open-network-note")
        self._foot_row = QHBoxLayout(self._foot)
        self._foot_row.addWidget(self._lock)
        self._foot_row.addWidget(self._note, 1)
        row = QHBoxLayout(self)
        column = QVBoxLayout()
        row.addLayout(column, 1)
        row.addWidget(hairline())
        for layout in (row, column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        column.addWidget(self.identity)
        column.addWidget(self.finder)
        column.addSpacing(4)
        column.addWidget(self.rooms, 1)
        column.addWidget(self._foot)
        self.identity.name_changed.connect(self.name_changed)
        self.identity.settings_wanted.connect(self.settings_wanted)
        self.identity.network_wanted.connect(self.network_wanted)
        self.rooms.room_chosen.connect(self.room_chosen)
        self.finder.filter_chosen.connect(self.rooms.set_filter)
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)

    def set_me(self, me: Person) -> None:
        """Show oneself."""
        self.identity.set_me(me)

    def set_network(self, network: NetworkState) -> None:
        """Show the network line, and the note about openness while the network is open."""
        self.identity.set_network(network)
        self._is_open = not network.closed
        self._fold(self._switch.theme)

    def set_rooms(self, rooms: tuple[Room, ...]) -> None:
        """List these rooms."""
        self.rooms.set_rooms(rooms)
        self.finder.set_rooms(rooms)

    def set_width(self, width_px: int) -> None:
        """Be this wide, in px of the design."""
        self._width_px = width_px
        self.setFixedWidth(self._switch.theme.px(width_px))

    def _fold(self, theme: Theme) -> None:
        self._foot.setVisible(self._is_open and self.height() >= theme.px(FOOT_FROM_PX))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold(self._switch.theme)

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        self._fold(theme)
        self.setFixedWidth(px(self._width_px))
        self._foot_row.setContentsMargins(px(16), px(10), px(16), px(10))
        self._foot_row.setSpacing(px(8))
        self._lock.setPixmap(
            icon_pixmap("unlock", theme.text2, px(16), self.devicePixelRatioF() or 1.0)
        )


class _Identity(QWidget):
    """The top row: picture, name (click to change it in place), network line, settings."""

    name_changed = Signal(str)
    settings_wanted = Signal()
    network_wanted = Signal()

    def __init__(self, switch: ThemeSwitch, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("identity")
        self._switch = switch
        self._me: Person | None = None
        self._network: NetworkState | None = None
        self.picture = OwnPicture(switch, self)
        self.name_button = ElidedButton(name="own-name")
        self.name_field = NameField()
        self.name_field.setObjectName("own-name-field")
        self.name_field.setToolTip(self.tr("Enter keeps the name, Esc keeps the old one"))
        self._name_box = QWidget(self)
        self._name_stack = QStackedLayout(self._name_box)
        self._name_stack.addWidget(self.name_button)
        self._name_stack.addWidget(self.name_field)
        self.network_line = ElidedButton(name="network-line")
        self.settings = IconButton(
            switch, "settings", self.tr("Settings"), name="settings", keys="settings", size_px=32
        )
        self.compose = IconButton(
            switch, "edit", self.tr("New room or message"), name="compose", keys="new", size_px=32
        )
        self.compose.hide()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._name_box)
        words.addWidget(self.network_line)
        words.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.picture)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.compose)
        self._row.addWidget(self.settings)
        self.name_button.clicked.connect(self._edit_name)
        self.picture.name_wanted.connect(self._edit_name)
        self.name_field.name_entered.connect(self._keep_name)
        self.name_field.abandoned.connect(self._show_name)
        self.settings.clicked.connect(self.settings_wanted)
        self.network_line.clicked.connect(self.network_wanted)
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)

    def set_me(self, me: Person) -> None:
        """Show oneself."""
        if me != self._me:
            self._me = me
            self._show()

    def set_presence(self, me: PersonPresence) -> None:
        """Show how one is, as others see it."""
        self.picture.set_presence(me)

    def set_network(self, network: NetworkState) -> None:
        """Show which network this is and how many are there."""
        if network != self._network:
            self._network = network
            self._show()

    def _show(self) -> None:
        connected = self._network is not None and self._network.connected
        if self._me is not None:
            name = self._me.name
            self.picture.set_person(self._me.person, name, connected=connected)
            self.name_button.set_words(name)
            self.name_button.setAccessibleName(filled(self.tr("Your name: {0}"), name))
            change = filled(self.tr("{0}: click to change your name"), name)
            self.name_button.setToolTip(plain_tooltip(change))
        self.network_line.set_words(*self._line())
        line = self.network_line.words
        self.network_line.setAccessibleName(filled(self.tr("Network: {0}"), line))
        self.network_line.setToolTip(self.tr("How this device is connected"))
        self.network_line.setProperty("live", connected)
        self.network_line.style().unpolish(self.network_line)
        self.network_line.style().polish(self.network_line)
        self._sign(self._switch.theme)

    def _line(self) -> tuple[str, str]:
        """Return which network this is, and what follows however long its name is."""
        if self._network is None:
            return strings.looking(None), ""
        if not self._network.connected:
            return self.tr("Not connected"), ""
        name = isolated(said(self._network.name))
        return name, f" · {strings.online(self._network.online)}"

    def _sign(self, theme: Theme) -> None:
        connected = self._network is not None and self._network.connected
        color = theme.ok if connected else theme.text2
        self.network_line.setIcon(icon("wifi" if connected else "wifi-off", theme, color))

    def _edit_name(self) -> None:
        self.name_field.setText("" if self._me is None else self._me.name)
        self._name_stack.setCurrentWidget(self.name_field)
        self.name_field.selectAll()
        self.name_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_name(self, name: str) -> None:
        if self._name_stack.currentWidget() is not self.name_field:
            return
        self._show_name()
        if self._me is None or name != self._me.name:
            self.name_changed.emit(name)

    def _show_name(self) -> None:
        had_focus = self.name_field.hasFocus()
        self._name_stack.setCurrentWidget(self.name_button)
        if had_focus:
            self.name_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        self.setFixedHeight(px(60))
        set_margins(self._row, self, px(15), 0, px(8), 0)
        self._row.setSpacing(px(7))
        self._name_box.setFixedHeight(px(20))
        self.network_line.setFixedHeight(px(18))
        self.network_line.setIconSize(QSize(px(14), px(14)))
        self._sign(theme)
