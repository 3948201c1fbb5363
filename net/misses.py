"""Why nobody was reached at an address, as far as the one who dialled can tell."""

from __future__ import annotations

import enum


class Miss(enum.IntEnum):
    """The most telling first: of several that one dial meets, the lowest counts."""

    SELF = 0
    """This device answered itself."""
    STRANGER = 1
    """Something answers; it is no Grapevine, or of another network or version."""
    CLOSED = 2
    """The machine is there and nothing listens on that port."""
    BARRED = 3
    """This machine does not let the connection out."""
    SILENT = 4
    """Nobody answers."""
    NO_WAY = 5
    """No network of this machine leads there."""
    NO_NAME = 6
    """No machine of that name was found."""
    FAILED = 7
    """Something else."""
