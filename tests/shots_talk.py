"""The pictures of a conversation: everything a message can carry, and the tools round it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.model import Message, MessageState, Reaction
from tests import shots
from tests.shots import ME, NAMES, NOW_MS, PRESENT, TALK, Lines, lobby, person, said

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.ui.chat_window import ChatWindow


def _chose(emoji: str, *keys: str) -> Reaction:
    return Reaction(emoji, tuple(person(key).person for key in keys))


RICH = (
    TALK[2],
    TALK[3],
    TALK[4],
    msgspec.structs.replace(
        TALK[5], reactions=(_chose("👍", "ana", "bo", "goro"), _chose("🌊", "mira", "farah"))
    ),
    TALK[6],
    said(
        "goro",
        "10:35",
        "Then we fly with two. @Mira Sol can you take the spare radio? @Bo Lindqvist knows where.",
        reply_to=TALK[2].id,
        mentions=(ME.person, person("bo").person),
        mentions_me=True,
    ),
    said("mira", "10:37", "Yes, already packed.", delivered_to=6, edited_at_ms=NOW_MS - 500_000),
    said("mira", "10:38", "Who has the charger for it?", state=MessageState.STORED),
    said(
        "mira", "10:38", "The blue one, 12 V", state=MessageState.FAILED, error="the disk is full"
    ),
    msgspec.structs.replace(TALK[-1], pinned=True),
    said("emre", "10:43", "gone", deleted=True),
)


MORNING = (*RICH[:-2], TALK[-1])
"""As much of it as one window shows."""


class RichLines(Lines):
    """The messages of the rich room: one author lacks two, and a split was healed."""

    def marker_before(self, message: Message) -> object:
        from desktop.marked import Merged, Notes
        from desktop.store.room_gaps import Gap
        from desktop.ui.timeline.notes import marker_of

        if message is TALK[6]:
            return marker_of(Notes(merged=Merged(34, 3)))
        if message.pinned:
            return marker_of(Notes(gap=Gap(message.id, 1, message.name, 2)))
        return None


def write(window: ChatWindow, words: str) -> None:
    """Put words into the box, the caret behind them."""
    edit = window.page.composer.edit
    edit.setPlainText(words)
    edit.moveCursor(edit.textCursor().MoveOperation.End)


def rich(window: ChatWindow) -> None:
    """Everything a message can carry, and the card over the one under the mouse."""
    from desktop.ui.features import Feature

    shots._open(window, RICH)
    view, talk = window.timeline, window.page.talk
    talk.set_features(frozenset(Feature))
    talk.set_people(PRESENT, ME.person)
    window.open_room(lobby(RICH), RichLines(RICH))
    talk.set_typing(["Ana", "Farah"])
    talk.timeline.set_reach(7)
    write(window, "Thanks! I will fetch it before lunch")
    view.set_unread_after(RICH[4].id)  # type: ignore[attr-defined]
    view.set_hover(1)  # type: ignore[attr-defined]


def mirrored(window: ChatWindow) -> None:
    """The same where windows read from right to left."""
    from PySide6.QtCore import Qt

    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    rich(window)


def answering(window: ChatWindow) -> None:
    """A reply half written, a name being completed, words being looked for."""
    from PySide6.QtWidgets import QApplication

    rich(window)
    window.page.composer.start_reply(RICH[2])
    window.page.find_bar.open("the")
    window.page.find_bar._ask()
    found = [each.id for each in RICH if "the" in each.text.lower()]
    window.page.find_bar.set_found("the", found)
    window.activateWindow()
    window.page.composer.edit.setFocus()
    QApplication.processEvents()  # suggestions are for whoever has the keyboard
    write(window, "**Done**, *nearly*: see `drift.py` at https://logs.station.example @")
    window.page.composer.edit.insertPlainText("b")


def picking(window: ChatWindow) -> QWidget:
    """The window to pick an emoji from."""
    rich(window)
    talk = window.page.talk
    talk.set_recent_emoji(["👍", "🌊", "☕"])
    talk._pick_for_text()
    picker = talk._picker
    assert picker is not None
    picker.field.setText("boat")
    picker.field.clear()
    picker._choose("smileys")
    return picker


def days(window: ChatWindow) -> QWidget:
    """The calendar behind the date."""
    from PySide6.QtCore import QPoint

    from desktop.ui.day_picker import DayPicker

    rich(window)
    window.page.talk._pick_day(QPoint(300, 80))
    found = window.findChild(DayPicker)
    assert found is not None
    return found


def details(window: ChatWindow) -> QWidget:
    """Who holds a message, and its former words."""
    from desktop.ui.message_details import (
        DetailsDialog,
        HolderView,
        MessageDetails,
        VersionView,
    )

    rich(window)
    holders = tuple(
        HolderView(NAMES[key][0], device, NOW_MS - 60_000 * n)
        for n, (key, device) in enumerate(
            (("ana", "wet-lab laptop"), ("bo", "bridge desktop"), ("farah", "boat laptop"))
        )
    )
    versions = (
        VersionView("Yes, packed.", RICH[6].sent_at_ms),
        VersionView("Yes, already packed.", NOW_MS - 500_000),
    )
    window.page.talk.show_details(MessageDetails(RICH[6], holders, versions))
    found = window.findChild(DetailsDialog)
    assert found is not None
    return found


def deleting(window: ChatWindow) -> QWidget:
    """The question before a message is deleted."""
    from desktop.ui.message_details import DeleteDialog

    rich(window)
    window.page.talk._ask_delete(RICH[6])
    found = window.findChild(DeleteDialog)
    assert found is not None
    return found


def message_menu(window: ChatWindow) -> QWidget:
    """The menu of an own message."""
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QMenu

    rich(window)
    view = window.timeline
    shown = next(s for s in view.shown if s.row.message is RICH[6])  # type: ignore[attr-defined]
    view.open_menu(shown, QPoint(400, 300))  # type: ignore[attr-defined]
    found = window.findChild(QMenu, "timeline-menu")
    assert found is not None
    return found


SCENES: tuple[shots.Scene, ...] = tuple(
    (scene.__name__.replace("_", "-"), scene, dark)
    for scene in (rich, mirrored, answering, picking, days, details, deleting, message_menu)
    for dark in (False, True)
)
