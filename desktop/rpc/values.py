"""Application values as the JSON objects of the rpc contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.errors import AppError
from net.ids import EntryId, PersonId, RoomId, from_text, to_text

if TYPE_CHECKING:
    from desktop.model import LinkInfo, Message, Person, Room

Json = dict[str, Any]


def parse_id(text: str, what: str) -> bytes:
    """Return the bytes behind an id of a request.

    Raises:
        AppError: "not-found"; a malformed id names nothing that could be found.
    """
    try:
        return from_text(text)
    except ValueError as error:
        raise AppError("not-found", f"There is no {what} with this id: {error}.") from error


def room_id(text: str) -> RoomId:
    """Return the room id of a request."""
    return RoomId(parse_id(text, "room"))


def message_id(text: str) -> EntryId:
    """Return the message id of a request."""
    return EntryId(parse_id(text, "message"))


def person_id(text: str) -> PersonId:
    """Return the person id of a request."""
    return PersonId(parse_id(text, "person"))


def message_json(message: Message) -> Json:
    """Return the contract's message object."""
    return {
        "message": to_text(message.id),
        "room": to_text(message.room),
        "person": to_text(message.person),
        "device": to_text(message.device),
        "name": message.name,
        "text": message.text,
        "sent_at": message.sent_at_ms,
        "edited_at": message.edited_at_ms,
        "deleted": message.deleted,
        "pinned": message.pinned,
        "reply_to": to_text(message.reply_to) if message.reply_to else None,
        "reactions": [
            {"emoji": reaction.emoji, "people": [to_text(person) for person in reaction.people]}
            for reaction in message.reactions
        ],
        "state": message.state.value,
        "delivered_to": message.delivered_to,
        "mentions_me": message.mentions_me,
    }


def person_json(person: Person) -> Json:
    """Return the contract's person object."""
    return {
        "person": to_text(person.person),
        "name": person.name,
        "verified": person.verified,
        "blocked": person.blocked,
        "last_seen": person.last_seen_ms,
    }


def room_json(room: Room) -> Json:
    """Return the contract's room object."""
    return {
        "room": to_text(room.room),
        "name": room.name,
        "kind": room.kind.value,
        "joined": room.joined,
        "unread": room.unread,
        "mentions": room.mentions,
        "members": room.members,
        "last": message_json(room.last) if room.last else None,
    }


def link_json(link: LinkInfo) -> Json:
    """Return the contract's link object of node.status."""
    return {
        "device": to_text(link.device),
        "person": to_text(link.person),
        "name": link.name,
        "address": link.address,
        "rtt_ms": link.rtt_ms,
        "since": link.since_ms,
    }


def link_news_json(link: LinkInfo, reason: str | None = None) -> Json:
    """Return the params of link.up and link.down."""
    params: Json = {
        "device": to_text(link.device),
        "person": to_text(link.person),
        "name": link.name,
        "address": link.address,
    }
    if reason is not None:
        params["reason"] = reason
    return params
