"""Behaviours 30 and 31: search asks when typing rests, and what it finds stays with who asked."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from desktop.errors import AppError
from desktop.services.news import SearchChanged
from desktop.services.search_live import DEBOUNCE_S, Ask, Clear, LiveQuery
from desktop.services.search_query import parse
from desktop.store.search_reader import MAX_LIMIT
from net.pubsub import search_topic
from tests.behaviours.company import Desk, company, open_room, published, until

TODAY = datetime.date(2026, 5, 4)


def box() -> LiveQuery:
    return LiveQuery(lambda text: parse(text, TODAY).reason is None)


def found(desk: Desk) -> list[list[str]]:
    return [[hit.text for hit in each.result.hits] for each in desk.told(SearchChanged)]


def test_30_it_asks_300_ms_after_the_last_key_or_at_once_on_enter() -> None:
    assert DEBOUNCE_S == 0.3
    live = box()
    for at, text in enumerate(("gra", "grap", "grape")):
        assert live.typed(text, at * 0.25) is None
        assert live.tick(at * 0.25 + 0.2) is None
    assert live.tick(0.5 + 0.31) == Ask(live.generation, "grape")
    live.typed("grapes", 1.0)
    assert live.entered() == Ask(live.generation, "grapes")
    assert live.tick(9.0) is None, "Enter cancelled the timer"


@pytest.mark.parametrize("text", ["gr", "  gr  ", "e\u0301e\u0301", ""])
def test_30_fewer_than_three_signs_clear_and_cancel(text: str) -> None:
    live = box()
    live.typed("grape", 0.0)
    asked = live.generation
    assert live.typed(text, 0.1) == Clear(live.generation)
    assert live.due_s is None
    assert not live.accepts(asked), "an answer on its way is not shown any more"


@pytest.mark.parametrize("text", ["gra", "e\u0301e\u0301e\u0301", "京", "from:Ana"])
def test_30_three_signs_one_of_cjk_or_an_operator_are_enough(text: str) -> None:
    live = box()
    live.typed(text, 0.0)
    assert live.tick(DEBOUNCE_S) == Ask(live.generation, text)


@pytest.mark.asyncio
async def test_30_what_is_found_follows_new_messages(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo") as (_, (ana, bo)):
        ana.engine.search.watch("grape")
        await until(lambda: found(ana) == [[]])
        await bo.say("a grape")
        await until(lambda: found(ana)[-1] == ["a grape"])


@pytest.mark.asyncio
async def test_31_nobody_else_learns_what_is_searched_or_found(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo") as (_, (ana, bo)):
        leaked: list[object] = []
        for person in (ana.person, bo.person):
            bo.engine.bus.subscribe(search_topic(person), leaked.append)
        sent = published(ana)
        await ana.say("a grape")
        ana.engine.search.watch("grape")
        await until(lambda: found(ana) == [["a grape"]])
        heard: list[object] = []
        bo.engine.realtime.topics.subscribe("fence", heard.append)
        ana.engine.realtime.topics.publish("fence", None)
        await until(lambda: heard)
        assert len(sent) == 1, "nothing but the fence"
        assert leaked == bo.told(SearchChanged) == []


@pytest.mark.asyncio
async def test_31_only_what_one_may_see_is_found_and_one_page_of_it(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo") as (_, (ana, bo)):
        boats = await open_room("boats", ana)
        await ana.say("a grape aboard", boats)
        for number in range(3):
            await ana.say(f"grape {number}")
        await until(lambda: len(bo.news) and bo.engine.rooms.kind_of(boats) is not None)

        async def three() -> bool:
            return len((await bo.engine.search.query("grape", 10)).hits) == 3

        while not await three():
            pass
        with pytest.raises(AppError):
            await bo.engine.search.query("grape", 10, boats)
        everywhere = await ana.engine.search.query("grape", 10)
        assert len(everywhere.hits) == 4
        (only,) = (await ana.engine.search.query("grape", 10, boats)).hits
        assert only.text == "a grape aboard"
        page = await ana.engine.search.query("grape", 2)
        assert ([hit.text for hit in page.hits], page.more) == (["grape 2", "grape 1"], True)
        with pytest.raises(AppError):
            await ana.engine.search.query("grape", MAX_LIMIT + 1)


@pytest.mark.asyncio
async def test_31_the_answer_to_an_earlier_query_never_comes_after_a_later_one(
    tmp_path: Path,
) -> None:
    async with company(tmp_path, "Ana") as (_, (ana,)):
        boats = await open_room("boats", ana)
        await ana.say("grape")
        await ana.say("melon")
        await ana.say("melon aboard", boats)
        search = ana.engine.search
        watch = search.watch("grape", "windows")
        for text in ("gra", "mel", "melon"):
            search.change(watch, text)
        other = search.watch("melon", "of a room", boats)
        await until(lambda: len(ana.told(SearchChanged)) == 2)
        told = {each.group: each for each in ana.told(SearchChanged)}
        assert told["windows"].generation == 4
        assert told["windows"].result.query == "melon"
        assert [hit.text for hit in told["windows"].result.hits] == ["melon aboard", "melon"]
        assert told["of a room"].watches == (other,), "equal words in another room do not mix"
        assert [hit.text for hit in told["of a room"].result.hits] == ["melon aboard"]
