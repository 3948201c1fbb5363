"""Fills values into sentences so that each runs in its own direction and the sentence in its.

A Latin name in an Arabic sentence would otherwise take the figures and marks beside it along into
its own direction, and a sentence that begins with it would run the wrong way as a whole.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt

if TYPE_CHECKING:
    from collections.abc import Iterable

ISOLATE, LEFT_ISOLATE, END = "\u2068", "\u2066", "\u2069"
"""First strong and left-to-right isolate, and their end (Unicode TR 9): no width, nothing to read out."""

FROM_RIGHT = "\u200f"
"""The right-to-left mark: a letter without a shape."""

_RTL_KINDS = frozenset(("R", "AL", "AN"))


def filled(pattern: str, *values: object, **named: object) -> str:
    """Return a translated pattern with values in place of {0}, {1} … or of {names}."""
    shown = [_apart(value) for value in values]
    shown_named = {name: _apart(value) for name, value in named.items()}
    changed = shown != list(values) or shown_named != named
    return _based(pattern.format(*shown, **shown_named), changed=changed)


def joined(parts: Iterable[str]) -> str:
    """Return what there is of these on one line, with dots between."""
    told = [part for part in parts if part]
    shown = [isolated(part) for part in told]
    return _based(" · ".join(shown), changed=shown != told)


def isolated(text: str) -> str:
    """Return a text that others chose, kept apart where it holds letters of the other direction."""
    rtl = _from_right()
    if not rtl and text.isascii():
        return text
    kinds = map(unicodedata.bidirectional, text)
    apart = any(kind == "L" for kind in kinds) if rtl else any(kind in _RTL_KINDS for kind in kinds)
    return f"{ISOLATE}{text}{END}" if apart else text


def from_left(text: str) -> str:
    """Return figures that are compared or typed in their order, which is the same everywhere."""
    return f"{LEFT_ISOLATE}{text}{END}" if text and _from_right() else text


def _apart(value: object) -> object:
    return isolated(value) if isinstance(value, str) else value


def _based(text: str, *, changed: bool) -> str:
    return FROM_RIGHT + text if changed and _from_right() else text


def _from_right() -> bool:
    return QLocale().textDirection() == Qt.LayoutDirection.RightToLeft
