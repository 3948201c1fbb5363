"""Errors of the network engine: ours, the peer's, and the machine's; and sentences that can be translated."""

from __future__ import annotations


class Sentence(str):
    """English words for people that keep the pattern they were made of, for windows of other languages.

    A program that speaks to other programs uses it as the plain text it is.
    """

    __slots__ = ("pattern", "values")

    pattern: str
    """What translators know it by: the words with {names} where values are filled in."""
    values: dict[str, object]
    """What stands in for the names; an error or a sentence among them has a pattern of its own."""

    def __new__(cls, pattern: str, **values: object) -> Sentence:
        """Fill in the values; without any the words stay as they are, braces too."""
        made = super().__new__(cls, pattern.format(**values) if values else pattern)
        made.pattern, made.values = pattern, values
        return made


def sentence(words: str | Exception, **values: object) -> Sentence:
    """Return words, or what an error says, as a sentence; one stays what it is."""
    if isinstance(words, Exception):
        first = words.args[0] if words.args else ""
        words = getattr(words, "sentence", first if isinstance(first, Sentence) else str(words))
    return words if isinstance(words, Sentence) and not values else Sentence(words, **values)


class NetError(Exception):
    """Base of everything the engine raises on purpose; its text tells a person what to do."""

    def __init__(self, text: str = "", **values: object) -> None:
        self.sentence = sentence(text, **values)
        super().__init__(str(self.sentence))


class LocalProtocolError(NetError):
    """This program asked for something the protocol does not allow: bad input or a bug of ours."""


class RemoteProtocolError(NetError):
    """A peer sent what the protocol does not allow; the frame or the link is dropped and counted."""


class StorageError(NetError):
    """The disk did not take an entry (full, read-only, damaged); nothing was sent to anybody."""
