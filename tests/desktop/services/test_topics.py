"""Topics for scripts: free ones apart from the program's own, JSON that every reader takes."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.budget import Budget
from desktop.errors import AppError
from desktop.services.news import TopicSaid
from desktop.services.topics import MAX_PAYLOAD_BYTES, Topics
from net.errors import LocalProtocolError
from net.ids import DeviceId, PersonId, RoomId, to_text
from net.news import TopicMessage
from net.pubsub import CHATS_TOPIC, LINKS_TOPIC, PubSub, chat_topic, search_topic

ME, ANA, BAD = (PersonId(bytes([n]) * 32) for n in (1, 2, 3))
HERS, ITS = (DeviceId(bytes([n]) * 32) for n in (4, 5))
ROOM, SECRET = (RoomId(bytes([n]) * 32) for n in (7, 8))


class Desk:
    """One device's topics, and what went out to the network."""

    def __init__(self) -> None:
        self.bus = PubSub()
        self.sent: list[tuple[str, bytes]] = []
        self.now_s = 0.0
        self.topics = Topics(
            bus=self.bus,
            person=ME,
            publish=lambda topic, payload: self.sent.append((topic, payload)),
            has_room=lambda room: room == ROOM,
            person_of={HERS: ANA, ITS: BAD}.get,
            is_blocked=lambda person: person == BAD,
            take=Budget(lambda: self.now_s).take,
        )


def test_the_programs_own_topics_are_out_of_reach_by_their_plain_names() -> None:
    desk, heard, inside = Desk(), [], []
    for topic in (CHATS_TOPIC, LINKS_TOPIC):
        desk.topics.subscribe(topic, heard.append)
        desk.bus.subscribe(topic, inside.append)
        desk.topics.publish(topic, "made up")
        desk.topics.heard(TopicMessage(topic, b'"made up, too"', HERS))
        desk.bus.local_broadcast(topic, "inside")
    assert inside == ["inside"] * 2
    assert [each.payload for each in heard] == ["made up", "made up, too"] * 2


def test_system_topics_are_heard_where_one_may_see_them() -> None:
    desk, heard = Desk(), []
    for topic in (chat_topic(ROOM), search_topic(ME)):
        desk.topics.subscribe(topic, heard.append)
        desk.bus.local_broadcast(topic, "news")
    assert heard == ["news"] * 2
    for topic, kind in (
        (chat_topic(SECRET), "not-found"), (search_topic(ANA), "refused"),
        (f"notifications:{to_text(ANA)}", "refused"), ("typing:?", "invalid"),
        (f"chat:{to_text(ROOM)}:more", "invalid"), (f"chat:{to_text(ROOM).upper()}1", "invalid"),
    ):  # fmt: skip
        with pytest.raises(AppError) as caught:
            desk.topics.subscribe(topic, heard.append)
        assert caught.value.kind == kind, topic


def test_hearing_ends_with_the_token_and_a_failing_listener_stops_nobody(expected_logs) -> None:
    expected_logs("a listener of topic")
    desk, heard = Desk(), []

    def fail(_: object) -> None:
        raise ZeroDivisionError

    desk.topics.subscribe("t", fail)
    token = desk.topics.subscribe("t", heard.append)
    assert desk.topics.publish("t", 1) == 1
    token.close()
    token.close()
    desk.topics.publish("t", 2)
    assert [each.payload for each in heard] == [1]
    assert [payload for _, payload in desk.sent] == [b"1", b"2"], "the network hears both"


def test_the_network_is_not_asked_about_local_delivery() -> None:
    desk, heard = Desk(), []
    desk.topics.subscribe("t", heard.append)

    def down(topic: str, payload: bytes) -> None:
        assert heard, "heard here before the network had its turn"
        raise OSError

    desk.topics._publish = down
    with pytest.raises(OSError):  # noqa: PT011 - made above
        desk.topics.publish("t", 1)
    assert heard == [TopicSaid("t", 1, ME)]


@pytest.mark.parametrize("payload", [b"", b"{", b"nul", b"NaN", b"\xff", b"[" * 5000, b"1" * 99,
                                     b'"' + b"x" * MAX_PAYLOAD_BYTES + b'"'])  # fmt: skip
def test_what_peers_send_and_is_no_json_is_dropped_and_counted(payload: bytes) -> None:
    desk, heard = Desk(), []
    desk.topics.subscribe("t", heard.append)
    desk.topics.heard(TopicMessage("t", payload, HERS))
    desk.topics.heard(TopicMessage("t", b"1", HERS))
    assert heard == [TopicSaid("t", 1, ANA)]
    assert desk.topics.counters["no JSON"] == 1


def test_blocked_people_and_unknown_devices_are_not_heard() -> None:
    desk, heard = Desk(), []
    desk.topics.subscribe("t", heard.append)
    desk.topics.heard(TopicMessage("t", b"1", ITS))
    desk.topics.heard(TopicMessage("t", b"1", DeviceId(bytes(32))))
    assert not heard
    assert desk.topics.counters["hidden"] == 2


def test_nothing_is_decoded_for_topics_nobody_listens_to() -> None:
    desk = Desk()
    desk.topics.heard(TopicMessage("t", b"no json", HERS))
    assert not desk.topics.counters


@pytest.mark.parametrize("payload", [math.nan, math.inf, "\ud800", {1, 2}, 2**65, {"a": [2**65]}])
def test_payloads_that_cannot_be_published(payload: Any) -> None:
    desk = Desk()
    with pytest.raises(AppError) as caught:
        desk.topics.publish("t", payload)
    assert caught.value.kind == "invalid"
    assert not desk.sent


@pytest.mark.parametrize("topic", ["", "x" * 257, "a\tb", "\ud800", "\u202e"])
def test_names_that_are_none(topic: str) -> None:
    desk = Desk()
    with pytest.raises(LocalProtocolError):
        desk.topics.publish(topic, 1)
    with pytest.raises(LocalProtocolError):
        desk.topics.subscribe(topic, print)


def test_a_flood_is_refused_with_the_time_to_wait_and_goes_on_later() -> None:
    desk = Desk()
    for number in range(2_000):
        desk.topics.publish(f"t{number}", number)
    with pytest.raises(AppError) as caught:
        desk.topics.publish("t", 1)
    assert caught.value.kind == "refused"
    assert "wait 1 s" in str(caught.value)
    desk.now_s += 1.0
    desk.topics.publish("t", 1)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=30,
)  # fmt: skip


@given(JSON)
def test_any_json_arrives_as_it_was(value: Any) -> None:
    sender, reader, here, there = Desk(), Desk(), [], []
    sender.topics.subscribe("t", here.append)
    reader.topics.subscribe("t", there.append)
    try:
        wanted = json.loads(json.dumps(value, ensure_ascii=False).encode())
    except UnicodeEncodeError:
        return  # half a character: refused, see above
    sender.topics.publish("t", value)
    ((topic, payload),) = sender.sent
    reader.topics.heard(TopicMessage(topic, payload, HERS))
    assert here[0].payload == there[0].payload == wanted
