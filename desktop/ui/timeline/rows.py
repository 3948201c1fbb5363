"""Joins messages with their headings into rows and keeps the rows that were laid out lately."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

import msgspec

from desktop.ui.timeline import labels
from desktop.ui.timeline.around import Around
from desktop.ui.timeline.body import build
from net.ids import EntryId

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desktop.model import Message
    from desktop.ui.timeline.labels import Calendar
    from desktop.ui.timeline.metrics import Metrics
    from desktop.ui.timeline.pieces import Body
    from desktop.ui.timeline.source import Marker, TimelineSource

ABOVE_ALL = EntryId(b"")
"""No message has this id: the unread line stands above the first one."""

GROUP_MS = 5 * 60 * 1000
"""A block ends five minutes after its FIRST message, or a monologue would never show a time."""

PAGE_ROWS = 32
"""A screen and a half: a page is read within one frame, 0.1 ms a message."""
PAGES_KEPT = 32
"""1,024 messages: a long flick fits, and a page of the longest messages (1 MiB) stays bounded."""

ROWS_KEPT = 300
"""Laid out rows kept, by key and by ordinal: six screens; 10 kB each for a line, 30 for longer texts."""

GROUP_WALK = 32
"""How far back the start of a block is looked for; in faster floods blocks follow the clock."""

SUSPECT_WALK = 64
"""How many messages with a wrong clock in a row are looked past for the day."""

PLACES_KEPT = 4_096
"""Decided blocks; only memory of what was just computed."""


class Head(msgspec.Struct, frozen=True):
    """What stands above a message: a day, the unread line, the author; `mention` gives it a band.

    `height` goes from the row's top to the message's words. At `band` the message's own part begins,
    its author's name above all: the separators end there, the marker as the last of them.
    """

    day: str | None
    unread: bool
    author: bool
    mention: bool
    marker: Marker | None
    band: int
    height: int

    @classmethod
    def measured(
        cls,
        metrics: Metrics,
        *,
        day: str | None = None,
        unread: bool = False,
        author: bool = True,
        mention: bool = False,
        marker: Marker | None = None,
    ) -> Head:
        """Return a heading with its lengths: the only place that adds them up."""
        band = 0 if day is None else metrics.day
        if unread:
            band += metrics.unread
        elif author and day is None:
            band += metrics.group_gap
        if marker is not None:
            band += metrics.marker
        height = band + (metrics.name_line if author else 0)
        if mention:
            height += metrics.band_pad if author else metrics.band_inner
        return cls(day, unread, author, mention, marker, band, height)


class Chain(msgspec.Struct, frozen=True):
    """How many rows a row is from where its author's run began, and when its block began."""

    depth: int
    first_ms: int
    starts: bool


class Row(msgspec.Struct, eq=False):
    """A message ready to be drawn. The same object comes back while nothing about it changed."""

    key: bytes
    message: Message
    head: Head
    body: Body
    rev: int
    author: str


def key_of(message: Message) -> bytes:
    """Return what names a row while it goes from pending to stored."""
    return message.local_id if message.own and message.local_id else message.id


