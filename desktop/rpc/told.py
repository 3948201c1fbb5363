"""What services tell, as the notifications of the rpc contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.rpc.presence_methods import diff_json
from desktop.rpc.search_methods import changed_json
from desktop.rpc.values import link_news_json, message_json
from desktop.services import news
from net.ids import to_text

if TYPE_CHECKING:
    from net.ids import PersonId

Told = tuple[str, dict[str, Any]]
"""A notification: its method and params."""


def told(event: object) -> list[Told]:
    """Return the notifications that an event makes, usually one, for many events none."""
    match event:
        case news.MessageNew(message):
            return [("message.new", message_json(message))]
        case news.MessageChanged(message):
            return [("message.changed", message_json(message))]
        case news.TypingChanged(room, people):
            return [("typing.changed", {"room": to_text(room), "people": [*map(to_text, people)]})]
        case news.PresenceDiff():
            return [("presence.diff", diff_json(event))]
        case news.Notified():
            return [("notification", _notified_json(event))]
        case news.SearchChanged():
            return [("search.changed", params) for params in changed_json(event)]
        case news.LinkUp(link):
            return [("link.up", link_news_json(link))]
        case news.LinkDown(link, reason):
            return [("link.down", link_news_json(link, reason))]
        case _:
            return []


def person_of(event: object) -> PersonId | None:
    """Return whose doing an event is, where it is one person's."""
    match event:
        case news.MessageNew(message) | news.MessageChanged(message):
            return message.person
        case news.Notified(by=person) | news.TopicSaid(person=person):
            return person
        case _:
            return None


def _notified_json(notified: news.Notified) -> dict[str, Any]:
    message = notified.message
    return {
        "kind": notified.kind.value,
        "room": to_text(notified.room),
        "person": to_text(notified.by),
        "message": message_json(message) if message is not None else None,
    }
