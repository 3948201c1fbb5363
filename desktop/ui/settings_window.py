"""The window of settings: pages on one side, the chosen one on the other; changes count at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.ui.buttons import push_button, set_sign
from desktop.ui.icons import icon
from desktop.ui.labels import plain_tooltip
from desktop.ui.layouts import hairline
from desktop.ui.page_stack import PageStack
from desktop.ui.settings_about import AboutPage, StoragePage
from desktop.ui.settings_keys import KeysPage
from desktop.ui.settings_pages import Pages
from desktop.ui.settings_values import LOOK_KEYS
from desktop.ui.side_window import SideWindow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.ui.features import Feature
    from desktop.ui.key_map import KeyMap
    from desktop.ui.settings_rows import SettingsPage
    from desktop.ui.settings_values import InterfaceView, SettingsView, StorageView
    from desktop.ui.theme import Theme, ThemeSwitch

_SIGNS = {
    "profile": "user",
    "appearance": "palette",
    "notifications": "bell",
    "writing": "edit",
    "privacy": "eye-off",
    "network": "network",
    "system": "monitor",
    "keys": "keyboard",
    "storage": "database",
    "about": "info",
}

NAV_PX, NAV_NARROW_PX = 220, 60
NAMES_FROM_PX = 680
"""In a narrower window the pages are told by their signs, and their names by tooltips."""


class SettingsWindow(SideWindow):
    """Offers the settings in `offered` (fields of SettingsView, LOOK_KEYS, "interfaces").

    `languages` are codes with their names in their own language.
    """

    changed = Signal(str, object)
    """A key and its value as plain JSON: bool, int, float, str, or a list of str or None.

    Look is in force already.
    """

    restart_wanted = Signal()
    """Start Grapevine again: only then another language is spoken."""

    keys_changed = Signal(dict)
    """What differs from the usual keys, for the settings: action to list of keys."""

    def __init__(
        self,
        switch: ThemeSwitch,
        keys: KeyMap,
        *,
        version: str,
        offered: frozenset[str] = LOOK_KEYS,
        features: frozenset[Feature] = frozenset(),
        languages: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(switch, "", name="settings-window", width_px=900, height_px=640)
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumSize(620, 420)
        self._pages = Pages(switch, languages, self)
        self.keys = KeysPage(switch, keys, features)
        self.storage = StoragePage(switch)
        self.about = AboutPage(switch, version)
        self._offered = offered
        self._stack = PageStack()
        self._nav = QWidget()
        self._nav.setObjectName("settings-nav")
        self._nav.setAccessibleName(self.tr("Pages"))
        self._nav.setProperty("ground", "window")
        self._nav.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self._nav)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        self.pages: dict[str, SettingsPage] = {}
        for page in (*self._pages.pages, self.keys, self.storage, self.about):
            self._add(page)
        self._column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._nav)
        row.addWidget(hairline())
        row.addWidget(self._stack, 1)
        self._pages.changed.connect(self.changed)
        self._pages.restart_wanted.connect(self.restart_wanted)
        keys.changed.connect(lambda: self.keys_changed.emit(keys.overrides()))
        self._show_offered()
        first = next(name for name, button in self.buttons.items() if not button.isHidden())
        self.open_page(first)
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)

    # ---- what the application tells

    def set_values(self, values: SettingsView) -> None:
        """Show what is in force; tells nothing."""
        self._pages.set_values(values)

    def offer_restart(self, *, shown: bool) -> None:
        """Have the button that starts in another language, or not; what is being changed stays."""
        self._pages.restart.setVisible(shown)

    def set_interfaces(self, interfaces: tuple[InterfaceView, ...]) -> None:
        """Show the interfaces of this computer."""
        self._pages.set_interfaces(interfaces)

    def set_spelling(
        self, found: Mapping[str, str], chosen: Sequence[str], usual: Sequence[str]
    ) -> None:
        """Offer to check the spelling: codes of languages, their dictionaries, and those in use.

        `usual` are those in use where nobody chose.
        """
        self._pages.spelling.set_languages(found, chosen, usual)
        self._offered |= {"spelling"}
        self._show_offered()

    def set_storage(self, storage: StorageView) -> None:
        """Show what is on disk; the page is there once it was told."""
        self.storage.set_storage(storage)
        self._show_offered()

    def open_page(self, name: str) -> None:
        """Show a page by its name, such as profile or keys."""
        self.pages[name].fill()
        self.buttons[name].setChecked(True)
        self.buttons[name].setFocus(Qt.FocusReason.OtherFocusReason)
        self._stack.setCurrentWidget(self.pages[name])

    # ---- inside

    def _add(self, page: SettingsPage) -> None:
        button = push_button(page.words, name=f"nav-{page.name}", kind="row")
        button.setCheckable(True)
        button.setAutoExclusive(True)  # one of several, also to screen readers
        button.clicked.connect(lambda _=False, name=page.name: self.open_page(name))
        self._group.addButton(button)
        button.toggled.connect(lambda on, name=page.name: self._on_toggled(name, on))
        self.buttons[page.name] = button
        self.pages[page.name] = page
        self._column.addWidget(button)
        self._stack.addWidget(page)

    def _on_toggled(self, name: str, on: bool) -> None:
        if on:  # the arrow keys choose without a click
            self.pages[name].fill()
            self._stack.setCurrentWidget(self.pages[name])

    def _show_offered(self) -> None:
        for name, page in self.pages.items():
            self.buttons[name].setVisible(page.offer(self._offered))

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        wide = self._named(theme)
        self._nav.setFixedWidth(px(NAV_PX if wide else NAV_NARROW_PX))
        self._column.setContentsMargins(px(10), px(16), px(10), px(16))
        self._column.setSpacing(px(2))
        for name, button in self.buttons.items():
            sign = icon(_SIGNS[name], theme, checked=theme.softtext)
            words = self.pages[name].words
            set_sign(button, sign, words if wide else "")
            button.setToolTip("" if wide else plain_tooltip(words))

    def _named(self, theme: Theme) -> bool:
        """Tell whether there is room for the names of the pages beside what is on them."""
        return self.width() >= theme.px(NAMES_FROM_PX)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        theme = self._switch.theme
        narrow = self._nav.width() == theme.px(NAV_NARROW_PX)
        if narrow == self._named(theme):
            self._set_theme(theme)
