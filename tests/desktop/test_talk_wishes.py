"""Who is shown as typing: whoever types in the room in view, and nobody of another one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.bridge import Bridge
from desktop.model import Room, RoomKind
from desktop.services import news
from desktop.talk_wishes import TalkWishes
from desktop.ui import fonts
from desktop.ui.chat_window import ChatWindow
from desktop.ui.features import Feature
from desktop.ui.theme import ThemeChoice, ThemeSwitch
from net.ids import PersonId, RoomId
from tests import shots

ANA, BO = PersonId(b"a" * 32), PersonId(b"b" * 32)
ONE, TWO = (Room(RoomId(each * 32), "room", RoomKind.OPEN) for each in (b"1", b"2"))


class Instead:
    """Stands for the bridge: an engine in which some people type, answering when it is let."""

    def __init__(self) -> None:
        self.typing: dict[RoomId, tuple[PersonId, ...]] = {}
        self.waiting: list[Callable[[], None]] = []

    def call(
        self, make: Callable[[Any], Awaitable[Any]], done: Callable[[Any], None] | None = None
    ) -> None:
        people = SimpleNamespace(people=lambda room: self.typing.get(room, ()))
        engine = SimpleNamespace(realtime=SimpleNamespace(typing=people))

        async def run() -> Any:
            return await make(engine)

        if done is not None:
            self.waiting.append(lambda: done(asyncio.run(run())))

    def post(self, _make: Callable[[Any], Any]) -> None:
        """Nobody is told of what is typed here."""

    def answer(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[ChatWindow]:
    fonts.load(qapp)
    switch = ThemeSwitch(qapp, ThemeChoice.LIGHT)
    made = ChatWindow(switch, shots.timeline(switch), lambda: shots.NOW_MS)
    qtbot.addWidget(made)
    made.page.talk.set_features(frozenset({Feature.TYPING}))
    yield made
    switch.deleteLater()


def test_who_types_in_one_room_is_not_shown_in_another(window: ChatWindow) -> None:
    bridge = Instead()
    talk = TalkWishes(cast("Bridge", bridge), window, lambda _: None, lambda *_: None)
    names = {ANA: "Ana", BO: "Bo"}
    talk.set_people(names)
    line = window.page.typing
    window.open_room(ONE, shots.Lines(()))
    bridge.answer()
    talk.tell(news.TypingChanged(ONE.room, (ANA,)), ONE.room)
    assert line.words == "Ana is typing"
    bridge.typing = {ONE.room: (ANA,)}
    window.open_room(TWO, shots.Lines(()))
    talk.set_people(names)
    assert line.words == ""
    bridge.answer()
    talk.set_people(names)
    assert line.words == ""
    window.open_room(ONE, shots.Lines(()))
    bridge.answer()
    assert line.words == "Ana is typing"  # she began before, and does not begin again
    window.open_room(TWO, shots.Lines(()))
    talk.tell(news.TypingChanged(TWO.room, (BO,)), TWO.room)
    bridge.answer()  # older than what was told
    assert line.words == "Bo is typing"
