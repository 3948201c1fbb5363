"""An empty room counts its own people and says who reads; dialogs grow, and Enter presses."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.model import UNNAMED_NETWORK, NetworkState, RoomKind, Status
from desktop.ui.chat_window import ChatWindow
from desktop.ui.dialogs import AddAddress
from tests import shots, shots_cast
from tests.shots import Lines, lobby


def test_an_empty_room_counts_its_own_people_and_says_who_reads(window: ChatWindow) -> None:
    shots._open(window, ())
    words = window.page.empty.words
    assert "other people are here with you" in words.text()
    me, ana, bo = (shots_cast.PEOPLE[n] for n in (0, 1, 2))
    window.set_presence((me,))  # a room that was just made
    assert words.text() == "Say hello: everyone on this network reads what is written here."
    gone = msgspec.structs.replace(bo, status=Status.OFFLINE)
    window.set_presence((me, ana, gone))
    assert words.text() == "1 other person is here with you. Say hello."
    away = msgspec.structs.replace(me, status=Status.AWAY)
    window.set_presence((away, ana, bo))
    assert words.text() == "2 other people are here with you. Say hello."
    window.set_presence((away,))  # nobody of whom it says that they are here, oneself neither
    assert words.text() == "Say hello: everyone on this network reads what is written here."
    private = msgspec.structs.replace(lobby(()), kind=RoomKind.PRIVATE)
    window.open_room(private, Lines(()))
    window.set_presence((me,))
    assert words.text() == "Say hello: only its members read what is written here."


def test_a_dialog_grows_for_words_that_come_later(window: ChatWindow, qtbot: QtBot) -> None:
    window.dialogs.ask_address()
    dialog = window.findChild(AddAddress)
    assert isinstance(dialog, AddAddress)
    field = dialog.findChild(QLineEdit)
    words = dialog.findChild(QLabel, "add-address-words")
    assert isinstance(field, QLineEdit)
    assert isinstance(words, QLabel)
    before, tall = dialog.height(), (field.height(), words.height())
    field.setText("nonsense here")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.height() > before)
    qtbot.waitUntil(lambda: (field.height(), words.height()) == tall)


def test_enter_presses_the_button_that_has_the_keyboard(window: ChatWindow, qtbot: QtBot) -> None:
    window.set_addresses(("192.168.1.9:4000",))
    window.dialogs.ask_address()
    dialog = window.findChild(AddAddress)
    assert isinstance(dialog, AddAddress)
    dialog.copy.setFocus()
    qtbot.keyClick(dialog.copy, Qt.Key.Key_Return)
    assert dialog.copy.text() == "Copied"
    assert not dialog.trouble.isVisible()  # the button that Enter presses elsewhere was not
    people = window.page.header.people
    was = people.isChecked()
    qtbot.keyClick(people, Qt.Key.Key_Enter)
    assert people.isChecked() is not was


def test_who_is_looked_for_depends_on_the_network(window: ChatWindow) -> None:
    empty = window.page.empty
    assert empty.title.text() == "Looking for a network…"
    window.set_network(NetworkState(UNNAMED_NETWORK, 1, connected=True))
    assert empty.title.text() == "Looking for people on this network…"
    window.set_network(NetworkState("Station LAN", 1, connected=True))
    assert empty.title.text() == "Looking for people on Station LAN…"
    window.set_network(NetworkState(UNNAMED_NETWORK, 1, connected=False))
    assert empty.words.text() == "People show up here once this device is on a network."
