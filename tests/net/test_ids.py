"""Ids and their one spelling as text."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from net.ids import ID_BYTES, TEXT_CHARS, from_text, to_text


@given(st.binary(min_size=ID_BYTES, max_size=ID_BYTES))
def test_the_text_is_base32_in_small_letters_and_leads_back(raw: bytes) -> None:
    text = to_text(raw)
    assert text == base64.b32encode(raw).decode().rstrip("=").lower()
    assert len(text) == TEXT_CHARS
    assert from_text(text) == from_text(text.upper()) == raw


@pytest.mark.parametrize("size", [0, 31, 33])
def test_only_an_id_is_spelled(size: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        to_text(bytes(size))


@pytest.mark.parametrize("text", ["", "a" * 51, "a" * 53, "a" * 51 + "b", "1" * 52, "ä" * 52])
def test_what_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="an id has"):
        from_text(text)
