"""The short list of what was checked about this device's connection, each with a tick or a sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.ui.icons import icon_pixmap
from desktop.ui.labels import Paragraph

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from desktop.ui.theme import Theme, ThemeSwitch

Verdict = Literal["ok", "problem", "unknown"]
Reason = tuple[Verdict, str]

_SIGNS = {
    "ok": ("check-circle", "ok"),
    "problem": ("alert-triangle", "warn"),
    "unknown": ("help-circle", "text3"),
}

REASONS_SHOWN = 12
"""Our own checks are fewer; a longer list would push the buttons out of the smallest window."""


class Checks(QWidget):
    """A card with one row per reason; hidden while there is none."""

    def __init__(self, switch: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("checks")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._switch = switch
        self._reasons: list[Reason] = []
        self._built: list[Reason] = []
        """Those that have a row."""
        self._signs: list[QLabel] = []
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)
        self.hide()

    def set_reasons(self, reasons: list[Reason]) -> None:
        """Show these; the verdict is also spoken, so that no colour is the only cue."""
        reasons = reasons[:REASONS_SHOWN]
        if reasons != self._reasons:
            self._reasons = reasons
            if self.isVisible():
                self._build()
        self.setVisible(bool(reasons))

    def showEvent(self, event: QShowEvent) -> None:
        """Make the rows now: while others are here nobody sees them."""
        super().showEvent(event)
        self._build()

    def _build(self) -> None:
        if self._built == self._reasons:
            return
        self._built = self._reasons
        for row in self._rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self._signs, self._rows = [], []
        for number, (verdict, words) in enumerate(self._reasons):
            self._rows.append(self._row(verdict, words, number))
            self._column.addWidget(self._rows[-1])
        self._set_theme(self._switch.theme)

    def _row(self, verdict: Verdict, words: str, number: int) -> QWidget:
        row = QWidget(self)
        sign = QLabel(row)
        label = Paragraph(words, tone="preview", name=f"reason-{number}", parent=row)
        label.setAccessibleName(f"{self._spoken(verdict)}: {words}")
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label, 1)
        self._signs.append(sign)
        return row

    def _spoken(self, verdict: Verdict) -> str:
        match verdict:
            case "ok":
                return self.tr("Works")
            case "problem":
                return self.tr("Problem")
            case "unknown":
                return self.tr("Not known yet")

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        self._column.setContentsMargins(px(14), px(12), px(14), px(12))
        self._column.setSpacing(px(10))
        ratio = self.devicePixelRatioF() or 1.0
        for (verdict, _), sign in zip(self._built, self._signs, strict=True):
            name, token = _SIGNS.get(verdict, _SIGNS["unknown"])
            sign.setPixmap(icon_pixmap(name, getattr(theme, token), px(18), ratio))
