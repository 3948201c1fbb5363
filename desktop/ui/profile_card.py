"""Somebody's card: who they are, how to reach them, whether they were verified, their devices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.model import DeviceView, PersonPresence, Room, RoomKind, Status
from desktop.namesakes import label
from desktop.ui import strings
from desktop.ui.avatar import Avatar
from desktop.ui.bidi import filled, from_left, joined
from desktop.ui.buttons import IconButton, push_button, set_sign
from desktop.ui.controls import Card, chip
from desktop.ui.flow import FlowLayout
from desktop.ui.icons import icon, icon_pixmap
from desktop.ui.labels import ElidedLabel, Paragraph, PlainLabel
from desktop.ui.layouts import set_margins
from desktop.ui.person_menu import block as block_person
from desktop.ui.presence_list import DEVICE_SIGNS
from desktop.ui.safety_dialog import CompareNumber, groups

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.theme import Theme, ThemeSwitch

DEVICES_SHOWN = 12
ROOMS_SHOWN = 24
"""Nobody has more that one would read here; a peer may claim any number."""

_TONES = {Status.ONLINE: "ok", Status.AWAY: "warn", Status.BUSY: "danger", Status.OFFLINE: "meta"}


class ProfileCard(QScrollArea):
    """Shows one person; the signals carry their PersonId."""

    message_wanted = Signal(bytes)
    mention_wanted = Signal(bytes)
    verify_changed = Signal(bytes, bool)
    mute_changed = Signal(bytes, bool)
    block_changed = Signal(bytes, bool)
    room_chosen = Signal(bytes)

    def __init__(
        self, switch: ThemeSwitch, now_ms: Callable[[], int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("profile-card")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._switch = switch
        self._now_ms = now_ms
        self._person: PersonPresence | None = None
        self._rooms: tuple[Room, ...] = ()
        self._avatar = Avatar(switch, 76)
        self._avatar.set_ground("surface")
        self.name = Paragraph("", tone="name", name="card-name", leading=1.25)
        self.line = Paragraph("", tone="lead", name="card-line")
        self.message = push_button(self.tr("Message"), name="card-message", kind="accent")
        self.mention = push_button(self.tr("Mention"), name="card-mention")
        self.mention.setToolTip(self.tr("Name them in what you are writing"))
        self.more = IconButton(switch, "more", self.tr("More"), name="card-more", kind="framed")
        self.trust = _Trust(switch)
        self._devices = Card(name="card-devices")
        self._rooms_box = QWidget()
        self._rooms_flow = FlowLayout(self._rooms_box)
        self._captions = [
            PlainLabel(words, tone="section", name=f"card-{name}-title")
            for name, words in (
                ("trust", self.tr("Trust")),
                ("devices", self.tr("Devices")),
                ("rooms", self.tr("Rooms you share")),
            )
        ]
        self.page = self._made_page()
        self.setWidget(self.page)
        self.message.clicked.connect(self._message)
        self.mention.clicked.connect(self._mention)
        self.more.clicked.connect(self._open_more)
        self.trust.button.clicked.connect(self.open_number)
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)

    def _made_page(self) -> QWidget:
        page = QWidget()
        page.setObjectName("card-page")
        page.setProperty("ground", "surface")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._top = QHBoxLayout()
        self._top.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        words = QWidget()
        inner = QVBoxLayout(words)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(2)
        inner.addWidget(self.name)
        inner.addWidget(self.line)
        words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._top.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        self._buttons = QHBoxLayout()
        for button in (self.message, self.mention, self.more):
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        self._column = QVBoxLayout(page)
        self._column.addLayout(self._top)
        self._column.addLayout(self._buttons)
        parts: tuple[QWidget, ...] = (self.trust, self._devices, self._rooms_box)
        for caption, part in zip(self._captions, parts, strict=True):
            self._column.addSpacing(8)
            self._column.addWidget(caption)
            self._column.addWidget(part)
        self._column.addStretch(1)
        return page

    @property
    def person(self) -> PersonPresence | None:
        """Who is shown."""
        return self._person

    def set_rooms(self, rooms: tuple[Room, ...]) -> None:
        """Know the names of rooms."""
        self._rooms = rooms
        self._show()

    def set_person(self, person: PersonPresence) -> None:
        """Show this person."""
        if person != self._person:
            self._person = person
            self._show()

    def allow(self, *, message: bool = True, mention: bool = True) -> None:
        """Offer only what something stands behind."""
        self.message.setVisible(message)
        self.mention.setVisible(mention)

    def open_number(self) -> None:
        """Show the number to compare."""
        person = self._person
        if person is None or person.mine:
            return
        dialog = CompareNumber(self._switch, person, self)
        dialog.verify_changed.connect(lambda on: self.verify_changed.emit(person.person, on))
        dialog.open()

    # ---- what shows

    def _show(self) -> None:
        person = self._person
        if person is None:
            return
        self._avatar.set_person(person.person, person.name, status=person.status)
        self.name.setText(label(person))
        self.line.setText(self._line(person))
        for widget in (self.message, self.mention, self.more, self.trust, self._captions[0]):
            widget.setEnabled(not person.mine)
        self.message.setEnabled(not (person.mine or person.blocked))
        self.trust.set_person(person)
        self._show_devices(person)
        self._show_rooms(person)

    def _line(self, person: PersonPresence) -> str:
        words = person.note or strings.status(person.status)
        parts = [strings.with_end(words, person.until_ms, self._now_ms())]
        if person.status is Status.OFFLINE and person.since_ms is not None:
            seen = strings.seen_time(person.since_ms, self._now_ms())
            parts.append(self.tr("seen {0}").format(seen))
        parts += [self.tr("muted")] if person.muted else []
        parts += [self.tr("blocked")] if person.blocked else []
        return joined(parts)

    def _show_devices(self, person: PersonPresence) -> None:
        self._devices.clear()
        for device in person.devices[:DEVICES_SHOWN]:
            self._devices.add_row(_DeviceRow(self._switch, device, self._now_ms()))
        self._devices.setVisible(bool(person.devices))
        self._captions[1].setVisible(bool(person.devices))

    def _show_rooms(self, person: PersonPresence) -> None:
        self._rooms_flow.clear()
        shared = [room for room in self._rooms if room.room in person.rooms]
        for room in shared[:ROOMS_SHOWN]:
            button = chip(room.name, name=f"card-room-{room.room.hex()[:8]}")
            button.setCheckable(False)
            button.setToolTip(self.tr("Open the room"))
            sign = "lock" if room.kind is RoomKind.PRIVATE else "hash"
            set_sign(button, icon(sign, self._switch.theme), room.name)
            button.setFixedHeight(self._switch.theme.px(26))
            button.setMaximumWidth(self._switch.theme.px(220))
            button.clicked.connect(lambda _=False, r=room.room: self.room_chosen.emit(r))
            self._rooms_flow.addWidget(button)
        self._rooms_box.setVisible(bool(shared))
        self._captions[2].setVisible(bool(shared))

    # ---- what somebody wants

    def _message(self) -> None:
        if self._person is not None:
            self.message_wanted.emit(self._person.person)

    def _mention(self) -> None:
        if self._person is not None:
            self.mention_wanted.emit(self._person.person)

    def _open_more(self) -> None:
        person = self._person
        if person is None:
            return
        menu = QMenu(self)
        menu.setObjectName("card-menu")
        menu.setAccessibleName(filled(self.tr("More about {0}"), person.name))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        compare = menu.addAction(self.tr("Compare the number…"))
        compare.triggered.connect(self.open_number)
        menu.addSeparator()
        mute = menu.addAction(self.tr("Unmute") if person.muted else self.tr("Mute"))
        mute.setToolTip(self.tr("No notifications for what they write"))
        mute.triggered.connect(lambda: self.mute_changed.emit(person.person, not person.muted))
        block = menu.addAction(self.tr("Unblock") if person.blocked else self.tr("Block…"))
        block.triggered.connect(self._block)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _block(self) -> None:
        person = self._person
        if person is not None:
            changed = self.block_changed
            block_person(self._switch, person, lambda on: changed.emit(person.person, on), self)

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        self._column.setContentsMargins(px(28), px(25), px(28), px(24))
        self._column.setSpacing(px(10))
        self._top.setSpacing(px(18))
        self._buttons.setSpacing(px(8))
        self._rooms_flow.set_gap(px(6))
        # White where the accent is the ground.
        words = self.message.accessibleName()
        set_sign(self.message, icon("message", theme, theme.onaccent), words)
        set_sign(self.mention, icon("at", theme, theme.text), self.mention.accessibleName())
        for button in (self.message, self.mention):
            button.setMinimumHeight(px(36))
        self._show()


class _Trust(Card):
    """Whether the number was compared, and the way to do it."""

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__(name="card-trust")
        self._switch = switch
        self._verified = False
        row = QWidget()
        self._sign = QLabel()
        self.words = Paragraph("", tone="row", name="trust-words", leading=1.3)
        self.detail = Paragraph("", tone="meta", name="trust-detail")
        self.button: QPushButton = push_button(self.tr("Show"), name="trust-button")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.words)
        words.addWidget(self.detail)
        self._row = QHBoxLayout(row)
        self._row.addWidget(self._sign)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.button)
        self.add_row(row)
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)

    def set_person(self, person: PersonPresence) -> None:
        """Say what is known."""
        self._verified = person.verified_at_ms is not None
        parts = groups(person.safety_number)
        short = f"{parts[0]} {parts[1]} … {parts[-1]}" if len(parts) > 3 else ""
        if person.mine:
            self.words.setText(self.tr("This is you"))
            self.detail.setText(self.tr("Others compare their number with yours."))
        elif self._verified:
            self.words.setText(self.tr("You compared codes with each other"))
            when = strings.day(person.verified_at_ms) if person.verified_at_ms else ""
            self.detail.setText(joined((when, from_left(short))))
        else:
            self.words.setText(self.tr("Not verified yet"))
            self.detail.setText(self.tr("Compare a number to be sure that it is really them."))
        self.button.setVisible(not person.mine)
        self.button.setText(self.tr("Show") if self._verified else self.tr("Compare"))
        self.button.setAccessibleName(self.tr("Show the number to compare"))
        self._set_theme(self._switch.theme)

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        set_margins(self._row, self, px(14), px(11), px(12), px(11))
        self._row.setSpacing(px(10))
        ratio = self.devicePixelRatioF() or 1.0
        sign, color = ("shield-check", theme.ok) if self._verified else ("shield", theme.text2)
        self._sign.setPixmap(icon_pixmap(sign, color, px(22), ratio))


class _DeviceRow(QWidget):
    """One device: what it is, since when, by which way."""

    def __init__(self, switch: ThemeSwitch, device: DeviceView, now_ms: int) -> None:
        super().__init__()
        theme, px = switch.theme, switch.theme.px
        sign = QLabel()
        pixmap = icon_pixmap(
            DEVICE_SIGNS[device.kind], theme.text, px(20), self.devicePixelRatioF() or 1.0
        )
        sign.setPixmap(pixmap)
        name = ElidedLabel(device.name or self.tr("a device"), tone="row", name="device-name")
        detail = Paragraph(self._detail(device, now_ms), tone="meta", name="device-detail")
        status = PlainLabel(
            strings.status(device.status), tone=_TONES[device.status], name="device-status"
        )
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(name)
        words.addWidget(detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(14), px(9), px(14), px(9))
        row.setSpacing(px(10))
        row.addWidget(sign)
        row.addLayout(words, 1)
        row.addWidget(status)

    def _detail(self, device: DeviceView, now_ms: int) -> str:
        parts = []
        if device.since_ms is not None and device.status in {Status.ONLINE, Status.BUSY}:
            since = strings.short_time(device.since_ms, now_ms)
            parts.append(self.tr("online since {0}").format(since))
        elif device.since_ms is not None and device.status is Status.AWAY:
            parts.append(self.tr("away for {0}").format(strings.lasting(now_ms - device.since_ms)))
        elif device.since_ms is not None:
            parts.append(self.tr("seen {0}").format(strings.seen_time(device.since_ms, now_ms)))
        if device.linked and device.rtt_ms is None:
            parts.append(self.tr("direct"))
        elif device.rtt_ms is not None:
            parts.append(self.tr("direct, {0}").format(strings.round_trip(device.rtt_ms)))
        return joined(parts)


class ProfileDialog(QDialog):
    """The card over the main window; closes when it led somewhere else."""

    def __init__(self, switch: ThemeSwitch, now_ms: Callable[[], int], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("profile")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Person"))
        self.card = ProfileCard(switch, now_ms)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        for led_away in (
            self.card.message_wanted,
            self.card.mention_wanted,
            self.card.room_chosen,
        ):
            led_away.connect(self.accept)
        self.resize(switch.theme.px(440), switch.theme.px(560))
