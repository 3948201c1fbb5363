"""Turns a theme into the application's palette and its one style sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPalette

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.ui.theme import Theme

_ROLES = (
    (QPalette.ColorRole.Window, "window"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "sunken"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.Button, "raised"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.BrightText, "danger"),
    (QPalette.ColorRole.Highlight, "selection"),
    (QPalette.ColorRole.HighlightedText, "text"),
    (QPalette.ColorRole.PlaceholderText, "text3"),
    (QPalette.ColorRole.Link, "link"),
    (QPalette.ColorRole.LinkVisited, "link"),
    (QPalette.ColorRole.ToolTipBase, "raised"),
    (QPalette.ColorRole.ToolTipText, "text"),
    (QPalette.ColorRole.Mid, "border"),
    (QPalette.ColorRole.Midlight, "border"),
    (QPalette.ColorRole.Light, "hover"),
    (QPalette.ColorRole.Dark, "text3"),
    (QPalette.ColorRole.Accent, "accent"),
)

_DISABLED = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
)


def palette(theme: Theme) -> QPalette:
    """Return the palette for Qt's own drawing."""
    made = QPalette()
    for role, token in _ROLES:
        made.setColor(role, getattr(theme, token))
    for role in _DISABLED:
        made.setColor(QPalette.ColorGroup.Disabled, role, theme.text3)
    return made


def dress(app: QApplication, theme: Theme) -> None:
    """Give the whole application the theme's font, palette and style sheet."""
    app.setFont(theme.font(14))
    app.setPalette(palette(theme))
