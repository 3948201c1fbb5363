"""Does what the clickable places of a message ask for: link, copy, retry, jump, react, more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QToolTip

from desktop.ui.timeline.accessible import tell
from desktop.ui.timeline.pieces import Act
from net.ids import EntryId

if TYPE_CHECKING:
    from desktop.model import Message
    from desktop.ui.timeline.pieces import Spot
    from desktop.ui.timeline.rows import Row
    from desktop.ui.timeline.view import TimelineView


def activate(view: TimelineView, row: Row, spot: Spot) -> None:
    """Act as if the place had been clicked."""
    message = row.message
    match spot.act:
        case Act.LINK:
            view.link_activated.emit(spot.value, spot.label)
        case Act.COPY:
            view.clips.put(spot.value)
            _say(view, QCoreApplication.translate("Timeline", "Copied"))
        case Act.RETRY:
            view.retry_requested.emit(message.local_id)
        case Act.EDIT:
            view.edit_requested.emit(message.local_id)
        case Act.DISCARD:
            view.discard_requested.emit(message.local_id)
        case Act.MORE | Act.LESS:
            view.rows.set_opened(row.key, opened=spot.act is Act.MORE)
            view.flush()
        case _:
            _talk(view, message, spot)


def _say(view: TimelineView, words: str) -> None:
    """Say that something was done that is seen nowhere: at the pointer, and to screen readers."""
    if view.underMouse():
        QToolTip.showText(QCursor.pos(), words, view.viewport())
    tell(view, words)


def _talk(view: TimelineView, message: Message, spot: Spot) -> None:
    match spot.act:
        case Act.QUOTE:
            view.jump_to(EntryId(bytes.fromhex(spot.value)))
        case Act.REACT:
            view.reaction_toggled.emit(message.id, spot.value, not spot.on)
        case Act.PICK:
            view.ask_reaction(message)
        case Act.HISTORY:
            view.details_requested.emit(message)
        case _:
            raise AssertionError(spot.act)
