"""Where the line "New messages" stands in a view, and the button that leads up to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.timeline.rows import ABOVE_ALL
from desktop.ui.timeline.unread_button import UnreadButton

if TYPE_CHECKING:
    from desktop.ui.timeline.canvas import Canvas
    from net.ids import EntryId

OWN_RUN = 256
"""Messages of one's own, from other devices, that are passed over to find the first of somebody else."""


class UnreadLine:
    """Belongs to a view, which tells it of every change."""

    def __init__(self, view: Canvas) -> None:
        self._view = view
        self._seen: EntryId | None = None
        """What had been seen when the line was drawn by `mark_unseen`."""
        self._counted = 0
        self.button = UnreadButton(view.metrics, view.viewport())

    def drawn(self) -> None:
        """Offer what is above once more: the line is drawn elsewhere by now."""
        self._offer(anew=True)

    def clear(self) -> None:
        """Forget it: another room comes."""
        self._seen = None
        self.button.hide()

    def follow(self) -> None:
        """Count again if there are other rows: a room's missed messages may come while it is open."""
        if self._view.rows.count != self._counted:
            self._counted = self._view.rows.count
            self._offer()

    def passed(self) -> None:
        """Take the button away once the line was on screen; asked with every move."""
        if not self.button.isHidden() and self._is_on_screen():
            self.button.hide()

    def leapt_over(self) -> None:
        """Take the button away where a far move left the line below."""
        if not self.button.isHidden() and not self._is_above():
            self.button.hide()

    def first(self) -> int | None:
        """Return the ordinal of the message that the line stands above, None without a line."""
        after = self._view.rows.unread_after
        if after == ABOVE_ALL:
            return 0
        known = self._view.ordinal_of(after)
        return None if known is None else known + 1

    def mark_unseen(self, seen: EntryId | None) -> None:
        """Draw the line above the first message of others after `seen`, and hold it on screen.

        A view that is not with the newest message stays as it is: its reader finds the new ones below.
        """
        view = self._view
        if seen is None or not view.at_bottom:
            return
        if seen != self._seen:
            above = self._above_others(seen)
            if above is None:
                return
            self._seen = seen  # before the view tells that it has moved
            view.set_unread_after(above)
        self._hold()

    def _above_others(self, seen: EntryId) -> EntryId | None:
        """Return the message before the first that somebody else wrote after `seen`, or ABOVE_ALL."""
        rows, known = self._view.rows, -1
        if seen != ABOVE_ALL:
            found = self._view.ordinal_of(seen)
            if found is None:
                return None
            known = found
        for ordinal in range(known + 1, min(rows.count, known + 1 + OWN_RUN)):
            if not rows.message(ordinal).own:
                return rows.message(ordinal - 1).id if ordinal else ABOVE_ALL
        return None

    def _hold(self) -> None:
        """Follow the newest message no further than the line stays on screen."""
        view, first = self._view, self.first()
        if first is None or not view.shown or not 0 <= first < view.rows.count:
            return
        top = next((each.top for each in view.shown if each.ordinal == first), None)
        if first > view.shown[-1].ordinal or (top is not None and top >= 0):
            return
        view.anchor.jump(first, view.rows.extent(first)[0])
        view.flush()
        view.count_below()

    def _offer(self, *, anew: bool = False) -> None:
        """Say how many are new above what is on screen; once seen, only `anew`."""
        if self.button.isHidden() and not anew:
            return
        first = self.first()
        news = 0 if first is None else self._view.rows.count - first
        if news > 0 and self._is_above():
            self.button.offer(news)
        else:
            self.button.hide()

    def _is_on_screen(self) -> bool:
        return any(each.row.head.unread and each.bottom > 0 for each in self._view.shown)

    def _is_above(self) -> bool:
        """Whether the line is further up than what is on screen."""
        first, shown = self.first(), self._view.shown
        if first is None or self._is_on_screen():
            return False
        return not shown or first <= shown[-1].ordinal
