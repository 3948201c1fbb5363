"""All emoji that the picker offers, by group, short name and name, read from resources when first needed.

Short names are English everywhere; names and the words to search by are those of the window's language.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from desktop.ui.fuzzy import folded
from resources import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TONES = ("", "\U0001f3fb", "\U0001f3fc", "\U0001f3fd", "\U0001f3fe", "\U0001f3ff")
"""None, then from light to dark."""

_AS_PICTURE = "\ufe0f"
_ARTICLE = "\u0627\u0644"
"""The Arabic "the"; the words to search by stand without it."""


@dataclass(frozen=True, slots=True)
class Emoji:
    """One emoji with its short names; `toned` tells whether it has a skin.

    `title` is its name in the window's language, `words` what it is found by beside: the folded words
    of the title, "|", and others. `unicode_name` is English and known to who comes from other programs.
    """

    text: str
    codes: tuple[str, ...]
    unicode_name: str
    toned: bool
    title: str
    words: str

    def in_tone(self, tone: int) -> str:
        """Return it in one of TONES."""
        if not self.toned or not 0 < tone < len(TONES):
            return self.text
        return self.text.rstrip(_AS_PICTURE) + TONES[tone]


@dataclass(frozen=True, slots=True)
class EmojiBook:
    """The groups in order, each with its emoji: those used most stand first."""

    groups: tuple[tuple[str, tuple[Emoji, ...]], ...]
    by_code: dict[str, Emoji]
    by_text: dict[str, Emoji]

    def search(self, query: str, limit: int) -> list[Emoji]:
        """Return what fits a few letters: short names that begin so first, then words that do."""
        code = query.casefold().strip(": ").replace(" ", "_")
        typed = folded(query.replace("_", " ").strip(": "))[0].split()
        if not code:
            return []
        found = self._ranked(code, typed, limit)
        bare = [word.removeprefix(_ARTICLE) or word for word in typed]
        if bare != typed:
            found += [each for each in self._ranked(code, bare, limit) if each not in found]
        return found[:limit]

    def _ranked(self, code: str, typed: Sequence[str], limit: int) -> list[Emoji]:
        ranked: list[tuple[int, int, Emoji]] = []
        for place, emoji in enumerate(self._all()):
            rank = _rank(emoji, code, typed)
            if rank is not None:
                ranked.append((rank, place, emoji))
        ranked.sort(key=lambda each: each[:2])
        return [emoji for _, _, emoji in ranked[:limit]]

    def plain(self, texts: Sequence[str]) -> list[Emoji]:
        """Return the emoji of these texts, in whatever tone; unknown ones are left out."""
        found = (self.by_text.get(_untoned(text)) for text in texts)
        return [emoji for emoji in found if emoji is not None]

    def _all(self) -> Iterator[Emoji]:
        for _, emojis in self.groups:
            yield from emojis


def _rank(emoji: Emoji, code: str, typed: Sequence[str]) -> int | None:
    title, _, others = emoji.words.partition("|")
    if code in emoji.codes or title == " ".join(typed):
        return 0
    if any(each.startswith(code) for each in emoji.codes):
        return 1
    named = f"_{emoji.unicode_name.replace(' ', '_')}"
    if f"_{code}" in named or any(f"_{code}" in each for each in emoji.codes):
        return 2
    title, every = f" {title} ", f" {title} {others} "
    if not typed or not all(f" {word}" in every for word in typed):
        return None
    if all(f" {word}" in title for word in typed):
        return 2
    return 3 if all(f" {word} " in every for word in typed) else 4


def _untoned(text: str) -> str:
    for tone in TONES[1:]:
        text = text.replace(tone, "")
    return text


def book() -> EmojiBook:
    """Return the book in the window's language: 1,200 emoji, read in some 10 ms and then kept."""
    return _book(QLocale().name().partition("_")[0])


@functools.lru_cache(maxsize=1)
def _book(language: str) -> EmojiBook:
    names = FOLDER / "emoji_names" / f"{language}.json"
    if not names.exists():
        names = names.with_name("en.json")
    said = json.loads(names.read_text(encoding="utf-8"))
    raw = (FOLDER / "emoji.json").read_text(encoding="utf-8")
    groups = tuple(
        (name, tuple(_emoji(row, said) for row in rows)) for name, rows in json.loads(raw)["groups"]
    )
    every = [emoji for _, emojis in groups for emoji in emojis]
    by_code = {code: emoji for emoji in every for code in emoji.codes}
    return EmojiBook(groups, by_code, {_untoned(emoji.text): emoji for emoji in every})


def _emoji(row: tuple[str, str, str, int], said: dict[str, tuple[str, str]]) -> Emoji:
    text, codes, unicode_name, toned = row
    short = tuple(codes.split())
    return Emoji(text, short, unicode_name, bool(toned), *said[short[0]])
