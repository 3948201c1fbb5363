"""The one table of keyboard shortcuts: it feeds the actions, the tooltips and the sheet of keys."""

from __future__ import annotations

import enum
import sys
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from desktop.ui.bidi import from_left
from desktop.ui.features import Feature


class Scope(enum.Enum):
    """Where the keys work; the same keys may stand in two scopes, never twice in one."""

    WINDOW = "window"
    COMPOSER = "composer"
    TIMELINE = "timeline"


@dataclass(frozen=True, slots=True)
class Shortcut:
    """Keys in Qt's portable spelling, the first one is shown; the title is for people."""

    id: str
    keys: tuple[str, ...]
    title: str
    scope: Scope
    feature: Feature | None = None
    """Works, and is listed, only while this is on."""

    number: int | None = None
    """Which of a series this is; stands in the title."""


_CONTEXT = "Shortcuts"

NUMBERED = range(1, 10)
"""Conversations that have keys of their own: one for each digit, but 0 is for the size."""
_MAC = sys.platform == "darwin"
"""There Alt with an arrow goes from word to word in what is being written."""


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001
    """Return the text; the name, which lupdate looks for, marks it for the translators."""
    return text


SHORTCUTS = (
    Shortcut(
        "next-region",
        ("F6",),
        QT_TRANSLATE_NOOP("Shortcuts", "Next part of the window"),
        Scope.WINDOW,
    ),
    Shortcut(
        "previous-region",
        ("Shift+F6",),
        QT_TRANSLATE_NOOP("Shortcuts", "Previous part of the window"),
        Scope.WINDOW,
    ),
    Shortcut(
        "latest",
        ("Esc",),
        QT_TRANSLATE_NOOP("Shortcuts", "Jump to the latest message"),
        Scope.WINDOW,
    ),
    Shortcut(
        "people",
        ("Ctrl+Shift+P",),
        QT_TRANSLATE_NOOP("Shortcuts", "Show who is here"),
        Scope.WINDOW,
    ),
    Shortcut(
        "add-address",
        ("Ctrl+Shift+A",),
        QT_TRANSLATE_NOOP("Shortcuts", "Add someone by address"),
        Scope.WINDOW,
    ),
    Shortcut(
        "switcher",
        ("Ctrl+K",),
        QT_TRANSLATE_NOOP("Shortcuts", "Go to a room or a person"),
        Scope.WINDOW,
        Feature.SWITCHER,
    ),
    Shortcut(
        "new",
        ("Ctrl+N",),
        QT_TRANSLATE_NOOP("Shortcuts", "New room or message"),
        Scope.WINDOW,
        Feature.CREATE_ROOMS,
    ),
    Shortcut(
        "browse-rooms",
        ("Ctrl+Shift+B",),
        QT_TRANSLATE_NOOP("Shortcuts", "Browse rooms"),
        Scope.WINDOW,
        Feature.BROWSE_ROOMS,
    ),
    Shortcut(
        "previous-room",
        ("Alt+Up", "Ctrl+PgUp", "Ctrl+Shift+Tab"),
        QT_TRANSLATE_NOOP("Shortcuts", "Previous conversation"),
        Scope.WINDOW,
        Feature.SWITCHER,
    ),
    Shortcut(
        "next-room",
        ("Alt+Down", "Ctrl+PgDown", "Ctrl+Tab"),
        QT_TRANSLATE_NOOP("Shortcuts", "Next conversation"),
        Scope.WINDOW,
        Feature.SWITCHER,
    ),
    Shortcut(
        "previous-unread",
        ("Alt+Shift+Up",),
        QT_TRANSLATE_NOOP("Shortcuts", "Previous unread conversation"),
        Scope.WINDOW,
        Feature.SWITCHER,
    ),
    Shortcut(
        "next-unread",
        ("Alt+Shift+Down",),
        QT_TRANSLATE_NOOP("Shortcuts", "Next unread conversation"),
        Scope.WINDOW,
        Feature.SWITCHER,
    ),
    Shortcut(
        "back",
        ("Ctrl+[",) if _MAC else ("Alt+Left",),
        QT_TRANSLATE_NOOP("Shortcuts", "Back to where you were reading"),
        Scope.WINDOW,
        Feature.SWITCHER,
    ),
    Shortcut(
        "forward",
        ("Ctrl+]",) if _MAC else ("Alt+Right",),
        QT_TRANSLATE_NOOP("Shortcuts", "Forward again"),
        Scope.WINDOW,
        Feature.SWITCHER,
    ),
    *(
        Shortcut(
            f"room-{number}",
            (f"Ctrl+{number}",),
            QT_TRANSLATE_NOOP("Shortcuts", "Conversation {0} of the list"),
            Scope.WINDOW,
            Feature.SWITCHER,
            number,
        )
        for number in NUMBERED
    ),
    Shortcut(
        "mark-read",
        ("Ctrl+R",),
        QT_TRANSLATE_NOOP("Shortcuts", "Mark as read"),
        Scope.WINDOW,
        Feature.ROOM_SETTINGS,
    ),
    Shortcut(
        "presence",
        ("Ctrl+Shift+O",),
        QT_TRANSLATE_NOOP("Shortcuts", "People on this network"),
        Scope.WINDOW,
        Feature.PRESENCE,
    ),
    Shortcut(
        "network",
        ("Ctrl+Shift+W",),
        QT_TRANSLATE_NOOP("Shortcuts", "Network"),
        Scope.WINDOW,
        Feature.NETWORK,
    ),
    Shortcut(
        "search",
        ("Ctrl+Shift+F",),
        QT_TRANSLATE_NOOP("Shortcuts", "Search everything"),
        Scope.WINDOW,
        Feature.SEARCH,
    ),
    Shortcut(
        "announce",
        ("Ctrl+Shift+N",),
        QT_TRANSLATE_NOOP("Shortcuts", "Announcement"),
        Scope.WINDOW,
        Feature.ANNOUNCE,
    ),
    Shortcut("settings", ("Ctrl+,",), QT_TRANSLATE_NOOP("Shortcuts", "Settings"), Scope.WINDOW),
    Shortcut(
        "zoom-in", ("Ctrl+=", "Ctrl++"), QT_TRANSLATE_NOOP("Shortcuts", "Larger"), Scope.WINDOW
    ),
    Shortcut("zoom-out", ("Ctrl+-",), QT_TRANSLATE_NOOP("Shortcuts", "Smaller"), Scope.WINDOW),
    Shortcut(
        "zoom-reset", ("Ctrl+0",), QT_TRANSLATE_NOOP("Shortcuts", "Normal size"), Scope.WINDOW
    ),
    Shortcut(
        "keys", ("Ctrl+/",), QT_TRANSLATE_NOOP("Shortcuts", "Keyboard shortcuts"), Scope.WINDOW
    ),
    Shortcut(
        "close", ("Ctrl+W",), QT_TRANSLATE_NOOP("Shortcuts", "Close the window"), Scope.WINDOW
    ),
    Shortcut("quit", ("Ctrl+Q",), QT_TRANSLATE_NOOP("Shortcuts", "Quit"), Scope.WINDOW),
    Shortcut("send", ("Enter",), QT_TRANSLATE_NOOP("Shortcuts", "Send"), Scope.COMPOSER),
    Shortcut(
        "newline", ("Shift+Enter",), QT_TRANSLATE_NOOP("Shortcuts", "New line"), Scope.COMPOSER
    ),
    Shortcut(
        "edit-last",
        ("Up",),
        QT_TRANSLATE_NOOP("Shortcuts", "Edit your last message, from an empty box"),
        Scope.COMPOSER,
        Feature.EDITS,
    ),
    Shortcut("bold", ("Ctrl+B",), QT_TRANSLATE_NOOP("Shortcuts", "Bold"), Scope.COMPOSER),
    Shortcut("italic", ("Ctrl+I",), QT_TRANSLATE_NOOP("Shortcuts", "Italic"), Scope.COMPOSER),
    Shortcut("code", ("Ctrl+E",), QT_TRANSLATE_NOOP("Shortcuts", "Code"), Scope.COMPOSER),
    Shortcut(
        "link",
        ("Ctrl+Shift+L",),
        QT_TRANSLATE_NOOP("Shortcuts", "Make an address a link"),
        Scope.COMPOSER,
    ),
    Shortcut(
        "find",
        ("Ctrl+F",),
        QT_TRANSLATE_NOOP("Shortcuts", "Find in this room"),
        Scope.TIMELINE,
        Feature.FIND,
    ),
    Shortcut(
        "go-to-day",
        ("Ctrl+G",),
        QT_TRANSLATE_NOOP("Shortcuts", "Go to a day"),
        Scope.TIMELINE,
        Feature.DATES,
    ),
    Shortcut(
        "reply",
        ("R", "Ctrl+Shift+R"),
        QT_TRANSLATE_NOOP("Shortcuts", "Reply to the message"),
        Scope.TIMELINE,
        Feature.REPLIES,
    ),
    Shortcut(
        "react",
        ("+", "Ctrl+Shift+E"),
        QT_TRANSLATE_NOOP("Shortcuts", "Add a reaction"),
        Scope.TIMELINE,
        Feature.REACTIONS,
    ),
    Shortcut(
        "edit",
        ("E",),
        QT_TRANSLATE_NOOP("Shortcuts", "Edit the message"),
        Scope.TIMELINE,
        Feature.EDITS,
    ),
    Shortcut(
        "delete",
        ("Del", "Ctrl+Shift+D"),
        QT_TRANSLATE_NOOP("Shortcuts", "Delete the message"),
        Scope.TIMELINE,
        Feature.EDITS,
    ),
    Shortcut(
        "copy-message",
        ("C",),
        QT_TRANSLATE_NOOP("Shortcuts", "Copy the message"),
        Scope.TIMELINE,
    ),
    Shortcut(
        "copy-link",
        ("L",),
        QT_TRANSLATE_NOOP("Shortcuts", "Copy a link to the message"),
        Scope.TIMELINE,
        Feature.MESSAGE_LINKS,
    ),
    Shortcut(
        "unread-from-here",
        ("U",),
        QT_TRANSLATE_NOOP("Shortcuts", "Mark unread from the message on"),
        Scope.TIMELINE,
        Feature.MARK_UNREAD,
    ),
    Shortcut(
        "about-person",
        ("P",),
        QT_TRANSLATE_NOOP("Shortcuts", "Who wrote the message"),
        Scope.TIMELINE,
        Feature.CARDS,
    ),
    Shortcut(
        "page-up",
        ("PgUp",),
        QT_TRANSLATE_NOOP("Shortcuts", "Older messages, one page"),
        Scope.TIMELINE,
    ),
    Shortcut(
        "page-down",
        ("PgDown",),
        QT_TRANSLATE_NOOP("Shortcuts", "Newer messages, one page"),
        Scope.TIMELINE,
    ),
    Shortcut(
        "first-unread",
        ("Shift+PgUp",),
        QT_TRANSLATE_NOOP("Shortcuts", "First unread message"),
        Scope.TIMELINE,
    ),
    Shortcut(
        "first", ("Ctrl+Home",), QT_TRANSLATE_NOOP("Shortcuts", "First message"), Scope.TIMELINE
    ),
    Shortcut(
        "last", ("Ctrl+End",), QT_TRANSLATE_NOOP("Shortcuts", "Latest message"), Scope.TIMELINE
    ),
    Shortcut(
        "older", ("Up",), QT_TRANSLATE_NOOP("Shortcuts", "The message before"), Scope.TIMELINE
    ),
    Shortcut(
        "newer", ("Down",), QT_TRANSLATE_NOOP("Shortcuts", "The message after"), Scope.TIMELINE
    ),
    Shortcut(
        "newest",
        ("Ctrl+J",),
        QT_TRANSLATE_NOOP("Shortcuts", "Walk from the latest"),
        Scope.TIMELINE,
    ),
    Shortcut(
        "activate",
        ("Return",),
        QT_TRANSLATE_NOOP("Shortcuts", "Open what is marked in the message"),
        Scope.TIMELINE,
    ),
    Shortcut(
        "select-day", ("Ctrl+A",), QT_TRANSLATE_NOOP("Shortcuts", "Select the day"), Scope.TIMELINE
    ),
    Shortcut(
        "copy", ("Ctrl+C",), QT_TRANSLATE_NOOP("Shortcuts", "Copy what is selected"), Scope.TIMELINE
    ),
)
"""Every key the windows answer to. The composer's and the timeline's own keys are listed for the
sheet; those widgets handle them."""


