"""What the search windows ask of the engine: whoever waits for older messages learns what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import deep_links
from desktop.bridge import Bridge
from desktop.model import SearchResult
from desktop.search_wishes import GROUP, SearchWishes
from desktop.services.news import SearchChanged
from desktop.ui import fonts
from desktop.ui.chat_window import ChatWindow
from desktop.ui.dialogs import ConfirmLink
from desktop.ui.search_pages import Tail
from desktop.ui.search_window import SearchWindow
from desktop.ui.theme import ThemeChoice, ThemeSwitch
from net.errors import StorageError
from tests import shots
from tests.shots_desk import HITS


class Engine:
    """Stands for the engine behind its bridge: notes what is asked, refuses while told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.goes_on = True
        self.refusal: Exception | None = None

    def watch(self, text: str, _group: str) -> int:
        self.asked.append(("watch", text))
        return 1

    def change(self, _watch: int, text: str) -> None:
        self.asked.append(("change", text))

    def more(self, _watch: int, text: str) -> bool:
        if self.refusal is not None:
            raise self.refusal
        self.asked.append(("more", text))
        return self.goes_on

    async def context(self, *_: object) -> tuple[tuple[()], bool]:
        return (), False

    async def answered(self, _: object) -> tuple[()]:
        return ()

    def unwatch(self, _watch: int) -> None:
        self.asked.append(("unwatch", ""))

    def call(
        self,
        make: Callable[[Any], Awaitable[Any]],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        async def run() -> Any:
            return await make(SimpleNamespace(search=self))

        try:
            answer = asyncio.run(run())
        except StorageError as error:
            if failed is not None:
                failed(error)
            return
        if done is not None:
            done(answer)


def answer(wishes: SearchWishes, *, more: bool, count: int = len(HITS)) -> None:
    wishes.tell(SearchChanged(GROUP, 1, (1,), SearchResult("tide", HITS[:count], more)))


@pytest.fixture
def engine() -> Engine:
    return Engine()


@pytest.fixture
def wishes(qtbot: QtBot, qapp: QApplication, engine: Engine) -> Iterator[SearchWishes]:
    fonts.load(qapp)
    switch = ThemeSwitch(qapp, ThemeChoice.LIGHT)
    window = ChatWindow(switch, shots.timeline(switch), lambda: shots.NOW_MS)
    qtbot.addWidget(window)

    def lost(error: Exception) -> None:
        raise AssertionError(f"said where nobody asked: {error}")

    made = SearchWishes(
        cast("Bridge", engine), window, switch, lost, lambda *_: None, lambda *_: None, lambda *_: None
    )
    made._open("tide")
    qtbot.addWidget(made._windows[0])
    answer(made, more=True)
    yield made
    made.close()
    switch.deleteLater()


@pytest.fixture
def search(wishes: SearchWishes) -> SearchWindow:
    return wishes._windows[0]


def test_older_messages_that_do_not_come_can_be_asked_for_again(
    wishes: SearchWishes, search: SearchWindow, engine: Engine
) -> None:
    engine.refusal = StorageError("The disk cannot be read.")
    search._ask_older()
    assert search.model.tail is Tail.MORE
    assert search.status.text() == "The disk cannot be read."
    engine.refusal = None
    search._ask_older()
    assert search.model.tail is Tail.LOADING
    assert engine.asked[-1] == ("more", "tide")
    answer(wishes, more=False)
    assert search.model.tail is Tail.NOTHING


def test_a_failure_is_not_said_of_what_was_typed_since(
    search: SearchWindow, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[Callable[[Exception], None]] = []
    with monkeypatch.context() as slow:
        slow.setattr(engine, "call", lambda _, failed: held.append(failed))
        search._ask_older()
    search.line.setText("tide gauge")
    held[0](StorageError("The disk cannot be read."))
    assert search.status.text() == "Searching…"


def test_a_window_whose_watch_has_ended_asks_anew(
    wishes: SearchWishes, search: SearchWindow, engine: Engine
) -> None:
    search.close()
    assert engine.asked[-1] == ("unwatch", "")
    wishes._open("")
    search._ask_older()
    assert engine.asked[-1] == ("watch", "tide")
    answer(wishes, more=True)
    assert search.model.tail is Tail.MORE


def test_where_the_watch_is_on_another_query_this_one_is_asked_anew(
    search: SearchWindow, engine: Engine
) -> None:
    engine.goes_on = False
    search._ask_older()
    assert engine.asked[-2:] == [("more", "tide"), ("change", "tide")]


def test_a_link_in_the_preview_leads_where_it_leads_in_the_room(
    qtbot: QtBot, wishes: SearchWishes, search: SearchWindow
) -> None:
    room = HITS[0].room
    with qtbot.waitSignal(wishes._window.dialogs.place_wanted) as heard:
        search.preview.timeline.link_activated.emit(deep_links.make(room), "#field-station")
    assert heard.args == [room, None]
    search.preview.timeline.link_activated.emit("https://elsewhere.example/", "https://here.example/")
    asking = search.findChild(ConfirmLink)
    assert asking is not None, "what asks stands over the window that was clicked in"
    asking.reject()
