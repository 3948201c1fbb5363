"""The line between the search box and the results: what was found, its headings, and the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.labels import ElidedLabel, PlainLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.ui.search_grouping import GroupingLink
    from desktop.ui.theme import Theme, ThemeSwitch


class SearchStatus(QWidget):
    """Where all of it has no place the keys are left out: what was found is what matters."""

    def __init__(self, switch: ThemeSwitch, group: GroupingLink) -> None:
        super().__init__()
        self.words = ElidedLabel("", tone="meta", name="search-status")
        self.hint = PlainLabel("", tone="meta", name="search-hint")
        self._group = group
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.words)
        self._row.addWidget(group)
        self._row.addStretch(1)
        self._row.addWidget(self.hint)
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)

    def fit(self) -> None:
        """Show the keys if they fit beside all else."""
        group = self._group.sizeHint().width() if not self._group.isHidden() else 0
        gaps = 3 * self._row.spacing()
        needed = self.words.sizeHint().width() + group + gaps + self.hint.sizeHint().width()
        self.hint.setVisible(needed <= self.width())

    def _set_theme(self, theme: Theme) -> None:
        self._row.setSpacing(theme.px(4))
        self.setMinimumHeight(theme.px(20))  # it stays as high as with its link

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
