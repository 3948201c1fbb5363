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
    NETWORK = "network"
    SETTINGS = "settings"
    SEARCH = "search"
    """Only the switcher's line that hands over to the search window."""
