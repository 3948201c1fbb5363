"""How a setting looks: words on one side, its control on the other, several of them in a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.controls import rule
from desktop.ui.labels import Paragraph, PlainLabel

if TYPE_CHECKING:
    from desktop.ui.theme import Theme, ThemeSwitch

PAGE_PX = 620
"""Wider lines part a control from its words."""


class KeyedRow(QWidget):
    """What stands in a card for one setting; `key` names it in `SettingsWindow.changed`."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


class SettingRow(KeyedRow):
    """One setting: words and its control."""

    def __init__(
        self, switch: ThemeSwitch, key: str, title: str, control: QWidget, detail: str = ""
    ) -> None:
        super().__init__(key)
        self.title = Paragraph(title, tone="row", name=f"set-{key}-title", leading=1.35)
        self.detail = Paragraph(detail, tone="meta", name=f"set-{key}-detail")
        self.detail.setVisible(bool(detail))
        words = self._words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.detail)
        words.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.addLayout(words, 1)
        self._row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        air = theme.row_px(10, 6)
        self._row.setContentsMargins(px(16), air, px(14), air)
        self._row.setSpacing(px(16))
        self.setMinimumHeight(theme.row_px(52, 44))

    def add_act(self, button: QWidget) -> None:
        """Offer something to do about this setting, under its words."""
        self._words.insertWidget(self._words.count() - 1, button, 0, Qt.AlignmentFlag.AlignLeft)


class SettingsPage(QScrollArea):
    """A heading and cards; hidden as a whole while it has nothing to offer."""

    def __init__(self, switch: ThemeSwitch, title: str, name: str) -> None:
        super().__init__()
        self.setObjectName(f"page-{name}")
        self.setAccessibleName(title)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.name = name
        self._cards: list[tuple[QWidget, tuple[KeyedRow, ...]]] = []
        self.always = False
        self.words = title
        self._switch = switch
        self._rules: dict[KeyedRow, QWidget] = {}
        page = QWidget()
        page.setProperty("ground", "surface")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._inner = QWidget(page)
        self.column = QVBoxLayout(self._inner)
        self.column.addWidget(PlainLabel(title, tone="title", name=f"page-{name}-title"))
        outer = QHBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._inner, 1000)
        outer.addStretch(1)
        self.setWidget(page)
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)

    def fill(self) -> None:
        """Build what is costly; called before the page is shown, any number of times."""

    def add_caption(self, words: str, name: str) -> PlainLabel:
        """Add a heading within the page."""
        label = PlainLabel(words, tone="section", name=name)
        self.column.addWidget(label)
        return label

    def add_card(self, *rows: KeyedRow) -> QWidget:
        """Add a card of settings."""
        card = QWidget()
        card.setProperty("kind", "card")
        card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for number, row in enumerate(rows):
            if number:
                self._rules[row] = rule()
                column.addWidget(self._rules[row])
            column.addWidget(row)
        self._cards.append((card, rows))
        self.column.addWidget(card)
        return card

    def end(self) -> None:
        """Push what was added to the top."""
        self.column.addStretch(1)

    def offer(self, keys: frozenset[str]) -> bool:
        """Show the rows of these keys; return whether there is anything on the page."""
        found = False
        for card, rows in self._cards:
            begun = False
            for row in rows:
                shown = row.key in keys
                row.setVisible(shown)
                if row in self._rules:
                    self._rules[row].setVisible(shown and begun)
                begun = begun or shown
            card.setVisible(begun)
            found = found or begun
        return self.always or found

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        self._inner.setMaximumWidth(px(PAGE_PX) + px(48))
        self.column.setContentsMargins(px(24), px(20), px(24), px(24))
        self.column.setSpacing(px(12))
