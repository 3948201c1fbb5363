"""The doors from the main window to everything about rooms: switcher, dialogs, menus, and their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog

from desktop.ui.features import Feature
from desktop.ui.key_map import KeyMap
from desktop.ui.room_dialogs import CreateRoom, RoomDetails, leave_room, listed
from desktop.ui.room_menu import NewMenu, RoomMenu
from desktop.ui.settings_menu import Actions
from desktop.ui.shortcuts import SHORTCUTS, Scope
from desktop.ui.side_window import over
from desktop.ui.switcher import Switcher
from desktop.ui.targets import Act, Places
from desktop.ui.visits import Visits
from desktop.ui.wide_keys import WideKeys

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.model import Notify, PersonPresence, Room, RoomMember
    from desktop.ui.chat_page import ChatPage
    from desktop.ui.theme import ThemeSwitch
    from desktop.ui.window_dialogs import WindowDialogs
    from net.ids import PersonId, RoomId

RECENT_KEPT = 32
"""Rooms whose last visit is remembered: more than anybody jumps between."""


class Doors(QObject):
    """Belongs to the main window. Everything is shut until `set_features` opens it."""

    room_chosen = Signal(bytes)
    direct_wanted = Signal(bytes)
    """PersonId: open the direct room, or make it."""

    room_created = Signal(str, str, str)
    """Name, RoomKind value, topic. Answer with `created` or `not_created`."""

    browse_opened = Signal()
    """Answer with `set_open_rooms`; the switcher asks too."""

    room_joined = Signal(bytes)
    members_opened = Signal(bytes)
    """RoomId: answer with `set_members`."""

    invite_opened = Signal(bytes)
    """RoomId: answer with `ask_whom_to_invite`."""

    invited = Signal(bytes, list)
    member_removed = Signal(bytes, bytes)
    """RoomId, PersonId."""

    person_opened = Signal(bytes)
    """PersonId: show their card."""

    room_edited = Signal(bytes, str, str)
    """RoomId, name, topic."""

    room_left = Signal(bytes)
    read_wanted = Signal(bytes)
    mute_wanted = Signal(bytes, object)
    """RoomId; until when (Unix ms, MUTED_FOR_EVER_MS) or None for no longer."""

    notify_chosen = Signal(bytes, str)
    """RoomId, Notify value."""

    pin_toggled = Signal(bytes, bool)
    presence_wanted = Signal()
    network_wanted = Signal()
    settings_wanted = Signal()
    search_wanted = Signal(str)
    """What to look for, empty to ask."""

    announce_wanted = Signal()

    def __init__(
        self,
        switch: ThemeSwitch,
        page: ChatPage,
        dialogs: WindowDialogs,
        now_ms: Callable[[], int],
    ) -> None:
        super().__init__(page)
        self._switch = switch
        self._page = page
        self._dialogs = dialogs
        self._window = dialogs.window
        self._now_ms = now_ms
        self._features: frozenset[Feature] = frozenset()
        self._places = Places()
        self._dialog: QDialog | None = None
        self._visits = Visits(self._window, page.sidebar.rooms.listed, page.talk)
        self.keys = KeyMap()
        self.wide = WideKeys(self._window)
        self.actions_by_id = Actions(
            self._window,
            {
                "switcher": over(self._window, self.open_switcher),
                "new": over(self._window, self.open_new),
                "browse-rooms": over(self._window, self.open_browse),
                **self._visits.acts(),
                "mark-read": self._read_current,
                "presence": self.presence_wanted.emit,
                "network": self.network_wanted.emit,
                "search": lambda: self.search_wanted.emit(""),
                "announce": self.announce_wanted.emit,
            },
        )
        self._connect()
        self.set_features(frozenset())

    # ---- what the application tells

    @property
    def features(self) -> frozenset[Feature]:
        """What can be reached."""
        return self._features

    def set_features(self, features: frozenset[Feature]) -> None:
        """Let these, and nothing else, be reached."""
        self._features = features
        sidebar, header = self._page.sidebar, self._page.header
        sidebar.finder.offer(jump=Feature.SWITCHER in features, filters=Feature.FILTERS in features)
        sidebar.identity.picture.offer(on=Feature.PRESENCE in features)
        sidebar.identity.compose.setVisible(Feature.CREATE_ROOMS in features)
        header.search.setVisible(Feature.SEARCH in features)
        header.bell.setVisible(Feature.ROOM_SETTINGS in features)
        header.more.setVisible(bool(features & {Feature.EDIT_ROOMS, Feature.ROOM_SETTINGS}))
        for entry in SHORTCUTS:
            if entry.feature is not None and entry.scope is Scope.WINDOW:
                self._action(entry.id).setEnabled(entry.feature in features)
                self._action(entry.id).setVisible(entry.feature in features)
        self._dialogs.set_keys(self.keys, features)
        self.wide.set_keys(self.keys, features)

    def windows(self) -> list[QAction]:
        """Return the actions that open further windows, those that can be reached."""
        ids = ["presence", "search", "announce", "network"]
        ids += ["settings"] if Feature.SETTINGS in self._features else []
        return [each for each in map(self._action, ids) if each.isEnabled()]

    def set_keys(self, keys: KeyMap) -> None:
        """Answer to the keys of this map, and follow its changes."""
        self.keys.changed.disconnect(self._on_keys)
        self.keys = keys
        keys.changed.connect(self._on_keys)
        self._on_keys()

    def set_rooms(self, rooms: tuple[Room, ...]) -> None:
        """Know these rooms."""
        self._visits.set_rooms(rooms)
        self._set_places(rooms=rooms)

    def set_people(self, people: tuple[PersonPresence, ...]) -> None:
        """Know these people: for the switcher and for inviting."""
        self._set_places(people=people)

    def opened(self, room: RoomId) -> None:
        """Say which room is in view."""
        self._visits.opened(room)
        others = tuple(each for each in self._places.recent if each != room)
        self._set_places(current=room, recent=(room, *others)[:RECENT_KEPT])

    def set_open_rooms(self, rooms: tuple[Room, ...]) -> None:
        """Fill the dialog of open rooms."""
        from desktop.ui.browse_rooms import BrowseRooms  # noqa: PLC0415 - when opened
        self._set_places(joinable=tuple(room for room in rooms if not room.joined))
        if isinstance(self._dialog, BrowseRooms):
            self._dialog.set_rooms(rooms)
        elif isinstance(self._dialog, CreateRoom):
            self._dialog.set_rooms(self._all_rooms())

    def set_members(self, room: RoomId, members: tuple[RoomMember, ...]) -> None:
        """Show who is in a room, or keep the open dialog up to date."""
        from desktop.ui.room_people import Members  # noqa: PLC0415 - when opened
        if (found := self.room(room)) is None:
            return
        if isinstance(self._dialog, Members) and self._dialog.objectName() == "members":
            self._dialog.set_members(members)
            return
        dialog = Members(self._switch, found, members, self._window)
        dialog.remove_wanted.connect(lambda person: self.member_removed.emit(room, person))
        dialog.person_chosen.connect(self.person_opened)
        dialog.invite_wanted.connect(lambda: self.invite_opened.emit(room))
        self._open(dialog)

    def ask_whom_to_invite(self, room: RoomId, members: frozenset[PersonId]) -> None:
        """Offer everybody who is not among the members."""
        from desktop.ui.room_people import Invite  # noqa: PLC0415 - when opened
        if (found := self.room(room)) is None:
            return
        people = tuple(
            person
            for person in self._places.people
            if person.person not in members and not person.mine and not person.blocked
        )
        dialog = Invite(self._switch, found, people, self._window)
        dialog.invite_wanted.connect(lambda picked: self.invited.emit(room, picked))
        self._open(dialog)

    def dismiss(self) -> None:
        """Close the dialog that is open, if one is: something led elsewhere."""
        if self._dialog is not None:
            self._dialog.reject()

    def created(self) -> None:
        """Say that the new room is there."""
        if isinstance(self._dialog, CreateRoom):
            self._dialog.done_creating()

    def not_created(self, reason: str) -> None:
        """Say why there is no new room."""
        if isinstance(self._dialog, CreateRoom):
            self._dialog.refused(reason)

    def room(self, room: RoomId) -> Room | None:
        """Return a room that is listed."""
        return next((each for each in self._places.rooms if each.room == room), None)

    # ---- what somebody wants

    def open_switcher(self) -> None:
        """Open the quick switcher."""
        if isinstance(self._dialog, Switcher):
            self._dialog.reject()
            return
        wanted = (
            (Feature.SEARCH, Act.SEARCH),
            (Feature.CREATE_ROOMS, Act.CREATE),
            (Feature.BROWSE_ROOMS, Act.BROWSE),
        )
        acts = [act for feature, act in wanted if feature in self._features]
        dialog = Switcher(self._switch, self._shown_places(), self._window, acts=acts)
        dialog.room_chosen.connect(self.room_chosen)
        dialog.join_chosen.connect(self.room_joined)
        dialog.person_chosen.connect(self.direct_wanted)
        dialog.create_chosen.connect(self.open_create)
        dialog.browse_chosen.connect(self.open_browse)
        dialog.search_chosen.connect(self.search_wanted)
        self._remember(dialog)
        dialog.open_over(self._window)
        self.browse_opened.emit()

    def open_new(self) -> None:
        """Offer what can be begun; with nothing to choose from ask for a new room."""
        if not self._features & {Feature.DIRECT, Feature.BROWSE_ROOMS}:
            self.open_create("")
            return
        menu = NewMenu(self._switch, self._features, self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.message_wanted.connect(self.open_switcher)
        menu.room_wanted.connect(self.open_create)
        menu.browse_wanted.connect(self.open_browse)
        button = self._page.sidebar.identity.compose
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def open_create(self, name: str = "") -> None:
        """Ask for a new room, with a name to begin with."""
        dialog = CreateRoom(self._switch, self._window, name=name)
        dialog.create_wanted.connect(self.room_created)
        dialog.existing_wanted.connect(self._go_to)
        dialog.set_rooms(self._all_rooms())
        self._open(dialog)
        self.browse_opened.emit()

    def open_browse(self) -> None:
        """Show the open rooms of the network."""
        from desktop.ui.browse_rooms import BrowseRooms  # noqa: PLC0415 - when opened
        can_create = Feature.CREATE_ROOMS in self._features
        dialog = BrowseRooms(self._switch, self._window, can_create=can_create)
        dialog.join_wanted.connect(self.room_joined)
        dialog.open_wanted.connect(self.room_chosen)
        dialog.create_wanted.connect(self.open_create)
        self._open(dialog)
        self.browse_opened.emit()

    def open_menu(self, room: Room, place: QPoint, *, only_notices: bool = False) -> None:
        """Show what can be done with a room, or only how loud it is."""
        if not self._features & {Feature.EDIT_ROOMS, Feature.ROOM_SETTINGS}:
            return
        menu = RoomMenu(
            self._switch, room, self._features, self._now_ms, self._window,
            only_notices=only_notices,
        )  # fmt: skip
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen = room.room
        menu.read_wanted.connect(lambda: self.read_wanted.emit(chosen))
        menu.mute_wanted.connect(lambda until: self.mute_wanted.emit(chosen, until))
        menu.notify_chosen.connect(lambda level: self._notify(chosen, level))
        menu.pin_toggled.connect(lambda on: self.pin_toggled.emit(chosen, on))
        menu.search_wanted.connect(self.search_wanted)
        menu.details_wanted.connect(lambda: self.open_details(room))
        menu.members_wanted.connect(lambda: self.members_opened.emit(chosen))
        menu.invite_wanted.connect(lambda: self.invite_opened.emit(chosen))
        menu.leave_wanted.connect(lambda: self.open_leave(room))
        end = self._window.mapToGlobal(QPoint(self._window.width() - self._switch.theme.px(8), 0))
        menu.popup(QPoint(min(place.x(), end.x() - menu.sizeHint().width()), place.y()))

    def open_details(self, room: Room) -> None:
        """Ask for another name and topic."""
        dialog = RoomDetails(self._switch, room, self._window)
        dialog.details_wanted.connect(
            lambda name, topic: self.room_edited.emit(room.room, name, topic)
        )
        self._open(dialog)

    def open_leave(self, room: Room) -> None:
        """Ask before leaving."""
        dialog = leave_room(self._switch, room, self._window)
        dialog.confirmed.connect(lambda: self.room_left.emit(room.room))
        self._open(dialog)

    # ---- inside

    def _connect(self) -> None:
        sidebar, header = self._page.sidebar, self._page.header
        self._visits.room_chosen.connect(self.room_chosen)
        sidebar.finder.jump_wanted.connect(self.open_switcher)
        sidebar.identity.compose.clicked.connect(self.open_new)
        sidebar.rooms.menu_wanted.connect(self.open_menu)
        header.more.clicked.connect(lambda: self._open_header_menu(header.more))
        header.bell.clicked.connect(lambda: self._open_header_menu(header.bell, loud=True))
        header.search.clicked.connect(lambda: self.search_wanted.emit(""))
        self._page.panel.people.person_chosen.connect(self._open_person)
        self.keys.changed.connect(self._on_keys)
        self.wide.guard(self._page.composer.edit)

    def _open_header_menu(self, button: QWidget, *, loud: bool = False) -> None:
        room = None if self._places.current is None else self.room(self._places.current)
        if room is not None:
            place = button.mapToGlobal(QPoint(0, button.height()))
            self.open_menu(room, place, only_notices=loud)

    def _open_person(self, person: bytes) -> None:
        if Feature.PRESENCE in self._features:
            self.person_opened.emit(person)

    def _set_places(self, **changed: object) -> None:
        self._places = msgspec.structs.replace(self._places, **changed)
        if isinstance(self._dialog, Switcher):
            self._dialog.set_places(self._shown_places())

    def _all_rooms(self) -> tuple[Room, ...]:
        """Return the rooms of this person, not those with one other, and what they could join."""
        mine = tuple(room for room in self._places.rooms if room.peer is None)
        return mine + self._places.joinable

    def _go_to(self, room: Room) -> None:
        (self.room_chosen if listed(room) else self.room_joined).emit(room.room)

    def _shown_places(self) -> Places:
        people = self._places.people if Feature.DIRECT in self._features else ()
        return msgspec.structs.replace(self._places, people=people)

    def _notify(self, room: RoomId, level: Notify) -> None:
        self.notify_chosen.emit(room, level.value)

    def _read_current(self) -> None:
        if self._places.current is not None:
            self.read_wanted.emit(self._places.current)

    def _open(self, dialog: QDialog) -> None:
        self._remember(dialog)
        dialog.open()

    def _remember(self, dialog: QDialog) -> None:
        if self._dialog is not None:
            self._dialog.reject()
        self._dialog = dialog
        dialog.finished.connect(self._on_closed)

    def _on_closed(self) -> None:
        if self.sender() is self._dialog:
            self._dialog = None

    def _action(self, shortcut_id: str) -> QAction:
        found = self._window.findChild(
            QAction, f"action-{shortcut_id}", Qt.FindChildOption.FindDirectChildrenOnly
        )
        assert isinstance(found, QAction)  # noqa: S101 - every key of the window has its action
        return found

    def _on_keys(self) -> None:
        self.wide.set_keys(self.keys, self._features)
        jump = self._page.sidebar.finder.jump
        jump.keys.setText(self.keys.text("switcher").replace("+", " "))
        jump.keys.setVisible(bool(self.keys.keys("switcher")))
        self._dialogs.set_keys(self.keys, self._features)
