"""Lookups within bounds, whatever comes."""

from __future__ import annotations

import asyncio
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from net.shell.bucket import Bucket
from net.shell.lookups import BURST, MAX_AT_ONCE, MAX_PENDING, Lookups
from tests.net.shell.ends import until

pytestmark = pytest.mark.asyncio


class Names:
    """Looks names up, slowly if told so."""

    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.running = 0
        self.most = 0
        self.done: list[str] = []
        self.lookups = Lookups(self._look_up, random.Random(1))

    async def _look_up(self, name: str) -> None:
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            await self.go.wait()
            self.done.append(name)
        finally:
            self.running -= 1


async def test_each_name_is_looked_up_once_and_few_at_a_time() -> None:
    names = Names()
    wanted = [f"peer {n}" for n in range(50)]
    for name in [*wanted, *wanted]:
        names.lookups.add(name)
    await until(lambda: names.running == MAX_AT_ONCE)
    names.go.set()
    await until(lambda: len(names.done) == 50)
    assert sorted(names.done) == sorted(wanted)
    assert names.most == MAX_AT_ONCE
    names.lookups.add("peer 1")  # again, later
    await until(lambda: len(names.done) == 51)
    await names.lookups.stop()


async def test_a_flood_of_names_is_bounded_and_stopping_ends_all() -> None:
    names = Names()
    for number in range(10_000):
        names.lookups.add(f"fake {number}")
        assert names.lookups.pending <= MAX_PENDING
    assert names.lookups.dropped == 10_000 - MAX_PENDING - MAX_AT_ONCE
    await asyncio.sleep(0)
    await names.lookups.stop()
    assert names.running == 0
    assert names.lookups.pending == 0
    assert names.done == []


async def test_the_bucket_paces_what_resolves_at_once() -> None:
    names = Names()
    names.go.set()
    for _ in range(20):
        for number in range(MAX_PENDING):
            names.lookups.add(f"fake {random.Random(number).random()} {len(names.done)}")
        await asyncio.sleep(0)
    assert len(names.done) <= BURST + 50
    await until(lambda: len(names.done) > BURST)  # it goes on by itself
    await names.lookups.stop()


@given(
    st.floats(0.1, 1000),
    st.integers(1, 100),
    st.lists(st.floats(0, 10), max_size=200),
)
def _bucket_never_gives_more_than_it_may(per_s: float, burst: int, waits: list[float]) -> None:
    bucket = Bucket(per_s, burst)
    now = 0.0
    taken = 0
    for wait in waits:
        now += wait
        taken += bucket.take(now)
        assert taken <= burst + now * per_s + 1e-6
    assert taken == len(waits) or len(waits) > burst


async def test_a_bucket_never_gives_more_than_it_may() -> None:
    _bucket_never_gives_more_than_it_may()
