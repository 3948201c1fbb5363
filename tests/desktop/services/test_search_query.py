"""The parser: what somebody typed as a value, and that nothing typed ever raises."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.services.search_query import MAX_WORDS, OPERATORS, Reason, parse
from desktop.store.search_terms import Term, Trait
from tests.desktop.store.searching import NAUGHTY

TODAY = datetime.date(2027, 1, 15)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def test_words_all_count_and_the_last_may_go_on() -> None:
    assert parse("Fresh GRÄP", TODAY).terms == (
        Term(("fresh",), prefix=False, inside=True),
        Term(("grap",), prefix=True, inside=True),
    )
    assert parse("fresh grap ", TODAY).terms[-1] == Term(("grap",), prefix=False, inside=True)


def test_a_single_letter_is_a_word_and_a_sign_of_its_own_too() -> None:
    assert parse("plan b", TODAY).terms[-1] == Term(("b",), prefix=False, inside=True)
    assert parse("会議", TODAY).terms == (Term(("会", "議"), prefix=False, inside=True),)


def test_quotes_hold_words_in_a_row() -> None:
    assert parse('"fresh grape" x', TODAY).terms[0] == Term(("fresh", "grape"))
    assert parse('"fresh gra', TODAY).terms == (Term(("fresh", "gra"), prefix=True),)


def test_a_minus_refuses() -> None:
    query = parse('grape -wine -"sour grape" foo-bar - x', TODAY)
    assert query.refused == (Term(("wine",)), Term(("sour", "grape")))
    assert [term.words for term in query.terms] == [("grape",), ("foo", "bar"), ("x",)]


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("before:2026-05-04", None, "2026-05-04"),
        ("after:2026-05-04", "2026-05-05", None),
        ("on:2026-05-04", "2026-05-04", "2026-05-05"),
        ("on:2026-02", "2026-02-01", "2026-03-01"),
        ("on:2025-12", "2025-12-01", "2026-01-01"),
        ("after:2026", "2027-01-01", None),
        ("on:today", "2027-01-15", "2027-01-16"),
        ("ON:Yesterday", "2027-01-14", "2027-01-15"),
        ("after:2026-01 before:2026-03", "2026-02-01", "2026-03-01"),
        ("before:2026-03 before:2026-02", None, "2026-02-01"),
    ],
)
def test_days(text: str, since: str | None, until: str | None) -> None:
    query = parse(text, TODAY)
    assert query.since == (day(since) if since else None)
    assert query.until == (day(until) if until else None)
    assert query.reason is None
    assert query.terms == ()


def test_names() -> None:
    query = parse('from:"Ana Ferreira" from:@bo -from:Eve in:#Café -in:"Big Room', TODAY)
    assert query.people == ("ana ferreira", "bo")
    assert query.not_people == ("eve",)
    assert query.rooms == ("cafe",)
    assert query.not_rooms == ("big room",)


def test_traits() -> None:
    query = parse("has:link HAS:Reaction is:mentioned -is:unread -has:code", TODAY)
    assert query.traits == {Trait.LINK, Trait.REACTION, Trait.MENTIONED}
    assert query.not_traits == {Trait.UNREAD, Trait.CODE}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("size:large", ("size", "large")),
        ("has:elephants", ("has", "elephants")),
        ("on:2026-02-31", ("on", "2026", "02", "31")),
        ("https://example.com", ("https", "example", "com")),
        ("-before:2026-01", None),
    ],
)
def test_what_is_no_operator_is_text(text: str, words: tuple[str, ...] | None) -> None:
    query = parse(text, TODAY)
    assert [term.words for term in query.terms] == ([words] if words else [])
    assert bool(query.refused) == (words is None)


@pytest.mark.parametrize("operator", OPERATORS)
def test_an_operator_still_being_typed_asks_for_nothing_yet(operator: str) -> None:
    assert parse(f"{operator}:", TODAY).reason is Reason.TOO_SHORT
    assert parse(f"grape {operator}:", TODAY).terms == parse("grape ", TODAY).terms


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Reason.EMPTY),
        (" \t\n", Reason.EMPTY),
        ("ab", Reason.TOO_SHORT),
        ("  ab  ", Reason.TOO_SHORT),
        ("e\u0301e\u0301", Reason.TOO_SHORT),
        ("...", Reason.TOO_SHORT),
        ("-abc", Reason.TOO_SHORT),
        ("abc", None),
        ("e\u0301e\u0301e\u0301", None),
        ("a b c", None),
        ("京", None),
        ("한", None),
        ("ガ", None),
        ("from:a", None),
        ("is:own", None),
    ],
)
def test_what_is_enough_to_ask_for(text: str, reason: Reason | None) -> None:
    assert parse(text, TODAY).reason is reason


@given(st.text(st.characters(codec=None)) | st.sampled_from(NAUGHTY))
def test_any_text_has_a_query(text: str) -> None:
    query = parse(text, TODAY)
    words = [word for term in query.terms + query.refused for word in term.words]
    assert len(words) <= MAX_WORDS
    assert all(words)
    query.text.encode()


@given(
    st.lists(
        st.sampled_from([*NAUGHTY, "from:", "-", '"', "on:", "is:", ":", "a", "京"]), max_size=30
    )
)
def test_any_row_of_pieces_has_a_query(pieces: list[str]) -> None:
    parse("".join(pieces), TODAY)
    parse(" ".join(pieces), TODAY)


def test_a_very_long_text_is_cut() -> None:
    query = parse("word " * 100_000, TODAY)
    assert len(query.terms) == MAX_WORDS
    assert len(query.text) <= 1_000


def test_equal_queries_have_equal_texts() -> None:
    assert parse("  cafe\u0301   x", TODAY).text == parse("café x", TODAY).text
