"""Notifications over whole processes: what is meant for somebody is told to them, once."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tests.e2e.company import company, person
from tests.e2e.conftest import Start, has, linked, lobby
from tests.lab.rpc_peer import RpcError, RpcPeer


def told(peer: RpcPeer) -> tuple[str, str | None]:
    params = peer.wait_notification("notification").params
    return params["kind"], params["message"]["text"] if params["message"] else None


def last_word(author: RpcPeer, reader: RpcPeer) -> list[tuple[str, str | None]]:
    """Say something that rings, and return what rang before it."""
    room = author.call("direct.open", person=person(reader))["room"]
    author.call("messages.send", room=room, text="that is all")
    rang: list[tuple[str, str | None]] = []
    while (one := told(reader)) != ("direct", "that is all"):
        rang.append(one)
    return rang


def test_what_is_meant_for_somebody_rings_with_its_kind(start: Start) -> None:
    ana, bo = company(start, "Ana", "Bo")
    room = lobby(ana)
    ana.call("messages.send", room=room, text="nothing for anybody")
    ana.call("messages.send", room=room, text="@Bo by name")
    ana.call("messages.send", room=room, text="by id", mentions=[person(bo)])
    direct = ana.call("direct.open", person=person(bo))["room"]
    ana.call("messages.send", room=direct, text="@Bo between us")
    secret = ana.call("rooms.create", name="secret", kind="private")["room"]
    ana.call("rooms.invite", room=secret, people=[person(bo)])
    invite = bo.wait_notification("notification", lambda one: one["kind"] == "invite").params
    assert invite == {
        "kind": "invite", "room": secret, "person": person(ana), "message": None,
    }  # fmt: skip
    ana.call("messages.fanOut", rooms=[room], people=[], text="to all")
    assert last_word(ana, bo) == [
        ("mention", "@Bo by name"),
        ("mention", "by id"),
        ("direct", "@Bo between us"),
        ("announcement", "to all"),
    ]
    assert not ana.take_notifications("notification"), "nobody is told of what they said themselves"


def test_each_room_is_as_loud_as_was_chosen(start: Start) -> None:
    ana, bo = company(start, "Ana", "Bo")
    room = lobby(ana)
    rang: dict[str, list[tuple[str, str | None]]] = {}
    for level in ("all", "mentions", "nothing"):
        bo.call("rooms.update", room=room, notify=level)
        ana.call("messages.send", room=room, text="plain")
        ana.call("messages.send", room=room, text="@Bo")
        ana.call("messages.fanOut", rooms=[room], people=[], text="announced")
        rang[level] = last_word(ana, bo)
    assert rang == {
        "all": [("message", "plain"), ("mention", "@Bo"), ("announcement", "announced")],
        "mentions": [("mention", "@Bo")],
        "nothing": [],
    }


def test_a_muted_room_a_quiet_hour_and_a_blocked_person_do_not_ring(start: Start) -> None:
    ana, bo = company(start, "Ana", "Bo")
    room = lobby(ana)
    bo.call("rooms.update", room=room, muted_until=int(time.time() * 1000) + 3_600_000)
    ana.call("messages.send", room=room, text="@Bo muted")
    assert last_word(ana, bo) == []
    bo.call("rooms.update", room=room, muted_until=0)
    bo.call("notifications.quiet", until=int(time.time() * 1000) + 3_600_000)
    ana.call("messages.send", room=room, text="@Bo quiet")
    has(bo, ["@Bo muted", "@Bo quiet"])
    assert bo.call("notifications.get")["quiet_until"] is not None
    bo.call("notifications.quiet")
    ana.call("messages.send", room=room, text="@Bo loud")
    assert last_word(ana, bo) == [("mention", "@Bo loud")]
    bo.call("people.block", person=person(ana), on=True)
    before = bo.call("node.status")["entries"]
    ana.call("messages.send", room=room, text="@Bo blocked")
    ana.call("rooms.invite", room=ana.call("rooms.create", name="x", kind="private")["room"],
             people=[person(bo)])  # fmt: skip
    bo.wait_until("node.status", lambda status: status["entries"] >= before + 2)
    assert all(each["name"] != "x" for each in bo.call("rooms.list"))
    bo.call("people.block", person=person(ana), on=False)
    bo.wait_until("rooms.list", lambda rooms: any(each["name"] == "x" for each in rooms))
    assert last_word(ana, bo) == []


def test_keywords(start: Start) -> None:
    ana, bo = company(start, "Ana", "Bo")
    room = lobby(ana)
    bo.call("notifications.keywords", words=["Regatta", "low tide", "船"])
    rings = ["the REGATTA!", "at low\ntide", "小船来了"]
    for text in (*rings, "regattas are many", "low tides", "nothing"):
        ana.call("messages.send", room=room, text=text)
    assert last_word(ana, bo) == [("keyword", text) for text in rings]
    bo.close()
    bo.start()
    assert bo.call("notifications.get")["keywords"] == ["Regatta", "low tide", "船"]


def test_missed_ones_ring_once_and_a_latecomers_history_does_not(start: Start) -> None:
    ana, bo = company(start, "Ana", "Bo")
    room = lobby(ana)
    bo.kill()
    ana.call("messages.send", room=room, text="@Bo missed")
    bo.start()
    assert told(bo) == ("mention", "@Bo missed")
    bo.kill()
    bo.start()
    linked(bo)
    assert last_word(ana, bo) == []
    cy = start("Cy", connect=ana)
    cy.wait_until("people.list", lambda people: len(people) == 3)
    ana.wait_until("people.list", lambda people: len(people) == 3)
    has(cy, ["@Bo missed"])
    ana.call("messages.send", room=room, text="@Cy welcome")
    assert told(cy) == ("mention", "@Cy welcome")
    cy.kill()
    boats = ana.call("rooms.create", name="boats", kind="open")["room"]
    ana.call("messages.send", room=boats, text="before Cy joined", mentions=[])
    ana.call("messages.fanOut", rooms=[boats], people=[], text="history")
    cy.start()
    cy.wait_until("rooms.list", lambda rooms: any(each["room"] == boats for each in rooms))
    cy.call("rooms.join", room=boats)
    cy.wait_until(
        "messages.list", lambda page: len(page["messages"]) == 2, room=boats, limit=10
    )
    assert last_word(ana, cy) == []


@pytest.mark.parametrize(
    ("method", "params", "kind"),
    [
        ("notifications.keywords", {"words": [""]}, "invalid"),
        ("notifications.keywords", {"words": ["x" * 65]}, "invalid"),
        ("notifications.keywords", {"words": [f"w{n}" for n in range(101)]}, "too-large"),
        ("notifications.keywords", {"words": "x"}, None),
        ("notifications.quiet", {"until": -1}, "invalid"),
        ("notifications.quiet", {"until": 2**60}, "invalid"),
        ("typing.show", {}, None),
    ],
)
def test_misuse(alone: RpcPeer, method: str, params: dict[str, Any], kind: str | None) -> None:
    with pytest.raises(RpcError) as caught:
        alone.call(method, **params)
    assert caught.value.kind == kind
    assert caught.value.code == (-32602 if kind is None else -32000)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("alone")
    with RpcPeer(folder / "ana", "Ana", "--no-discovery", "--listen", "127.0.0.1:0") as peer:
        yield peer
