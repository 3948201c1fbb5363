"""`grapevine://` links to a room or a message in it: made and read here, strictly, from any source."""

from __future__ import annotations

import re
from dataclasses import dataclass

from net.ids import TEXT_CHARS, EntryId, RoomId, from_text, to_text

SCHEME = "grapevine"
PREFIX = f"{SCHEME}://"

_LINK = re.compile(
    rf"{PREFIX}room/([a-z2-7]{{{TEXT_CHARS}}})(?:/message/([a-z2-7]{{{TEXT_CHARS}}}))?/?"
)
MAX_LINK_CHARS = len(PREFIX) + len("room/") + len("/message/") + 2 * TEXT_CHARS + 1
"""The longest link there is; a longer text is none, before anything looks at it."""


@dataclass(frozen=True, slots=True)
class DeepLink:
    """Where a link leads: to a room's newest message, or to one message in it."""

    room: RoomId
    message: EntryId | None = None


def parse(text: str) -> DeepLink:
    """Return where a link leads. A link only ever shows something: it joins, sends and opens nothing.

    Raises:
        ValueError: with a sentence for people; also for a link with anything at all added to it.
    """
    found = _LINK.fullmatch(text) if len(text) <= MAX_LINK_CHARS else None
    if found is None:
        raise ValueError("this is no link to a room or message of Grapevine")
    message = EntryId(from_text(found[2])) if found[2] is not None else None
    return DeepLink(RoomId(from_text(found[1])), message)


def is_link(text: str) -> bool:
    """Whether this is a link to a room or message."""
    try:
        parse(text)
    except ValueError:
        return False
    return True


def make(room: RoomId, message: EntryId | None = None) -> str:
    """Return the link to a room, or to a message in it."""
    link = f"{PREFIX}room/{to_text(room)}"
    return link if message is None else f"{link}/message/{to_text(message)}"
