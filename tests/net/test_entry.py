"""The entry format: what decodes is what was written, and words can be dropped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from net.entry import (
    MAX_ENTRY_BYTES,
    Kind,
    decode,
    encode_body,
    entry_id,
    signed_part,
    without_payload,
)
from net.errors import LocalProtocolError, RemoteProtocolError
from net.ids import DeviceId, RoomId

ROOM = RoomId(b"r" * 32)
DEVICE = DeviceId(b"d" * 32)
SIGNATURE = b"s" * 64

bodies = st.builds(
    lambda seq, hlc, kind, payload, ahead: encode_body(
        room=ROOM, device=DEVICE, seq=seq, prev=b"" if seq == 1 else b"p" * 32, hlc=hlc,
        kind=kind, payload=payload, ahead=tuple((DeviceId(b"a" * 32), n) for n in ahead),
    ),
    st.integers(1, 2**48),
    st.integers(0, 2**63 - 1),
    st.integers(0, 0xFFFF),
    st.binary(max_size=300),
    st.lists(st.integers(1, 9), max_size=8),
)  # fmt: skip


@given(bodies)
def test_what_decodes_is_what_was_written(body: bytes) -> None:
    entry = decode(body, SIGNATURE)
    again = encode_body(
        room=entry.room, device=entry.device, seq=entry.seq, prev=entry.prev, hlc=entry.hlc,
        kind=entry.kind, payload=entry.payload, ahead=entry.ahead,
    )  # fmt: skip
    assert again == body == entry.body
    assert entry.id == entry_id(body)
    assert not entry.withheld


@given(bodies)
def test_the_words_can_be_dropped_and_the_log_stays_provable(body: bytes) -> None:
    whole = decode(body, SIGNATURE)
    bare = decode(without_payload(body), SIGNATURE)
    assert bare.id == whole.id
    assert signed_part(bare.body) == signed_part(whole.body)
    assert bare.withheld is bool(whole.payload)
    assert bare.payload == b""


@given(bodies, st.data())
def test_any_changed_byte_is_another_entry_or_none(body: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(body) - 1))
    altered = bytearray(body)
    altered[place] ^= data.draw(st.integers(1, 255))
    try:
        entry = decode(bytes(altered), SIGNATURE)
    except RemoteProtocolError:
        return
    assert entry.id != entry_id(body)


@given(st.binary(max_size=400))
def test_junk_raises_the_one_error(junk: bytes) -> None:
    with pytest.raises(RemoteProtocolError):
        decode(junk, SIGNATURE)
    entry_id(junk)


def test_sizes_are_checked_before_anything_else() -> None:
    with pytest.raises(LocalProtocolError, match="shorter"):
        encode_body(
            room=ROOM, device=DEVICE, seq=1, prev=b"", hlc=1, kind=Kind.MESSAGE,
            payload=b"x" * MAX_ENTRY_BYTES,
        )  # fmt: skip
    with pytest.raises(RemoteProtocolError, match="at most"):
        decode(b"x" * (MAX_ENTRY_BYTES + 1), SIGNATURE)
    body = encode_body(
        room=ROOM, device=DEVICE, seq=1, prev=b"", hlc=1, kind=Kind.MESSAGE, payload=b"x"
    )
    with pytest.raises(RemoteProtocolError, match="signature"):
        decode(body, b"s" * 63)


@pytest.mark.parametrize(
    ("field", "value"),
    [("seq", 0), ("seq", 2**48 + 1), ("prev", b"p" * 31), ("hlc", -1), ("kind", 0x10000)],
)
def test_fields_out_of_range(field: str, value: object) -> None:
    fields = {
        "room": ROOM, "device": DEVICE, "seq": 2, "prev": b"p" * 32, "hlc": 1, "kind": 1,
        "payload": b"", field: value,
    }  # fmt: skip
    body = encode_body(**fields)  # type: ignore[arg-type]
    with pytest.raises(RemoteProtocolError):
        decode(body, SIGNATURE)
