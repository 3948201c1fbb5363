"""The window of people: oneself above, everybody by state on one side, a card on the other."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.model import PersonPresence, Room
from desktop.ui.buttons import push_button, set_sign
from desktop.ui.controls import SearchField, chip, rename_button
from desktop.ui.dialogs import AddAddress
from desktop.ui.icons import icon
from desktop.ui.labels import Paragraph
from desktop.ui.layouts import hairline, set_margins
from desktop.ui.own_status import OwnStatus
from desktop.ui.presence_list import PresenceList, PresenceModel, Shown
from desktop.ui.profile_card import ProfileCard, ProfileDialog
from desktop.ui.row_model import VALUE_ROLE
from desktop.ui.side_window import SideWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QAbstractButton

    from desktop.ui.theme import Theme, ThemeSwitch
    from net.ids import PersonId

CARD_FROM_PX = 820
"""Narrower than this the card opens over the list instead of beside it."""


class PresenceWindow(SideWindow):
    """Shows what it is given; the signals carry PersonIds."""

    status_chosen = Signal(str, str, object)
    """One's own Status value, note, and until when (Unix ms) or None."""

    message_wanted = Signal(bytes)
    mention_wanted = Signal(bytes)
    verify_changed = Signal(bytes, bool)
    mute_changed = Signal(bytes, bool)
    block_changed = Signal(bytes, bool)
    room_chosen = Signal(bytes)
    address_added = Signal(str)

    def __init__(self, switch: ThemeSwitch, now_ms: Callable[[], int]) -> None:
        super().__init__(switch, "", name="presence-window", width_px=1080, height_px=760)
        self.setWindowTitle(self.tr("People"))
        self.setMinimumSize(520, 420)
        self._now_ms = now_ms
        self._people: tuple[PersonPresence, ...] = ()
        self._rooms: tuple[Room, ...] = ()
        self._room_name = ""
        self._addresses: tuple[str, ...] = ()
        self._wanted: PersonId | None = None
        self._dialog: ProfileDialog | None = None
        self._allowed = {"message": True, "mention": True}
        self.own = OwnStatus(switch, now_ms)
        self.finder = SearchField(switch, self.tr("Find a person"), name="presence-find")
        self.add = push_button(self.tr("Add by address"), name="presence-add", keys="add-address")
        self._model = PresenceModel(now_ms, self)
        self.list = PresenceList(switch, self._model)
        self.nobody = Paragraph("", tone="lead", name="presence-nobody")
        self.card = ProfileCard(switch, now_ms)
        self._chip_words = {
            Shown.ONLINE: self.tr("Online"),
            Shown.AWAY: self.tr("Away"),
            Shown.EVERYONE: self.tr("Everyone"),
            Shown.ROOM: self.tr("In this room"),
        }
        self.chips = {
            shown: chip(words, name=f"presence-{shown.value}")
            for shown, words in self._chip_words.items()
        }
        self._group = QButtonGroup(self)
        for each in self.chips.values():
            each.setAutoExclusive(True)  # one of several, also to screen readers
            self._group.addButton(each)
        self.chips[Shown.EVERYONE].setChecked(True)
        self._lay_out()
        self._connect()
        self.set_current_room("", frozenset())
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)
        self.finder.setFocus()

    # ---- what the application tells

    def set_people(self, people: tuple[PersonPresence, ...]) -> None:
        """Show everybody known, oneself among them."""
        self._people = people
        me = next((person for person in people if person.mine), None)
        if me is not None:
            self.own.set_me(me)
        chosen = self._chosen()
        wanted = self._wanted if chosen is None else chosen.person
        self._model.set_people(people)
        self._show_counts()
        if wanted is not None and self._model.row_of(wanted) < 0 and self._known(wanted):
            self.list.setCurrentIndex(QModelIndex())  # nobody else is meant in their place
            self._wanted = wanted
        else:
            self._stand_on(wanted)
        self._show_card()

    def set_rooms(self, rooms: tuple[Room, ...]) -> None:
        """Know the names of the rooms for the cards."""
        self._rooms = rooms
        self.card.set_rooms(rooms)

    def set_current_room(self, name: str, members: frozenset[PersonId]) -> None:
        """Say which room is open in the main window and who is in it; an empty name is none."""
        self._room_name = name
        self._model.set_room(members)
        self.chips[Shown.ROOM].setVisible(bool(name))
        if not name and self.chips[Shown.ROOM].isChecked():
            self.choose_filter(Shown.EVERYONE)
        self._show_counts()

    def set_addresses(self, addresses: tuple[str, ...]) -> None:
        """Say where this device is reached, best first, for the invite."""
        self._addresses = addresses

    def select(self, person: PersonId) -> None:
        """Show somebody's card."""
        self._wanted = person
        self.finder.clear()
        if self._model.row_of(person) < 0:
            self.choose_filter(Shown.EVERYONE)
        self._stand_on(person)
        self._show_card()

    def allow(self, *, message: bool, mention: bool) -> None:
        """Offer on the cards only what something stands behind."""
        self._allowed = {"message": message, "mention": mention}
        self.card.allow(**self._allowed)

    def choose_filter(self, shown: Shown) -> None:
        """List these."""
        self.chips[shown].setChecked(True)

    # ---- inside

    def _lay_out(self) -> None:
        self._top = QHBoxLayout()
        self._top.addWidget(self.finder, 1)
        self._top.addWidget(self.add)
        self._chips_row = QHBoxLayout()
        for each in self.chips.values():
            self._chips_row.addWidget(each)
        self._chips_row.addStretch(1)
        self._head = QVBoxLayout()
        self._head.addLayout(self._top)
        self._head.addLayout(self._chips_row)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addLayout(self._head)
        left.addWidget(self.nobody)
        left.addWidget(self.list, 1)
        self._line = hairline()
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addLayout(left, 60)
        below.addWidget(self._line)
        below.addWidget(self.card, 48)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.own)
        column.addLayout(below, 1)
        order: list[QWidget] = [
            self.own.status,
            self.own.note,
            self.own.duration,
            self.finder,
            self.add,
        ]
        order += [*self.chips.values(), self.list]
        for first, second in itertools.pairwise(order):
            QWidget.setTabOrder(first, second)

    def _connect(self) -> None:
        self.own.status_chosen.connect(self.status_chosen)
        self.finder.textChanged.connect(self._on_query)
        self.finder.left_down.connect(self._enter_list)
        self.finder.returnPressed.connect(self._enter_list)
        self.add.clicked.connect(self._ask_address)
        self._group.buttonToggled.connect(self._on_chip)  # a screen reader chooses without a click
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.activated.connect(self._on_activated)
        self._wire_card(self.card)

    def _wire_card(self, card: ProfileCard) -> None:
        card.message_wanted.connect(self.message_wanted)
        card.mention_wanted.connect(self.mention_wanted)
        card.verify_changed.connect(self.verify_changed)
        card.mute_changed.connect(self.mute_changed)
        card.block_changed.connect(self.block_changed)
        card.room_chosen.connect(self.room_chosen)

    def _chosen(self) -> PersonPresence | None:
        entry = self.list.currentIndex().data(VALUE_ROLE)
        return entry if isinstance(entry, PersonPresence) else None

    def _known(self, person: PersonId | None) -> PersonPresence | None:
        return next((each for each in self._people if each.person == person), None)

    def _stand_on(self, person: PersonId | None) -> None:
        row = -1 if person is None else self._model.row_of(person)
        if row < 0:
            row = self._model.first()
        if row >= 0:
            self.list.selectionModel().setCurrentIndex(
                self._model.index(row, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )

    def _on_current(self, current: QModelIndex) -> None:
        entry = current.data(VALUE_ROLE) if current.isValid() else None
        if isinstance(entry, PersonPresence):
            self._wanted = entry.person
        self._show_card()

    def _on_activated(self) -> None:
        person = self._chosen()
        if person is None:
            return
        if self.card.isVisible():
            self.card.message.setFocus(Qt.FocusReason.TabFocusReason)
            return
        self._dialog = ProfileDialog(self._switch, self._now_ms, self)
        self._dialog.card.set_rooms(self._rooms)
        self._dialog.card.set_person(person)
        self._dialog.card.allow(**self._allowed)
        self._wire_card(self._dialog.card)
        self._dialog.finished.connect(self._forget_dialog)
        self._dialog.open()

    def _forget_dialog(self) -> None:
        self._dialog = None

    def _show_card(self) -> None:
        empty = self._model.rowCount() == 0
        # Who goes from the list while their card is read stays in it.
        person = self._chosen() or (None if empty else self._known(self._wanted))
        self.list.setVisible(not empty)
        self.nobody.setVisible(empty)
        if empty and self.finder.text().strip():
            self.nobody.setText(self.tr("Nobody known here is called that."))
        elif empty:
            self.nobody.setText(self.tr("Nobody at the moment."))
        self.card.page.setVisible(person is not None)
        if person is not None:
            self.card.set_person(person)
            if self._dialog is not None and self._dialog.card.person is not None:
                fresh = self._known(self._dialog.card.person.person)
                if fresh is not None:
                    self._dialog.card.set_person(fresh)

    def _show_counts(self) -> None:
        counts = self._model.counts()
        for shown, button in self.chips.items():
            words = self._chip_words[shown]
            counted = shown is not Shown.ROOM
            rename_button(button, f"{words} {counts[shown]}" if counted else words)
            button.setToolTip(self.tr("Besides yourself") if counted else self._room_name)

    def _on_query(self, query: str) -> None:
        self._model.set_query(query)
        self._stand_on(self._wanted)
        self._show_card()

    def _on_chip(self, _chip: QAbstractButton, on: bool) -> None:
        if not on:
            return
        shown = next(each for each, button in self.chips.items() if button.isChecked())
        self._model.set_shown(shown)
        self._stand_on(self._wanted)
        self._show_card()

    def _enter_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _ask_address(self) -> None:
        dialog = AddAddress(self._switch, self, self._addresses)
        dialog.address_entered.connect(self.address_added)
        dialog.open()

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        set_margins(self._head, self, px(16), px(14), px(16), px(4))
        self._head.setSpacing(px(12))
        self._top.setSpacing(px(10))
        self._chips_row.setSpacing(px(6))
        self.nobody.setContentsMargins(px(18), px(16), px(18), px(16))
        set_sign(self.add, icon("user-plus", theme, theme.text), self.add.accessibleName())
        self.add.setFixedHeight(px(36))
        for each in self.chips.values():
            each.setFixedHeight(px(26))
        self._fold(theme)

    def _fold(self, theme: Theme) -> None:
        wide = self.width() >= theme.px(CARD_FROM_PX)
        self.card.setVisible(wide)
        self._line.setVisible(wide)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold(self._switch.theme)
