"""Typing over whole processes: seen at once, gone by itself, by a message, by leaving, by a crash."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tests.e2e.company import company, fence, person
from tests.e2e.conftest import Start, lobby
from tests.lab.rpc_peer import RpcError, RpcPeer


def types(peer: RpcPeer, room: str, *, on: bool = True) -> None:
    peer.call("typing.set", room=room, on=on)


def sees(peer: RpcPeer, people: list[str], room: str | None = None, timeout_s: float = 20) -> float:
    return peer.wait_notification(
        "typing.changed",
        lambda told: told["people"] == people and room in (None, told["room"]),
        timeout_s,
    ).at_s


def test_typing_is_seen_and_ends_three_seconds_after_the_last_key(start: Start) -> None:
    ana, bo = company(start, "Ana", "Bo")
    room = lobby(ana)
    types(ana, room)
    seen_s = sees(bo, [person(ana)])
    for _ in range(50):
        types(ana, room)
    last_key_s = time.monotonic()
    ended_s = sees(bo, [])
    assert 2.5 < ended_s - last_key_s < 6.0
    assert ended_s > seen_s
    fence(bo, ana)
    assert not ana.take_notifications("typing.changed"), "nobody is told of themselves"


def test_a_message_an_empty_box_and_leaving_end_it_at_once(start: Start) -> None:
    ana, bo = company(start, "Ana", "Bo")
    room = ana.call("rooms.create", name="boats", kind="open")["room"]
    bo.wait_until("rooms.list", lambda rooms: any(each["room"] == room for each in rooms))
    bo.call("rooms.join", room=room)
    ana.wait_until(
        "rooms.list", lambda rooms: any(each["room"] == room and each["members"] == 2 for each in rooms)
    )

    def begin() -> None:
        types(bo, room)
        sees(ana, [person(bo)], room)

    begin()
    bo.call("messages.send", room=room, text="said")
    sees(ana, [], room, timeout_s=2.0)
    begin()
    types(bo, room, on=False)
    sees(ana, [], room, timeout_s=2.0)
    begin_again_s = time.monotonic()
    begin()
    assert time.monotonic() - begin_again_s > 0.5, "one signal in two seconds, at the most"
    bo.call("rooms.leave", room=room)
    sees(ana, [], room, timeout_s=2.0)
    with pytest.raises(RpcError) as caught:
        types(bo, room)
    assert caught.value.kind == "not-found"


def test_who_crashes_does_not_type_for_ever(start: Start) -> None:
    ana, bo = company(start, "Ana", "Bo")
    types(bo, lobby(bo))
    sees(ana, [person(bo)])
    bo.kill()
    sees(ana, [], timeout_s=5.0)


def test_typing_in_a_private_room_is_for_its_members(start: Start) -> None:
    ana, bo, cy = company(start, "Ana", "Bo", "Cy")
    room = ana.call("rooms.create", name="bridge", kind="private")["room"]
    ana.call("rooms.invite", room=room, people=[person(bo)])
    bo.wait_until("rooms.list", lambda rooms: any(each["room"] == room for each in rooms))
    bo.call("rooms.join", room=room)
    types(ana, room)
    sees(bo, [person(ana)], room)
    direct = bo.call("direct.open", person=person(ana))["room"]
    types(bo, direct)
    sees(ana, [person(bo)], direct)
    for peer in (ana, bo):
        fence(peer, cy)
    assert not cy.take_notifications("typing.changed")


def test_the_privacy_switch_is_kept_over_a_restart(start: Start) -> None:
    ana, bo = company(start, "Ana", "Bo")
    room = lobby(ana)
    types(ana, room)
    sees(bo, [person(ana)])
    ana.call("typing.show", on=False)
    sees(bo, [], timeout_s=2.0)
    types(ana, room)
    fence(ana, bo)
    assert not bo.take_notifications("typing.changed")
    ana.close()
    ana.start()
    assert ana.call("notifications.get")["typing_shown"] is False


def test_nothing_of_it_is_stored(start: Start) -> None:
    ana, bo = company(start, "Ana", "Bo")
    before = [peer.call("node.status")["entries"] for peer in (ana, bo)]
    types(ana, lobby(ana))
    sees(bo, [person(ana)])
    assert [peer.call("node.status")["entries"] for peer in (ana, bo)] == before


@pytest.mark.parametrize(
    ("params", "code", "kind"),
    [
        ({"room": "a" * 52, "on": True}, -32000, "not-found"),
        ({"room": "", "on": True}, -32000, "not-found"),
        ({"room": "LOBBY"}, -32602, None),
        ({"room": "LOBBY", "on": 1}, -32602, None),
    ],
)
def test_misuse(start: Start, params: dict[str, Any], code: int, kind: str | None) -> None:
    ana = start("Ana")
    words = {key: lobby(ana) if value == "LOBBY" else value for key, value in params.items()}
    with pytest.raises(RpcError) as caught:
        ana.call("typing.set", **words)
    assert (caught.value.code, caught.value.kind) == (code, kind)
