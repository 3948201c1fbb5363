"""The window on a real engine: typed here, read by another process, and back."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import Face
from desktop.model import Message, MessageState, RoomKind
from desktop.options import Options
from desktop.preview import look
from desktop.ui.timeline.view import TimelineView
from desktop.ui.written import Written
from net.ids import RoomId, to_text
from tests.e2e.conftest import address, linked, lobby, texts
from tests.lab.rpc_peer import RpcPeer

WAIT_MS = 15_000


@pytest.fixture
def bo(tmp_path: Path) -> Iterator[RpcPeer]:
    peer = RpcPeer(tmp_path / "bo", "Bo", "--no-discovery", "--listen", "127.0.0.1:0")
    with peer:
        yield peer


@pytest.fixture
def window(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, bo: RpcPeer
) -> Iterator[Callable[..., Face]]:
    faces: list[Face] = []

    def make(name: str | None = "Ana") -> Face:
        host, _, port = address(bo).rpartition(":")
        options = Options(
            face="window", data_dir=tmp_path / "ana", name=name, listen=("127.0.0.1", 0),
            connect=((host, int(port)),), discovery=False,
        )  # fmt: skip
        face = Face(qapp, options, 0.0, look(options.data_dir))
        faces.append(face)
        face.show()
        return face

    yield make
    for face in faces:
        face.quit()
        qtbot.addWidget(face.window)


def write(face: Face, text: str) -> None:
    face.window.page.composer.message_written.emit(face._wiring.view.room, Written(text))


def _rows(face: Face) -> list[Message]:
    rows = face._wiring.view.rows
    return list(rows.rows(0, rows.count())) if rows is not None else []


def _shown(face: Face) -> list[str]:
    return [row.text for row in _rows(face)]


def test_typed_in_the_window_read_by_another_process_and_back(
    qtbot: QtBot, window: Callable[..., Face], bo: RpcPeer
) -> None:
    face = window()
    qtbot.waitUntil(lambda: face._wiring.view.rows is not None, timeout=WAIT_MS)
    linked(bo)
    edit = face.window.page.composer.edit
    qtbot.keyClicks(edit, "hello Bo")
    qtbot.keyPress(edit, "\r")
    assert _shown(face) == ["hello Bo"]
    assert bo.wait_notification("message.new").params["text"] == "hello Bo"
    qtbot.waitUntil(
        lambda: [row.state for row in _rows(face)] == [MessageState.DELIVERED], timeout=WAIT_MS
    )
    assert edit.toPlainText() == ""
    bo.call("messages.send", room=lobby(bo), text="hello Ana")
    qtbot.waitUntil(lambda: _shown(face) == ["hello Bo", "hello Ana"], timeout=WAIT_MS)


def test_the_same_words_twice_are_two_messages(
    qtbot: QtBot, window: Callable[..., Face], bo: RpcPeer
) -> None:
    face = window()
    qtbot.waitUntil(lambda: face._wiring.view.rows is not None, timeout=WAIT_MS)
    linked(bo)
    for _ in range(3):
        write(face, "ok")
    assert _shown(face) == ["ok"] * 3
    qtbot.waitUntil(
        lambda: [row.state for row in _rows(face)] == [MessageState.DELIVERED] * 3,
        timeout=WAIT_MS,
    )
    assert len({row.id for row in _rows(face)}) == 3
    assert texts(bo) == ["ok"] * 3


def test_the_next_start_shows_the_history_before_the_engine_runs(
    qtbot: QtBot, qapp: QApplication, window: Callable[..., Face], bo: RpcPeer
) -> None:
    face = window()
    qtbot.waitUntil(lambda: face._wiring.view.rows is not None, timeout=WAIT_MS)
    write(face, "still here")
    qtbot.waitUntil(
        lambda: [row.state for row in _rows(face)] != [MessageState.PENDING], timeout=WAIT_MS
    )
    face.quit()
    again = window(name=None)
    assert _shown(again) == ["still here"]
    assert again.bridge.engine is None
    assert again.window.first_run.isHidden() or not again.window.first_run.isVisible()

def test_the_next_start_shows_a_private_rooms_name_before_the_engine_has_its_keys(
    qtbot: QtBot, window: Callable[..., Face], bo: RpcPeer
) -> None:
    face = window()
    qtbot.waitUntil(lambda: face._wiring.view.rows is not None, timeout=WAIT_MS)
    made = []
    face.bridge.call(lambda engine: engine.rooms.create("council", RoomKind.PRIVATE), made.append)
    qtbot.waitUntil(lambda: any(r.name == "council" for r in face._wiring._rooms), timeout=WAIT_MS)
    council = next(r.room for r in face._wiring._rooms if r.name == "council")
    face.window.room_selected.emit(council)
    qtbot.waitUntil(lambda: face._wiring.view.room == council, timeout=WAIT_MS)
    write(face, "sealed words")
    qtbot.waitUntil(lambda: [row.state for row in _rows(face)] == [MessageState.STORED], timeout=WAIT_MS)
    face.window.page.composer.edit.setPlainText("half a sentence")
    face.quit()

    again = window(name=None)
    page = again.window.page
    assert again._wiring.view.rows is None
    assert not page.shows_empty  # neither "looking for a network" nor "nothing was said here yet"
    assert isinstance(page.timeline, TimelineView)
    assert page.timeline.source is None
    assert page.header.title.text() == "council"
    assert page.header.subtitle.text() == "Private room"  # nobody was counted yet
    assert page.panel.people.model().rowCount() == 0  # certainly not everybody known
    assert again.window.windowTitle() == "council · Grapevine"
    assert page.composer.text() == "half a sentence"
    qtbot.keyClicks(page.composer.edit, "!")
    qtbot.waitUntil(lambda: _shown(again) == ["sealed words"], timeout=WAIT_MS)
    assert page.composer.text() in {"half a sentence!", "!half a sentence"}
    assert again._wiring.view.room == council


def test_a_new_person_is_asked_for_a_name_and_sees_who_is_there(
    qtbot: QtBot, window: Callable[..., Face], bo: RpcPeer
) -> None:
    face = window(name=None)
    assert face.window.first_run.isVisible()
    bo.call("presence.set", status="busy", note="in the wet lab")
    people = face.window.first_run.found.people.model()
    qtbot.waitUntil(
        lambda: [
            str(people.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)).split(", ")[:3]
            for row in range(people.rowCount())
        ]
        == [["Bo", "in the wet lab", "Do not disturb"]],
        timeout=WAIT_MS,
    )
    assert face.window.first_run.isVisible()
    face.window.address_added.emit("nowhere")
    news = face.window.first_run.form.news
    qtbot.waitUntil(lambda: "is not HOST:PORT" in news.text(), timeout=WAIT_MS)
    assert news.isVisible()
    face.window.first_run_finished.emit("Cy")
    qtbot.waitUntil(lambda: face._wiring.view.rows is not None, timeout=WAIT_MS)
    bo.wait_until("people.list", lambda people: "Cy" in {person["name"] for person in people})
    assert not face.window.first_run.isVisible()


@pytest.mark.skipif(not hasattr(os, "statvfs"), reason="needs a POSIX file system")
def test_a_refused_commit_keeps_the_words_with_retry(
    qtbot: QtBot, window: Callable[..., Face], bo: RpcPeer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.store.errors import KnownStoreError, Trouble

    face = window()
    qtbot.waitUntil(lambda: face._wiring.view.rows is not None, timeout=WAIT_MS)
    engine = face.bridge.engine
    assert engine is not None

    async def full(*_: object) -> object:
        raise KnownStoreError(Trouble.FULL)

    # What a full disk answers; the disk itself is filled in the tests of whole processes.
    monkeypatch.setattr(engine.chat, "_append", full)
    write(face, "keep me")
    qtbot.waitUntil(
        lambda: [row.state for row in _rows(face)] == [MessageState.FAILED], timeout=WAIT_MS
    )
    failed = _rows(face)[0]
    assert "disk is full" in str(failed.error)
    assert face.window.page.composer.text() == "keep me"
    monkeypatch.undo()
    face.window.retry_requested.emit(failed.local_id)
    qtbot.waitUntil(
        lambda: (
            [row.state for row in _rows(face)] in ([MessageState.STORED], [MessageState.DELIVERED])
        ),
        timeout=WAIT_MS,
    )
    assert _shown(face) == ["keep me"]
    # The row shows the commit; the answer of the call, which empties the box, comes just behind.
    qtbot.waitUntil(lambda: face.window.page.composer.text() == "", timeout=WAIT_MS)


def test_who_locks_the_screen_is_away_for_others_until_they_are_back(
    qtbot: QtBot, window: Callable[..., Face], bo: RpcPeer
) -> None:
    face = window()
    qtbot.waitUntil(lambda: face._wiring.view.rows is not None, timeout=WAIT_MS)

    def is_shown_as(status: str) -> bool:
        return any(
            each["name"] == "Ana" and each["status"] == status for each in bo.call("presence.list")
        )

    qtbot.waitUntil(lambda: is_shown_as("online"), timeout=WAIT_MS)
    face._wiring.citizen.idle._locked("logind", on=True)
    qtbot.waitUntil(lambda: is_shown_as("away"), timeout=WAIT_MS)
    qtbot.keyClick(face.window, "a")
    qtbot.waitUntil(lambda: is_shown_as("online"), timeout=WAIT_MS)


def test_what_comes_into_an_empty_room_while_nobody_is_there_has_the_line_above_it(
    qtbot: QtBot, window: Callable[..., Face], bo: RpcPeer
) -> None:
    face = window()
    qtbot.waitUntil(lambda: face._wiring.view.rows is not None, timeout=WAIT_MS)
    linked(bo)
    face.window.mark.set_idle(1)
    bo.call("messages.send", room=lobby(bo), text="good morning")
    qtbot.waitUntil(lambda: _shown(face) == ["good morning"], timeout=WAIT_MS)
    view = face.window.timeline
    assert isinstance(view, TimelineView)
    qtbot.waitUntil(lambda: [each.row.head.unread for each in view.shown] == [True])


def test_what_was_written_while_apart_is_marked_for_one_visit(
    qtbot: QtBot, window: Callable[..., Face], bo: RpcPeer
) -> None:
    face = window()
    qtbot.waitUntil(lambda: face._wiring.view.rows is not None, timeout=WAIT_MS)
    linked(bo)
    bo.call("messages.send", room=lobby(bo), text="together")
    qtbot.waitUntil(lambda: _shown(face) == ["together"], timeout=WAIT_MS)
    _restart_alone(bo)
    for text in ("one there", "two there"):
        bo.call("messages.send", room=lobby(bo), text=text)
    write(face, "meanwhile here")
    qtbot.waitUntil(
        lambda: [row.state for row in _rows(face)][1:] == [MessageState.STORED], timeout=WAIT_MS
    )
    assert _pills(face) == {}
    bo.call("node.addPeer", address=_address_of(face))
    merged = ["together", "one there", "two there", "meanwhile here"]
    qtbot.waitUntil(lambda: _shown(face) == merged, timeout=WAIT_MS)
    qtbot.waitUntil(
        lambda: _pills(face) == {"one there": "While apart: 2 messages"}, timeout=WAIT_MS
    )
    here = face._wiring.view.room
    assert here is not None
    boats: list[RoomId] = []
    face.bridge.call(lambda engine: engine.rooms.create("boats", RoomKind.OPEN), boats.append)
    qtbot.waitUntil(
        lambda: any(room.room in boats for room in face._wiring._rooms), timeout=WAIT_MS
    )
    for room in (boats[0], here):
        face._wiring._open(room)
        assert face._wiring.view.room == room
    assert _shown(face) == merged
    assert _pills(face) == {}, "the visit is over"


def test_whoever_is_removed_is_told_and_writes_to_nobody_else(
    qtbot: QtBot, window: Callable[..., Face], bo: RpcPeer
) -> None:
    face = window()
    qtbot.waitUntil(lambda: face._wiring.view.rows is not None, timeout=WAIT_MS)
    linked(bo)
    me = face._wiring.view.me
    assert me is not None
    room = bo.call("rooms.create", name="council", kind="private")["room"]
    bo.call("rooms.invite", room=room, people=[to_text(me.person)])
    listed = face._wiring
    qtbot.waitUntil(lambda: any(r.name == "council" for r in listed._rooms), timeout=WAIT_MS)
    invitation = next(r for r in listed._rooms if r.name == "council")
    assert invitation.invited_by == bo.call("node.status")["name"]
    council = invitation.room
    face.window.doors.room_joined.emit(council)
    qtbot.waitUntil(lambda: listed.view.room == council, timeout=WAIT_MS)
    joined = lambda: any(r.room == council and r.joined for r in listed._rooms)
    qtbot.waitUntil(joined, timeout=WAIT_MS)
    edit = face.window.page.composer.edit
    face.window.activateWindow()
    edit.setFocus()
    bo.call("rooms.update", room=room, name="the council")
    qtbot.waitUntil(
        lambda: edit.placeholderText() == "Message to the council", timeout=WAIT_MS
    )
    bo.call("rooms.remove", room=room, people=[to_text(me.person)])
    qtbot.waitUntil(lambda: listed.view.room not in {None, council}, timeout=WAIT_MS)
    assert face.window.page.banner.words.text() == "You are no longer in the council."
    assert face.window.focusWidget() is edit
    for typed in ("for the council alone", "\r"):
        qtbot.keyClicks(edit, typed)
    assert edit.toPlainText() == ""
    assert _shown(face) == []
    qtbot.waitUntil(lambda: not edit.pause._timer.isActive(), timeout=WAIT_MS)
    qtbot.keyClicks(edit, "for the lobby")
    assert edit.toPlainText() == "for the lobby"


THREE = ["one of Bo", "two of Bo", "three of Bo"]


def _bo_says_three(qtbot: QtBot, face: Face, bo: RpcPeer) -> None:
    """Have them on the screen of the one and on both disks."""
    qtbot.waitUntil(lambda: face._wiring.view.rows is not None, timeout=WAIT_MS)
    linked(bo)
    for text in THREE:
        bo.call("messages.send", room=lobby(bo), text=text)
    qtbot.waitUntil(lambda: _shown(face) == THREE, timeout=WAIT_MS)


def _damage(folder: Path, words: str) -> None:
    """Change the entry of these words on the disk."""
    with contextlib.closing(sqlite3.connect(folder / "history.db", timeout=20)) as file:
        file.execute("UPDATE entries SET body=x'00' WHERE instr(body, ?)", (words,))
        file.commit()


@pytest.mark.expected_logs("had changed on the disk")
def test_a_message_lost_on_the_disk_is_said_to_be_on_its_way_until_it_is_back(
    qtbot: QtBot, window: Callable[..., Face], bo: RpcPeer, tmp_path: Path
) -> None:
    face = window()
    _bo_says_three(qtbot, face, bo)
    _restart_alone(bo)
    _damage(tmp_path / "ana", "two of Bo")
    face.bridge.call(lambda engine: engine.chat.page(engine.lobby, before=None, limit=50))
    left = ["one of Bo", "three of Bo"]
    qtbot.waitUntil(lambda: _shown(face) == left, timeout=WAIT_MS)
    pill = "1 earlier message from Bo is still on its way"
    qtbot.waitUntil(lambda: _pills(face) == {"three of Bo": pill}, timeout=WAIT_MS)
    bo.call("node.addPeer", address=_address_of(face))
    qtbot.waitUntil(lambda: _shown(face) == THREE, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: _pills(face) == {}, timeout=WAIT_MS)


def _restart_alone(peer: RpcPeer) -> None:
    """Have a process come back that neither finds the others nor is found by them."""
    peer.close()
    with contextlib.closing(sqlite3.connect(peer.data_dir / "history.db")) as file:
        file.execute("DELETE FROM addresses")
        file.commit()
    peer.start()


def _address_of(face: Face) -> str:
    engine = face.bridge.engine
    assert engine is not None
    host, port = engine.node.listening[0]
    return f"{host}:{port}"


def _pills(face: Face) -> dict[str, str]:
    """The pills between the messages, as they are laid out."""
    rows = face._timeline.rows
    heads = [(rows.row(at).message.text, rows.row(at).head.marker) for at in range(rows.count)]
    return {text: marker.words for text, marker in heads if marker is not None}


@pytest.mark.expected_logs("had changed on the disk")
def test_a_message_that_changed_before_the_start_is_asked_for_again(
    qtbot: QtBot, window: Callable[..., Face], bo: RpcPeer, tmp_path: Path
) -> None:
    face = window()
    _bo_says_three(qtbot, face, bo)
    face.quit()
    _damage(tmp_path / "ana", "two of Bo")
    again = window(name=None)
    assert again._has_history
    qtbot.waitUntil(lambda: _shown(again) == THREE, timeout=WAIT_MS)


def test_what_is_said_of_a_link_to_nowhere_goes_with_the_next_room(
    qtbot: QtBot, window: Callable[..., Face]
) -> None:
    face = window()
    qtbot.waitUntil(lambda: face._wiring.view.rows is not None, timeout=WAIT_MS)
    boats: list[RoomId] = []
    face.bridge.call(lambda engine: engine.rooms.create("boats", RoomKind.OPEN), boats.append)
    qtbot.waitUntil(
        lambda: any(room.room in boats for room in face._wiring._rooms), timeout=WAIT_MS
    )
    banner = face.window.page.banner
    face._wiring.go(b"n" * 32, None)
    qtbot.waitUntil(lambda: not banner.isHidden(), timeout=WAIT_MS)
    face._wiring._open(boats[0])
    assert banner.isHidden()
