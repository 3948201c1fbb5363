"""What a peer can write to break a window, and the people of the pictures with such words in their mouths."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Any

import msgspec

from desktop import model
from desktop.texts import (
    MAX_NAME_BYTES,
    MAX_ROOM_NAME_BYTES,
    MAX_TEXT_BYTES,
    safe_line,
    safe_name,
    safe_text,
)
from tests import shots, shots_cast, shots_desk, shots_talk, shots_windows

CASTS = (shots, shots_cast, shots_desk, shots_talk, shots_windows)
LIMITS_BYTES = {
    ("Room", "name"): MAX_ROOM_NAME_BYTES,
    ("Room", "topic"): 512,
    ("PersonPresence", "note"): 256,
    ("Message", "text"): MAX_TEXT_BYTES,
    ("Hit", "text"): MAX_TEXT_BYTES,
    ("Reaction", "emoji"): 64,
}
"""What the network lets through, in UTF-8; names where nothing else is said."""
FIELDS = {
    model.Reaction: ("emoji",),
    model.Message: ("text", "name"),
    model.Person: ("name",),
    model.Room: ("name", "topic"),
    model.LinkInfo: ("name",),
    model.NetworkState: ("name",),
    model.DeviceView: ("name",),
    model.PersonPresence: ("name", "note"),
    model.RoomMember: ("name",),
    model.Hit: ("text",),
}
ZALGO = "".join(c + "\u0315\u031b\u0340\u0489\u0334" * 12 for c in "zalgo comes")
TEXTS = {
    "64 KiB without spaces": "x" * 65_536,
    "5,000 lines": "line\n" * 5_000,
    "nothing but lines": "\n" * 5_000,
    "zalgo": ZALGO,
    "overrides": "\u202egnp.exe\u202c \u2067\u2067\u2067 x \u2069",
    "deep isolates": "\u2067" * 4_000 + "x",
    "NUL and controls": "a\x00b\x01c\x1b[31md\x9f",
    "lone surrogates": "a\ud800b\udc00c",
    "joiners": "\u200d" * 4_000,
    "combining only": "\u0301" * 4_000,
    "one joined picture": "\U0001f468" + "\u200d\U0001f468" * 1_000,
    "flags": "\U0001f1eb\U0001f1ee" * 1_000,
    "widest": "\ufdfd" * 300,
    "html": '<img src="file:///etc/passwd"><h1>x</h1>&lt;&amp;',
    "noncharacters": "\ufffe\uffff\ufdd0\U0010ffff",
    "tabs": "\t" * 3_000,
    "quotes": "> \n" * 60,
    "fences": "```\n" * 60,
    "empty": "",
    "spaces": " " * 4_000,
    "marks": "**" * 2_000,
    "object": "\ufffc" * 50,
}
"""What breaks the layout of one message."""
SCENES = list(
    {
        scene.__name__: scene
        for scene in (
            *(each for _, each, _ in (*shots.SCENES, *shots_talk.SCENES)),
            *(each for each, _ in (*shots_windows.SCENES, *shots_desk.SCENES)),
        )
        if scene.__name__ != "message_menu"  # its message is pushed off the screen; no peer's words
    }.values()
)
"""Every window that has a picture."""


def hostile_texts(file: str, url: str) -> list[str]:
    """What breaks a window that trusts it; `file` and `url` are what nobody may open."""
    return [
        f"<img src='file://{file}'><b>bold</b>",
        f"<a href='{url}'>x</a><img src='{url}'><link rel=stylesheet href='{url}'>",
        "<table><tr><td>" * 20,
        "<!DOCTYPE html><script>x</script></p>",
        "&amp;&lt;b&gt; & &x",
        "\u202egnp.exe\u202c \u2066x\u2069 \u200f",
        "a\x00b\x01c\x1b[31md\x9f\x07",
        "Z" + "\u0301\u0489" * 100,
        "x" * MAX_TEXT_BYTES,
        "line\n" * 3_000,
        "👩‍👩‍👧‍👦" * 400,
        "\u2028\u2029\ufeff\ufffc\ufff9",
        "القارب <i>يعود</i> " * 40,
        "[bank.com](http://evil.example) %s {0} {} %n %1",
        "   ",
    ]


def fitted(text: str, limit_bytes: int) -> str:
    return text.encode(errors="replace")[:limit_bytes].decode(errors="ignore")


def arrived(kind: str, field: str, words: str) -> str:
    """A peer's words as the store and the services hand them on."""
    limit = LIMITS_BYTES.get((kind, field), MAX_NAME_BYTES)
    if field == "text":
        return safe_text(fitted(words, limit))
    if field == "name":
        return " ".join(safe_name(fitted(words, limit)).split()) or "?"
    return safe_line(fitted(words, limit))


def spoiled(value: Any, words: Iterator[str]) -> Any:
    """The same value with every text of a peer in it exchanged."""
    if isinstance(value, tuple | list):
        return type(value)(spoiled(each, words) for each in value)
    if not isinstance(value, msgspec.Struct):
        return value
    changes = {
        name: spoiled(getattr(value, name), words)
        for name in value.__struct_fields__
        if isinstance(getattr(value, name), msgspec.Struct | tuple)
    }
    for name in FIELDS.get(type(value), ()):
        changes[name] = arrived(type(value).__name__, name, next(words))
    if isinstance(value, model.Hit):
        changes["marks"] = ((0, min(3, len(changes["text"]))),)
    return msgspec.structs.replace(value, **changes)


def spoiled_casts(words: Iterator[str]) -> Iterator[tuple[ModuleType, str, Any]]:
    """Everybody and everything in the pictures, by module and name, in other words."""
    for module in CASTS:
        for name, value in vars(module).copy().items():
            holds = isinstance(value, tuple) and value and isinstance(value[0], msgspec.Struct)
            if name.isupper() and (holds or isinstance(value, msgspec.Struct)):
                yield module, name, spoiled(value, words)
