"""Somebody's card over the main window, kept up to date while it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.ui.person_menu import PersonActs, person_menu
from desktop.ui.profile_card import ProfileDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint, SignalInstance
    from PySide6.QtWidgets import QWidget

    from desktop.model import PersonPresence, Room
    from desktop.ui.theme import ThemeSwitch
    from net.ids import PersonId


class PersonCards(QObject):
    """Belongs to one window; `Doors.person_opened` leads to `show`. Signals carry PersonIds."""

    message_wanted = Signal(bytes)
    mention_wanted = Signal(bytes)
    verify_changed = Signal(bytes, bool)
    mute_changed = Signal(bytes, bool)
    block_changed = Signal(bytes, bool)
    room_chosen = Signal(bytes)

    def __init__(self, switch: ThemeSwitch, now_ms: Callable[[], int], window: QWidget) -> None:
        super().__init__(window)
        self._switch = switch
        self._now_ms = now_ms
        self._window = window
        self._people: dict[PersonId, PersonPresence] = {}
        self._rooms: tuple[Room, ...] = ()
        self._allowed = {"message": True, "mention": True}
        self._dialog: ProfileDialog | None = None

    @property
    def is_open(self) -> bool:
        """Whether a card is shown."""
        return self._dialog is not None

    def set_people(self, people: tuple[PersonPresence, ...]) -> None:
        """Know these people; an open card follows."""
        self._people = {person.person: person for person in people}
        if self._dialog is not None and self._dialog.card.person is not None:
            fresh = self._people.get(self._dialog.card.person.person)
            if fresh is not None:
                self._dialog.card.set_person(fresh)

    def set_rooms(self, rooms: tuple[Room, ...]) -> None:
        """Know the names of rooms."""
        self._rooms = rooms
        if self._dialog is not None:
            self._dialog.card.set_rooms(rooms)

    def allow(self, *, message: bool, mention: bool) -> None:
        """Offer only what something stands behind."""
        self._allowed = {"message": message, "mention": mention}

    def show(self, person: PersonId) -> None:
        """Open somebody's card; somebody unknown has none."""
        known = self._people.get(person)
        if known is None:
            return
        if self._dialog is not None:
            self._dialog.reject()
        dialog = ProfileDialog(self._switch, self._now_ms, self._window)
        card = dialog.card
        card.set_rooms(self._rooms)
        card.set_person(known)
        card.allow(**self._allowed)
        card.message_wanted.connect(self.message_wanted)
        card.mention_wanted.connect(self.mention_wanted)
        card.verify_changed.connect(self.verify_changed)
        card.mute_changed.connect(self.mute_changed)
        card.block_changed.connect(self.block_changed)
        card.room_chosen.connect(self.room_chosen)
        self._dialog = dialog
        dialog.finished.connect(self._on_closed)
        dialog.open()

    def open_menu(self, person: PersonId, on_screen: QPoint) -> None:
        """Show what can be done with somebody; with somebody unknown nothing can be."""
        known = self._people.get(person)
        if known is None:
            return
        acts = PersonActs(
            profile=lambda: self.show(person),
            message=self._told(self.message_wanted, person) if self._allowed["message"] else None,
            mention=self._told(self.mention_wanted, person) if self._allowed["mention"] else None,
            mute=lambda on: self.mute_changed.emit(person, on),
            block=lambda on: self.block_changed.emit(person, on),
        )
        person_menu(self._switch, known, acts, self._window).popup(on_screen)

    @staticmethod
    def _told(signal: SignalInstance, person: PersonId) -> Callable[[], None]:
        return lambda: signal.emit(person)

    def _on_closed(self) -> None:
        if self.sender() is self._dialog:
            self._dialog = None
