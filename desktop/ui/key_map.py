"""Which keys do what for this person: the table of shortcuts with the changes made to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from desktop.ui import shortcuts
from desktop.ui.shortcuts import SHORTCUTS, Scope, Shortcut

if TYPE_CHECKING:
    from collections.abc import Mapping

KEYS_EACH = 4
"""Ways to press one action; the settings file of somebody may hold anything."""


class KeyMap(QObject):
    """Built once by the desktop face. Only actions of the window can be given other keys."""

    changed = Signal()

    def __init__(self, overrides: Mapping[str, object] | None = None) -> None:
        super().__init__()
        self._overrides: dict[str, tuple[str, ...]] = {}
        self._writing: dict[str, tuple[str, ...]] = {}
        """Keys of the composer that a setting changes."""

        self.set_overrides(overrides or {})

    def set_overrides(self, overrides: Mapping[str, object]) -> None:
        """Take what was kept: action to list of keys. What is unknown or no key is left out."""
        kept: dict[str, tuple[str, ...]] = {}
        for entry in SHORTCUTS:
            found = overrides.get(entry.id)
            if not can_change(entry) or not isinstance(found, list | tuple):
                continue
            keys = [portable(str(each)) for each in found[:KEYS_EACH]]
            kept[entry.id] = tuple(dict.fromkeys(each for each in keys if each))
        if kept != self._overrides:
            self._overrides = kept
            self.changed.emit()

    def overrides(self) -> dict[str, list[str]]:
        """Return what differs from the table, for the settings."""
        return {each: list(keys) for each, keys in self._overrides.items()}

    def keys(self, shortcut_id: str) -> tuple[str, ...]:
        """Return the keys of an action; empty if they were taken away."""
        changed = self._writing | self._overrides
        return changed.get(shortcut_id, shortcuts.shortcut(shortcut_id).keys)

    def send_with_control(self, *, on: bool) -> None:
        """Say that Ctrl+Enter sends, and Enter begins a new line; or that Enter sends."""
        before = self._writing
        self._writing = {"send": ("Ctrl+Enter",), "newline": ("Enter",)} if on else {}
        if before != self._writing:
            self.changed.emit()

    def text(self, shortcut_id: str) -> str:
        """Return the first keys as this system writes them; empty if there are none."""
        keys = self.keys(shortcut_id)
        if not keys:
            return ""
        return shortcuts.native(keys[0])

    def is_changed(self, shortcut_id: str) -> bool:
        """Whether the keys are not those of the table."""
        return shortcut_id in self._overrides

    def holder(self, keys: str, beside: str) -> Shortcut | None:
        """Return the other action that these keys belong to, None if they are free."""
        for entry in SHORTCUTS:
            if entry.id != beside and portable(keys) in map(portable, self.keys(entry.id)):
                return entry
        return None

    def give(self, shortcut_id: str, keys: str) -> None:
        """Let these keys, and no others, do this; whichever action of the window had them loses them.

        Raises:
            ValueError: no keys, or keys with a fixed meaning in writing or reading.
        """
        pressed = portable(keys)
        entry = shortcuts.shortcut(shortcut_id)
        holder = self.holder(pressed, shortcut_id)
        if not pressed or not can_change(entry) or (holder is not None and not can_change(holder)):
            raise ValueError(keys)
        if holder is not None:
            left = (each for each in self.keys(holder.id) if portable(each) != pressed)
            self._put(holder.id, tuple(left))
        self._put(shortcut_id, (pressed,))
        self.changed.emit()

    def reset(self, shortcut_id: str) -> None:
        """Give an action back the keys of the table, and take them from whichever has them."""
        self._overrides.pop(shortcut_id, None)
        for keys in self.keys(shortcut_id):
            holder = self.holder(keys, shortcut_id)
            if holder is not None:
                left = (each for each in self.keys(holder.id) if portable(each) != portable(keys))
                self._put(holder.id, tuple(left))
        self.changed.emit()

    def reset_all(self) -> None:
        """Go back to the table."""
        self.set_overrides({})

    def _put(self, shortcut_id: str, keys: tuple[str, ...]) -> None:
        table = tuple(portable(each) for each in shortcuts.shortcut(shortcut_id).keys)
        if keys == table:
            self._overrides.pop(shortcut_id, None)
        else:
            self._overrides[shortcut_id] = keys


def can_change(entry: Shortcut) -> bool:
    """Whether an action can have other keys: writing and reading handle theirs themselves."""
    return entry.scope is Scope.WINDOW


def portable(keys: str) -> str:
    """Return keys in Qt's one spelling; empty if they are none."""
    sequence = QKeySequence(keys)
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)
