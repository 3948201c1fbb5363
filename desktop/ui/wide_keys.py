"""The main window's keys where something else has the keyboard: text fields, windows beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from desktop.ui.buttons import SHORTCUT, show_keys
from desktop.ui.key_map import KeyMap
from desktop.ui.menu_key import offer_menu
from desktop.ui.shortcuts import SHORTCUTS, Scope

if TYPE_CHECKING:
    from desktop.ui.features import Feature

SHARED = (
    "switcher", "new", "browse-rooms", "presence", "network", "search", "announce", "settings",
    "keys", "zoom-in", "zoom-out", "zoom-reset", "quit",
)  # fmt: skip
"""What makes sense wherever one is; the rest is about the conversation in the main window."""


class WideKeys(QObject):
    """Belongs to the main window, whose actions are looked up by name."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._keys = KeyMap()
        self._features: frozenset[Feature] = frozenset()
        self._pressing: list[_Pressing] = []
        offer_menu(window)

    def set_keys(self, keys: KeyMap, features: frozenset[Feature]) -> None:
        """Answer to these keys, and to those only that something stands behind."""
        self._keys, self._features = keys, features
        for action in self._window.findChildren(QAction):
            shortcut_id = action.objectName().removeprefix("action-")
            if any(entry.id == shortcut_id for entry in SHORTCUTS):
                action.setShortcuts([QKeySequence(each) for each in keys.keys(shortcut_id)])
        for button in self._window.findChildren(QAbstractButton):
            shortcut_id = button.property(SHORTCUT)
            if isinstance(shortcut_id, str):
                show_keys(button, keys.text(shortcut_id))
        for pressing in self._pressing:
            pressing.follow(keys)

    def guard(self, field: QWidget) -> None:
        """Keep a text field from taking keys of the window: Ctrl+K deletes to the end of line."""
        field.installEventFilter(self)

    def share(self, window: QWidget) -> None:
        """Let the keys that make sense there work in a window beside the main one too."""
        offer_menu(window)
        for shortcut_id in SHARED:
            found = self._window.findChild(
                QAction, f"action-{shortcut_id}", Qt.FindChildOption.FindDirectChildrenOnly
            )
            if isinstance(found, QAction):
                window.addAction(found)
        for button in window.findChildren(QAbstractButton):
            shortcut_id = button.property(SHORTCUT)
            if isinstance(shortcut_id, str) and shortcut_id not in SHARED:
                pressing = _Pressing(button, shortcut_id, window)
                pressing.follow(self._keys)
                self._pressing.append(pressing)
        for field in (*window.findChildren(QLineEdit), *window.findChildren(QPlainTextEdit)):
            self.guard(field)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            pressed = QKeySequence(event.keyCombination())
            for entry in SHORTCUTS:
                on = entry.scope is Scope.WINDOW and entry.feature in self._features
                if on and pressed in map(QKeySequence, self._keys.keys(entry.id)):
                    event.ignore()
                    return True
        return False


class _Pressing(QAction):
    """Presses a button of a window beside the main one by the keys that its tooltip names."""

    def __init__(self, button: QAbstractButton, shortcut_id: str, window: QWidget) -> None:
        super().__init__(button.accessibleName(), window)
        self._button, self._shortcut_id = button, shortcut_id
        self.triggered.connect(lambda _=False: button.click())
        window.addAction(self)

    def follow(self, keys: KeyMap) -> None:
        """Answer to the keys of this map."""
        self.setShortcuts([QKeySequence(each) for each in keys.keys(self._shortcut_id)])
        show_keys(self._button, keys.text(self._shortcut_id))
