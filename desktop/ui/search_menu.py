"""The menu of a result: open it in its room, copy its words or its link. By mouse and by the menu key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QMenu
from typing_extensions import override

from desktop import deep_links
from desktop.ui.labels import button_text
from desktop.ui.menu_signs import put_sign
from desktop.ui.timeline.cleaning import cleaned

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop.model import Hit
    from desktop.ui.search_list import ResultsView
    from desktop.ui.theme import ThemeSwitch


class ResultMenu(QObject):
    """Watches the results, and the line above them: there the menu key means what is chosen."""

    def __init__(
        self,
        switch: ThemeSwitch,
        view: ResultsView,
        line: QWidget,
        opened: Callable[[Hit], None],
    ) -> None:
        super().__init__(view)
        self._switch, self._view, self._opened = switch, view, opened
        view.viewport().installEventFilter(self)
        line.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ContextMenu and isinstance(event, QContextMenuEvent):
            by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
            if watched is self._view.viewport():
                number = self._view.indexAt(event.pos()).row()
                return not by_key and self._open(number, event.globalPos())
            if by_key:
                index = self._view.currentIndex()
                middle = self._view.visualRect(index).center()
                return self._open(index.row(), self._view.viewport().mapToGlobal(middle))
        return False

    def _open(self, number: int, on_screen: QPoint) -> bool:
        """Open the menu of a row; False for a row that is no message."""
        row = self._view.row_at(number)
        if row is None or row.hit is None:
            return False
        self._view.choose(number, scroll=False)
        hit, theme = row.hit, self._switch.theme
        menu = QMenu(self._view)
        menu.setObjectName("result-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        translate = QCoreApplication.translate
        copy = QGuiApplication.clipboard().setText
        for name, sign, words, act in (
            ("open", "message", translate("SearchPreview", "Open in chat"), lambda: self._opened(hit)),
            ("copy", "copy", translate("Timeline", "Copy text"), lambda: copy(cleaned(hit.text))),
            (
                "link",
                "link",
                translate("Timeline", "Copy link to message"),
                lambda: copy(deep_links.make(hit.room, hit.message)),
            ),
        ):
            action = menu.addAction(button_text(words))
            action.setObjectName(f"result-{name}")
            action.triggered.connect(act)
            put_sign(action, sign, theme)
        menu.popup(on_screen)
        return True
