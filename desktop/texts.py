"""What a text or a name may contain: the one place where words from people and peers are cleaned."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from desktop.errors import AppError

MAX_TEXT_BYTES = 16 * 1024
"""Limit of a message in UTF-8 bytes: a long page of text, small enough for every frame."""
MAX_NAME_BYTES = 192
MAX_NAME_CHARS = 48
"""48 characters of up to 4 bytes: fits every real name, leaves no room for a wall of text."""

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""C0 and C1 but newline and tab."""
MAX_ROOM_NAME_BYTES = 128
MAX_ROOM_TOPIC_BYTES = 512
"""A title on one line of the sidebar, in any script."""

_JOINERS = "\u200c\u200d"
"""Zero-width joiners carry meaning inside emoji and in Persian and Indic names."""


def clean_text(text: str) -> str:
    """Return a message's text without control characters other than newline and tab.

    Raises:
        AppError: "invalid" for an empty text or a lone surrogate, "too-large" over 16 KiB of UTF-8.
    """
    size = _utf8_size(text)
    if size > MAX_TEXT_BYTES:
        raise AppError(
            "too-large",
            "The message has {size} bytes; at most {most} fit: send it in parts.",
            size=size,
            most=MAX_TEXT_BYTES,
        )
    cleaned = safe_text(text.replace("\r\n", "\n").replace("\r", "\n"))
    if not cleaned.strip():
        raise AppError("invalid", "The message is empty: write something first.")
    return cleaned


def clean_name(name: str) -> str:
    """Return a display name on one line, without control and invisible format characters.

    Raises:
        AppError: "invalid" for an empty name or a lone surrogate, "too-large" over 192 bytes.
    """
    _utf8_size(name)
    cleaned = " ".join(safe_name(name, limit=False).split())
    if not cleaned:
        raise AppError("invalid", "The name is empty: type at least one letter.")
    if len(cleaned) > MAX_NAME_CHARS or len(cleaned.encode()) > MAX_NAME_BYTES:
        raise AppError(
            "too-large", "The name is too long: at most {most} characters.", most=MAX_NAME_CHARS
        )
    return cleaned


def safe_name(name: str, *, limit: bool = True) -> str:
    """Return a peer's claimed name with everything invisible taken out, cut to the limit."""
    kept = "".join(
        " " if char in "\n\t\r" else char
        for char in name
        if char in "\n\t\r" or char in _JOINERS
        or unicodedata.category(char) not in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
    )  # fmt: skip
    if limit:
        kept = kept[:MAX_NAME_CHARS].encode()[:MAX_NAME_BYTES].decode(errors="ignore")
    return kept


def safe_line(words: str) -> str:
    """Return a peer's words, such as a topic or a note, on one line and without anything invisible."""
    return " ".join(safe_name(words, limit=False).split())


def safe_text(text: str) -> str:
    """Return a peer's message text as it may be shown: no control characters but newline and tab."""
    return _CONTROLS.sub("", text)


def check_characters(texts: Iterable[str]) -> None:
    """Check that each text can be written to a file or sent.

    Raises:
        AppError: "invalid" for a lone surrogate.
    """
    for text in texts:
        _utf8_size(text)


def _utf8_size(text: str) -> int:
    try:
        return len(text.encode())
    except UnicodeEncodeError as error:
        raise AppError(
            "invalid", "The text has half a character (a lone surrogate): send whole ones."
        ) from error


def clean_room_name(name: str) -> str:
    """Return a room's name on one line.

    Raises:
        AppError: "invalid" for an empty name, "too-large" for a long one.
    """
    try:
        size = len(name.encode())
    except UnicodeEncodeError as error:
        raise AppError("invalid", "The name has half a character: type it again.") from error
    cleaned = " ".join(safe_name(name, limit=False).split())
    if not cleaned:
        raise AppError("invalid", "A room needs a name: type at least one letter.")
    if size > MAX_ROOM_NAME_BYTES:
        raise AppError(
            "too-large", "A room's name has at most {most} bytes.", most=MAX_ROOM_NAME_BYTES
        )
    return cleaned


def clean_room_topic(topic: str) -> str:
    """Return a room's topic on one line; it may be empty.

    Raises:
        AppError: "invalid" for half a character, "too-large" for a long one.
    """
    if _utf8_size(topic) > MAX_ROOM_TOPIC_BYTES:
        raise AppError("too-large", "A topic has at most {n} bytes.", n=MAX_ROOM_TOPIC_BYTES)
    return " ".join(safe_name(topic, limit=False).split())


def as_markup(text: str) -> str:
    """Return markup that shows exactly this text.

    The five characters of `html.escape`; importing that costs a start 4 ms for a table of entities.
    """
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return safe.replace('"', "&quot;").replace("'", "&#x27;")
