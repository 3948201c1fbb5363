"""Four lines round a part that shows by nothing else that it has the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable

EDGE_PX = 2
BY_KEYS = frozenset(
    (
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
        Qt.FocusReason.OtherFocusReason,
    )
)
"""How the keyboard comes without a mouse: with one it is known where one is."""
SILENT_KEYS = frozenset((Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Shift, Qt.Key.Key_F6))


class FocusEdges(QObject):
    """Lie over the edges of a widget: its contents neither move nor are painted anew.

    Args:
        around: The widget; owns the edges.
        shows: Whether something within shows the focus already.
    """

    def __init__(self, around: QWidget, shows: Callable[[], bool]) -> None:
        super().__init__(around)
        self._around = around
        self._shows = shows
        self.lines: list[QWidget] = []
        around.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.FocusIn if isinstance(event, QFocusEvent):
                self._show(on=event.reason() in BY_KEYS and not self._shows())
            case QEvent.Type.FocusOut:
                self._show(on=False)
            case QEvent.Type.KeyPress if isinstance(event, QKeyEvent):
                if event.key() not in SILENT_KEYS:  # from now on the place within is shown
                    self._show(on=False)
            case QEvent.Type.Resize if self.lines:
                self._place()
        return False

    def _show(self, *, on: bool) -> None:
        if on and not self.lines:
            for _ in range(4):
                line = QWidget(self._around)
                line.setProperty("ground", "accent")
                line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
                line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                self.lines.append(line)
        if on:
            self._place()
        for line in self.lines:
            line.setVisible(on)
            line.raise_()

    def _place(self) -> None:
        width, height = self._around.width(), self._around.height()
        for line, rect in zip(
            self.lines,
            (
                QRect(0, 0, width, EDGE_PX),
                QRect(0, height - EDGE_PX, width, EDGE_PX),
                QRect(0, 0, EDGE_PX, height),
                QRect(width - EDGE_PX, 0, EDGE_PX, height),
            ),
            strict=True,
        ):
            line.setGeometry(rect)
