"""Signs before the entries of menus, which change with the look while their menu is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QMenu

from desktop.ui.icons import icon

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from desktop.ui.theme import Theme

SIGN = "sign"
"""The property of an action that names its icon, with a mark before it where it has the accent."""
ACCENT = "*"


def put_sign(action: QAction, name: str, theme: Theme, *, accent: bool = False) -> None:
    """Put an icon before an entry."""
    action.setProperty(SIGN, ACCENT + name if accent else name)
    _draw(action, theme)


def renew_signs(theme: Theme) -> None:
    """Draw them in this look in all menus there are."""
    for menu in QApplication.topLevelWidgets():
        if isinstance(menu, QMenu):
            for action in menu.actions():
                _draw(action, theme)


def _draw(action: QAction, theme: Theme) -> None:
    sign = action.property(SIGN)
    if isinstance(sign, str):
        color = theme.accent if sign.startswith(ACCENT) else None
        action.setIcon(icon(sign.removeprefix(ACCENT), theme, color))
