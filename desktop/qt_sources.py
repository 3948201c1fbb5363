"""Keeps PySide6 from reading the source of every module that is imported after it.

It looks for its own name in them, for the sake of `from __feature__ import snake_case`, by which each
module may choose how Qt's names are spelled. Nothing here does. Unasked it costs 40 ms of a start and
ten megabytes, as Python keeps the lines that were read.
"""

from __future__ import annotations

import sys

SUPPORT = "shibokensupport.feature"
LOOK = "_mod_uses_pyside"


def spare() -> bool:
    """Answer for each module what PySide6 would read from it: it uses Qt, with the usual spelling.

    Returns whether that could be done; where PySide6 has changed inside, it goes on reading.
    """
    support = sys.modules.get(SUPPORT)
    if not callable(getattr(support, LOOK, None)):
        return False
    setattr(support, LOOK, lambda _module: True)
    return True
