"""Whether the composer answers a message, changes one, or just writes; shown on its strip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.ui.bidi import filled
from desktop.ui.timeline import labels

if TYPE_CHECKING:
    from desktop.model import Message
    from desktop.ui.composer_strip import ComposerStrip


class ComposerMode:
    """Owned by a composer, which moves the words."""

    def __init__(self, strip: ComposerStrip) -> None:
        self._strip = strip
        self.answering: Message | None = None
        self.editing: Message | None = None
        self.aside = ""
        """The words that stood in the box before an edit began."""

    @property
    def is_on(self) -> bool:
        """Whether there is anything to cancel."""
        return self.answering is not None or self.editing is not None

    def reply(self, message: Message) -> None:
        """Answer this message."""
        self.leave()
        self.answering = message
        name = labels.shown_name(message.name)
        title = filled(QCoreApplication.translate("Composer", "Reply to {0}"), name)
        self._strip.show_message("reply", title, labels.one_line(message.text), message.person)

    def edit(self, message: Message, aside: str) -> None:
        """Change this message; `aside` comes back afterwards."""
        self.leave()
        self.editing, self.aside = message, aside
        title = QCoreApplication.translate("Composer", "Edit message")
        words = labels.one_line(message.text)
        self._strip.show_message("edit", title, words)

    def leave(self) -> None:
        """Just write."""
        self.answering = self.editing = None
        self.aside = ""
