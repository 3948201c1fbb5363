"""Marked unread and linked to, in a window on a real engine: kept, led to, and said where it fails."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop import deep_links
from desktop.app import Face
from desktop.engine import Engine
from desktop.model import Message, RoomKind
from desktop.options import Options
from desktop.places import STEP_PX
from desktop.preview import look
from desktop.ui.profile_card import ProfileDialog
from desktop.ui.timeline.doings import Doing, do, message_link
from net.ids import EntryId, PersonId, RoomId, from_text
from tests.e2e.conftest import address, linked, lobby
from tests.lab.rpc_peer import RpcPeer

WAIT_MS = 15_000
Start = Callable[[], Face]


@pytest.fixture
def bo(tmp_path: Path) -> Iterator[RpcPeer]:
    peer = RpcPeer(tmp_path / "bo", "Bo", "--no-discovery", "--listen", "127.0.0.1:0")
    with peer:
        yield peer


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, tmp_path: Path, bo: RpcPeer) -> Iterator[Start]:
    faces: list[Face] = []

    def make() -> Face:
        host, _, port = address(bo).rpartition(":")
        options = Options(
            face="window", data_dir=tmp_path / "ana", name="Ana", listen=("127.0.0.1", 0),
            connect=((host, int(port)),), discovery=False,
        )  # fmt: skip
        face = Face(qapp, options, 0.0, look(options.data_dir))
        faces.append(face)
        face.show()
        face.window.activateWindow()
        qtbot.waitUntil(lambda: face._wiring._reader is not None, timeout=WAIT_MS)
        qtbot.waitUntil(lambda: face._wiring.view.rows is not None, timeout=WAIT_MS)
        return face

    yield make
    for face in faces:
        face.quit()
        qtbot.addWidget(face.window)


def rows(face: Face) -> list[Message]:
    shown = face._wiring.view.rows
    return [] if shown is None else list(shown.rows(0, shown.count()))


def unread(face: Face) -> int:
    room = next((each for each in face._wiring._rooms if each.room == face._wiring.view.room), None)
    return -1 if room is None else room.unread


def heard(qtbot: QtBot, face: Face, bo: RpcPeer, *texts: str) -> list[Message]:
    linked(bo)
    for text in texts:
        bo.call("messages.send", room=lobby(bo), text=text)
    qtbot.waitUntil(lambda: [row.text for row in rows(face)] == list(texts), timeout=WAIT_MS)
    return rows(face)


def banner(face: Face) -> str:
    shown = face.window.page.banner
    return shown.words.text() if shown.isVisibleTo(face.window) else ""


def test_marked_unread_stays_so_in_the_open_room_and_over_a_restart(
    qtbot: QtBot, start: Start, bo: RpcPeer
) -> None:
    face = start()
    said = heard(qtbot, face, bo, "one", "two", "three")
    qtbot.waitUntil(lambda: unread(face) == 0, timeout=WAIT_MS)
    do(face._timeline, Doing.UNREAD, said[1])
    qtbot.waitUntil(lambda: unread(face) == 2, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: face._timeline.rows.unread_after == said[0].id, timeout=WAIT_MS)
    bo.call("messages.send", room=lobby(bo), text="four")
    qtbot.waitUntil(
        lambda: unread(face) == 3, timeout=WAIT_MS
    )  # at the end, active, and yet unread
    assert face._timeline.at_bottom
    face.quit()

    again = start()
    qtbot.waitUntil(lambda: unread(again) == 3, timeout=WAIT_MS)
    assert again._timeline.rows.unread_after == said[0].id
    again.window.mark.look()
    bo.call("messages.send", room=lobby(bo), text="five")
    qtbot.waitUntil(lambda: unread(again) == 4, timeout=WAIT_MS)
    again.window.actions_by_id["latest"].trigger()
    qtbot.waitUntil(lambda: unread(again) == 0, timeout=WAIT_MS)
    assert again._wiring.view._held == []


def test_what_comes_while_nobody_is_at_the_machine_waits_unread(
    qtbot: QtBot, start: Start, bo: RpcPeer
) -> None:
    face = start()
    read: list[bytes] = []
    face.window.read_up_to.connect(lambda _, entry: read.append(entry))
    said = heard(qtbot, face, bo, "one")
    qtbot.waitUntil(lambda: read == [said[0].id], timeout=WAIT_MS)
    face._wiring.citizen.idle.changed.emit(said[0].sent_at_ms)
    bo.call("messages.send", room=lobby(bo), text="two")
    qtbot.waitUntil(lambda: unread(face) == 1, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: face._timeline.rows.unread_after == said[0].id, timeout=WAIT_MS)
    face._wiring.citizen.idle.changed.emit(None)
    qtbot.waitUntil(lambda: unread(face) == 0, timeout=WAIT_MS)
    assert face._timeline.rows.unread_after == said[0].id  # for the visit


def ask(qtbot: QtBot, face: Face, make: Callable[[Engine], Awaitable[object]]) -> object:
    """Have the engine do something, and wait for its answer."""
    answers: list[object] = []
    face.bridge.call(make, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=WAIT_MS)
    return answers[0]


@pytest.mark.parametrize("kind", [RoomKind.OPEN, RoomKind.PRIVATE, RoomKind.DIRECT])
def test_the_next_start_shows_the_room_of_the_last_visit_before_the_engine_runs(
    qtbot: QtBot, qapp: QApplication, start: Start, bo: RpcPeer, kind: RoomKind
) -> None:
    face = start()
    linked(bo)
    if kind is RoomKind.DIRECT:
        person = PersonId(from_text(bo.call("node.status")["person"]))
        made = ask(qtbot, face, lambda engine: engine.rooms.open_direct(person))
    else:
        made = ask(qtbot, face, lambda engine: engine.rooms.create("winch", kind))
    assert isinstance(made, bytes)
    ask(qtbot, face, lambda engine: engine.chat.send(RoomId(made), "greased"))
    qtbot.waitUntil(lambda: any(r.room == made for r in face._wiring._rooms), timeout=WAIT_MS)
    face.window.room_selected.emit(made)
    qtbot.waitUntil(lambda: [row.text for row in rows(face)] == ["greased"], timeout=WAIT_MS)
    title = face.window.page.header.title.text()
    face.quit()

    again = Face(qapp, face._options, 0.0, look(face._options.data_dir))
    assert again.bridge.engine is None
    if kind is RoomKind.PRIVATE:  # sealed until the engine has its keys
        assert again._wiring.view.room is None
    else:
        assert again.window.page.header.title.text() == title
        assert [row.text for row in rows(again)] == ["greased"]
    again.show()
    qtbot.waitUntil(lambda: len(again._wiring._rooms) > 1, timeout=WAIT_MS)
    assert again._wiring.view.room == made
    assert again.window.page.header.title.text() == title
    assert [row.text for row in rows(again)] == ["greased"]
    ask(qtbot, again, lambda engine: engine.rooms.leave(RoomId(made)))
    again.quit()
    qtbot.addWidget(again.window)

    third = start()
    if kind is not RoomKind.DIRECT:
        qtbot.waitUntil(lambda: third._wiring.view.room != made, timeout=WAIT_MS)
        assert third.window.page.header.title.text() == "# lobby"


def test_the_first_message_marked_unread_has_the_line_above_it(
    qtbot: QtBot, start: Start, bo: RpcPeer
) -> None:
    face = start()
    said = heard(qtbot, face, bo, "one", "two")
    qtbot.waitUntil(lambda: unread(face) == 0, timeout=WAIT_MS)
    do(face._timeline, Doing.UNREAD, said[0])
    qtbot.waitUntil(lambda: unread(face) == 2, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: face._timeline.rows.row(0).head.unread, timeout=WAIT_MS)
    face.quit()

    again = start()
    qtbot.waitUntil(lambda: unread(again) == 2, timeout=WAIT_MS)
    assert again._timeline.rows.row(0).head.unread


def test_a_link_to_a_message_leads_to_it(qtbot: QtBot, start: Start, bo: RpcPeer) -> None:
    face = start()
    said = heard(qtbot, face, bo, "one", "two")
    link = message_link(said[0])
    found = deep_links.parse(link)
    made: list[RoomId] = []
    face.bridge.call(lambda engine: engine.rooms.create("elsewhere", RoomKind.OPEN), made.append)
    qtbot.waitUntil(lambda: bool(made), timeout=WAIT_MS)
    face._wiring.go(made[0], None)
    qtbot.waitUntil(lambda: face._wiring.view.room == made[0], timeout=WAIT_MS)
    face._timeline.link_activated.emit(link, link)  # clicked in a message
    qtbot.waitUntil(lambda: face._wiring.view.room == found.room, timeout=WAIT_MS)
    assert face._timeline.reader.flash == 0
    assert banner(face) == ""


def test_a_link_that_leads_nowhere_says_so(qtbot: QtBot, start: Start, bo: RpcPeer) -> None:
    face = start()
    said = heard(qtbot, face, bo, "one")
    nowhere = deep_links.make(RoomId(bytes(32)), EntryId(bytes(32)))
    face._timeline.link_activated.emit(nowhere, nowhere)
    qtbot.waitUntil(lambda: "not in the room" in banner(face), timeout=WAIT_MS)
    assert face._wiring.view.room == said[0].room
    missing = deep_links.make(said[0].room, EntryId(bytes(32)))
    face._timeline.link_activated.emit(missing, missing)
    assert "has not arrived" in banner(face)


def test_a_name_opens_its_card_and_the_card_leads_on(
    qtbot: QtBot, start: Start, bo: RpcPeer
) -> None:
    face = start()
    said = heard(qtbot, face, bo, "one")
    people = face._wiring.people
    qtbot.waitUntil(
        lambda: people._seen is not None
        and said[0].person in {each.person for each in people._seen.present},
        timeout=WAIT_MS,
    )
    face._timeline.person_wanted.emit(said[0].person)
    card = face.window.findChild(ProfileDialog)
    assert isinstance(card, ProfileDialog)
    assert card.isVisible()
    assert face._wiring.people._presence is None  # not the window of people
    shown = card.card
    assert shown.name.text() == "Bo"
    qtbot.waitUntil(
        lambda: shown.person is not None and bool(shown.person.safety_number), timeout=WAIT_MS
    )
    assert shown.person is not None
    assert shown.person.rooms == (said[0].room,)
    shown.verify_changed.emit(said[0].person, True)
    qtbot.waitUntil(
        lambda: shown.person is not None and shown.person.verified_at_ms is not None,
        timeout=WAIT_MS,
    )
    shown.message.click()
    qtbot.waitUntil(lambda: face._wiring.view.room != said[0].room, timeout=WAIT_MS)
    assert face._wiring.people._cards is not None
    assert not face._wiring.people._cards.is_open


def test_search_and_announcement_come_back_where_they_were(
    qtbot: QtBot, start: Start, bo: RpcPeer
) -> None:
    place = QRect(31, 47, 640, 500)
    face = start()
    face.window.doors.search_wanted.emit("")
    face.window.doors.announce_wanted.emit()
    windows = (face._wiring.search._windows[0], face._wiring.search._announce)
    for window in windows:
        assert window is not None
        window.setGeometry(place.translated(0, 10))
        window.setGeometry(place)
    face.quit()

    again = start()
    again.window.doors.search_wanted.emit("")
    again.window.doors.announce_wanted.emit()
    windows = (again._wiring.search._windows[0], again._wiring.search._announce)
    for window in windows:
        assert window is not None
        assert window.geometry().topLeft() == place.topLeft()
        assert window.size() == place.size().expandedTo(window.minimumSizeHint())
    second = again._wiring.search._made()
    assert second.geometry().topLeft() == place.translated(STEP_PX, STEP_PX).topLeft()


def test_an_announcement_that_waits_for_an_undo_is_sent_when_grapevine_is_left(
    qtbot: QtBot, start: Start, bo: RpcPeer
) -> None:
    face = start()
    linked(bo)
    qtbot.waitUntil(lambda: face._wiring._seen is not None, timeout=WAIT_MS)
    face.window.doors.announce_wanted.emit()
    announce = face._wiring.search._announce
    assert announce is not None
    announce.targets.tick_shown()
    announce.edit.setPlainText("all out")
    announce.send()
    face.quit()
    again = start()
    assert "all out" in [row.text for row in rows(again)]


def test_a_search_window_closed_while_it_asks_leaves_no_watch(
    qtbot: QtBot, start: Start, bo: RpcPeer
) -> None:
    face = start()
    engine = face.bridge.engine
    assert engine is not None
    watched = engine.search._watches._group_of
    face.window.doors.search_wanted.emit("one")
    window = face._wiring.search._windows[0]
    window.search_for("one more")  # before the first answer
    window.close()
    ended: list[None] = []

    async def last(_: object) -> None:
        """Wait for nothing: what was asked before is done by now."""

    face.bridge.call(last, ended.append)
    qtbot.waitUntil(lambda: bool(ended), timeout=WAIT_MS)
    assert watched == {}
    face.window.doors.search_wanted.emit("two")
    qtbot.waitUntil(lambda: len(watched) == 1, timeout=WAIT_MS)


def test_a_window_that_is_left_is_not_looked_at(qtbot: QtBot, start: Start, bo: RpcPeer) -> None:
    face = start()
    heard(qtbot, face, bo, "one")
    engine = face.bridge.engine
    assert engine is not None
    news, lobby_room = engine.realtime.notifications, face._wiring.view.room
    qtbot.waitUntil(lambda: news._view == lobby_room, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not face._wiring._gather.isActive() and not face._wiring._looking)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(face._wiring, "_look", lambda: None)  # no other news helps it along
        other = QWidget()
        qtbot.addWidget(other)
        other.show()
        other.activateWindow()
        qtbot.waitUntil(lambda: news._view is None, timeout=WAIT_MS)
        face.window.activateWindow()
        qtbot.waitUntil(lambda: news._view == lobby_room, timeout=WAIT_MS)
        face.window.hide()
        qtbot.waitUntil(lambda: news._view is None, timeout=WAIT_MS)


def test_windows_are_gone_before_the_end_waits_for_anybody(
    qtbot: QtBot, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    face = start()
    face.window.doors.settings_wanted.emit()
    settings = face._wiring.citizen._settings
    assert settings is not None
    qtbot.waitUntil(settings.isVisible)
    seen: list[bool] = []
    wiring_close = face._wiring.close

    def close() -> None:
        seen.extend((face.window.isVisible(), settings.isVisible()))
        wiring_close()

    monkeypatch.setattr(face._wiring, "close", close)
    face.quit()
    assert seen == [False, False]


def test_a_message_that_is_wanted_brings_a_minimized_window_back(
    qtbot: QtBot, start: Start, bo: RpcPeer
) -> None:
    face = start()
    (message,) = heard(qtbot, face, bo, "one")
    face.window.showMinimized()
    face._wiring.go(message.room, message.id)
    qtbot.waitUntil(lambda: not face.window.isMinimized())
    face.window.showMinimized()
    face._wiring.go(message.room, None)
    qtbot.waitUntil(lambda: not face.window.isMinimized())


def test_a_direct_room_just_opened_stands_at_the_top_also_after_a_start(
    qtbot: QtBot, qapp: QApplication, start: Start, bo: RpcPeer
) -> None:
    face = start()
    linked(bo)
    bo.call("messages.send", room=lobby(bo), text="one of Bo")
    qtbot.waitUntil(lambda: len(rows(face)) == 1, timeout=WAIT_MS)
    person = PersonId(from_text(bo.call("node.status")["person"]))
    face.window.doors.direct_wanted.emit(person)
    first = lambda each: [r.peer for r in each.window.page.sidebar.rooms.listed()][:1]
    qtbot.waitUntil(lambda: first(face) == [person], timeout=WAIT_MS)
    face.quit()
    again = Face(qapp, face._options, 0.0, look(face._options.data_dir))
    again.show()
    qtbot.waitUntil(lambda: first(again) == [person], timeout=WAIT_MS)
    again.quit()
