"""Colours the words of a code box: keywords, strings, numbers, comments; a guess for any language."""

from __future__ import annotations

import enum

from desktop.ui.timeline.patterns import pattern

_WORDS = """
    and as async await break case catch class const continue def default del do elif else enum
    except export extends false finally fn for from func function global if impl import in
    interface is lambda let match mod mut new nil none None not null or package pass private
    pub public raise return self static struct super switch this throw trait true True False
    try type use var void while with yield select insert update delete where echo fi then done
    local esac
"""
KEYWORDS = frozenset(_WORDS.split())


class Tint(enum.Enum):
    """What a piece of code is."""

    KEYWORD = "keyword"
    STRING = "string"
    NUMBER = "number"
    COMMENT = "comment"


_TOKEN = pattern(
    r"""(?P<comment>(?:\#(?!\w{3,8}\b[;\s"'])|//)[^\n]*)"""
    r"""|(?P<string>"(?:[^"\\\n]|\\.){0,400}"|'(?:[^'\\\n]|\\.){0,400}')"""
    r"""|(?P<number>\b(?:0x[0-9a-fA-F]+|\d+(?:\.\d+)?)\b)"""
    r"""|(?P<word>[A-Za-z_]\w*)"""
)


def tints(code: str) -> list[tuple[int, int, Tint]]:
    """Return (start, end, tint) of the pieces that are not plain, in order."""
    found = []
    for match in _TOKEN().finditer(code):
        kind = match.lastgroup
        if kind == "word":
            if match.group() in KEYWORDS:
                found.append((*match.span(), Tint.KEYWORD))
        elif kind is not None:
            found.append((*match.span(), Tint(kind)))
    return found
