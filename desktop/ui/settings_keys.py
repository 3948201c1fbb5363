"""The page of keys: what each action answers to, other keys for it, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui import shortcuts
from desktop.ui.bidi import filled
from desktop.ui.buttons import IconButton, push_button
from desktop.ui.controls import Card
from desktop.ui.folding import FoldingLayout
from desktop.ui.key_map import KeyMap, can_change, portable
from desktop.ui.labels import Paragraph, PlainLabel, button_text
from desktop.ui.layouts import set_margins
from desktop.ui.settings_rows import SettingsPage
from desktop.ui.shortcuts import SHORTCUTS, Shortcut

if TYPE_CHECKING:
    from desktop.ui.features import Feature
    from desktop.ui.theme import ThemeSwitch

_MODIFIERS = {
    Qt.Key.Key_Control,
    Qt.Key.Key_Shift,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_CapsLock,
}


def usable(keys: str) -> bool:
    """Whether keys may stand for an action: with Ctrl, Alt or Meta, or an F key, or Esc.

    Anything else is a letter that somebody writes.
    """
    sequence = QKeySequence(keys)
    if sequence.count() != 1:
        return False
    pressed = sequence[0]  # type: ignore[index] # the stubs lack it
    held = pressed.keyboardModifiers()
    strong = (
        Qt.KeyboardModifier.ControlModifier
        | Qt.KeyboardModifier.AltModifier
        | Qt.KeyboardModifier.MetaModifier
    )
    function = Qt.Key.Key_F1 <= pressed.key() <= Qt.Key.Key_F35
    return bool(held & strong) or function


class KeyButton(QPushButton):
    """Shows keys; pressed, it waits for other ones. Esc leaves all as it was."""

    pressed_keys = Signal(str)

    def __init__(self, title: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAutoDefault(False)
        self._title = title
        self._keys = ""
        self._waiting = False
        self.clicked.connect(self._wait)

    def show_keys(self, keys: str) -> None:
        """Show these as this system writes them."""
        self._keys = keys
        self._waiting = False
        native = shortcuts.native(keys)
        words = native or self.tr("none")
        self.setText(button_text(words))
        self.setAccessibleName(filled(self.tr("{0}: {1}"), self._title, words))
        self.setToolTip(self.tr("Press to give it other keys"))

    @property
    def waiting(self) -> bool:
        """Whether the next keys are for this action."""
        return self._waiting

    def _wait(self) -> None:
        self._waiting = True
        self.setText(self.tr("Press keys…"))
        self.setAccessibleName(self.tr("{0}: press the new keys").format(self._title))

    @override
    def event(self, event: QEvent) -> bool:
        if self._waiting and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
                return True
        if self._waiting and event.type() == QEvent.Type.FocusOut:
            self.show_keys(self._keys)
        return super().event(event)

    def _take(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in _MODIFIERS:
            return
        bare = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if bare and event.key() == Qt.Key.Key_Escape:
            self.show_keys(self._keys)
            return
        keys = QKeySequence(event.keyCombination())
        self.pressed_keys.emit(keys.toString(QKeySequence.SequenceFormat.PortableText))


class _Row(QWidget):
    """One action: title, keys, the way back, and what is in the way."""

    def __init__(self, switch: ThemeSwitch, entry: Shortcut, keys: KeyMap) -> None:
        super().__init__()
        px = switch.theme.px
        self._entry = entry
        self._keys = keys
        self._wanted = ""
        title = shortcuts.title(entry)
        self.button = KeyButton(title, f"key-{entry.id}")
        self.button.setMinimumWidth(px(130))
        self.reset = IconButton(
            switch,
            "refresh",
            self.tr("{0}: back to the usual keys").format(title),
            name=f"key-reset-{entry.id}",
            size_px=32,
        )
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(policy)
        self.trouble = Paragraph("", tone="danger", name=f"key-trouble-{entry.id}")
        self.take = push_button(self.tr("Use it here"), name=f"key-take-{entry.id}", kind="link")
        self.take.setMinimumHeight(px(26))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.button)
        buttons.addWidget(self.reset)
        words = FoldingLayout()
        words.setSpacing(px(4))
        words.addWidget(Paragraph(title, tone="row", name=f"key-title-{entry.id}"))
        words.add_layout(buttons)
        self._below = QWidget()
        below = QHBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.trouble, 1)
        below.addWidget(self.take)
        column = QVBoxLayout(self)
        set_margins(column, self, px(16), px(5), px(8), px(5))
        column.setSpacing(0)
        column.addLayout(words)
        column.addWidget(self._below)
        self.button.pressed_keys.connect(self._on_keys)
        self.reset.clicked.connect(lambda: keys.reset(entry.id))
        self.take.clicked.connect(self._take)
        keys.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is in force."""
        found = self._keys.keys(self._entry.id)
        self.button.show_keys(found[0] if found else "")
        self.reset.setVisible(self._keys.is_changed(self._entry.id))
        self._below.hide()

    def _on_keys(self, keys: str) -> None:
        holder = self._keys.holder(keys, self._entry.id)
        native = shortcuts.native(keys)
        if portable(keys) in map(portable, self._keys.keys(self._entry.id)):
            self.refresh()
            return
        if not usable(keys):
            self._say(filled(self.tr("{0} is for writing: add Ctrl or Alt."), native), take=False)
        elif holder is None:
            self._keys.give(self._entry.id, keys)
        else:
            words = filled(self.tr("{0} belongs to “{1}”."), native, shortcuts.title(holder))
            self._wanted = keys
            self._say(words, take=can_change(holder))

    def _say(self, words: str, *, take: bool) -> None:
        self.refresh()
        self.trouble.setText(words)
        self.take.setVisible(take)
        self._below.show()

    def _take(self) -> None:
        self._keys.give(self._entry.id, self._wanted)
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)


class KeysPage(SettingsPage):
    """All actions of the window that are on, and below them the keys that stay as they are."""

    def __init__(self, switch: ThemeSwitch, keys: KeyMap, features: frozenset[Feature]) -> None:
        super().__init__(switch, "", "keys")
        self.words = self.tr("Keyboard")
        self.always = True
        self.setAccessibleName(self.words)
        title = self.findChild(PlainLabel, "page-keys-title")
        if title is not None:
            title.setText(self.words)
        self.column.addWidget(
            Paragraph(
                self.tr("Press an action's keys, then the ones you want. Esc leaves all as it is."),
                tone="meta",
                name="keys-words",
            )
        )
        self._switch, self._keys, self._features = switch, keys, features
        self._card = Card(name="keys-card")
        self.key_rows: dict[str, _Row] = {}
        self.column.addWidget(self._card)
        self.reset_all = push_button(self.tr("Reset all keys"), name="keys-reset-all")
        self.reset_all.clicked.connect(keys.reset_all)
        row = QHBoxLayout()
        row.addWidget(self.reset_all)
        row.addStretch(1)
        self.column.addLayout(row)
        self.end()

    @override
    def fill(self) -> None:
        if self.key_rows:
            return
        for entry in SHORTCUTS:
            on = entry.feature is None or entry.feature in self._features
            if can_change(entry) and on:
                self.key_rows[entry.id] = _Row(self._switch, entry, self._keys)
                self._card.add_row(self.key_rows[entry.id])
        # The rows came after it: Tab would begin at the end of the page, out of sight.
        QWidget.setTabOrder(list(self.key_rows.values())[-1].take, self.reset_all)
