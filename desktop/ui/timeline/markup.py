"""Turns a message's text into blocks and styled spans, and knows which typed character each shows.

The subset is small on purpose: `code`, ``` blocks ```, **bold**, *italic*, _italic_, "> " quotes,
"- " and "1. " lists and plain links. Anything else is shown as typed. No HTML exists here.
"""

from __future__ import annotations

import enum
from array import array
from bisect import bisect_left

import msgspec

from desktop.ui.timeline.emoji import is_emoji_only
from desktop.ui.timeline.links import Link, find_links
from desktop.ui.timeline.patterns import pattern

SHOWN_CHARS = 4_000
SHOWN_LINES = 40
"""A message longer than this ends in "Show more": layout stays below a frame (64 KB take 112 ms)."""

OPENED_CHARS = 65_536
OPENED_LINES = 2_000
"""What "Show more" shows at most; copying still takes the whole message."""

RUN_CHARS = 1_024
"""Longer runs without a space make line breaking slow; an invisible break is put in between."""

EMPHASIS_CHARS = 256
"""Bounds how far a closing mark is looked for, so that a text of marks only stays linear."""


class Kind(enum.Enum):
    """What a block is."""

    TEXT = "text"
    QUOTE = "quote"
    ITEM = "item"
    CODE = "code"
    EMOJI = "emoji"


class Look(enum.IntFlag):
    """How a span is drawn; several may hold at once."""

    PLAIN = 0
    BOLD = 1
    ITALIC = 2
    CODE = 4
    LINK = 8


class Span(msgspec.Struct, frozen=True):
    """Characters `start` to `end` of a block's shown text, and how they look."""

    start: int
    end: int
    look: Look
    target: str = ""


class Block(msgspec.Struct, frozen=True):
    """One paragraph, quoted line, item of a list or code box.

    `first` and `end` bound it in the message's text. `typed[i]` is where shown character i was
    typed (one entry more than characters); None stands for `first + i`.
    """

    kind: Kind
    text: str
    first: int
    end: int
    spans: tuple[Span, ...] = ()
    typed: array[int] | None = None
    language: str = ""
    mark: str = ""
    """What stands before an item: a dot, or its number as it was typed."""

    depth: int = 0
    """How many lists an item stands in, besides its own."""

    @property
    def words(self) -> str:
        """The shown text, an item's with its mark: for where blocks follow each other in one line."""
        return f"{self.mark} {self.text}" if self.mark else self.text

    def typed_at(self, shown: int) -> int:
        """Return the place in the message of a place in the shown text."""
        return self.first + shown if self.typed is None else self.typed[shown]

    def shown_at(self, typed: int) -> int:
        """Return the place in the shown text of a place in the message, held inside the block."""
        if self.typed is None:
            return min(max(typed - self.first, 0), len(self.text))
        return min(bisect_left(self.typed, typed), len(self.text))


class Parsed(msgspec.Struct, frozen=True):
    """A message's blocks in order; `cut` tells that there is more than is shown."""

    blocks: tuple[Block, ...]
    cut: bool


def parse(text: str, *, opened: bool = False) -> Parsed:
    """Return the blocks of a cleaned text; `opened` shows more of a long one."""
    shown = _clamped(text, OPENED_CHARS if opened else SHOWN_CHARS,
                     OPENED_LINES if opened else SHOWN_LINES)  # fmt: skip
    cut = len(shown) < len(text)
    if is_emoji_only(shown):
        return Parsed((Block(Kind.EMOJI, shown.replace("\n", " "), 0, len(shown)),), cut)
    return Parsed(tuple(_blocks(shown)), cut)


def _clamped(text: str, chars: int, lines: int) -> str:
    at = -1
    for _ in range(lines):
        at = text.find("\n", at + 1)
        if at < 0 or at > chars:
            return text[:chars]
    return text[:at]


_FENCE = pattern(r"\s*```\s*([\w+#.-]{0,20})\s*")
_FENCED_LINE = pattern(r"\s*```(.+?)```\s*")


def _blocks(text: str) -> list[Block]:
    blocks: list[Block] = []
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    index = 0
    while index < len(lines):
        line, at = lines[index], starts[index]
        if "```" in line:
            taken = _code(lines, starts, index)
            if taken is not None:
                block, index = taken
                blocks.append(block)
                continue
        blocks.append(_quote(line, at) if line.startswith(">") else _line(line, at))
        index += 1
    return blocks


def _code(lines: list[str], starts: list[int], index: int) -> tuple[Block, int] | None:
    """Return the code block that opens in this line, and the line after it."""
    inline = _FENCED_LINE().fullmatch(lines[index])
    if inline is not None:
        first = starts[index] + inline.start(1)
        return Block(Kind.CODE, inline[1], first, first + len(inline[1])), index + 1
    opening = _FENCE().fullmatch(lines[index])
    if opening is None or index + 1 >= len(lines):
        return None
    close = index + 1
    while close < len(lines) and lines[close].strip() != "```":
        close += 1
    body = "\n".join(lines[index + 1 : close])
    first = starts[index + 1]
    return Block(Kind.CODE, body, first, first + len(body), language=opening[1]), close + 1


