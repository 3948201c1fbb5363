"""The queries that led somewhere: kept, the newest first, and offered while the box is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Iterable

RECENT_KEPT = 10
"""What fits under the box without scrolling; older ones are typed anew."""


class RecentQueries(QObject):
    """A short list without doubles."""

    changed = Signal(list)
    """The kept queries, the newest first, after something was done here."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.kept: tuple[str, ...] = ()

    def set(self, queries: Iterable[str]) -> None:
        """Begin with these, the newest first."""
        self.kept = tuple(dict.fromkeys(queries))[:RECENT_KEPT]

    def keep(self, text: str) -> None:
        """Put a query first."""
        before = self.kept
        self.set((" ".join(text.split()), *before))
        if self.kept != before:
            self.changed.emit(list(self.kept))

    def forget(self) -> None:
        """Keep none."""
        self.kept = ()
        self.changed.emit([])
