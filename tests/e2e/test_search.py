"""Search through whole headless processes: what is found, told by itself, refused, and not shared."""

from __future__ import annotations

import time

import pytest

from tests.desktop.store.searching import NAUGHTY
from tests.e2e.conftest import Start, linked, lobby
from tests.lab.rpc_peer import RpcError


def test_a_message_of_another_device_is_found_and_told_by_itself(start: Start) -> None:
    ana = start("Ana Ferreira")
    bo = start("Bo", connect=ana)
    linked(ana)
    watch = ana.call("search.watch", query="grape", group="g")["watch"]
    ana.wait_notification("search.changed", lambda told: told["hits"] == [])
    sent = bo.call("messages.send", room=lobby(bo), text="👍 fresh Grapevine")
    start_s = time.monotonic()
    told = ana.wait_notification("search.changed", lambda told: told["hits"] != []).params
    assert time.monotonic() - start_s < 20
    (hit,) = told["hits"]
    assert told["watch"] == watch
    assert (hit["message"], hit["room"], hit["person"]) == (
        sent["message"], lobby(ana), sent["person"],
    )  # fmt: skip
    assert hit["marks"] == [[8, 13]]
    found = ana.call("search.query", query="apevi", limit=10)
    assert [each["message"] for each in found["hits"]] == [sent["message"]]
    assert not found["more"]
    assert ana.call("search.query", query="grape from:ana", limit=10)["hits"] == []
    assert len(ana.call("search.query", query="grape from:bo in:lobby", limit=10)["hits"]) == 1
    assert not [told for told in bo.take_notifications() if told.method == "search.changed"]
    ana.call("search.unwatch", watch=watch)


def test_edits_and_deletes_are_followed(start: Start) -> None:
    ana = start("Ana")
    message = ana.call("messages.send", room=lobby(ana), text="an unusualword here")["message"]
    assert ana.call("search.query", query="unusualword", limit=5)["hits"]
    ana.call("messages.edit", message=message, text="an ordinary one")
    assert not ana.call("search.query", query="unusualword", limit=5)["hits"]
    assert ana.call("search.query", query="ordinary is:edited", limit=5)["hits"]
    ana.call("messages.delete", message=message)
    assert not ana.call("search.query", query="ordinary", limit=5)["hits"]


def test_the_index_survives_a_kill(start: Start) -> None:
    ana = start("Ana")
    for number in range(300):
        ana.request("messages.send", room=lobby(ana), text=f"grape number {number}")
    ana.call("messages.send", room=lobby(ana), text="the last grape")
    ana.kill()
    ana.start()
    ana.wait_until(
        "search.query", lambda r: len(r["hits"]) == 200 and r["more"], query="grape", limit=200
    )
    assert ana.call("search.query", query="grape", limit=1)["hits"][0]["text"] == "the last grape"


def test_every_misuse_has_an_error_and_no_query_breaks_anything(start: Start) -> None:
    ana = start("Ana")
    room = lobby(ana)
    for params in ({}, {"query": 1}, {"query": "abc", "limit": 0}, {"query": "abc", "limit": 201},
                   {"query": "abc", "limit": "x"}, {"query": "abc", "colour": 1}):  # fmt: skip
        with pytest.raises(RpcError) as refused:
            ana.call("search.query", **params)
        assert refused.value.code == -32602
    for method, params in (
        ("search.query", {"query": "abc", "room": "nowhere"}),
        ("search.watch", {"query": "abc", "room": "a" * 52}),
        ("search.unwatch", {"watch": "77"}),
        ("search.unwatch", {"watch": "²"}),
    ):
        with pytest.raises(RpcError) as refused:
            ana.call(method, **params)
        assert refused.value.kind == "not-found", method
    with pytest.raises(RpcError):
        ana.call("search.watch", query="abc", group="")
    for query in NAUGHTY:
        result = ana.call("search.query", query=query, limit=3, room=room)
        assert result["hits"] == []
    assert ana.call("search.query", query="ab", limit=3)["reason"] == "too-short"
