"""A field that ends in one person: letters narrow a short list, the choice shows with its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.model import PersonPresence, RoomMember
from desktop.namesakes import label
from desktop.ui.avatar import Avatar
from desktop.ui.buttons import IconButton
from desktop.ui.controls import Card, SearchField
from desktop.ui.fuzzy import find
from desktop.ui.labels import ElidedLabel
from desktop.ui.layouts import set_margins
from desktop.ui.members_list import MemberDelegate, MembersModel
from desktop.ui.row_list import RowList

if TYPE_CHECKING:
    from desktop.ui.theme import Theme, ThemeSwitch
    from net.ids import PersonId

SUGGESTED = 5


class PersonChooser(QWidget):
    """`chosen` tells somebody's id, `cleared` that nobody is wanted any more."""

    chosen = Signal(bytes)
    cleared = Signal()

    def __init__(self, switch: ThemeSwitch, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: tuple[PersonPresence, ...] = ()
        self._person: PersonId | None = None
        self._switch = switch
        self.field = SearchField(switch, words, name="choose-person")
        self._model = MembersModel(self)
        self.list = RowList(
            switch,
            self._model,
            MemberDelegate(switch),
            name="choose-list",
            title=self.tr("People"),
        )
        self.list.hide()
        self._card = Card(name="chosen-person")
        self._avatar = Avatar(switch, 24)
        self.name = ElidedLabel("", tone="body", name="chosen-name")
        self.clear_button = IconButton(
            switch, "x", self.tr("Choose somebody else"), name="choose-clear", size_px=32
        )
        row = QWidget()
        self._row = QHBoxLayout(row)
        self._row.addWidget(self._avatar)
        self._row.addWidget(self.name, 1)
        self._row.addWidget(self.clear_button)
        self._card.add_row(row)
        self._card.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(switch.theme.px(4))
        for widget in (self.field, self._card, self.list):
            column.addWidget(widget)
        self.field.textChanged.connect(self._suggest)
        self.field.left_down.connect(self._enter_list)
        self.field.returnPressed.connect(self._choose_first)
        self.list.clicked.connect(self._on_list)
        self.list.activated.connect(self._on_list)
        self.clear_button.clicked.connect(self.clear)
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)

    def set_people(self, people: tuple[PersonPresence, ...]) -> None:
        """Offer these people, oneself left out."""
        self._people = tuple(person for person in people if not person.mine)
        if self._person is not None:
            self._show(self._person)

    def choose(self, person: PersonId) -> None:
        """Choose somebody, and tell it."""
        self._show(person)
        self.chosen.emit(person)

    def clear(self) -> None:
        """Choose nobody."""
        self._person = None
        self._card.hide()
        self.field.clear()
        self.field.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.cleared.emit()

    def _show(self, person: PersonId) -> None:
        known = next((each for each in self._people if each.person == person), None)
        if known is None:
            return
        self._person = person
        self._avatar.set_person(known.person, known.name, status=None)
        self.name.setText(label(known))
        self.list.hide()
        self.field.hide()
        self._card.show()

    def _suggest(self, query: str) -> None:
        found = []
        for person in self._people if query.strip() else ():
            fits = find(query, person.name)
            if fits is not None:
                found.append((-fits.score, person.name.casefold(), person))
        found.sort(key=lambda each: each[:2])
        people = [person for _, _, person in found[:SUGGESTED]]
        self._model.set_members(
            tuple(RoomMember(p.person, p.name, p.status, mark=p.mark) for p in people)
        )
        self.list.setVisible(bool(people))
        rows = self._switch.theme.row_px(44, 38) * len(people)
        self.list.setFixedHeight(rows + 4)

    def _enter_list(self) -> None:
        if self.list.isVisible():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            self.list.setCurrentIndex(self._model.index(0, 0))

    def _choose_first(self) -> None:
        member = self._model.row(0)
        if member is not None:
            self.choose(member.person)

    def _on_list(self) -> None:
        member = self._model.row(self.list.currentIndex().row())
        if member is not None:
            self.choose(member.person)
            self.clear_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        set_margins(self._row, self, px(10), px(3), px(4), px(3))
        self._row.setSpacing(px(8))
