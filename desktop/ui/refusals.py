"""What an error says, in the language of the windows.

The engine speaks English, to bots and logs too. Its sentences keep the patterns they were made of;
packaging/i18n.py collects those where they are written, and here they are looked up and filled in.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from desktop.errors import UnknownMessageError, UnknownPersonError, UnknownRoomError
from desktop.ui.bidi import filled
from net.errors import Sentence, sentence


def refusal(error: Exception | str) -> str:
    """Return the words of an error; in English where nobody wrote them to be translated."""
    words = sentence(error)
    pattern = _for_people(words.pattern)
    if pattern is None:
        pattern = QCoreApplication.translate("Refusal", words.pattern)
    if not words.values:
        return pattern
    return filled(pattern, **{name: _value(value) for name, value in words.values.items()})


def _value(value: object) -> str:
    match value:
        case Exception() | Sentence():
            return refusal(value)
        case int():
            return QLocale().toString(value)
        case _:
            return str(value)


def _for_people(pattern: str) -> str | None:
    """Return other words for what is said to bots by the name of a method, None for all else."""
    match pattern:
        case UnknownRoomError.TEXT:
            return QCoreApplication.translate("Refusal", "You are not in this room.")
        case UnknownMessageError.TEXT:
            return QCoreApplication.translate("Refusal", "This message is not here any more.")
        case UnknownPersonError.TEXT:
            return QCoreApplication.translate("Refusal", "This person is not known here.")
        case _:
            return None
