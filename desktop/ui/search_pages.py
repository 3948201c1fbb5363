"""Which results of one search were there at first, which came since, and which are older pages."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.model import Hit, SearchResult
    from net.ids import EntryId


class Tail(enum.Enum):
    """What stands below the oldest result."""

    NOTHING = "nothing"
    MORE = "more"
    """Older ones can be asked for."""

    LOADING = "loading"
    FULL = "full"
    """There are older ones, but no more are kept."""


class Pages:
    """Follows the answers to one query, each of which holds all its results, the newest first."""

    def __init__(self) -> None:
        self._page_of: dict[EntryId, int] = {}
        self._new: set[EntryId] = set()
        self._more = False
        self.tail = Tail.NOTHING

    @property
    def new(self) -> frozenset[EntryId]:
        """The messages that came while somebody was looking."""
        return frozenset(self._new)

    def page(self, message: EntryId) -> int:
        """Return on which page a message stands, 0 for the first: pages never mix."""
        return self._page_of.get(message, 0)

    def begin(self, result: SearchResult) -> None:
        """Take the first answer to a query."""
        self._page_of = {hit.message: 0 for hit in result.hits}
        self._new = set()
        self._end_with(result)

    def go_on(self, result: SearchResult) -> None:
        """Take another answer to the same query, with what came since and older pages."""
        last = self._last_known(result.hits)
        overrun = last < 0 and bool(self._page_of)  # so many came that nothing is left of what was shown
        older = max(self._page_of.values()) + 1 if self._page_of else 0
        page = 0
        for number, hit in enumerate(result.hits):
            known = self._page_of.get(hit.message)
            if known is None:
                # Below what was shown, and more was to be had there: an older page.
                if number > last and self._more and not overrun:
                    known = older
                else:
                    known = page
                    self._new.add(hit.message)
                self._page_of[hit.message] = known
            page = max(page, known)
        # What the engine has let go is not remembered either: matching messages come for ever.
        self._page_of = {hit.message: self._page_of[hit.message] for hit in result.hits}
        self._new &= self._page_of.keys()
        self._end_with(result)

    def _last_known(self, hits: Sequence[Hit]) -> int:
        return max((n for n, hit in enumerate(hits) if hit.message in self._page_of), default=-1)

    def _end_with(self, result: SearchResult) -> None:
        self._more = result.more
        if not result.more:
            self.tail = Tail.NOTHING
        else:
            self.tail = Tail.FULL if result.full else Tail.MORE
