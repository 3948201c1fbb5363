"""Fan-out over whole processes: one text to many rooms and people, one answer a target."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.company import company, person
from tests.e2e.conftest import Start, address, lobby
from tests.lab.rpc_peer import RpcError, RpcPeer


def texts(peer: RpcPeer, room: str) -> list[str]:
    page = peer.call("messages.list", room=room, limit=500)
    return [message["text"] for message in page["messages"]]


def notices(peer: RpcPeer) -> list[dict[str, Any]]:
    return [each.params for each in peer.take_notifications("notification")]


def test_each_target_gets_it_once_and_answers_in_order(start: Start) -> None:
    ana, bo, cy = company(start, "Ana", "Bo", "Cy")
    boats = ana.call("rooms.create", name="boats", kind="open")["room"]
    people = [person(bo), person(cy)]
    rooms = [lobby(ana), boats]
    results = ana.call("messages.fanOut", rooms=rooms, people=people, text="lunch!")
    assert [each["target"] for each in results] == rooms + people
    assert all(each["message"]["text"] == "lunch!" for each in results)
    assert len({each["message"]["message"] for each in results}) == 4
    for each in results:
        assert texts(ana, each["message"]["room"]) == ["lunch!"]
    for peer in (bo, cy):
        got = [peer.wait_notification("message.new").params for _ in range(2)]
        assert {each["room"] for each in got} == {
            rooms[0], ana.call("direct.open", person=person(peer))["room"],
        }  # fmt: skip
        told = peer.wait_notification("notification").params
        assert told["kind"] == "announcement"
    for peer in (bo, cy):
        ana.call("messages.send", room=lobby(ana), text=f"@{peer.name} done?")
        assert peer.wait_notification("notification").params["kind"] == "mention"
        assert not notices(peer), "reached twice, told once"


def test_a_target_that_fails_does_not_stop_the_others(start: Start) -> None:
    ana, bo = company(start, "Ana", "Bo")
    room = bo.call("rooms.create", name="not Ana's", kind="open")["room"]
    ana.wait_until("rooms.list", lambda rooms: any(each["room"] == room for each in rooms))
    rooms = ["nonsense", room, "a" * 52, lobby(ana)]
    people = ["b" * 52, person(bo)]
    results = ana.call("messages.fanOut", rooms=rooms, people=people, text="x")
    assert [each["target"] for each in results] == rooms + people
    assert [each.get("error", {}).get("kind") for each in results] == [
        "not-found", "not-found", "not-found", None, "not-found", None,
    ]  # fmt: skip
    assert all(each["error"]["message"] for each in results if "error" in each)


def test_no_target_one_target_and_the_same_target_again(start: Start) -> None:
    ana, bo = company(start, "Ana", "Bo")
    room = lobby(ana)
    assert ana.call("messages.fanOut", rooms=[], people=[], text="x") == []
    (one,) = ana.call("messages.fanOut", rooms=[room, room], people=[], text="once")
    assert one["target"] == room
    direct = ana.call("direct.open", person=person(bo))["room"]
    both = ana.call(
        "messages.fanOut", rooms=[direct], people=[person(bo), person(bo)], text="between us"
    )
    assert [each["target"] for each in both] == [direct, person(bo)]
    assert len({each["message"]["message"] for each in both}) == 1
    assert texts(ana, room) == ["once"]
    assert texts(ana, direct) == ["between us"]


def test_announcements_are_still_there_after_a_restart(start: Start) -> None:
    ana, bo = company(start, "Ana", "Bo")
    away = person(bo)
    bo.kill()
    ana.call("messages.fanOut", rooms=[lobby(ana)], people=[away], text="for later")
    ana.kill()
    for peer in (ana, bo):
        peer.start()
    bo.call("node.addPeer", address=address(ana))
    told = bo.wait_notification("notification").params
    assert (told["kind"], told["message"]["text"]) == ("announcement", "for later")
    ana.call("messages.send", room=lobby(ana), text="@Bo hello")
    assert bo.wait_notification("notification").params["kind"] == "mention"
    assert not notices(bo)


def test_it_is_limited(start: Start) -> None:
    ana = start("Ana")
    rooms = [ana.call("rooms.create", name=f"r{n}", kind="open")["room"] for n in range(200)]
    for _ in range(5):
        results = ana.call("messages.fanOut", rooms=rooms, people=[], text="x")
        assert all("message" in each for each in results)
    with pytest.raises(RpcError) as caught:
        ana.call("messages.fanOut", rooms=rooms, people=[], text="x")
    assert caught.value.kind == "refused"
    assert "wait" in str(caught.value)
    with pytest.raises(RpcError) as caught:
        ana.call("messages.fanOut", rooms=[*rooms, lobby(ana)], people=[], text="x")
    assert caught.value.kind == "too-large"


def test_misuse(start: Start) -> None:
    ana = start("Ana")
    room = lobby(ana)
    for params, code, kind in (
        ({"rooms": [room], "people": [], "text": ""}, -32000, "invalid"),
        ({"rooms": [room], "people": [], "text": "\ud800"}, -32000, "invalid"),
        ({"rooms": [room], "people": [], "text": "x" * 16385}, -32000, "too-large"),
        ({"rooms": [room], "people": []}, -32602, None),
        ({"rooms": room, "people": [], "text": "x"}, -32602, None),
    ):
        with pytest.raises(RpcError) as caught:
            ana.call("messages.fanOut", **params)
        assert (caught.value.code, caught.value.kind) == (code, kind)
    assert texts(ana, room) == []
