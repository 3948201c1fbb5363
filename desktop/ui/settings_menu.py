"""The menu behind the settings button: look, size, motion, address, keys, quit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop.ui import shortcuts
from desktop.ui.menu_signs import put_sign
from desktop.ui.theme import ThemeChoice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from desktop.ui.theme import ThemeSwitch


class Actions:
    """The window's actions by the id of their shortcut; added to the window, so their keys work."""

    def __init__(self, window: QWidget, acts: dict[str, Callable[[], object]]) -> None:
        self._actions: dict[str, QAction] = {}
        for shortcut_id, act in acts.items():
            entry = shortcuts.shortcut(shortcut_id)
            action = QAction(shortcuts.title(entry), window)
            action.setObjectName(f"action-{shortcut_id}")
            action.setShortcuts([QKeySequence(keys) for keys in entry.keys])
            action.triggered.connect(_called(act))
            window.addAction(action)
            self._actions[shortcut_id] = action

    def __getitem__(self, shortcut_id: str) -> QAction:
        return self._actions[shortcut_id]


def _called(act: Callable[[], object]) -> Callable[[], None]:
    def call() -> None:  # triggered would hand its `checked` on
        act()

    return call


class SettingsMenu(QMenu):
    """Built when opened; the actions are the window's own."""

    theme_chosen = Signal(str)
    motion_chosen = Signal(bool)

    def __init__(
        self,
        switch: ThemeSwitch,
        actions: Actions,
        window: QWidget,
        windows: Iterable[QAction] = (),
    ) -> None:
        super().__init__(window)
        self._switch = switch
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("settings-menu")
        self.setAccessibleName(self.tr("Settings"))
        for action in windows:
            self.addAction(action)
        self.addSeparator()
        self.themes = QActionGroup(self)
        for choice, words in (
            (ThemeChoice.SYSTEM, self.tr("Look of the system")),
            (ThemeChoice.LIGHT, self.tr("Light")),
            (ThemeChoice.DARK, self.tr("Dark")),
        ):
            action = self.addAction(words)
            action.setObjectName(f"theme-{choice.value}")
            action.setCheckable(True)
            action.setChecked(choice is switch.choice)
            if action.isChecked():  # the styled menu draws an icon, but no mark of its own
                put_sign(action, "check", switch.theme, accent=True)
            action.setData(choice.value)
            self.themes.addAction(action)
        self.addSeparator()
        for shortcut_id in ("zoom-in", "zoom-out", "zoom-reset"):
            self.addAction(actions[shortcut_id])
        self.reduce_motion = self.addAction(self.tr("Reduce motion"))
        self.reduce_motion.setObjectName("reduce-motion")
        self.reduce_motion.setCheckable(True)
        self.reduce_motion.setChecked(switch.theme.reduced_motion)
        if switch.theme.reduced_motion:
            put_sign(self.reduce_motion, "check", switch.theme, accent=True)
        self.addSeparator()
        for shortcut_id in ("add-address", "keys"):
            self.addAction(actions[shortcut_id])
        self.addSeparator()
        self.addAction(actions["quit"])
        self.themes.triggered.connect(self._on_theme)
        self.reduce_motion.toggled.connect(self._on_motion)

    def open_under(self, button: QWidget) -> None:
        """Open below a button."""
        self.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _on_theme(self, action: QAction) -> None:
        choice = ThemeChoice(action.data())
        self._switch.set_choice(choice)
        self.theme_chosen.emit(choice.value)

    def _on_motion(self, reduced: bool) -> None:
        self._switch.set_reduced_motion(reduced=reduced)
        self.motion_chosen.emit(reduced)
