"""What stands where messages will be: an empty room, an invitation, the search for people, or nobody."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.model import RoomKind
from desktop.ui import strings
from desktop.ui.bidi import filled
from desktop.ui.buttons import push_button
from desktop.ui.checks import Checks, Reason
from desktop.ui.flow import FlowLayout
from desktop.ui.icons import logo_pixmap
from desktop.ui.labels import Paragraph

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.model import NetworkState, Room
    from desktop.ui.theme import Theme, ThemeSwitch


class Emptiness(enum.Enum):
    """Why there is nothing to read."""

    ROOM = "room"
    INVITED = "invited"
    LOOKING = "looking"
    NOBODY = "nobody"


def emptiness(room: Room | None, *, online: int, alone: bool) -> Emptiness:
    """Return why there is nothing to read; `online` counts who is here, oneself included."""
    if room is not None and not room.joined:
        return Emptiness.INVITED
    if alone:
        return Emptiness.NOBODY
    return Emptiness.ROOM if online > 1 else Emptiness.LOOKING


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
        self._buttons = FlowLayout()
        self._buttons.addWidget(self.copy)
        self._buttons.addWidget(self.add)
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
        self._buttons.set_gap(theme.px(8))


class Answer(QWidget):
    """The two answers to an invitation."""

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.join = push_button(self.tr("Join"), name="invitation-join", kind="accent")
        self.decline = push_button(self.tr("Decline"), name="invitation-decline")
        for button in (self.join, self.decline):
            button.setAutoDefault(True)  # outside of a dialog that is what makes Enter press it
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.join)
        self._row.addWidget(self.decline)
        self._row.addStretch(1)
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)

    def _set_theme(self, theme: Theme) -> None:
        self._row.setSpacing(theme.px(8))


class EmptyState(QScrollArea):
    """A column in the middle; scrolls where the window is lower than its words."""

    add_wanted = Signal()
    joined = Signal(bytes)
    """The RoomId of an invitation that was taken."""

    declined = Signal(bytes)
    """The RoomId of an invitation that was not."""

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("empty-state")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._kind = Emptiness.LOOKING
        self._room = b""
        self._sign = QLabel()
        # A name may have no place to break: this label makes one, where Qt's would cut it off.
        self.title = Paragraph("", tone="title", name="empty-title", leading=1.25)
        self.words = Paragraph("", tone="lead", name="empty-words", leading=1.5)
        self.connection = ConnectionChecks(switch)
        self.answer = Answer(switch)
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
        self._column.addWidget(self.answer)
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
        self.answer.join.clicked.connect(lambda: self.joined.emit(self._room))
        self.answer.decline.clicked.connect(lambda: self.declined.emit(self._room))
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)

    @property
    def kind(self) -> Emptiness:
        """What it says now."""
        return self._kind

    @property
    def first(self) -> QWidget:
        """What gets the keyboard here."""
        return self.answer.join if self._kind is Emptiness.INVITED else self.connection.add

    def show_kind(
        self, kind: Emptiness, *, room: Room | None, network: NetworkState | None, online: int
    ) -> None:
        """Say why there is nothing to read here; `online` counts who is here, oneself included."""
        self._kind = kind
        self._room = b"" if room is None else room.room
        self.connection.setVisible(kind is Emptiness.NOBODY)
        self.answer.setVisible(kind is Emptiness.INVITED)
        name = "" if room is None else room.name
        match kind:
            case Emptiness.ROOM:
                direct = room is not None and room.kind is RoomKind.DIRECT
                title = self.tr("Nothing written to {0} yet") if direct else None
                self.title.setText(filled(title or self.tr("Nothing said in {0} yet"), name))
                self.words.setText(self._greeting(room, max(0, online - 1)))
            case Emptiness.INVITED:
                self.title.setText(self._invitation(room))
                self.words.setText(
                    self.tr(
                        "A private room: only its members read what is written there. You see its "
                        "messages once you join."
                    )
                )
            case Emptiness.LOOKING:
                self.title.setText(strings.looking(network))
                lost = network is None or not network.connected
                lost_words = self.tr("People show up here once this device is on a network.")
                words = self.tr("Whoever opens Grapevine on this network shows up here.")
                self.words.setText(lost_words if lost else words)
            case Emptiness.NOBODY:
                self.title.setText(self.tr("No one else yet"))
                self.words.setText(
                    self.tr(
                        "Grapevine goes on looking by itself. Ask someone on this network to open "
                        "it, or add them by address. What you write meanwhile is kept and sent."
                    )
                )

    def _invitation(self, room: Room | None) -> str:
        if room is None or not room.invited_by:
            return filled(self.tr("You are invited to {0}"), "" if room is None else room.name)
        return filled(self.tr("{0} invites you to {1}"), room.invited_by, room.name)

    def _greeting(self, room: Room | None, others: int) -> str:
        kind = RoomKind.OPEN if room is None else room.kind
        if kind is RoomKind.DIRECT:
            return self.tr("Say hello: only the two of you read what is written here.")
        if others:
            return self.tr("{0} here with you. Say hello.").format(_people(others))
        if kind is RoomKind.PRIVATE:
            return self.tr("Say hello: only its members read what is written here.")
        return self.tr("Say hello: everyone on this network reads what is written here.")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, room_px: int) -> None:
        """Keep the column inside a window that is narrower than it, where everything is large."""
        margin = self._column.spacing()
        self._inner.setFixedWidth(max(1, min(self._wide_px, room_px - 4 * margin)))

    def set_reasons(self, reasons: list[Reason]) -> None:
        """Show what was checked."""
        self.connection.checks.set_reasons(reasons)

    def set_addresses(self, addresses: tuple[str, ...]) -> None:
        """Say where this device is reached."""
        self.connection.set_addresses(addresses)

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        self._column.setSpacing(px(8))
        self._wide_px = px(400)
        self._fit(self.viewport().width())
        self._sign.setPixmap(logo_pixmap(theme, px(48), self.devicePixelRatioF() or 1.0))
        self._sign.setContentsMargins(0, 0, 0, px(8))


def _people(n: int) -> str:
    return strings.counted("EmptyState", "%n other person is", "%n other people are", n)
