"""The search window: what is typed becomes queries, what is found can be walked, read and opened."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.services.search_query import Reason, parse
from desktop.ui.bidi import filled
from desktop.ui.layouts import hairline
from desktop.ui.search_box import SearchClock, SearchLine
from desktop.ui.search_chips import SearchChips
from desktop.ui.search_empty import SearchEmpty
from desktop.ui.search_grouping import GroupingLink
from desktop.ui.search_list import ResultsView
from desktop.ui.search_menu import ResultMenu
from desktop.ui.search_operators import Operators
from desktop.ui.search_pages import Pages, Tail
from desktop.ui.search_preview import CONTEXT, PREVIEW_MS, SearchPreview
from desktop.ui.search_recent import RecentQueries
from desktop.ui.search_results import Kind, ResultsModel, summary
from desktop.ui.search_status import SearchStatus
from desktop.ui.search_tokens import older_than
from desktop.ui.side_window import SideWindow
from desktop.ui.timeline import room_marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtGui import QCloseEvent, QResizeEvent

    from desktop.model import Hit, Message, PersonPresence, Room, SearchResult
    from desktop.ui.theme import Theme, ThemeSwitch
    from net.ids import EntryId, PersonId

LEFT_PX, RIGHT_PX = 560, 520
NARROW_PX = 820
"""Below this the preview would leave the results less than a message's width."""
PAGE_ROWS = 8


