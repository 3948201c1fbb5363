"""Makes the pictures of the windows: `python -m tests.shots [names]` writes them to build/shots.

One process per scale, offscreen, with a fixed clock and fixed people, so that two runs on one
machine give the same bytes.
"""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.model import (
    Message,
    MessageState,
    NetworkState,
    Person,
    PersonPresence,
    Room,
    RoomKind,
    Status,
)
from net.ids import DeviceId, EntryId, PersonId, RoomId, digest

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from desktop.ui.chat_window import ChatWindow
    from desktop.ui.theme import ThemeSwitch
    from desktop.ui.timeline.source import TimelineListener
    from desktop.ui.timeline.view import TimelineView

FOLDER = Path(__file__).resolve().parent.parent / "build" / "shots"
SCALES = (1, 1.5, 2)
NOW_MS = int(datetime.datetime(2026, 10, 14, 10, 46, tzinfo=datetime.UTC).timestamp() * 1000)
LOBBY = RoomId(digest(b"shot room", b"lobby"))

NAMES = {
    "mira": ("Mira Sol", 2),
    "ana": ("Ana Ferreira", 0),
    "bo": ("Bo Lindqvist", 5),
    "chidi": ("Chidi Okafor", 3),
    "dana": ("Dana Weiss", 6),
    "farah": ("Farah Nasser", 7),
    "goro": ("Goro Tanaka", 1),
    "emre": ("Emre Y\u0131ld\u0131z", 4),
    "hanna": ("Hanna Koch", 2),
    "iris": ("Iris Blom", 5),
    "kavya": ("Kavya Rao", 3),
}
"""Full name, and the colour out of eight."""


def _person_id(key: str, color: int) -> PersonId:
    ids = (digest(b"shot person", key.encode(), bytes([n])) for n in range(256))
    return PersonId(next(each for each in ids if zlib.crc32(each) % 8 == color))


def person(key: str, *, online: bool = True, devices: int = 1, seen_h: float = 0) -> Person:
    """Return one of the people of the pictures."""
    name, color = NAMES[key]
    return Person(
        _person_id(key, color),
        name,
        online=online,
        last_seen_ms=None if online else NOW_MS - int(seen_h * 3_600_000),
        devices=tuple(
            DeviceId(digest(b"shot device", key.encode(), bytes([n]))) for n in range(devices)
        ),
    )


ME = person("mira")
PEOPLE = (
    ME,
    person("ana", devices=2),
    person("bo"),
    person("farah"),
    person("goro"),
    person("chidi", online=False, devices=2, seen_h=1),
    person("emre", online=False, seen_h=16),
    person("hanna", online=False, seen_h=110),
)
PRESENT = tuple(
    PersonPresence(
        each.person, each.name, Status.ONLINE if each.online else Status.OFFLINE, mine=each == ME
    )
    for each in PEOPLE
)
"""The same people as members of the room in view."""


class Lines:
    """A room's messages in a tuple."""

    def __init__(self, messages: Sequence[Message]) -> None:
        self._messages = tuple(messages)

    def count(self) -> int:
        return len(self._messages)

    def rows(self, first: int, last: int) -> Sequence[Message]:
        return self._messages[first:last]

    def ordinal_of(self, message_id: EntryId) -> int | None:
        ids = [message.id for message in self._messages]
        return ids.index(message_id) if message_id in ids else None

    def ordinal_at_time(self, unix_ms: int) -> int:
        return sum(message.sent_at_ms < unix_ms for message in self._messages)

    def set_listener(self, listener: TimelineListener | None) -> None:
        pass


def said(key: str, at: str, text: str, **more: object) -> Message:
    """Return a message said at HH:MM today, or at `D HH:MM` days ago."""
    days, _, clock = at.rpartition(" ")
    hours, minutes = (int(part) for part in clock.split(":"))
    midnight = NOW_MS - NOW_MS % 86_400_000
    sent = midnight - int(days or 0) * 86_400_000 + (hours * 60 + minutes) * 60_000
    who = person(key)
    own = key == "mira"
    seed = digest(b"shot message", key.encode(), at.encode(), text.encode())
    values: dict[str, object] = {"state": MessageState.DELIVERED if own else MessageState.STORED}
    values |= more
    return Message(
        id=EntryId(seed),
        local_id=seed[:16],
        room=LOBBY,
        person=who.person,
        device=who.devices[0],
        name=who.name,
        text=text,
        sent_at_ms=sent,
        own=own,
        key=(sent, 0, 0, seed),
        **values,  # type: ignore[arg-type]
    )