def _quote(line: str, at: int) -> Block:
    marks = 2 if line.startswith("> ") else 1
    return _inline(Kind.QUOTE, line[marks:], at + marks)


_ITEM = pattern(r"( {0,8})(?:[-*•]|(\d{1,3}[.)])) +(?=\S)")
INDENT = 2
"""So many spaces before its mark put an item one list deeper."""


def item_mark(line: str) -> int:
    """Return how many characters of a line make it an item of a list, 0 where it is none."""
    found = _ITEM().match(line)
    return 0 if found is None else found.end()


def _line(line: str, at: int) -> Block:
    found = _ITEM().match(line)
    if found is None:
        return _inline(Kind.TEXT, line, at)
    block = _inline(Kind.ITEM, line[found.end() :], at + found.end())
    depth = len(found[1]) // INDENT
    return msgspec.structs.replace(block, mark=found[2] or "•", depth=depth)


_CODE_SPAN = pattern(r"`([^`]+)`")
_BOLD = pattern(rf"\*\*(?=\S)(.{{1,{EMPHASIS_CHARS}}}?)(?<=\S)\*\*")
_STAR = pattern(rf"(?<![\w*])\*(?=[^\s*])([^*]{{1,{EMPHASIS_CHARS}}})(?<=\S)\*(?![\w*])")
_LINE = pattern(rf"(?<![\w_])_(?=[^\s_])([^_]{{1,{EMPHASIS_CHARS}}})(?<=\S)_(?![\w_])")

_MASK = "x"
"""Stands for characters that are taken already: a letter, so that no mark next to it opens."""


def _inline(kind: Kind, line: str, at: int) -> Block:
    long_run = len(line) > RUN_CHARS
    if not long_run and _is_plain(line):
        return Block(kind, line, at, at + len(line))
    return _shown(kind, line, at, *_looked(line))


def _is_plain(line: str) -> bool:
    """Tell that a line has nothing to look for: searching for five words beats one expression."""
    marked = "`" in line or "*" in line or "_" in line or "://" in line
    return not marked and "mailto:" not in line.lower()


def looks_of(line: str) -> tuple[bytearray, bytearray]:
    """Return the look of each character of a line, and whether it is a mark that will be hidden."""
    if _is_plain(line):
        return bytearray(len(line)), bytearray(len(line))
    looks, hidden, _ = _looked(line)
    return looks, hidden


def _looked(line: str) -> tuple[bytearray, bytearray, list[Link]]:
    looks = bytearray(len(line))
    hidden = bytearray(len(line))
    masked = line
    for match in _CODE_SPAN().finditer(line):
        _mark(looks, hidden, match.span(), 1, Look.CODE)
        masked = _over(masked, *match.span())
    links = find_links(masked)
    for link in links:
        _mark(looks, hidden, (link.start, link.end), 0, Look.LINK)
        masked = _over(masked, link.start, link.end)
    for expression, look, width in ((_BOLD(), Look.BOLD, 2), (_STAR(), Look.ITALIC, 1),
                                 (_LINE(), Look.ITALIC, 1)):  # fmt: skip
        for match in list(expression.finditer(masked)):
            start, stop = match.span()
            _mark(looks, hidden, (start, stop), width, look)
            masked = _over(masked, start, start + width)
            masked = _over(masked, stop - width, stop)
    return looks, hidden, links


def _over(text: str, start: int, end: int) -> str:
    return text[:start] + _MASK * (end - start) + text[end:]


def _mark(
    looks: bytearray, hidden: bytearray, where: tuple[int, int], marks: int, look: Look
) -> None:
    start, end = where
    for index in (*range(start, start + marks), *range(end - marks, end)):
        hidden[index] = 1
    for index in range(start + marks, end - marks):
        looks[index] |= look


def _shown(
    kind: Kind, line: str, at: int, looks: bytearray, hidden: bytearray, links: list[Link]
) -> Block:
    """Leave the hidden marks out and write down where each shown character was typed."""
    out: list[str] = []
    typed = array("I")
    spans: list[Span] = []
    targets = {link.start: link.target for link in links}
    target = wanted = ""
    run = begin = open_look = 0
    # Numbers, no flags: for a line of 16 KiB the flags took most of 20 ms.
    is_link = int(Look.LINK)
    for index, character in enumerate(line):
        if hidden[index]:
            continue
        run = 0 if character.isspace() else run + 1
        if run > RUN_CHARS:
            if open_look:
                spans.append(Span(begin, len(out), Look(open_look), wanted))
                open_look = 0
            out.append("\u200b")
            typed.append(at + index)
            run = 1
        target = targets.get(index, target)
        look = looks[index]
        if look != open_look or (look & is_link and target != wanted):
            if open_look:
                spans.append(Span(begin, len(out), Look(open_look), wanted))
            begin, open_look, wanted = len(out), look, target if look & is_link else ""
        out.append(character)
        typed.append(at + index)
    if open_look:
        spans.append(Span(begin, len(out), Look(open_look), wanted))
    typed.append(at + len(line))
    return Block(kind, "".join(out), at, at + len(line), tuple(spans), typed)
