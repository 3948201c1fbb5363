"""Behaviours 11 to 18: presence as typed diffs of people with devices, true at once and quiet."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from desktop import online
from desktop.clock import unix_ms
from desktop.rpc.server import RpcServer
from desktop.services.news import MessageNew, Notified, PresenceDiff, PresenceEntry
from desktop.services.presence import NETWORK_TOPIC, OwnStatus
from desktop.views import overview
from net.ids import PersonId
from net.news import NetworkMeta, decode_network_meta, encode_meta
from net.pubsub import presence_topic
from tests.behaviours.company import Company, Desk, company, open_room, until

pytestmark = pytest.mark.asyncio

View = dict[PersonId, PresenceEntry]


def here(desk: Desk, room: Any = None) -> View:
    """Who is here, by a fresh look at the whole list."""
    entries = desk.engine.presence.everybody(room or desk.lobby)
    return {entry.person: entry for entry in entries if entry.devices}


def counted(desk: Desk) -> tuple[int, int]:
    """How many people and how many devices are online, as the network's own presence counts them."""
    return desk.engine.node.presence.count(NETWORK_TOPIC)


def diffs(desk: Desk, room: Any = None) -> list[PresenceDiff]:
    return desk.told(PresenceDiff, room=room or desk.lobby)


def apply(view: View, diff: PresenceDiff) -> None:
    """Do what a window does: who is only in the leaves went, who is in the joins is there so."""
    joins = {entry.person: entry for entry in diff.joins}
    for entry in diff.leaves:
        if entry.person not in joins:
            del view[entry.person]
    view.update(joins)


async def everybody_here(people: Company) -> None:
    """Wait until each device sees each device."""
    desks = tuple(people.desks.values())
    devices = len(desks)
    persons = len({desk.person for desk in desks})
    await until(lambda: all(counted(desk) == (persons, devices) for desk in desks))
    await until(
        lambda: all(sum(len(e.devices) for e in here(d).values()) == devices for d in desks)
    )


def cut(desk: Desk) -> None:
    """Have the links of a device break as by a pulled cable: no word is said."""
    for link in tuple(desk.engine.node._links._links.values()):
        link.abort("cut")


async def test_11_a_handler_is_told_topic_and_diff_and_sees_the_state_after_it(
    tmp_path: Path,
) -> None:
    async with company(tmp_path, "Ana", "Bo") as (people, (ana, bo)):
        await everybody_here(people)
        told: list[tuple[PresenceDiff, View]] = []
        topic = presence_topic(ana.lobby)
        ana.engine.bus.subscribe(topic, lambda diff: told.append((diff, here(ana))))
        cy = await people.start("Cy")
        await everybody_here(people)
        diff, state = told[0]
        assert (diff.topic, diff.room) == (topic, ana.lobby)
        assert [entry.person for entry in diff.joins] == [cy.person]
        assert diff.leaves == (), "a join alone is told as well as a change of both"
        assert state.keys() == {ana.person, bo.person, cy.person}, "the diff is in it already"
        await people.stop("Cy")
        await until(lambda: cy.person not in here(ana))
        diff, state = told[-1]
        assert ([entry.person for entry in diff.leaves], diff.joins) == ([cy.person], ())
        assert state.keys() == {ana.person, bo.person}


