"""The choice of languages whose spelling is checked: a switch for all, and one for each dictionary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop.ui.controls import Switch, rule
from desktop.ui.settings_rows import KeyedRow, SettingRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.ui.theme import ThemeSwitch


class SpellingRows(KeyedRow):
    """Is there only where the system has dictionaries."""

    chosen = Signal(object)
    """The list of codes that are checked; an empty one checks nothing."""

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__("spelling")
        self._switch = switch
        self._chosen: tuple[str, ...] = ()
        self._usual: tuple[str, ...] = ()
        self.switches: dict[str, Switch] = {}
        self.every = Switch(switch, self.tr("Check spelling"), name="set-spelling")
        self.every.toggled.connect(self._on_every)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        words = self.tr("With the dictionaries of your system; nothing leaves this computer")
        self._column.addWidget(
            SettingRow(switch, "spelling", self.tr("Check spelling"), self.every, words)
        )

    def set_languages(
        self, found: Mapping[str, str], chosen: Sequence[str], usual: Sequence[str]
    ) -> None:
        """Show the languages there are, called after their dictionaries.

        `usual` are those that are switched on with the whole.
        """
        self._chosen = tuple(code for code in found if code in chosen)
        self._usual = tuple(usual) or tuple(found)[:1]
        for code, dictionary in found.items():
            if code not in self.switches:
                self._add(code, language_name(dictionary))
        self._show()

    def _add(self, code: str, name: str) -> None:
        made = Switch(self._switch, name, name=f"set-spelling-{code}")
        made.toggled.connect(lambda on: self._on_one(code, on))
        self.switches[code] = made
        self._column.addWidget(rule())
        self._column.addWidget(SettingRow(self._switch, f"spelling-{code}", name, made))

    def _on_every(self, on: bool) -> None:
        self._tell(self._usual if on else ())

    def _on_one(self, code: str, on: bool) -> None:
        kept = [each for each in self._chosen if each != code]
        self._tell((*kept, code) if on else tuple(kept))

    def _tell(self, chosen: Sequence[str]) -> None:
        self._chosen = tuple(chosen)
        self._show()
        self.chosen.emit(list(self._chosen))

    def _show(self) -> None:
        states = [(self.every, bool(self._chosen))]
        states += [(made, code in self._chosen) for code, made in self.switches.items()]
        for made, on in states:
            made.blockSignals(True)
            made.setChecked(on)
            made.blockSignals(False)


def language_name(locale: str) -> str:
    """Return a language such as de_AT by its own name, begun as a heading is."""
    name = QLocale(locale).nativeLanguageName()
    return name[:1].upper() + name[1:] if name else locale
