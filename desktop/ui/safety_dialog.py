"""The dialog in which two people compare their number, to be sure that nobody stands between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.model import PersonPresence
from desktop.ui import strings
from desktop.ui.bidi import filled
from desktop.ui.buttons import push_button
from desktop.ui.dialog import Dialog
from desktop.ui.labels import PlainLabel

if TYPE_CHECKING:
    from desktop.ui.theme import ThemeSwitch

GROUPS_IN_ROW = 4


def groups(number: str) -> tuple[str, ...]:
    """Return the groups of five digits; whatever is no digit parts them or is left out."""
    digits = "".join(char for char in number if char in "0123456789")
    return tuple(digits[at : at + 5] for at in range(0, len(digits), 5))


class CompareNumber(Dialog):
    """Shows the number of both; only the person can say that the other side shows the same."""

    verify_changed = Signal(bool)

    def __init__(self, switch: ThemeSwitch, person: PersonPresence, parent: QWidget) -> None:
        title = filled(QCoreApplication.translate("CompareNumber", "Compare with {0}"), person.name)
        super().__init__(switch, title, "compare-number", parent)
        self._number = " ".join(groups(person.safety_number))
        verified = person.verified_at_ms is not None
        self.add_words(
            self.tr(
                "Read these numbers to each other, in person or by telephone. Theirs stand in "
                "their Grapevine, on your card. If all are the same, nobody stands between you."
            ),
            tone="lead",
            name="compare-words",
        )
        self.box = self._number_box(switch, groups(person.safety_number))
        self.body.addWidget(self.box)
        if verified and person.verified_at_ms:
            words = self.tr("You compared them on {0}.").format(strings.day(person.verified_at_ms))
            self.add_words(words, tone="ok", name="compare-when")
        self.body.addStretch(1)
        copy = push_button(self.tr("Copy"), name="copy-number")
        copy.setToolTip(self.tr("Copy the number"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._number))
        self.buttons.insertWidget(0, copy)
        self.add_close(self.tr("Close"))
        if verified:
            self.answer = push_button(
                self.tr("Not verified any more"), name="unverify", kind="danger"
            )
        else:
            self.answer = push_button(self.tr("They are the same"), name="verify", kind="accent")
        self.answer.setEnabled(bool(self._number))
        self.answer.clicked.connect(lambda: self._answered(verified=not verified))
        self.buttons.addWidget(self.answer)
        self.setMinimumWidth(switch.theme.px(460))

    def _number_box(self, switch: ThemeSwitch, parts: tuple[str, ...]) -> QWidget:
        theme = switch.theme
        box = QWidget()
        box.setObjectName("safety-number")
        box.setProperty("kind", "card")
        box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        box.setAccessibleName(self.tr("Safety number: {0}").format(self._number))
        grid = QGridLayout(box)
        grid.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(16))
        grid.setVerticalSpacing(theme.px(10))
        # Digits are read from left to right in every language.
        box.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        for number, part in enumerate(parts):
            label = PlainLabel(part, tone="digits", name=f"digits-{number}")
            label.setFont(theme.mono(18))
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setMinimumHeight(theme.px(26))
            grid.addWidget(label, number // GROUPS_IN_ROW, number % GROUPS_IN_ROW)
        if not parts:
            missing = QLabel(self.tr("Not known yet: it needs one meeting on the network."))
            missing.setTextFormat(Qt.TextFormat.PlainText)
            grid.addWidget(missing, 0, 0)
        return box

    def _answered(self, *, verified: bool) -> None:
        self.accept()
        self.verify_changed.emit(verified)
