"""The dialogs about one message: who holds it and its former words, and whether to delete it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QDateTime, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.ui import strings
from desktop.ui.bidi import filled, from_left
from desktop.ui.buttons import push_button
from desktop.ui.dialog import Dialog
from desktop.ui.labels import Paragraph, PlainLabel
from desktop.ui.timeline import labels
from desktop.ui.timeline.cleaning import cleaned
from desktop.ui.timeline.markup import SHOWN_CHARS

if TYPE_CHECKING:
    from desktop.model import Message
    from desktop.ui.theme import ThemeSwitch

SHOWN_MAX = 200
"""Holders and former words each: a room has fewer devices, and nobody reads more edits."""


class HolderView(msgspec.Struct, frozen=True):
    """A device that holds a message, since when at the latest (Unix ms); names are for people."""

    person: str
    device: str
    at_ms: int


class VersionView(msgspec.Struct, frozen=True):
    """The words of a message as they stood from a moment (Unix ms) on."""

    text: str
    at_ms: int


class MessageDetails(msgspec.Struct, frozen=True):
    """What is shown of one message; `versions` oldest first, none if it was never edited."""

    message: Message
    holders: tuple[HolderView, ...] = ()
    versions: tuple[VersionView, ...] = ()


class DetailsDialog(Dialog):
    """Opened with `open`; closes itself."""

    def __init__(
        self, switch: ThemeSwitch, details: MessageDetails, now_ms: int, parent: QWidget
    ) -> None:
        super().__init__(switch, self.tr("Message details"), "message-details", parent)
        px = switch.theme.px
        page = QWidget()
        page.setProperty("ground", "surface")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(px(8), px(4), px(8), px(4))  # clear of the focus ring
        self._column.setSpacing(px(4))
        self._now_ms = now_ms
        self._gap = px(10)
        message = details.message
        name = labels.shown_name(message.name)
        self._add(filled(self.tr("Sent by {0}, {1}"), name, _moment(message.sent_at_ms)), "body")
        self._add_holders(details)
        self._add_versions(details)
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("message-details-scroll")
        scroll.setAccessibleName(self.tr("Message details"))
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        self.body.addWidget(scroll)
        self.add_close(self.tr("Close"))
        self.resize(px(440), px(420))

    def _add(self, words: str, tone: str, name: str = "") -> None:
        self._column.addWidget(Paragraph(words, tone=tone, name=name))

    def _add_holders(self, details: MessageDetails) -> None:
        self._column.addSpacing(self._gap)
        count = len(details.holders)
        heading = strings.counted(
            "DetailsDialog", "On %n other device", "On %n other devices", count
        )
        self._column.addWidget(PlainLabel(heading, tone="section", name="message-holders"))
        if not details.holders:
            self._add(self.tr("No other device has confirmed it yet."), "preview")
        for each in details.holders[:SHOWN_MAX]:
            when = strings.seen_time(each.at_ms, self._now_ms)
            who = labels.shown_name(each.person)
            device = labels.shown_name(each.device)
            self._add(filled(self.tr("{0} · {1} · {2}"), who, device, when), "preview")

    def _add_versions(self, details: MessageDetails) -> None:
        if not details.versions:
            return
        self._column.addSpacing(self._gap)
        words = self.tr("Words over time")
        self._column.addWidget(PlainLabel(words, tone="section", name="message-versions"))
        for each in reversed(details.versions[-SHOWN_MAX:]):
            self._add(_moment(each.at_ms), "hint")
            words = cleaned(each.text)
            cut = len(words) > SHOWN_CHARS
            self._add(f"{words[:SHOWN_CHARS]}…" if cut else words, "lead")


def _moment(at_ms: int) -> str:
    day = QDateTime.fromMSecsSinceEpoch(at_ms).toString("yyyy-MM-dd")
    return f"{from_left(day)} {strings.clock_time(at_ms)}"


class DeleteDialog(Dialog):
    """Asks before a message is taken back."""

    confirmed = Signal()

    def __init__(self, switch: ThemeSwitch, message: Message, parent: QWidget) -> None:
        super().__init__(switch, self.tr("Delete this message?"), "delete-message", parent)
        self.add_words(f"“{labels.one_line(message.text)}”", tone="lead", name="delete-words")
        self.add_words(
            self.tr("It goes from every device that honours this. Others may have kept a copy."),
            name="delete-honesty",
        )
        self.add_close(self.tr("Keep it"))
        button = push_button(self.tr("Delete"), name="delete-confirm", kind="danger")
        button.setDefault(True)
        self.buttons.addWidget(button)
        button.clicked.connect(self._confirm)

    def _confirm(self) -> None:
        self.confirmed.emit()
        self.accept()
