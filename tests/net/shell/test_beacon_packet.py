"""The beacon's datagram, ours and everybody's."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from net.config import PROTOCOL_VERSION
from net.ids import DeviceId, closed_network_id, open_network_id
from net.shell.beacon_packet import (
    MAX_PACKET_BYTES,
    as_answer,
    decode,
    encode,
    make_beacon,
    network_tag,
    other_version,
)

ids = st.binary(min_size=32, max_size=32)
OURS = make_beacon(DeviceId(bytes(range(32))), open_network_id(), 4711, b"12345678")


@given(ids, st.integers(1, 65535), st.binary(min_size=8, max_size=8), st.booleans())
def test_what_is_sent_is_heard(device: bytes, port: int, nonce: bytes, answer: bool) -> None:
    beacon = make_beacon(DeviceId(device), open_network_id(), port, nonce)
    if answer:
        beacon = as_answer(beacon)
    data = encode(beacon)
    assert len(data) < MAX_PACKET_BYTES
    assert decode(data) == beacon
    assert beacon.answer is answer


def test_the_tag_tells_networks_apart_and_is_not_their_id() -> None:
    closed = closed_network_id(bytes(32))
    assert network_tag(open_network_id()) != network_tag(closed)
    assert network_tag(closed) not in closed


@given(st.binary(max_size=600))
def test_anything_else_is_nothing(data: bytes) -> None:
    assert decode(data) is None


@given(st.integers(0, len(encode(OURS)) - 1), st.integers(0, 255))
def test_a_changed_byte_is_another_beacon_or_none(at: int, value: int) -> None:
    data = bytearray(encode(OURS))
    data[at] = value
    found = decode(bytes(data))
    assert found is None or (len(found.device) == 32 and 1 <= found.port <= 65535)


@given(
    st.tuples(
        st.just(b"GVB"),
        st.integers(-(2**63), 2**64 - 1),
        st.binary(max_size=20),
        st.binary(max_size=40),
        st.integers(-(2**63), 2**64 - 1),
        st.binary(max_size=20),
        st.booleans(),
    )
)
def test_fields_out_of_range_are_refused(fields: tuple[object, ...]) -> None:
    found = decode(msgspec.msgpack.encode(fields))
    if found is not None:
        assert found.version == OURS.version
        assert (len(found.tag), len(found.device), len(found.nonce)) == (8, 32, 8)
        assert 1 <= found.port <= 65535


def test_what_later_versions_append_is_ignored() -> None:
    fields = [*msgspec.msgpack.decode(encode(OURS)), "more"]
    assert decode(msgspec.msgpack.encode(fields)) == OURS
    padded = [*fields, bytes(MAX_PACKET_BYTES)]
    assert decode(msgspec.msgpack.encode(padded)) is None


@given(ids, st.integers(0, 0xFFFF), st.lists(st.one_of(st.integers(), st.binary(), st.text())))
def test_another_versions_beacon_tells_its_version_whatever_follows(
    device: bytes, version: int, more: list[object]
) -> None:
    more = [each for each in more if not isinstance(each, int) or -(2**63) <= each < 2**64]
    data = msgspec.msgpack.encode([b"GVB", version, device, *more])
    if len(data) <= MAX_PACKET_BYTES:
        assert other_version(data) == (None if version == PROTOCOL_VERSION else version)


@given(st.binary(max_size=600))
def test_no_other_datagram_has_a_version(data: bytes) -> None:
    assert other_version(data) is None


def test_a_forged_version_is_none() -> None:
    for version in (-1, 0x10000, 2**63, "2", None):
        assert other_version(msgspec.msgpack.encode([b"GVB", version])) is None
    assert other_version(encode(OURS)) is None
    assert other_version(msgspec.msgpack.encode([b"XXX", 9])) is None
