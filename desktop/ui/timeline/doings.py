"""What can be done with one message, and doing it: shared by toolbar, menu and keyboard."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop import deep_links
from desktop.model import Message, MessageState
from desktop.ui.bidi import filled
from desktop.ui.features import Feature
from desktop.ui.timeline import labels
from desktop.ui.timeline.cleaning import cleaned

if TYPE_CHECKING:
    from desktop.ui.timeline.view import TimelineView


class Doing(enum.Enum):
    """One act; the value names its entry in menus and its button."""

    REPLY = "reply"
    REACT = "react"
    EDIT = "edit"
    COPY = "copy"
    LINK = "link"
    PIN = "pin"
    DETAILS = "details"
    UNREAD = "unread"
    PERSON = "person"
    DELETE = "delete"


_FEATURES = {
    Doing.REPLY: Feature.REPLIES,
    Doing.REACT: Feature.REACTIONS,
    Doing.EDIT: Feature.EDITS,
    Doing.LINK: Feature.MESSAGE_LINKS,
    Doing.PIN: Feature.PINS,
    Doing.DETAILS: Feature.DETAILS,
    Doing.UNREAD: Feature.MARK_UNREAD,
    Doing.PERSON: Feature.CARDS,
    Doing.DELETE: Feature.EDITS,
}
_OF_DELETED = {Doing.DETAILS, Doing.UNREAD, Doing.LINK, Doing.PERSON}
_OF_OWN = {Doing.EDIT, Doing.DELETE}
_OF_OTHERS = {Doing.UNREAD}
"""One's own words are never news to oneself."""


def doable(message: Message, features: frozenset[Feature]) -> list[Doing]:
    """Return what can be done with a message, in the order of the menu."""
    stored = message.state in {MessageState.STORED, MessageState.DELIVERED}
    found = []
    for doing in Doing:
        feature = _FEATURES.get(doing)
        if feature is not None and (feature not in features or not stored):
            continue
        if message.deleted and doing not in _OF_DELETED:
            continue
        if doing in (_OF_OTHERS if message.own else _OF_OWN):
            continue
        if doing is Doing.COPY and not message.text:
            continue
        found.append(doing)
    return found


def title(doing: Doing, message: Message) -> str:
    """Return the words for an act."""
    if doing is Doing.PIN and message.pinned:
        return QCoreApplication.translate("Timeline", "Unpin")
    titles = {
        Doing.REPLY: QCoreApplication.translate("Timeline", "Reply"),
        Doing.REACT: QCoreApplication.translate("Timeline", "Add a reaction"),
        Doing.EDIT: QCoreApplication.translate("Timeline", "Edit"),
        Doing.COPY: QCoreApplication.translate("Timeline", "Copy text"),
        Doing.LINK: QCoreApplication.translate("Timeline", "Copy link to message"),
        Doing.PIN: QCoreApplication.translate("Timeline", "Pin for everyone"),
        Doing.DETAILS: QCoreApplication.translate("Timeline", "Details"),
        Doing.UNREAD: QCoreApplication.translate("Timeline", "Mark unread from here"),
        Doing.PERSON: filled(
            QCoreApplication.translate("Timeline", "About {0}"), labels.shown_name(message.name)
        ),
        Doing.DELETE: QCoreApplication.translate("Timeline", "Delete…"),
    }
    return titles[doing]


def do(view: TimelineView, doing: Doing, message: Message) -> None:
    """Tell the window that somebody wants this."""
    told = {
        Doing.REPLY: view.reply_wanted,
        Doing.EDIT: view.edit_wanted,
        Doing.DETAILS: view.details_requested,
        Doing.UNREAD: view.unread_wanted,
        Doing.DELETE: view.delete_wanted,
    }.get(doing)
    match doing:
        case _ if told is not None:
            told.emit(message)
        case Doing.REACT:
            view.ask_reaction(message)
        case Doing.COPY:
            view.clips.put(cleaned(message.text))
        case Doing.LINK:
            view.clips.put(message_link(message))
        case Doing.PIN:
            view.pin_wanted.emit(message, not message.pinned)
        case Doing.PERSON:
            view.person_wanted.emit(message.person)
        case _:
            raise AssertionError(doing)


def message_link(message: Message) -> str:
    """Return the address of a message: it opens for those who are in its room."""
    return deep_links.make(message.room, message.id)
