"""Finds the links in a message: only those that go exactly where a reader sees them go."""

from __future__ import annotations

import re
import unicodedata

import msgspec

from desktop import deep_links
from desktop.ui.timeline.patterns import pattern

_CANDIDATE = pattern(r"(?:https?://|mailto:|grapevine://)[^\s<>\"`{}|\\^]+", re.IGNORECASE)
_BEFORE = frozenset(" \t([{<\"'-*_~|,;>")
"""Characters a link may follow, besides all that are not ASCII."""
_TRAILING = ".,;:!?'\"*_~…"
_CLOSERS = {")": "(", "]": "["}

_HTTP = pattern(
    r"https?://(?P<host>\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::(?P<port>\d{1,5}))?(?P<rest>[/?#].*)?",
    re.IGNORECASE,
)
_LABEL = pattern(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?", re.IGNORECASE)
_NUMERIC = pattern(r"(?:0x[0-9a-f]*|\d+)", re.IGNORECASE)
_MAILTO = pattern(r"mailto:[a-z0-9._+-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)*", re.IGNORECASE)

LINK_CHARS = 2048
"""Longer ones are data, not addresses; browsers of old had this very limit."""

_SAFE_CLASSES = frozenset({"L", "EN", "ES", "ET", "CS", "ON", "NSM"})
"""No right-to-left letter or control: with one, the parts of an address change places on screen."""


class Link(msgspec.Struct, frozen=True):
    """Where a link stands in its line, and its target, which is the very text that is shown."""

    start: int
    end: int
    target: str


def find_links(line: str) -> list[Link]:
    """Return the clickable links of one line, in order."""
    found: list[Link] = []
    for match in _CANDIDATE().finditer(line):
        start = match.start()
        if start and line[start - 1] not in _BEFORE and line[start - 1].isascii():
            continue
        target = _trimmed(match.group())
        if is_safe(target):
            found.append(Link(start, start + len(target), target))
    return found


def is_safe(target: str) -> bool:
    """Tell whether this is a plain http, https or mailto address, or a link of ours, hiding nothing.

    Refused: user names before the host, hosts in other than ASCII letters, numbers that are not a
    dotted address, right-to-left letters anywhere, percent signs in the host, other schemes.
    """
    if len(target) > LINK_CHARS or not _one_direction(target):
        return False
    if target.startswith(deep_links.PREFIX):
        return deep_links.is_link(target)
    if target[:7].lower() == "mailto:":
        return _MAILTO().fullmatch(target) is not None
    match = _HTTP().fullmatch(target)
    if match is None or int(match["port"] or 0) > 65535:
        return False
    host: str = match["host"]
    return host.startswith("[") or _is_host(host)


def _is_host(host: str) -> bool:
    labels = host.removesuffix(".").split(".")
    if len(host) > 253 or not all(_LABEL().fullmatch(label) for label in labels):
        return False
    if _NUMERIC().fullmatch(labels[-1]):  # then browsers take all of it for an IPv4 address
        return len(labels) == 4 and all(
            label.isdecimal() and str(int(label)) == label and int(label) < 256 for label in labels
        )
    return True


def _one_direction(text: str) -> bool:
    return text.isascii() or all(
        unicodedata.bidirectional(character) in _SAFE_CLASSES for character in text
    )


def _trimmed(text: str) -> str:
    """Leave off what belongs to the sentence round the link, not to the link."""
    while text:
        last = text[-1]
        opener = _CLOSERS.get(last)
        unbalanced = opener is not None and text.count(last) > text.count(opener)
        if last not in _TRAILING and not unbalanced:
            break
        text = text[:-1]
    return text
