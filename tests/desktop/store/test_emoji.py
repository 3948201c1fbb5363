"""What is one emoji, and which spellings are the same one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.store.annotation_payloads import (
    MAX_EMOJI_BYTES,
    DeletePayload,
    EditPayload,
    PinPayload,
    ReactionPayload,
    ReadPayload,
    decode_delete,
    decode_edit,
    decode_pin,
    decode_reaction,
    decode_read,
    encode_delete,
    encode_edit,
    encode_pin,
    encode_reaction,
    encode_read,
)
from desktop.store.emoji import MAX_EMOJI_CHARS, one_emoji
from net.errors import LocalProtocolError

TARGET = bytes(range(32))


@pytest.mark.parametrize(
    "emoji",
    ["👍", "👍🏽", "❤️", "🎉", "👩‍💻", "👩🏽‍💻", "👨‍👩‍👧‍👦", "🏳️‍🌈", "🏴‍☠️", "🇫🇷",
     "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣", "#️⃣", "☝🏿", "©️", "🫶",
     "🪿", "👩‍❤️‍💋‍👨", "🐈‍⬛", "❤️‍🔥"],
)  # fmt: skip
def test_an_emoji_is_its_own_spelling(emoji: str) -> None:
    assert one_emoji(emoji) == emoji
    assert len(emoji.encode()) <= MAX_EMOJI_BYTES


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [("❤", "❤️"), ("👍\ufe0f", "👍"), ("1⃣", "1️⃣"), ("☝\ufe0f🏿", "☝🏿"), ("☠", "☠️")],
)
def test_other_spellings_become_the_one(typed: str, spelled: str) -> None:
    assert one_emoji(typed) == spelled


@pytest.mark.parametrize(
    "text",
    ["", "a", "1", "#", "👍👍", "👍 ", " 👍", "👍a", ":+1:", "🇫", "🇫🇷🇩🇪", "🏽", "\u200d", "👍\u200d", "\ufe0f",
     "\u20e3", "🚀🏽", "👍🏽🏽", "好", "é", "\n", "👍\n", "\ud83d", "‼", "x\ufe0f", "👨‍👩‍👧‍👦‍👦",
     "🏴󠁧󠁢", "🏴󠁿", "©️©️"],
)  # fmt: skip
def test_anything_else_is_none(text: str) -> None:
    if text == "‼":
        assert one_emoji(text) == "‼️"
    elif text == "🏽":
        assert one_emoji(text) is not None  # a tone alone is a picture of its own
    else:
        assert one_emoji(text) is None


@given(st.text(max_size=MAX_EMOJI_CHARS + 2))
def test_any_text_has_an_answer_and_it_is_stable(text: str) -> None:
    spelled = one_emoji(text)
    assert spelled is None or one_emoji(spelled) == spelled


def test_payloads_come_back_as_they_were() -> None:
    edit = EditPayload(TARGET, "words", (bytes(32),))
    assert decode_edit(encode_edit(edit)) == edit
    assert decode_delete(encode_delete(DeletePayload(TARGET))) == DeletePayload(TARGET)
    reaction = ReactionPayload(TARGET, "👍", on=True)
    assert decode_reaction(encode_reaction(reaction)) == reaction
    assert decode_pin(encode_pin(PinPayload(TARGET, on=False))) == PinPayload(TARGET, on=False)
    mark = ReadPayload(TARGET, TARGET, (5, -6, 7))
    assert decode_read(encode_read(mark)) == mark


@given(st.binary(max_size=80))
def test_no_bytes_break_the_decoders(payload: bytes) -> None:
    for decode in (decode_edit, decode_delete, decode_reaction, decode_pin, decode_read):
        decode(payload)


def test_what_breaks_the_rules_is_refused_and_not_shown() -> None:
    import msgspec

    pack = msgspec.msgpack.encode
    for bad in (pack([TARGET, "ab", True]), pack([b"x", "👍", True]), pack([TARGET, "👍👍", True])):
        assert decode_reaction(bad) is None
    for bad in (pack([TARGET, ""]), pack([b"x", "words"]), pack([TARGET, "x" * 20_000])):
        assert decode_edit(bad) is None
    assert decode_read(pack([TARGET, TARGET, [2**64 - 1, 0, 0]])) is None
    assert decode_reaction(pack([TARGET, "❤", True])) == ReactionPayload(TARGET, "❤️", on=True)
    with pytest.raises(LocalProtocolError):
        encode_reaction(ReactionPayload(TARGET, "no", on=True))
    with pytest.raises(LocalProtocolError):
        encode_edit(EditPayload(TARGET, "  "))
