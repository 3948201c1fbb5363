"""Opens the main window's dialogs, one at a time, and keeps what they show up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QDesktopServices

from desktop import deep_links
from desktop.ui.key_map import KeyMap

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDialog, QWidget

    from desktop.model import Person
    from desktop.ui.checks import Reason
    from desktop.ui.features import Feature
    from desktop.ui.theme import ThemeSwitch
    from net.ids import PersonId


class WindowDialogs(QObject):
    """Belongs to one window; everything opens over it without a loop of its own.

    The dialogs' modules are loaded when one is first opened, not before the first paint.
    """

    address_entered = Signal(str)
    link_opened = Signal(str)
    place_wanted = Signal(bytes, object)
    """RoomId, EntryId or None: a link of ours leads there."""

    def __init__(self, switch: ThemeSwitch, now_ms: Callable[[], int], window: QWidget) -> None:
        super().__init__(window)
        self._switch = switch
        self._now_ms = now_ms
        self.window = window
        self._keys = KeyMap()
        self._features: frozenset[Feature] = frozenset()
        self._reasons: list[Reason] = []
        self._addresses: tuple[str, ...] = ()
        self._dialog: QDialog | None = None

    def set_reasons(self, reasons: list[Reason]) -> None:
        """Say what was checked; an open connection dialog follows."""
        self._reasons = reasons
        if self._dialog is None:
            return
        from desktop.ui import dialogs  # noqa: PLC0415 - when opened

        if isinstance(self._dialog, dialogs.Connection):
            self._dialog.connection.checks.set_reasons(reasons)

    def set_addresses(self, addresses: tuple[str, ...]) -> None:
        """Say where this device is reached."""
        self._addresses = addresses
        if self._dialog is None:
            return
        from desktop.ui import dialogs  # noqa: PLC0415 - when opened

        if isinstance(self._dialog, dialogs.Connection):
            self._dialog.connection.set_addresses(addresses)

    def set_keys(self, keys: KeyMap, features: frozenset[Feature]) -> None:
        """Say which keys do what, and which of them can be used."""
        self._keys, self._features = keys, features

    def ask_address(self) -> None:
        """Ask where somebody is."""
        from desktop.ui import dialogs  # noqa: PLC0415 - when opened

        dialog = dialogs.AddAddress(self._switch, self.window, self._addresses)
        dialog.address_entered.connect(self.address_entered)
        self._open(dialog)

    def show_keys(self) -> None:
        """Show the sheet of keyboard shortcuts."""
        from desktop.ui import dialogs  # noqa: PLC0415 - when opened

        sheet = dialogs.KeysSheet(
            self._switch, self.window, keys=self._keys, features=self._features
        )
        self._open(sheet)

    def show_connection(self, line: str) -> None:
        """Show how this device is connected; `line` is the network line."""
        from desktop.ui import dialogs  # noqa: PLC0415 - when opened

        dialog = dialogs.Connection(self._switch, line, self._reasons, self._addresses, self.window)
        dialog.add_wanted.connect(self.ask_address)
        self._open(dialog)

    def show_people(self, people: tuple[Person, ...], me: PersonId | None) -> None:
        """Show who is here, as of now."""
        from desktop.ui import dialogs  # noqa: PLC0415 - when opened

        self._open(dialogs.PeopleHere(self._switch, self._now_ms, people, me, self.window))

    def follow_link(self, target: str, shown: str, over: QWidget | None = None) -> None:
        """Open a link of a message, after asking `over` its window if its words say something else."""
        if deep_links.is_link(target):  # stays in Grapevine, and only ever shows something
            place = deep_links.parse(target)
            self.place_wanted.emit(place.room, place.message)
            return
        from desktop.ui import dialogs, links  # noqa: PLC0415 - when opened

        if links.openable(target) is None:
            return
        if links.says_its_target(shown, target):
            self._open_link(target)
            return
        dialog = dialogs.ConfirmLink(self._switch, shown, target, over or self.window)
        dialog.confirmed.connect(self._open_link)
        self._open(dialog)

    def _open_link(self, target: str) -> None:
        from desktop.ui import links  # noqa: PLC0415 - when opened

        url = links.openable(target)
        if url is not None and QDesktopServices.openUrl(url):
            self.link_opened.emit(target)

    def _open(self, dialog: QDialog) -> None:
        if self._dialog is not None:
            self._dialog.reject()
        self._dialog = dialog
        dialog.finished.connect(self._on_closed)
        dialog.open()

    def _on_closed(self) -> None:
        if self.sender() is self._dialog:
            self._dialog = None
