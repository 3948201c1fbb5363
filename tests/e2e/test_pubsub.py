"""Topics over whole processes: for scripts free, for the program's own as far as one may see them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.e2e.company import company, fence, person
from tests.e2e.conftest import Start, lobby
from tests.lab.rpc_peer import Notification, RpcError, RpcPeer


def take(peer: RpcPeer, topic: str) -> dict[str, Any]:
    return peer.wait_notification("pubsub.message", lambda told: told["topic"] == topic).params


def test_what_is_published_reaches_every_subscriber_the_publisher_included(start: Start) -> None:
    ana, bo, cy = company(start, "Ana", "Bo", "Cy")
    for peer in (ana, bo):
        peer.call("pubsub.subscribe", topic="weather")
    payload = {"rain": True, "mm": [1, 2.5, None], "who": "Zoë 🌧"}
    assert ana.call("pubsub.publish", topic="weather", payload=payload) == {}
    wanted = {"topic": "weather", "payload": payload, "person": person(ana)}
    assert take(ana, "weather") == wanted
    assert take(bo, "weather") == wanted
    fence(ana, cy)
    assert not cy.take_notifications("pubsub.message"), "who did not subscribe is not told"


def test_each_topic_is_its_own_and_order_is_kept(start: Start) -> None:
    ana, bo = company(start, "Ana", "Bo")
    for topic in ("a", "a:b", "A"):
        bo.call("pubsub.subscribe", topic=topic)
    for number in range(100):
        ana.request("pubsub.publish", topic="a", payload=number)
    fence(ana, bo)
    told = [each.params for each in bo.take_notifications("pubsub.message")]
    assert [each["payload"] for each in told] == list(range(100))
    assert {each["topic"] for each in told} == {"a"}


def test_nothing_comes_after_unsubscribing_and_twice_subscribed_is_told_once(start: Start) -> None:
    (ana,) = company(start, "Ana")
    ana.call("pubsub.subscribe", topic="t")
    ana.call("pubsub.subscribe", topic="t")
    ana.call("pubsub.publish", topic="t", payload=1)
    ana.call("pubsub.unsubscribe", topic="t")
    ana.call("pubsub.publish", topic="t", payload=2)
    ana.call("node.status")
    told = [each.params["payload"] for each in ana.take_notifications("pubsub.message")]
    assert told == [1]


def test_it_works_alone_and_nothing_is_kept_for_later(start: Start) -> None:
    ana = start("Ana")
    ana.call("pubsub.subscribe", topic="t")
    entries = ana.call("node.status")["entries"]
    ana.call("pubsub.publish", topic="t", payload="alone")
    assert take(ana, "t")["payload"] == "alone"
    bo = start("Bo", connect=ana)
    bo.call("pubsub.subscribe", topic="t")
    bo.wait_until("people.list", lambda people: len(people) == 2)
    ana.call("pubsub.publish", topic="t", payload="together")
    assert take(bo, "t")["payload"] == "together"
    bo.wait_until("node.status", lambda status: status["entries"] == entries + 1)  # Bo's profile


def test_a_script_behind_another_peer_hears_it(start: Start) -> None:
    """The relay checks and passes on; who is not linked with the author believes the signature."""
    bo = start("Bo")
    ana = start("Ana", connect=bo)
    cy = start("Cy", connect=bo)
    for peer in (ana, bo, cy):
        peer.wait_until("people.list", lambda people: len(people) == 3)
    cy.call("pubsub.subscribe", topic="t")
    heard: list[Notification] = []

    def again(_: object) -> bool:
        # Ana and Cy meet, too: what goes by a link that another one replaces at that moment is lost.
        ana.call("pubsub.publish", topic="t", payload=1)
        heard.extend(cy.take_notifications("pubsub.message"))
        return bool(heard)

    cy.wait_until("node.status", again)
    assert heard[0].params["person"] == person(ana)


def test_system_topics_can_be_read_where_one_may_see_them(start: Start) -> None:
    ana, bo = company(start, "Ana", "Bo")
    room, me = lobby(ana), person(ana)
    for topic in (
        f"chat:{room}", f"typing:{room}", f"presence:{room}", f"notifications:{me}", f"search:{me}",
    ):  # fmt: skip
        ana.call("pubsub.subscribe", topic=topic)
    bo.call("typing.set", room=room, on=True)
    typing = take(ana, f"typing:{room}")
    assert typing["payload"] == {
        "event": "typing.changed", "params": {"room": room, "people": [person(bo)]},
    }  # fmt: skip
    sent = bo.call("messages.send", room=room, text="hello", mentions=[me])
    new = take(ana, f"chat:{room}")
    assert new["person"] == person(bo)
    assert new["payload"]["event"] == "message.new"
    assert new["payload"]["params"]["message"] == sent["message"]
    notice = take(ana, f"notifications:{me}")["payload"]
    assert (notice["event"], notice["params"]["kind"]) == ("notification", "mention")
    own = ana.call("messages.send", room=room, text="mine")
    assert take(ana, f"chat:{room}")["payload"]["params"]["message"] == own["message"]


def test_what_is_not_ones_own_is_neither_read_nor_written(start: Start) -> None:
    ana, bo, cy = company(start, "Ana", "Bo", "Cy")
    secret = ana.call("rooms.create", name="secret", kind="private")["room"]
    ana.call("rooms.invite", room=secret, people=[person(bo)])
    refused = [
        ("pubsub.subscribe", f"chat:{secret}", "not-found"),
        ("pubsub.subscribe", f"typing:{'a' * 52}", "not-found"),
        ("pubsub.subscribe", f"notifications:{person(ana)}", "refused"),
        ("pubsub.subscribe", f"search:{person(ana)}", "refused"),
        ("pubsub.subscribe", "chat:", "invalid"),
        ("pubsub.subscribe", "presence:lobby", "invalid"),
        ("pubsub.subscribe", "", "invalid"),
        ("pubsub.subscribe", "x" * 257, "invalid"),
        ("pubsub.subscribe", "a\nb", "invalid"),
        ("pubsub.subscribe", "\ud800", "invalid"),
        ("pubsub.unsubscribe", "never", "not-found"),
        *(
            ("pubsub.publish", f"{space}:{lobby(cy)}", "refused")
            for space in ("chat", "typing", "presence", "notifications", "search")
        ),
        ("pubsub.publish", "", "invalid"),
        ("pubsub.publish", "ü" * 129, "invalid"),
    ]
    for method, topic, kind in refused:
        with pytest.raises(RpcError) as caught:
            params = {"payload": 1} if method == "pubsub.publish" else {}
            cy.call(method, topic=topic, **params)
        assert caught.value.kind == kind, (method, topic)


PAYLOADS: list[tuple[str, str | None]] = [
    ('"' + "x" * (16 * 1024 - 2) + '"', None),
    ('"' + "x" * (16 * 1024 - 1) + '"', "too-large"),
    ('"' + "ü" * 8 * 1024 + '"', "too-large"),
    ('"\\ud800"', "invalid"),
    ("[" * 32 + "]" * 32, None),
    ("[" * 33 + "]" * 33, "invalid"),
    ("9" * 30, "invalid"),
    ("1e999", "invalid"),
    ("18446744073709551615", None),
    ('{"": {}, "a": [null, true, -1.5e-3]}', None),
]


def test_payloads(start: Start) -> None:
    ana = start("Ana")
    ana.call("pubsub.subscribe", topic="t")
    for number, (payload, kind) in enumerate(PAYLOADS, 1):
        ana.send_line(
            f'{{"jsonrpc":"2.0","id":{-1 - number},"method":"pubsub.publish",'
            f'"params":{{"topic":"t","payload":{payload}}}}}'
        )
        if kind is None:
            assert ana.answer(-1 - number) == {}
            assert take(ana, "t")["payload"] == json.loads(payload)
        else:
            with pytest.raises(RpcError) as caught:
                ana.answer(-1 - number)
            assert caught.value.kind == kind, payload[:40]


def test_ten_thousand_topics_of_one_peer(start: Start) -> None:
    ana, bo = company(start, "Ana", "Bo")
    requests = [ana.request("pubsub.subscribe", topic=f"t{number}") for number in range(10_000)]
    assert all(ana.answer(request) == {} for request in requests)
    refused = 0
    requests = [
        ana.request("pubsub.publish", topic=f"t{number}", payload=number) for number in range(10_000)
    ]
    for request in requests:
        try:
            ana.answer(request)
        except RpcError as error:
            assert error.kind == "refused"
            refused += 1
    heard = ana.take_notifications("pubsub.message")
    dropped = sum(each.params.get("dropped", 0) for each in heard)
    assert 0 < refused < 9_000, "a burst fits, a flood does not"
    assert len(heard) + dropped <= 10_000 - refused
    sent = ana.call("messages.send", room=lobby(ana), text="still well")
    assert bo.wait_notification("message.new").params["message"] == sent["message"]
