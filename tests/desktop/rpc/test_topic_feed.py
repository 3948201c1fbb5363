"""A caller's subscriptions: what it does not read in time is dropped and counted, for it alone."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from desktop.budget import Budget
from desktop.errors import AppError
from desktop.rpc.told import told
from desktop.rpc.topic_feed import MAX_SUBSCRIPTIONS, MAX_UNREAD_LINES, TopicFeed
from desktop.services.news import Invited, TypingChanged
from desktop.services.topics import Topics
from net.ids import PersonId, RoomId, to_text
from net.pubsub import PubSub, typing_topic

pytestmark = pytest.mark.asyncio

ME = PersonId(bytes([1]) * 32)
ROOM = RoomId(bytes([2]) * 32)


class Caller:
    """One caller with a feed of its own, and what it was told."""

    def __init__(self, topics: Topics) -> None:
        self.told: list[dict[str, Any]] = []
        self.unread = 0
        engine: Any = SimpleNamespace(realtime=SimpleNamespace(topics=topics))
        self.feed = TopicFeed(engine, self._notify, lambda: self.unread)
        self._methods = self.feed.methods()

    def _notify(self, method: str, params: dict[str, Any]) -> None:
        assert method == "pubsub.message"
        self.told.append(params)

    async def call(self, method: str, **params: Any) -> Any:
        found = self._methods[f"pubsub.{method}"]
        return await found.handler(None, found.params(**params))  # type: ignore[arg-type]


@pytest.fixture
def bus() -> PubSub:
    return PubSub()


@pytest.fixture
def topics(bus: PubSub) -> Topics:
    return Topics(
        bus=bus, person=ME, publish=lambda topic, payload: None, has_room=lambda room: room == ROOM,
        person_of=lambda device: None, is_blocked=lambda person: False, take=Budget(lambda: 0.0).take,
    )  # fmt: skip


async def test_a_slow_caller_misses_and_is_told_how_many_and_a_fast_one_misses_none(
    topics: Topics,
) -> None:
    slow, fast = Caller(topics), Caller(topics)
    for caller in (slow, fast):
        await caller.call("subscribe", topic="t")
    for number in range(10):
        slow.unread = MAX_UNREAD_LINES if 3 <= number < 8 else MAX_UNREAD_LINES - 1
        await fast.call("publish", topic="t", payload=number)
    assert [each["payload"] for each in fast.told] == list(range(10))
    assert [each["payload"] for each in slow.told] == [0, 1, 2, 8, 9]
    assert [each.get("dropped") for each in slow.told] == [None, None, None, 5, None]


async def test_news_of_system_topics_come_as_the_notifications_they_are(
    topics: Topics, bus: PubSub
) -> None:
    caller = Caller(topics)
    topic = typing_topic(ROOM)
    await caller.call("subscribe", topic=topic)
    news = TypingChanged(ROOM, (ME,))
    bus.local_broadcast(topic, news)
    bus.local_broadcast(topic, Invited(ROOM, ME))
    ((method, params),) = told(news)
    assert caller.told == [
        {"topic": topic, "payload": {"event": method, "params": params}, "person": None}
    ]
    assert params == {"room": to_text(ROOM), "people": [to_text(ME)]}


async def test_subscriptions_are_bounded_and_end_with_the_caller(topics: Topics) -> None:
    caller, other = Caller(topics), Caller(topics)
    for number in range(MAX_SUBSCRIPTIONS):
        await caller.call("subscribe", topic=f"t{number}")
    await caller.call("subscribe", topic="t0")
    with pytest.raises(AppError) as caught:
        await caller.call("subscribe", topic="one more")
    assert caught.value.kind == "refused"
    await caller.call("unsubscribe", topic="t1")
    await caller.call("subscribe", topic="one more")
    caller.feed.close()
    await other.call("publish", topic="t0", payload=1)
    assert caller.told == []
    assert not topics._free._topics
