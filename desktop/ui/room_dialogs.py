"""The dialogs about one room: make it, name it, leave it; opened without a loop of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit

from desktop.model import Room, RoomKind
from desktop.ui.bidi import filled
from desktop.ui.buttons import push_button
from desktop.ui.controls import rename_button
from desktop.ui.dialog import Dialog
from desktop.ui.labels import Paragraph
from desktop.ui.names import clean_name
from desktop.ui.wrapped_radio import WrappedRadio

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from desktop.ui.theme import ThemeSwitch

ROOM_NAME_CHARS = 48
"""As long as a person's name may be: both stand in the same rows."""

TOPIC_CHARS = 120
"""One line under the name; whatever is longer is a message."""


class _RoomFields:
    """Name and topic, checked while they are typed."""

    def __init__(self, dialog: Dialog, body: QVBoxLayout, room: Room | None) -> None:
        self.name = QLineEdit("" if room is None else room.name)
        self.name.setObjectName("room-name")
        self.name.setMaxLength(ROOM_NAME_CHARS)
        self.name.setAccessibleName(QCoreApplication.translate("RoomForm", "Name of the room"))
        self.topic = QLineEdit("" if room is None else room.topic)
        self.topic.setObjectName("room-topic-field")
        self.topic.setMaxLength(TOPIC_CHARS)
        self.topic.setAccessibleName(QCoreApplication.translate("RoomForm", "Topic"))
        self.topic.setPlaceholderText(
            QCoreApplication.translate("RoomForm", "What it is about (optional)")
        )
        dialog.add_field(
            self.name, QCoreApplication.translate("RoomForm", "Name"), name="room-name"
        )
        dialog.add_field(
            self.topic, QCoreApplication.translate("RoomForm", "Topic"), name="room-topic"
        )

    def values(self) -> tuple[str, str]:
        """Return name and topic as others will see them; an empty name is none."""
        return clean_name(self.name.text()), " ".join(self.topic.text().split())


def listed(room: Room) -> bool:
    """Whether a room stands in this person's list: theirs, or one they are invited to."""
    return room.joined or room.kind is RoomKind.PRIVATE


class CreateRoom(Dialog):
    """Asks for what a new room needs. It stays until `done` or `refused` is called."""

    create_wanted = Signal(str, str, str)
    """Name, RoomKind value (open or private), topic."""

    existing_wanted = Signal(object)
    """Room: not a new one, but the one that is called so already."""

    def __init__(self, switch: ThemeSwitch, parent: QWidget, *, name: str = "") -> None:
        super().__init__(switch, self.tr("New room"), "create-room", parent)
        self._rooms: tuple[Room, ...] = ()
        self._existing: Room | None = None
        self._fields = _RoomFields(self, self.body, None)
        self.name, self.topic = self._fields.name, self._fields.topic
        self.name.setText(name)
        self.existing = Paragraph("", tone="meta", name="room-exists")
        self.existing_button = push_button("", name="room-exists-act", kind="link")
        self.existing_button.clicked.connect(self._take_existing)
        row = QHBoxLayout()
        row.addWidget(self.existing, 1)
        row.addWidget(self.existing_button)
        self.body.insertLayout(2, row)  # under the name
        self.open_kind = WrappedRadio(
            self.tr("Open: everyone on this network can find and join it"), name="kind-open"
        )
        self.private_kind = WrappedRadio(
            self.tr("Private: only people who were invited"), name="kind-private"
        )
        self._kinds = QButtonGroup(self)
        for kind in (self.open_kind, self.private_kind):
            self._kinds.addButton(kind)
            self.body.addWidget(kind)
        self.open_kind.setChecked(True)
        self.trouble = self.add_trouble(name="create-trouble")
        self.body.addStretch(1)
        self.add_close(self.tr("Cancel"))
        self.create_button = self.add_accept(self.tr("Create room"), name="create")
        self.create_button.clicked.connect(self._create)
        self.name.textChanged.connect(self._check)
        self._check()
        self.name.setFocus()

    def set_rooms(self, rooms: tuple[Room, ...]) -> None:
        """Know which rooms there are: those of this person, and open ones that can be joined."""
        self._rooms = rooms
        self._show_existing()

    def refused(self, reason: str) -> None:
        """Say why there is no such room; what was typed stays."""
        self.trouble.setText(reason)
        self.trouble.show()
        self.create_button.setEnabled(True)

    def done_creating(self) -> None:
        """Close: the room is there."""
        self.accept()

    def _check(self) -> None:
        self.trouble.hide()
        self.create_button.setEnabled(bool(self._fields.values()[0]))
        self._show_existing()

    def _show_existing(self) -> None:
        """Say that a room is called so already: two of one name are allowed, but seldom meant."""
        name = self._fields.values()[0].casefold()
        self._existing = found = next(
            (each for each in self._rooms if each.name.casefold() == name), None
        )
        self.existing.setVisible(found is not None)
        self.existing_button.setVisible(found is not None)
        if found is not None:
            if listed(found):
                words = self.tr("A room of this name is in your list already.")
                act = self.tr("Open it")
            else:
                words = self.tr("There is an open room of this name already.")
                act = self.tr("Join it")
            self.existing.setText(words)
            rename_button(self.existing_button, act)
            self.existing_button.setToolTip(words)

    def _take_existing(self) -> None:
        found = self._existing
        if found is not None:
            self.accept()
            self.existing_wanted.emit(found)

    def _create(self) -> None:
        name, topic = self._fields.values()
        if name:
            kind = RoomKind.PRIVATE if self.private_kind.isChecked() else RoomKind.OPEN
            self.create_button.setEnabled(False)
            self.create_wanted.emit(name, kind.value, topic)


