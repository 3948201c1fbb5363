"""Buttons that carry only an icon, always with a name for screen readers and a tooltip with keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontInfo, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from desktop.ui import shortcuts
from desktop.ui.eliding import elided
from desktop.ui.icons import icon
from desktop.ui.labels import button_text

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon, QKeyEvent, QPaintEvent

    from desktop.ui.theme import Theme, ThemeSwitch


SHORTCUT = "keys-of"
"""Property of a button: the id of the keys that do the same, for the tooltip. (Qt has a `shortcut`.)"""


AFTER_ICON_PX = 4
"""What Qt leaves between the icon and the words of a button."""


def show_keys(button: QAbstractButton, keys: str) -> None:
    """Name these keys in a button's tooltip, none if empty."""
    words = button.accessibleName()
    button.setToolTip(f"{words} ({keys})" if keys else words)


def _pressed_by_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Click a focused button on Enter, which Qt leaves to the desktop's habits and to defaults."""
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.isAutoRepeat():
        return False
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    button.click()
    return True


class Button(QPushButton):
    """A button with words that Enter presses where it has the keyboard, as Space does."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _pressed_by_enter(self, event):
            super().keyPressEvent(event)


class ElidedButton(Button):
    """A flat button no wider than its words, which end in an ellipsis where the room ends."""

    def __init__(self, *, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("kind", "flat")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._words, self._tail = "", ""

    @property
    def words(self) -> str:
        """What it says where there is room."""
        return self._words + self._tail

    def set_words(self, words: str, tail: str = "") -> None:
        """Show these words as far as they fit, and a tail that is always there."""
        self._words, self._tail = " ".join(words.split()), tail
        self.setText(button_text(self.words))

    def shown(self) -> str:
        """Return what there is room for."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        area = QStyle.SubElement.SE_PushButtonContents
        room = self.style().subElementRect(area, option, self).width()
        if not self.icon().isNull():
            room -= self.iconSize().width() + AFTER_ICON_PX
        metrics = self.fontMetrics()
        if metrics.horizontalAdvance(self.words) <= room:
            return self.words
        room -= metrics.horizontalAdvance(self._tail)
        return elided(self._words, metrics, room) + self._tail

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = button_text(self.shown())
        painter = QStylePainter(self)
        try:
            painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        finally:
            painter.end()


class IconButton(QToolButton):
    """A square of 36 px (of the design) with a line icon; wide enough for any finger."""

    def __init__(
        self,
        switch: ThemeSwitch,
        sign: str,
        words: str,
        *,
        name: str,
        keys: str | None = None,
        size_px: int = 36,
        kind: str = "icon",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._switch = switch
        self._sign = sign
        self._size_px = size_px
        self._keys = keys
        if keys is not None:
            self.setProperty(SHORTCUT, keys)
        self.setObjectName(name)
        self.setProperty("kind", kind)
        # A click leaves the keyboard where it was: in the text one is writing.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_words(words)
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _pressed_by_enter(self, event):
            super().keyPressEvent(event)

    def set_words(self, words: str) -> None:
        """Say what the button does."""
        self.setAccessibleName(words)
        self.setToolTip(words if self._keys is None else shortcuts.tooltip(words, self._keys))

    def show_sign(self, sign: str) -> None:
        """Show another icon."""
        if sign != self._sign:
            self._sign = sign
            self._set_theme(self._switch.theme)

    def _set_theme(self, theme: Theme) -> None:
        side = theme.px(self._size_px)
        self.setFixedSize(side, side)
        glyph = theme.px(20)
        self.setIconSize(QSize(glyph, glyph))
        color = theme.onaccent if self.property("kind") == "send" else theme.text2
        self.setIcon(icon(self._sign, theme, color, checked=theme.softtext))


def push_button(
    text: str, *, name: str, kind: str = "plain", keys: str | None = None
) -> QPushButton:
    """Return a button with words; kinds: plain, primary, accent, flat, link (style.py)."""
    button = Button(button_text(text))
    button.setObjectName(name)
    button.setProperty("kind", kind)
    button.setAccessibleName(text)
    button.setAutoDefault(False)
    if keys is not None:
        button.setProperty(SHORTCUT, keys)
        button.setToolTip(shortcuts.tooltip(text, keys))
    return button


def set_sign(button: QPushButton, sign: QIcon, words: str) -> None:
    """Put an icon before a button's words, with the air that the styles leave out."""
    side = round(QFontInfo(QGuiApplication.font()).pixelSize() * 16 / 14)
    button.setIconSize(QSize(side, side))
    button.setIcon(sign)
    button.setText(f"\u00a0{button_text(words)}")
