"""What a notification says: who, where, and the newest words; one sentence for a whole burst."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.model import RoomKind
from desktop.services.news import NoticeKind
from desktop.ui import strings
from desktop.ui.bidi import filled, joined

if TYPE_CHECKING:
    from desktop.model import Room
    from desktop.services.news import Notice


_SIGNS = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))
"""What turns the direction of what follows, or ends that (Unicode TR 9)."""


def notice_words(
    notice: Notice, room: Room | None, name: str, *, verified: bool, hide_text: bool = False
) -> tuple[str, str]:
    """Return title and body, plain text; the program's own words come first.

    Args:
        notice: What to tell.
        room: Where it happened, None for a room that is not known here.
        name: What the author is called.
        verified: Whether the author's keys were compared.
        hide_text: Tell that something came, not what: the setting for screens that others see.
    """
    translate = QCoreApplication.translate
    who = _plain(name)
    who = who if verified else filled(translate("Notice", "{0} (not verified)"), who)
    title = joined(("Grapevine", who))
    if room is not None and room.kind is not RoomKind.DIRECT:
        title = joined(("Grapevine", who, _plain(room.name)))
    if notice.kind is NoticeKind.INVITE or notice.message is None:
        return title, translate("Notice", "invites you to a room")
    text = _plain(notice.message.text)
    if notice.count > 1:
        many = strings.counted("Notice", "%n new message", "%n new messages", notice.count)
        return title, many if hide_text else filled("{0}: {1}", many, text)
    if hide_text:
        return title, _kind_words(notice.kind)
    if notice.kind is NoticeKind.ANNOUNCEMENT:
        return title, filled(translate("Notice", "Announcement: {0}"), text)
    return title, text


def _plain(text: str) -> str:
    """Return peer text without signs of direction: in a notice those that count are the program's."""
    return "".join(c for c in text if unicodedata.bidirectional(c) not in _SIGNS)


def _kind_words(kind: NoticeKind) -> str:
    translate = QCoreApplication.translate
    match kind:
        case NoticeKind.MENTION:
            return translate("Notice", "mentions you")
        case NoticeKind.ANNOUNCEMENT:
            return translate("Notice", "New announcement")
        case _:
            return translate("Notice", "New message")