class SearchWindow(SideWindow):
    """Asks by `query_wanted` and is told by `set_result`; knows no engine. May exist several times."""

    query_wanted = Signal(int, str)
    """Generation and text: find it, and answer with `set_result` or `set_failed`."""

    more_wanted = Signal(str)
    """The query whose answer is shown: add older messages to it, and answer as before."""

    cleared = Signal(int)
    """Generation: whatever runs for this window need not go on."""

    context_wanted = Signal(bytes, int, int)
    """EntryId, messages before, messages after: answer with `set_context`."""

    jump_requested = Signal(bytes, bytes)
    """RoomId, EntryId."""

    recent_changed = Signal(list)
    """The kept queries, the newest first."""

    def __init__(
        self,
        switch: ThemeSwitch,
        today: Callable[[], datetime.date],
        now_ms: Callable[[], int],
        zone: datetime.tzinfo | None = None,
    ) -> None:
        super().__init__(switch, "", name="search-window", width_px=1080, height_px=720)
        self.setWindowTitle(self.tr("Search"))
        self._today = today
        self._recent = RecentQueries(self)
        self._answer: SearchResult | None = None
        self._answered = -1
        self._pages = Pages()
        self._took_ms: int | None = None
        self._let_go = ""
        self._chosen: EntryId | None = None
        self.clock = SearchClock(self._searchable, self)
        self.line = SearchLine(switch)
        self.line.setAccessibleName(self.tr("Search messages"))
        self.line.setPlaceholderText(self.tr("Search messages"))
        self.chips = SearchChips(switch)
        self.operators = Operators(self.line, self.chips, today)
        self.model = ResultsModel(now_ms, self)
        self.view = ResultsView(switch, self.model)
        self.group = GroupingLink(self.model, self.view)
        self._status_row = SearchStatus(switch, self.group)
        self.status, self.hint = self._status_row.words, self._status_row.hint
        self.empty = SearchEmpty()
        self.preview = SearchPreview(switch, today, zone)
        self._context_timer = QTimer(self)
        self._context_timer.setSingleShot(True)
        self._context_timer.setInterval(PREVIEW_MS)
        self._context_timer.timeout.connect(self._ask_context)
        self._lay_out()
        self._connect()
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)
        self.operators.show()
        self._show_state()

    # ---- what the application tells

    def set_people(self, people: Iterable[PersonPresence], me: PersonId | None = None) -> None:
        """Call people by these names, and complete from: with them."""
        told = tuple(people)
        names = {each.person: each.name for each in told}
        marks = {each.person: each.mark for each in told if each.mark}
        self.operators.set_people(tuple(names.values()))
        self.model.set_people(names, marks)
        self.preview.timeline.set_people(me, names, marks)

    def set_rooms(self, rooms: Iterable[Room]) -> None:
        """Call rooms by these names, and complete in: with them."""
        kept = {each.room: each for each in rooms}
        self.operators.set_rooms(tuple(each.name for each in kept.values()))
        self.preview.timeline.set_rooms(room_marks.by_name(kept.values()))
        if self.model.set_rooms(kept):
            self.view.keep_choice(self.model.lay_out)

    def set_recent(self, queries: Sequence[str]) -> None:
        """Offer these queries while the box is empty, the newest first."""
        self._recent.set(queries)
        self._show_state()

    def search_for(self, text: str) -> None:
        """Put a text into the box and ask for it at once."""
        self.line.setText(text)
        self.clock.entered()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_result(self, generation: int, result: SearchResult, took_ms: int | None = None) -> None:
        """Show what was found; a stale answer is dropped.

        A second answer to the same generation is what a watch found later: messages that were not in
        the first are shown as new or as an older page, and what is chosen stays where it stands.
        """
        if not self.clock.accepts(generation):
            return
        again = generation == self._answered and self._answer is not None
        self._answer, self._answered = result, generation
        if again:
            self._pages.go_on(result)
            self.view.keep_choice(lambda: self.model.set_hits(result.hits, self._pages))
        else:
            self._took_ms = took_ms
            self._pages.begin(result)
            self.model.set_hits(result.hits, self._pages)
            self.view.choose_first()
        self._show_state()

    def set_failed(self, generation: int, words: str) -> None:
        """Say why there is no answer, or why there is no older page of it."""
        if not self.clock.accepts(generation):
            return
        if generation == self._answered and self._answer is not None:
            self.model.set_tail(Tail.MORE if self._answer.more else Tail.NOTHING)
        else:
            self._answer, self._answered = None, generation
            self.model.set_hits(())
            self.view.choose_first()
        self._show_state(words)

    def shows(self, query: str) -> bool:
        """Whether this is what is asked for here."""
        return " ".join(self.line.text().split()) == " ".join(query.split())

    def set_shared(
        self, query: str, hits: Sequence[Hit], *, more: bool = False, full: bool = False
    ) -> None:
        """Show what another window of this person found, unless something is being typed here."""
        from desktop.model import SearchResult  # noqa: PLC0415 - the value alone

        if self.clock.is_waiting or (self._is_asking() and self._searchable(self.line.text())):
            return
        if not self.line.text() and query == self._let_go:
            return  # cleared here a moment ago; the other window still shows it
        if not self.shows(query):
            self.line.blockSignals(True)
            self.line.setText(query)
            self.line.selectAll()  # nobody typed it here: what is typed next stands in its place
            self.line.blockSignals(False)
            self.clock.answered(query)
            self.operators.show()
        self.set_result(self.clock.generation, SearchResult(query, tuple(hits), more, full=full))

    def set_context(
        self, message: EntryId, messages: Sequence[Message], answered: Sequence[Message] = ()
    ) -> None:
        """Show the messages round a message, ascending; dropped if another one is chosen by now."""
        if message == self._chosen:
            self.preview.show_messages(messages, message, self.model.hit(message), answered)

    def set_context_failed(self, message: EntryId, words: str) -> None:
        """Say why the messages round a message cannot be shown."""
        if message == self._chosen:
            self.preview.show_words(words)

    @override
    def bring(self) -> None:
        """Show the window in front, ready for another query in place of the one that stands there."""
        super().bring()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.selectAll()

    # ---- what is typed

    def _searchable(self, text: str) -> bool:
        return parse(text, self._today()).reason is None

    def _is_asking(self) -> bool:
        """Whether the answer to what stands in the box is not here yet."""
        return self.clock.generation != self._answered

    def _on_text(self, text: str) -> None:
        self.clock.typed(text)
        self._show_state()

    def _on_cleared(self, generation: int) -> None:
        self._let_go = self._answer.query if self._answer is not None else self._let_go
        self._answer, self._answered = None, generation
        self.cleared.emit(generation)
        self._show_state()

    # ---- what is chosen

    def _on_choice(self) -> None:
        row = self.view.row()
        hit = row.hit if row is not None else None
        if row is not None and row.kind is Kind.TAIL:
            self.line.setAccessibleDescription(row.words)
            return  # what was read last stays in view
        spoken = self.model.spoken(row) if row is not None else self.status.text()
        self.line.setAccessibleDescription(spoken)  # said with the line, where the keyboard is
        if row is None or hit is None:
            self._chosen = None
            self._context_timer.stop()
            self.preview.clear()
        elif hit.message != self._chosen:
            self._chosen = hit.message
            self.preview.show_place(*self.model.place(row, hit))
            self._context_timer.start()

    def _ask_context(self) -> None:
        if self._chosen is not None:
            self.context_wanted.emit(self._chosen, *CONTEXT)

    def _open(self) -> None:
        """Enter: ask for what was typed, or open what is chosen of the answer to it."""
        row = self.view.row()
        if row is not None and row.kind is Kind.RECENT:
            self.search_for(row.words)
        elif self._is_asking() or self.clock.is_waiting:
            self.clock.entered()
        elif row is not None and row.kind is Kind.TAIL:
            self._go_on()
        elif row is not None and row.hit is not None:
            self._jump(row.hit)

    def _open_shown(self) -> None:
        """Open what stands in the preview, whatever is chosen by now."""
        hit = self.model.hit(self._chosen) if self._chosen is not None else None
        if hit is not None:
            self._jump(hit)

    def _jump(self, hit: Hit) -> None:
        self._recent.keep(self.line.text())
        self.jump_requested.emit(hit.room, hit.message)

    def _ask_older(self) -> None:
        """Ask for an older page, unless one is on its way."""
        if self._answer is not None and self.model.tail is Tail.MORE:
            self.model.set_tail(Tail.LOADING)
            self._on_choice()
            self.more_wanted.emit(self._answer.query)

    def _go_on(self) -> None:
        """Go on below the oldest result: with a page, or where those end with a search from there."""
        hits = self._answer.hits if self._answer is not None else ()
        if self.model.tail is not Tail.FULL or not hits:
            self._ask_older()
            return
        older = older_than(self.line.text(), hits)
        if older != self.line.text():
            self.search_for(older)

    def _forget_recent(self) -> None:
        self._recent.forget()
        self._show_state()

    # ---- what is shown

    def _show_state(self, trouble: str = "") -> None:
        reason = parse(self.line.text(), self._today()).reason
        answer = self._answer
        if reason is Reason.EMPTY and not self.line.text().strip():
            self.model.set_recent(self._recent.kept)
            self.view.choose(-1)
            self.status.setText("")
        elif reason is not None:
            self.model.set_hits(())
            self.view.choose(-1)
            self.status.setText("")
        elif trouble:  # without results it is said in their place
            self.status.setText(trouble if self.model.rowCount() else "")
        elif self._is_asking() or answer is None:
            self.status.setText(self.tr("Searching…"))
        else:
            self.status.setText(summary(answer, self._took_ms))
        has_rows = self.model.rowCount() > 0
        has_hits = bool(answer is not None and answer.hits and reason is None)
        self.group.setVisible(has_hits)
        if trouble and reason is None and not has_rows:
            self.empty.show_words(self.tr("The search did not work"), trouble)
        else:
            asking = self._is_asking()
            self.empty.show_for(self.line.text(), reason, has_rows=has_rows, is_asking=asking)
        self.view.setVisible(has_rows or self.empty.isHidden())
        self.view.set_short(short=has_rows and not self.empty.isHidden())
        self._show_hint()

    def _show_hint(self) -> None:
        if self.operators.first:
            self.hint.setText(filled(self.tr("Tab: {0}"), self.operators.first))
        elif self.model.choosable():
            self.hint.setText(self.tr("↑↓ move · Enter open · Esc close"))
        else:
            self.hint.setText(self.tr("Esc close"))
        self._status_row.fit()

    def _regroup(self) -> None:
        self.group.turn()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- building

    def _lay_out(self) -> None:
        self._left = QWidget()
        column = QVBoxLayout(self._left)
        self._head = QVBoxLayout()
        self._head.addWidget(self.line)
        self._head.addWidget(self.chips)
        self._head.addWidget(self._status_row)
        column.addLayout(self._head)
        column.addWidget(self.view, 1)
        column.addWidget(self.empty, 1)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._edge = hairline()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for widget, stretch in ((self._left, LEFT_PX), (self._edge, 0), (self.preview, RIGHT_PX)):
            row.addWidget(widget, stretch)

    def _connect(self) -> None:
        self.clock.asked.connect(self.query_wanted)
        self.clock.cleared.connect(self._on_cleared)
        line = self.line
        line.textChanged.connect(self._on_text)
        line.moved.connect(self.view.move_choice)
        line.paged.connect(lambda pages: self.view.move_choice(pages * PAGE_ROWS))
        line.opened.connect(self._open)
        line.abandoned.connect(self.close)
        self.operators.changed.connect(self._show_hint)
        self.operators.taken_out.connect(self.clock.entered)
        self.empty.removed.connect(self.operators.take_out)
        self.empty.forgotten.connect(self._forget_recent)
        self._recent.changed.connect(self.recent_changed)
        self.group.wanted.connect(self._regroup)
        ResultMenu(self._switch, self.view, line, self._jump)
        self.view.chosen.connect(self._on_choice)
        self.view.opened.connect(self._open)
        self.view.end_reached.connect(self._ask_older)
        self.preview.jump_wanted.connect(self._open_shown)

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        self._head.setContentsMargins(px(16), px(14), px(16), px(4))
        self._head.setSpacing(px(10))
        self.setMinimumSize(min(px(420), 720), min(px(360), 480))  # like the other windows at most

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = self.width() >= self._switch.theme.px(NARROW_PX)
        self.preview.setVisible(wide)
        self._edge.setVisible(wide)
        super().resizeEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._context_timer.stop()
        super().closeEvent(event)
