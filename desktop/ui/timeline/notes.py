"""The sentences between messages: what is still on its way, and what was said while apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.ui import strings
from desktop.ui.bidi import filled, joined
from desktop.ui.timeline.labels import shown_name
from desktop.ui.timeline.source import Marker

if TYPE_CHECKING:
    from desktop.marked import Merged, Notes


def marker_of(notes: Notes) -> Marker:
    """Return the pill for what is to be said above a message."""
    words = []
    if notes.merged is not None:
        words.append(_merged(notes.merged))
    if notes.gap is not None:
        words.append(_gap(notes.gap.name, notes.gap.entries))
    return Marker(joined(words), "network" if notes.merged is not None else "clock")


def _gap(name: str, entries: int) -> str:
    words = strings.counted(
        "Timeline",
        "%n earlier message from {0} is still on its way",
        "%n earlier messages from {0} are still on their way",
        entries,
    )
    return filled(words, shown_name(name))


def _merged(merged: Merged) -> str:
    messages = strings.counted("Timeline", "%n message", "%n messages", merged.messages)
    if merged.rooms < 2:
        return QCoreApplication.translate("Timeline", "While apart: {0}").format(messages)
    rooms = strings.counted("Timeline", "in %n room", "in %n rooms", merged.rooms)
    words = QCoreApplication.translate("Timeline", "While apart: {0} {1}")
    return words.format(messages, rooms)
