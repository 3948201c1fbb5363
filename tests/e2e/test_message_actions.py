"""Whole headless processes edit, delete, react, pin and read: alike everywhere, also after time apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

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
            peer.wait_until(
                "node.status", lambda _, gone=gone, peer=peer: not in_files(peer.data_dir, gone.encode())
            )
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
