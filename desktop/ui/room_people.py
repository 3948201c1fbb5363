"""The dialogs about the people of a room: invite some, see who is in it, remove one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt, Signal

from desktop.model import PersonPresence, Room, RoomKind, RoomMember
from desktop.namesakes import label
from desktop.ui import strings
from desktop.ui.bidi import filled
from desktop.ui.buttons import push_button
from desktop.ui.dialog import Dialog
from desktop.ui.members_list import MemberDelegate, MembersModel
from desktop.ui.people_pick import PeoplePick
from desktop.ui.row_list import RowList

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.ui.theme import ThemeSwitch


class Invite(Dialog):
    """Picks who is asked into a room."""

    invite_wanted = Signal(list)
    """PersonIds."""

    def __init__(
        self,
        switch: ThemeSwitch,
        room: Room,
        people: tuple[PersonPresence, ...],
        parent: QWidget,
    ) -> None:
        title = filled(QCoreApplication.translate("Invite", "Invite to {0}"), room.name)
        super().__init__(switch, title, "invite", parent)
        if room.kind is RoomKind.PRIVATE:
            words = self.tr("They can read everything in this room, also what was written before.")
            self.add_words(words, name="invite-words")
        if not people:
            self.add_words(
                self.tr("Everyone who is known here is in this room already."),
                tone="lead",
                name="invite-nobody",
            )
        self.pick = PeoplePick(switch, people)
        self.pick.setVisible(bool(people))
        self.body.addWidget(self.pick, 1)
        self.body.addStretch(0 if people else 1)
        self.add_close(self.tr("Cancel"))
        self.invite = self.add_accept(self.tr("Invite"), name="invite-people")
        self.invite.clicked.connect(self._invite)
        self.pick.changed.connect(self._on_picked)
        self._on_picked(0)
        self.resize(switch.theme.px(440), switch.theme.px(520 if people else 200))

    def _on_picked(self, count: int) -> None:
        self.invite.setEnabled(count > 0)
        words = strings.counted("Invite", "Invite %n person", "Invite %n people", count)
        self.invite.setText(words if count else self.tr("Invite"))
        self.invite.setAccessibleName(self.invite.text())

    def _invite(self) -> None:
        picked = list(self.pick.picked())
        self.accept()
        if picked:
            self.invite_wanted.emit(picked)


class Members(Dialog):
    """Who is in a room; asks before somebody is removed. `set_members` keeps it up to date."""

    remove_wanted = Signal(bytes)
    """The PersonId, after the question."""

    person_chosen = Signal(bytes)
    """Enter or a double click: show this person's card."""

    invite_wanted = Signal()

    def __init__(
        self,
        switch: ThemeSwitch,
        room: Room,
        members: tuple[RoomMember, ...],
        parent: QWidget,
    ) -> None:
        super().__init__(
            switch,
            filled(QCoreApplication.translate("Members", "Members of {0}"), room.name),
            "members",
            parent,
        )
        self._room = room
        self._asked: RoomMember | None = None
        self._model = MembersModel(self)
        self.list = RowList(
            switch,
            self._model,
            MemberDelegate(switch),
            name="members-list",
            title=self.tr("Members"),
        )
        self.body.addWidget(self.list, 1)
        self.question = self.add_words("", tone="lead", name="remove-question")
        self.keep = push_button(self.tr("Keep"), name="keep-member")
        self.confirm = push_button(self.tr("Remove"), name="confirm-remove", kind="danger")
        self.invite = push_button(self.tr("Invite people…"), name="members-invite")
        self.remove = push_button(self.tr("Remove…"), name="remove-member")
        for button in (self.keep, self.confirm, self.invite, self.remove):
            self.buttons.addWidget(button)
        self.add_close(self.tr("Close"))
        self.list.selectionModel().currentChanged.connect(self._show_buttons)
        self.list.activated.connect(self._open_person)
        self.remove.clicked.connect(self._ask)
        self.keep.clicked.connect(self._forget)
        self.confirm.clicked.connect(self._remove)
        self.invite.clicked.connect(self.invite_wanted)
        self.set_members(members)
        self.resize(switch.theme.px(440), switch.theme.px(500))

    def set_members(self, members: tuple[RoomMember, ...]) -> None:
        """Show these; the chosen one stays chosen."""
        chosen = self.chosen()
        self._model.set_members(members)
        if chosen is not None and self._model.row_of(chosen.person) < 0:
            self.list.setCurrentIndex(QModelIndex())  # nobody else is meant in their place
        if self._asked is not None and self._model.row_of(self._asked.person) < 0:
            self._asked = None
        self._show_buttons()

    def chosen(self) -> RoomMember | None:
        """Return the member that the list stands on."""
        return self._model.row(self.list.currentIndex().row())

    def _show_buttons(self) -> None:
        asking = self._asked is not None
        member = self.chosen()
        self.question.setVisible(asking)
        self.keep.setVisible(asking)
        self.confirm.setVisible(asking)
        self.remove.setVisible(not asking and self._model.any_removable())
        self.remove.setEnabled(member is not None and member.removable)
        self.invite.setVisible(not asking and self._room.kind is RoomKind.PRIVATE)

    def _ask(self) -> None:
        member = self.chosen()
        if member is None or not member.removable:
            return
        self._asked = member
        words = self.tr("Remove {0}? What is written from now on they cannot read.")
        self.question.setText(filled(words, label(member)))
        self._show_buttons()
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        self._asked = None
        self._show_buttons()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self) -> None:
        member, self._asked = self._asked, None
        self._show_buttons()
        if member is not None:
            self.remove_wanted.emit(member.person)

    def _open_person(self) -> None:
        member = self.chosen()
        if member is not None:
            self.person_chosen.emit(member.person)
