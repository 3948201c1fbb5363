"""What the window says of addresses that were typed: one sentence, for an invite with several too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest

from desktop import address_wishes
from desktop.address_wishes import AddressWishes
from desktop.bridge import Bridge
from desktop.errors import AppError
from desktop.ui.chat_window import ChatWindow
from net.errors import Sentence

pytestmark = pytest.mark.qt


class Instead:
    """Stands for the bridge: calls wait until a test answers them."""

    def __init__(self) -> None:
        self.calls: list[tuple[Callable[[Any], None], Callable[[Exception], None]]] = []

    def call(
        self, _: object, done: Callable[[Any], None], failed: Callable[[Exception], None]
    ) -> None:
        self.calls.append((done, failed))


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(address_wishes, "say", lambda _, kind, words: told.append((kind, words)))
    return told


def trying(*addresses: str) -> Instead:
    bridge = Instead()
    wishes = AddressWishes(cast("Bridge", bridge), cast("ChatWindow", None))
    bridge.keep = wishes  # type: ignore[attr-defined]
    for each in addresses:
        wishes.try_address(each)
    return bridge


def test_a_failure_is_said(said: list[tuple[str, str]]) -> None:
    bridge = trying("pc:1")
    bridge.calls[0][1](AppError("offline", Sentence("No {thing}.", thing="way")))
    assert said == [
        ("info", "Trying pc:1: who is there shows up by itself."),
        ("danger", "No way."),
    ]


def test_of_an_invite_one_that_answers_is_enough(said: list[tuple[str, str]]) -> None:
    bridge = trying("one:1", "two:2", "three:3")
    bridge.calls[0][1](AppError("offline", "one fails"))
    bridge.calls[1][0](Sentence("two answered"))
    bridge.calls[2][1](AppError("offline", "three fails"))
    assert said[1:] == [("info", "two answered")]


def test_of_an_invite_that_leads_nowhere_the_first_is_told_of(said: list[tuple[str, str]]) -> None:
    bridge = trying("one:1", "two:2")
    bridge.calls[1][1](AppError("offline", "two fails"))
    assert len(said) == 1
    bridge.calls[0][1](AppError("offline", "one fails"))
    assert said[1:] == [("danger", "one fails")]


def test_the_same_address_again_is_tried_again(said: list[tuple[str, str]]) -> None:
    bridge = trying("one:1", "one:1")
    assert len(bridge.calls) == 1, "while it runs it runs once"
    bridge.calls[0][1](AppError("offline", "no"))
    bridge.keep.try_address("one:1")  # type: ignore[attr-defined]
    bridge.calls[1][0](Sentence("yes"))
    assert [words for _, words in said[1:]] == ["no", said[0][1], "yes"]
