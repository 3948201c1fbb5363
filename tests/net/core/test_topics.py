"""Messages on topics: signed, spread once, limited before they cost, never to a stranger of the room."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
import pytest

from net import wire
from net.config import NetConfig
from net.core import events
from net.core.events import CloseLink, Misbehaved, SendDatagram, TopicMessage
from net.core.topics import REPLAY_WINDOW, _signed_part, space_of
from net.errors import LocalProtocolError, RemoteProtocolError
from net.history import Snapshot
from net.ids import RoomId
from tests.net.core.scripts import IDENTITIES, NETWORK, Script

ALL_CERTIFICATES = Snapshot(certificates=tuple(who.certificate.encoded for who in IDENTITIES))


def publish(
    origin: int,
    number: int,
    *,
    topic: str = "free",
    payload: bytes = b"{}",
    hops: int = 0,
    room: bytes = b"",
    signer: int | None = None,
) -> wire.Publish:
    who = IDENTITIES[origin]
    data = _signed_part(topic, payload, who.device_id, number, room)
    signature = IDENTITIES[origin if signer is None else signer].sign(
        b"grapevine topic v1" + NETWORK, data
    )
    return wire.Publish(topic, payload, who.device_id, number, hops, room, signature)


def script(**config: Any) -> Script:
    return Script(config=replace(NetConfig(), **config), snapshot=ALL_CERTIFICATES)


def test_topics_spread_once_and_who_is_linked_speaks_for_himself() -> None:
    one = script()
    a, b = one.link(2), one.link(3)
    message = publish(2, 5)
    one.get(a, message)
    assert [m.origin for m in one.done(TopicMessage)] == [IDENTITIES[2].device_id]
    assert one.sent(wire.Publish, b) == [msgspec.structs.replace(message, hops=1)]
    one.get(a, message)
    assert not one.did
    one.get(b, publish(2, 6, hops=1))
    assert not one.did  # it claims to come from a device that we are linked with
    one.get(b, publish(5, 1, hops=1))
    assert [m.origin for m in one.done(TopicMessage)] == [IDENTITIES[5].device_id]
    one.feed(events.PublishTopic("typing", b"{}"))
    assert len(one.sent(wire.Publish)) == 2


def test_what_one_core_publishes_another_believes_over_a_third() -> None:
    origin, relay, reader = Script(me=0), Script(me=1), script()
    to_relay = origin.link(1)
    origin.feed(events.PublishTopic("weather", b'"rain"'))
    (said,) = origin.sent(wire.Publish, to_relay)
    inward, outward = relay.link(0), relay.link(2)
    relay.get(inward, said)
    (passed,) = relay.sent(wire.Publish, outward)
    link = reader.link(3)
    reader.get(link, passed)
    (heard,) = reader.done(TopicMessage)
    assert (heard.topic, heard.payload, heard.origin) == (
        "weather", b'"rain"', IDENTITIES[0].device_id,
    )  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"topic": "other"},
        {"payload": b"[]"},
        {"number": 8},
        {"signature": bytes(64)},
        {"origin": IDENTITIES[4].device_id},
    ],
)
def test_a_changed_message_is_neither_delivered_nor_passed_on(change: dict[str, object]) -> None:
    one = script()
    link = one.link(2)
    one.link(3)
    one.get(link, msgspec.structs.replace(publish(5, 7), **change))
    assert not one.done(TopicMessage)
    assert not one.sent(wire.Publish)
    assert one.done(Misbehaved)
    one.get(link, publish(5, 7))
    assert one.done(TopicMessage), "the forged copy does not stand in the way of the true one"


def test_ten_forged_messages_close_the_link() -> None:
    one = script()
    link = one.link(2)
    for number in range(10):
        assert not one.done(CloseLink)
        one.get(link, publish(5, number, signer=2))
    assert one.done(CloseLink)


def test_an_origin_never_met_and_a_message_without_a_signature_are_dropped() -> None:
    one = Script()
    link = one.link(2)
    one.get(link, publish(5, 1))
    one.get(link, msgspec.structs.replace(publish(2, 1), signature=b""))
    assert not one.done(TopicMessage)
    assert not one.done(Misbehaved), "it may be a device that we just have not heard of"
    assert one.core.counters["topics_unproven"] == 2


@pytest.mark.parametrize("topic", ["chat:x", "notifications:x", "presence:x", "search:x"])
def test_topics_that_begin_at_home_are_not_taken_from_the_network(topic: str) -> None:
    one = script()
    link = one.link(2)
    one.link(3)
    one.get(link, publish(2, 1, topic=topic))
    assert not one.done(TopicMessage)
    assert not one.sent(wire.Publish)
    assert one.core.counters["topics_reserved"] == 1


def test_each_origin_and_kind_has_its_own_budget() -> None:
    one = script(topics_per_s=1.0, topics_burst=3.0, typing_burst=2.0, typing_per_s=1.0)
    a, b = one.link(2), one.link(3)
    heard = []

    def say(link: int, frame: wire.Publish) -> None:
        one.get(link, frame)
        heard.extend((m.origin, m.topic) for m in one.done(TopicMessage))

    for number in range(10):
        say(a, publish(2, number))
        say(a, publish(2, 100 + number, topic="typing:x"))
    first = IDENTITIES[2].device_id
    assert heard == [(first, "free"), (first, "typing:x")] * 2 + [(first, "free")]
    assert one.core.counters["topics_over"] == 15
    heard.clear()
    say(b, publish(3, 1))
    assert heard, "a flooder does not use up another's budget"
    one.now += 1.0
    heard.clear()
    say(a, publish(2, 50))
    assert heard


def test_ten_thousand_topics_of_one_peer_leave_nothing_behind() -> None:
    one = script(topics_burst=20_000.0, max_seen=1000, live_frames_burst=20_000)
    link = one.link(2)
    core = one.core._topics
    for number in range(10_000):
        one.get(link, publish(2, number, topic=f"topic {number}"))
    assert len(core._seen) == 1000
    assert len(core._newest) == 1
    assert sum(len(table) for table in core._buckets.values()) == 1


def test_an_old_message_played_again_is_dropped_but_not_a_restart_with_a_slow_clock() -> None:
    one = script(max_seen=1)
    relay = one.link(2)
    old, new = publish(5, 10), publish(5, 11 + REPLAY_WINDOW)
    one.get(relay, old)
    assert one.done(TopicMessage)
    one.get(relay, new)
    assert one.done(TopicMessage)
    one.get(relay, old)
    assert not one.done(TopicMessage)
    assert one.core.counters["topics_old"] == 1
    own = one.link(5)
    one.get(own, publish(5, 3))
    assert one.done(TopicMessage), "it stands before us: its clock was set back"


def test_numbers_go_on_above_the_last_run() -> None:
    def first_number(snapshot: Snapshot) -> int:
        one = Script(snapshot=snapshot)
        one.link(2)
        one.feed(events.PublishTopic("free", b"1"))
        return one.sent(wire.Publish)[0].number

    assert first_number(Snapshot(highest_hlc=5_000 << 16)) > first_number(
        Snapshot(highest_hlc=4_000 << 16)
    ) + 1_000_000


def test_what_is_for_a_room_stays_among_its_members() -> None:
    room = RoomId(bytes(range(32)))
    one = script()
    member, stranger = one.link(2), one.link(3)
    people = frozenset((one.me.person_id, IDENTITIES[2].person_id))
    one.core.allow_room(room, people, people)
    one.feed(events.PublishTopic("typing:x", b"1", room))
    assert one.sent(wire.Publish, member)
    assert not one.sent(wire.Publish, stranger)
    one.get(stranger, publish(3, 1, room=room))
    assert not one.done(TopicMessage), "who is not in the room says nothing in it"
    one.get(member, publish(5, 1, room=room))
    assert not one.done(TopicMessage), "nor does a member pass such words on"
    one.get(member, publish(2, 1, room=room))
    assert one.done(TopicMessage)
    assert not one.sent(wire.Publish, stranger)


def test_typing_goes_on_both_lanes_and_other_topics_on_one() -> None:
    one = script()
    a, b = one.link(2), one.link(3)
    one.feed(events.PublishTopic("typing:x", b"0"))
    assert {(sent.link, sent.frame) for sent in one.done(SendDatagram)} == {
        (link, frame) for link in (a, b) for frame in one.sent(wire.Publish, link)
    }
    assert not any(sent.otherwise for sent in one.done(SendDatagram)), "TCP has it anyway"
    one.get(a, publish(2, 1, topic="typing:x"))
    assert [sent.link for sent in one.done(SendDatagram)] == [b]
    one.feed(events.PublishTopic("free", b"0"))
    assert not one.done(SendDatagram)


def test_typing_on_two_lanes_is_heard_once_and_never_after_its_end() -> None:
    one = script()
    link = one.link(2)
    began, ended = publish(2, 1, topic="typing:x", payload=b"0"), publish(2, 2, topic="typing:x")
    elsewhere = publish(2, 1_000, topic="typing:y")
    one.feed(events.Received(link, began, datagram=True))
    assert one.done(TopicMessage)
    one.get(link, began)
    assert not one.done(TopicMessage)
    one.get(link, ended)
    assert one.done(TopicMessage)
    for frame in (publish(2, 4, topic="typing:x"), elsewhere):
        one.feed(events.Received(link, frame, datagram=True))
        assert one.done(TopicMessage)
    one.get(link, publish(2, 3, topic="typing:x"))
    assert not one.done(TopicMessage), "its end came first, by datagram"
    one.get(link, publish(2, 5, topic="typing:x"))
    assert one.done(TopicMessage), "another room's newer word does not count"


def test_typing_of_a_device_whose_clock_was_set_back_is_heard() -> None:
    one = script()
    link = one.link(2)
    one.get(link, publish(2, REPLAY_WINDOW * 10, topic="typing:x"))
    one.get(link, publish(2, 5, topic="typing:x"))
    assert one.done(TopicMessage)


def test_own_messages_over_a_limit_are_refused() -> None:
    one = script()
    for topic, payload in (("x" * 257, b""), ("x", bytes(wire.MAX_PUBLISH_BYTES + 1))):
        with pytest.raises(LocalProtocolError):
            one.feed(events.PublishTopic(topic, payload))


@pytest.mark.parametrize(
    "frame",
    [
        wire.Publish("", b"", bytes(32), 1),
        wire.Publish("x" * 257, b"", bytes(32), 1),
        wire.Publish("x", bytes(wire.MAX_PUBLISH_BYTES + 1), bytes(32), 1),
        wire.Publish("x", b"", bytes(31), 1),
        wire.Publish("x", b"", bytes(32), 1, 0, bytes(5)),
    ],
)
def test_frames_of_a_wrong_size_do_not_decode(frame: wire.Publish) -> None:
    with pytest.raises(RemoteProtocolError):
        wire.decode(wire.encode(frame), 64 * 1024)


@pytest.mark.parametrize(
    ("topic", "space"),
    [
        ("chat:abc", "chat"), ("typing:abc", "typing"), ("typing", ""), ("chats:abc", ""),
        ("my:chat:abc", ""), ("", ""), (":", ""), ("Chat:abc", ""),
    ],
)  # fmt: skip
def test_the_space_of_a_topic(topic: str, space: str) -> None:
    assert space_of(topic) == space
