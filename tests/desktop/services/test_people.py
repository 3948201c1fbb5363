"""Who is known and by which name, also after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop.store.payloads import ProfilePayload, encode_profile
from net.entry import Entry, Kind
from net.news import EntriesStored
from tests.behaviours.company import company, until

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
