"""The bits in a message row's flags: what is worth knowing of a message without reading its words."""

from __future__ import annotations

MENTIONS_ME = 1
"""The words that stand mention the owner; never set on a deleted message."""
LOWERED = 2
"""Others saw the stamp ahead of time."""
ANNOTATED = 4
"""Something was said about it: what it shows takes a look at the annotations."""
DELETED = 8
"""The author took it back, or whoever passed it on kept the words."""
EDITED = 16
PINNED = 32
REACTED = 64
