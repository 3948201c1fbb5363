"""The right half of the search window: the chosen message among those round it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.controls import rule
from desktop.ui.labels import ElidedLabel, Paragraph, PlainLabel
from desktop.ui.layouts import set_margins
from desktop.ui.timeline.cleaning import cleaned
from desktop.ui.timeline.found_marks import in_cleaned, needs_opening
from desktop.ui.timeline.rows import key_of
from desktop.ui.timeline.view import TimelineView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, tzinfo

    from PySide6.QtGui import QResizeEvent

    from desktop.model import Hit, Message
    from desktop.ui.theme import Theme, ThemeSwitch
    from desktop.ui.timeline.around import Pieces
    from desktop.ui.timeline.source import TimelineListener
    from net.ids import EntryId

HEAD_PX = 52
PREVIEW_MS = 60
"""Holding an arrow key walks 30 rows a second: only where it rests the surroundings are asked for."""
CONTEXT = 8, 12
"""Messages before and after the chosen one: more than the window's height on either side."""


class FixedLines:
    """A few messages that never change, as the timeline wants them, with those that they answer."""

    def __init__(self, messages: Sequence[Message], answered: Sequence[Message] = ()) -> None:
        self._messages = tuple(messages)
        self._quotes = {each.id: each for each in (*answered, *messages)}

    def count(self) -> int:
        """Return the number of messages."""
        return len(self._messages)

    def rows(self, first: int, last: int) -> Sequence[Message]:
        """Return a piece of them."""
        return self._messages[first:last]

    def ordinal_of(self, message_id: EntryId) -> int | None:
        """Return where a message is."""
        found = (n for n, message in enumerate(self._messages) if message.id == message_id)
        return next(found, None)

    def quote_of(self, message_id: EntryId) -> Message | None:
        """Return a message that is answered, whether it is among these or not."""
        return self._quotes.get(message_id)

    def ordinal_at_time(self, unix_ms: int) -> int:
        """Return the first of that time or later."""
        return sum(message.sent_at_ms < unix_ms for message in self._messages)

    def set_listener(self, listener: TimelineListener | None) -> None:
        """Nothing will be told."""


