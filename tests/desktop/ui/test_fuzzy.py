"""A few letters find the name that was meant, and nothing is found that is not there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.fuzzy import TEXT_CHARS, find, folded

NAMES = st.text(max_size=60)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("fs", "field-station"),
        ("FS", "Field Station"),
        ("bw", "bridge-watch"),
        ("yildiz", "Emre Y\u0131ld\u0131z"),
        ("cafe", "Café"),
        ("مق", "مقهى"),
        ("قهوه", "قهوة"),
        ("مقهي", "مقـــهى"),
        ("日", "日本語"),
        ("ana f", "Ana Ferreira"),
        ("", "anything"),
    ],
)
def test_what_is_meant_is_found(query: str, text: str) -> None:
    assert find(query, text) is not None


@pytest.mark.parametrize(("query", "text"), [("sf", "fs"), ("xx", "lobby"), ("aa", "a"), ("a", "")])
def test_what_is_not_there_is_not_found(query: str, text: str) -> None:
    assert find(query, text) is None


@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        ("an", "Ana", "Dana"),
        ("ss", "sea-shore", "mess-hall"),
        ("log", "log", "data-logs"),
        ("log", "data-logs", "lost-ongoing"),
        ("b", "bo", "bo-and-many-others"),
    ],
)
def test_the_better_name_comes_first(query: str, better: str, worse: str) -> None:
    first, second = find(query, better), find(query, worse)
    assert first is not None
    assert second is not None
    assert first.score > second.score


@given(NAMES, NAMES)
def test_places_spell_the_query(query: str, text: str) -> None:
    found = find(query, text)
    if found is None:
        return
    assert all(0 <= place < len(text) for place in found.places)
    assert list(found.places) == sorted(set(found.places))
    letters = folded("".join(text[place] for place in found.places))[0]
    wanted = iter(letters)
    assert all(char in wanted for char in folded("".join(query.split())[:24])[0])


@given(st.text(min_size=1, max_size=24).map(lambda t: "".join(t.split())))
def test_a_name_finds_itself(name: str) -> None:
    if len(folded(name)[0]) <= TEXT_CHARS:
        assert find(name, name) is not None
