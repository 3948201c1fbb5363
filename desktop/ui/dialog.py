"""What all dialogs share: a title, a column, a row of buttons; opened without a loop of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui import shortcuts
from desktop.ui.buttons import push_button
from desktop.ui.labels import Paragraph, PlainLabel

if TYPE_CHECKING:
    from desktop.ui.theme import ThemeSwitch


class Dialog(QDialog):
    """A titled column with a row of buttons at its end; gone from memory when closed."""

    def __init__(self, switch: ThemeSwitch, title: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        px = switch.theme.px
        self.setMinimumWidth(px(400))
        self.title = PlainLabel(title, tone="title", name=f"{name}-title")
        self.body = QVBoxLayout()
        self.body.setSpacing(px(8))
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(px(8))
        self.buttons.addStretch(1)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(18), px(20), px(18))
        column.setSpacing(px(14))
        column.addWidget(self.title)
        column.addLayout(self.body, 1)
        column.addLayout(self.buttons)

    def add_words(self, text: str, *, tone: str = "meta", name: str) -> Paragraph:
        """Add a paragraph that wraps."""
        label = Paragraph(text, tone=tone, name=name)
        self.body.addWidget(label)
        return label

    def add_field(self, field: QWidget, caption: str, *, name: str) -> None:
        """Add a control under a caption that is its label."""
        label = PlainLabel(caption, tone="label", name=f"{name}-caption")
        label.setBuddy(field)
        self.body.addWidget(label)
        self.body.addWidget(field)

    def add_accept(self, text: str, *, name: str, kind: str = "accent") -> QPushButton:
        """Add the button that does what the dialog is for; Enter presses it."""
        button = push_button(text, name=name, kind=kind)
        button.setToolTip(shortcuts.with_keys(text, "Return"))
        button.setDefault(True)
        self.buttons.addWidget(button)
        return button

    def add_trouble(self, *, name: str) -> Paragraph:
        """Add a hidden line that will say what is wrong."""
        trouble = self.add_words("", tone="danger", name=name)
        trouble.hide()
        return trouble

    def add_close(self, text: str) -> None:
        """Add the button that closes without doing anything."""
        close = push_button(text, name="close")
        close.setToolTip(shortcuts.with_keys(text, "Esc"))
        close.clicked.connect(self.reject)
        self.buttons.addWidget(close)

    @override
    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._fit(self.screen().availableSize())
        return done

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit(self.screen().availableSize())

    def _fit(self, room: QSize) -> None:
        """Be no larger than the screen, and else large enough for what is in it.

        That comes after the opening where words came later. A window with a least width of its own
        is not held by Qt to that of its controls, which depends on the language and the zoom.
        """
        self.setMinimumWidth(min(self.minimumWidth(), room.width()))
        width = min(max(self.width(), self._column.minimumSize().width()), room.width())
        height = max(self.height(), self._column.minimumHeightForWidth(width))
        self.resize(width, min(height, room.height()))
