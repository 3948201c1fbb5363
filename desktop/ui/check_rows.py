"""Checks of the network as rows and cards: verdict, words, and the command that would help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.ui.buttons import IconButton
from desktop.ui.controls import Card
from desktop.ui.icons import icon_pixmap
from desktop.ui.labels import Paragraph

if TYPE_CHECKING:
    from desktop.model import CheckView
    from desktop.ui.theme import ThemeSwitch

CHECKS_SHOWN = 24
"""Our own checks are fewer."""

SIGNS = {
    "ok": ("check-circle", "ok"),
    "problem": ("alert-triangle", "warn"),
    "unknown": ("help-circle", "text3"),
}


def spoken(verdict: str) -> str:
    """Return a verdict in words, so that no colour is the only cue."""
    words = {
        "ok": QCoreApplication.translate("Checks", "Works"),
        "problem": QCoreApplication.translate("Checks", "Problem"),
    }
    return words.get(verdict, QCoreApplication.translate("Checks", "Not known yet"))


class CommandBox(QWidget):
    """A command as it is typed, and the button that copies it."""

    def __init__(self, switch: ThemeSwitch, command: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = switch.theme
        self._command = command
        self._label = QLabel(command)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setObjectName("command")
        self._label.setProperty("kind", "code")
        self._label.setWordWrap(True)
        self._label.setFont(theme.mono(13))
        self._label.setStyleSheet(f'font-family: "{theme.mono(13).family()}";')
        self._label.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.copy = IconButton(
            switch, "copy", self.tr("Copy the command"), name="copy-command", size_px=32
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(4))
        row.addWidget(self._label, 1)
        row.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignVCenter)
        self.copy.clicked.connect(self._copy)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._command)
        self.copy.set_words(self.tr("Copied"))


class CheckRow(QWidget):
    """One of our own checks."""

    def __init__(
        self, switch: ThemeSwitch, check: CheckView, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        theme, px = switch.theme, switch.theme.px
        name, token = SIGNS.get(check.verdict, SIGNS["unknown"])
        sign = QLabel()
        ratio = self.devicePixelRatioF() or 1.0
        sign.setPixmap(icon_pixmap(name, getattr(theme, token), px(20), ratio))
        self.words = Paragraph(check.words, tone="row", name=f"check-{check.check}", leading=1.35)
        self.words.setAccessibleName(f"{spoken(check.verdict)}: {check.words}")
        column = QVBoxLayout()
        column.setSpacing(px(1))
        column.addWidget(self.words)
        for number, text in enumerate((check.detail, check.fix)):
            if text:
                tone = "meta" if number == 0 else "preview"
                column.addWidget(Paragraph(text, tone=tone, name=f"check-{check.check}-{number}"))
        if check.command:
            column.addSpacing(px(6))
            column.addWidget(CommandBox(switch, check.command))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(14), px(10), px(14), px(10))
        row.setSpacing(px(12))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(column, 1)


def finding_card(switch: ThemeSwitch, findings: tuple[CheckView, ...], name: str) -> Card:
    """Return what was found out about somebody: the first finding is the answer."""
    px = switch.theme.px
    wrong = any(finding.verdict != "ok" for finding in findings)
    card = Card(name=name, kind="finding" if wrong else "card")
    column = card.column
    column.setContentsMargins(px(15), px(13), px(15), px(15))
    column.setSpacing(px(4))
    for number, finding in enumerate(findings[:CHECKS_SHOWN]):
        first = number == 0
        told = finding.words if first else _sentences(finding.words, finding.detail, finding.fix)
        words = Paragraph(told, tone="strong" if first else "body", name=f"finding-{number}")
        words.setAccessibleName(f"{spoken(finding.verdict)}: {told}")
        column.addWidget(words)
        more = _sentences(finding.detail, finding.fix) if first else ""
        if more:
            column.addWidget(Paragraph(more, tone="body", name=f"finding-{number}-more"))
        if finding.command:
            column.addSpacing(px(4))
            column.addWidget(CommandBox(switch, finding.command))
    return card


def _sentences(*parts: str) -> str:
    """Return verdict, detail and what would help as one run of sentences."""
    return " ".join(each if each[-1] in ".:" else f"{each}." for each in parts if each)
