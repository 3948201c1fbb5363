"""Why nobody is reached at an address, as far as the one who dials can tell."""

from __future__ import annotations

import enum


class Miss(enum.IntEnum):
    """The most telling first: of several that one dial meets, the lowest counts.

    Those after FAILED are known without what a dial brings, or only after somebody has answered.
    """

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
    NOT_ONE = 8
    """No single machine has such an address."""
    SHUT_OUT = 9
    """The device there sent what nobody can read, and is left alone for a while."""
    FULL = 10
    """The device there answers, and this one has all the links it can hold."""
    CROWDED_OUT = 11
    """Too many addresses were typed after it."""
