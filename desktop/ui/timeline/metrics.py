"""The fonts and lengths that every row of one theme at one zoom is built from, made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontMetricsF

from desktop.ui.timeline.stamps import Stamps

if TYPE_CHECKING:
    from desktop.ui.theme import Theme


class Metrics:
    """Lengths in device-independent pixels, zoomed and whole, so that scrolling can move pixels."""

    def __init__(self, theme: Theme, bar_px: int = 0, *, rtl: bool = False) -> None:
        px = theme.px
        self.theme = theme
        self.rtl = rtl
        """Whether the window reads from right to left: then the gutter stands at the right."""

        self.bar_px = bar_px
        """How wide the scroll bar beside the rows is: it is part of the margin that one sees."""

        self.stamps = Stamps(theme)
        self.body = theme.font(14)
        self.name = theme.font(14, 600)
        self.quote = theme.font(13)
        self.quote_name = theme.font(13, 600)
        self.meta = theme.font(12)
        self.meta_medium = theme.font(12, 500)
        self.hint = theme.font(11)
        self.link = theme.font(13, 500)
        self.emoji = theme.font(28)
        self.code = theme.mono(13)
        self.code_span = theme.mono(12.5)
        self.removed = theme.font(14)
        self.removed.setItalic(not rtl)  # Arabic has no slanted letters, and many fonts show boxes

        self.gutter = px(24)
        self.avatar = px(36)
        self.text_x = px(72)
        self.text_max = px(720)
        self.right = px(48)
        """Free room beyond other people's text, in a window that reads from left to right."""

        self.line = px(21)
        self.quote_line = px(19)
        self.code_line = px(19)
        self.emoji_line = px(38)
        self.meta_line = px(21)
        self.answer_line = px(18)
        """Of the name and of the words in the quote of an answered message."""

        self.pad = px(1)
        """Above and below each message: two messages of a group are 2 px apart."""

        self.band_pad = px(8)
        self.band_inner = px(3)
        """Above a mention without heading."""

        self.bar = px(3)
        self.name_line = px(21)
        self.group_gap = px(16)
        self.day = px(44)
        self.day_center = px(24)
        self.unread = px(44)
        self.unread_center = px(24)
        self.marker = px(42)
        self.marker_pill = px(26)
        self.pill = px(25)
        self.pill_gap = px(6)
        self.top = px(4)
        self.bottom = px(12)
        """Free room above the oldest and below the newest message."""

        self.code_pad_x = px(15)
        self.code_pad_y = px(11)
        self.code_gap = px(5)
        self.quote_x = px(13)
        self.icon = px(14)
        self.copy = px(28)
        self.step = px(63)
        """Three lines: what one notch of a wheel moves."""

        self._baselines: dict[tuple[int, int], int] = {}
        own_number = self.advance(self.meta, "9999")
        self.own_right = self.gutter + self.icon + px(4) + own_number + px(8)
        """Free room beyond own text: the ticks and a number always fit there."""

    def px(self, length_px: float) -> int:
        """Return a length of the design, zoomed."""
        return self.theme.px(length_px)

    def flipped(self, x: int, width: int, view_width: int) -> int:
        """Return where something of this width stands if the window reads from right to left."""
        return view_width - x - width if self.rtl else x

    @staticmethod
    def advance(font: QFont, text: str) -> int:
        """Return how wide a text is, rounded up."""
        return int(QFontMetricsF(font).horizontalAdvance(text)) + 1

    def baseline(self, font: QFont, line_px: int) -> int:
        """Return how far below the top of a line of this height its letters stand.

        The font must be one of these, which live as long: it is remembered by its identity.
        """
        key = id(font), line_px
        found = self._baselines.get(key)
        if found is None:
            metrics = QFontMetricsF(font)
            found = round((line_px - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent())
            self._baselines[key] = found
        return found

    def text_width(self, view_width: int, *, own: bool) -> int:
        """Return how wide text may be in a view of this width."""
        # From right to left the far edge of the column is where lines of Latin letters begin: there
        # one's own and other people's begin at one place, as they do in a window from left to right.
        right = self.own_right if own or self.rtl else self.right
        room = view_width + self.bar_px - self.text_x - right
        return max(self.px(80), min(self.text_max, room))

    def right_edge(self, view_width: int) -> int:
        """Return where lines and words at the right end."""
        return view_width - max(self.gutter - self.bar_px, self.px(4))

    def ticks_right(self, view_width: int) -> int:
        """Return where the ticks of own messages end: beside the text, not a screen away."""
        return min(self.right_edge(view_width), self.text_x + self.text_max + self.own_right)
