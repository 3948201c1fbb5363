"""Framing: any cutting of the stream gives the same records, and no claim is believed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from net.errors import RemoteProtocolError
from net.shell.records import RecordReader, split_frames, with_length

LIMIT = 50


def fed(reader: RecordReader, data: bytes, cuts: list[int]) -> list[bytes]:
    """Feed data in pieces of these sizes, and then one by one; return the records."""
    records = []
    at = 0
    sizes = iter(cuts)
    while at < len(data):
        room = reader.room()
        piece = data[at : at + min(next(sizes, 1), len(room))]
        room[: len(piece)] = piece
        at += len(piece)
        reader.filled(len(piece))
        while (record := reader.next_record()) is not None:
            records.append(record)
    return records


@given(
    st.lists(st.binary(min_size=1, max_size=LIMIT), max_size=20),
    st.lists(st.integers(1, 2 * LIMIT), max_size=40),
)
def test_records_come_out_as_they_went_in(records: list[bytes], cuts: list[int]) -> None:
    reader = RecordReader(LIMIT)
    assert fed(reader, b"".join(map(with_length, records)), cuts) == records
    assert reader.held_bytes == 0


@given(st.integers(LIMIT + 1, 65535), st.binary(max_size=10))
def test_a_claim_above_the_limit_is_refused_from_its_length(claim: int, rest: bytes) -> None:
    with pytest.raises(RemoteProtocolError, match=f"a record of {claim} bytes"):
        fed(RecordReader(LIMIT), claim.to_bytes(2, "big") + rest, [100])


def test_an_empty_record_is_refused() -> None:
    with pytest.raises(RemoteProtocolError):
        fed(RecordReader(LIMIT), b"\0\0", [2])


@given(st.integers(0, LIMIT), st.integers(1, 200))
def test_a_raised_limit_keeps_what_was_received(begun: int, size: int) -> None:
    reader = RecordReader(LIMIT)
    data = with_length(b"x" * min(begun, LIMIT) or b"y")
    assert fed(reader, data[:-1], [100]) == []
    reader.raise_limit(200)
    more = with_length(b"z" * size)
    assert fed(reader, data[-1:] + more, []) == [data[2:], more[2:]]


def test_a_cleared_reader_has_all_its_room() -> None:
    reader = RecordReader(LIMIT)
    fed(reader, b"\0\x30abc", [5])
    reader.clear()
    assert reader.held_bytes == 0
    assert len(reader.room()) == LIMIT + 2


@given(st.lists(st.binary(max_size=300), max_size=10))
def test_frames_come_out_as_they_went_in(frames: list[bytes]) -> None:
    assert [bytes(each) for each in split_frames(b"".join(map(with_length, frames)))] == frames


@given(st.binary(max_size=300))
def test_any_record_splits_or_is_refused(plain: bytes) -> None:
    taken = b""
    try:
        for frame in split_frames(plain):
            taken += with_length(bytes(frame))
    except RemoteProtocolError:
        assert plain.startswith(taken)
    else:
        assert taken == plain
