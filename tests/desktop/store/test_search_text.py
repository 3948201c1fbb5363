"""Folding: what counts as the same word, where it stands, for any text whatever."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.store.search_text import (
    MAX_WORD_CHARS,
    Folded,
    folded,
    stands_alone,
    visible_length,
    words_of,
)

ANY = st.text(st.characters(codec=None))
MIXED = st.text(
    st.sampled_from(
        "aeéÉßﬁİıΣςσё각가東ガｶﾞ゙👍🏽\u200d\ufe0f\u0301\u0308कुत्ता١½㎞ \n_-'\".\ud83d\x00\U0001f1ea"
    )
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hello, World! foo_bar", ("hello", "world", "foo", "bar")),
        ("CAFÉ cafe\u0301 café", ("cafe", "cafe", "cafe")),
        ("Straße ﬁne ＡＢＣ", ("strasse", "fine", "abc")),
        ("ΟΔΟΣ οδός", ("οδοσ", "οδοσ")),
        ("ё й", ("е", "и")),
        ("東京タワー", ("東", "京", "タ", "ワ", "ー")),
        ("ガ ｶﾞ カ", ("ガ", "ガ", "カ")),
        ("한국어", ("한", "국", "어")),
        ("\u1112\u1161\u11ab", ("한",)),
        ("go東京go", ("go", "東", "京", "go")),
        ("👍🏽 ok👨‍👩‍👧", ("👍", "ok", "👨", "👩", "👧")),
        ("कुत्ता", ("कुत्ता",)),
        ("مُحَمَّد", ("محمد",)),
        ("co\u00adoperate zero\u200bwidth", ("cooperate", "zerowidth")),
        ("\ud800x", ("x",)),
        ("", ()),
        (" \n\x00-_'\"", ()),
    ],
)
def test_what_counts_as_the_same_word(text: str, words: tuple[str, ...]) -> None:
    assert folded(text) == words


@given(ANY | MIXED)
def test_the_quick_way_and_the_one_with_places_agree(text: str) -> None:
    assert folded(text) == tuple(word.folded for word in words_of(text))


@given(ANY | MIXED, st.sets(st.integers(0, 40)))
def test_some_places_are_those_among_all(text: str, wanted: set[int]) -> None:
    words = words_of(text)
    wanted &= set(range(len(words)))
    assert Folded(text).places(wanted) == {index: words[index] for index in wanted}


@given(ANY | MIXED)
def test_places_ascend_within_the_text(text: str) -> None:
    begun = ended = 0  # "½" is two words in one place
    for word in words_of(text):
        assert begun <= word.start < word.end <= len(text)
        assert ended <= word.end
        assert word.folded
        begun, ended = word.start, word.end


@given(ANY | MIXED)
def test_words_hold_nothing_that_could_end_a_quoted_string(text: str) -> None:
    for word in folded(text):
        assert not set(word) & set("\"'*():^-+{} \x00")
        word.encode()
        assert len(word) <= MAX_WORD_CHARS


@given(MIXED)
def test_folding_again_changes_nothing(text: str) -> None:
    once = folded(text)
    assert folded(" ".join(once)) == once


@given(MIXED)
def test_composed_and_decomposed_text_are_the_same(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert folded(unicodedata.normalize("NFD", composed)) == folded(composed)


def test_a_long_run_is_cut_into_words() -> None:
    words = words_of("x" * 150 + " é" + "y" * 150)
    assert [len(word.folded) for word in words] == [64, 64, 22, 64, 64, 23]
    assert [(word.start, word.end) for word in words][1:3] == [(64, 128), (128, 150)]


def test_a_place_in_text_whose_folding_is_longer() -> None:
    assert [(word.folded, word.start, word.end) for word in words_of("a Straße b")] == [
        ("a", 0, 1), ("strasse", 2, 8), ("b", 9, 10),
    ]  # fmt: skip


def test_a_place_beside_letters_that_grow_and_letters_that_vanish() -> None:
    # As many letters as before, and none where it was.
    assert [(word.folded, word.start, word.end) for word in words_of("s\u00ado Straße b")] == [
        ("so", 0, 3), ("strasse", 4, 10), ("b", 11, 12),
    ]  # fmt: skip


def test_signs_that_stand_alone() -> None:
    assert all(map(stands_alone, "東ガ한👍"))
    assert not any(map(stands_alone, ["a", "é", "क", "東京", "1"]))


def test_length_is_what_a_person_sees() -> None:
    assert visible_length("e\u0301te\u0301") == 3
    assert visible_length("\u200d\ufe0f") == 0
