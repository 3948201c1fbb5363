"""The queues of a link: order, bounds, packing."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from net.config import NetConfig
from net.core.events import Lane
from net.shell.lanes import BULK_QUEUE_WINDOWS, Lanes, Verdict
from net.shell.records import MAX_PLAIN_BYTES, split_frames

CONFIG = NetConfig(control_queue_bytes=1000, live_queue_bytes=2000, bulk_in_flight_bytes=1000)


def frames(records: list[bytes]) -> list[bytes]:
    return [bytes(frame) for record in records for frame in split_frames(record)]


@given(
    st.lists(st.tuples(st.sampled_from(Lane), st.binary(min_size=1, max_size=200)), max_size=40),
    st.integers(0, 3000),
    st.integers(0, 3000),
)
def test_frames_leave_by_lane_and_in_their_order(
    puts: list[tuple[Lane, bytes]], urgent: int, bulk: int
) -> None:
    lanes = Lanes(CONFIG)
    queued: dict[Lane, list[bytes]] = {lane: [] for lane in Lane}
    for lane, frame in puts:
        match lanes.put(lane, frame):
            case Verdict.QUEUED:
                queued[lane].append(frame)
            case Verdict.BEHIND:
                queued[lane].clear()
            case Verdict.DROPPED | Verdict.OVERFLOW:
                pass
    waiting = lanes.waiting_bytes
    assert waiting == sum(len(frame) + 2 for lane in Lane for frame in queued[lane])
    taken = frames(lanes.take(urgent, bulk))
    urgent_frames = queued[Lane.CONTROL] + queued[Lane.LIVE]
    count = min(len(taken), len(urgent_frames))
    assert taken == urgent_frames[:count] + queued[Lane.BULK][: len(taken) - count]
    assert lanes.waiting_bytes == waiting - sum(len(frame) + 2 for frame in taken)
    assert sum(len(frame) + 2 for frame in taken[count:]) <= bulk
    assert count == len(urgent_frames) or not taken[count:]
    rest = frames(lanes.take(10**6, 10**6))
    assert sorted(taken + rest) == sorted(urgent_frames + queued[Lane.BULK])


def test_control_over_its_bound_is_the_end_of_the_link() -> None:
    lanes = Lanes(CONFIG)
    assert [lanes.put(Lane.CONTROL, bytes(498)) for _ in range(3)] == [
        Verdict.QUEUED,
        Verdict.QUEUED,
        Verdict.OVERFLOW,
    ]


def test_live_over_its_bound_is_dropped_whole_and_stays_behind() -> None:
    lanes = Lanes(CONFIG)
    verdicts = [lanes.put(Lane.LIVE, bytes(998)) for _ in range(4)]
    assert verdicts == [Verdict.QUEUED, Verdict.QUEUED, Verdict.BEHIND, Verdict.DROPPED]
    assert lanes.take(10**6, 10**6) == []
    lanes.behind = False
    assert lanes.put(Lane.LIVE, b"x") is Verdict.QUEUED


def test_bulk_over_its_bound_is_dropped_frame_by_frame() -> None:
    lanes = Lanes(CONFIG)
    verdicts = [lanes.put(Lane.BULK, bytes(998)) for _ in range(BULK_QUEUE_WINDOWS + 1)]
    assert verdicts == [Verdict.QUEUED] * BULK_QUEUE_WINDOWS + [Verdict.DROPPED]
    assert lanes.bulk_bytes == 1000 * BULK_QUEUE_WINDOWS


@given(st.lists(st.integers(1, 60 * 1024), min_size=1, max_size=12))
def test_records_are_full_and_never_too_long(sizes: list[int]) -> None:
    lanes = Lanes(NetConfig())
    for size in sizes:
        lanes.put(Lane.LIVE, bytes(size))
    records = lanes.take(10**9, 0)
    assert all(0 < len(record) <= MAX_PLAIN_BYTES for record in records)
    for record, following in itertools.pairwise(records):
        first = next(iter(split_frames(following)))
        assert len(record) + len(first) + 2 > MAX_PLAIN_BYTES