class Rows:
    """Answers `row(ordinal)`; owned by the view, which tells it of every change of the source."""

    def __init__(self, calendar: Calendar, metrics: Metrics) -> None:
        self.metrics = metrics
        self.calendar = calendar
        self.around = Around()
        self.count = 0
        self._source: TimelineSource | None = None
        self._width = 0
        self.unread_after: EntryId | None = None
        """Below which message the unread line is drawn; only `set_unread_after` changes it."""

        self._opened: set[bytes] = set()
        self._pages: OrderedDict[int, Sequence[Message]] = OrderedDict()
        self._rows: OrderedDict[bytes, Row] = OrderedDict()
        self._by_ordinal: dict[int, Row] = {}
        self._soft: dict[bytes, bool] = {}
        self._chains: dict[int, Chain] = {}
        self._begins: dict[int, bool] = {}

    # ---- what the view tells

    def set_source(self, source: TimelineSource | None) -> None:
        """Read from another history."""
        self._source = source
        self._soft.clear()
        self._opened.clear()
        self._rows.clear()
        self.forget()

    def set_metrics(self, metrics: Metrics) -> None:
        """Lay out anew in this theme."""
        self.metrics = metrics
        self._rows.clear()
        self._by_ordinal.clear()

    def set_around(self, around: Around) -> None:
        """Lay out anew for these people and offers."""
        self.around = around
        self._rows.clear()
        self._by_ordinal.clear()

    def set_width(self, width: int) -> bool:
        """Lay out for this width; tells whether that is new."""
        changed = width != self._width
        if changed:
            self._width = width
            self._by_ordinal.clear()
        return changed

    def set_unread_after(self, message_id: EntryId | None) -> None:
        """Draw the unread line below this message, or above all of them (ABOVE_ALL)."""
        self.unread_after = message_id
        self._by_ordinal.clear()
        self._forget_chains()

    def set_opened(self, key: bytes, *, opened: bool) -> None:
        """Show all of a long message, or its beginning again."""
        (self._opened.add if opened else self._opened.discard)(key)
        self._by_ordinal.clear()

    def forget(self, first: int = 0) -> None:
        """Read rows from this ordinal on again; the layouts of unchanged ones stay."""
        if first < self.count:  # a heading depends on rows before it only: appends change none
            self._by_ordinal.clear()
            self._forget_chains()
        number, place = divmod(first, PAGE_ROWS)
        before = self._pages.get(number, ())[:place]
        for page in [page for page in self._pages if page >= number]:
            del self._pages[page]
        if before:  # an append must not cost the messages before it another reading
            self._pages[number] = before
        self.count = self._source.count() if self._source is not None else 0

    def forget_one(self, ordinal: int) -> None:
        """Read one row again."""
        self._by_ordinal.clear()
        self._forget_chains()
        self._pages.pop(ordinal // PAGE_ROWS, None)

    # ---- what it answers

    def message(self, ordinal: int) -> Message:
        """Return a message; raises IndexError beyond the end."""
        number, place = divmod(ordinal, PAGE_ROWS)
        page = self._pages.get(number, ())
        if place >= len(page):
            if self._source is None:
                raise IndexError(ordinal)
            first = number * PAGE_ROWS
            more = self._source.rows(first + len(page), min(first + PAGE_ROWS, self.count))
            page = self._pages[number] = (*page, *more)
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        return page[place]

    def read_message(self, ordinal: int) -> Message | None:
        """Return a message only if it was read before; the source may have changed since."""
        page = self._pages.get(ordinal // PAGE_ROWS, ())
        place = ordinal % PAGE_ROWS
        return page[place] if place < len(page) else None

    def laid_out(self, key: bytes) -> Row | None:
        """Return a row as it was laid out last."""
        return self._rows.get(key)

    def row(self, ordinal: int) -> Row:
        """Return a row, laid out."""
        found = self._by_ordinal.get(ordinal)
        if found is not None:
            return found
        message = self.message(ordinal)
        key = key_of(message)
        head = self._head(ordinal, message)
        row = self._rows.get(key)
        opened = key in self._opened
        body = row.body if row is not None else None
        quoted = self._quoted(message)
        if (
            body is None
            or body.width != self._width
            or body.opened != opened
            or body.quoted != quoted
            or (body.message is not message and body.message != message)
        ):
            body = build(message, quoted, self._width, self.metrics, self.around, opened=opened)
        if row is None or row.body is not body or row.head != head:
            author = labels.author(message, self.around)
            row = Row(key, message, head, body, self.metrics.theme.rev, author)
            self._rows[key] = row
            if len(self._rows) > ROWS_KEPT:
                self._rows.popitem(last=False)
        self._rows.move_to_end(key)
        if len(self._by_ordinal) >= ROWS_KEPT:
            del self._by_ordinal[next(iter(self._by_ordinal))]
        if len(self._chains) >= PLACES_KEPT:
            self._forget_chains()
        self._by_ordinal[ordinal] = row
        return row

    def _quoted(self, message: Message) -> Message | None:
        if message.reply_to is None or self._source is None:
            return None
        quote_of = getattr(self._source, "quote_of", None)
        if quote_of is not None:
            found: Message | None = quote_of(message.reply_to)
            return found
        ordinal = self._source.ordinal_of(message.reply_to)
        known = ordinal is not None and ordinal < self.count
        return self.message(ordinal) if known and ordinal is not None else None

    def extent(self, ordinal: int) -> tuple[int, int]:
        """Return the heights of a row's heading and of its message."""
        row = self.row(ordinal)
        return row.head.height, row.body.height

    def day(self, ordinal: int) -> date:
        """Return the day a row stands under; a wrong clock makes no day of its own."""
        for back in range(ordinal, max(-1, ordinal - SUSPECT_WALK), -1):
            message = self.message(back)
            if not message.clock_suspect:
                return self.calendar.day(message.sent_at_ms)
        return self.calendar.day(self.message(ordinal).sent_at_ms)

    # ---- headings

    def _head(self, ordinal: int, message: Message) -> Head:
        previous = self.message(ordinal - 1) if ordinal else None
        new_day = previous is None or self._new_day(ordinal, message, previous)
        unread = self.unread_after == (ABOVE_ALL if previous is None else previous.id)
        marker = self._marker(message)
        author = (
            new_day
            or unread
            or marker is not None
            or previous is None
            or previous.person != message.person
            or self._starts_block(ordinal, message)
        )
        label = self.calendar.day_label(self.day(ordinal)) if new_day else None
        return Head.measured(
            self.metrics,
            day=label,
            unread=unread,
            author=author,
            mention=message.mentions_me,
            marker=marker,
        )

    def _marker(self, message: Message) -> Marker | None:
        marker_before = getattr(self._source, "marker_before", None)
        if marker_before is None:
            return None
        found: Marker | None = marker_before(message)
        return found

    def _new_day(self, ordinal: int, message: Message, previous: Message) -> bool:
        if not (message.clock_suspect or previous.clock_suspect):
            days = self.calendar
            return days.day(message.sent_at_ms) != days.day(previous.sent_at_ms)
        return self.day(ordinal) != self.day(ordinal - 1)

    def _starts_block(self, ordinal: int, message: Message) -> bool:
        """Tell whether the five minutes are over, for a row whose author also wrote the one before.

        Once decided it stays, so that a message that arrives above adds no heading below.
        """
        key = key_of(message)
        decided = self._soft.get(key)
        if decided is None:
            decided = self._chain(ordinal).starts
            if len(self._soft) >= PLACES_KEPT:
                self._soft.clear()
            self._soft[key] = decided
        return decided

    def _chain(self, ordinal: int) -> Chain:
        """Walk back to what is known or to where this author's run began, then forward again."""
        walked: list[int] = []
        at, chain = ordinal, self._chains.get(ordinal)
        while chain is None:
            walked.append(at)
            if self._run_begins(at):
                first_ms = self.message(at).sent_at_ms
                chain = self._chains[walked.pop()] = Chain(0, first_ms, starts=True)
            elif len(walked) > GROUP_WALK:
                chain = Chain(GROUP_WALK, 0, starts=True)
                walked = [ordinal]
            else:
                at -= 1
                chain = self._chains.get(at)
        for each in reversed(walked):
            chain = self._chains[each] = self._next_in_chain(each, chain)
        return chain

    def _next_in_chain(self, ordinal: int, before: Chain) -> Chain:
        time_ms = self.message(ordinal).sent_at_ms
        if before.depth >= GROUP_WALK:
            earlier_ms = self.message(ordinal - 1).sent_at_ms
            return Chain(GROUP_WALK, 0, starts=time_ms // GROUP_MS != earlier_ms // GROUP_MS)
        starts = time_ms - before.first_ms > GROUP_MS
        return Chain(before.depth + 1, time_ms if starts else before.first_ms, starts=starts)

    def _forget_chains(self) -> None:
        self._chains.clear()
        self._begins.clear()

    def _run_begins(self, ordinal: int) -> bool:
        found = self._begins.get(ordinal)
        if found is None:
            found = self._begins[ordinal] = ordinal == 0 or self._begins_here(ordinal)
        return found

    def _begins_here(self, ordinal: int) -> bool:
        message, previous = self.message(ordinal), self.message(ordinal - 1)
        return (
            message.person != previous.person
            # After so long a silence no walk further back can find anything else.
            or message.sent_at_ms - previous.sent_at_ms > GROUP_MS
            or previous.id == self.unread_after
            or self._marker(message) is not None
            or self._new_day(ordinal, message, previous)
        )