def shortcut(shortcut_id: str) -> Shortcut:
    """Return the entry of this id. Raises KeyError for an unknown one."""
    for entry in SHORTCUTS:
        if entry.id == shortcut_id:
            return entry
    raise KeyError(shortcut_id)


def title(entry: Shortcut) -> str:
    """Return the entry's title in the language of the window."""
    words = QCoreApplication.translate(_CONTEXT, entry.title)
    return words if entry.number is None else words.format(entry.number)


def native(keys: str) -> str:
    """Return keys as this system writes them, from left to right where words run the other way, too."""
    return from_left(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))


def keys_text(entry: Shortcut) -> str:
    """Return the first keys as this system writes them, such as Ctrl+Q."""
    return native(entry.keys[0])


def tooltip(words: str, shortcut_id: str) -> str:
    """Return words of one's own followed by the keys in brackets."""
    return f"{words} ({keys_text(shortcut(shortcut_id))})"


def with_keys(words: str, keys: str) -> str:
    """Return words followed by keys that Qt itself gives a control, such as Esc in a dialog."""
    return f"{words} ({native(keys)})"


def scope_title(scope: Scope) -> str:
    """Return the heading of a scope in the sheet of keys."""
    match scope:
        case Scope.WINDOW:
            return QCoreApplication.translate("Shortcuts", "Everywhere")
        case Scope.COMPOSER:
            return QCoreApplication.translate("Shortcuts", "Writing")
        case Scope.TIMELINE:
            return QCoreApplication.translate("Shortcuts", "Reading")
