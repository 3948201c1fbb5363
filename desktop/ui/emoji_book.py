"""All emoji that the picker offers, by group and short name, read from resources when first needed."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resources import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TONES = ("", "\U0001f3fb", "\U0001f3fc", "\U0001f3fd", "\U0001f3fe", "\U0001f3ff")
"""None, then from light to dark."""

_AS_PICTURE = "\ufe0f"


@dataclass(frozen=True, slots=True)
class Emoji:
    """One emoji with its short names; `toned` tells whether it has a skin."""

    text: str
    codes: tuple[str, ...]
    title: str
    toned: bool

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
        wanted = query.casefold().strip(": ").replace(" ", "_")
        if not wanted:
            return []
        ranked: list[tuple[int, int, Emoji]] = []
        for place, emoji in enumerate(self._all()):
            rank = _rank(emoji, wanted)
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


def _rank(emoji: Emoji, wanted: str) -> int | None:
    if wanted in emoji.codes:
        return 0
    if any(code.startswith(wanted) for code in emoji.codes):
        return 1
    title = f"_{emoji.title.replace(' ', '_')}"
    if f"_{wanted}" in title or any(f"_{wanted}" in code for code in emoji.codes):
        return 2
    return None


def _untoned(text: str) -> str:
    for tone in TONES[1:]:
        text = text.replace(tone, "")
    return text


@functools.cache
def book() -> EmojiBook:
    """Return the one book: 1,200 emoji, read in some 5 ms."""
    raw = (FOLDER / "emoji.json").read_text(encoding="utf-8")
    groups = tuple(
        (name, tuple(Emoji(text, tuple(codes.split()), title, bool(toned))
                     for text, codes, title, toned in rows))
        for name, rows in json.loads(raw)["groups"]
    )  # fmt: skip
    every = [emoji for _, emojis in groups for emoji in emojis]
    by_code = {code: emoji for emoji in every for code in emoji.codes}
    return EmojiBook(groups, by_code, {_untoned(emoji.text): emoji for emoji in every})
