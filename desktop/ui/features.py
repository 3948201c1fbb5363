"""What the windows may offer: a part is switched on only once something stands behind it."""

from __future__ import annotations

import enum


class Feature(enum.Enum):
    """A part of the windows that can be reached only while it is on."""

    SWITCHER = "switcher"
    """Quick switcher, and walking through the rooms by keys."""

    FILTERS = "filters"
    DIRECT = "direct"
    """Writing to one person."""

    CREATE_ROOMS = "create-rooms"
    BROWSE_ROOMS = "browse-rooms"
    EDIT_ROOMS = "edit-rooms"
    """Name and topic, members, inviting, leaving."""

    ROOM_SETTINGS = "room-settings"
    """Mark as read, mute, notification level, pin."""

    PRESENCE = "presence"
    CARDS = "cards"
    """Somebody's card from their name on a message."""

    NETWORK = "network"
    SETTINGS = "settings"
    SEARCH = "search"
    """The search window: its key, its button, and the switcher's line that hands over to it."""

    ANNOUNCE = "announce"
    """One message to many rooms and people."""

    REPLIES = "replies"
    REACTIONS = "reactions"
    EDITS = "edits"
    """Changing and deleting what one has sent."""

    PINS = "pins"
    DETAILS = "details"
    """Who holds a message, and its former words."""

    MESSAGE_LINKS = "message-links"
    """Addresses of messages, for the clipboard."""

    MARK_UNREAD = "mark-unread"
    FIND = "find"
    """Looking for words in the open room."""

    MENTIONS = "mentions"
    """The list of people behind an at sign."""

    EMOJI = "emoji"
    """The picker and the list behind a colon."""

    TYPING = "typing"
    DATES = "dates"
    """Going to a day from the date in the messages."""
