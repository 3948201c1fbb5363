"""The small dialogs, opened without a loop of their own: address, keys, connection, link, people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QGridLayout,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from desktop.ui import shortcuts
from desktop.ui.address_trouble import trouble_with
from desktop.ui.addresses import INVITE_CHARS, addresses_in, invite
from desktop.ui.bidi import filled
from desktop.ui.buttons import push_button
from desktop.ui.dialog import Dialog
from desktop.ui.empty_state import ConnectionChecks
from desktop.ui.key_map import KeyMap
from desktop.ui.labels import PlainLabel
from desktop.ui.people_panel import PeopleList

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.model import Person
    from desktop.ui.checks import Reason
    from desktop.ui.features import Feature
    from desktop.ui.theme import ThemeSwitch
    from net.ids import PersonId


class AddAddress(Dialog):
    """Asks where somebody is, for networks on which devices do not find each other."""

    address_entered = Signal(str)

    def __init__(
        self, switch: ThemeSwitch, parent: QWidget, addresses: tuple[str, ...] = ()
    ) -> None:
        """`addresses` are those of this device, for the invite to give away; without any is none."""
        super().__init__(switch, self.tr("Add someone by address"), "add-address", parent)
        self._addresses = addresses
        self.add_words(
            self.tr(
                "The address of their device as their Copy my address gives it, or the whole invite "
                "that they sent you."
            ),
            name="add-address-words",
        )
        self.field = QLineEdit()
        self.field.setObjectName("address")
        self.field.setAccessibleName(self.tr("Address or invite"))
        self.field.setToolTip(self.tr("An address with its port, such as 192.168.1.20:47474"))
        self.field.setPlaceholderText("192.168.1.20:47474")
        self.field.setMaxLength(INVITE_CHARS)
        self.body.addWidget(self.field)
        self.trouble = self.add_words("", tone="danger", name="address-trouble")
        self.trouble.hide()
        self.copy = push_button(self.tr("Copy invite"), name="copy-invite")
        self.copy.setToolTip(self.tr("Copy a text that lets someone add this device"))
        self.copy.setVisible(bool(addresses))
        self.copy.clicked.connect(self._copy)
        self.buttons.insertWidget(0, self.copy)
        self.add_close(self.tr("Cancel"))
        add = push_button(self.tr("Add"), name="add", kind="accent")
        add.setToolTip(shortcuts.with_keys(self.tr("Add"), "Return"))
        add.setDefault(True)
        add.clicked.connect(self._enter)
        self.buttons.addWidget(add)
        self.field.textEdited.connect(self.trouble.hide)
        self.field.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(invite(self._addresses))
        self.copy.setText(self.tr("Copied"))

    def _enter(self) -> None:
        text = self.field.text()
        addresses = addresses_in(text)
        if not addresses:
            self.trouble.setText(trouble_with(text))
            self.trouble.show()
            return
        for address in addresses:
            self.address_entered.emit(address)
        self.accept()


class KeysSheet(Dialog):
    """All keyboard shortcuts, from the one table."""

    def __init__(
        self,
        switch: ThemeSwitch,
        parent: QWidget,
        *,
        keys: KeyMap | None = None,
        features: frozenset[Feature] = frozenset(),
    ) -> None:
        super().__init__(switch, self.tr("Keyboard shortcuts"), "keys-sheet", parent)
        keys = KeyMap() if keys is None else keys
        px = switch.theme.px
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(24))
        grid.setVerticalSpacing(px(6))
        row = 0
        # Nine lines that differ in a digit are one, unless somebody gave one of them other keys.
        series = not any(keys.is_changed(f"room-{number}") for number in shortcuts.NUMBERED)
        for scope in shortcuts.Scope:
            heading = PlainLabel(
                shortcuts.scope_title(scope), tone="section", name=f"keys-{scope.value}"
            )
            grid.addWidget(heading, row, 0, 1, 2)
            row += 1
            for entry in shortcuts.SHORTCUTS:
                off = entry.feature is not None and entry.feature not in features
                if entry.scope is not scope or off or not keys.keys(entry.id):
                    continue
                words, text = shortcuts.title(entry), keys.text(entry.id)
                if entry.number is not None and series:
                    if entry.number != shortcuts.NUMBERED[0]:
                        continue
                    words = self.tr("A conversation by its place in the list")
                    text = f"{text} … {keys.text(f'room-{shortcuts.NUMBERED[-1]}')}"
                title = PlainLabel(words, name=f"keys-{entry.id}")
                pressed = PlainLabel(text, tone="meta", name=f"keys-{entry.id}-keys")
                grid.addWidget(title, row, 0)
                grid.addWidget(pressed, row, 1, Qt.AlignmentFlag.AlignRight)
                row += 1
        page = QWidget()
        page.setProperty("ground", "surface")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        grid.setContentsMargins(px(6), px(4), px(12), px(4))
        page.setLayout(grid)
        scroll = QScrollArea()
        scroll.setObjectName("keys-scroll")
        scroll.setAccessibleName(self.tr("Keyboard shortcuts"))
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        bar_px = scroll.verticalScrollBar().sizeHint().width()
        # Twice the ring that shows the keyboard, which Qt does not count as a frame.
        needed = page.sizeHint().width() + bar_px + 2 * (scroll.frameWidth() + 2)
        # On a screen too narrow for it the sheet scrolls sideways too.
        room = parent.screen().availableSize().width() - 2 * px(20)
        scroll.setMinimumWidth(min(needed, room))
        self.body.addWidget(scroll)
        self.add_close(self.tr("Close"))
        self.resize(px(440), px(560))


class Connection(Dialog):
    """How this device is connected: the checks, its address, and adding somebody by address."""

    add_wanted = Signal()

    def __init__(
        self,
        switch: ThemeSwitch,
        network: str,
        reasons: list[Reason],
        addresses: tuple[str, ...],
        parent: QWidget,
    ) -> None:
        super().__init__(switch, self.tr("Your connection"), "connection", parent)
        self.add_words(network, tone="lead", name="connection-network")
        self.connection = ConnectionChecks(switch, self)
        self.connection.set_addresses(addresses)
        self.connection.checks.set_reasons(reasons)
        self.connection.add_wanted.connect(self._add)
        self.body.addWidget(self.connection)
        self.body.addStretch(1)
        self.add_close(self.tr("Close"))

    def _add(self) -> None:
        self.accept()
        self.add_wanted.emit()


class ConfirmLink(Dialog):
    """Shows where a link really leads, because its words say something else."""

    confirmed = Signal(str)

    def __init__(self, switch: ThemeSwitch, shown: str, target: str, parent: QWidget) -> None:
        super().__init__(switch, self.tr("Open this link?"), "confirm-link", parent)
        self._target = target
        self.add_words(
            filled(self.tr("The message shows “{0}”, but the link leads to:"), shown),
            name="link-words",
        )
        self.add_words(target, tone="strong", name="link-target")
        copy = push_button(self.tr("Copy"), name="copy-link")
        copy.setToolTip(self.tr("Copy the address the link leads to"))
        copy.clicked.connect(self._copy)
        self.buttons.addWidget(copy)
        self.add_close(self.tr("Cancel"))
        opens = push_button(self.tr("Open"), name="open-link")
        opens.setToolTip(self.tr("Open it in the browser"))
        opens.clicked.connect(self._open)
        self.buttons.addWidget(opens)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._target)
        self.reject()

    def _open(self) -> None:
        self.accept()
        self.confirmed.emit(self._target)


class PeopleHere(Dialog):
    """Who is in the room, where the window is too narrow for the panel."""

    def __init__(
        self,
        switch: ThemeSwitch,
        now_ms: Callable[[], int],
        people: tuple[Person, ...],
        me: PersonId | None,
        parent: QWidget,
    ) -> None:
        super().__init__(switch, self.tr("Members"), "people-here", parent)
        self.people = PeopleList(switch, now_ms)
        self.people.set_people(people, me)
        self.body.addWidget(self.people)
        self.add_close(self.tr("Close"))
        self.resize(switch.theme.px(400), switch.theme.px(440))
