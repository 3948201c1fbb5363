"""The first page: a name is all it asks, and people show up beside it."""

from __future__ import annotations

import sys

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.model import UNNAMED_NETWORK, NetworkState, Room, RoomKind, Status
from desktop.ui.chat_window import ChatWindow
from desktop.ui.dialogs import AddAddress
from desktop.ui.row_model import VALUE_ROLE
from desktop.ui.system_name import full_name
from net.ids import RoomId
from tests import shots_cast
from tests.shots import PEOPLE

LAN = NetworkState("Station LAN", 5, connected=True)


def test_a_name_starts_the_chat(window: ChatWindow, qtbot: QtBot) -> None:
    window.show_first_run()
    form = window.first_run.form
    assert not form.start.isEnabled()
    assert form.field.hasFocus()
    qtbot.keyClicks(form.field, "  Mira  Sol ")
    assert form.start.isEnabled()
    with qtbot.waitSignal(window.first_run_finished) as told:
        qtbot.keyClick(form.field, Qt.Key.Key_Return)
    assert told.args == ["Mira Sol"]
    with qtbot.waitSignal(window.first_run_finished):
        qtbot.mouseClick(form.start, Qt.MouseButton.LeftButton)
    window.show_chat()
    assert window.page.isVisible()


def test_the_title_counts_nothing_before_there_is_a_name(window: ChatWindow) -> None:
    window.show_first_run()
    room = Room(RoomId(b"l" * 32), "lobby", RoomKind.OPEN, unread=23)
    window.set_rooms((room,))
    assert window.windowTitle() == "Grapevine"
    window.show_chat()
    assert window.windowTitle() == "(23) Grapevine"


def test_a_suggestion_does_not_overwrite(window: ChatWindow) -> None:
    window.show_first_run("Mira Sol")
    field = window.first_run.form.field
    assert field.selectedText() == "Mira Sol"
    field.setText("typed")
    window.show_first_run("Mira Sol")
    assert field.text() == "typed"


def test_a_name_that_will_be_cut_is_shown_as_others_see_it(window: ChatWindow) -> None:
    window.show_first_run()
    form = window.first_run.form
    form.field.setText("x" * 60)
    assert form.hint.text() == "Others see: " + "x" * 48
    form.field.setText("\u200b\u200b")
    assert "Nobody could read" in form.hint.text()
    assert not form.start.isEnabled()


def test_people_show_up(window: ChatWindow) -> None:
    window.show_first_run()
    found = window.first_run.found
    window.set_network(LAN)
    assert found.count.text() == "Looking for people on Station LAN…"
    window.set_people(PEOPLE[:2])
    assert found.count.text() == "2 people are here, looking for more"
    window.set_people(PEOPLE[:1])
    assert found.count.text() == "1 person is here, looking for more"
    window.set_network(NetworkState("", 0, connected=False))
    assert found.network_name.text() == "Not connected"
    assert not found.connection.isVisible()


def test_people_are_shown_with_state_and_note(window: ChatWindow) -> None:
    window.show_first_run()
    window.set_network(LAN)
    ana, bo, goro, chidi, hanna = (shots_cast.PEOPLE[n] for n in (1, 2, 5, 7, -1))
    assert hanna.status is Status.OFFLINE
    window.first_run.set_presence((shots_cast.PEOPLE[0], ana, bo, goro, chidi, hanna))
    found = window.first_run.found
    assert found.count.text() == "4 people are here, looking for more"
    rows = [
        found.people.model().index(n, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for n in range(found.people.model().rowCount())
    ]
    assert [row.partition(",")[0] for row in rows] == [p.name for p in (ana, bo, goro, chidi)]
    assert "in the wet lab" in rows[0]
    assert "Do not disturb" in rows[2]
    assert "Away" in rows[3]
    window.set_people(PEOPLE[:2])  # links know less than what was told
    assert found.count.text() == "4 people are here, looking for more"


def test_state_without_a_note_is_a_word(window: ChatWindow) -> None:
    away = msgspec.structs.replace(shots_cast.PEOPLE[7], note="", until_ms=None)
    window.first_run.set_presence((away,))
    assert window.first_run.found.people.model().index(0, 0).data(VALUE_ROLE).line == "Away"


def test_an_invite_is_used_before_the_name_is_given(window: ChatWindow, qtbot: QtBot) -> None:
    window.show_first_run("Mira")
    window.set_addresses(("192.168.20.14:4000",))
    qtbot.mouseClick(window.first_run.form.invite, Qt.MouseButton.LeftButton)
    dialog = window.findChild(AddAddress)
    assert isinstance(dialog, AddAddress)
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().endswith("\n192.168.20.14:4000")
    dialog.field.setText("10.0.0.7")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert "port is missing" in dialog.trouble.text()
    assert dialog.isVisible()
    heard: list[str] = []
    window.address_added.connect(heard.append)
    dialog.field.setText("Chat with me: 10.0.0.7:4000 10.0.0.8:4000")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert heard == ["10.0.0.7:4000", "10.0.0.8:4000"]


def test_what_went_wrong_is_said_on_the_first_page(window: ChatWindow, qtbot: QtBot) -> None:
    window.show_first_run("Mira")
    news = window.first_run.form.news
    assert not news.isVisible()
    window.first_run.say("danger", "The disk is full.")
    assert news.isVisible()
    assert news.text() == "The disk is full."


def test_nobody_found_shows_the_checks(window: ChatWindow, qtbot: QtBot) -> None:
    window.show_first_run()
    window.set_network(NetworkState("Station LAN", 1, connected=True))
    window.set_reasons([("problem", "Announcements are not heard.")])
    window.nobody_found()
    connection = window.first_run.found.connection
    assert connection.isVisible()
    assert connection.checks.isVisible()
    assert not connection.copy.isVisible()
    qtbot.mouseClick(connection.add, Qt.MouseButton.LeftButton)
    assert window.findChild(QWidget, "address") is not None


@pytest.mark.skipif(sys.platform == "win32", reason="there is no password file on Windows")
def test_roles_are_no_suggestion(monkeypatch: pytest.MonkeyPatch) -> None:
    import os
    import pwd

    def account(uid: int, name: str, gecos: str) -> None:
        entry = pwd.struct_passwd((name, "x", uid, uid, gecos, "/home/x", "/bin/sh"))
        monkeypatch.setattr(os, "getuid", lambda: uid)
        monkeypatch.setattr(pwd, "getpwuid", lambda _uid: entry)

    account(1000, "mira", "Mira Sol,,,")
    assert full_name() == "Mira Sol"
    account(0, "root", "root of all")
    assert full_name() == ""
    account(1000, "mira", "mira")
    assert full_name() == ""


def test_the_first_page_says_only_what_is_known_of_the_network(window: ChatWindow) -> None:
    window.show_first_run()
    found = window.first_run.found
    assert found.network_name.text() == "Looking for a network…"
    assert not found.note.isVisible()  # whether it is open is not known yet
    window.set_network(NetworkState(UNNAMED_NETWORK, 1, connected=False))
    assert found.network_name.text() == "Not connected"
    assert not found.note.isVisible()
    window.set_network(NetworkState(UNNAMED_NETWORK, 1, connected=True))
    assert found.network_name.text() == "This LAN"
    assert found.count.text() == "Looking for people on this network…"
    assert found.note.isVisible()
    window.set_network(NetworkState(UNNAMED_NETWORK, 1, connected=True, closed=True))
    assert not found.note.isVisible()
