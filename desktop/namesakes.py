"""Tells people, or rooms, of one name apart: by the first signs of their ids, on every device the same."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

Id = TypeVar("Id", bound=bytes)

MARK_CHARS = 4
"""One in a million: enough to tell a few apart, and no proof of who somebody is."""


class Named(Protocol):
    """What has a name that another may have as well; `mark` is empty where nobody has."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def mark(self) -> str: ...  # noqa: D102


def marks(named: Iterable[tuple[Id, str]]) -> dict[Id, str]:
    """Return a short mark for each id that shares its name with another, however it is written."""
    same: dict[str, list[Id]] = {}
    for each, name in named:
        same.setdefault(" ".join(name.casefold().split()), []).append(each)
    found: dict[Id, str] = {}
    for group in same.values():
        if len(group) < 2:
            continue
        signs = {each: base64.b32encode(each).decode().rstrip("=") for each in group}
        chars = MARK_CHARS
        while chars < 52 and len({each[:chars] for each in signs.values()}) < len(signs):
            chars += 1
        found |= {each: whole[:chars] for each, whole in signs.items()}
    return found


def label(named: Named) -> str:
    """Return what somebody or something is called in a list, with the mark where one is needed."""
    return marked(named.name, named.mark)


def marked(name: str, mark: str | None) -> str:
    """Return a name with its mark, where there is one."""
    return f"{name} ({mark})" if mark else name
