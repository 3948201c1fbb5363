"""The line of chips under a search box: operators in use, what completes the one being typed, offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop.ui.bidi import filled
from desktop.ui.controls import chip
from desktop.ui.flow import FlowLayout
from desktop.ui.icons import icon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.search_tokens import Completion, Token
    from desktop.ui.theme import ThemeSwitch

OFFERS_SHOWN = 4
"""With one operator in use they fill one line of the window's width."""
CHIP_RADIUS_PX = 13
"""The style sheet's: Qt draws square corners where a radius is more than half of the height."""


class SearchChips(QWidget):
    """Rebuilt with every change of the text; holds no state but what it was shown."""

    removed = Signal(object)
    """The Token whose cross was pressed."""

    completed = Signal(object)
    """The Completion that was picked."""

    offered = Signal(str)
    """The operator that was picked, as in `in:`."""

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search-chips")
        self.setAccessibleName(self.tr("Filters"))
        self._switch = switch
        self._flow = FlowLayout(self, switch.theme.px(6))
        self._shown: tuple[object, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        switch.changed.connect(self._set_theme)

    def show_chips(self, used: Sequence[Token], completions: Sequence[Completion]) -> None:
        """Show the operators in use, then what completes the one being typed, else what there is."""
        now = (tuple(used), tuple(completions))
        if now == self._shown and self._flow.count():
            return
        self._shown = now
        self._flow.clear()
        for token in used:
            self._add_used(token)
        for completion in completions:
            made = self._add(completion.label, "completion")
            made.clicked.connect(lambda _=False, each=completion: self.completed.emit(each))
        if not completions:
            self._add_offers({token.operator for token in used})
        self.updateGeometry()

    def _add_used(self, token: Token) -> None:
        made = self._add(f"{token.words} ", "used")
        made.setChecked(True)
        theme = self._switch.theme
        made.setIcon(icon("x", theme, theme.softtext, checked=theme.softtext))
        made.setIconSize(QSize(theme.px(12), theme.px(12)))
        # The cross stands behind the words.
        rtl = self.isRightToLeft()
        made.setLayoutDirection(
            Qt.LayoutDirection.LeftToRight if rtl else Qt.LayoutDirection.RightToLeft
        )
        words = filled(self.tr("Remove {0}"), token.words)
        made.setAccessibleName(words)
        made.setToolTip("")
        made.clicked.connect(lambda: self.removed.emit(token))

    def _add_offers(self, used: set[str]) -> None:
        offers = (
            ("from", self.tr("from: person")),
            ("in", self.tr("in: room")),
            ("has", self.tr("has: link")),
            ("before", self.tr("before: date")),
            ("is", self.tr("is: pinned")),
            ("after", self.tr("after: date")),
            ("on", self.tr("on: date")),
        )
        left = [offer for offer in offers if offer[0] not in used]
        for operator, words in left[:OFFERS_SHOWN]:
            made = self._add(words, "offer")
            made.clicked.connect(lambda _=False, each=operator: self.offered.emit(f"{each}:"))

    def _add(self, words: str, part: str) -> QPushButton:
        made = chip(words, name=f"chip-{part}-{self._flow.count()}")
        made.setCheckable(part == "used")
        made.setFixedHeight(2 * self._switch.theme.px(CHIP_RADIUS_PX))
        self._flow.addWidget(made)
        made.show()
        return made

    def _set_theme(self) -> None:
        self._flow.set_gap(self._switch.theme.px(6))
        used, completions = self._shown if self._shown else ((), ())
        self._shown = ()
        self.show_chips(used, completions)  # type: ignore[arg-type]
