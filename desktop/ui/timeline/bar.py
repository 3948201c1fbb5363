"""The scroll bar counts rows, not pixels, so that it never needs a height that nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.ui.timeline.canvas import Canvas

UNITS = 64
"""Steps per row; a million rows stay far inside 31 bits."""


class Bar:
    """Keeps one view's scroll bar and its anchor in step, in both directions."""

    def __init__(self, view: Canvas) -> None:
        self._view = view
        self._syncing = False

    def is_users(self) -> bool:
        """Tell whether the bar was moved by a hand, not by `sync`."""
        return not self._syncing

    def follow(self) -> None:
        """Go where the bar was dragged to."""
        view, bar = self._view, self._view.verticalScrollBar()
        if bar.value() >= bar.maximum():
            view.jump_to_latest()
            return
        ordinal, part = divmod(bar.value(), UNITS)
        ordinal = min(ordinal, view.rows.count - 1)
        head, body = view.rows.extent(ordinal)
        begin = 0 if bar.value() else view.anchor.pads[0]
        view.anchor.jump(ordinal, begin + head - (head + body) * part // UNITS)
        view.scroll_by(0)

    def sync(self) -> None:
        """Show on the bar where the view is."""
        view, bar = self._view, self._view.verticalScrollBar()
        if bar.isSliderDown():
            return
        maximum, value, on_screen = self._wanted()
        # A bar repaints for every new value: only for one that moves its thumb by half a pixel.
        moved = abs(value - bar.value()) * bar.height() * 2 >= bar.maximum()
        longer = abs(maximum - bar.maximum()) * bar.height() >= bar.maximum()
        if not (moved or longer or view.anchor.stick):
            return
        self._syncing = True
        try:
            bar.setRange(0, maximum)
            bar.setPageStep(on_screen * UNITS)
            bar.setSingleStep(UNITS)
            bar.setValue(value)
        finally:
            self._syncing = False

    def _wanted(self) -> tuple[int, int, int]:
        """Return the bar's maximum and value, and the rows on screen."""
        view, shown = self._view, self._view.shown
        if not shown:
            return 0, 0, 1
        first = shown[0]
        stick = view.anchor.stick
        on_screen = max(1, len(shown) - 1)
        if stick and len(shown) == view.rows.count and first.top >= 0:
            return 0, 0, on_screen
        maximum = max(0, (view.rows.count - on_screen) * UNITS)
        height = max(first.bottom - first.top, 1)
        cut = min(max(-first.top, 0), height) / height
        value = int((first.ordinal + cut) * UNITS)
        return maximum, maximum if stick else max(0, min(value, maximum - 1)), on_screen
