"""The first page: a name is all it asks, and people show up beside it."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.model import NetworkState
from desktop.ui.chat_window import ChatWindow
from desktop.ui.system_name import full_name
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
    assert window.findChild(object, "address") is not None


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
