"""One thing found out about the network: a verdict, words, and what would help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["ok", "problem", "unknown"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One check of the network: its verdict in words, and what would help.

    `command` can be typed into a terminal as it stands; nobody but the person runs it.
    """

    check: str
    verdict: Verdict
    words: str
    fix: str | None = None
    command: str | None = None
