"""The words under the composer's box and on its strip."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.texts import MAX_TEXT_BYTES
from desktop.ui import strings

COUNTER_FROM = 0.9
"""From nine tenths of the limit on the counter shows how many bytes are left."""


def state(over_bytes: int, trouble: str, by_control: bool) -> tuple[str, str]:
    """Return what stands under the box, and in which tone; `over_bytes` is below 0 while it fits.

    `by_control` tells that Enter sends only with Ctrl.
    """
    if over_bytes > 0:
        words = strings.counted(
            "Composer",
            "Too long by %n byte: a message holds 16 KiB. Send it in parts.",
            "Too long by %n bytes: a message holds 16 KiB. Send it in parts.",
            over_bytes,
        )
        return words, "danger"
    if trouble:
        return trouble, "danger"
    if over_bytes > -MAX_TEXT_BYTES * (1 - COUNTER_FROM):
        return strings.counted("Composer", "%n byte left", "%n bytes left", -over_bytes), "hint"
    if by_control:
        words = QCoreApplication.translate("Composer", "Ctrl+Enter to send · Enter for a new line")
    else:
        words = QCoreApplication.translate("Composer", "Enter to send · Shift+Enter for a new line")
    return words, "hint"


def not_pasted(size_bytes: int) -> str:
    """Say that a text was too long to be pasted."""
    words = QCoreApplication.translate(
        "Composer", "Not pasted: {0} KiB is too much for messages of 16 KiB."
    )
    return words.format(size_bytes // 1024)


def no_words() -> str:
    """Say that what was to be pasted is no text."""
    return QCoreApplication.translate(
        "Composer", "Not pasted: only words can be sent, no pictures or files."
    )


def sending_in(left_s: int) -> str:
    """Say how long a message can still be taken back."""
    return strings.counted("Composer", "Sending in %n s", "Sending in %n s", left_s)
