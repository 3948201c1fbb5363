"""Token buckets: never more than burst plus rate times time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from net.core.bounded import BoundedMap
from net.core.buckets import BucketTable, TokenBucket


@given(st.lists(st.tuples(st.floats(-1.0, 5.0), st.integers(1, 20)), max_size=60))
def test_a_bucket_gives_at_most_burst_and_rate(steps: list[tuple[float, int]]) -> None:
    bucket = TokenBucket(rate=3.0, burst=10.0, now=0.0)
    now = latest = 0.0
    taken = 0
    for wait_s, count in steps:
        now += wait_s  # time that runs backwards gives nothing
        latest = max(latest, now)
        if bucket.take(now, count):
            taken += count
        assert taken <= 10.0 + 3.0 * latest + 1e-6
    assert bucket.available(latest + 100.0) == 10.0


def test_what_is_spent_is_owed() -> None:
    bucket = TokenBucket(rate=1.0, burst=5.0, now=0.0)
    bucket.spend(0.0, 8)
    assert not bucket.take(3.0)
    assert bucket.take(4.0)


def test_a_table_forgets_the_one_used_longest_ago() -> None:
    table: BucketTable[str] = BucketTable(1.0, 5.0, capacity=2)
    table.bucket("a", 0.0).spend(0.0, 5)
    table.bucket("b", 0.0)
    table.bucket("a", 0.0)
    table.bucket("c", 0.0)
    assert len(table) == 2
    assert table.bucket("a", 0.0).available(0.0) == 0.0


@given(st.lists(st.tuples(st.integers(0, 8), st.integers())))
def test_a_bounded_map_keeps_the_youngest(puts: list[tuple[int, int]]) -> None:
    bounded: BoundedMap[int, int] = BoundedMap(4)
    model: dict[int, int] = {}
    for key, value in puts:
        bounded.put(key, value)
        model.pop(key, None)
        model[key] = value
        while len(model) > 4:
            del model[next(iter(model))]
        assert bounded.items() == list(model.items())
        assert len(bounded) <= 4
