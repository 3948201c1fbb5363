"""The choice of network interfaces in the settings: all of them, or those that are switched on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop.ui.bidi import filled
from desktop.ui.controls import Switch, rule
from desktop.ui.labels import Paragraph
from desktop.ui.settings_rows import KeyedRow, SettingRow

if TYPE_CHECKING:
    from desktop.ui.settings_values import InterfaceView
    from desktop.ui.theme import Theme, ThemeSwitch

INTERFACES_SHOWN = 16
"""Machines with containers have dozens."""


class InterfaceRows(KeyedRow):
    """A switch for all, and one for each interface once not all are used."""

    chosen = Signal(object)
    """None for all, else a list of names; an empty one means none."""

    def __init__(self, switch: ThemeSwitch) -> None:
        super().__init__("interfaces")
        self._switch = switch
        self._names: tuple[str, ...] | None = None
        self._views: tuple[InterfaceView, ...] = ()
        self.every = Switch(switch, self.tr("Use every network"), name="set-interfaces-all")
        self.every.setChecked(True)
        self.every.toggled.connect(self._on_every)
        self.trouble = Paragraph("", tone="body", name="set-interfaces-trouble")
        self.switches: dict[str, Switch] = {}
        self.rows: list[SettingRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(
            SettingRow(
                switch,
                "interfaces",
                self.tr("Use every network"),
                self.every,
                self.tr("Off: others are looked for, and new links taken, only where it is "
                        "switched on below; links that stand stay"),
            )
        )  # fmt: skip
        self._column.addWidget(self.trouble)
        self._inner = QVBoxLayout()
        self._inner.setSpacing(0)
        self._column.addLayout(self._inner)
        self._show()
        self._set_theme(switch.theme)
        switch.changed.connect(self._set_theme)

    def set_chosen(self, names: tuple[str, ...] | None) -> None:
        """Say which are used; None for all."""
        self._names = names
        self._show()

    def set_interfaces(self, views: tuple[InterfaceView, ...]) -> None:
        """Show these, the chosen ones that are gone among them."""
        self._views = views[:INTERFACES_SHOWN]
        self._show()

    def words(self) -> list[tuple[str, str]]:
        """Return name and detail of each row, as shown."""
        return [(row.title.text(), row.detail.text()) for row in self.rows]

    def _on_every(self, every: bool) -> None:
        # From all to some: those that are used now stay on, so that nothing changes by itself.
        self._names = None if every else tuple(each.name for each in self._views if each.used)
        self._tell()

    def _on_one(self, name: str, on: bool) -> None:
        names = [each for each in self._names or () if each != name]
        self._names = (*names, name) if on else tuple(names)
        self._tell()

    def _tell(self) -> None:
        self._show()
        self.chosen.emit(None if self._names is None else list(self._names))

    def _show(self) -> None:
        self.every.blockSignals(True)
        self.every.setChecked(self._names is None)
        self.every.blockSignals(False)
        if list(self.switches) != [each.name for each in self._views]:
            self._rebuild()
        chosen = frozenset(self._names or ())
        for view, row in zip(self._views, self.rows, strict=True):
            made = self.switches[view.name]
            made.setVisible(self._names is not None)
            made.blockSignals(True)
            made.setChecked(view.name in chosen)
            made.blockSignals(False)
            words = ", ".join(view.addresses) or self.tr("not there now")
            if self._names is None and not view.used:
                words = filled(self.tr("{0} (not used)"), words)
            row.detail.setText(words)
            row.detail.show()
        there = [each for each in self._views if each.addresses]
        words = ""
        if not there:
            words = self.tr("No network interface is up.")
        elif self._names is not None and not any(each.name in chosen for each in there):
            words = self.tr("None of these is switched on and there: nobody is found by itself.")
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    def _rebuild(self) -> None:
        while (item := self._inner.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.switches, self.rows = {}, []
        for number, view in enumerate(self._views):
            made = Switch(self._switch, view.name, name=f"set-interface-{number}")
            made.toggled.connect(lambda on, name=view.name: self._on_one(name, on))
            row = SettingRow(self._switch, f"interface-{number}", view.name, made, " ")
            self.switches[view.name] = made
            self.rows.append(row)
            self._inner.addWidget(rule())
            self._inner.addWidget(row)

    def _set_theme(self, theme: Theme) -> None:
        px = theme.px
        self.trouble.setContentsMargins(px(16), 0, px(16), px(10))
