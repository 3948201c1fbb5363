"""The spelling dictionaries of this system, asked by libenchant; calls may block and belong on a thread.

Desktops on Linux bring the library for their own programs, and dictionaries for the languages that
were installed. Where there is none, nothing is checked.
"""

from __future__ import annotations

import ctypes
import itertools
import logging
import sys
import unicodedata
from ctypes import POINTER, c_char_p, c_int, c_size_t, c_ssize_t, c_void_p
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

log = logging.getLogger(__name__)

LIBRARY = "libenchant-2.so.2"
SUGGESTED = 5
"""More make a menu that nobody reads."""

_LISTED = ctypes.CFUNCTYPE(None, c_char_p, c_char_p, c_char_p, c_char_p, c_void_p)
_FUNCTIONS: dict[str, tuple[object, tuple[object, ...]]] = {
    "broker_init": (c_void_p, ()),
    "broker_free": (None, (c_void_p,)),
    "broker_list_dicts": (None, (c_void_p, _LISTED, c_void_p)),
    "broker_request_dict": (c_void_p, (c_void_p, c_char_p)),
    "broker_free_dict": (None, (c_void_p, c_void_p)),
    "dict_check": (c_int, (c_void_p, c_char_p, c_ssize_t)),
    "dict_suggest": (POINTER(c_char_p), (c_void_p, c_char_p, c_ssize_t, POINTER(c_size_t))),
    "dict_free_string_list": (None, (c_void_p, POINTER(c_char_p))),
    "dict_add": (None, (c_void_p, c_char_p, c_ssize_t)),
}  # enchant.h: result and arguments


class Speller(Protocol):
    """Somebody who knows how words are written; a language is a code such as "de"."""

    def languages(self) -> dict[str, str]:
        """Return the languages that can be checked, each with its dictionary's name, such as de_AT."""

    def use(self, languages: Sequence[str]) -> None:
        """Check by these from now on, the first of them first."""

    def is_right(self, word: str) -> bool:
        """Whether a word is right in any of the languages in use."""

    def suggest(self, word: str) -> list[str]:
        """Return what may have been meant, the likeliest first."""

    def learn(self, word: str) -> None:
        """Take a word as right from now on, in the user's own list, which other programs share."""

    def close(self) -> None:
        """Let go of the dictionaries."""


class Enchant:
    """Speller by the system's library; one thread at a time."""

    def __init__(self, regions: Sequence[str] = (), library: str = LIBRARY) -> None:
        """Load the library; of a language's regions, such as de_AT, those named come first.

        Raises:
            OSError: there is no such library here.
        """
        loaded = ctypes.CDLL(library)
        for name, (result, arguments) in _FUNCTIONS.items():
            function = getattr(loaded, f"enchant_{name}")
            function.restype, function.argtypes = result, arguments
        self._library = loaded
        self._broker = loaded.enchant_broker_init()
        self._tags = _by_language(self._listed(), regions)
        self._used: dict[str, int] = {}

    def languages(self) -> dict[str, str]:
        """Return the languages that there are dictionaries for, in order of their codes."""
        return dict(sorted(self._tags.items()))

    def use(self, languages: Sequence[str]) -> None:
        """Open the dictionaries of these languages and close all others; unknown ones are left out."""
        wanted = [each for each in dict.fromkeys(languages) if each in self._tags]
        for code in set(self._used) - set(wanted):
            self._library.enchant_broker_free_dict(self._broker, self._used.pop(code))
        used = {}
        for code in wanted:
            tag = self._tags[code].encode()
            opened = self._used.get(code)
            opened = opened or self._library.enchant_broker_request_dict(self._broker, tag)
            if opened:
                used[code] = opened
            else:
                log.info("the dictionary %s does not open", self._tags[code])
        self._used = used

    def is_right(self, word: str) -> bool:
        """Whether any dictionary in use knows a word; without one every word is right."""
        raw = _raw(word)
        check = self._library.enchant_dict_check
        return (
            not raw
            or not self._used
            or any(check(each, raw, len(raw)) <= 0 for each in self._used.values())
        )

    def suggest(self, word: str) -> list[str]:
        """Return at most SUGGESTED words in the same letters, those of the languages in use in turn."""
        raw, same = _raw(word), letters(word)
        lists = [
            [found for found in self._suggested(each, raw) if letters(found) == same]
            for each in self._used.values()
        ]
        mixed = itertools.chain.from_iterable(itertools.zip_longest(*lists))
        return [each for each in dict.fromkeys(mixed) if each][:SUGGESTED]

    def learn(self, word: str) -> None:
        """Write a word into the user's list of the first language in use that is written like it."""
        raw, same = _raw(word), letters(word)
        used = tuple(self._used.values())
        like = [e for e in used if any(letters(found) == same for found in self._suggested(e, raw))]
        for each in (*like, *used)[: 1 if raw else 0]:
            self._library.enchant_dict_add(each, raw, len(raw))

    def close(self) -> None:
        """Free everything; nothing may be asked after this."""
        self.use(())
        self._library.enchant_broker_free(self._broker)

    def _listed(self) -> list[str]:
        tags: list[str] = []

        def take(tag: bytes, *_: object) -> None:
            tags.append(tag.decode(errors="replace"))

        self._library.enchant_broker_list_dicts(self._broker, _LISTED(take), None)
        return tags

    def _suggested(self, dictionary: int, raw: bytes) -> list[str]:
        if not raw:  # the library complains
            return []
        count = c_size_t()
        words = self._library.enchant_dict_suggest(dictionary, raw, len(raw), ctypes.byref(count))
        if not words:
            return []
        found = [words[number] for number in range(min(count.value, SUGGESTED))]
        self._library.enchant_dict_free_string_list(dictionary, words)
        return [each.decode(errors="replace") for each in found if each is not None]


def speller_of_this_system(regions: Sequence[str]) -> Speller | None:
    """Return who checks the spelling here, None for nobody; `regions` such as de_AT come first."""
    if sys.platform in ("win32", "darwin"):
        return None
    try:
        return Enchant(regions)
    except (OSError, AttributeError) as error:
        log.info("this system does not check spelling: %s", error)
        return None


def letters(word: str) -> str:
    """Return what Unicode calls the letters that a word begins with, such as LATIN."""
    return unicodedata.name(word[:1] or " ", "").partition(" ")[0].partition("-")[0]


def _raw(word: str) -> bytes:
    return word.encode(errors="replace").replace(b"\x00", b"")


def _by_language(tags: Sequence[str], regions: Sequence[str]) -> dict[str, str]:
    """Return one tag for each language: a named region, else its own country, else the first."""

    def rank(tag: str) -> tuple[bool, bool, int, str]:
        code = tag.partition("_")[0]
        return tag not in regions, tag != _OWN.get(code, f"{code}_{code.upper()}"), len(tag), tag

    found: dict[str, str] = {}
    for tag in sorted(tags, key=rank):
        found.setdefault(tag.partition("_")[0], tag)
    return found


_OWN = {"en": "en_US", "ar": "ar", "pt": "pt_BR"}
"""Where a language's commonest dictionary is not called after its own country."""
