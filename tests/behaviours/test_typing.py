"""Behaviours 25 to 29: typing is throttled, a set, ends by itself, stays in its room, and is private."""

from __future__ import annotations

import asyncio
import itertools
from pathlib import Path

import pytest

from desktop.services import typing
from desktop.services.news import MessageNew, TypingChanged
from net.ids import PersonId
from net.wire import Publish
from tests.behaviours.company import Company, Desk, company, open_room, published, until

pytestmark = pytest.mark.asyncio


def types(desk: Desk, room=None, *, on: bool = True) -> None:
    desk.engine.realtime.typing.set(room or desk.lobby, on=on)


def changes(desk: Desk, room=None) -> list[tuple[PersonId, ...]]:
    return [each.people for each in desk.told(TypingChanged, room=room or desk.lobby)]


def signals(desk: Desk) -> list[Publish]:
    """Start to note what a device sends of typing."""
    return published(desk)


async def fence(author: Desk, reader: Desk) -> None:
    """Return when everything published before has arrived."""
    said: list[object] = []
    token = reader.engine.realtime.topics.subscribe("fence", said.append)
    author.engine.realtime.topics.publish("fence", None)
    await until(lambda: said)
    token.close()


async def test_25_a_thousand_keys_are_one_signal_in_two_seconds(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo") as (_, (ana, bo)):
        sent = signals(ana)
        for _ in range(1000):
            types(ana)
        assert len(sent) == 1
        await until(lambda: changes(bo) == [(ana.person,)])


async def test_26_who_goes_on_typing_stays_shown_and_one_timer_ends_it(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo") as (_, (ana, bo)):
        sent = signals(ana)
        loop = asyncio.get_running_loop()
        began_s = loop.time()
        while loop.time() - began_s < typing.SHOWN_S + 0.8:
            types(ana)
            await asyncio.sleep(0.02)
        assert changes(bo) == [(ana.person,)], "not ended while keys still come"
        types(ana, on=False)
        await until(lambda: changes(bo) == [(ana.person,), ()])
        assert [frame.payload for frame in sent].count(typing.OFF) == 1


async def test_27_a_set_of_people_never_a_list(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo", "Cy") as (_, (ana, bo, cy)):
        types(ana)
        types(bo)
        await until(lambda: {ana.person, bo.person} in [set(each) for each in changes(cy)])
        types(ana, on=False)
        types(ana)
        await until(lambda: (bo.person,) in changes(cy))
        for people in changes(cy):
            assert len(people) == len(set(people))
        for before, after in itertools.pairwise(changes(cy)):
            assert set(before) != set(after), "told only where the set changed"


async def test_28_it_ends_by_a_message_an_empty_box_leaving_and_a_crash(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo") as (people, (ana, bo)):
        room = await open_room("boats", ana, bo)

        async def begins() -> None:
            types(bo, room)
            await until(lambda: changes(ana, room)[-1:] == [(bo.person,)])

        async def ends(within_s: float) -> None:
            async with asyncio.timeout(within_s):
                await until(lambda: changes(ana, room)[-1] == ())

        await begins()
        await bo.say("said", room)
        await ends(1.0)
        await begins()
        types(bo, room, on=False)
        await ends(1.0)
        await begins()
        await bo.engine.rooms.leave(room)
        await ends(1.0)
        await bo.engine.rooms.join(room)
        await until(lambda: len(ana.engine.rooms.members(room)) == 2)
        await begins()
        for link in tuple(bo.engine.node._links._links.values()):
            link.abort("crashed")
        await ends(1.0)


async def test_28_nobody_is_shown_longer_than_three_seconds_after_the_last_signal(
    tmp_path: Path,
) -> None:
    async with company(tmp_path, "Ana", "Bo") as (_, (ana, bo)):
        types(bo)
        bo.engine.realtime.typing._timer.cancel()  # frozen: nothing more comes, the link stands
        await until(lambda: changes(ana) == [(bo.person,)])
        async with asyncio.timeout(typing.SHOWN_S + 1.0):
            await until(lambda: changes(ana) == [(bo.person,), ()])
        assert ana.engine.node.links()


async def test_29_it_stays_in_its_room_and_is_never_stored(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo", "Cy") as (_, (ana, bo, cy)):
        before = [await d.engine.store.read(lambda r: r.entry_count()) for d in (ana, bo, cy)]
        direct = await ana.engine.rooms.open_direct(bo.person)
        types(ana, direct)
        await until(lambda: changes(bo, direct) == [(ana.person,)])
        assert changes(bo) == []
        await fence(ana, cy)
        assert cy.told(TypingChanged) == []
        after = [await d.engine.store.read(lambda r: r.entry_count()) for d in (ana, bo, cy)]
        assert after == before


async def test_29_nobody_sees_themselves_from_any_of_their_devices(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo") as (people, (ana, bo)):
        second = await people.second_device("Ana")
        await _meet(people)
        assert second.person == ana.person
        types(ana)
        await until(lambda: changes(bo) == [(ana.person,)])
        types(second)
        await fence(ana, second)
        await fence(second, ana)
        await fence(second, bo)
        assert ana.told(TypingChanged) == second.told(TypingChanged) == []
        assert changes(bo) == [(ana.person,)], "two devices, one person"
        await second.say("sent from the other one")
        await until(lambda: bo.told(MessageNew))
        assert changes(bo)[-1] == ()


async def _meet(people: Company) -> None:
    desks = people.desks.values()
    await until(lambda: all(len(d.engine.node.links()) == len(desks) - 1 for d in desks))


async def test_29_the_privacy_switch_and_large_rooms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with company(tmp_path, "Ana", "Bo") as (_, (ana, bo)):
        service = ana.engine.realtime.typing
        types(ana)
        await until(lambda: changes(bo) == [(ana.person,)])
        await service.set_shown(on=False)
        await until(lambda: changes(bo) == [(ana.person,), ()])
        sent = signals(ana)
        types(ana)
        await service.set_shown(on=True)
        monkeypatch.setattr(typing, "MAX_ROOM", 1)
        types(ana)
        assert sent == [], "two people are here, one too many"
        direct = await ana.engine.rooms.open_direct(ana.person)
        types(ana, direct)
        assert len(sent) == 1
