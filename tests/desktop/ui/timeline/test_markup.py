"""Text into blocks, and each shown character back to where it was typed."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.timeline.cleaning import cleaned
from desktop.ui.timeline.emoji import is_emoji_only
from desktop.ui.timeline.markup import (
    RUN_CHARS,
    SHOWN_CHARS,
    SHOWN_LINES,
    Block,
    Kind,
    Look,
    parse,
)


def one(text: str) -> Block:
    [block] = parse(text).blocks
    return block


def looks(block: Block) -> list[tuple[str, Look]]:
    return [(block.text[s.start : s.end], s.look) for s in block.spans]


@pytest.mark.parametrize(
    ("typed", "shown", "expected"),
    [
        ("a **b c** d", "a b c d", [("b c", Look.BOLD)]),
        ("a *b* d", "a b d", [("b", Look.ITALIC)]),
        ("a _b c_.", "a b c.", [("b c", Look.ITALIC)]),
        ("`x = 1`", "x = 1", [("x = 1", Look.CODE)]),
        ("`**x**`", "**x**", [("**x**", Look.CODE)]),
        ("snake_case_name", "snake_case_name", []),
        ("2 * 3 * 4", "2 * 3 * 4", []),
        ("2*3*4", "2*3*4", []),
        ("** a **", "** a **", []),
        ("**open", "**open", []),
        ("a `b", "a `b", []),
        ("**b *i* b**", "b i b", [("b ", Look.BOLD), ("i", Look.BOLD | Look.ITALIC),
                                  (" b", Look.BOLD)]),
        ("https://a.b/c_d_e", "https://a.b/c_d_e", [("https://a.b/c_d_e", Look.LINK)]),
        ("**https://a.b/c**", "https://a.b/c", [("https://a.b/c", Look.LINK | Look.BOLD)]),
        ("`https://a.b`", "https://a.b", [("https://a.b", Look.CODE)]),
        ("<b>x</b>", "<b>x</b>", []),
    ],
)  # fmt: skip
def test_inline_marks(typed: str, shown: str, expected: list[tuple[str, Look]]) -> None:
    block = one(typed)
    assert block.text == shown
    assert looks(block) == expected


def test_code_blocks() -> None:
    blocks = parse("before\n```python\na = 1\n\nb = 2\n```\nafter").blocks
    assert [b.kind for b in blocks] == [Kind.TEXT, Kind.CODE, Kind.TEXT]
    assert blocks[1].text == "a = 1\n\nb = 2"
    assert blocks[1].language == "python"
    assert one("```x = 1```").text == "x = 1"
    assert one("```\nnever closed").kind is Kind.CODE
    assert one("```").kind is Kind.TEXT
    assert parse("a ``` b\nc").blocks[0].kind is Kind.TEXT


def test_lists() -> None:
    blocks = parse("- one\n  * **two**\n1. first\n12) last\n-5 degrees\n2024. a year\n- ").blocks
    assert [(b.kind, b.mark, b.depth, b.text) for b in blocks] == [
        (Kind.ITEM, "•", 0, "one"),
        (Kind.ITEM, "•", 1, "two"),
        (Kind.ITEM, "1.", 0, "first"),
        (Kind.ITEM, "12)", 0, "last"),
        (Kind.TEXT, "", 0, "-5 degrees"),
        (Kind.TEXT, "", 0, "2024. a year"),
        (Kind.TEXT, "", 0, "- "),
    ]
    assert looks(blocks[1]) == [("two", Look.BOLD)]
    assert blocks[1].typed_at(0) == len("- one\n  * **")
    assert blocks[2].words == "1. first"


def test_quotes_and_empty_lines() -> None:
    blocks = parse("> one\n>two\n\nthree").blocks
    assert [(b.kind, b.text) for b in blocks] == [
        (Kind.QUOTE, "one"),
        (Kind.QUOTE, "two"),
        (Kind.TEXT, ""),
        (Kind.TEXT, "three"),
    ]


@given(st.text(alphabet=st.sampled_from("ab *_`>\n\U0001f44dק"), max_size=120))
def test_every_place_maps_there_and_back(text: str) -> None:
    end = 0
    for block in parse(text).blocks:
        assert end <= block.first <= block.end <= len(text)
        end = block.end
        places = [block.typed_at(i) for i in range(len(block.text) + 1)]
        assert places == sorted(places)
        for shown, typed in enumerate(places[:-1]):
            assert block.shown_at(typed) == shown
            if block.kind is not Kind.EMOJI:
                assert block.text[shown] == text[typed]


def test_long_messages_are_cut_and_opened() -> None:
    words = "word " * 2_000
    parsed = parse(words)
    assert parsed.cut
    assert sum(len(b.text) for b in parsed.blocks) == SHOWN_CHARS
    assert not parse(words, opened=True).cut
    lines = "x\n" * 5_000
    assert len(parse(lines).blocks) == SHOWN_LINES
    assert parse(lines, opened=True).cut
    assert not parse("x\n" * 39).cut


def test_runs_without_spaces_get_invisible_breaks() -> None:
    block = one("x" * 3_000)
    assert max(len(run) for run in block.text.split("\u200b")) == RUN_CHARS
    assert block.typed_at(len(block.text)) == 3_000
    assert block.text.replace("\u200b", "") == "x" * 3_000


@pytest.mark.parametrize(
    "text",
    ["**a " * 1_000, "*a" * 2_000, "_a " * 1_300, "`" * 4_000, "> " * 2_000, "```\n" * 40,
     "http://" * 500, "https://a.b/" + "(" * 2_000, "https://a.b/" + "." * 3_900,
     "[" * 2_000 + "]" * 2_000, "mailto:" * 500, "**" * 2_000, "\u0301" * 4_000],
)  # fmt: skip
def test_texts_made_to_be_slow_are_not(text: str) -> None:
    start = time.process_time()
    parse(text, opened=True)
    # Not a figure of speed: what grows with the square would take minutes at 64 KiB.
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "text",
    ["👍", "👍🏽", "👨‍👩‍👧‍👦", "🇫🇮", "❤️", "👍👍👍", "👍 🌊", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "⌚", "🧑‍🚀", "☂️"],
)
def test_emoji_alone_are_large(text: str) -> None:
    assert is_emoji_only(text)
    assert one(text).kind is Kind.EMOJI


@pytest.mark.parametrize("text", ["", " ", "1", "#", "ok 👍", "👍👍👍👍", "a", "©", "12", "→"])
def test_anything_else_is_text(text: str) -> None:
    assert not is_emoji_only(text)


def test_cleaning() -> None:
    assert cleaned("plain\ttext\nand ünïcödé") == "plain\ttext\nand ünïcödé"
    assert cleaned("a\x00b\x1b[0mc\x7f\x9bd") == "ab[0mcd"
    assert cleaned("a\r\nb\rc\u2028d\u2029e\x0bf\x0cg\x85h") == "a\nb\nc\nd\ne\nf\ng\nh"
    assert cleaned("x\u202ey\u202dz\ufffcw\ufeffv") == "xyzwv"
    assert cleaned("a\ud800b\udfff") == "a\ufffdb\ufffd"
    assert cleaned("👨‍👩‍👧 \u200f\u2067") == "👨‍👩‍👧 \u200f\u2067"


@given(st.text(alphabet=st.characters(), max_size=200))
def test_cleaned_is_clean(text: str) -> None:
    clean = cleaned(text)
    assert cleaned(clean) == clean
    assert not any(ord(c) < 32 and c not in "\n\t" for c in clean)
    assert "\u202e" not in clean
    clean.encode()
