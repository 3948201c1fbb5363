"""Payloads: what goes in comes out, what must not be shown does not."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.store import payloads
from desktop.store.payloads import (
    MessagePayload,
    ProfilePayload,
    decode_message,
    decode_profile,
    encode_message,
    encode_profile,
    shown_name,
    shown_text,
)
from net.errors import LocalProtocolError

LOCAL = b"l" * 16


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300),
    st.none() | st.binary(min_size=32, max_size=32),
    st.lists(st.binary(min_size=32, max_size=32), max_size=3),
)
def test_a_message_comes_back_as_it_was(
    text: str, reply: bytes | None, mentions: list[bytes]
) -> None:
    message = MessagePayload(LOCAL, text, reply, tuple(mentions))
    if not shown_text(text).strip():
        with pytest.raises(LocalProtocolError):
            encode_message(message)
        return
    assert decode_message(encode_message(message)) == message


@given(st.binary(max_size=200))
def test_junk_is_no_message_and_no_profile(junk: bytes) -> None:
    message = decode_message(junk)
    assert message is None or len(message.local_id) == 16
    profile = decode_profile(junk)
    assert profile is None or shown_name(profile.name)


@pytest.mark.parametrize(
    "message",
    [
        MessagePayload(LOCAL, ""),
        MessagePayload(LOCAL, "\x00\x07"),
        MessagePayload(LOCAL, "x" * (payloads.MAX_TEXT_BYTES + 1)),
        MessagePayload(LOCAL, "\u20ac" * (payloads.MAX_TEXT_BYTES // 3 + 1)),
        MessagePayload(LOCAL, "half \ud83d"),
        MessagePayload(b"short", "x"),
        MessagePayload(LOCAL, "x", b"short"),
        MessagePayload(LOCAL, "x", None, (b"short",)),
        MessagePayload(LOCAL, "x", None, (bytes(32),) * (payloads.MAX_MENTIONS + 1)),
    ],
)
def test_what_no_device_would_show_is_neither_written_nor_read(message: MessagePayload) -> None:
    with pytest.raises(LocalProtocolError):
        encode_message(message)
    try:
        raw = msgspec.msgpack.encode(message)
    except UnicodeEncodeError:  # a lone surrogate cannot even be encoded
        return
    assert decode_message(raw) is None


def test_the_largest_message_fits() -> None:
    message = MessagePayload(
        LOCAL, "x" * payloads.MAX_TEXT_BYTES, bytes(32), (bytes(32),) * payloads.MAX_MENTIONS
    )
    assert decode_message(encode_message(message)) == message


def test_fields_of_a_newer_version_are_left_alone() -> None:
    newer = msgspec.msgpack.encode([LOCAL, "hi", None, [], b"", {"a": 1}, 7])
    assert decode_message(newer) == MessagePayload(LOCAL, "hi")
    assert decode_message(msgspec.msgpack.encode([LOCAL, "hi"])) == MessagePayload(LOCAL, "hi")
    assert decode_profile(msgspec.msgpack.encode(["Bo", 7])) == ProfilePayload("Bo")


def test_texts_lose_control_characters_only() -> None:
    assert shown_text("a\x00b\x1b[1m\tc\nd\x85\u202ee") == "ab[1m\tc\nd\u202ee"
    assert shown_text("plain") == "plain"


@pytest.mark.parametrize(
    ("claimed", "shown"),
    [
        ("Bo", "Bo"),
        ("  Bo \n Derek ", "Bo Derek"),
        ("Bo\u202egnp", "Bognp"),
        ("\u200b\u2066\x00", ""),
        ("\U0001f468\u200d\U0001f469", "\U0001f468\u200d\U0001f469"),
        ("\u200d", ""),
    ],
)
def test_names_are_one_visible_line(claimed: str, shown: str) -> None:
    assert shown_name(claimed) == shown
    if not shown:
        with pytest.raises(LocalProtocolError):
            encode_profile(ProfilePayload(claimed))
        assert decode_profile(msgspec.msgpack.encode([claimed])) is None
    else:
        assert decode_profile(encode_profile(ProfilePayload(claimed))) == ProfilePayload(claimed)


@pytest.mark.parametrize("name", ["", "x" * 193, "\ud83d"])
def test_names_no_device_would_show_are_refused(name: str) -> None:
    with pytest.raises(LocalProtocolError):
        encode_profile(ProfilePayload(name))
