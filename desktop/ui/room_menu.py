"""What can be done with a room without opening it: read, mute, notify, pin, edit, leave."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.model import MUTED_FOR_EVER_MS, Notify, Room, RoomKind
from desktop.ui.bidi import filled
from desktop.ui.features import Feature
from desktop.ui.menu_signs import put_sign

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.theme import ThemeSwitch

HOUR_MS = 3_600_000


class RoomMenu(QMenu):
    """Built when opened, for one room; gone when closed."""

    read_wanted = Signal()
    mute_wanted = Signal(object)
    """Until when, Unix ms; MUTED_FOR_EVER_MS without an end; None: no longer."""

    notify_chosen = Signal(object)
    """A Notify."""

    pin_toggled = Signal(bool)
    search_wanted = Signal(str)
    """Search for this."""

    details_wanted = Signal()
    members_wanted = Signal()
    invite_wanted = Signal()
    leave_wanted = Signal()

    def __init__(
        self,
        switch: ThemeSwitch,
        room: Room,
        features: frozenset[Feature],
        now_ms: Callable[[], int],
        parent: QWidget,
        *,
        only_notices: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("room-menu")
        self.setAccessibleName(filled(self.tr("Menu of {0}"), room.name))
        self._theme = switch.theme
        self._room = room
        self._can_search = Feature.SEARCH in features
        self._now_ms = now_ms
        if only_notices:
            self._add_levels(self)
            self.addSeparator()
            self._add_mute(self)
            return
        if not room.joined:
            words = self.tr("Decline the invitation…")
            self._entry(self, words, "room-leave", self.leave_wanted.emit)
            return
        if Feature.ROOM_SETTINGS in features:
            self._add_settings()
        if Feature.EDIT_ROOMS in features:
            self.addSeparator()
            self._add_edits()

    def _add_settings(self) -> None:
        room = self._room
        read = self._entry(self, self.tr("Mark as read"), "room-read", self.read_wanted.emit)
        read.setEnabled(room.unread > 0)
        pin = self.tr("Unpin") if room.pinned else self.tr("Pin to the top")
        self._entry(self, pin, "room-pin", lambda: self.pin_toggled.emit(not room.pinned))
        if self._can_search:
            name = " ".join(room.name.replace('"', " ").split())
            pinned = f'in:"{name}" is:pinned'
            words = self.tr("Pinned messages")
            self._entry(self, words, "room-pins", lambda: self.search_wanted.emit(pinned))
        self.addSeparator()
        self._add_mute(self)
        notify = self.addMenu(self.tr("Notify me of"))
        notify.setObjectName("room-notify")
        self._add_levels(notify)

    def _add_mute(self, menu: QMenu) -> None:
        room = self._room
        if room.muted_until_ms is not None and room.muted_until_ms > self._now_ms():
            words = self.tr("Unmute")
            self._entry(menu, words, "room-unmute", lambda: self.mute_wanted.emit(None))
            return
        mute = menu.addMenu(self.tr("Mute"))
        mute.setObjectName("room-mute")
        for hours, words in (
            (1, self.tr("For 1 hour")),
            (8, self.tr("For 8 hours")),
            (24, self.tr("For 24 hours")),
            (0, self.tr("Until I unmute it")),
        ):
            self._entry(mute, words, f"room-mute-{hours}", functools.partial(self._mute, hours))

    def _add_levels(self, menu: QMenu) -> None:
        for level, words in notify_words():
            name, act = f"notify-{level.value}", functools.partial(self._notify, level)
            action = self._entry(menu, words, name, act)
            action.setCheckable(True)
            action.setChecked(level is self._room.notify)
            if level is self._room.notify:
                put_sign(action, "check", self._theme, accent=True)

    def _add_edits(self) -> None:
        room = self._room
        if room.kind is not RoomKind.DIRECT:
            words = self.tr("Name and topic…")
            details = self._entry(self, words, "room-details", self.details_wanted.emit)
            details.setVisible(room.manage)
            self._entry(self, self.tr("Members…"), "room-members", self.members_wanted.emit)
            if room.kind is RoomKind.PRIVATE:
                words = self.tr("Invite people…")
                self._entry(self, words, "room-invite", self.invite_wanted.emit)
            self.addSeparator()
            self._entry(self, self.tr("Leave…"), "room-leave", self.leave_wanted.emit)

    def _notify(self, level: Notify) -> None:
        self.notify_chosen.emit(level)

    def _mute(self, hours: int) -> None:
        until = self._now_ms() + hours * HOUR_MS if hours else MUTED_FOR_EVER_MS
        self.mute_wanted.emit(until)

    def _entry(self, menu: QMenu, words: str, name: str, act: Callable[[], object]) -> QAction:
        action = menu.addAction(words)
        action.setObjectName(name)
        action.triggered.connect(lambda _=False: act())
        return action


class NewMenu(QMenu):
    """What can be begun: a message to somebody, a room, a look at the rooms there are."""

    message_wanted = Signal()
    room_wanted = Signal()
    browse_wanted = Signal()

    def __init__(self, switch: ThemeSwitch, features: frozenset[Feature], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("new-menu")
        self.setAccessibleName(self.tr("New"))
        for feature, sign, words, name, signal in (
            (Feature.DIRECT, "message", self.tr("Message to somebody…"), "message", self.message_wanted),
            (Feature.CREATE_ROOMS, "plus", self.tr("New room…"), "room", self.room_wanted),
            (Feature.BROWSE_ROOMS, "hash", self.tr("Browse rooms…"), "browse", self.browse_wanted),
        ):  # fmt: skip
            if feature in features:
                action = self.addAction(words)
                put_sign(action, sign, switch.theme)
                action.setObjectName(f"new-{name}")
                action.triggered.connect(lambda _=False, wanted=signal: wanted.emit())
        if self.actions():
            self.setActiveAction(self.actions()[0])


def notify_words() -> tuple[tuple[Notify, str], ...]:
    """Return the levels of notification with what they mean."""
    translate = QCoreApplication.translate
    return (
        (Notify.ALL, translate("RoomMenu", "Every message")),
        (Notify.MENTIONS, translate("RoomMenu", "Mentions only")),
        (Notify.NOTHING, translate("RoomMenu", "Nothing")),
    )
