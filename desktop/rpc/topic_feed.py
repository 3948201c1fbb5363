"""One caller's subscriptions to topics: what comes on them is passed on, or dropped if nobody reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from desktop.errors import AppError
from desktop.rpc.method import Method, Params
from desktop.rpc.told import person_of, told
from desktop.services.news import TopicSaid
from net.ids import to_text

if TYPE_CHECKING:
    from desktop.engine import Engine
    from net.pubsub import Subscription

MAX_SUBSCRIPTIONS = 20_000
"""Of one caller: twice the ten thousand a script may honestly want, 10 MB of memory."""
MAX_UNREAD_LINES = 1_000
"""Above this the caller is slow: messages on topics are dropped, all else still waits for it."""


class TopicParams(Params, frozen=True):
    """One topic."""

    topic: str


class PublishParams(Params, frozen=True):
    """A JSON value for a topic."""

    topic: str
    payload: Any


class TopicFeed:
    """Owned by the server of one caller; its subscriptions end with it."""

    def __init__(
        self,
        engine: Engine,
        notify: Callable[[str, dict[str, Any]], None],
        unread_lines: Callable[[], int],
    ) -> None:
        self._topics = engine.realtime.topics
        self._notify = notify
        self._unread_lines = unread_lines
        self._subscriptions: dict[str, Subscription] = {}
        self._dropped = 0

    def methods(self) -> dict[str, Method]:
        """Return the methods that belong to this caller alone."""
        return {
            "pubsub.subscribe": Method(TopicParams, self._subscribe),
            "pubsub.unsubscribe": Method(TopicParams, self._unsubscribe),
            "pubsub.publish": Method(PublishParams, self._publish),
        }

    def close(self) -> None:
        """End all subscriptions."""
        for subscription in self._subscriptions.values():
            subscription.close()
        self._subscriptions.clear()

    async def _subscribe(self, _: Engine, params: TopicParams) -> dict[str, Any]:
        topic = params.topic
        if topic not in self._subscriptions:
            if len(self._subscriptions) >= MAX_SUBSCRIPTIONS:
                raise AppError(
                    "refused", f"At most {MAX_SUBSCRIPTIONS} topics: unsubscribe some first."
                )
            self._subscriptions[topic] = self._topics.subscribe(
                topic, lambda event: self._pass_on(topic, event)
            )
        return {}

    async def _unsubscribe(self, _: Engine, params: TopicParams) -> dict[str, Any]:
        subscription = self._subscriptions.pop(params.topic, None)
        if subscription is None:
            raise AppError("not-found", "This topic is not subscribed to.")
        subscription.close()
        return {}

    async def _publish(self, _: Engine, params: PublishParams) -> dict[str, Any]:
        self._topics.publish(params.topic, params.payload)
        return {}

    def _pass_on(self, topic: str, event: object) -> None:
        if isinstance(event, TopicSaid):
            payloads = [event.payload]
        else:
            payloads = [{"event": method, "params": params} for method, params in told(event)]
        person = person_of(event)
        for payload in payloads:
            if self._unread_lines() >= MAX_UNREAD_LINES:
                self._dropped += 1
                continue
            params = {
                "topic": topic,
                "payload": payload,
                "person": to_text(person) if person is not None else None,
            }
            if self._dropped:
                params["dropped"] = self._dropped
                self._dropped = 0
            self._notify("pubsub.message", params)
