"""Behaviours 1 to 6: topics, subscriptions, history before news, and nothing lost in silence."""

from __future__ import annotations

import asyncio
import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from desktop.rpc.server import RpcServer
from desktop.services.news import MessageNew, RoomTouched, TypingChanged
from net.ids import PersonId, RoomId
from net.pubsub import (
    chat_topic,
    notifications_topic,
    presence_topic,
    search_topic,
    typing_topic,
)
from tests.behaviours.company import company, open_room, until

pytestmark = pytest.mark.asyncio


def _note_text(texts: list[str], event: object) -> None:
    if isinstance(event, MessageNew):
        texts.append(event.message.text)


def _note_kind(kinds: set[type], event: object) -> None:
    kinds.add(type(event))


async def test_01_every_room_has_its_topic_and_hears_its_own_messages_only(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo") as (_, (ana, bo)):
        boats = await open_room("boats", ana, bo)
        heard: dict[RoomId, list[str]] = {boats: [], bo.lobby: []}
        for room, texts in heard.items():
            bo.engine.bus.subscribe(chat_topic(room), partial(_note_text, texts))
        await ana.say("to the lobby")
        await ana.say("to the boats", boats)
        await until(lambda: all(heard.values()))
        assert heard == {boats: ["to the boats"], bo.lobby: ["to the lobby"]}
        assert await bo.texts(boats) == ["to the boats"]


async def test_02_messages_typing_presence_notices_and_search_do_not_share_a_topic(
    tmp_path: Path,
) -> None:
    same = bytes(range(32))
    topics = {
        chat_topic(RoomId(same)), presence_topic(RoomId(same)), typing_topic(RoomId(same)),
        notifications_topic(PersonId(same)), search_topic(PersonId(same)),
    }  # fmt: skip
    assert len(topics) == 5, "not even where a room and a person had one id"
    async with company(tmp_path, "Ana", "Bo") as (_, (ana, bo)):
        heard: dict[str, set[type]] = {"chat": set(), "typing": set()}
        for space, topic in (("chat", chat_topic), ("typing", typing_topic)):
            bo.engine.bus.subscribe(topic(bo.lobby), partial(_note_kind, heard[space]))
        ana.engine.realtime.typing.set(ana.lobby, on=True)
        await until(lambda: heard["typing"])
        await ana.say("@Bo hello")
        await until(lambda: RoomTouched in heard["chat"])
        assert heard["typing"] == {TypingChanged}
        assert TypingChanged not in heard["chat"]


async def test_03_a_subscription_begins_with_its_session_and_ends_with_it(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana") as (_, (ana,)):
        bus, topic = ana.engine.bus, chat_topic(ana.lobby)
        before = {name: bus.listeners(name) for name in bus._topics}
        lines: list[bytes] = []
        sessions = [RpcServer(ana.engine, lines.append) for _ in range(2)]
        assert {name: bus.listeners(name) for name in bus._topics} == before, "making joins nothing"
        for session in sessions:
            session.start()
            for number in (1, 2):
                ask = {"jsonrpc": "2.0", "id": number, "method": "pubsub.subscribe",
                       "params": {"topic": topic}}  # fmt: skip
                await session.handle_line(json.dumps(ask).encode())
        await until(lambda: len(lines) == 4)
        assert bus.listeners(topic) == before.get(topic, 0) + 2, "once each, however often asked"
        for session in sessions:
            await session.stop()
        assert {name: bus.listeners(name) for name in bus._topics} == before


async def test_04_history_first_then_what_came_meanwhile_without_a_gap_or_a_double(
    tmp_path: Path,
) -> None:
    async with company(tmp_path, "Ana", "Bo") as (_, (ana, bo)):
        texts = [f"{number}" for number in range(60)]

        async def talk() -> None:
            for text in texts:
                await ana.say(text)

        talking = asyncio.ensure_future(talk())
        await until(lambda: len(bo.told(MessageNew)) > 10)
        buffered: list[Any] = []
        token = bo.engine.bus.subscribe(chat_topic(bo.lobby), buffered.append)
        page, _ = await bo.engine.chat.page(bo.lobby, before=None, limit=500)
        shown = {message.id: message.text for message in page}
        await talking
        await until(lambda: len(bo.told(MessageNew)) == len(texts))
        for event in buffered:
            if isinstance(event, MessageNew):
                shown[event.message.id] = event.message.text
        token.close()
        assert 10 < len(page)
        assert list(shown.values()) == texts


async def test_05_messages_are_kept_by_id_and_ordered_alike_everywhere(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo") as (_, desks):
        local_id = bytes(16)
        await asyncio.gather(
            *(desk.say(f"{n}") for n in range(40) for desk in desks),
            *(desks[0].say("retried", local_id=local_id) for _ in range(5)),
        )
        await until(lambda: all(len(desk.told(MessageNew)) == 81 for desk in desks))
        ana, bo = [await desk.texts() for desk in desks]
        assert ana == bo
        assert ana.count("retried") == 1
        newest, more = await desks[0].engine.chat.page(desks[0].lobby, before=None, limit=10)
        assert (len(newest), more) == (10, True), "a view holds a page, never all"


async def test_06_what_could_not_be_delivered_is_kept_and_comes_later(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana") as (people, (ana,)):
        await ana.say("while alone")
        bo = await people.start("Bo")
        await until(lambda: bo.told(MessageNew))
        assert await bo.texts() == ["while alone"]
        (result,) = await ana.engine.realtime.fan_out.send([RoomId(bytes(32))], [], "to nowhere")
        assert result.error is not None, "one answer a target, also for the one that failed"
        assert result.error[0] == "not-found"
