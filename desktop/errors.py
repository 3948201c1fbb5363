"""Errors the user is told: a kind for programs and a sentence that says what to do."""

from __future__ import annotations

from typing import Literal

Kind = Literal["not-found", "refused", "too-large", "invalid", "storage", "offline"]


class AppError(Exception):
    """Something could not be done; `str(error)` is for people, `kind` for programs (docs/rpc.md)."""

    def __init__(self, kind: Kind, text: str) -> None:
        super().__init__(text)
        self.kind: Kind = kind


class StartError(Exception):
    """The application cannot start; the text says why and what to do. `code` is the exit code."""

    def __init__(self, text: str, code: int = 1) -> None:
        super().__init__(text)
        self.code = code
