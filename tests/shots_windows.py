"""The pictures of everything round the main window: switcher, rooms, presence, network, settings."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from desktop.model import CheckView
from desktop.ui.features import Feature
from desktop.ui.settings_values import LOOK_KEYS, SettingsView
from tests import shots, shots_talk
from tests.shots import NOW_MS
from tests.shots_cast import (
    ALONE_CHECKS,
    CHECKS,
    FIELD,
    FINDINGS,
    LINKS,
    MEMBERS,
    OPEN_ROOMS,
    PEOPLE,
    ROOMS,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from desktop.ui.chat_window import ChatWindow
    from desktop.ui.theme import ThemeSwitch

EVERYTHING = frozenset(Feature)
HERE = (*PEOPLE[:3], *PEOPLE[4:6], PEOPLE[7], *PEOPLE[9:])
"""Who is in the field station."""
ALL_SETTINGS = (
    LOOK_KEYS | {"interfaces", *SettingsView.__struct_fields__}
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
    talk = window.page.talk
    talk.set_features(EVERYTHING)
    talk.set_people(shots.PRESENT, shots.ME.person)
    window.set_presence(HERE)
    window.open_room(FIELD, shots_talk.RichLines(shots_talk.MORNING))
    talk.set_typing(["Ana", "Farah"])
    talk.timeline.set_reach(7)
    shots_talk.write(window, "Thanks! I will fetch it before lunch")
    talk.timeline.set_unread_after(shots_talk.RICH[4].id)
    talk.timeline.set_hover(1)
    return window


def switcher(window: ChatWindow) -> QWidget:
    """The quick switcher with a few letters."""
    furnish(window)
    window.doors.open_switcher()
    found = window.doors._dialog
    found.field.setText("a")
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
    found.list.setCurrentIndex(found.list.model().index(2, 0))
    return found  # type: ignore[return-value]


def invite(window: ChatWindow) -> QWidget:
    """Whom to invite."""
    furnish(window)
    window.doors.ask_whom_to_invite(ROOMS[2].room, frozenset(m.person for m in MEMBERS[:3]))
    found = window.doors._dialog
    found.pick._model.toggle(found.pick._model.index(1, 0))
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


def _parted(checks: tuple[CheckView, ...]) -> tuple[CheckView, ...]:
    """Return the checks as the window gets them, in its language."""
    from desktop.ui.findings import said
    from desktop.ui.verdicts import parted

    return tuple(
        CheckView(
            each.check,
            each.verdict,
            *parted(each.words),
            fix=said(each.fix),
            command=each.command,
            english=each.words,
        )
        for each in checks
    )


def network(window: ChatWindow) -> QWidget:
    """The window of the network."""
    from desktop.ui.network_window import NetworkWindow

    made = NetworkWindow(window._switch, lambda: NOW_MS, ("version 0.4", "Linux"))
    made.set_people(tuple(p for p in PEOPLE if p.name.split()[0] not in ("Iris", "Kavya")))
    made.set_links(LINKS)
    made.set_checks(_parted(CHECKS))
    made.show()
    made.ask_about(PEOPLE[7].person)
    made.set_findings(PEOPLE[7].person, _parted(FINDINGS))
    made.links.setCurrentIndex(made.links.model().index(0, 0))
    return made


def network_alone(window: ChatWindow) -> QWidget:
    """The window of the network while nobody is there."""
    from desktop.ui.network_window import NetworkWindow

    made = NetworkWindow(window._switch, lambda: NOW_MS)
    made.set_people(PEOPLE[:1])
    made.set_checks(_parted(ALONE_CHECKS))
    made.set_addresses(("192.168.20.14:47474",))
    made.show()
    return made


def _settings(window: ChatWindow, page: str) -> QWidget:
    from desktop.ui.settings_values import InterfaceView, StorageView
    from desktop.ui.settings_window import SettingsWindow

    made = SettingsWindow(
        window._switch,
        window.doors.keys,
        version="0.4.0",
        offered=ALL_SETTINGS,
        features=EVERYTHING,
        languages=(("en", "English"), ("de", "Deutsch"), ("ar", "العربية")),
    )
    made.set_storage(
        StorageView(folder="/home/mira/.local/share/grapevine", size_bytes=345_000_000,
                    messages=1_000_000, free_bytes=81_000_000_000)
    )  # fmt: skip
    made.set_values(SettingsView(name="Mira Sol", interfaces=("enp3s0", "usb0")))
    made.set_interfaces(
        (
            InterfaceView("enp3s0", ("192.168.20.14", "fe80::1c3%2")),
            InterfaceView("work-vpn", ("10.8.0.14",), used=False),
            InterfaceView("usb0", (), used=False),
        )
    )
    made.open_page(page)
    made.show()
    return made


def settings(window: ChatWindow) -> QWidget:
    """The settings of the look."""
    return _settings(window, "appearance")


def settings_privacy(window: ChatWindow) -> QWidget:
    """The settings of privacy."""
    return _settings(window, "privacy")


def settings_network(window: ChatWindow) -> QWidget:
    """The settings of the network."""
    return _settings(window, "network")


def settings_keys(window: ChatWindow) -> QWidget:
    """The keys, one of them taken already."""
    made = _settings(window, "keys")
    made.keys.key_rows["new"].button.pressed_keys.emit("Ctrl+K")  # type: ignore[attr-defined]
    return made


def settings_storage(window: ChatWindow) -> QWidget:
    """What is on disk."""
    return _settings(window, "storage")


def settings_about(window: ChatWindow) -> QWidget:
    """What it is made of."""
    return _settings(window, "about")


Scene = Callable[["ChatWindow"], "QWidget"]
LOOKS = ("light", "dark", "contrast", "contrast-dark", "rtl", "zoom", "compact")
BOTH = ("light", "dark")
SPOKEN = {"arabic": "ar", "german": "de"}
"""Looks in another language; Arabic reads from the right."""
MIXED = ("arabic-dark", "arabic-contrast", "german-dark", "german-zoom")
"""What only shows where two of them meet."""
SCENES: tuple[tuple[Scene, tuple[str, ...]], ...] = (
    (full, (*LOOKS, *SPOKEN, *MIXED)),
    (switcher, (*BOTH, "contrast", "rtl")),
    (switcher_empty, ("light",)),
    (browse, BOTH),
    (create, (*BOTH, "german-zoom")),
    (members, (*BOTH, "rtl")),
    (invite, BOTH),
    (leave, ("light",)),
    (room_menu, BOTH),
    (presence, (*LOOKS, *MIXED)),
    (number, BOTH),
    (network, (*LOOKS, *SPOKEN, *MIXED)),
    (network_alone, ("light",)),
    (settings, LOOKS),
    (settings_privacy, BOTH),
    (settings_network, ("light",)),
    (settings_keys, (*BOTH, *MIXED)),
    (settings_storage, ("light",)),
    (settings_about, ("light",)),
)


def dress(switch: ThemeSwitch, look: str) -> None:
    """Put on one of LOOKS or SPOKEN, or several joined by hyphens."""
    from PySide6.QtCore import QLocale, Qt
    from PySide6.QtWidgets import QApplication

    from desktop import languages
    from desktop.ui.theme import Contrast, ThemeChoice

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    words = look.split("-")
    languages.unload(app)
    QLocale.setDefault(QLocale.system())  # a look without a language is that of the system
    for spoken in SPOKEN.keys() & words:
        languages.load(app, SPOKEN[spoken])
    switch.set_choice(ThemeChoice.DARK if "dark" in words else ThemeChoice.LIGHT)
    switch.set_contrast(Contrast.HIGH if "contrast" in words else Contrast.NORMAL)
    switch.set_zoom(1.5 if "zoom" in words else 1.0)
    switch.set_compact(compact="compact" in words)
    rtl = "rtl" in words or "arabic" in words
    direction = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    QApplication.setLayoutDirection(direction)


def shoot(app: QApplication, scale: float, wanted: Sequence[str]) -> None:
    """Make the pictures whose names hold one of the words, or all."""
    from desktop.ui.chat_window import ChatWindow
    from desktop.ui.theme import ThemeSwitch
    from tests import shots_desk

    for scene, looks in (*SCENES, *shots_desk.SCENES):
        for look in looks:
            name = f"{scene.__name__.replace('_', '-')}-{look}"
            if wanted and not any(word in name for word in wanted):
                continue
            switch = ThemeSwitch(app)
            dress(switch, look)
            window = ChatWindow(switch, shots.timeline(switch), lambda: NOW_MS, nobody_ms=3_600_000)
            window.show()
            shown = scene(window)
            for _ in range(12):
                app.processEvents()
                time.sleep(0.01)
            target = shots.FOLDER / f"{name}-{scale * 100:.0f}.png"
            if not shown.grab().save(str(target)):
                raise SystemExit(f"cannot write {target}")
            print(target.relative_to(shots.FOLDER.parent.parent))
            dress(switch, "light")
            shots.put_away(app, switch)
