"""Whole headless processes on one machine talk, catch up, and answer misuse with clear errors."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.conftest import Start, address, has, linked, lobby, texts
from tests.lab.rpc_peer import RpcError, RpcPeer


def test_what_one_writes_the_other_reads_and_both_keep_it(start: Start) -> None:
    ana = start("Ana")
    bo = start("Bo", connect=ana)
    linked(ana)
    sent = bo.call("messages.send", room=lobby(bo), text="boards are back 🚰")
    assert sent["state"] in ("stored", "delivered")
    told = ana.wait_notification("message.new").params
    assert told["message"] == sent["message"]
    assert told["text"] == "boards are back 🚰"
    assert told["name"] == "Bo"
    assert told["person"] == bo.call("node.status")["person"]
    changed = bo.wait_notification(
        "message.changed", lambda params: params["message"] == sent["message"]
    ).params
    assert changed["state"] == "delivered"
    assert changed["delivered_to"] == 1
    for peer in (ana, bo):
        assert peer.kill() == -9
        peer.start()
        assert texts(peer) == ["boards are back 🚰"]
        assert not peer.take_notifications("message.new")


def test_links_are_told_with_names(start: Start) -> None:
    ana = start("Ana")
    bo = start("Bo", connect=ana)
    up = ana.wait_notification("link.up").params
    assert up["name"] == "Bo"
    assert up["device"] == bo.call("node.status")["device"]
    status = ana.call("node.status")
    assert [link["name"] for link in status["links"]] == ["Bo"]
    assert {person["name"] for person in ana.call("people.list")} >= {"Bo"}
    ana.wait_until("presence.list", _stand_at({"Ana": "online", "Bo": "online"}))
    assert bo.close() == 0
    down = ana.wait_notification("link.down").params
    assert down["name"] == "Bo"
    assert down["reason"]
    ana.wait_until("presence.list", _stand_at({"Ana": "online", "Bo": "offline"}))


def test_a_link_that_the_system_cut_is_told_in_words(start: Start) -> None:
    """What a killed peer had not read makes its system reset the connection, not end it."""
    ana = start("Ana")
    bo = start("Bo", connect=ana)
    linked(ana)
    os.kill(bo.pid, signal.SIGSTOP)
    ana.call("messages.send", room=lobby(ana), text="never read")
    assert bo.kill() == -9
    assert ana.wait_notification("link.down").params["reason"]
    assert ana.stderr() == ""


def _stand_at(expected: dict[str, str]) -> Callable[[list[dict[str, str]]], bool]:
    """Whether presence shows these names so; a link is up a moment before its presence is told."""
    return lambda listed: {entry["name"]: entry["status"] for entry in listed} == expected


def test_both_dial_at_once_and_one_link_stays(start: Start) -> None:
    ana = start("Ana")
    bo = start("Bo", connect=ana)
    ana.call("node.addPeer", address=address(bo))
    linked(ana)
    linked(bo)
    bo.call("messages.send", room=lobby(bo), text="once")
    ana.wait_notification("message.new")
    assert len(ana.call("node.status")["links"]) == 1
    assert not [told for told in ana.take_notifications("message.new")]


def test_a_missed_thousand_arrives_once_each(start: Start) -> None:
    ana = start("Ana")
    bo = start("Bo", connect=ana)
    linked(ana)
    bo.kill()
    room = lobby(ana)
    requests = [ana.request("messages.send", room=room, text=f"{n}") for n in range(1000)]
    ids = {ana.answer(request)["message"] for request in requests}
    entries = ana.call("node.status")["entries"]
    bo.start()
    bo.wait_until("node.status", lambda status: status["entries"] >= entries)
    newest = bo.call("messages.list", room=room, limit=500)
    assert newest["more"]
    assert [message["text"] for message in newest["messages"]] == [f"{n}" for n in range(500, 1000)]
    before = bo.call(
        "messages.list", room=room, limit=500, before=newest["messages"][0]["message"]
    )
    assert [message["text"] for message in before["messages"]] == [f"{n}" for n in range(500)]
    assert not before["more"]
    told = [new.params["message"] for new in bo.take_notifications("message.new")]
    assert len(told) == len(set(told))
    assert set(told) == ids


def test_a_peer_behind_another_reads_along(start: Start) -> None:
    """Dialling Ana from Cy's machine is forbidden by her closed port: Bo relays."""
    bo = start("Bo")
    ana = start("Ana", connect=bo)
    cy = start("Cy", connect=bo)
    for peer in (ana, bo, cy):
        linked(peer)
    cy.wait_until("people.list", lambda people: "Ana" in {each["name"] for each in people})
    ana.call("messages.send", room=lobby(ana), text="hello Cy")
    assert cy.wait_notification("message.new").params["name"] == "Ana"


