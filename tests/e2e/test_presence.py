"""Presence over whole processes: status, notes, diffs, leaving and crashing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.conftest import Start, linked, lobby
from tests.lab.rpc_peer import RpcError, RpcPeer


def statuses(peer: RpcPeer, wanted: dict[str, str], timeout_s: float = 20.0) -> list[dict[str, Any]]:
    return list(
        peer.wait_until(
            "presence.list",
            lambda people: {each["name"]: each["status"] for each in people} == wanted,
            timeout_s,
        )
    )


@pytest.fixture
def pair(start: Start) -> tuple[RpcPeer, RpcPeer]:
    ana = start("Ana")
    bo = start("Bo", connect=ana)
    linked(ana)
    statuses(ana, {"Ana": "online", "Bo": "online"})
    statuses(bo, {"Ana": "online", "Bo": "online"})
    return ana, bo


def test_a_status_with_a_note_is_one_diff_with_both(pair: tuple[RpcPeer, RpcPeer]) -> None:
    ana, bo = pair
    ana.take_notifications("presence.diff")
    bo.call("presence.set", status="busy", note="on watch until 12")
    diff = ana.wait_notification("presence.diff", lambda params: bool(params["leaves"])).params
    assert diff["topic"] == f"presence:{lobby(ana)}"
    assert [entry["status"] for entry in diff["joins"]] == ["busy"]
    assert [entry["status"] for entry in diff["leaves"]] == ["online"]
    assert diff["joins"][0]["person"] == diff["leaves"][0]["person"]
    assert diff["joins"][0]["note"] == "on watch until 12"
    bo.call("presence.set", status="away")
    entry = next(
        each for each in statuses(ana, {"Ana": "online", "Bo": "away"}) if each["name"] == "Bo"
    )
    assert entry["note"] == "on watch until 12"
    assert len(entry["devices"]) == 1


def test_a_status_is_kept_for_the_next_start(pair: tuple[RpcPeer, RpcPeer]) -> None:
    ana, bo = pair
    bo.call("presence.set", status="busy", note="deep work")
    bo.close()
    statuses(ana, {"Ana": "online", "Bo": "offline"})
    bo.start()
    entries = statuses(ana, {"Ana": "online", "Bo": "busy"})
    assert {each["note"] for each in entries} == {"", "deep work"}


@pytest.mark.parametrize("crash", [False, True])
def test_who_leaves_or_crashes_is_gone_with_a_leave(
    pair: tuple[RpcPeer, RpcPeer], *, crash: bool
) -> None:
    ana, bo = pair
    ana.take_notifications("presence.diff")
    if crash:
        bo.kill()
    else:
        bo.close()
    diff = ana.wait_notification("presence.diff").params
    assert [entry["name"] for entry in diff["leaves"]] == ["Bo"]
    assert diff["joins"] == []
    statuses(ana, {"Ana": "online", "Bo": "offline"})
    bo.start()
    diff = ana.wait_notification("presence.diff", lambda params: bool(params["joins"])).params
    assert [entry["name"] for entry in diff["joins"]] == ["Bo"]


@pytest.mark.parametrize("status", ["invisible", "offline"])
def test_invisible_hides_the_status_and_not_the_words(
    pair: tuple[RpcPeer, RpcPeer], status: str
) -> None:
    ana, bo = pair
    bo.call("presence.set", status=status)
    statuses(ana, {"Ana": "online", "Bo": "offline"})
    bo.call("messages.send", room=lobby(bo), text="still reading")
    assert ana.wait_notification("message.new").params["text"] == "still reading"
    bo.call("presence.set", status="online")
    statuses(ana, {"Ana": "online", "Bo": "online"})


def test_a_room_s_presence_is_its_members(pair: tuple[RpcPeer, RpcPeer]) -> None:
    ana, bo = pair
    room = ana.call("rooms.create", name="boats", kind="open")["room"]
    assert [each["name"] for each in ana.call("presence.list", room=room)] == ["Ana"]
    bo.wait_until("rooms.list", lambda rooms: any(each["name"] == "boats" for each in rooms))
    ana.take_notifications("presence.diff")
    bo.call("rooms.join", room=room)
    diff = ana.wait_notification(
        "presence.diff", lambda params: params["topic"] == f"presence:{room}"
    ).params
    assert [entry["name"] for entry in diff["joins"]] == ["Bo"]
    bo.call("rooms.leave", room=room)
    diff = ana.wait_notification(
        "presence.diff", lambda params: params["topic"] == f"presence:{room}"
    ).params
    assert [entry["name"] for entry in diff["leaves"]] == ["Bo"]


@pytest.mark.parametrize(
    ("params", "kind"),
    [
        ({"status": "dancing"}, "invalid"),
        ({"status": "online", "note": "x" * 300}, "too-large"),
        ({"status": "online", "note": "\ud800"}, "too-large"),
    ],
)
def test_misuse(start: Start, params: dict[str, str], kind: str) -> None:
    ana = start("Ana")
    with pytest.raises(RpcError) as caught:
        ana.call("presence.set", **params)
    assert caught.value.kind in (kind, "invalid")
    assert ana.call("presence.list")[0]["status"] == "online"
