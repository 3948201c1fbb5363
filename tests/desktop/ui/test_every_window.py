"""What holds for each window and dialog: named controls, keys alone, hostile names, every look."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.ui.chat_window import ChatWindow
from desktop.ui.network_window import NetworkWindow
from desktop.ui.presence_window import PresenceWindow
from desktop.ui.theme import ThemeSwitch
from tests import shots_windows
from tests.shots import NOW_MS
from tests.shots_cast import CHECKS, LINKS, MEMBERS, OPEN_ROOMS, PEOPLE, ROOMS

SCENES = [scene for scene, _ in shots_windows.SCENES if scene.__name__ not in {"full", "room_menu"}]
EACH = pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
Scene = Callable[[ChatWindow], QWidget]

HOSTILE = (
    "<b>bold</b><img src='file:///etc/passwd'>",
    "&amp;&lt;",
    "\u202egnp.exe",
    "Z" + "\u0301" * 40,
    "x" * 48,
    "👩‍👩‍👧‍👦" * 5,
    "   ",
    "الاسم الطويل جدا",
)


def focusable(top: QWidget) -> list[QWidget]:
    return [
        each
        for each in top.findChildren(QWidget)
        if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


@EACH
def test_every_control_is_named_and_has_an_id(
    scene: Scene, window: ChatWindow, qtbot: QtBot
) -> None:
    shown = scene(window)
    qtbot.addWidget(shown)
    controls = focusable(shown)
    assert controls
    for each in controls:
        if isinstance(each, QAbstractScrollArea) and not isinstance(each, QAbstractItemView):
            continue
        spoken = each.accessibleName() or (each.text() if isinstance(each, QAbstractButton) else "")
        assert spoken, each
        if isinstance(each, QAbstractButton | QLineEdit | QAbstractItemView | QSpinBox):
            inner = isinstance(each.parentWidget(), QSpinBox)
            assert inner or each.objectName(), spoken


@EACH
def test_one_of_several_is_told_as_such_and_stacks_are_not(
    scene: Scene, window: ChatWindow, qtbot: QtBot
) -> None:
    shown = scene(window)
    qtbot.addWidget(shown)
    for each in (*shown.findChildren(QWidget), *window.findChildren(QWidget)):
        role = QAccessible.queryAccessibleInterface(each).role()
        assert role != QAccessible.Role.LayeredPane, each
        group = each.group() if isinstance(each, QAbstractButton) else None
        if group is not None and group.exclusive():
            assert role == QAccessible.Role.RadioButton, each


@EACH
def test_tab_reaches_every_control(scene: Scene, window: ChatWindow, qtbot: QtBot) -> None:
    shown = scene(window)
    qtbot.addWidget(shown)
    chain: set[QWidget] = set()
    at: QWidget | None = shown
    for _ in range(2_000):
        at = at.nextInFocusChain()
        assert at is not None
        chain.add(at)
        if at is shown:
            break
    missed = [each.objectName() for each in focusable(shown) if each not in chain]
    assert missed == []


@EACH
def test_targets_are_wide_enough(scene: Scene, window: ChatWindow, qtbot: QtBot) -> None:
    shown = scene(window)
    qtbot.addWidget(shown)
    QApplication.sendPostedEvents()
    small = [
        (each.objectName(), each.width(), each.height())
        for each in shown.findChildren(QAbstractButton)
        if each.isVisible() and each.objectName() and min(each.width(), each.height()) < 24
    ]
    assert small == []  # WCAG 2.2, 2.5.8


@EACH
@pytest.mark.parametrize("look", ["contrast-dark", "rtl", "zoom", "compact"])
def test_every_look_is_painted(
    scene: Scene, look: str, window: ChatWindow, switch: ThemeSwitch, qtbot: QtBot
) -> None:
    shots_windows.dress(switch, look)
    try:
        shown = scene(window)
        qtbot.addWidget(shown)
        assert not shown.grab().isNull()
    finally:
        shots_windows.dress(switch, "light")


@pytest.mark.parametrize("name", HOSTILE)
def test_names_of_peers_are_only_text(
    name: str, window: ChatWindow, switch: ThemeSwitch, qtbot: QtBot
) -> None:
    people = tuple(
        msgspec.structs.replace(
            each,
            name=name,
            note=name,
            devices=tuple(msgspec.structs.replace(d, name=name) for d in each.devices),
        )
        for each in PEOPLE
    )
    rooms = tuple(msgspec.structs.replace(each, name=name, topic=name) for each in ROOMS)
    shots_windows.furnish(window)
    window.doors.set_people(people)
    window.set_presence(people)
    window.set_rooms(rooms)
    doors = window.doors
    tops: list[QWidget] = [window]
    for opened in (
        doors.open_switcher,
        doors.open_browse,
        lambda: doors.open_details(rooms[0]),
        lambda: doors.open_leave(rooms[2]),
        lambda: doors.ask_whom_to_invite(rooms[2].room, frozenset()),
        lambda: doors.set_members(
            rooms[2].room, tuple(msgspec.structs.replace(each, name=name) for each in MEMBERS)
        ),
    ):
        opened()
        doors.set_open_rooms(tuple(msgspec.structs.replace(each, name=name) for each in OPEN_ROOMS))
        assert doors._dialog is not None
        assert not doors._dialog.grab().isNull()
        tops.append(doors._dialog)
        assert_plain(doors._dialog)
    presence = PresenceWindow(switch, lambda: NOW_MS)
    presence.set_rooms(rooms)
    presence.set_people(people)
    network = NetworkWindow(switch, lambda: NOW_MS)
    network.set_people(people)
    network.set_links(tuple(msgspec.structs.replace(each, name=name) for each in LINKS))
    network.set_checks(
        tuple(msgspec.structs.replace(each, words=name, command=name) for each in CHECKS)
    )
    for top in (presence, network):
        qtbot.addWidget(top)
        top.show()
        assert not top.grab().isNull()
        assert_plain(top)
    assert_plain(window)


def assert_plain(top: QWidget) -> None:
    for label in top.findChildren(QLabel):
        if label.text():
            assert label.textFormat() == Qt.TextFormat.PlainText, label.text()
    for each in top.findChildren(QWidget):
        words = each.toolTip()
        assert "<b>" not in words
        assert "<img" not in words
