"""One room's messages by ordinal, for the window: 0 is the oldest, own unsent ones stand at the end.

Works on a held snapshot: between two refreshes nothing moves. A refresh reads only what changed and
tells the listener what that did to the ordinals, so its cost does not grow with the history.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from desktop.model import Message, MessageState
from desktop.store.order import FIRST, Position, position_of
from desktop.store.ordinals import EVERY, Ordinals
from net.history import HLC_COUNTER_BITS
from net.ids import EntryId, PersonId

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.model import OrderKey
    from desktop.store.room_rows import Bookmarks, Changes, RoomRows, RowRef

PAGE_ROWS = 64
"""Rows read at once: two screens."""
MAX_PAGES = 64
"""Pages of positions kept: 4,096 rows around where somebody reads."""
MAX_MESSAGES = 640
"""Messages kept with their words: ten pages; at the largest size 10 MB."""
MAX_TOLD = 1_000
"""Changes told one by one; more at once, as when a day of history arrives, are told as a reset."""
MAX_FOLLOWED = 50_000
"""Changes after which counting anew is cheaper than following them."""


class TimelineListener(Protocol):
    """Told of changes in the thread of the windows, after they are all done.

    Each call's ordinals count from the state that the calls before it left.
    """

    def inserted(self, ordinal: int, n: int) -> None: ...  # noqa: D102
    def removed(self, ordinal: int, n: int) -> None: ...  # noqa: D102
    def changed(self, ordinal: int) -> None: ...  # noqa: D102
    def reset(self) -> None: ...  # noqa: D102


class RoomTimeline:
    """The rows of one room. Owned by a window and used on its thread, but for `build_bookmarks`."""

    def __init__(self, rows: RoomRows, open_rows: Callable[[], RoomRows] | None = None) -> None:
        """Show a room from its newest snapshot.

        Args:
            rows: The room on a connection of this thread; closed with the timeline.
            open_rows: Opens the room once more, for `build_bookmarks` on a thread of its own.
        """
        self._rows = rows
        self._open_rows = open_rows
        self._listener: TimelineListener | None = None
        self._ordinals = Ordinals(rows.count)
        self._pages: OrderedDict[int, list[RowRef]] = OrderedDict()
        self._messages: OrderedDict[int, Message] = OrderedDict()
        self._pending: list[Message] = []
        self._built: Bookmarks | None = None

    def set_listener(self, listener: TimelineListener | None) -> None:
        """Tell this one, and no other, of changes from now on."""
        self._listener = listener

    def close(self) -> None:
        """Let go of the snapshot."""
        self._listener = None
        self._rows.close()

    # Rows.

    def count(self) -> int:
        """Return the number of rows, unsent ones included."""
        return self._rows.count + len(self._pending)

    def rows(self, first: int, last: int) -> Sequence[Message]:
        """Return the rows `first` <= ordinal < `last`, ascending; fewer only beyond the end."""
        stored = self._rows.count
        first, last = max(0, first), min(last, self.count())
        refs: list[RowRef] = []
        for page in range(first // PAGE_ROWS, (min(last, stored) - 1) // PAGE_ROWS + 1):
            start = page * PAGE_ROWS
            refs += self._page(page)[max(0, first - start) : max(0, last - start)]
        messages = self._shown(refs)
        if last > stored:
            messages += self._pending[max(0, first - stored) : last - stored]
        return messages

    def ordinal_of(self, message: bytes) -> int | None:
        """Return where a message is, by its id or its local id; None if it is not in this room."""
        for index, pending in enumerate(self._pending):
            if message in (pending.local_id, pending.id):
                return self._rows.count + index
        ref = self._rows.find(EntryId(message)) or self._rows.find_local(message)
        return None if ref is None else self._rank(ref.position)

    def quote_of(self, message: EntryId) -> Message | None:
        """Return a message that another one answers, None where it is not in this room."""
        ref = self._rows.find(message)
        return None if ref is None else self._rows.messages([ref])[0]

    def ordinal_at(self, key: OrderKey) -> int:
        """Return the ordinal of the first row at or after a key; `count()` if none is."""
        return self._rank(position_of(key))

    def ordinal_at_time(self, unix_ms: int) -> int:
        """Return the ordinal of the first row of that time or later; `count()` if none is."""
        place = min(max(0, unix_ms) << HLC_COUNTER_BITS, 2**63 - 1)
        ordinal = self._rank(Position(place, FIRST.dev8, 0, 0))
        if ordinal < self._rows.count:
            return ordinal
        return ordinal + next(
            (i for i, row in enumerate(self._pending) if row.sent_at_ms >= unix_ms),
            len(self._pending),
        )

    # Own rows on their way to the disk.

    def add_pending(self, message: Message) -> None:
        """Show an own message at the end until the stored row with its local id appears."""
        if self._rows.find_local(message.local_id) is not None:
            return  # the disk was faster
        self._pending.append(message)
        self._tell_inserted(self.count() - 1, 1)

    def replace_pending(self, local_id: bytes, message: Message) -> None:
        """Show another state of an own message; nothing happens once its stored row is shown."""
        for index, pending in enumerate(self._pending):
            if pending.local_id == local_id:
                self._pending[index] = message
                self._tell_changed(self._rows.count + index)
                return

    def fail_pending(self, local_id: bytes, error: str) -> None:
        """Show that an own message did not reach the disk, and why."""
        for pending in self._pending:
            if pending.local_id == local_id:
                failed = replace(pending, state=MessageState.FAILED, error=error)
                self.replace_pending(local_id, failed)
                return

    def discard(self, local_id: bytes) -> None:
        """Take away an own message that was never stored."""
        for index, pending in enumerate(self._pending):
            if pending.local_id == local_id:
                del self._pending[index]
                self._tell_removed(self._rows.count + index, 1)
                return

    # Changes.

    def build_bookmarks(self) -> None:
        """Read every 1,024th position, on any thread; the next refresh takes them over."""
        if self._open_rows is None:
            return
        rows = self._open_rows()
        try:
            self._built = rows.bookmarks(EVERY)
        finally:
            rows.close()

    def refresh(self) -> None:
        """Show what was committed since the last time.

        Call it soon after commits of any room: the snapshot held until then keeps the database's
        log from being folded.
        """
        seen, before = self._rows.rev, self._rows.count
        self._rows.advance()
        changes = self._rows.changes_since(seen, MAX_FOLLOWED)
        if changes is not None:
            self._ordinals.apply(changes.left, (ref.position for ref in changes.came))
        if changes is None or self._ordinals.total != self._rows.count:
            self._ordinals = Ordinals(self._rows.count)
            changes = None
        self._adopt()
        if changes is None or len(changes.left) + len(changes.came) > MAX_TOLD:
            self._start_over()
            return
        if changes.left or changes.came:
            self._pages.clear()  # positions only: a page is read again in 50 us
        for ref in (*changes.came, *changes.changed):
            self._messages.pop(ref.entry, None)
        self._tell_moves(changes, before)
        for ref in changes.changed:
            self._tell_changed(self._rank(ref.position))
        self._tell_people_and_delivery()

    def _adopt(self) -> None:
        built, self._built = self._built, None
        since = None if built is None else self._rows.changes_since(built.rev, MAX_FOLLOWED)
        if built is None or since is None:
            return
        ordinals = Ordinals(0)
        ordinals.adopt(built.positions, built.counts)
        ordinals.apply(since.left, (ref.position for ref in since.came))
        if ordinals.total == self._rows.count:
            self._ordinals = ordinals

    def _start_over(self) -> None:
        self._pages.clear()
        self._messages.clear()
        self._pending = [
            row for row in self._pending if self._rows.find_local(row.local_id) is None
        ]
        if self._listener is not None:
            self._listener.reset()

    def _tell_moves(self, changes: Changes, stored: int) -> None:
        """Tell removals by their old ordinals from the end on, then arrivals by their new ones."""
        came = [ref.position for ref in changes.came]
        ranks = self._ranks(came)
        old = [
            self._rank(position) - bisect_left(came, position) + index
            for index, position in enumerate(changes.left)
        ]
        for ordinal, n in reversed(_runs(old)):
            self._tell_removed(ordinal, n)
        stored -= len(old)
        sent = self._sent(changes)
        unsent, gone = list(self._pending), {row.local_id for row in sent.values()}
        # Before anybody is told: whoever is asks at once how many rows there are.
        self._pending = [row for row in unsent if row.local_id not in gone]
        run = (0, 0)
        for ref, ordinal in zip(changes.came, ranks, strict=True):
            pending = sent.get(ref.entry)
            if pending is None:
                if run[1] and run[0] + run[1] == ordinal:
                    run = (run[0], run[1] + 1)
                else:
                    self._tell_inserted(*run)
                    run = (ordinal, 1)
                stored += 1
                continue
            self._tell_inserted(*run)
            run = (0, 0)
            self._sent_at(unsent, pending, ordinal, stored)
            stored += 1
        self._tell_inserted(*run)

    def _sent(self, changes: Changes) -> dict[int, Message]:
        """Return the unsent rows whose stored rows came, by entry number."""
        came = {ref.entry for ref in changes.came}
        sent: dict[int, Message] = {}
        for row in self._pending if came else ():
            ref = self._rows.find_local(row.local_id)
            if ref is not None and ref.entry in came:
                sent[ref.entry] = row
        return sent

    def _sent_at(self, unsent: list[Message], pending: Message, ordinal: int, stored: int) -> None:
        """Turn an unsent row into its stored one; mostly it stays where it is."""
        index = unsent.index(pending)
        del unsent[index]
        if index == 0 and ordinal == stored:
            self._tell_changed(ordinal)
        else:
            self._tell_removed(stored + index, 1)
            self._tell_inserted(ordinal, 1)

    def _tell_people_and_delivery(self) -> None:
        """Show new names and new ticks in the rows at hand; others are read with them."""
        if self._rows.people_changed:
            refs = [ref for page in self._pages.values() for ref in page]
            old = {ref.entry: self._messages.get(ref.entry) for ref in refs}
            self._messages.clear()
            known = [ref for ref in refs if old[ref.entry] is not None][-MAX_MESSAGES:]
            for ref, new in zip(known, self._shown(known), strict=True):
                if new != old[ref.entry]:
                    self._tell_changed(self._rank(ref.position))
        elif self._rows.delivery_changed:
            for entry, message in list(self._messages.items()):
                reached = self._rows.delivered_to(message)
                if reached != message.delivered_to and message.key is not None:
                    state = MessageState.DELIVERED if reached else MessageState.STORED
                    self._messages[entry] = replace(message, delivered_to=reached, state=state)
                    self._tell_changed(self._rank(position_of(message.key)))

    # Reading.

    def _page(self, page: int) -> list[RowRef]:
        refs = self._pages.get(page)
        if refs is None:
            start = page * PAGE_ROWS
            refs = self._read(start, min(start + PAGE_ROWS, self._rows.count))
            while len(self._pages) >= MAX_PAGES:
                self._pages.popitem(last=False)
            self._pages[page] = refs
        else:
            self._pages.move_to_end(page)
        return refs

    def _read(self, first: int, last: int) -> list[RowRef]:
        """Read positions by ordinal, stepping from the nearer end of the stretch they are in."""
        refs: list[RowRef] = []
        while first < last:
            stretch = self._ordinals.of_ordinal(first)
            end = min(last, stretch.first + stretch.size)
            if end <= first:
                break
            above, below = first - stretch.first, stretch.first + stretch.size - end
            if above <= below:
                piece = self._rows.from_position(stretch.start, above, end - first)
            else:
                piece = self._rows.below_position(stretch.end, below, end - first)[::-1]
            if min(above, below) > EVERY and piece:
                self._ordinals.split(piece[0].position, first)  # the next jump here is short
            refs += piece
            first = end
        return refs

    def _rank(self, position: Position) -> int:
        """Return the number of stored rows below a position."""
        stretch = self._ordinals.of_position(position)
        if stretch.size > 2 * EVERY:
            above = self._rows.count_between(position, stretch.end, EVERY + 1)
            if above <= EVERY:
                return stretch.first + stretch.size - above
        ordinal = stretch.first + self._rows.count_between(stretch.start, position)
        if stretch.size > 2 * EVERY and ordinal - stretch.first > EVERY:
            self._ordinals.split(position, ordinal)
        return ordinal

    def _ranks(self, positions: list[Position]) -> list[int]:
        """Return the ordinals of stored rows, ascending; one read where they stand close together."""
        if len(positions) < 3:
            return [self._rank(position) for position in positions]
        first, last = self._rank(positions[0]), self._rank(positions[-1])
        span = last - first + 1
        if span == len(positions):
            return list(range(first, last + 1))
        if span > 8 * len(positions):
            return [self._rank(position) for position in positions]
        refs = self._rows.from_position(positions[0], 0, span)
        ordinals = {ref.position: first + index for index, ref in enumerate(refs)}
        return [ordinals[position] for position in positions]

    def _shown(self, refs: Sequence[RowRef]) -> list[Message]:
        unread = [ref for ref in refs if ref.entry not in self._messages]
        for ref, message in zip(unread, self._rows.messages(unread), strict=True):
            self._messages[ref.entry] = message or self._lost(ref)
        shown = [self._messages[ref.entry] for ref in refs]
        while len(self._messages) > MAX_MESSAGES:
            self._messages.popitem(last=False)
        return shown

    def _lost(self, ref: RowRef) -> Message:
        """Stand in for a row whose entry changed on disk: its words are nobody's.

        A refresh takes it away as soon as the writer dropped the entry.
        """
        place, dev8, seq, _ = ref.position
        return Message(
            id=EntryId(b""),
            local_id=b"",
            room=self._rows.room,
            person=PersonId(b""),
            device=self._rows.own_device,
            name="",
            text="",
            sent_at_ms=max(0, place) >> HLC_COUNTER_BITS,
            state=MessageState.STORED,
            key=(place, dev8, seq, b""),
            deleted=True,
        )

    # Telling.

    def _tell_inserted(self, ordinal: int, n: int) -> None:
        if self._listener is not None and n:
            self._listener.inserted(ordinal, n)

    def _tell_removed(self, ordinal: int, n: int) -> None:
        if self._listener is not None and n:
            self._listener.removed(ordinal, n)

    def _tell_changed(self, ordinal: int) -> None:
        if self._listener is not None:
            self._listener.changed(ordinal)


def _runs(ordinals: Sequence[int]) -> list[tuple[int, int]]:
    """Join ascending ordinals into (first, how many)."""
    runs: list[tuple[int, int]] = []
    for ordinal in ordinals:
        if runs and sum(runs[-1]) == ordinal:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((ordinal, 1))
    return runs
