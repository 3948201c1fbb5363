"""Joins the window to the engine: wishes go in as calls, answers and news come out as values."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QTimer

from desktop import citizen, people_wishes, room_wishes, search_wishes, talk_wishes
from desktop.address_wishes import AddressWishes
from desktop.citizen import Citizen
from desktop.model import Room, RoomKind
from desktop.people_wishes import PeopleWishes
from desktop.preview import LAST_ROOM_SETTING, last_room_setting
from desktop.room_view import HELD_SETTING, RoomView
from desktop.room_wishes import RoomWishes
from desktop.search_wishes import SearchWishes
from desktop.services import news
from desktop.spelling_wishes import SPELLING_SETTING, SpellingWishes
from desktop.talk_wishes import TalkWishes
from desktop.ui.bidi import filled
from desktop.ui.day_turn import DayTurn
from desktop.ui.findings import said
from desktop.ui.refusals import refusal
from desktop.ui.saying import say
from desktop.ui.side_window import bring
from desktop.ui.system_name import full_name
from desktop.views import overview
from net.ids import EntryId, RoomId

if TYPE_CHECKING:
    from desktop.bridge import Bridge
    from desktop.options import Options
    from desktop.preview import Preview
    from desktop.store.reader import Reader
    from desktop.ui.chat_window import ChatWindow
    from desktop.ui.theme import ThemeSwitch
    from desktop.ui.timeline.view import TimelineView
    from desktop.views import Overview

log = logging.getLogger(__name__)

GATHER_MS = 40
"""News of people, links and rooms are gathered this long into one look at the engine."""
BUSY_GATHER_MS = 250
"""As long while messages stream in: a line of the sidebar is read four times a second at most."""


class Wiring(QObject):
    """Owned by the desktop face; lives on the windows' thread."""

    def __init__(
        self,
        bridge: Bridge,
        window: ChatWindow,
        timeline: TimelineView,
        switch: ThemeSwitch,
        options: Options,
        preview: Preview | None,
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._window = window
        self._timeline = timeline
        self._switch = switch
        self._options = options
        self._preview = preview
        self._reader: Reader | None = None
        self._rooms: tuple[Room, ...] = ()
        self._seen: Overview | None = None
        """What the window shows, with this room in view."""
        self._seen_in: RoomId | None = None
        self._looking = False
        self._look_again = False
        self._more_messages = False
        self._wanted: RoomId | None = None
        self._followed: RoomId | None = None
        """Where a link leads; who is not in that room is told so."""
        self._misled = False
        """A link led nowhere, and the words about it may still show."""

        self.wishes = RoomWishes(bridge, window)
        self.view = RoomView(bridge, window, timeline, self.wishes.failed, self._keep)
        self.talk = TalkWishes(bridge, window, self.wishes.failed, self._keep)
        self.citizen = Citizen(bridge, window, switch, options, self.wishes.failed, self._keep)
        place = self.citizen.place
        self.people = PeopleWishes(bridge, window, switch, self.wishes, place)
        self.search = SearchWishes(
            bridge, window, switch, self.wishes.failed, self._keep, self._jump, place
        )
        self.addresses = AddressWishes(bridge, window)
        self.spelling = SpellingWishes(window)
        self._jump_to: tuple[RoomId, EntryId] | None = None
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(GATHER_MS)
        self._gather.timeout.connect(self._look)
        self._busy_gather = QTimer(self)
        self._busy_gather.setSingleShot(True)
        self._busy_gather.setInterval(BUSY_GATHER_MS)
        self._busy_gather.timeout.connect(self._gather_calm)
        self._day = DayTurn(window)
        self._connect()
        self.citizen.begin(preview.reader if preview is not None else None)
        self._show_preview()

    def close(self) -> None:
        """Let go of the store's connections."""
        self._gather.stop()
        self._busy_gather.stop()
        self._day.stop()
        self.people.close()
        self.search.close()
        self.citizen.close()
        self.spelling.close()
        self.view.close()
        self._end_preview()
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    # ---- wiring

    def _connect(self) -> None:
        window, bridge = self._window, self._bridge
        bridge.started.connect(self._started)
        bridge.news.connect(self._on_news)
        self.view.changed.connect(self._gather.start)
        self.wishes.changed.connect(self._gather.start)
        self.wishes.opened.connect(self._want)
        self.addresses.changed.connect(self._gather.start)
        self._day.turned.connect(self._timeline.flush_later)
        self._day.turned.connect(window.page.sidebar.rooms.viewport().update)
        self._day.turned.connect(self._gather.start)
        self.citizen.message_wanted.connect(self.go)
        self.citizen.settings_made.connect(self.spelling.join)
        self.citizen.idle.changed.connect(window.mark.set_idle)
        window.room_selected.connect(self._open)
        window.dialogs.place_wanted.connect(self.go)
        window.name_changed.connect(self._rename)
        window.first_run_finished.connect(self._rename)
        window.address_added.connect(self.addresses.try_address)
        window.theme_chosen.connect(lambda choice: self._keep("theme", choice))
        window.zoom_chosen.connect(lambda zoom: self._keep("zoom", float(zoom)))
        window.reduced_motion_chosen.connect(lambda on: self._keep("reduced_motion", on))

    def _show_preview(self) -> None:
        preview = self._preview
        if preview is None:
            if self._options.name is None:
                self._window.show_first_run(full_name())
            return
        self._offer()
        preview.met.tell = self._check
        self.view.set_held(preview.reader.setting(HELD_SETTING))
        self.view.me = preview.me
        self.view.device = preview.owner.device
        self._window.set_me(preview.me)
        first = preview.first_room()
        # Who is in other rooms the engine knows; until then nobody is said to be.
        people = preview.reader.people() if first.room == preview.lobby else ()
        self._window.set_people(people)
        members = len(people)
        room = preview.with_counts(msgspec.structs.replace(first, members=members))
        self._window.set_rooms((room,))
        if room.kind is RoomKind.PRIVATE:  # its words are sealed until the engine has the keys
            self._wanted = room.room
            self._window.open_room(room, None)
            state = preview.reader.state(room.room)
            self._window.set_draft(state.draft, state.picks)
            return
        self.view.open(room, lambda: preview.room_rows(room.room), preview.reader, chosen=False)

    def _offer(self) -> None:
        """Show all that there is to press, so that nothing moves when the engine has come."""
        self._window.doors.set_features(
            room_wishes.FEATURES
            | people_wishes.FEATURES
            | search_wishes.FEATURES
            | citizen.FEATURES
            | talk_wishes.FEATURES  # for the sheet of keys
        )
        self._window.page.talk.set_features(talk_wishes.FEATURES | people_wishes.FEATURES)

    def _check(self, number: int) -> None:
        """Have the store look at an entry that the preview found changed: it takes it out."""
        self._bridge.call(lambda engine: engine.store.read(lambda reader: reader.check(number)))

    def _end_preview(self) -> None:
        if self._preview is not None:
            self._preview.reader.close()
            self._preview = None

    def _started(self) -> None:
        engine = self._bridge.engine
        if engine is None:
            return
        self.view.device = engine.identity.device_id
        self._reader = engine.store.reader()
        self.view.set_held(self._reader.setting(HELD_SETTING))
        self.citizen.settle(self._reader)
        self._offer()
        self.spelling.set_kept(self._reader.setting(SPELLING_SETTING))
        self.search.set_recent(self._reader.setting(search_wishes.RECENT_SETTING, []))
        self._window.page.talk.set_recent_emoji(
            self._reader.setting(talk_wishes.RECENT_SETTING, []),
            self._reader.setting(talk_wishes.TONE_SETTING, 0),
        )
        self._end_preview()
        self._look()

    # ---- what the engine tells

    def _on_news(self, value: object) -> None:
        match value:
            case news.RoomTouched():
                self.view.touched()
                self._gather_messages()
            case news.ApartChanged():
                self.view.tell_apart(value)
            case news.TypingChanged():
                self.talk.tell(value, self.view.room)
            case news.SearchChanged():
                self.search.tell(value)
            case news.Notice():
                self.citizen.tell(value)
            case _:
                if not self._gather.isActive():
                    self._gather.start()

    def _gather_messages(self) -> None:
        """Look at once for the first messages after a rest, later for those that follow closely."""
        if self._busy_gather.isActive():
            self._more_messages = True
            return
        self._gather.start()
        self._busy_gather.start()

    def _gather_calm(self) -> None:
        if self._more_messages:
            self._more_messages = False
            self._gather_messages()

    def _look(self) -> None:
        if self._looking:
            self._look_again = True
            return
        self._looking = True
        room, followed = self.view.room, self._followed
        self._bridge.call(
            lambda engine: overview(engine, room),
            lambda seen: self._looked(seen, followed),
            self._look_failed,
        )

    def _look_failed(self, error: Exception) -> None:
        self._looking = False
        log.info("no overview: %s", error)

    def _looked(self, seen: Overview, followed: RoomId | None) -> None:
        self._looking = False
        if self._look_again:
            self._look_again = False
            self._gather.start()
        window = self._window
        was = self._seen if self._seen_in == self.view.room else None
        self._seen, self._seen_in, self._rooms = seen, self.view.room, seen.rooms
        self._show_people(seen, was)
        self.people.show(seen, self.view.room)
        self.search.show(seen)
        self.citizen.show(seen, self.view.room)
        if was is None or seen.rooms != was.rooms:
            window.set_rooms(seen.rooms)
        if was is None or seen.network != was.network:
            window.set_network(seen.network)
        if was is None or seen.reasons != was.reasons:
            window.set_reasons([(finding.verdict, said(finding.words)) for finding in seen.reasons])
        if was is None or seen.addresses != was.addresses:
            window.set_addresses(seen.addresses)
        known = {room.room for room in seen.rooms}
        if seen.me is not None and seen.rooms and self.view.room not in known:
            first = next((each for each in seen.rooms if each.room == self._wanted), seen.rooms[0])
            self._open_instead(first, was.rooms if was is not None else ())
        if self._wanted in known:
            self._open(self._wanted)
        elif followed is not None and followed == self._wanted:
            self._wanted = self._followed = self._jump_to = None
            words = self.tr("You are not in the room that this link leads to.")
            window.show_banner("warn", words)
            self._misled = True

    def _open_instead(self, room: Room, before: tuple[Room, ...]) -> None:
        """Open a room because none is in view, or because the one in view is not there any more."""
        gone = next((each for each in before if each.room == self.view.room), None)
        first = self.view.room is None
        self._open(room.room, chosen=not first)
        if first:
            self._window.show_chat()
        elif gone is not None and gone.room not in self.wishes.left:
            # Somebody may be writing: their next words shall not go to people they do not see.
            self._window.page.composer.edit.pause.wait()
            self._window.show_banner(
                "warn", filled(self.tr("You are no longer in {0}."), gone.name)
            )

    def _show_people(self, seen: Overview, was: Overview | None) -> None:
        """Show who is there; of what was shown already, only what is different."""
        window = self._window
        if seen.me is not None and (was is None or seen.me != was.me):
            self.view.me = seen.me
            window.set_me(seen.me)
        if was is None or (seen.people, seen.members) != (was.people, was.members):
            window.set_people(seen.people)
            self.talk.set_people({each.person: each.name for each in seen.people})
            window.page.talk.set_people(
                seen.members, seen.me.person if seen.me is not None else None
            )
            window.set_presence(seen.members)
        if was is None or seen.present != was.present:
            window.doors.set_people(seen.present)
            for me in (each for each in seen.present if each.mine):
                window.page.sidebar.identity.set_presence(me)
            window.first_run.set_presence(seen.present)

    # ---- what the person wants

    def _want(self, room: bytes) -> None:
        self._wanted = RoomId(room)
        self._open(room)

    def _open(self, room: bytes, *, chosen: bool = True) -> None:
        engine, reader = self._bridge.engine, self._reader
        found = next((each for each in self._rooms if each.room == room), None)
        if engine is None or reader is None or found is None or room == self.view.room:
            return
        self._wanted = self._followed = None
        if self._misled:
            self._misled = False
            self._window.clear_banner()  # of a link that led nowhere
        elif chosen:
            self._window.page.banner.let_go()
        self.view.open(found, lambda: engine.store.room_rows(found.room), reader, chosen=chosen)
        if chosen:
            self._keep(LAST_ROOM_SETTING, last_room_setting(found))
        self._gather.start()  # the members panel is of the room in view
        jump, self._jump_to = self._jump_to, None
        if jump is not None and jump[0] == found.room:
            self._show(jump[1])

    def go(self, room: bytes, message: object) -> None:
        """Show a room, or a message in it, as soon as the room is listed."""
        self._followed = RoomId(room)
        if isinstance(message, bytes):
            self._jump(RoomId(room), EntryId(message))
        else:
            self._want(room)
            self._gather.start()
            bring(self._window)

    def _jump(self, room: RoomId, message: EntryId) -> None:
        """Show a message in its room, in front."""
        bring(self._window)
        if room == self.view.room:
            self._show(message)
            return
        self._jump_to = (room, message)
        self._want(room)
        self._gather.start()

    def _show(self, message: EntryId) -> None:
        if not self._timeline.jump_to(message):
            words = self.tr("This message has not arrived on this device.")
            self._window.show_banner("info", words)

    def _keep(self, key: str, value: object) -> None:
        self._bridge.call(
            lambda engine: engine.store.set_setting(key, value),
            failed=lambda error: log.info("not kept: %s", error),
        )

    def _rename(self, name: str) -> None:
        self._bridge.call(
            lambda engine: engine.people.set_own_name(name),
            lambda _: self._look(),
            lambda error: say(self._window, "danger", refusal(error)),
        )
