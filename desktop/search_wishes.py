"""The windows of search and of announcements: opened from the main window, served by the engine."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.clock import unix_ms
from desktop.services import news
from desktop.ui.features import Feature
from desktop.ui.refusals import refusal
from net.ids import EntryId, PersonId, RoomId

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.bridge import Bridge
    from desktop.engine import Engine
    from desktop.model import Message
    from desktop.services.news import FanOutResult
    from desktop.ui.announce_window import AnnounceWindow
    from desktop.ui.chat_window import ChatWindow
    from desktop.ui.search_window import SearchWindow
    from desktop.ui.theme import ThemeSwitch
    from desktop.views import Overview

FEATURES = frozenset({Feature.SEARCH, Feature.ANNOUNCE})
"""What this module stands behind."""

GROUP = "windows"
"""All search windows of this person share what one of them found."""
MAX_WINDOWS = 5
RECENT_SETTING = "recent_searches"


@dataclass(slots=True)
class _Asked:
    """What a search window asked for last."""

    generation: int
    text: str
    at_ms: int


class SearchWishes(QObject):
    """Owned by the wiring; lives on the windows' thread. The windows are made when first wanted."""

    def __init__(
        self,
        bridge: Bridge,
        window: ChatWindow,
        switch: ThemeSwitch,
        failed: Callable[[Exception], None],
        keep: Callable[[str, object], None],
        jump: Callable[[RoomId, EntryId], None],
        place: Callable[[QWidget, str], None],
    ) -> None:
        super().__init__()
        self._bridge = bridge
        self._window = window
        self._switch = switch
        self._failed = failed
        self._keep = keep
        self._jump = jump
        self._place = place
        self._seen: Overview | None = None
        self._windows: list[SearchWindow] = []
        self._asked: dict[SearchWindow, _Asked] = {}
        self._watch: int | None = None
        """Touched on the engine's loop only."""
        self._recent: list[str] = []
        self._announce: AnnounceWindow | None = None
        window.doors.search_wanted.connect(self._open)
        window.doors.announce_wanted.connect(self._open_announce)

    def set_recent(self, queries: object) -> None:
        """Begin with the queries that were kept."""
        if isinstance(queries, list):
            self._recent = [str(each) for each in queries]

    def close(self) -> None:
        """Close the windows with the main one."""
        if self._announce is not None:
            self._announce.finish()  # a window that is hidden already is told of no closing
        for window in (*self._windows, self._announce):
            if window is not None:
                window.close()

    def show(self, seen: Overview) -> None:
        """Take a fresh look at the engine over to the windows that are open."""
        self._seen = seen
        for window in self._windows:
            if window.isVisible():
                self._name(window, seen)
        if self._announce is not None and self._announce.isVisible():
            self._fill_announce(self._announce)

    def tell(self, value: object) -> None:
        """Take news: what a watched query shows now."""
        if not isinstance(value, news.SearchChanged) or value.group != GROUP:
            return
        for window in self._windows:
            asked = self._asked.get(window)
            if not window.isVisible():
                continue
            if value.error is not None:
                if window.shows(value.result.query):
                    window.set_failed(window.clock.generation, refusal(value.error))
            elif asked is not None and _same(asked.text, value.result.query):
                window.set_result(asked.generation, value.result, unix_ms() - asked.at_ms)
            else:
                found = value.result
                window.set_shared(found.query, found.hits, more=found.more, full=found.full)

    # ---- search

    def _open(self, text: str) -> None:
        window = next((each for each in self._windows if not each.isVisible()), None)
        visible = [each for each in self._windows if each.isVisible()]
        if visible and not (visible[-1].isActiveWindow() and len(visible) < MAX_WINDOWS):
            window = visible[-1]
        window = window or self._made()
        if self._seen is not None:
            self._name(window, self._seen)
        window.set_recent(self._recent)
        window.bring()
        if text:
            window.search_for(text)

    def _name(self, window: SearchWindow, seen: Overview) -> None:
        window.set_people(seen.present, seen.me.person if seen.me is not None else None)
        window.set_rooms(seen.rooms)

    def _made(self) -> SearchWindow:
        from desktop.ui.search_window import SearchWindow  # noqa: PLC0415 - when first wanted

        made = SearchWindow(self._switch, _today, unix_ms)
        made.query_wanted.connect(lambda number, text: self._query(made, number, text))
        made.more_wanted.connect(lambda text: self._more(made, text))
        made.context_wanted.connect(
            lambda message, before, after: self._context(made, message, before, after)
        )
        made.jump_requested.connect(
            lambda room, message: self._jump(RoomId(room), EntryId(message))
        )
        made.preview.timeline.link_activated.connect(
            lambda target, shown: self._window.dialogs.follow_link(target, shown, made)
        )
        made.recent_changed.connect(self._remember)
        made.closed.connect(lambda: self._closed(made))
        self._place(made, "search")
        self._windows.append(made)
        return made

    def _remember(self, queries: list[str]) -> None:
        self._recent = list(queries)
        self._keep(RECENT_SETTING, self._recent)

    def _query(self, window: SearchWindow, generation: int, text: str) -> None:
        self._asked[window] = _Asked(generation, text, unix_ms())

        async def ask(engine: Engine) -> None:
            # The watch is known on the engine's side alone: asked twice at once there is still one.
            if self._watch is None:
                self._watch = engine.search.watch(text, GROUP)
            else:
                engine.search.change(self._watch, text)

        self._bridge.call(ask, failed=lambda error: window.set_failed(generation, refusal(error)))

    def _more(self, window: SearchWindow, text: str) -> None:
        generation = window.clock.generation

        async def ask(engine: Engine) -> None:
            # What is shown may have no watch any more, or that may be on another query: asked anew.
            if self._watch is None:
                self._watch = engine.search.watch(text, GROUP)
            elif not engine.search.more(self._watch, text):
                engine.search.change(self._watch, text)

        self._bridge.call(ask, failed=lambda error: window.set_failed(generation, refusal(error)))

    def _context(self, window: SearchWindow, message: bytes, before: int, after: int) -> None:
        wanted = EntryId(message)

        async def ask(engine: Engine) -> tuple[tuple[Message, ...], tuple[Message, ...]]:
            around, _ = await engine.search.context(wanted, before, after)
            return around, await engine.search.answered(around)

        def done(found: tuple[tuple[Message, ...], tuple[Message, ...]]) -> None:
            window.set_context(wanted, *found)

        self._bridge.call(
            ask,
            done,
            lambda error: window.set_context_failed(wanted, refusal(error)),
        )

    def _closed(self, window: SearchWindow) -> None:
        if any(each.isVisible() for each in self._windows if each is not window):  # hidden after this
            return
        self._asked.clear()

        async def end(engine: Engine) -> None:
            # In turn, as a call like that of `_query`: what was just asked has its watch by now.
            if self._watch is not None:
                engine.search.unwatch(self._watch)
                self._watch = None

        self._bridge.call(end)

    # ---- announcements

    def _open_announce(self) -> None:
        if self._announce is None:
            from desktop.ui.announce_window import AnnounceWindow  # noqa: PLC0415 - when first wanted

            made = AnnounceWindow(self._switch, unix_ms)
            made.send_requested.connect(self._send)
            made.retry_requested.connect(self._send)
            self._place(made, "announce")
            self._announce = made
        self._fill_announce(self._announce)
        self._announce.bring()

    def _fill_announce(self, window: AnnounceWindow) -> None:
        seen = self._seen
        if seen is None:
            return
        window.set_rooms(tuple(room for room in seen.rooms if room.peer is None))
        window.set_people(seen.present)  # oneself too: not to be counted

        async def look(engine: Engine) -> dict[RoomId, frozenset[PersonId]]:
            return {room.room: frozenset(engine.rooms.members(room.room)) for room in seen.rooms}

        self._bridge.call(look, window.set_members, self._failed)

    def _send(self, rooms: list[bytes], people: list[bytes], text: str) -> None:
        wanted_rooms = tuple(RoomId(room) for room in rooms)
        wanted_people = tuple(PersonId(person) for person in people)

        def done(results: tuple[FanOutResult, ...]) -> None:
            for result in results:
                if self._announce is not None:
                    self._announce.set_outcome(
                        result.target,
                        refusal(result.error[1]) if result.error is not None else None,
                    )

        def refused(error: Exception) -> None:
            if self._announce is not None:
                self._announce.set_refused(refusal(error))

        self._bridge.call(
            lambda engine: engine.realtime.fan_out.send(wanted_rooms, wanted_people, text),
            done,
            refused,
        )


def _same(text: str, query: str) -> bool:
    return " ".join(text.split()) == " ".join(query.split())


def _today() -> datetime.date:
    return datetime.datetime.fromtimestamp(unix_ms() / 1000, datetime.UTC).astimezone().date()
