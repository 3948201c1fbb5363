"""Metas: what a device may say of itself, and that other versions and strangers are read safely."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from net.core.presence import MAX_META_BYTES
from net.core.presence_meta import (
    STATUSES,
    NetworkMeta,
    RoomMeta,
    decode_network_meta,
    decode_room_meta,
    encode_meta,
)
from net.errors import LocalProtocolError, RemoteProtocolError


@given(
    st.builds(
        NetworkMeta,
        st.sampled_from(STATUSES),
        st.integers(0, 2**48 - 1),
        st.text(max_size=60),
        st.text(max_size=15),
        st.integers(0, 2**48 - 1),
        st.integers(0, 2**48 - 1),
    )
)
def test_what_may_be_said_fits_and_comes_back(meta: NetworkMeta) -> None:
    data = encode_meta(meta)
    assert len(data) <= MAX_META_BYTES
    assert decode_network_meta(data) == meta


def test_a_room_meta_comes_back() -> None:
    assert decode_room_meta(encode_meta(RoomMeta(True, 5))) == RoomMeta(True, 5)


@pytest.mark.parametrize(
    "meta",
    [
        NetworkMeta("asleep", 1),
        NetworkMeta("online", -1),
        NetworkMeta("online", 2**48),
        NetworkMeta("online", 1, "x" * 257),
        NetworkMeta("online", 1, "ü" * 129),
        NetworkMeta("online", 1, "", "x" * 65),
        NetworkMeta("online", 1, idle_since_ms=-1),
        NetworkMeta("online", 1, until_ms=-1),
        NetworkMeta("online", 1, until_ms=2**48),
        NetworkMeta("online", 1, "\ud800"),
        RoomMeta(True, -1),
    ],
)
def test_what_may_not_be_said_is_a_clear_error(meta: NetworkMeta | RoomMeta) -> None:
    with pytest.raises(LocalProtocolError):
        encode_meta(meta)


def test_a_newer_version_is_read_by_what_we_know() -> None:
    newer = msgspec.msgpack.encode(["dreaming", 7, "zzz", "lap", 0, 9, {"more": 1}])
    assert decode_network_meta(newer) == NetworkMeta("online", 7, "zzz", "lap", 0, 9)


def test_an_older_version_says_no_end() -> None:
    older = msgspec.msgpack.encode(["busy", 7, "zzz", "lap", 0])
    assert decode_network_meta(older).until_ms == 0


@given(st.binary(max_size=MAX_META_BYTES + 2))
def test_any_bytes_are_a_meta_or_an_error(data: bytes) -> None:
    for read in (decode_network_meta, decode_room_meta):
        try:
            read(data)
        except RemoteProtocolError:
            continue


@pytest.mark.parametrize(
    "data",
    [b"", b"\x91" * 511, bytes(600), msgspec.msgpack.encode(["online", 1, "x" * 300])],
)
def test_strangers_are_refused(data: bytes) -> None:
    with pytest.raises(RemoteProtocolError):
        decode_network_meta(data)
