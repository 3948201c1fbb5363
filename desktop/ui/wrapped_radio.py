"""A round button whose words go on in further lines where one line has no room for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextLayout, QTextOption
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget
from typing_extensions import override

from desktop.ui.labels import button_text

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

NARROWEST_CHARS = 8


class WrappedRadio(QRadioButton):
    """Qt draws the lines it is given, but finds no place for their ends by itself."""

    def __init__(self, words: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(button_text(words), parent)
        self._words = words
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def _lines(self, width: int) -> list[str]:
        layout = QTextLayout(self._words, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        found = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width - self._around().width()))
            start = line.textStart()
            found.append(self._words[start : start + line.textLength()].strip())
        layout.endLayout()
        return found

    def _around(self) -> QSize:
        """Return how much larger the button is than its words."""
        words = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        return super().sizeHint() - words

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        one = self.fontMetrics().size(0, "\n".join(self._lines(width)))
        return one.height() + self._around().height()

    @override
    def sizeHint(self) -> QSize:
        return self.fontMetrics().size(0, self._words) + self._around()

    @override
    def minimumSizeHint(self) -> QSize:
        chars = self.fontMetrics().averageCharWidth() * NARROWEST_CHARS
        lines = self.fontMetrics().size(0, self.text())
        return QSize(chars + self._around().width(), lines.height() + self._around().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setText(button_text("\n".join(self._lines(self.width()))))