TALK = (
    said("emre", "1 17:52", "Left the spare radio on the charger, channel 6."),
    said("hanna", "1 18:20", "Found it, thank you."),
    said(
        "ana",
        "10:14",
        "Boards are back from the workshop. Two of the four pass the leak test, the other two sit "
        "in the sink until noon. 🚰",
    ),
    said("ana", "10:15", "Photos are in https://logs.station.example/boards, serials in the note."),
    said("chidi", "10:19", "This is what I run for the gauge, tell me if the window is too short:"),
    said(
        "chidi",
        "10:19",
        "```python\ndef drift(samples):\n    # cm per hour, last tide only\n"
        "    return fit(samples[-372:]).slope * 3600\n```",
    ),
    said("farah", "10:24", "القارب يعود قبل الغروب، والبحر هادئ"),
    said("goro", "10:35", "Then we fly with two. Can you take the spare radio? 🌊👍"),
    said("mira", "10:37", "Yes, already packed.", delivered_to=6),
    said("mira", "10:38", "Who has the charger for it?", state=MessageState.STORED),
    said("bo", "10:42", "Charger is in drawer 3. The tide gauge is back, drift is under 0.4 cm."),
)


FAILED = (
    *TALK[:-1],
    said(
        "mira", "10:39", "The blue one, 12 V", state=MessageState.FAILED, error="The disk is full"
    ),
    said("mira", "10:40", "I am at the winch until noon.", state=MessageState.PENDING),
    TALK[-1],
)


def lobby(talk: Sequence[Message], *, unread: int = 0) -> Room:
    """Return the lobby with this talk in it."""
    last = talk[-1] if talk else None
    return Room(
        LOBBY,
        "lobby",
        RoomKind.OPEN,
        topic="everyone on this network",
        unread=unread,
        members=len(PEOPLE),
        last=last,
    )


def _open(window: ChatWindow, talk: Sequence[Message]) -> None:
    window.set_me(ME)
    window.set_network(NetworkState("Station LAN", 5, connected=True))
    window.set_people(PEOPLE)
    window.set_rooms((lobby(talk),))
    window.open_room(lobby(talk), Lines(talk))


def chat(window: ChatWindow) -> None:
    """The room with a conversation, and a reply half written."""
    _open(window, TALK)
    window.page.composer.edit.setPlainText("Thanks! I will fetch it before lunch")
    window.page.composer.edit.moveCursor(window.page.composer.edit.textCursor().MoveOperation.End)


def failed(window: ChatWindow) -> None:
    """A message that could not be stored, one under way, and the reason."""
    _open(window, FAILED)
    window.send_failed(
        b"", "Not sent: the disk is full. Free some room and retry.", FAILED[-3].text
    )


def offline(window: ChatWindow) -> None:
    """No network: the bar, a grey line, a composer that still works."""
    _open(window, TALK)
    window.set_network(NetworkState("", 1, connected=False))
    window.set_people(tuple(person(key, online=False, seen_h=2) for key in NAMES))


def nobody(window: ChatWindow) -> None:
    """Nobody was found: reasons with ticks and what one can do."""
    window.set_me(ME)
    window.set_network(NetworkState("Station LAN", 1, connected=True))
    window.set_people((ME,))
    window.set_addresses(("192.168.20.14:47474",))
    window.set_reasons(
        [
            ("ok", "Connected to Station LAN as 192.168.20.14."),
            ("problem", "Announcements are not heard: this network may keep devices apart."),
            ("unknown", "Whether others can reach this device is known once someone tries."),
        ]
    )
    room = lobby(())
    window.set_rooms((room,))
    window.open_room(room, Lines(()))
    window.nobody_found()


