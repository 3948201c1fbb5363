"""The pictures of everything round the main window: switcher, rooms, presence, network, settings."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.model import (
    DeviceKind,
    DeviceView,
    MessageState,
    Notify,
    PersonPresence,
    Room,
    RoomKind,
    RoomMember,
    Status,
)
from desktop.ui.features import Feature
from net.ids import DeviceId, RoomId, digest
from tests import shots
from tests.shots import NOW_MS, said

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.ui.chat_window import ChatWindow
    from desktop.ui.theme import ThemeSwitch

EVERYTHING = frozenset(Feature)


def at(clock: str, days: int = 0) -> int:
    """Return Unix ms of HH:MM of the day of the pictures, or of days before."""
    hours, minutes = (int(part) for part in clock.split(":"))
    midnight = NOW_MS - NOW_MS % 86_400_000
    return midnight - days * 86_400_000 + (hours * 60 + minutes) * 60_000


def device(
    name: str,
    status: Status = Status.ONLINE,
    *,
    kind: DeviceKind = DeviceKind.LAPTOP,
    since: int | None = None,
    path: str = "",
) -> DeviceView:
    """Return a device."""
    return DeviceView(DeviceId(digest(b"d", name.encode())), name, status, since, kind, path)


def here(key: str, status: Status, **more: object) -> PersonPresence:
    """Return one of the people of the pictures."""
    known = shots.person(key)
    return PersonPresence(known.person, known.name, status, **more)  # type: ignore[arg-type]


DESK, LAP = DeviceKind.DESKTOP, DeviceKind.LAPTOP
ON, AWAY, BUSY, OFF = Status.ONLINE, Status.AWAY, Status.BUSY, Status.OFFLINE
NUMBER = "40312 77519 08264 55120 91873 26640 13358 70942 66105 28471 39586 90241"


def _room(name: str) -> RoomId:
    return RoomId(digest(b"shot room", name.encode()))


PEOPLE = (
    here("mira", ON, mine=True, devices=(device("winch-pc", kind=DESK),), since_ms=at("07:55")),
    here(
        "ana",
        ON,
        note="in the wet lab",
        until_ms=at("12:30"),
        devices=(
            device("lab-2", kind=DESK, since=at("08:02"), path="direct, 0.4 ms"),
            device("x270", AWAY, since=at("10:26"), path="through bridge"),
        ),
        since_ms=at("08:02"),
        verified_at_ms=at("09:00"),
        safety_number=NUMBER,
        rooms=(_room("lobby"), _room("field-station"), _room("data-logs"), _room("safety")),
    ),
    here("bo", ON, devices=(device("bo-laptop"),), since_ms=at("09:41"), safety_number=NUMBER),
    here(
        "dana",
        ON,
        note="winch, radio 6",
        devices=(device("deck-pad"),),
        since_ms=at("07:30"),
        verified_at_ms=at("09:00"),
    ),
    here("farah", ON, note="boat crew", devices=(device("fn-air"),), since_ms=at("10:05")),
    here(
        "goro",
        BUSY,
        note="on watch until 12",
        devices=(device("bridge", kind=DESK),),
        since_ms=at("06:00"),
    ),
    here("iris", ON, devices=(device("iris"),), since_ms=at("10:46"), new_here=True),
    here(
        "chidi",
        AWAY,
        note="idle for 8 min",
        devices=(device("lab-1", AWAY, kind=DESK), device("chidi", AWAY)),
        since_ms=at("10:38"),
    ),
    here("kavya", AWAY, note="back at 14:00", devices=(device("kavya-14", AWAY),)),
    here("emre", OFF, since_ms=at("18:20", 1), waiting=2),
    here("hanna", OFF, since_ms=at("12:00", 5)),
)


def _direct(key: str, at_time: str, text: str, status: Status, **more: object) -> Room:
    known = shots.person(key)
    who = "mira" if more.pop("mine", False) else key
    last = said(who, at_time, text)
    if "state" in more:
        last = dataclasses.replace(last, state=more.pop("state"))
    return Room(
        _room(f"direct {key}"),
        known.name,
        RoomKind.DIRECT,
        last=last,
        peer=known.person,
        status=status,
        **more,  # type: ignore[arg-type]
    )


FIELD = Room(
    _room("field-station"),
    "field-station",
    RoomKind.OPEN,
    topic="instruments, boats, tides",
    members=8,
    last=said("bo", "10:42", "the tide gauge is back"),
    manage=True,
)
ROOMS = (
    FIELD,
    Room(
        shots.LOBBY,
        "lobby",
        RoomKind.OPEN,
        unread=3,
        members=13,
        topic="everyone on this network",
        last=said("farah", "10:40", "coffee is on in the mess"),
    ),
    Room(
        _room("bridge-watch"),
        "bridge-watch",
        RoomKind.PRIVATE,
        unread=1,
        mentions=1,
        members=4,
        last=said("goro", "10:31", "handing over at 12"),
        manage=True,
    ),
    _direct("dana", "10:12", "see you at the winch", ON, mine=True),
    _direct("chidi", "09:58", "spare cable?", AWAY, draft="could you bring the"),
    Room(
        _room("data-logs"),
        "data-logs",
        RoomKind.OPEN,
        unread=128,
        muted_until_ms=NOW_MS * 2,
        members=6,
        last=said("iris", "09:20", "sensor-04: run 41 done, 0 errors"),
    ),
    _direct("emre", "3 18:01", "Will arrive when he is back", OFF, mine=True, state=MessageState.PENDING),
    Room(
        _room("mess-hall"),
        "mess-hall",
        RoomKind.OPEN,
        members=11,
        muted_until_ms=NOW_MS * 2,
        notify=Notify.NOTHING,
        last=said("iris", "3 17:30", "who took the big kettle?"),
    ),
    Room(
        _room("safety"),
        "safety",
        RoomKind.PRIVATE,
        members=5,
        last=said("kavya", "4 12:00", "drill list is pinned"),
    ),
)
OPEN_ROOMS = (
    *(room for room in ROOMS if room.kind is RoomKind.OPEN),
    Room(_room("radio"), "radio-check", RoomKind.OPEN, joined=False, topic="07:00 and 19:00", members=7),
    Room(_room("surf"), "surf", RoomKind.OPEN, joined=False, members=3),
)
MEMBERS = tuple(
    RoomMember(p.person, p.name, p.status, mine=p.mine, removable=not p.mine) for p in PEOPLE[:8]
)


def furnish(window: ChatWindow) -> None:
    """Put the main window in the state of the target picture."""
    window.doors.set_features(EVERYTHING)
    shots._open(window, shots.TALK)
    window.doors.set_people(PEOPLE)
    window.set_presence(PEOPLE[:8] + PEOPLE[9:])
    window.set_rooms(ROOMS)
    window.open_room(FIELD, shots.Lines(shots.TALK))


def full(window: ChatWindow) -> QWidget:
    """The whole main window."""
    furnish(window)
    window.page.composer.edit.setPlainText("Thanks! I will fetch it before lunch")
    return window


def switcher(window: ChatWindow) -> QWidget:
    """The quick switcher with a few letters."""
    furnish(window)
    window.doors.open_switcher()
    found = window.doors._dialog
    found.field.setText("a")  # type: ignore[union-attr]
    return found  # type: ignore[return-value]


def switcher_empty(window: ChatWindow) -> QWidget:
    """The quick switcher before a letter is typed."""
    furnish(window)
    window.doors.open_switcher()
    return window.doors._dialog  # type: ignore[return-value]


def browse(window: ChatWindow) -> QWidget:
    """The open rooms."""
    furnish(window)
    window.doors.open_browse()
    window.doors.set_open_rooms(OPEN_ROOMS)
    return window.doors._dialog  # type: ignore[return-value]


def create(window: ChatWindow) -> QWidget:
    """A new room."""
    furnish(window)
    window.doors.open_create("radio-check")
    return window.doors._dialog  # type: ignore[return-value]


def members(window: ChatWindow) -> QWidget:
    """The members of a room."""
    furnish(window)
    window.doors.set_members(ROOMS[2].room, MEMBERS)
    found = window.doors._dialog
    found.list.setCurrentIndex(found.list.model().index(2, 0))  # type: ignore[union-attr]
    return found  # type: ignore[return-value]


def invite(window: ChatWindow) -> QWidget:
    """Whom to invite."""
    furnish(window)
    window.doors.ask_whom_to_invite(ROOMS[2].room, frozenset(m.person for m in MEMBERS[:3]))
    found = window.doors._dialog
    found.pick._model.toggle(found.pick._model.index(1, 0))  # type: ignore[union-attr]
    return found  # type: ignore[return-value]


def leave(window: ChatWindow) -> QWidget:
    """The question before leaving."""
    furnish(window)
    window.doors.open_leave(ROOMS[2])
    return window.doors._dialog  # type: ignore[return-value]


def room_menu(window: ChatWindow) -> QWidget:
    """The menu of a room."""
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QMenu

    furnish(window)
    window.doors.open_menu(ROOMS[2], QPoint(200, 200))
    return window.findChild(QMenu, "room-menu")  # type: ignore[return-value]


def presence(window: ChatWindow) -> QWidget:
    """The window of people."""
    from desktop.ui.presence_window import PresenceWindow

    made = PresenceWindow(window._switch, lambda: NOW_MS)
    made.set_rooms(ROOMS)
    made.set_people(PEOPLE)
    made.set_current_room("field-station", frozenset(p.person for p in PEOPLE[:8]))
    made.show()
    made.select(PEOPLE[1].person)
    made.list.setFocus()
    return made


def number(window: ChatWindow) -> QWidget:
    """The number to compare."""
    from desktop.ui.safety_dialog import CompareNumber

    made = CompareNumber(window._switch, PEOPLE[2], window)
    made.open()
    return made


Scene = Callable[["ChatWindow"], "QWidget"]
LOOKS = ("light", "dark", "contrast", "contrast-dark", "rtl", "zoom", "compact")
BOTH = ("light", "dark")
SCENES: tuple[tuple[Scene, tuple[str, ...]], ...] = (
    (full, LOOKS),
    (switcher, (*BOTH, "contrast", "rtl")),
    (switcher_empty, ("light",)),
    (browse, BOTH),
    (create, BOTH),
    (members, (*BOTH, "rtl")),
    (invite, BOTH),
    (leave, ("light",)),
    (room_menu, BOTH),
    (presence, LOOKS),
    (number, BOTH),
)


def dress(switch: ThemeSwitch, look: str) -> None:
    """Put on one of LOOKS."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from desktop.ui.theme import Contrast, ThemeChoice

    switch.set_choice(ThemeChoice.DARK if look.endswith("dark") else ThemeChoice.LIGHT)
    switch.set_contrast(Contrast.HIGH if look.startswith("contrast") else Contrast.NORMAL)
    switch.set_zoom(1.5 if look == "zoom" else 1.0)
    switch.set_compact(compact=look == "compact")
    rtl = look == "rtl"
    direction = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    QApplication.setLayoutDirection(direction)


