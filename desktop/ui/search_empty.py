"""What stands where results would be: how to search, too few letters, nothing found, trouble."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop.services.search_query import MIN_CHARS, Reason
from desktop.ui import strings
from desktop.ui.bidi import filled
from desktop.ui.buttons import push_button
from desktop.ui.labels import Paragraph, PlainLabel
from desktop.ui.search_tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.search_tokens import Token

BUTTONS_SHOWN = 4
"""More operators than this are taken out by their chips."""


class SearchEmpty(QScrollArea):
    """A title, a paragraph and buttons that take an operator out; scrolls in a window that is low."""

    removed = Signal(object)
    """The Token to take out."""

    forgotten = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("search-empty")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.title = PlainLabel("", tone="strong", name="search-empty-title")
        self.words = Paragraph("", tone="lead", name="search-empty-words")
        self.forget = push_button(self.tr("Forget recent searches"), name="forget", kind="link")
        self.forget.clicked.connect(self.forgotten)
        self._buttons = QVBoxLayout()
        self._buttons.setSpacing(2)
        page = QWidget()
        page.setProperty("ground", "surface")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWidget(page)
        column = QVBoxLayout(page)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(self.forget, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addLayout(self._buttons)
        column.addStretch(1)

    def show_for(self, text: str, reason: Reason | None, *, has_rows: bool, is_asking: bool) -> None:
        """Show what a text that finds nothing needs, and nothing where there are results."""
        found = tokens(text)
        lacking = next((token.operator for token in found if not token.value), "")
        if reason is Reason.TOO_SHORT and lacking:
            self.show_unfinished(lacking)
        elif reason is not None:
            recent = reason is Reason.EMPTY and has_rows
            self.show_start(with_recent=recent, too_short=reason is Reason.TOO_SHORT)
        elif not has_rows and not is_asking:
            self.show_nothing(" ".join(text.split()), [token for token in found if token.value])
        else:
            self.hide()

    def show_start(self, *, with_recent: bool, too_short: bool) -> None:
        """Say how to search, or that a little more is needed for it."""
        self._clear()
        self.forget.setVisible(with_recent)
        if too_short:
            self.title.setText(self.tr("A little more"))
            words = strings.counted(
                "SearchEmpty",
                "Type at least %n letter: fewer are in nearly every message.",
                "Type at least %n letters: fewer are in nearly every message.",
                MIN_CHARS,
            )
            self.words.setText(words)
        else:
            self.title.setText(self.tr("Search all your rooms"))
            self.words.setText(
                self.tr(
                    'Words match from their beginning; "quotes" keep words together. Narrow it down '
                    "with from: a person, in: a room, has: link, code, reaction or pin, is: unread, "
                    "mentioned, edited, pinned or own, before:, after: and on: a day. "
                    "A minus in front leaves things out."
                )
            )
        self.show()

    def show_unfinished(self, operator: str) -> None:
        """Say that an operator still lacks what comes after it."""
        self.show_words(
            filled(self.tr("Type on after {0}:"), operator),
            self.tr("Or choose what fits from the chips under the box: Tab takes the first."),
        )

    def show_nothing(self, query: str, used: Sequence[Token]) -> None:
        """Say that nothing was found, and offer to ask for less."""
        self._clear()
        self.forget.hide()
        self.title.setText(filled(self.tr("No messages for “{0}”"), query))
        if used:
            self.words.setText(self.tr("Nothing fits all of it. Try with less:"))
        else:
            self.words.setText(
                self.tr("Try fewer or other words. Only rooms you are in are searched.")
            )
        for token in list(used)[:BUTTONS_SHOWN]:
            words = filled(self.tr("Remove {0}"), token.words)
            button = push_button(words, name=f"remove-{token.operator}", kind="link")
            button.clicked.connect(lambda _=False, each=token: self.removed.emit(each))
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.show()

    def show_words(self, title: str, words: str) -> None:
        """Say something else."""
        self._clear()
        self.forget.hide()
        self.title.setText(title)
        self.words.setText(words)
        self.show()

    def _clear(self) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
