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


class UnknownRoomError(AppError):
    """A room was named that is not known here, or that this device is not in."""

    TEXT = "There is no such room here: rooms.list names them."
    """For programs, as those below; windows have words of their own."""

    def __init__(self) -> None:
        super().__init__("not-found", self.TEXT)


class UnknownMessageError(AppError):
    """A message was named that is not held here, or not any more."""

    TEXT = "There is no such message here: messages.list names them."

    def __init__(self) -> None:
        super().__init__("not-found", self.TEXT)


class UnknownPersonError(AppError):
    """Somebody was named who was never met here."""

    TEXT = "There is nobody with this id here: people.list names them."

    def __init__(self) -> None:
        super().__init__("not-found", self.TEXT)


class StartError(Exception):
    """The application cannot start; the text says why and what to do. `code` is the exit code."""

    def __init__(self, text: str | Exception, code: int = 1, **values: object) -> None:
        self.sentence = sentence(text, **values)
        super().__init__(str(self.sentence))
        self.code = code