def room(window: ChatWindow) -> None:
    """A room in which nobody has said anything."""
    _open(window, ())


def first_run(window: ChatWindow) -> None:
    """The first page, with people showing up."""
    window.resize(900, 620)
    window.set_network(NetworkState("Station LAN", 6, connected=True))
    window.set_people((*PEOPLE[1:5], person("dana")))
    from tests import shots_cast

    window.first_run.set_presence(tuple(shots_cast.PEOPLE[n] for n in (1, 2, 3, 5, 7)))
    window.show_first_run("Mira Sol")


def first_run_alone(window: ChatWindow) -> None:
    """The first page while nobody was found."""
    nobody(window)
    window.resize(900, 620)
    window.show_first_run("")


def narrow(window: ChatWindow) -> None:
    """The smallest window."""
    chat(window)
    window.resize(720, 480)


Scene = tuple[str, Callable[["ChatWindow"], "QWidget | None"], bool]
SCENES: tuple[Scene, ...] = tuple(
    (scene.__name__.replace("_", "-"), scene, dark)
    for scene in (
        chat,
        failed,
        offline,
        nobody,
        room,
        first_run,
        first_run_alone,
        narrow,
    )
    for dark in (False, True)
)
"""Name, what to set up, dark?"""


def today() -> datetime.date:
    """Return the day of the pictures."""
    return datetime.datetime.fromtimestamp(NOW_MS / 1000, datetime.UTC).date()


def timeline(switch: ThemeSwitch) -> TimelineView:
    """Return the real timeline, on the day of the pictures, in UTC."""
    from desktop.ui.timeline.view import TimelineView

    return TimelineView(switch.theme, today, datetime.UTC)


def _shoot(app: QApplication, scale: float, wanted: Sequence[str]) -> None:
    from desktop.ui.chat_window import ChatWindow
    from desktop.ui.theme import ThemeChoice, ThemeSwitch
    from tests import shots_talk

    for name, scene, dark in (*SCENES, *shots_talk.SCENES):
        look = "dark" if dark else "light"
        if wanted and not any(word in f"{name}-{look}" for word in wanted):
            continue
        switch = ThemeSwitch(app, ThemeChoice.DARK if dark else ThemeChoice.LIGHT)
        window = ChatWindow(switch, timeline(switch), lambda: NOW_MS, nobody_ms=3_600_000)
        window.show()
        shown = scene(window) or window
        window.activateWindow()
        for _ in range(12):  # deferred layouts, polish and the timeline's frame
            app.processEvents()
            time.sleep(0.01)
        target = FOLDER / f"{name}-{look}-{scale * 100:.0f}.png"
        if not shown.grab().save(str(target)):
            raise SystemExit(f"cannot write {target}")
        print(target.relative_to(FOLDER.parent.parent))
        put_away(app, switch)


def put_away(app: QApplication, switch: ThemeSwitch) -> None:
    """Leave nothing of a picture: each look is put on every widget there is, hidden ones too."""
    import gc

    from PySide6.QtCore import QCoreApplication, QEvent

    switch.deleteLater()
    for top in app.topLevelWidgets():
        top.close()
        top.deleteLater()
    # Outside of an event loop nothing else carries them out.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def main(arguments: Sequence[str]) -> None:
    """Run once per scale, each in a process of its own: Qt reads the scale when it starts."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    if arguments and arguments[0] == "--scale":
        from PySide6.QtWidgets import QApplication

        from desktop.ui import fonts

        app = QApplication([])
        fonts.load(app)
        app.setCursorFlashTime(0)  # a caret that does not blink is in every picture
        _shoot(app, float(arguments[1]), arguments[2:])
        from tests import shots_windows

        shots_windows.shoot(app, float(arguments[1]), arguments[2:])
        return
    for scale in SCALES:
        environment = os.environ | {
            "QT_QPA_PLATFORM": "offscreen",
            "QT_SCALE_FACTOR": str(scale),
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
        }
        command = [sys.executable, "-m", "tests.shots", "--scale", str(scale), *arguments]
        subprocess.run(command, env=environment, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
