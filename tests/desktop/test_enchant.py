"""The system's dictionaries: found by language, asked, taught, and done without where there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop import enchant
from desktop.enchant import Enchant

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def speller(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Enchant]:
    monkeypatch.setenv("ENCHANT_CONFIG_DIR", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))  # aspell has lists of its own there
    try:
        made = Enchant()
    except OSError as error:
        pytest.skip(f"{error}: the package libenchant-2-2 is not installed")
    if not {"en", "de"} <= set(made.languages()):
        made.close()
        pytest.skip("the packages hunspell-en-us and hunspell-de-de are not installed")
    yield made
    made.close()


def test_words_are_right_in_any_of_the_languages_in_use(speller: Enchant) -> None:
    assert speller.is_right("Haus-ufbau"), "without a language nothing is wrong"
    speller.use(["en"])
    assert speller.is_right("house")
    assert not speller.is_right("Haus")
    assert not speller.is_right("hosue")
    speller.use(["en", "de"])
    assert speller.is_right("Haus")
    assert speller.is_right("house")
    assert not speller.is_right("hosue")
    speller.use(["de"])
    assert not speller.is_right("house")
    assert speller.is_right("Fl\u00fc\u00dfe") != speller.is_right("Fl\u00fcsse")


def test_suggestions_come_from_each_language_in_turn(speller: Enchant) -> None:
    speller.use(["en", "de"])
    found = speller.suggest("Huas")
    assert 2 <= len(found) <= enchant.SUGGESTED
    assert len(set(found)) == len(found)
    assert "Haus" in found
    assert speller.suggest("") == []


def test_nothing_is_meant_in_other_letters(speller: Enchant) -> None:
    speller.use(["en", "de"])
    assert speller.suggest("\u0643\u062a\u0627\u0628\u0628") == []
    assert "wrong" in speller.suggest("wrnog")


def test_a_learned_word_is_right_and_stands_in_the_users_own_list(
    speller: Enchant, tmp_path: Path
) -> None:
    speller.use(["en"])
    assert not speller.is_right("grapevyne")
    speller.learn("grapevyne")
    assert speller.is_right("grapevyne")
    assert any("grapevyne" in path.read_text() for path in tmp_path.glob("*.dic"))


def test_a_word_is_learned_in_the_language_that_has_its_letters(
    speller: Enchant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speller.use(["en", "de"])
    english, german = speller._used["en"], speller._used["de"]
    meant = {english: ["W"], german: ["\u043c\u0438\u0440"]}  # as if it were Russian
    monkeypatch.setattr(speller, "_suggested", lambda dictionary, _: meant[dictionary])
    speller.learn("\u043c\u0438\u0440\u0440")
    speller.learn("grapevyne")
    speller.learn("\u4f60\u597d")
    speller.learn("")
    assert "\u043c\u0438\u0440\u0440" in (tmp_path / "de_DE.dic").read_text()
    learned = (tmp_path / "en_US.dic").read_text().split()
    assert learned == ["grapevyne", "\u4f60\u597d"], "what looks like none goes to the first"


def test_strange_words_are_answered(speller: Enchant) -> None:
    speller.use(["en"])
    for word in ("", "\x00", "\ud800", "x" * 5_000, "\u0645\u0631\u062d\u0628\u0627", "%s%n"):
        speller.is_right(word)
        assert isinstance(speller.suggest(word[:64]), list)
    speller.use(["xx", "", "en"])
    assert speller.is_right("word")


def test_a_system_without_the_library_checks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OSError, match="no-such-library"):
        Enchant(library="no-such-library.so")
    monkeypatch.setattr(enchant, "Enchant", lambda _: Enchant(library="no-such-library.so"))
    assert enchant.speller_of_this_system(()) is None
    monkeypatch.setattr(enchant, "Enchant", lambda _: Enchant(library="libc.so.6"))
    assert enchant.speller_of_this_system(()) is None, "another library of that name"


def test_of_several_regions_that_of_the_system_is_taken() -> None:
    tags = ["en_GB", "en_US", "de_AT", "de_DE", "ar", "fr_CH", "fr_BE"]
    assert enchant._by_language(tags, ("de_AT", "de", "en_GB")) == {
        "en": "en_GB", "de": "de_AT", "ar": "ar", "fr": "fr_BE",
    }  # fmt: skip
    assert enchant._by_language(tags, ()) | {"fr": ""} == {
        "en": "en_US", "de": "de_DE", "ar": "ar", "fr": "",
    }  # fmt: skip