async def test_12_people_and_devices_are_counted_separately(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo") as (people, (ana, bo)):
        second = await people.second_device("Ana")
        await everybody_here(people)
        assert counted(bo) == (2, 3)
        entry = bo.engine.presence.get_by_key(ana.person)
        assert entry is not None
        assert {device.device for device in entry.devices} == {
            ana.engine.identity.device_id, second.engine.identity.device_id,
        }  # fmt: skip
        assert len(await bo.engine.presence.list()) == 2
        assert bo.engine.presence.get_by_key(PersonId(bytes(32))) is None


async def test_12_the_network_line_counts_as_the_list_of_people_does(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo", "Cy") as (people, (ana, bo, cy)):
        await everybody_here(people)
        await bo.engine.presence.set_status("away")
        await cy.engine.presence.set_status("busy")
        await until(lambda: here(ana)[bo.person].status == "away")
        await until(lambda: here(ana)[cy.person].status == "busy")
        seen = await overview(ana.engine, ana.lobby)
        assert seen.network.online == online.count(seen.members) == 2, "oneself and who is busy"
        assert counted(ana) == (3, 3)
        trips = {view.device: view.rtt_ms for view in ana.engine.node.links()}
        shown = {each.device: each for person in seen.present for each in person.devices}
        assert {each.device for each in shown.values() if each.linked} == trips.keys()
        assert {device: shown[device].rtt_ms for device in trips} == trips
        await ana.engine.presence.set_status("invisible")
        await until(lambda: ana.person not in here(ana))
        seen = await overview(ana.engine, ana.lobby)
        assert seen.network.online == online.count(seen.members) == 1


async def test_13_a_change_is_one_typed_event_on_presence_topics_alone(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo") as (people, (ana, bo)):
        await everybody_here(people)
        told: list[object] = []
        ana.engine.bus.subscribe(presence_topic(ana.lobby), told.append)
        before = here(ana)
        await bo.say("hello")
        await bo.engine.presence.set_status("busy", "on watch")
        await until(lambda: here(ana)[bo.person].status == "busy" and ana.told(MessageNew))
        (diff,) = told
        assert isinstance(diff, PresenceDiff)
        ((old,), (new,)) = (diff.leaves, diff.joins)
        assert (old.person, old.status) == (bo.person, "online")
        assert (new.person, new.status, new.note) == (bo.person, "busy", "on watch")
        apply(before, diff)
        assert before == here(ana)


async def test_14_diffs_hold_only_who_changed_and_what_is_stale_is_dropped(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo", "Cy") as (people, (ana, bo, cy)):
        await everybody_here(people)
        gossip = ana.engine.node._core.presence.gossip
        device = bo.engine.identity.device_id
        stale = gossip._told.presence(device)
        assert stale is not None
        view, seen = here(ana), len(diffs(ana))
        await bo.engine.presence.set_status("away")
        await until(lambda: here(ana)[bo.person].status == "away")
        await cy.engine.presence.set_status("busy")
        await until(lambda: here(ana)[cy.person].status == "busy")
        new = diffs(ana)[seen:]
        touched = [[entry.person for entry in (*diff.leaves, *diff.joins)] for diff in new]
        assert touched == [[bo.person] * 2, [cy.person] * 2]
        link = next(view.link for view in ana.engine.node.links() if view.device != device)
        part = ana.engine.node._core.presence
        part._do(part._peer.received(link, stale, asyncio.get_running_loop().time()))
        assert here(ana)[bo.person].status == "away", "what Bo said earlier comes late and is old"
        for diff in diffs(ana)[seen:]:
            apply(view, diff)
        assert view == here(ana)


async def test_15_leaving_closing_and_a_broken_link_untrack_and_nothing_else_does(
    tmp_path: Path,
) -> None:
    async with company(tmp_path, "Ana", "Bo") as (people, (ana, bo)):
        await everybody_here(people)
        boats = await open_room("boats", ana, bo)
        await until(lambda: bo.person in here(ana, boats))
        seen = len(diffs(ana))
        session = RpcServer(bo.engine, lambda line: None)
        session.start()
        await session.stop()
        await bo.engine.chat.page(boats, before=None, limit=10)
        await bo.engine.rooms.leave(boats)
        await until(lambda: bo.person not in here(ana, boats))
        assert [entry.person for entry in diffs(ana, boats)[-1].leaves] == [bo.person]
        assert len(diffs(ana)) == seen, "of the lobby nothing was told: there Bo never went"
        await people.stop("Bo")
        await until(lambda: bo.person not in here(ana))
        (diff,) = diffs(ana)[seen:]
        assert ([entry.person for entry in diff.leaves], diff.joins) == ([bo.person], ())
        back = await people.start("Bo")
        await everybody_here(people)
        assert len(here(ana)[bo.person].devices) == 1, "the run before left no ghost"
        seen = len(diffs(ana))
        cut(back)
        await until(lambda: len(diffs(ana)) > seen)
        assert [entry.person for entry in diffs(ana)[seen].leaves] == [bo.person]


async def test_16_the_state_and_the_diffs_after_it_make_the_list_at_any_time(
    tmp_path: Path,
) -> None:
    async with company(tmp_path, "Ana", "Bo") as (people, (ana, bo)):
        buffered: list[PresenceDiff] = []
        token = ana.engine.bus.subscribe(presence_topic(ana.lobby), buffered.append)
        await people.start("Cy")  # comes between subscribing and looking
        await until(lambda: buffered)
        del buffered[:]  # what came before the look is in it
        view = here(ana)
        for status in ("busy", "away", "online"):
            await bo.engine.presence.set_status(status)
        await people.stop("Cy")
        await people.start("Di")
        await everybody_here(people)
        await until(lambda: here(ana)[bo.person].status == "online")
        for diff in buffered:
            apply(view, diff)
        token.close()
        assert view == here(ana)
        assert ana.person in view, "one's own entry is there too"


async def test_17_a_device_says_little_and_its_name_comes_from_the_signed_profile(
    tmp_path: Path,
) -> None:
    async with company(tmp_path, "Ana", "Bo") as (people, (ana, bo)):
        await everybody_here(people)

        def said() -> bytes:
            (meta,) = ana.engine.node.presence.list(NETWORK_TOPIC)[bo.person]
            return meta.meta

        before = said()
        assert NetworkMeta.__struct_fields__ == (
            "status", "since_ms", "note", "device_name", "idle_since_ms",
            "until_ms",
        )  # fmt: skip
        assert decode_network_meta(before).status == "online"
        assert len(before) < 200
        await bo.engine.people.set_own_name("Bo the Second")
        await until(lambda: here(ana)[bo.person].name == "Bo the Second")
        assert said() == before, "the name did not travel with presence"
        # Bo's device may claim to be called anything: the person keeps the name of their profile.
        meta = NetworkMeta("online", 1, "Ana", "Ana")
        bo.engine.node.presence.update(NETWORK_TOPIC, encode_meta(meta))
        await until(lambda: here(ana)[bo.person].note == "Ana")
        assert here(ana)[bo.person].name == "Bo the Second"
        assert here(ana)[ana.person].devices[0].device == ana.engine.identity.device_id


async def test_18_the_list_follows_at_once_and_reconnecting_is_announced_to_nobody(
    tmp_path: Path,
) -> None:
    async with company(tmp_path, "Ana", "Bo") as (people, (ana, bo)):
        await everybody_here(people)
        devices = {d.device for d in here(ana)[bo.person].devices}
        seen = len(diffs(ana))
        cut(bo)
        await until(lambda: len(diffs(ana)) >= seen + 2)
        await everybody_here(people)
        gone, back = diffs(ana)[seen:]
        assert ([entry.person for entry in gone.leaves], gone.joins) == ([bo.person], ())
        assert ([entry.person for entry in back.joins], back.leaves) == ([bo.person], ())
        assert {d.device for d in here(ana)[bo.person].devices} == devices
        assert ana.told(Notified) == ana.told(MessageNew) == []
        assert await ana.texts() == [], "no line of the room tells of it"


async def test_a_status_with_an_end_is_shown_to_others_and_ends_by_itself(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo") as (people, (ana, bo)):
        await everybody_here(people)
        until_ms = unix_ms() + 700
        await bo.engine.presence.set_status("busy", "in the lab", until_ms)
        await until(lambda: here(ana)[bo.person].until_ms == until_ms)
        assert here(ana)[bo.person].status == "busy"
        await until(lambda: here(ana)[bo.person].status == "online")
        assert unix_ms() >= until_ms
        entry = here(ana)[bo.person]
        assert (entry.note, entry.until_ms) == ("", None)
        assert bo.engine.presence.own == OwnStatus()