class SearchPreview(QWidget):
    """Shows what it is told; asks for nothing but to go to the message."""

    jump_wanted = Signal()

    def __init__(
        self, switch: ThemeSwitch, today: Callable[[], date], zone: tzinfo | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("search-preview")
        self._switch = switch
        self._shown: EntryId | None = None
        px = switch.theme.px
        self.place = ElidedLabel("", tone="strong", name="preview-place")
        self.when = PlainLabel("", tone="meta", name="preview-when")
        self.open = self._made_button()
        self.head = QWidget()
        self._row = QHBoxLayout(self.head)
        self._row.addWidget(self.place, 0)
        self._row.addWidget(self.when, 1)
        self._row.addWidget(self.open)
        self.timeline = TimelineView(switch.theme, today, zone)
        self.timeline.setObjectName("preview-messages")
        self.timeline.setAccessibleName(self.tr("The message among those round it"))
        self.words = Paragraph("", tone="lead", name="preview-words")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        self.line = rule()
        column.addWidget(self.line)
        column.addWidget(self.timeline)
        column.addWidget(self.words)
        column.addStretch(1)
        self.words.setContentsMargins(px(24), px(24), px(24), px(24))
        self.open.clicked.connect(self.jump_wanted)
        switch.changed.connect(self._set_theme)
        self._lay_out(switch.theme)
        self.clear()

    def _made_button(self) -> QPushButton:
        made = QPushButton()
        made.setObjectName("preview-open")
        made.setAutoDefault(False)
        made.setAccessibleName(self.tr("Open in chat"))
        made.setToolTip(self.tr("Open in chat (Enter)"))
        self._inner = QHBoxLayout(made)
        for label in (
            PlainLabel(self.tr("Open in chat"), tone="preview", name="preview-open-words"),
            PlainLabel(self.tr("Enter"), tone="", name="preview-open-keys"),
        ):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._inner.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        label.setProperty("kind", "keys")
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return made

    # ---- what the window tells

    def clear(self) -> None:
        """Show nothing."""
        self._shown = None
        self.head.hide()
        self.line.hide()
        self.timeline.set_source(None)
        self.timeline.hide()
        self.words.hide()

    def show_place(self, place: str, when: str) -> None:
        """Name the room and the time of the message whose surroundings are on their way."""
        self.place.setText(place)
        self.when.setText(when)
        self.head.show()
        self.line.show()

    def show_messages(
        self,
        messages: Sequence[Message],
        chosen: EntryId,
        hit: Hit | None = None,
        answered: Sequence[Message] = (),
    ) -> None:
        """Show these, ascending, with the chosen one lit up and what the search found in it marked."""
        source = FixedLines(messages, answered)
        self.words.hide()
        self.timeline.show()
        self._shown = chosen
        self.timeline.set_found({})
        self.timeline.set_source(source)
        ordinal = source.ordinal_of(chosen)
        found: Pieces = ()
        if ordinal is not None and hit is not None and messages[ordinal].text == hit.text:
            found = in_cleaned(hit.text, hit.marks)  # of an edited one the places are not known
            if needs_opening(cleaned(hit.text), found):
                self.timeline.rows.set_opened(key_of(messages[ordinal]), opened=True)
            self.timeline.set_found({chosen: (hit.text, tuple(hit.marks))})
        self._fit()
        self.timeline.jump_to(chosen, flash=False)
        if found and ordinal is not None:
            self._show_first(ordinal, found[0][0])
        # Lit as after a jump, but for as long as it is shown.
        self.timeline.reader.flash = source.ordinal_of(chosen)
        self.timeline.reader.flash_strength = 1.0
        self.timeline.viewport().update()
        self.timeline.relight(self.timeline.reader.flash)

    def _show_first(self, ordinal: int, typed: int) -> None:
        """Bring the first found word into view, where the message is longer than the window is high."""
        body = self.timeline.rows.row(ordinal).body
        laid = next((each for each in body.blocks if typed < each.block.end), None)
        if laid is None:
            return
        place = laid.block.shown_at(typed)
        rects = laid.rects(place, place + 1)
        height = self.timeline.viewport().height()
        if rects and body.height > height:
            self.timeline.anchor.jump(ordinal, height // 3 - rects[0].top())
            self.timeline.flush()

    def show_words(self, words: str) -> None:
        """Say why there are no messages to show."""
        self.timeline.set_source(None)
        self.timeline.hide()
        self.words.setText(words)
        self.words.show()

    # ---- look

    def _fit(self) -> None:
        """Give the messages no more height than they need: they stand at the top."""
        source = self.timeline.source
        room = max(1, self.height() - self.head.height() - 1)
        if source is None:
            return
        needed = self.timeline.metrics.top + self.timeline.metrics.bottom
        for ordinal in range(self.timeline.rows.count):
            needed += sum(self.timeline.rows.extent(ordinal))
            if needed >= room:
                break
        self.timeline.setFixedHeight(min(needed, room))
        fits = needed < room
        self.timeline.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff if fits else Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        )

    def _lay_out(self, theme: Theme) -> None:
        px = theme.px
        self.head.setFixedHeight(px(HEAD_PX))
        set_margins(self._row, self, px(20), px(8), px(12), px(8))
        self._row.setSpacing(px(6))
        set_margins(self._inner, self, px(10), px(2), px(8), px(2))
        self._inner.setSpacing(px(8))
        hint = self._inner.sizeHint()
        self.open.setMinimumSize(hint.width() + px(4), px(32))

    def _set_theme(self, theme: Theme) -> None:
        self._lay_out(theme)
        self.timeline.set_theme(theme)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
