"""The main window: takes values by methods, tells wishes by signals, and knows no service."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import msgspec
from PySide6.QtCore import QDateTime, QEvent, QTimer, Signal
from PySide6.QtWidgets import QMainWindow
from typing_extensions import override

from desktop import online
from desktop.model import NetworkState, Person, PersonPresence, Picks, Room, RoomKind
from desktop.namesakes import label
from desktop.ui import strings
from desktop.ui.chat_page import ChatPage
from desktop.ui.doors import Doors
from desktop.ui.empty_state import emptiness
from desktop.ui.features import Feature
from desktop.ui.first_run import FirstRunPage
from desktop.ui.icons import window_icon
from desktop.ui.page_stack import PageStack
from desktop.ui.reading import ReadMark, Timeline
from desktop.ui.settings_menu import Actions, SettingsMenu
from desktop.ui.side_window import over
from desktop.ui.window_dialogs import WindowDialogs

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance
    from PySide6.QtGui import QCloseEvent
    from PySide6.QtWidgets import QWidget

    from desktop.ui.checks import Reason
    from desktop.ui.theme import Theme, ThemeSwitch
    from desktop.ui.timeline.source import TimelineSource
    from net.ids import RoomId

MIN_WIDTH, MIN_HEIGHT = 720, 480
KEPT_PX = 42
"""Two lines of the last page stay in sight, so that nobody loses the place."""
NOBODY_MS = 5_000
"""A first meeting takes about two seconds; after five something is in the way."""


class ChatWindow(QMainWindow):
    """The window of the application; `desktop/app.py` builds it and wires it to the services."""

    send_requested = Signal(bytes, str)
    """RoomId, text. Answer with `send_accepted` or `send_refused`; the words stay until then."""

    retry_requested = Signal(bytes)
    edit_requested = Signal(bytes)
    discard_requested = Signal(bytes)
    """The local id of an own message that was not sent."""

    room_selected = Signal(bytes)
    draft_changed = Signal(bytes, str, tuple)
    name_changed = Signal(str)
    first_run_finished = Signal(str)
    address_added = Signal(str)
    read_up_to = Signal(bytes, bytes)
    """RoomId, EntryId: read means at the end, fully on screen, in the active window."""

    theme_chosen = Signal(str)
    zoom_chosen = Signal(float)
    reduced_motion_chosen = Signal(bool)
    link_activated = Signal(str)
    """An address that was opened."""

    quit_requested = Signal()
    closing = Signal()
    """The window is being closed by the system or its frame."""

    def __init__(
        self,
        switch: ThemeSwitch,
        timeline: QWidget,
        now_ms: Callable[[], int] = QDateTime.currentMSecsSinceEpoch,
        *,
        nobody_ms: int = NOBODY_MS,
    ) -> None:
        super().__init__()
        self.setObjectName("chat-window")
        self.setMinimumSize(MIN_WIDTH, MIN_HEIGHT)
        self.resize(1280, 880)
        self._switch, self._now_ms = switch, now_ms
        self._me: Person | None = None
        self._network: NetworkState | None = None
        self._people: tuple[Person, ...] = ()
        self._presence: tuple[PersonPresence, ...] = ()
        self._rooms: tuple[Room, ...] = ()
        self._room: Room | None = None
        self._nobody, self._spoken, self._awaited = False, False, False
        self.timeline = cast("Timeline", timeline)
        self.mark = ReadMark(self.timeline, self)
        self.page = ChatPage(switch, timeline, now_ms)
        self.first_run = FirstRunPage(switch, now_ms)
        self.dialogs = WindowDialogs(switch, now_ms, self)
        self._pages = PageStack()
        self._pages.addWidget(self.page)
        self._pages.addWidget(self.first_run)
        self.setCentralWidget(self._pages)
        self._alone = QTimer(self)
        self._alone.setSingleShot(True)
        self._alone.setInterval(nobody_ms)
        self._alone.timeout.connect(self.nobody_found)
        self.actions_by_id = self._made_actions()
        self.doors = Doors(switch, self.page, self.dialogs, now_ms)
        self._connect()
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)
        self._show_state()

    # ---- what the application tells

    def set_me(self, me: Person) -> None:
        """Show oneself."""
        self._me = me
        self.page.sidebar.set_me(me)
        self._show_people()

    def set_network(self, network: NetworkState) -> None:
        """Show the network and how many are there."""
        self._network = network
        self.page.sidebar.set_network(network)
        self.first_run.found.set_network(network)
        self._show_people()
        self._show_state()

    def set_rooms(self, rooms: tuple[Room, ...]) -> None:
        """List these rooms in this order; the open one is kept up to date by it."""
        self._rooms = rooms
        self.page.sidebar.set_rooms(rooms)
        self.doors.set_rooms(rooms)
        self.page.talk.set_rooms(rooms)
        for room in rooms:
            if self._room is not None and room.room == self._room.room:
                self._room = room
                self.page.show_room(room, self._now_ms())
        self._show_title()
        self._show_state()

    def set_people(self, people: tuple[Person, ...]) -> None:
        """Show who is known here and who has a live link."""
        self._people = people
        self.first_run.found.set_people(self._others())
        self._show_people()
        self._show_state()

    def set_presence(self, members: tuple[PersonPresence, ...]) -> None:
        """Show how the members of the open room are; without any, `set_people` says it by links."""
        self._presence = members
        self._show_people()
        self._show_state()

    def open_room(self, room: Room, source: TimelineSource | None) -> None:
        """Show a room; `source` is the room's messages, None while nobody knows them yet."""
        awaited, self._awaited = self._awaited, source is None
        same = not awaited and self._room is not None and room.room == self._room.room
        self._room = room
        self.mark.set_room(room.room)
        self._spoken = (same and self._spoken) or source is None or source.count() > 0
        self.page.show_room(room, self._now_ms())
        self.page.sidebar.rooms.choose(room.room)
        self.doors.opened(room.room)
        self.page.composer.open_room(room.room, label(room))
        self.timeline.set_source(source)
        self._show_title()
        self._show_people()
        self._show_state()
        if self._pages.currentWidget() is self.page:
            self.page.take_keyboard()

    def show_first_run(self, suggested_name: str = "") -> None:
        """Ask for a name before anything else."""
        self._pages.setCurrentWidget(self.first_run)
        self.setWindowTitle("Grapevine")
        self.first_run.suggest(suggested_name)

    def show_chat(self) -> None:
        """Show the main page."""
        self._pages.setCurrentWidget(self.page)
        self._show_title()
        self.page.take_keyboard()

    def show_banner(self, kind: str, text: str, action_label: str | None = None) -> None:
        """Show a sentence above the messages: info, warn or danger; `banner_action` tells clicks."""
        self.page.banner.show_words(kind, text, action_label)

    def clear_banner(self) -> None:
        """Take the sentence away."""
        self.page.banner.hide()

    @property
    def banner_action(self) -> SignalInstance:
        """Emitted when the action of the banner is clicked."""
        return self.page.banner.action

    def set_draft(self, text: str, picks: Picks = ()) -> None:
        """Fill the box with the open room's kept draft, unless something stands in it already."""
        self.page.composer.set_draft(text, picks)

    def put_back(self, text: str) -> None:
        """Give the words of a message back to the box, for another try."""
        self.page.composer.put_back(text)

    def send_accepted(self, room: RoomId, text: str) -> None:
        """Say that the message of `send_requested` is on its way: only now its words leave the box."""
        self.page.composer.accepted(room, text)
        if self._room is not None and room == self._room.room:
            self._spoken = True
            self._show_state()
            self._go_to_latest()

    def send_refused(self, reason: str) -> None:
        """Say that it was not even taken; the words stay and the reason shows under them."""
        self.page.composer.refused(reason)

    def send_failed(self, local_id: bytes, reason: str, text: str) -> None:
        """Say that it could not be stored; the words go back into the box if that is empty.

        The row of `local_id` keeps them too, with Retry, Edit and Discard.
        """
        if not self.page.composer.text():
            self.page.composer.put_back(text)
        self.page.composer.refused(reason)

    def set_reasons(self, reasons: list[Reason]) -> None:
        """Say what was checked about this device's connection: verdict and sentence."""
        self.page.empty.set_reasons(reasons)
        self.first_run.set_reasons(reasons)
        self.dialogs.set_reasons(reasons)

    def set_addresses(self, addresses: tuple[str, ...]) -> None:
        """Say where this device is reached, best first, for Copy my address."""
        self.page.empty.set_addresses(addresses)
        self.dialogs.set_addresses(addresses)
        self.first_run.set_addresses(addresses)

    def nobody_found(self) -> None:
        """Say now that nobody is here, and why; otherwise said after NOBODY_MS."""
        self._alone.stop()
        self._nobody = True
        self._show_state()

    # ---- wiring

    def _made_actions(self) -> Actions:
        return Actions(
            self,
            {
                "next-region": lambda: self._next_region(1),
                "previous-region": lambda: self._next_region(-1),
                "latest": self._go_to_latest,
                "people": self.page.header.people.click,
                "add-address": self.dialogs.ask_address,
                "settings": self._open_settings,
                "zoom-in": lambda: self._zoom(1),
                "zoom-out": lambda: self._zoom(-1),
                "zoom-reset": lambda: self._zoom(0),
                "keys": over(self, self.dialogs.show_keys),
                "close": self.close,
                "quit": self.quit_requested.emit,
            },
        )

    def _connect(self) -> None:
        page, timeline = self.page, self.timeline
        page.composer.edit.page_wanted.connect(self._turn_page)
        page.composer.send_requested.connect(self.send_requested)
        page.composer.draft_changed.connect(self.draft_changed)
        page.sidebar.name_changed.connect(self.name_changed)
        page.sidebar.room_chosen.connect(self.room_selected)
        self.doors.room_chosen.connect(self.room_selected)
        page.sidebar.settings_wanted.connect(self._open_menu)
        page.sidebar.network_wanted.connect(self._open_connection)
        page.people_wanted.connect(self._open_people)
        page.network_bar.action.connect(self._open_connection)
        for source in (page.empty, page.panel, self.first_run):
            source.add_wanted.connect(self.dialogs.ask_address)
        self.first_run.finished.connect(self.first_run_finished)
        self.dialogs.address_entered.connect(self.address_added)
        self.dialogs.link_opened.connect(self.link_activated)
        timeline.link_activated.connect(self.dialogs.follow_link)
        timeline.retry_requested.connect(self.retry_requested)
        timeline.edit_requested.connect(self.edit_requested)
        timeline.discard_requested.connect(self.discard_requested)
        self.mark.moved.connect(self.read_up_to)

    def _set_theme(self, theme: Theme) -> None:
        self.timeline.set_theme(theme)
        self.setWindowIcon(window_icon(theme))

    # ---- what shows

    def _others(self) -> tuple[Person, ...]:
        me = None if self._me is None else self._me.person
        return tuple(person for person in self._people if person.person != me)

    def _everyone(self) -> tuple[Person, ...]:
        if self._me is None:
            return self._others()
        connected = self._network is not None and self._network.connected
        return (msgspec.structs.replace(self._me, online=connected), *self._others())

    def _show_people(self) -> None:
        panel, header = self.page.panel.people, self.page.header
        if self._presence:
            panel.set_presence(self._presence)
            header.set_online(online.count(self._presence))
            return
        is_open = self._room is not None and self._room.kind is RoomKind.OPEN
        people = self._everyone() if is_open else ()  # who is in it is not known yet
        panel.set_people(people, None if self._me is None else self._me.person)
        known = people and self._network
        header.set_online(sum(each.online for each in people) if known else None)

    def _show_title(self) -> None:
        waiting = sum(room.unread for room in self._rooms)
        if self._pages.currentWidget() is self.first_run:  # who has no name yet misses nothing
            return
        self.setWindowTitle(strings.window_title(self._room, waiting))

    def _show_state(self) -> None:
        """Choose between messages and an empty state, and say what is wrong with the network."""
        network, bar = self._network, self.page.network_bar
        connected = network is not None and network.connected
        here = sum(person.online for person in self._others()) + 1  # who is away, too
        if here > 1:
            self._alone.stop()
            self._nobody = False
        elif not self._nobody and not self._alone.isActive():
            self._alone.start()
        alone, seen = self._nobody, self._presence
        empty = self._room is None or (self._room.last is None and not self._spoken)
        self.page.empty.show_kind(
            emptiness(self._room, online=here, alone=alone),
            room=self._room,
            network=network,
            online=online.count(seen, but_me=True) + 1 if seen else here,
        )
        self.page.show_empty(shown=empty)
        self.first_run.found.show_checks(shown=alone)
        if network is not None and not connected:
            bar.show_words("offline", strings.offline_bar(), self.tr("Why?"))
        elif alone and not empty:
            words = self.tr("No one else is here. Messages will be sent when someone is reachable.")
            bar.show_words("info", words, self.tr("Why?"))
        else:
            bar.hide()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.mark.look()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.page.composer.flush_draft()
        self.closing.emit()
        super().closeEvent(event)

    # ---- what somebody wants

    def _next_region(self, step: int) -> None:
        if self._pages.currentWidget() is self.page:
            self.page.step_region(step)

    def _go_to_latest(self) -> None:
        if self.page.talk.step_back():
            self.mark.release()

    def _turn_page(self, pages: int) -> None:
        kept = self._switch.theme.px(KEPT_PX)
        self.timeline.scroll_by(pages * max(kept, self.page.timeline.height() - kept))

    def _zoom(self, steps: int) -> None:
        self.zoom_chosen.emit(self._switch.step_zoom(steps))

    def _open_settings(self) -> None:
        full = Feature.SETTINGS in self.doors.features
        (self.doors.settings_wanted.emit if full else self._open_menu)()

    def _open_menu(self) -> None:
        menu = SettingsMenu(self._switch, self.actions_by_id, self, self.doors.windows())
        menu.theme_chosen.connect(self.theme_chosen)
        menu.motion_chosen.connect(self.reduced_motion_chosen)
        menu.open_under(self.page.sidebar.identity.settings)

    def _open_connection(self) -> None:
        if Feature.NETWORK in self.doors.features:
            self.doors.network_wanted.emit()
            return
        self.dialogs.show_connection(self.page.sidebar.identity.network_line.words)

    def _open_people(self) -> None:
        self.dialogs.show_people(self._everyone(), self._me.person if self._me else None)