@pytest.mark.parametrize(
    ("method", "params", "code", "kind"),
    [
        ("messages.send", {"room": "LOBBY", "text": ""}, -32000, "invalid"),
        ("messages.send", {"room": "LOBBY", "text": "\ud800"}, -32000, "invalid"),
        ("messages.send", {"room": "LOBBY", "text": "x" * 16385}, -32000, "too-large"),
        ("messages.send", {"room": "a" * 52, "text": "x"}, -32000, "not-found"),
        ("messages.send", {"room": "nonsense", "text": "x"}, -32000, "not-found"),
        ("messages.send", {"room": "LOBBY", "text": "x", "reply_to": "a" * 52}, -32000, "not-found"),
        ("messages.send", {"room": "LOBBY"}, -32602, None),
        ("messages.send", {"room": "LOBBY", "text": 5}, -32602, None),
        ("messages.send", {"room": "LOBBY", "text": "x", "colour": 1}, -32602, None),
        ("messages.list", {"room": "LOBBY", "limit": 501}, -32602, None),
        ("messages.list", {"room": "LOBBY", "limit": 0}, -32602, None),
        ("messages.list", {"room": "LOBBY", "limit": 5, "before": "a" * 52}, -32000, "not-found"),
        ("node.addPeer", {"address": "nowhere"}, -32000, "invalid"),
        ("node.addPeer", {"address": "1.2.3.4:99999"}, -32000, "invalid"),
        ("node.diagnose", {"person": "a" * 52}, -32000, "not-found"),
        ("no.such.method", {}, -32601, None),
    ],
)
def test_misuse_is_a_clear_error(
    one_peer: RpcPeer, method: str, params: dict[str, object], code: int, kind: str | None
) -> None:
    words = {key: lobby(one_peer) if value == "LOBBY" else value for key, value in params.items()}
    with pytest.raises(RpcError) as caught:
        one_peer.call(method, **words)
    assert caught.value.code == code
    assert caught.value.kind == kind
    assert len(str(caught.value)) > len(method) + 10
    assert one_peer.call("messages.list", room=lobby(one_peer), limit=1)["messages"] == []


def test_sixteen_kibibytes_exactly_and_controls_stripped(start: Start) -> None:
    ana = start("Ana")
    bo = start("Bo", connect=ana)
    linked(ana)
    bo.call("messages.send", room=lobby(bo), text="é" * 8192)
    assert ana.wait_notification("message.new").params["text"] == "é" * 8192
    bo.call("messages.send", room=lobby(bo), text="a\x00b\x1b[31m\tc\nd")
    assert ana.wait_notification("message.new").params["text"] == "ab[31m\tc\nd"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("this is no JSON", -32700),
        ('{"jsonrpc": "2.0", "id": 1', -32700),
        ('"\ud800"', -32700),
        ("[]", -32600),
        ("3", -32600),
        ('{"jsonrpc": "1.0", "id": null, "method": "node.status"}', -32600),
        ("[" * 100_000, -32700),
    ],
)
def test_lines_that_are_no_request(one_peer: RpcPeer, line: str, code: int) -> None:
    one_peer.send_line(line)
    with pytest.raises(RpcError) as caught:
        one_peer.answer(None)
    assert caught.value.code == code
    assert one_peer.call("node.status")["name"] == "Solo"


@pytest.fixture(scope="module")
def one_peer(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("solo")
    with RpcPeer(folder / "data", "Solo", "--no-discovery", "--listen", "127.0.0.1:0") as peer:
        yield peer


def test_a_second_start_on_the_same_folder_says_so(start: Start) -> None:
    ana = start("Ana")
    second = RpcPeer(ana.data_dir, "Second", "--no-discovery")
    second.start(wait=False)
    second._running().wait(20)
    assert second._bury() == 2
    assert "already running" in second.stderr()
    assert "Traceback" not in second.stderr()
    assert ana.call("node.status")["name"] == "Ana"


def test_a_taken_port_says_so(start: Start) -> None:
    ana = start("Ana")
    second = RpcPeer(ana.data_dir.with_name("other"), "Bo", "--no-discovery", "--listen", address(ana))
    second.start(wait=False)
    second._running().wait(20)
    assert second._bury() == 1
    assert "port" in second.stderr()
    assert "Traceback" not in second.stderr()


def test_an_entry_changed_on_disk_is_never_passed_on(start: Start) -> None:
    ana = start("Ana")
    room = lobby(ana)
    for text in ("first words", "PAY 100 TO BO", "last words"):
        ana.call("messages.send", room=room, text=text)
    ana.kill()
    _change_bytes(ana.data_dir, b"PAY 100 TO BO", b"PAY 999 TO CY")
    ana.start()
    bo = start("Bo", connect=ana)
    linked(bo)
    bo.wait_until(
        "messages.list",
        lambda page: any(message["text"] == "last words" for message in page["messages"]),
        room=room,
    )
    assert "PAY 999 TO CY" not in texts(bo)
    assert "PAY 999 TO CY" not in texts(ana)
    assert ana.call("node.status")


def _change_bytes(folder: Path, old: bytes, new: bytes) -> None:
    database = next(folder.glob("*.db"))
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()
    content = database.read_bytes()
    assert content.count(old) == 1
    database.write_bytes(content.replace(old, new))


def test_no_qt_in_the_headless_process(start: Start) -> None:
    ana = start("Ana")
    maps = Path(f"/proc/{ana.pid}/maps").read_text()
    assert "Qt6" not in maps
    assert "PySide6" not in maps


def test_words_survive_any_stop(start: Start) -> None:
    ana = start("Ana")
    for number in range(5):
        ana.call("messages.send", room=lobby(ana), text=f"{number}")
        ana.kill()
        ana.start()
    has(ana, [f"{number}" for number in range(5)])
