"""Operators in a search text are found, completed and taken out; excerpts keep their marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.search_excerpt import LINE_CHARS, excerpt
from desktop.ui.search_tokens import Vocabulary, completions, tokens, without

KNOWN = Vocabulary(("Ana Ferreira", "Bo Lindqvist", "Goro Tanaka"), ("lobby", "field-station"))


def offered(text: str, caret: int | None = None) -> list[str]:
    at = len(text) if caret is None else caret
    return [each.label for each in completions(text, at, KNOWN, ("2026-10", "2026"))]


def completed(text: str, label: str) -> str:
    found = completions(text, len(text), KNOWN, ("2026-10",))
    each = next(each for each in found if each.label == label)
    return text[: each.start] + each.text + text[each.end :]


def test_operators_are_found_with_their_values() -> None:
    found = tokens('tide from:"Goro Tanaka" -in:lobby has: on:today nothing:x')
    assert [(t.operator, t.value, t.negated) for t in found] == [
        ("from", "Goro Tanaka", False),
        ("in", "lobby", True),
        ("has", "", False),
        ("on", "today", False),
    ]
    assert found[0].words == "from: Goro Tanaka"
    assert found[1].words == "-in: lobby"


def test_a_word_that_looks_like_an_operator_inside_another_is_none() -> None:
    assert tokens("wherefrom:ana https://in:80") == ()


@pytest.mark.parametrize(
    ("text", "label", "becomes"),
    [
        ("tide from:go", "Goro Tanaka", 'tide from:"Goro Tanaka" '),
        ("-in:#lo", "lobby", "-in:lobby "),
        ("has:l", "link", "has:link "),
        ("is:", "mentioned", "is:mentioned "),
        ("before:y", "yesterday", "before:yesterday "),
        ("on:2026", "2026-10", "on:2026-10 "),
        ("tide fr", "from:", "tide from:"),
    ],
)
def test_what_is_typed_can_be_completed(text: str, label: str, becomes: str) -> None:
    assert completed(text, label) == becomes


def test_what_is_complete_offers_nothing() -> None:
    assert offered('from:"Goro Tanaka"') == []
    assert offered("in:lobby") == []
    assert offered("t") == []
    assert offered("tide ga") == []
    assert offered("in:lo tide", 2) == []


def test_a_name_with_a_quote_is_not_offered_as_it_could_not_be_written() -> None:
    known = Vocabulary(('Al"ex', "Alma"), ())
    assert [each.label for each in completions("from:al", 7, known, ())] == ["Alma"]


def test_taking_an_operator_out_leaves_one_blank() -> None:
    text = "tide in:lobby gauge"
    assert without(text, tokens(text)[0]) == "tide gauge"
    assert without("in:lobby", tokens("in:lobby")[0]) == ""


@given(st.text(max_size=80), st.integers(0, 80))
def test_any_text_has_operators_and_completions(text: str, caret: int) -> None:
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
    for each in completions(text, min(caret, len(text)), KNOWN, ()):
        assert 0 <= each.start <= each.end <= len(text)


def test_an_excerpt_marks_what_was_found() -> None:
    line = excerpt("the **tide** gauge", [(6, 10), (13, 15)])
    assert line.text == "the tide gauge"
    assert [line.text[a:b] for a, b in line.marks] == ["tide", "ga"]


def test_an_excerpt_begins_near_the_first_match_and_at_its_line() -> None:
    text = "first line\n" + "word " * 40 + "needle in the hay"
    at = text.index("needle")
    line = excerpt(text, [(at, at + 6)])
    assert line.text.startswith("… word")
    assert line.text[line.marks[0][0] : line.marks[0][1]] == "needle"
    assert line.marks[0][0] <= 40


def test_an_excerpt_of_an_emoji_text_counts_code_points() -> None:
    line = excerpt("🌊🌊 tide 🌊", [(3, 7)])
    assert line.text[line.marks[0][0] : line.marks[0][1]] == "tide"


@given(st.text(max_size=300), st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300))))
def test_any_text_has_an_excerpt(text: str, marks: list[tuple[int, int]]) -> None:
    inside = sorted((min(a, b), max(a, b)) for a, b in marks if max(a, b) <= len(text))
    line = excerpt(text, inside)
    assert len(line.text) <= LINE_CHARS + 2
    assert "\n" not in line.text
    for start, end in line.marks:
        assert 0 <= start <= end <= len(line.text)