class RoomDetails(Dialog):
    """Changes a room's name and topic for everybody in it."""

    details_wanted = Signal(str, str)
    """Name, topic."""

    def __init__(self, switch: ThemeSwitch, room: Room, parent: QWidget) -> None:
        super().__init__(switch, self.tr("Name and topic"), "room-details-dialog", parent)
        self._room = room
        self._fields = _RoomFields(self, self.body, room)
        self.name, self.topic = self._fields.name, self._fields.topic
        self.add_words(self.tr("Everyone in the room sees the change."), name="details-words")
        self.body.addStretch(1)
        self.add_close(self.tr("Cancel"))
        self.save = self.add_accept(self.tr("Save"), name="save-details")
        self.save.clicked.connect(self._save)
        self.name.textChanged.connect(self._check)
        self.topic.textChanged.connect(self._check)
        self._check()
        self.name.setFocus()

    def _check(self) -> None:
        name, topic = self._fields.values()
        self.save.setEnabled(bool(name) and (name, topic) != (self._room.name, self._room.topic))

    def _save(self) -> None:
        name, topic = self._fields.values()
        self.accept()
        self.details_wanted.emit(name, topic)


class Confirm(Dialog):
    """Asks before something that cannot be taken back; Enter does nothing of the kind by itself."""

    confirmed = Signal()

    def __init__(
        self,
        switch: ThemeSwitch,
        parent: QWidget,
        *,
        name: str,
        title: str,
        words: str,
        act: str,
    ) -> None:
        super().__init__(switch, title, name, parent)
        self.words: Paragraph = self.add_words(words, tone="lead", name=f"{name}-words")
        self.body.addStretch(1)
        self.add_close(self.tr("Cancel"))
        self.act = push_button(act, name=f"{name}-act", kind="danger")
        self.act.clicked.connect(self._confirm)
        self.buttons.addWidget(self.act)

    def _confirm(self) -> None:
        self.accept()
        self.confirmed.emit()


def leave_room(switch: ThemeSwitch, room: Room, parent: QWidget) -> Confirm:
    """Return the question before leaving; it says what is lost."""
    translate = QCoreApplication.translate
    if room.kind is RoomKind.PRIVATE:
        words = translate(
            "LeaveRoom",
            "You will not get its messages any more, and only a member can invite you again. "
            "What you have so far stays on this device.",
        )
    else:
        words = translate(
            "LeaveRoom", "You will not get its messages any more. You can join again at any time."
        )
    return Confirm(
        switch,
        parent,
        name="leave-room",
        title=filled(translate("LeaveRoom", "Leave {0}?"), room.name),
        words=words,
        act=translate("LeaveRoom", "Leave room"),
    )
