"""A layout whose parts stand beside each other where they fit, and below each other where they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from typing_extensions import override

from desktop.ui.item_layout import ItemLayout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FoldingLayout(ItemLayout):
    """Beside each other one part has all the room that the others leave, in the middle of the line."""

    def __init__(self, parent: QWidget | None = None, *, widest: int = 0) -> None:
        """Take `widest`, the number of the part that has the room that is left."""
        super().__init__(parent)
        self._widest = widest

    def add_layout(self, layout: QLayout) -> None:
        """Add a part that has a layout of its own."""
        self.addChildLayout(layout)
        self.addItem(layout)

    def folds(self, width: int) -> bool:
        """Whether the parts are below each other in a place of this width."""
        return self._hint().width() > width

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    @override
    def sizeHint(self) -> QSize:
        return self._hint().grownBy(self.contentsMargins())

    @override
    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _hint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._shown()]
        gaps = max(0, len(sizes) - 1) * self.spacing()
        high = max((size.height() for size in sizes), default=0)
        return QSize(sum(size.width() for size in sizes) + gaps, high)

    @override
    def _place(self, rect: QRect, *, move: bool) -> int:
        shown, gap = self._shown(), self.spacing()
        if self.folds(rect.width()):
            y = 0
            for item in shown:
                high = _height(item, rect.width())
                if move:
                    item.setGeometry(QRect(rect.x(), rect.y() + y, rect.width(), high))
                y += high + gap
            return max(0, y - gap)
        left = rect.width() - self._hint().width()
        high = max((item.sizeHint().height() for item in shown), default=0)
        if move:
            owner = self.parentWidget()
            rtl = owner is not None and owner.isRightToLeft()
            line, x = max(high, rect.height()), 0
            for item in shown:
                more = left if item is self._items[self._widest] else 0
                wide = item.sizeHint().width() + more
                at = rect.right() + 1 - x - wide if rtl else rect.x() + x
                tall = min(line, item.sizeHint().height())
                item.setGeometry(QRect(at, rect.y() + (line - tall) // 2, wide, tall))
                x += wide + gap
        return high


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return max(item.heightForWidth(width), item.minimumSize().height())
    return item.sizeHint().height()
