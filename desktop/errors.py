"""Errors the user is told: a kind for programs and a sentence that says what to do."""

from __future__ import annotations

from typing import Literal

from net.errors import sentence

Kind = Literal["not-found", "refused", "too-large", "invalid", "storage", "offline"]


class AppError(Exception):
    """Something could not be done; `str(error)` is for people, `kind` for programs (docs/rpc.md).

    `sentence` is the same words with what they were made of: `desktop.ui.refusals` says them in the
    language of the windows.
    """

    def __init__(self, kind: Kind, text: str, **values: object) -> None:
        self.sentence = sentence(text, **values)
        super().__init__(str(self.sentence))
        self.kind: Kind = kind


class StartError(Exception):
    """The application cannot start; the text says why and what to do. `code` is the exit code."""

    def __init__(self, text: str | Exception, code: int = 1, **values: object) -> None:
        self.sentence = sentence(text, **values)
        super().__init__(str(self.sentence))
        self.code = code
