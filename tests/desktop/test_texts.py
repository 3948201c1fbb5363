"""Texts and names are cleaned, or refused with a kind; none is shown with control characters."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import AppError
from desktop.texts import MAX_TEXT_BYTES, as_markup, clean_name, clean_text, safe_name, safe_text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "invalid"),
        (" \n\t ", "invalid"),
        ("\x00\x07", "invalid"),
        ("half \ud800", "invalid"),
        ("x" * (MAX_TEXT_BYTES + 1), "too-large"),
        ("é" * (MAX_TEXT_BYTES // 2 + 1), "too-large"),
    ],
)
def test_texts_that_are_refused(text: str, kind: str) -> None:
    with pytest.raises(AppError) as caught:
        clean_text(text)
    assert caught.value.kind == kind


def test_controls_go_and_the_rest_stays() -> None:
    assert clean_text("a\x00b\tc\r\nd\x9fe") == "ab\tc\nde"
    assert len(clean_text("x" * MAX_TEXT_BYTES)) == MAX_TEXT_BYTES


@given(st.text())
def test_shown_text_has_no_controls_but_newline_and_tab(text: str) -> None:
    shown = safe_text(text)
    assert all(char in "\n\t" or not ("\x00" <= char < " " or "\x7f" <= char <= "\x9f")
               for char in shown)  # fmt: skip


@given(st.text(st.characters()))
def test_a_name_is_cleaned_or_refused(name: str) -> None:
    try:
        cleaned = clean_name(name)
    except AppError as error:
        assert error.kind in ("invalid", "too-large")
    else:
        assert cleaned
        assert "\n" not in cleaned
        assert "\u202e" not in cleaned
        assert clean_name(cleaned) == cleaned
        assert len(safe_name(name).encode()) <= 192


def test_markup_shows_exactly_the_text() -> None:
    text = """<b>&amp; "it's"</b>\n\u202eö"""
    assert as_markup(text) == html.escape(text)
