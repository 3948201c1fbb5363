"""The link beside the results that puts them under other headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.buttons import push_button
from desktop.ui.controls import rename_button
from desktop.ui.search_results import Grouping

if TYPE_CHECKING:
    from desktop.ui.search_list import ResultsView
    from desktop.ui.search_results import ResultsModel


class GroupingLink(QWidget):
    """Says what the headings name; pressed, it asks for the other thing."""

    wanted = Signal()
    """Call `turn`, and put the keyboard back."""

    def __init__(self, model: ResultsModel, view: ResultsView) -> None:
        super().__init__()
        self._model = model
        self._view = view
        self.button = push_button("", name="search-group", kind="link")
        self.button.clicked.connect(self.wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        self._show()

    def turn(self) -> None:
        """Put the results under the other headings."""
        other = Grouping.DAY if self._model.grouping is Grouping.ROOM else Grouping.ROOM
        self._view.keep_choice(lambda: self._model.set_grouping(other))
        self._show()

    def _show(self) -> None:
        by_room = self._model.grouping is Grouping.ROOM
        translate = QCoreApplication.translate
        if by_room:
            now, other = translate("SearchWindow", "by room"), translate("SearchWindow", "Group by day")
        else:
            now, other = translate("SearchWindow", "by day"), translate("SearchWindow", "Group by room")
        rename_button(self.button, now)
        self.button.setToolTip(other)
