"""Whole headless processes edit, delete, react, pin and read: alike everywhere, also after time apart."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from net.crypto.keyfile import KEY_FILE_NAME
from tests.e2e.conftest import Start, linked, lobby
from tests.lab.rpc_peer import RpcError, RpcPeer

Json = dict[str, Any]


def one(peer: RpcPeer, message: str) -> Json:
    page = peer.call("messages.list", room=lobby(peer), limit=500)["messages"]
    return next(each for each in page if each["message"] == message)


def send(peer: RpcPeer, text: str, **more: Any) -> str:
    return str(peer.call("messages.send", room=lobby(peer), text=text, **more)["message"])


def me(peer: RpcPeer) -> str:
    return str(peer.call("node.status")["person"])


def shows(peer: RpcPeer, message: str, **wanted: Any) -> Json:
    """Wait until a message shows these values."""

    def fits(page: Json) -> bool:
        return any(
            each["message"] == message and all(each[key] == wanted[key] for key in wanted)
            for each in page["messages"]
        )

    peer.wait_until("messages.list", fits, room=lobby(peer), limit=500)
    return one(peer, message)


def in_files(folder: Path, words: bytes) -> list[str]:
    return [
        path.name for path in folder.rglob("*") if path.is_file() and words in path.read_bytes()
    ]


def test_an_edit_a_reaction_and_a_pin_reach_the_other_once(start: Start) -> None:
    ana = start("Ana")
    bo = start("Bo", connect=ana)
    linked(ana)
    message = send(bo, "boards are bakc")
    ana.wait_notification("message.new", lambda told: told["message"] == message)
    edited = bo.call("messages.edit", message=message, text="boards are back")
    assert edited["text"] == "boards are back"
    assert edited["edited_at"] is not None
    told = ana.wait_notification("message.changed").params
    assert (told["message"], told["text"]) == (message, "boards are back")
    assert ana.call("messages.react", message=message, emoji="👍", on=True) == {}
    told = bo.wait_notification("message.changed", lambda told: bool(told["reactions"])).params
    assert told["reactions"] == [{"emoji": "👍", "people": [me(ana)]}]
    assert ana.call("messages.pin", message=message, on=True) == {}
    shows(bo, message, pinned=True)
    ana.call("messages.react", message=message, emoji="👍", on=True)  # stands already
    ana.call("messages.react", message=message, emoji="👍", on=False)
    shows(bo, message, reactions=[])
    details = bo.call("messages.details", message=message)
    assert [edit["text"] for edit in details["edits"]] == ["boards are bakc", "boards are back"]
    assert [(each["person"], each["device"]) for each in details["devices"]] == [
        (me(ana), ana.call("node.status")["device"])
    ]
    assert not ana.take_notifications("message.new")
    for peer in (ana, bo):
        peer.kill()
        peer.start()
        assert one(peer, message)["text"] == "boards are back"
        assert one(peer, message)["pinned"]
        assert not peer.take_notifications("message.changed")


def test_what_was_done_apart_comes_together(start: Start) -> None:
    ana = start("Ana")
    bo = start("Bo", connect=ana)
    cy = start("Cy", connect=ana)
    linked(ana, 2)
    messages = [send(ana, f"number {n}") for n in range(4)]
    for peer in (bo, cy):
        shows(peer, messages[-1])
    bo.kill()
    ana.call("messages.edit", message=messages[0], text="first words of the edit")
    ana.call("messages.edit", message=messages[0], text="last words of the edit")
    ana.call("messages.delete", message=messages[1])
    for peer in (ana, cy):
        peer.call("messages.react", message=messages[2], emoji="🎉", on=True)
    cy.call("messages.pin", message=messages[3], on=True)
    ana.kill()
    cy.kill()
    bo.start()
    bo.call("messages.react", message=messages[0], emoji="❤", on=True)
    bo.call("messages.react", message=messages[2], emoji="🎉", on=True)
    ana.start()
    # Whoever was dialled has another port now: the others are told where it is.
    for peer in (bo, cy):
        if peer is cy:
            cy.start()
        address = ana.call("node.status")["listen"][0].rpartition(":")[2]
        peer.call("node.addPeer", address=f"127.0.0.1:{address}")
    for peer in (ana, bo, cy):
        shows(peer, messages[0], text="last words of the edit",
              reactions=[{"emoji": "❤️", "people": [me(bo)]}])  # fmt: skip
        shows(peer, messages[1], deleted=True, text="")
        shows(peer, messages[3], pinned=True)
        peer.wait_until(
            "messages.list",
            lambda page: any(
                {person for each in message["reactions"] for person in each["people"]}
                == {me(ana), me(bo), me(cy)}
                for message in page["messages"]
            ),
            room=lobby(peer),
            limit=500,
        )
    assert [one(peer, messages[2])["reactions"] for peer in (ana, bo)] == [
        one(cy, messages[2])["reactions"]
    ] * 2


def test_deleted_words_are_nowhere_and_never_come_back(start: Start) -> None:
    ana = start("Ana")
    bo = start("Bo", connect=ana)
    linked(ana)
    words = "the-combination-is 7341 marmalade"
    later = "the-combination-was 7341 marmalade"
    message = send(bo, words)
    shows(ana, message)
    bo.call("messages.edit", message=message, text=later)
    shows(ana, message, text=later)
    assert in_files(ana.data_dir, words.encode())
    bo.call("messages.delete", message=message)
    for peer in (ana, bo):
        shown = shows(peer, message, deleted=True)
        assert (shown["text"], shown["reactions"], shown["edited_at"]) == ("", [], None)
        assert peer.call("messages.details", message=message)["edits"] == []
        for gone in (words, later, "marmalade"):
            peer.wait_until("node.status", partial(_is_gone, peer.data_dir, gone))
    cy = start("Cy", connect=ana)
    assert shows(cy, message, deleted=True)["text"] == ""
    assert not [
        told for told in cy.take_notifications("message.new") if told.params["message"] == message
    ]
    for peer in (ana, bo, cy):
        peer.close()
        for gone in (words, later, "marmalade"):
            assert not in_files(peer.data_dir, gone.encode())
    with pytest.raises(RpcError) as caught:
        bo.start().call("messages.edit", message=message, text="once more")
    assert caught.value.kind == "refused"


def counts(peer: RpcPeer) -> tuple[int, int]:
    room = next(room for room in peer.call("rooms.list") if room["name"] == "lobby")
    return room["unread"], room["mentions"]


def counted(peer: RpcPeer, unread: int, mentions: int) -> None:
    peer.wait_until(
        "rooms.list",
        lambda rooms: any(
            (room["unread"], room["mentions"]) == (unread, mentions)
            for room in rooms
            if room["name"] == "lobby"
        ),
    )


def test_unread_and_mentions_are_exact_over_restarts_and_marks(start: Start) -> None:
    ana = start("Ana")
    bo = start("Bo", connect=ana)
    linked(ana)
    bo.wait_until("people.list", lambda people: any(each["name"] == "Ana" for each in people))
    messages = [send(bo, f"number {n}") for n in range(5)]
    by_name = send(bo, "look here, @ana")
    by_id = send(bo, "and here", mentions=[me(ana)])
    send(ana, "my own counts for nobody here, @Ana")
    counted(ana, 7, 2)
    assert one(ana, by_name)["mentions_me"]
    assert not one(bo, by_name)["mentions_me"]
    bo.call("messages.edit", message=messages[4], text="you too, @Ana")
    counted(ana, 7, 3)
    bo.call("messages.edit", message=by_name, text="never mind")
    counted(ana, 7, 2)
    bo.call("messages.delete", message=by_id)
    counted(ana, 6, 1)
    room = lobby(ana)
    assert ana.call("messages.markRead", room=room, message=messages[2]) == {}
    assert counts(ana) == (3, 1)
    ana.call("messages.markRead", room=room, message=messages[0])  # never back
    assert counts(ana) == (3, 1)
    ana.kill()
    ana.start()
    assert counts(ana) == (3, 1)
    newest = ana.call("messages.list", room=room, limit=1)["messages"][0]["message"]
    ana.call("messages.markRead", room=room, message=newest)
    ana.call("messages.markRead", room=room, message=newest)
    assert counts(ana) == (0, 0)


def test_drafts_are_kept_per_room(start: Start) -> None:
    ana = start("Ana")
    room = lobby(ana)
    assert ana.call("drafts.get", room=room) == {"text": ""}
    assert ana.call("drafts.set", room=room, text="half a sen\ud83d") == {}
    ana.kill()
    ana.start()
    assert ana.call("drafts.get", room=room) == {"text": "half a sen?"}
    ana.call("drafts.set", room=room, text="")
    assert ana.call("drafts.get", room=room) == {"text": ""}


def test_a_blocked_person_is_not_shown_and_still_passed_on(start: Start) -> None:
    ana = start("Ana")
    bo = start("Bo", connect=ana)
    linked(ana)
    before = send(bo, "before")
    shows(ana, before)
    ana.wait_until("people.list", lambda people: any(each["name"] == "Bo" for each in people))
    assert ana.call("people.block", person=me(bo), on=True) == {}
    listed = ana.call("messages.list", room=lobby(ana), limit=10)["messages"]
    assert listed == []
    assert counts(ana) == (0, 0)
    ana.take_notifications()
    entries = ana.call("node.status")["entries"]
    hidden = send(bo, "while blocked")
    bo.call("messages.edit", message=hidden, text="edited while blocked")
    ana.wait_until("node.status", lambda status: status["entries"] >= entries + 2)
    assert ana.call("messages.list", room=lobby(ana), limit=10)["messages"] == []
    assert not ana.take_notifications("message.new")
    cy = start("Cy", connect=ana)
    shows(cy, hidden, text="edited while blocked")
    ana.kill()
    ana.start()
    assert ana.call("messages.list", room=lobby(ana), limit=10)["messages"] == []
    blocked = {each["name"]: each["blocked"] for each in ana.call("people.list")}
    assert blocked["Bo"]
    ana.call("people.block", person=me(bo), on=False)
    assert [message["text"] for message in ana.call(
        "messages.list", room=lobby(ana), limit=10)["messages"]] == [
        "before", "edited while blocked"]  # fmt: skip
    assert counts(ana)[0] == 2


def _is_gone(folder: Path, words: str, _status: object) -> bool:
    return not in_files(folder, words.encode())


def _has_name(name: str, people: list[dict[str, Any]]) -> bool:
    return any(each["name"] == name for each in people)


def test_safety_numbers_are_the_same_on_both_sides(start: Start) -> None:
    ana = start("Ana")
    bo = start("Bo", connect=ana)
    linked(ana)
    for peer, other in ((ana, "Bo"), (bo, "Ana")):
        peer.wait_until("people.list", partial(_has_name, other))
    mine = ana.call("people.safety", person=me(bo))
    assert mine == bo.call("people.safety", person=me(ana))
    groups = mine["number"].split(" ")
    assert [len(group) for group in groups] == [5] * 12
    assert mine["number"].replace(" ", "").isdecimal()
    assert ana.call("people.verify", person=me(bo), on=True) == {}
    ana.kill()
    ana.start()
    verified = {each["name"]: each["verified"] for each in ana.call("people.list")}
    assert verified == {"Ana": False, "Bo": True}


def test_two_devices_of_one_person_are_one_author_and_read_together(
    start: Start, tmp_path: Path
) -> None:
    desk = start("Ana")
    desk.close()
    (tmp_path / "laptop").mkdir(mode=0o700)
    # Keys without a database: the same person on a new device.
    shutil.copy(desk.data_dir / KEY_FILE_NAME, tmp_path / "laptop" / KEY_FILE_NAME)
    desk.start()
    laptop = start("Laptop", "--name", "Ana", connect=desk)
    bo = start("Bo", connect=desk)
    assert me(desk) == me(laptop)
    assert desk.call("node.status")["device"] != laptop.call("node.status")["device"]
    room = lobby(desk)
    messages = [send(bo, f"number {n}") for n in range(3)]
    own = send(desk, "from my dekst")
    for peer in (desk, laptop):
        shows(peer, own)
        shows(peer, messages[-1])
        counted(peer, 3, 0)
    desk.call("messages.markRead", room=room, message=messages[1])
    counted(laptop, 1, 0)
    laptop.call("messages.markRead", room=room, message=messages[0])
    laptop.call("messages.edit", message=own, text="from my desk")
    for peer in (desk, laptop):
        peer.call("messages.react", message=messages[0], emoji="👍", on=True)
    for peer in (desk, laptop, bo):
        shows(peer, own, text="from my desk")
        shows(peer, messages[0], reactions=[{"emoji": "👍", "people": [me(desk)]}])
    laptop.call("messages.react", message=messages[0], emoji="👍", on=False)
    desk.call("messages.delete", message=own)
    for peer in (desk, laptop, bo):
        shows(peer, own, deleted=True)
        shows(peer, messages[0], reactions=[])
    counted(desk, 1, 0)
    assert [r["kind"] for r in laptop.call("rooms.list") if r["joined"]] == ["open"]
    laptop.kill()
    laptop.start()
    assert counts(laptop) == (1, 0)
    assert [r["kind"] for r in laptop.call("rooms.list") if r["joined"]] == ["open"]


def test_a_private_room_edits_reacts_and_deletes_under_its_seal(start: Start) -> None:
    ana = start("Ana")
    bo = start("Bo", connect=ana)
    linked(ana)
    ana.wait_until("people.list", lambda people: len(people) == 2)
    room = ana.call("rooms.create", name="plans", kind="private")["room"]
    ana.call("rooms.invite", room=room, people=[me(bo)])
    bo.wait_until("rooms.list", lambda rooms: any(each["room"] == room for each in rooms))
    bo.call("rooms.join", room=room)
    message = ana.call("messages.send", room=room, text="teh plan")["message"]

    def fits(**wanted: Any) -> None:
        for peer in (ana, bo):
            peer.wait_until(
                "messages.list",
                lambda page: any(
                    each["message"] == message and all(each[k] == wanted[k] for k in wanted)
                    for each in page["messages"]
                ),
                room=room,
                limit=9,
            )

    fits(text="teh plan")
    ana.call("messages.edit", message=message, text="the plan")
    bo.call("messages.react", message=message, emoji="👍", on=True)
    fits(text="the plan", reactions=[{"emoji": "👍", "people": [me(bo)]}])
    for peer in (ana, bo):
        peer.kill()
        peer.start()
    ana.call("node.addPeer", address=bo.call("node.status")["listen"][0])
    fits(text="the plan", reactions=[{"emoji": "👍", "people": [me(bo)]}])
    ana.call("messages.delete", message=message)
    fits(deleted=True, text="", reactions=[])
    ana.kill()
    ana.start()
    bo.kill()
    bo.start()
    fits(deleted=True, text="", reactions=[])


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("pair")
    options = ("--no-discovery", "--listen", "127.0.0.1:0")
    with RpcPeer(folder / "ana", "Ana", *options) as ana:
        port = ana.call("node.status")["listen"][0].rpartition(":")[2]
        with RpcPeer(folder / "bo", "Bo", *options, "--connect", f"127.0.0.1:{port}") as bo:
            linked(ana)
            message = send(bo, "bo's words")
            shows(ana, message)
            own = send(ana, "ana's words")
            gone = send(ana, "taken back")
            ana.call("messages.delete", message=gone)
            for each in (own, gone):
                shows(ana, each, state="delivered")
            yield ana, {"BO": message, "OWN": own, "GONE": gone, "LOBBY": lobby(ana), "ME": me(ana),
                        "NOBODY": "a" * 52}  # fmt: skip


@pytest.mark.parametrize(
    ("method", "params", "kind"),
    [
        ("messages.edit", {"message": "BO", "text": "mine now"}, "refused"),
        ("messages.edit", {"message": "OWN", "text": "  "}, "invalid"),
        ("messages.edit", {"message": "OWN", "text": "x" * 16_385}, "too-large"),
        ("messages.edit", {"message": "OWN", "text": "\ud800"}, "invalid"),
        ("messages.edit", {"message": "GONE", "text": "again"}, "refused"),
        ("messages.edit", {"message": "NOBODY", "text": "x"}, "not-found"),
        ("messages.edit", {"message": "zz", "text": "x"}, "not-found"),
        ("messages.delete", {"message": "BO"}, "refused"),
        ("messages.delete", {"message": "NOBODY"}, "not-found"),
        ("messages.react", {"message": "BO", "emoji": "no emoji", "on": True}, "invalid"),
        ("messages.react", {"message": "BO", "emoji": "", "on": True}, "invalid"),
        ("messages.react", {"message": "BO", "emoji": "👍👍", "on": True}, "invalid"),
        ("messages.react", {"message": "GONE", "emoji": "👍", "on": True}, "refused"),
        ("messages.react", {"message": "NOBODY", "emoji": "👍", "on": True}, "not-found"),
        ("messages.pin", {"message": "NOBODY", "on": True}, "not-found"),
        ("messages.pin", {"message": "GONE", "on": True}, "refused"),
        ("messages.details", {"message": "NOBODY"}, "not-found"),
        ("messages.markRead", {"room": "LOBBY", "message": "NOBODY"}, "not-found"),
        ("messages.markRead", {"room": "NOBODY", "message": "BO"}, "not-found"),
        ("messages.send", {"room": "LOBBY", "text": "x", "mentions": ["NOBODY"]}, "not-found"),
        ("messages.send", {"room": "LOBBY", "text": "x", "mentions": ["ME"] * 101}, "too-large"),
        ("drafts.get", {"room": "NOBODY"}, "not-found"),
        ("drafts.set", {"room": "NOBODY", "text": "x"}, "not-found"),
        ("drafts.set", {"room": "LOBBY", "text": "x" * 70_000}, "too-large"),
        ("people.block", {"person": "ME", "on": True}, "invalid"),
        ("people.block", {"person": "NOBODY", "on": True}, "not-found"),
        ("people.verify", {"person": "NOBODY", "on": True}, "not-found"),
        ("people.safety", {"person": "ME"}, "invalid"),
        ("people.safety", {"person": "NOBODY"}, "not-found"),
    ],
)
def test_misuse_is_a_clear_error_and_loses_nothing(
    pair: tuple[RpcPeer, dict[str, str]], method: str, params: dict[str, Any], kind: str
) -> None:
    peer, names = pair

    def named(value: Any) -> Any:
        if isinstance(value, list):
            return [named(each) for each in value]
        return names.get(value, value) if isinstance(value, str) else value

    before = peer.call("messages.list", room=lobby(peer), limit=10)
    with pytest.raises(RpcError) as caught:
        peer.call(method, **{key: named(value) for key, value in params.items()})
    assert (caught.value.code, caught.value.kind) == (-32000, kind)
    assert len(str(caught.value)) > len(method) + 15
    assert peer.call("messages.list", room=lobby(peer), limit=10) == before


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("messages.edit", {"message": "OWN"}),
        ("messages.react", {"message": "OWN", "emoji": "👍", "on": "yes"}),
        ("messages.react", {"message": "OWN", "emoji": "👍"}),
        ("messages.pin", {"message": "OWN", "on": 1, "more": 2}),
        ("drafts.set", {"room": "LOBBY", "text": None}),
        ("people.block", {"person": "ME"}),
    ],
)
def test_params_of_a_wrong_shape_are_said_so(
    pair: tuple[RpcPeer, dict[str, str]], method: str, params: dict[str, Any]
) -> None:
    with pytest.raises(RpcError) as caught:
        pair[0].call(method, **params)
    assert caught.value.code == -32602
