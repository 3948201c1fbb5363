"""Who is known and by which name, also after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop.clock import unix_ms
from desktop.services.people import SEEN
from desktop.store.payloads import ProfilePayload, encode_profile
from net.entry import Entry, Kind
from net.news import EntriesStored
from tests.behaviours.company import Desk, company, until

pytestmark = [pytest.mark.asyncio, pytest.mark.blocking_ok("engines start up")]


async def test_an_older_profile_that_arrives_after_a_restart_changes_no_name(
    tmp_path: Path,
) -> None:
    async with company(tmp_path, "Ana", "Bo") as (people, (ana, bo)):
        told: list[Entry] = []
        append = bo.engine.people._append

        async def kept(room: object, kind: Kind, payload: bytes) -> Entry:
            told.append(await append(room, kind, payload))  # type: ignore[arg-type]
            return told[-1]

        bo.engine.people._append = kept
        await bo.engine.people.set_own_name("Bo Lindqvist")
        await until(lambda: ana.engine.people.name_of(bo.person) == "Bo Lindqvist")
        older = replace(
            told[0], hlc=told[0].hlc - 1, payload=encode_profile(ProfilePayload("Robert"))
        )
        await people.stop("Ana")
        again = await people.start("Ana")
        again.engine.people.entries_stored(EntriesStored((older,), live=False))
        assert again.engine.people.name_of(bo.person) == "Bo Lindqvist"
        newer = replace(older, hlc=told[0].hlc + 1)
        again.engine.people.entries_stored(EntriesStored((newer,), live=False))
        assert again.engine.people.name_of(bo.person) == "Robert"


async def test_when_somebody_was_last_here_is_known_after_a_restart(tmp_path: Path) -> None:
    async with company(tmp_path, "Ana", "Bo", "Cy") as (people, (ana, bo, cy)):
        await people.stop("Cy")
        await until(lambda: cy.person not in ana.engine.people._online())
        gone_ms = seen(ana, cy)
        assert gone_ms is not None
        before_ms = unix_ms()
        await people.stop("Ana")
        await people.stop("Bo")
        again = await people.start("Ana")
        assert seen(again, cy) == gone_ms
        assert (seen(again, bo) or 0) >= before_ms, "who was here to the end was seen to the end"


async def test_it_is_kept_while_the_program_runs_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.services.people.KEEP_S", 0.0)
    async with company(tmp_path, "Ana", "Bo") as (_, (ana, bo)):
        ana.engine.people.seen(bo.person, 7)
        kept: dict[str, int] = {}
        while kept.get(bo.person.hex()) != 7:
            kept = await ana.engine.store.read(lambda reader: reader.setting(SEEN, {}))


def seen(desk: Desk, other: Desk) -> int | None:
    """When somebody was last here, as the list of people tells."""
    found = (each for each in desk.engine.people.everybody() if each.person == other.person)
    return next(found).last_seen_ms
