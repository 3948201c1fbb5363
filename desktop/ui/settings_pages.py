"""The pages of settings that are rows of choices and switches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtWidgets import QSpinBox, QWidget

from desktop.model import Notify
from desktop.ui.buttons import push_button
from desktop.ui.controls import Choice, Switch
from desktop.ui.interface_rows import InterfaceRows
from desktop.ui.names import NameField
from desktop.ui.room_menu import notify_words
from desktop.ui.settings_rows import SettingRow, SettingsPage
from desktop.ui.spelling_rows import SpellingRows
from desktop.ui.theme import ZOOM_STEPS, Contrast, ThemeChoice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.settings_values import InterfaceView, SettingsView
    from desktop.ui.theme import Theme, ThemeSwitch

MAX_PORT = 65_535


class Pages(QObject):
    """Builds the plain pages, shows values in them, and tells each change by key and value."""

    changed = Signal(str, object)
    restart_wanted = Signal()

    def __init__(
        self, switch: ThemeSwitch, languages: Sequence[tuple[str, str]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._switch = switch
        self._controls: dict[str, QWidget] = {}
        self.name = NameField()
        self.name.setObjectName("set-name")
        self.interfaces = InterfaceRows(switch)
        self.spelling = SpellingRows(switch)
        self.restart = push_button(self.tr("Restart now"), name="restart")
        self.pages = (
            self._profile(),
            self._appearance(languages),
            self._notifications(),
            self._writing(),
            self._privacy(),
            self._network(),
            self._system(),
        )
        for page in self.pages:
            page.end()
        self._show_look(switch.theme)
        switch.changed.connect(self._show_look)

    def set_values(self, values: SettingsView) -> None:
        """Show these; a name that is being typed stays."""
        if not self.name.hasFocus():
            self.name.setText(values.name)
        self.interfaces.set_chosen(values.interfaces)
        for key, control in self._controls.items():
            if not hasattr(values, key):
                continue  # a look: `_show_look` shows it
            value = getattr(values, key)
            if isinstance(control, Switch):
                control.blockSignals(True)
                control.setChecked(bool(value))
                control.blockSignals(False)
            elif isinstance(control, QSpinBox):
                if not control.hasFocus():
                    control.blockSignals(True)
                    control.setValue(int(value or 0))
                    control.blockSignals(False)
            elif isinstance(control, Choice):
                control.set_value(value)

    def set_interfaces(self, interfaces: tuple[InterfaceView, ...]) -> None:
        """Show the interfaces of this computer."""
        self.interfaces.set_interfaces(interfaces)

    # ---- the pages

    def _profile(self) -> SettingsPage:
        page = SettingsPage(self._switch, self.tr("Profile"), "profile")
        self.name.setMinimumWidth(self._switch.theme.px(220))
        page.add_card(
            SettingRow(
                self._switch,
                "name",
                self.tr("Your name"),
                self.name,
                self.tr("What others see, everywhere"),
            )
        )
        self.name.name_entered.connect(lambda name: self.changed.emit("name", name))
        return page

    def _appearance(self, languages: Sequence[tuple[str, str]]) -> SettingsPage:
        page = SettingsPage(self._switch, self.tr("Appearance"), "appearance")
        zooms = [(zoom, QLocale().toString(round(zoom * 100)) + " %") for zoom in ZOOM_STEPS]
        page.add_card(
            self._choice(
                "theme",
                self.tr("Look"),
                (
                    (ThemeChoice.SYSTEM, self.tr("As the system")),
                    (ThemeChoice.LIGHT, self.tr("Light")),
                    (ThemeChoice.DARK, self.tr("Dark")),
                ),
            ),
            self._choice(
                "contrast",
                self.tr("Contrast"),
                (
                    (Contrast.SYSTEM, self.tr("As the system")),
                    (Contrast.NORMAL, self.tr("Normal")),
                    (Contrast.HIGH, self.tr("High")),
                ),
                self.tr("High draws strong frames and text in black or white"),
            ),
            self._choice("zoom", self.tr("Size"), zooms, self.tr("Of text and everything else")),
            self._choice(
                "compact",
                self.tr("Density"),
                ((False, self.tr("Comfortable")), (True, self.tr("Compact"))),
                self.tr("How close rows stand together"),
            ),
            self._switch_row(
                "reduced_motion", self.tr("Reduce motion"), self.tr("Nothing slides or fades")
            ),
        )
        language = self._choice(
            "language",
            self.tr("Language"),
            [("", self.tr("As the system")), *languages],
            self.tr("Changes when Grapevine starts again"),
        )
        self.restart.hide()
        self.restart.clicked.connect(self.restart_wanted)
        language.add_act(self.restart)
        page.add_card(language)
        return page

    def _notifications(self) -> SettingsPage:
        page = SettingsPage(self._switch, self.tr("Notifications"), "notifications")
        page.add_card(
            self._choice(
                "notify",
                self.tr("Rooms"),
                [(level.value, words) for level, words in notify_words() if level in Notify],
                self.tr("Direct messages always notify; every room can differ"),
            ),
            self._switch_row(
                "notify_preview",
                self.tr("Show what was written"),
                self.tr("Otherwise only who wrote and where"),
            ),
            self._switch_row("notify_sound", self.tr("Play a sound")),
        )
        return page

    def _writing(self) -> SettingsPage:
        page = SettingsPage(self._switch, self.tr("Writing"), "writing")
        page.add_card(
            self._choice(
                "send_with",
                self.tr("Send with"),
                (("enter", self.tr("Enter")), ("ctrl-enter", self.tr("Ctrl+Enter"))),
                self.tr("The other one begins a new line"),
            ),
            self._switch_row(
                "undo_send",
                self.tr("Undo for 5 seconds"),
                self.tr("Messages wait that long before they leave"),
            ),
        )
        page.add_card(self.spelling)
        self.spelling.chosen.connect(lambda codes: self.changed.emit("spelling", codes))
        return page

    def _privacy(self) -> SettingsPage:
        page = SettingsPage(self._switch, self.tr("Privacy"), "privacy")
        page.add_card(
            self._switch_row(
                "typing",
                self.tr("Show when I am typing"),
                self.tr("Off also hides that others are typing"),
            ),
            self._switch_row(
                "read_receipts",
                self.tr("Tell what I have read"),
                self.tr("Off also hides what others have read"),
            ),
            self._switch_row(
                "invisible",
                self.tr("Invisible"),
                self.tr("Others see you as offline; your messages arrive all the same"),
            ),
        )
        return page

    def _network(self) -> SettingsPage:
        page = SettingsPage(self._switch, self.tr("Network"), "network")
        port = QSpinBox()
        port.setObjectName("set-port")
        port.setRange(0, MAX_PORT)
        port.setSpecialValueText(self.tr("any free one"))
        port.setAccessibleName(self.tr("Port"))
        port.setKeyboardTracking(False)
        port.lineEdit().setAccessibleName(self.tr("Port"))
        port.lineEdit().setTextMargins(self._switch.theme.px(8), 0, 0, 0)
        port.setMinimumWidth(self._switch.theme.px(130))
        port.valueChanged.connect(lambda value: self.changed.emit("port", value))
        self._controls["port"] = port
        page.add_card(
            self._switch_row(
                "discovery",
                self.tr("Find others by itself"),
                self.tr("Off: only people whose address was added; counts from the next start"),
            ),
            SettingRow(
                self._switch,
                "port",
                self.tr("Port"),
                port,
                self.tr("A fixed one is needed for firewalls with rules by port; counts from the "
                        "next start"),
            ),
        )  # fmt: skip
        page.add_card(self.interfaces)
        self.interfaces.chosen.connect(lambda names: self.changed.emit("interfaces", names))
        return page

    def _system(self) -> SettingsPage:
        page = SettingsPage(self._switch, self.tr("System"), "system")
        page.add_card(
            self._switch_row("autostart", self.tr("Start with the computer")),
            self._switch_row(
                "close_to_tray",
                self.tr("Keep running when the window is closed"),
                self.tr("Where the desktop has a tray; messages keep arriving"),
            ),
        )
        return page

    # ---- rows

    def _choice(
        self, key: str, title: str, options: Sequence[tuple[object, str]], detail: str = ""
    ) -> SettingRow:
        choice = Choice(self._switch, title, options, name=f"set-{key}")
        choice.setMinimumWidth(self._switch.theme.px(160))
        choice.chosen.connect(lambda value: self._on_choice(key, value))
        self._controls[key] = choice
        return SettingRow(self._switch, key, title, choice, detail)

    def _switch_row(self, key: str, title: str, detail: str = "") -> SettingRow:
        made = Switch(self._switch, title, name=f"set-{key}")
        made.toggled.connect(lambda on: self._on_choice(key, on))
        self._controls[key] = made
        return SettingRow(self._switch, key, title, made, detail)

    def _on_choice(self, key: str, value: object) -> None:
        switch = self._switch
        match value:
            case ThemeChoice():
                switch.set_choice(value)
                value = value.value
            case Contrast():
                switch.set_contrast(value)
                value = value.value
            case float() if key == "zoom":
                switch.set_zoom(value)
            case bool() if key == "compact":
                switch.set_compact(compact=value)
            case bool() if key == "reduced_motion":
                switch.set_reduced_motion(reduced=value)
            case _:
                pass
        self.changed.emit(key, value)

    def _show_look(self, theme: Theme) -> None:
        looks: dict[str, object] = {
            "theme": self._switch.choice,
            "contrast": self._switch.contrast,
            "zoom": theme.zoom,
            "compact": theme.compact,
        }
        for key, value in looks.items():
            control = self._controls[key]
            if isinstance(control, Choice):
                control.set_value(value)
        motion = self._controls["reduced_motion"]
        if isinstance(motion, Switch):
            motion.setChecked(theme.reduced_motion)
