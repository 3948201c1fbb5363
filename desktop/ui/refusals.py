"""What an error says, in the language of the windows.

The engine speaks English, to bots and logs too. Its sentences keep the patterns they were made of;
packaging/i18n.py collects those where they are written, and here they are looked up and filled in.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from desktop.ui.bidi import filled
from net.errors import Sentence, sentence


def refusal(error: Exception | str) -> str:
    """Return the words of an error; in English where nobody wrote them to be translated."""
    words = sentence(error)
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
