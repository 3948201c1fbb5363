"""A layout whose parts stand beside each other where they fit, and below each other where they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class FoldingLayout(QLayout):
    """Beside each other one part has all the room that the others leave, in the middle of the line."""

    def __init__(self, parent: QWidget | None = None, *, widest: int = 0) -> None:
        """Take `widest`, the number of the part that has the room that is left."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._widest = widest
        self.setContentsMargins(0, 0, 0, 0)

    def add_layout(self, layout: QLayout) -> None:
        """Add a part that has a layout of its own."""
        self.addChildLayout(layout)
        self.addItem(layout)

    def folds(self, width: int) -> bool:
        """Whether the parts are below each other in a place of this width."""
        return self._hint().width() > width

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        margins = self.contentsMargins()
        inner = width - margins.left() - margins.right()
        return self._place(QRect(0, 0, inner, 0), move=False) + margins.top() + margins.bottom()

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect.marginsRemoved(self.contentsMargins()), move=True)

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

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Return how high the parts are in this width; give them their places if `move`."""
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
