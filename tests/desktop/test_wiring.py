"""The window on a real engine: typed here, read by another process, and back."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import Face
from desktop.model import Message, MessageState
from desktop.options import Options
from desktop.preview import look
from desktop.ui.written import Written
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


def test_a_new_person_is_asked_for_a_name_and_sees_who_is_there(
    qtbot: QtBot, window: Callable[..., Face], bo: RpcPeer
) -> None:
    face = window(name=None)
    assert face.window.first_run.isVisible()
    qtbot.waitUntil(lambda: bool(bo.call("node.status")["links"]), timeout=WAIT_MS)
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
    assert face.window.page.composer.text() == ""


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
