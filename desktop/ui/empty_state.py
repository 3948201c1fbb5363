"""What stands where messages will be: an empty room, the search for people, or nobody found."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.model import RoomKind, Status
from desktop.ui import strings
from desktop.ui.buttons import push_button
from desktop.ui.checks import Checks, Reason
from desktop.ui.icons import logo_pixmap
from desktop.ui.labels import Paragraph, PlainLabel

if TYPE_CHECKING:
    from desktop.model import PersonPresence, Room
    from desktop.ui.theme import Theme, ThemeSwitch


class Emptiness(enum.Enum):
    """Why there is nothing to read."""

    ROOM = "room"
    LOOKING = "looking"
    NOBODY = "nobody"


class ConnectionChecks(QWidget):
    """The checks with the two things one can do oneself: give the address, take an address."""

    add_wanted = Signal()

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._addresses: tuple[str, ...] = ()
        self.checks = Checks(switch, self)
        self.copy = push_button(self.tr("Copy my address"), name="copy-address")
        self.copy.setToolTip(self.tr("Copy this device's address for someone to add"))
        self.copy.hide()
        self.add = push_button(self.tr("Add by address"), name="add-by-address", keys="add-address")
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self.copy)
        self._buttons.addWidget(self.add)
        self._buttons.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.checks)
        self._column.addLayout(self._buttons)
        self.copy.clicked.connect(self._copy)
        self.add.clicked.connect(self.add_wanted)
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)

    def set_addresses(self, addresses: tuple[str, ...]) -> None:
        """Say where this device is reached, best first; without any there is nothing to copy."""
        self._addresses = addresses
        self.copy.setVisible(bool(addresses))
        self.copy.setText(self.tr("Copy my address"))

    def _copy(self) -> None:
        if self._addresses:
            QGuiApplication.clipboard().setText(self._addresses[0])
            self.copy.setText(self.tr("Copied"))

    def _set_theme(self, theme: Theme) -> None:
        self._column.setSpacing(theme.px(12))
        self._buttons.setSpacing(theme.px(8))


class EmptyState(QScrollArea):
    """A column in the middle; scrolls where the window is lower than its words."""

    add_wanted = Signal()

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("empty-state")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._kind = Emptiness.LOOKING
        self._sign = QLabel()
        self.title = PlainLabel("", tone="title", name="empty-title")
        self.title.setWordWrap(True)
        self.words = Paragraph("", tone="lead", name="empty-words", leading=1.5)
        self.connection = ConnectionChecks(switch)
        page = QWidget()
        page.setProperty("ground", "surface")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._inner = QWidget(page)
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        for widget in (self._sign, self.title, self.words):
            self._column.addWidget(widget)
        self._column.addSpacing(8)
        self._column.addWidget(self.connection)
        middle = QVBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._inner)
        middle.addStretch(1)
        row = QHBoxLayout(page)
        row.addStretch(1)
        row.addLayout(middle)
        row.addStretch(1)
        self.setWidget(page)
        self.connection.add_wanted.connect(self.add_wanted)
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)

    @property
    def kind(self) -> Emptiness:
        """What it says now."""
        return self._kind

    def show_kind(
        self,
        kind: Emptiness,
        room: Room | None,
        network: str,
        online: int,
        members: tuple[PersonPresence, ...] = (),
    ) -> None:
        """Say why there is nothing to read here.

        `online` are all who are here, oneself among them; of `members`, where they are known, those
        of the room are counted.
        """
        self._kind = kind
        self.connection.setVisible(kind is Emptiness.NOBODY)
        match kind:
            case Emptiness.ROOM:
                name = "" if room is None else room.name
                self.title.setText(self.tr("Nothing said in {0} yet").format(name))
                here = [each for each in members if each.status is not Status.OFFLINE]
                others = sum(not each.mine for each in here) if members else max(0, online - 1)
                words = self.tr("{0} here with you. Say hello.").format(_people(others))
                self.words.setText(words if others else self._readers(room))
            case Emptiness.LOOKING:
                self.title.setText(self.tr("Looking for people on {0}…").format(network))
                self.words.setText(
                    self.tr("Whoever opens Grapevine on this network shows up here.")
                )
            case Emptiness.NOBODY:
                self.title.setText(self.tr("No one else yet"))
                self.words.setText(
                    self.tr(
                        "Grapevine goes on looking by itself. Ask someone on this network to open "
                        "it, or add them by address. What you write meanwhile is kept and sent."
                    )
                )

    def _readers(self, room: Room | None) -> str:
        match RoomKind.OPEN if room is None else room.kind:
            case RoomKind.OPEN:
                return self.tr("Everyone on this network can read what is written here.")
            case RoomKind.PRIVATE:
                return self.tr("Only the members of this room read what is written here.")
            case RoomKind.DIRECT:
                return self.tr("Only the two of you read what is written here.")

    def set_reasons(self, reasons: list[Reason]) -> None:
        """Show what was checked."""
        self.connection.checks.set_reasons(reasons)

    def set_addresses(self, addresses: tuple[str, ...]) -> None:
        """Say where this device is reached."""
        self.connection.set_addresses(addresses)

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        self._inner.setFixedWidth(px(400))
        self._column.setSpacing(px(8))
        self._sign.setPixmap(logo_pixmap(theme, px(48), self.devicePixelRatioF() or 1.0))
        self._sign.setContentsMargins(0, 0, 0, px(8))


def _people(n: int) -> str:
    return strings.counted("EmptyState", "%n other person is", "%n other people are", n)
