"""Rooms over whole processes: open, private and direct ones."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Start, linked, lobby
from tests.lab.rpc_peer import RpcError, RpcPeer


def room_named(peer: RpcPeer, name: str, **more: object) -> dict[str, Any]:
    def fits(rooms: list[dict[str, Any]]) -> bool:
        return any(_fits(room, name, more) for room in rooms)

    rooms = peer.wait_until("rooms.list", fits)
    return next(room for room in rooms if _fits(room, name, more))


def _fits(room: dict[str, Any], name: str, more: dict[str, object]) -> bool:
    return room["name"] == name and all(room[key] == value for key, value in more.items())


def says(peer: RpcPeer, room: str, wanted: list[str]) -> None:
    peer.wait_until(
        "messages.list",
        lambda page: [message["text"] for message in page["messages"]] == wanted,
        room=room,
        limit=500,
    )


def person(peer: RpcPeer) -> str:
    return str(peer.call("node.status")["person"])


@pytest.fixture
def three(start: Start) -> tuple[RpcPeer, RpcPeer, RpcPeer]:
    ana = start("Ana")
    bo = start("Bo", connect=ana)
    cy = start("Cy", connect=ana)
    for peer in (ana, bo, cy):
        linked(peer, 2)
        peer.wait_until("people.list", lambda people: len(people) == 3)
    return ana, bo, cy


def test_what_was_said_before_somebody_came_in_is_not_unread(start: Start) -> None:
    ana = start("Ana")
    boats = ana.call("rooms.create", name="boats", kind="open")["room"]
    crew = ana.call("rooms.create", name="crew", kind="private")["room"]
    said = [f"@Bo was this for you? {number}" for number in range(20)]
    for text in said:
        for room in (lobby(ana), boats, crew):
            ana.call("messages.send", room=room, text=text)
    bo = start("Bo", connect=ana)
    linked(ana)
    room_named(bo, "boats")
    bo.call("rooms.join", room=boats)
    ana.wait_until("people.list", lambda people: len(people) == 2)
    ana.call("rooms.invite", room=crew, people=[person(bo)])
    room_named(bo, "crew")
    bo.call("rooms.join", room=crew)
    for name, room in (("lobby", lobby(ana)), ("boats", boats), ("crew", crew)):
        says(bo, room, said)
        assert room_named(bo, name, joined=True, unread=0, mentions=0)
        ana.call("messages.send", room=room, text="@Bo and this is")
        says(bo, room, [*said, "@Bo and this is"])
        assert room_named(bo, name, unread=1, mentions=1)
    bo.kill()
    bo.start()
    assert room_named(bo, "boats", unread=1, mentions=1)
    bo.call("rooms.leave", room=boats)
    ana.call("messages.send", room=boats, text="@Bo left")
    bo.call("rooms.join", room=boats)
    assert room_named(bo, "boats", joined=True)["unread"] == 0
    says(bo, boats, [*said, "@Bo and this is", "@Bo left"])
    assert room_named(bo, "boats")["unread"] == 0


def test_an_open_room_is_made_joined_renamed_and_left(
    three: tuple[RpcPeer, RpcPeer, RpcPeer],
) -> None:
    ana, bo, cy = three
    room = ana.call("rooms.create", name="boats", kind="open")["room"]
    assert room_named(bo, "boats")["joined"] is False
    bo.call("rooms.join", room=room)
    ana.call("messages.send", room=room, text="who has the small one?")
    says(bo, room, ["who has the small one?"])
    assert bo.wait_notification("message.new").params["room"] == room
    assert room_named(ana, "boats", members=2)
    with pytest.raises(RpcError) as caught:
        cy.call("messages.send", room=room, text="I am not in there")
    assert caught.value.kind == "not-found"
    assert not cy.take_notifications("message.new")
    bo.call("rooms.update", room=room, name="boats & tides", topic="who sails when")
    assert room_named(cy, "boats & tides", joined=False)
    cy.call("rooms.join", room=room)
    says(cy, room, ["who has the small one?"])
    bo.call("rooms.leave", room=room)
    assert room_named(ana, "boats & tides", members=2)
    assert room_named(bo, "boats & tides", joined=False)


def test_a_direct_room_is_between_two(three: tuple[RpcPeer, RpcPeer, RpcPeer]) -> None:
    ana, bo, cy = three
    room = ana.call("direct.open", person=person(bo))["room"]
    assert room_named(ana, "Bo", kind="direct")["room"] == room
    assert bo.call("direct.open", person=person(ana))["room"] == room
    ana.call("messages.send", room=room, text="between us")
    says(bo, room, ["between us"])
    assert room_named(bo, "Ana", unread=1)
    for peer in (ana, bo, cy):
        peer.call("messages.send", room=lobby(peer), text="to all")
    cy.wait_notification("message.new")
    assert _on_disk(cy, b"to all")
    assert not _on_disk(cy, b"between us")


def test_a_private_room_is_sealed_and_a_removed_member_reads_no_more(
    three: tuple[RpcPeer, RpcPeer, RpcPeer],
) -> None:
    ana, bo, cy = three
    room = ana.call("rooms.create", name="bridge", kind="private")["room"]
    ana.call("messages.send", room=room, text="before anybody came")
    ana.call("rooms.invite", room=room, people=[person(bo), person(cy)])
    for peer in (bo, cy):
        assert room_named(peer, "bridge", kind="private")["joined"] is False
        peer.call("rooms.join", room=room)
        says(peer, room, ["before anybody came"])
    bo.call("messages.send", room=room, text="hello both")
    says(cy, room, ["before anybody came", "hello both"])
    assert not _on_disk(bo, b"before anybody came"), "words of a private room are sealed on disk"
    with pytest.raises(RpcError) as caught:
        bo.call("rooms.remove", room=room, people=[person(cy)])
    assert caught.value.kind == "refused"
    ana.call("rooms.remove", room=room, people=[person(cy)])
    room_named(bo, "bridge", members=2)
    ana.call("messages.send", room=room, text="without Cy")
    says(bo, room, ["before anybody came", "hello both", "without Cy"])
    assert room_named(cy, "bridge", joined=False)
    with pytest.raises(RpcError):
        cy.call("messages.send", room=room, text="still here?")
    for peer in (ana, bo, cy):
        peer.kill()
        peer.start()
    linked(cy)
    says(bo, room, ["before anybody came", "hello both", "without Cy"])
    bo.call("messages.send", room=room, text="after all started again")
    says(
        ana, room, ["before anybody came", "hello both", "without Cy", "after all started again"]
    )


def test_a_stranger_never_hears_of_a_private_room(
    three: tuple[RpcPeer, RpcPeer, RpcPeer],
) -> None:
    ana, bo, cy = three
    room = ana.call("rooms.create", name="secret-room-name", kind="private")["room"]
    ana.call("rooms.invite", room=room, people=[person(bo)])
    room_named(bo, "secret-room-name")
    bo.call("rooms.join", room=room)
    ana.call("messages.send", room=room, text="secret words")
    says(bo, room, ["secret words"])
    ana.call("messages.send", room=lobby(ana), text="all heard this")
    cy.wait_notification("message.new")
    assert "secret-room-name" not in {each["name"] for each in cy.call("rooms.list")}
    assert not _on_disk(cy, b"secret-room-name")
    with pytest.raises(RpcError) as caught:
        cy.call("rooms.join", room=room)
    assert caught.value.kind == "not-found"


@pytest.mark.parametrize(
    ("method", "params", "kind"),
    [
        ("rooms.create", {"name": "", "kind": "open"}, "invalid"),
        ("rooms.create", {"name": "x", "kind": "secret"}, "invalid"),
        ("rooms.create", {"name": "x" * 200, "kind": "open"}, "too-large"),
        ("rooms.create", {"name": "\ud800", "kind": "open"}, "invalid"),
        ("rooms.join", {"room": "a" * 52}, "not-found"),
        ("rooms.leave", {"room": "LOBBY"}, "refused"),
        ("rooms.invite", {"room": "LOBBY", "people": []}, "refused"),
        ("rooms.remove", {"room": "LOBBY", "people": []}, "refused"),
        ("rooms.update", {"room": "LOBBY", "name": "mine"}, "refused"),
        ("rooms.update", {"room": "LOBBY", "notify": "sometimes"}, "invalid"),
        ("direct.open", {"person": "a" * 52}, "not-found"),
    ],
)
def test_misuse(start: Start, method: str, params: dict[str, Any], kind: str) -> None:
    ana = start("Ana")
    words = {key: lobby(ana) if value == "LOBBY" else value for key, value in params.items()}
    with pytest.raises(RpcError) as caught:
        ana.call(method, **words)
    assert caught.value.kind == kind


def _on_disk(peer: RpcPeer, words: bytes) -> bool:
    return any(
        words in path.read_bytes() for path in Path(peer.data_dir).iterdir() if path.is_file()
    )


def test_what_a_key_opens_is_told_once_and_nothing_of_blocked_people(
    three: tuple[RpcPeer, RpcPeer, RpcPeer],
) -> None:
    ana, bo, cy = three
    room = ana.call("rooms.create", name="vault", kind="private")["room"]
    ana.call("rooms.invite", room=room, people=[person(bo)])
    room_named(bo, "vault")
    bo.call("rooms.join", room=room)
    for number in range(5):
        ana.call("messages.send", room=room, text=f"before {number}")
    says(bo, room, [f"before {number}" for number in range(5)])
    bo.call("messages.send", room=room, text="said by Bo")
    cy.call("people.block", person=person(bo), on=True)
    ana.call("rooms.invite", room=room, people=[person(cy)])
    room_named(cy, "vault")
    cy.call("rooms.join", room=room)
    says(cy, room, [f"before {number}" for number in range(5)])
    ana.call("messages.send", room=room, text="after")
    for peer in (bo, cy):
        peer.wait_notification("message.new", lambda message: message["text"] == "after")
    for peer in (bo, cy):
        told = [told.params["text"] for told in peer.take_notifications("message.new")]
        assert sorted(told) == [f"before {number}" for number in range(5)]


@pytest.mark.parametrize("away", [False, True])
def test_who_was_removed_can_be_invited_again(
    three: tuple[RpcPeer, RpcPeer, RpcPeer], away: bool
) -> None:
    ana, bo, cy = three
    room = ana.call("rooms.create", name="vault", kind="private")["room"]
    ana.call("messages.send", room=room, text="one")
    ana.call("rooms.invite", room=room, people=[person(bo), person(cy)])
    for peer in (bo, cy):
        room_named(peer, "vault")
        peer.call("rooms.join", room=room)
        says(peer, room, ["one"])
    again = person(bo)
    bo.take_notifications()
    if away:
        bo.kill()
    ana.call("rooms.remove", room=room, people=[again])
    if not away:
        room_named(bo, "vault", joined=False)
        with pytest.raises(RpcError) as caught:
            bo.call("rooms.join", room=room)
        assert caught.value.kind == "refused"
        bo.kill()
        bo.start()
        room_named(bo, "vault", joined=False)
    room_named(cy, "vault", members=2)
    ana.call("messages.send", room=room, text="two")
    cy.call("rooms.invite", room=room, people=[again])
    if away:
        bo.start()
    else:
        bo.wait_notification("notification", lambda told: told["kind"] == "invite")
        bo.call("rooms.join", room=room)
    _is_let_in(bo, room)
    says(bo, room, ["one", "two"])
    bo.call("messages.send", room=room, text="three")
    for peer in (ana, cy):
        says(peer, room, ["one", "two", "three"])


def _is_let_in(peer: RpcPeer, room: str) -> None:
    """Accept the invitation if there is one; who was away may find all of it done already."""

    def fits(rooms: list[dict[str, Any]]) -> bool:
        known = next(each for each in rooms if each["room"] == room)
        if not known["joined"]:
            with contextlib.suppress(RpcError):
                peer.call("rooms.join", room=room)
        return bool(known["joined"]) and known["members"] == 3

    peer.wait_until("rooms.list", fits)


def test_who_left_a_private_room_can_be_invited_again(
    three: tuple[RpcPeer, RpcPeer, RpcPeer],
) -> None:
    ana, bo, _ = three
    room = ana.call("rooms.create", name="vault", kind="private")["room"]
    for said in (["one"], ["one", "two"]):
        ana.call("rooms.invite", room=room, people=[person(bo)])
        room_named(bo, "vault", joined=False)
        bo.call("rooms.join", room=room)
        ana.call("messages.send", room=room, text=said[-1])
        says(bo, room, said)
        bo.call("rooms.leave", room=room)
        assert room not in {each["room"] for each in bo.call("rooms.list")}
        with pytest.raises(RpcError) as caught:
            bo.call("rooms.join", room=room)
        assert caught.value.kind == "not-found"
        room_named(ana, "vault", members=1)


def test_who_declined_is_no_member_and_can_be_invited_again(
    three: tuple[RpcPeer, RpcPeer, RpcPeer],
) -> None:
    ana, bo, cy = three
    room = ana.call("rooms.create", name="vault", kind="private")["room"]
    ana.call("rooms.invite", room=room, people=[person(bo), person(cy)])
    room_named(cy, "vault")
    cy.call("rooms.join", room=room)
    room_named(cy, "vault", members=3)
    for _ in range(2):
        room_named(bo, "vault", joined=False)
        bo.call("rooms.leave", room=room)
        for member in (ana, cy):
            room_named(member, "vault", members=2)
        ana.call("rooms.invite", room=room, people=[person(bo)])
    room_named(bo, "vault", joined=False)
    bo.call("rooms.join", room=room)
    ana.call("messages.send", room=room, text="all here")
    for peer in (bo, cy):
        says(peer, room, ["all here"])
        room_named(peer, "vault", members=3)
    # Whoever is not the most senior member removes nobody, and may still ask once more.
    cy.call("rooms.leave", room=room)
    bo.call("rooms.invite", room=room, people=[person(cy)])
    room_named(cy, "vault", joined=False)
    cy.call("rooms.leave", room=room)
    bo.call("rooms.invite", room=room, people=[person(cy)])
    room_named(cy, "vault", joined=False)


def test_invitations_of_the_blocked_are_not_listed(
    three: tuple[RpcPeer, RpcPeer, RpcPeer],
) -> None:
    ana, bo, _ = three
    first = ana.call("rooms.create", name="vault", kind="private")["room"]
    ana.call("rooms.invite", room=first, people=[person(bo)])
    room_named(bo, "vault", joined=False)
    bo.call("people.block", person=person(ana), on=True)
    assert first not in {each["room"] for each in bo.call("rooms.list")}

    second = ana.call("rooms.create", name="cellar", kind="private")["room"]
    ana.call("rooms.invite", room=second, people=[person(bo)])
    direct = ana.call("direct.open", person=person(bo))["room"]
    ana.call("messages.send", room=direct, text="this is on the way behind the invitation")
    ana.wait_until(
        "messages.list", lambda page: page["messages"][-1]["delivered_to"] == 1, room=direct
    )
    for again in (False, True):
        if again:
            bo.kill()
            bo.start()
        assert not {first, second} & {each["room"] for each in bo.call("rooms.list")}

    bo.call("people.block", person=person(ana), on=False)
    assert {first, second} <= {each["room"] for each in bo.call("rooms.list")}
    bo.call("rooms.join", room=second)
    room_named(bo, "cellar", joined=True)
