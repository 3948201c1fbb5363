"""The windows of people and of the network: opened from the main window, filled from the engine."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Qt, QTimer, qVersion

from desktop.clock import unix_ms
from desktop.model import MUTED_FOR_EVER_MS, CheckView
from desktop.options import VERSION
from desktop.ui.features import Feature
from desktop.ui.findings import said
from desktop.ui.side_window import bring
from desktop.ui.verdicts import parted
from net.ids import PersonId, RoomId

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QWidget

    from desktop.bridge import Bridge
    from desktop.connection.finding import Finding
    from desktop.engine import Engine
    from desktop.model import LinkInfo, PersonPresence
    from desktop.room_wishes import RoomWishes
    from desktop.ui.chat_window import ChatWindow
    from desktop.ui.network_window import NetworkWindow
    from desktop.ui.people_panel import PersonRow
    from desktop.ui.person_cards import PersonCards
    from desktop.ui.presence_window import PresenceWindow
    from desktop.ui.theme import ThemeSwitch
    from desktop.views import Overview

FEATURES = frozenset({Feature.PRESENCE, Feature.CARDS, Feature.NETWORK})
"""What this module stands behind."""

MAX_NUMBERS = 500
"""Safety numbers worked out for the cards; each takes 10 ms once."""
LOOK_MS = 2_000
"""While the network window is open its links are looked at this often."""


class PeopleWishes(QObject):
    """Owned by the wiring; lives on the windows' thread. The windows are made when first wanted."""

    def __init__(
        self,
        bridge: Bridge,
        window: ChatWindow,
        switch: ThemeSwitch,
        wishes: RoomWishes,
        place: Callable[[QWidget, str], None],
    ) -> None:
        super().__init__()
        self._place = place
        self._bridge = bridge
        self._window = window
        self._switch = switch
        self._wishes = wishes
        self._seen: Overview | None = None
        self._room: RoomId | None = None
        self._presence: PresenceWindow | None = None
        self._cards: PersonCards | None = None
        self._network: NetworkWindow | None = None
        self._numbers: dict[PersonId, str] = {}
        self._fetching = False
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._look_at_network)
        doors = window.doors
        doors.presence_wanted.connect(self._open_presence)
        doors.person_opened.connect(self._open_card)
        window.page.panel.people.menu_wanted.connect(self._open_menu)
        window.page.talk.person_wanted.connect(self._open_card)
        doors.network_wanted.connect(self._open_network)
        picture = window.page.sidebar.identity.picture
        picture.status_chosen.connect(lambda status: self._set_status(status.value, None, None))
        picture.note_wanted.connect(self._open_own)

    def close(self) -> None:
        """Close the windows with the main one."""
        self._look.stop()
        for window in (self._presence, self._network):
            if window is not None:
                window.close()

    def show(self, seen: Overview, room: RoomId | None) -> None:
        """Take a fresh look at the engine over to the windows that are open."""
        was, self._seen, self._room = self._seen, seen, room
        if self._presence is not None and self._presence.isVisible():
            self._fill_presence(self._presence)
        if self._network is not None and self._network.isVisible():
            self._fill_network(self._network)
            if was is None or was.network.connected != seen.network.connected:
                self._look_at_network()  # the links go and come with it
        if self._cards is not None and self._cards.is_open:
            self._fill_cards(self._cards)

    # ---- people

    def _open_card(self, person: bytes) -> None:
        """Show somebody's card over the main window."""
        self._filled_cards().show(PersonId(person))
        self._fetch_number(PersonId(person))

    def _open_menu(self, row: PersonRow, on_screen: QPoint) -> None:
        """Show what can be done with a member."""
        self._filled_cards().open_menu(row.person.person, on_screen)

    def _filled_cards(self) -> PersonCards:
        if self._cards is None:
            from desktop.ui.person_cards import PersonCards  # noqa: PLC0415 - when first wanted

            made = PersonCards(self._switch, unix_ms, self._window)
            made.message_wanted.connect(self._window.doors.direct_wanted)
            made.mention_wanted.connect(self._mention)
            made.verify_changed.connect(self._verify)
            made.block_changed.connect(self._block)
            made.mute_changed.connect(self._mute)
            made.room_chosen.connect(self._wishes.opened)
            for led_away in (made.message_wanted, made.mention_wanted, made.room_chosen):
                led_away.connect(self._window.doors.dismiss)
            self._cards = made
        self._fill_cards(self._cards)
        return self._cards

    def _fill_cards(self, cards: PersonCards) -> None:
        if self._seen is not None:
            cards.set_rooms(self._seen.rooms)
            cards.set_people(self._numbered(self._seen))

    def _numbered(self, seen: Overview) -> tuple[PersonPresence, ...]:
        return tuple(
            msgspec.structs.replace(each, safety_number=self._numbers.get(each.person, ""))
            for each in seen.present
        )

    def _open_presence(self) -> None:
        if self._presence is None:
            from desktop.ui.presence_window import PresenceWindow  # noqa: PLC0415 - when first wanted

            made = PresenceWindow(self._switch, unix_ms)
            made.status_chosen.connect(self._set_status)
            made.message_wanted.connect(self._window.doors.direct_wanted)
            made.mention_wanted.connect(self._mention)
            made.verify_changed.connect(self._verify)
            made.block_changed.connect(self._block)
            made.mute_changed.connect(self._mute)
            made.room_chosen.connect(self._wishes.opened)
            made.address_added.connect(self._window.address_added)
            self._place(made, "people")
            self._presence = made
        self._fill_presence(self._presence)
        self._presence.bring()

    def _open_own(self) -> None:
        """Show where one's own note is written, ready to write."""
        self._open_presence()
        if self._presence is not None:
            self._presence.own.note.setFocus(Qt.FocusReason.OtherFocusReason)
            self._presence.own.note.selectAll()

    def _fill_presence(self, window: PresenceWindow) -> None:
        seen = self._seen
        if seen is None:
            return
        window.set_rooms(seen.rooms)
        window.set_people(self._numbered(seen))
        window.set_addresses(seen.addresses)
        room = next((each for each in seen.rooms if each.room == self._room), None)
        members = frozenset(each.person for each in seen.members if not each.invited)
        window.set_current_room(room.name if room is not None else "", members)
        self._fetch_numbers()

    def _fetch_numbers(self) -> None:
        if self._seen is None:
            return
        wanted = next(
            (
                each.person
                for each in self._seen.present
                if not each.mine and each.person not in self._numbers
            ),
            None,
        )
        if wanted is not None and len(self._numbers) < MAX_NUMBERS and not self._fetching:
            self._fetch_number(wanted)

    def _fetch_number(self, wanted: PersonId) -> None:
        """Work out one safety number; those of the list follow one after the other."""
        if wanted in self._numbers:
            return
        self._fetching = True

        def done(found: tuple[str, str]) -> None:
            self._fetching = False
            self._numbers[wanted] = found[0]
            if self._presence is not None and self._presence.isVisible():
                self._fill_presence(self._presence)
            if self._cards is not None and self._cards.is_open:
                self._fill_cards(self._cards)

        def failed(_: Exception) -> None:
            self._fetching = False
            self._numbers[wanted] = ""

        self._bridge.call(lambda engine: engine.people.safety(wanted), done, failed)

    def _set_status(self, status: str, note: str | None, until_ms: object) -> None:
        end_ms = until_ms if isinstance(until_ms, int) else None
        self._do(lambda engine: engine.presence.set_status(status, note, end_ms))

    def _mention(self, person: bytes) -> None:
        seen = self._seen
        found = next((each for each in seen.people if each.person == person), None) if seen else None
        if found is not None:
            self._window.page.composer.mention(found.person, found.name)
            bring(self._window)

    def _verify(self, person: bytes, on: bool) -> None:
        self._do(lambda engine: engine.people.set_verified(PersonId(person), on=on))

    def _block(self, person: bytes, on: bool) -> None:
        self._do(lambda engine: engine.people.set_blocked(PersonId(person), on=on))

    def _mute(self, person: bytes, on: bool) -> None:
        async def mute(engine: Engine) -> None:
            room = await engine.rooms.open_direct(PersonId(person))
            await engine.rooms.update(room, muted_until_ms=MUTED_FOR_EVER_MS if on else 0)

        self._do(mute)

    def _do(self, wish: object) -> None:
        self._bridge.call(
            wish,  # type: ignore[arg-type]
            lambda _: self._wishes.changed.emit(),
            self._wishes.failed,
        )

    # ---- network

    def _open_network(self) -> None:
        if self._network is None:
            from desktop.ui.network_window import NetworkWindow  # noqa: PLC0415 - when first wanted

            made = NetworkWindow(self._switch, unix_ms, _facts())
            made.check_wanted.connect(lambda: self._look_at_network(again=True))
            made.diagnose_wanted.connect(self._diagnose)
            made.address_added.connect(self._window.address_added)
            made.closed.connect(self._look.stop)
            self._place(made, "network")
            self._network = made
        self._fill_network(self._network)
        self._network.bring()
        self._look.start()
        self._look_at_network()

    def _fill_network(self, window: NetworkWindow) -> None:
        seen = self._seen
        if seen is None:
            return
        window.set_people(seen.present)
        window.set_network(seen.network)
        window.set_checks(tuple(_check(finding) for finding in seen.reasons))
        window.set_addresses(seen.addresses)

    def _look_at_network(self, *, again: bool = False) -> None:
        async def look(engine: Engine) -> tuple[tuple[LinkInfo, ...], tuple[Finding, ...]]:
            links = tuple(engine.network.link_info(view) for view in engine.network.links())
            return links, engine.network.reasons()

        async def ask(engine: Engine) -> tuple[tuple[LinkInfo, ...], tuple[Finding, ...]]:
            await engine.network.look(again=again)
            return await look(engine)

        def done(found: tuple[tuple[LinkInfo, ...], tuple[Finding, ...]]) -> None:
            if self._network is not None and self._network.isVisible():
                self._network.set_links(found[0])
                self._network.set_checks(tuple(_check(finding) for finding in found[1]))

        # What is known is shown at once; the system may take a moment to tell the rest.
        self._bridge.call(look, done, self._wishes.failed)
        self._bridge.call(ask, done, self._wishes.failed)

    def _diagnose(self, person: bytes) -> None:
        wanted = PersonId(person)

        def done(found: tuple[Finding, ...]) -> None:
            # The rest is what the window shows as this device's own checks anyway.
            about = [each for each in found if each.check.startswith("person") or _helps(each)]
            if self._network is not None:
                self._network.set_findings(wanted, tuple(map(_check, about)))

        self._bridge.call(
            lambda engine: engine.network.diagnose(wanted), done, self._wishes.failed
        )


def _facts() -> tuple[str, ...]:
    """Return what whoever helps has to know of this installation, and nothing that names it."""
    return (
        f"Grapevine {VERSION}",
        f"{platform.system()} {platform.release()}",
        f"Python {platform.python_version()}, Qt {qVersion()}",
    )


def _helps(finding: Finding) -> bool:
    """Whether somebody who cannot see another has to know it."""
    return finding.verdict == "problem" or finding.command is not None


def _check(finding: Finding) -> CheckView:
    words, detail = parted(finding.words)
    return CheckView(
        finding.check,
        finding.verdict,
        words,
        detail,
        fix=said(finding.fix or ""),
        command=finding.command or "",
        english=finding.words,
    )
