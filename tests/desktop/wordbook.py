"""A speller that knows a few words, where the system may have no dictionaries."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Wordbook:
    """Fulfils `desktop.enchant.Speller`."""

    def __init__(self, **words: str) -> None:
        """Know words by language, parted by blanks."""
        self.words = {code: set(each.split()) for code, each in words.items()}
        self.used: tuple[str, ...] = ()
        self.threads: set[int] = set()
        self.asked: list[str] = []
        self.closed = False

    def languages(self) -> dict[str, str]:
        self.threads.add(threading.get_ident())
        return {code: f"{code}_{code.upper()}" for code in sorted(self.words)}

    def use(self, languages: Sequence[str]) -> None:
        self.used = tuple(languages)

    def is_right(self, word: str) -> bool:
        self.threads.add(threading.get_ident())
        self.asked.append(word)
        return any(word in self.words[code] for code in self.used)

    def suggest(self, word: str) -> list[str]:
        self.threads.add(threading.get_ident())
        known = sorted(each for code in self.used for each in self.words[code])
        return [each for each in known if each[:1] == word[:1]]

    def learn(self, word: str) -> None:
        self.words[self.used[0]].add(word)

    def close(self) -> None:
        self.threads.add(threading.get_ident())
        self.closed = True
